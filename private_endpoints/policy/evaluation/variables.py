"""Policy variables: `${aws:username}`, `${aws:username, 'default'}`, `${*}`, `${?}`, `${$}`.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from private_endpoints.policy.evaluation.context import ValueSet
from private_endpoints.values import Reference, Unknown, Value, literal_pattern

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.context import Context

__all__ = ["Quoted", "Template", "Variable", "template"]

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_KEY = re.compile(r"\s*([^,]*[^,\s])\s*(?:,\s*'([^']*)'\s*)?", re.DOTALL)
_SPECIAL = ("*", "?", "$")


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text in which `*` and `?` mean themselves: what a variable stands for, and `${*}`."""

    text: str


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable and its default.

    Attributes:
        key: the context key, in lower case.
        default: what stands in for an absent key; None: nothing does.
    """

    key: str
    default: str | None

    def resolve(self, context: Context) -> Value | Unknown | None:
        """What the variable stands for; None where it cannot be resolved.

        Only single-valued keys can be used, so that a multivalued one is as good as absent
        (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).
        """
        values = context.get(self.key)
        if values is None or isinstance(values, ValueSet):
            return self.default
        if not isinstance(values, tuple):
            return Unknown(frozenset({values.name}))
        return values[0]


# Plain strings in it may hold wildcards.
Template: TypeAlias = tuple[str | Quoted | Variable | Reference, ...]


def template(value: Value, *, variables: bool) -> Template:
    """A policy string cut at its variables.

    Args:
        value: the string in the policy.
        variables: whether the policy's Version knows variables; in an older one they are literal text
            (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html).
    """
    pieces: list[str | Quoted | Variable | Reference] = []
    for part in literal_pattern(value):
        if isinstance(part, str) and variables and "${" in part:
            pieces.extend(_cut(part))
        elif isinstance(part, str | Reference):
            pieces.append(part)
    return tuple(pieces)


def _cut(text: str) -> list[str | Quoted | Variable]:
    pieces: list[str | Quoted | Variable] = []
    position = 0
    for found in _VARIABLE.finditer(text):
        name = found.group(1)
        key = _KEY.fullmatch(name)
        if name in _SPECIAL:
            piece: Quoted | Variable = Quoted(name)
        elif key is not None:
            piece = Variable(key.group(1).lower(), key.group(2))
        else:
            continue
        if found.start() > position:
            pieces.append(text[position : found.start()])
        pieces.append(piece)
        position = found.end()
    if position < len(text):
        pieces.append(text[position:])
    return pieces
