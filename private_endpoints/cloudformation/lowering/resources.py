"""What workloads call: buckets, keys, queues, secrets ..., with their policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.data import resource_policies
from private_endpoints.cloudformation.lowering.documents import policy_document
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.network import Element, Resource
from private_endpoints.values import Opaque, Truth, Unknown, Value, join

__all__ = ["lower_resource"]


def lower_resource(facts: Facts) -> Iterator[Element]:
    """A resource with a policy of its own, or one beside it."""
    row = resource_policies()[facts.type]
    policy: Any
    complete: Truth = True
    if "policy_type" in row:
        policy, complete = _beside(facts, row)
    else:
        policy = _own(facts, row)
    if policy is None and row.get("default") == "account":
        policy = _of_account(facts)
    if isinstance(policy, Opaque):
        policy, complete = None, policy.unknown
    yield Resource(
        **facts.common,
        value=facts.value,
        type=facts.type,
        arn=facts.arn,
        policy=policy,
        account=facts.account(),
        region=facts.resolver.stack.region,
        complete=complete,
    )


def _own(facts: Facts, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a document
    if "document" not in row:
        return None
    *outer, name = row["document"].split(".")
    fields: Fields | Unknown | None = facts
    for one in outer:
        if isinstance(fields, Fields):
            fields = fields.one(one)
    if isinstance(fields, Unknown):
        return Opaque(f"{facts.id}.{row['document']}")
    return None if fields is None else policy_document(fields, name)


def _beside(facts: Facts, row: Mapping[str, Any]) -> tuple[Any, Truth]:
    """The policy that another resource attaches; one for a bucket that cannot be told is for any."""
    context = facts.context
    by_target, strays = context.once(f"policies of {facts.type}", lambda: _targets(facts, row))
    found = by_target.get(facts.id, [])
    unclear = [policy for policy, name in strays if context.may_mean(name, facts, near=policy)]
    if len(found) == 1 and found[0].exists is True and not unclear:
        return policy_document(found[0], row["document"]), True
    if not found and not unclear:
        return None, True
    return None, Unknown(frozenset(one.id for one in (*found, *unclear)))


def _targets(
    facts: Facts, row: Mapping[str, Any]
) -> tuple[dict[str, list[Facts]], list[tuple[Facts, Value | Unknown]]]:
    """Policies by the resources that they are for, and those with names that are of nothing in the templates."""
    context = facts.context
    found: dict[str, list[Facts]] = {}
    strays: list[tuple[Facts, Value | Unknown]] = []
    for policy in context.of(row["policy_type"]):
        given = policy.texts(row["of"])
        for one in (given,) if isinstance(given, Unknown) else given:
            id_ = context.find(one, facts.type, near=policy)
            if context.get(id_, facts.type) is None:
                strays.append((policy, one))
            else:
                found.setdefault(str(id_), []).append(policy)
    return found, strays


def _of_account(facts: Facts) -> Mapping[str, Any]:
    """What KMS gives a key without a policy.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    partition, account = facts.resolver.ref("AWS::Partition"), facts.resolver.ref("AWS::AccountId")
    root = join(["arn:", partition, ":iam::", account, ":root"])
    statement = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
