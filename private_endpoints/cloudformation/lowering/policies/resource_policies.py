"""The policies of a resource: a property of its own, or resources beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from private_endpoints.cloudformation.lowering.data import resource_policies
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.documents import policy_document
from private_endpoints.cloudformation.lowering.policies.resource_names import comparable, may_mean, names_of
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.values import Join, Opaque, Reference, Truth, Unknown, Value, equal

__all__ = ["policy_and_whether_all"]

_Row = Mapping[str, Any]
_VERSION = "2012-10-17"


def policy_and_whether_all(facts: Facts) -> tuple[Any, Truth]:
    """The policy of a resource, None where it has none, and whether that is all there is."""
    own = _own(facts, resource_policies()[facts.type])
    beside, complete = _beside(facts)
    if beside is None and complete is True:
        return own, True
    if own is None:
        return beside, complete
    # Which of two policies is there in the end is a matter of the order in which they are made.
    return None, Unknown(frozenset({f"which policy {facts.id} has"}))


def _own(facts: Facts, row: _Row) -> Any:  # noqa: ANN401 - a document
    if "document" not in row:
        return None
    *outer, name = row["document"].split(".")
    fields: Fields | Unknown | None = facts
    for one in outer:
        if isinstance(fields, Fields):
            of_here = fields is facts and "region_of_one" in row
            fields = _in_this_region(facts, one, row["region_of_one"]) if of_here else fields.one(one)
    if isinstance(fields, Unknown):
        return Opaque(f"{facts.id}.{row['document']}")
    return None if fields is None else policy_document(fields, name)


def _in_this_region(facts: Facts, name: str, region: str) -> Fields | Unknown | None:
    """Of objects for several regions that for the region of the stack."""
    here = facts.resolver.ref("AWS::Region")
    for one in facts.several(name):
        if isinstance(one, Unknown):
            return one
        given = one.text(region)
        is_here = given if given is None or isinstance(given, Unknown) else equal(given, here)
        if is_here is True:
            return one
        if is_here is not False:
            return Unknown(frozenset({f"{facts.id}.{name}.{region}"}))
    return None


class _Beside(NamedTuple):
    """Policies of resources of a type.

    Attributes:
        by_id: by the resource that they are for.
        strays: those with a name that is of nothing in the templates, and that name.
        of_all: those of all resources of an account in a region.
    """

    by_id: dict[str, list[Facts]]
    strays: list[tuple[Facts, Value | Unknown]]
    of_all: list[Facts]


def _beside(facts: Facts) -> tuple[Any, Truth]:
    """The policy that other resources attach; one for a bucket that cannot be told is for any."""
    context = facts.context
    beside = context.once(f"policies of {facts.type}", lambda: _policies_of(facts))
    found = beside.by_id.get(facts.id, [])
    unclear = [policy for policy, name in beside.strays if may_mean(name, facts, near=policy)]
    unclear += [policy for policy in beside.of_all if _is_near(policy, facts)]
    if not found and not unclear:
        return None, True
    if not unclear and all(one.exists is True for one in found):
        rows = [resource_policies()[one.type] for one in found]
        if len(found) == 1 and "document" in rows[0]:
            return policy_document(found[0], rows[0]["document"]), True
        if all("statement" in row for row in rows):
            given = [policy_document(one, row["statement"]) for one, row in zip(found, rows, strict=True)]
            if None not in given:
                return {"Version": _VERSION, "Statement": [*_statements(given)]}, True
    return None, Unknown(frozenset(one.id for one in (*found, *unclear)))


def _policies_of(facts: Facts) -> _Beside:
    context, type_ = facts.context, facts.type
    rows = {name: row for name, row in resource_policies().items() if row.get("policy_of") == type_}
    named: dict[Value, list[Facts]] = {}
    for one in context.of(type_) if rows else ():
        for name in names_of(one):
            named.setdefault(name, []).append(one)
    beside = _Beside({}, [], [])
    for policy_type, row in rows.items():
        for policy in context.of(policy_type):
            if "of" not in row:
                if not _is_for_services(policy.get(row["document"])):
                    beside.of_all.append(policy)
                continue
            given = policy.texts(row["of"])
            if isinstance(given, Unknown):
                beside.strays.append((policy, given))
                continue
            for name in (comparable(type_, one) for one in given):
                id_ = _meant(named.get(name, []), policy)
                if id_ is None:
                    beside.strays.append((policy, name))
                else:
                    beside.by_id.setdefault(id_, []).append(policy)
    return beside


def _meant(found: list[Facts], near: Facts) -> str | None:
    """Of resources of one name, in stacks of several regions and accounts, that of the same stack."""
    own = [one for one in found if one.resolver.stack is near.resolver.stack]
    if len(found) == 1 or len(own) == 1:
        return (own or found)[0].id
    return None


def _is_near(policy: Facts, facts: Facts) -> bool:
    """Whether both may be in one region of one account."""
    pairs = ((policy.region(), facts.region()), (policy.account(), facts.account()))
    return all(one is None or other is None or equal(one, other) is not False for one, other in pairs)


def _statements(documents: list[Any]) -> Iterator[Any]:
    for one in documents:
        # What is no object that is written out is one of which nothing is known.
        yield from one["Statement"] if isinstance(one, Mapping) and isinstance(one.get("Statement"), list) else [one]


def _is_for_services(given: Any) -> bool:  # noqa: ANN401 - a resolved value
    """Whether a policy only allows, and nobody but AWS services: workloads are none of its business."""
    if given is ABSENT:
        return True
    if isinstance(given, str | Join):
        try:
            given = json.loads(_shown(given))
        except (ValueError, RecursionError):
            return False
    statements = given.get("Statement") if isinstance(given, Mapping) else None
    every = statements if isinstance(statements, list) else [statements]
    return all(isinstance(one, Mapping) and one.get("Effect") == "Allow" and _of_services(one) for one in every)


def _of_services(statement: Mapping[str, Any]) -> bool:
    principal = statement.get("Principal")
    return isinstance(principal, Mapping) and set(principal) == {"Service"}


def _shown(value: Value) -> str:
    """JSON in which what is not known is some text."""
    parts = value.parts if isinstance(value, Join) else (value,)
    return "".join("something" if isinstance(part, Reference) else part for part in parts)
