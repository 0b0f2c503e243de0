"""The request context: what the condition keys of a request are.

The context is closed: a key that is neither given nor derived is absent from the request, as with IAM's
SimulateCustomPolicy. What is not known is said to be unknown, with a reference or with `Unspecified`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from private_endpoints.values import Join, Reference, Value, from_template, is_intrinsic, join

__all__ = ["Context", "ContextValue", "Given", "Unspecified", "ValueSet", "normalized"]


@dataclass(frozen=True, slots=True)
class Unspecified:
    """Neither the presence nor the value of a key is known.

    Attributes:
        name: what a decision that needs the key then depends on.
    """

    name: str


class ValueSet(tuple[Value, ...]):
    """The values of a multivalued key, be it only one: what was given as a list.

    "Multivalued context keys require a condition set operator", and "you cannot use a multivalued context key as a
    policy variable"
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
    """

    __slots__ = ()


ContextValue: TypeAlias = tuple[Value, ...] | Unspecified
# Keys in lower case: "Context key names are not case-sensitive"
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html).
Context: TypeAlias = Mapping[str, ContextValue]
# What callers write; None says that the key is absent, also where it would be derived.
Scalar: TypeAlias = str | bool | int | float | Reference | Join
Given: TypeAlias = "Scalar | Iterable[Scalar] | Unspecified | Mapping[str, object] | None"


def normalized(key: str, given: Given) -> ContextValue | None:
    """A given value as the evaluator keeps it; None for a key that is absent.

    An empty list is an absent key: a request carries no key without a value
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).

    Raises:
        TypeError: neither a string, a number, a boolean, a reference nor a list of them.
    """
    if given is None or isinstance(given, Unspecified):
        return given
    if isinstance(given, Mapping):
        if set(given) == {"unknown"}:
            return Unspecified(str(given["unknown"] or key))
        return (_scalar(key, given),)
    if isinstance(given, Iterable) and not isinstance(given, str):
        return ValueSet(_scalar(key, one) for one in given) or None
    return (_scalar(key, given),)


def _scalar(key: str, given: object) -> Value:
    if isinstance(given, str):
        return given if "${Token[" not in given else from_template(given) or given
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, int | float):
        return str(given)
    if isinstance(given, Reference):
        return join([given])
    if isinstance(given, Join):
        return given
    value = from_template(given) if is_intrinsic(given) else None
    if value is None:
        message = f"context key {key!r} has {given!r}, which is no string, number, boolean, reference or list of them"
        raise TypeError(message)
    return value
