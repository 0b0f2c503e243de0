"""Policy documents as rules read them: statement by statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from private_endpoints.values import Join, Opaque, Reference, Value, from_template, is_intrinsic, literal_pattern

__all__ = ["Clause", "Test", "clauses", "shown"]

_IF_EXISTS = "ifexists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """One operator on one key of a Condition.

    Attributes:
        name: the operator as the policy writes it.
        operator: in lower case, without its qualifier and without `IfExists`.
        qualifier: `forallvalues`, `foranyvalue` or empty.
        if_exists: whether an absent key makes it true.
        key: in lower case.
        values: those that are strings, known at least in part.
        known: whether these are all of its values.
    """

    name: str
    operator: str
    qualifier: str
    if_exists: bool
    key: str
    values: tuple[Value, ...]
    known: bool

    @property
    def negated(self) -> bool:
        """Whether it is about values that are not listed."""
        return "not" in self.operator


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One statement.

    Attributes:
        label: its Sid, or its place in the document.
        effect: `Allow`, `Deny`, or empty where it is not known.
        actions: what it is about, in lower case; empty where it says NotAction.
        principals: values by `AWS`, `Service` ...; `{"AWS": ("*",)}` for everybody; empty for NotPrincipal.
        resources: what it is about; empty where it says NotResource, or nothing.
        tests: its conditions.
        has_exceptions: whether it says NotPrincipal, NotAction or NotResource.
        known: whether nothing of it is known only at deployment as a whole.
    """

    label: str
    effect: str
    actions: tuple[str, ...]
    principals: Mapping[str, tuple[Value, ...]]
    resources: tuple[Value, ...]
    tests: tuple[Test, ...]
    has_exceptions: bool
    known: bool

    @property
    def names_everybody(self) -> bool:
        """Whether its principal is `*`."""
        return "*" in self.principals.get("AWS", ())

    def tests_of(self, *keys: str) -> Iterator[Test]:
        """Its tests of some keys, in lower case."""
        return (one for one in self.tests if one.key in keys)


def shown(value: Value) -> str:
    """A value as text, with `${Name}` for what is not known."""
    return "".join(f"${{{part.name}}}" if isinstance(part, Reference) else str(part) for part in literal_pattern(value))


def clauses(document: object) -> tuple[Clause, ...] | None:
    """The statements of a document; None where it is not known which there are."""
    if not isinstance(document, Mapping) or is_intrinsic(document):
        return None
    given = document.get("Statement")
    if given is None or isinstance(given, Opaque | Join):
        return None
    items = given if isinstance(given, list | tuple) else [given]
    if not all(isinstance(one, Mapping) and not is_intrinsic(one) for one in items):
        return None
    return tuple(_clause(one, index) for index, one in enumerate(items))


def _clause(given: Mapping[str, Any], index: int) -> Clause:
    effect = given.get("Effect")
    sid = given.get("Sid")
    actions, actions_known = _values(given.get("Action"))
    resources, resources_known = _values(given.get("Resource"))
    principals, principals_known = _principals(given.get("Principal"))
    tests, tests_known = _tests(given.get("Condition"))
    return Clause(
        label=sid if isinstance(sid, str) and sid else f"statement {index}",
        effect=effect if effect in ("Allow", "Deny") else "",
        actions=tuple(one.lower() for one in actions if isinstance(one, str)),
        principals=principals,
        resources=resources,
        tests=tests,
        has_exceptions=any(name in given for name in ("NotPrincipal", "NotAction", "NotResource")),
        known=all(
            (
                effect in ("Allow", "Deny"),
                actions_known and all(isinstance(one, str) for one in actions),
                resources_known,
                principals_known,
                tests_known,
            )
        ),
    )


def _values(given: object) -> tuple[tuple[Value, ...], bool]:
    """Strings, and whether these are all of them."""
    if given is None:
        return (), True
    found: list[Value] = []
    known = not isinstance(given, Opaque)
    for one in given if isinstance(given, list | tuple) else [given]:
        plain = _plain(one)
        value = from_template(plain)
        known = known and value is not None and not isinstance(plain, Opaque)
        if value is not None:
            found.append(value)
    return tuple(found), known


def _plain(given: object) -> object:
    """JSON's booleans and numbers as the text that conditions compare."""
    if isinstance(given, bool):
        return "true" if given else "false"
    return str(given) if isinstance(given, int | float) else given


def _principals(given: object) -> tuple[Mapping[str, tuple[Value, ...]], bool]:
    if given is None:
        return {}, True
    if isinstance(given, Mapping) and not is_intrinsic(given):
        read = {key: _values(values) for key, values in given.items()}
        return {key: values for key, (values, _) in read.items()}, all(known for _, known in read.values())
    values, known = _values(given)
    return {"AWS": values}, known


def _tests(given: object) -> tuple[tuple[Test, ...], bool]:
    if given is None:
        return (), True
    if not isinstance(given, Mapping) or is_intrinsic(given):
        return (), False
    found: list[Test] = []
    complete = True
    for name, keys in given.items():
        if not isinstance(keys, Mapping) or is_intrinsic(keys):
            complete = False
            continue
        qualifier, _, operator = name.lower().rpartition(":")
        for key, raw in keys.items():
            values, known = _values(raw)
            found.append(
                Test(
                    name=name,
                    operator=operator.removesuffix(_IF_EXISTS),
                    qualifier=qualifier,
                    if_exists=operator.endswith(_IF_EXISTS),
                    key=key.lower(),
                    values=values,
                    known=known,
                )
            )
    return tuple(found), complete
