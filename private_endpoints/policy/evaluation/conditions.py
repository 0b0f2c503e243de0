"""The Condition element: operators with their qualifiers, on keys that may be absent.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from private_endpoints.policy.evaluation.context import ValueSet
from private_endpoints.policy.evaluation.operators import OPERATORS, Comparison, Operator
from private_endpoints.values import (
    Element,
    Reference,
    Truth,
    Unknown,
    Value,
    all_of,
    any_of,
    literal_pattern,
    negate,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from private_endpoints.policy.evaluation.context import Context

__all__ = ["ConditionTest", "QualifiedOperator", "Qualifier", "qualified"]


class Qualifier(Enum):
    """What to do with several values of one key in the request.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """

    ONE = ""
    ALL = "ForAllValues"
    ANY = "ForAnyValue"


_QUALIFIERS = {one.value.lower(): one for one in Qualifier if one.value}
_IF_EXISTS = "ifexists"


@dataclass(frozen=True, slots=True)
class QualifiedOperator:
    """An operator as a policy writes it.

    Attributes:
        operator: None for `Null`.
        qualifier: ForAllValues, ForAnyValue or none of them.
        if_exists: whether an absent key makes the test true.
    """

    operator: Operator | None
    qualifier: Qualifier
    if_exists: bool


def qualified(name: str) -> QualifiedOperator | None:
    """Read an operator's name; None where there is no such operator."""
    prefix, colon, rest = name.lower().rpartition(":")
    qualifier = _QUALIFIERS.get(prefix) if colon else Qualifier.ONE
    if qualifier is None:
        return None
    if rest == "null":
        return QualifiedOperator(None, qualifier, if_exists=False)
    if_exists = rest.endswith(_IF_EXISTS)
    found = OPERATORS.get(rest.removesuffix(_IF_EXISTS))
    return None if found is None else QualifiedOperator(found, qualifier, if_exists=if_exists)


class ConditionTest:
    """One operator on one key. All tests of a statement must hold: they are ANDed."""

    __slots__ = ("_comparisons", "_key", "_operator", "key", "name", "values")

    def __init__(
        self, name: str, operator: QualifiedOperator, key: str, values: tuple[Value, ...], *, variables: bool
    ) -> None:
        self.name = name
        self.key = key
        self.values = values
        self._operator = operator
        self._key = key.lower()
        self._comparisons: tuple[Comparison, ...] = (
            () if operator.operator is None else tuple(operator.operator.compile(one, variables) for one in values)
        )

    def as_policy(self) -> Mapping[str, Mapping[str, Any]]:
        """The test as a Condition element; a reference shows as `${name}`."""
        values = ["".join(_shown(part) for part in literal_pattern(value)) for value in self.values]
        return {self.name: {self.key: values[0] if len(values) == 1 else values}}

    def holds(self, context: Context) -> Truth:
        """Whether the test holds in a request context."""
        values = context.get(self._key)
        if values is not None and not isinstance(values, tuple):
            return Unknown(frozenset({values.name}))
        if self._operator.operator is None:
            return self._null(absent=not values)
        qualifier = self._operator.qualifier
        if qualifier is not Qualifier.ONE:
            return self._of_many(values or (), context)
        if not values:
            # "If the policy condition requires that the key is not matched [...] and the right key is not present,
            # the condition is true."
            return self._operator.if_exists or self._operator.operator.negated
        # "Multivalued context keys require a condition set operator."
        return not isinstance(values, ValueSet) and self._compare(values[0], context)

    def _of_many(self, values: tuple[Value, ...], context: Context) -> Truth:
        """`ForAllValues` and `ForAnyValue`, whatever IfExists and negation say of an absent key.

        ForAllValues "also returns true if there are no context keys in the request, or if the context key value
        resolves to a null dataset, such as an empty string"; ForAnyValue: "for no matching context key or if the key
        resolves to a null dataset, the condition returns false".
        """
        every = self._operator.qualifier is Qualifier.ALL
        if not values or values == ("",):
            return every
        truths = [self._compare(value, context) for value in values]
        truth = all_of(truths) if every else any_of(truths)
        may_be_empty = len(values) == 1 and not any(isinstance(part, str) for part in literal_pattern(values[0]))
        if may_be_empty and isinstance(truth, bool) and truth is not every:
            return Unknown(references(values[0]))
        return truth

    def _null(self, *, absent: bool) -> Truth:
        """`Null`: "true" the key is absent, "false" it is there."""
        expected = "true" if absent else "false"
        return any_of(
            value.strip().lower() == expected if isinstance(value, str) else Unknown(references(value))
            for value in self.values
        )

    def _compare(self, actual: Value, context: Context) -> Truth:
        """Values of the policy are ORed, those of a negated operator NORed."""
        operator = self._operator.operator
        if operator is not None and operator.negated:
            return all_of([_negated(compare(actual, context)) for compare in self._comparisons])
        return any_of([_plain(compare(actual, context)) for compare in self._comparisons])


def _shown(part: Element) -> str:
    return part if isinstance(part, str) else f"${{{part.name}}}" if isinstance(part, Reference) else part.value


def _plain(truth: Truth | None) -> Truth:
    return False if truth is None else truth


def _negated(truth: Truth | None) -> Truth:
    return False if truth is None else negate(truth)
