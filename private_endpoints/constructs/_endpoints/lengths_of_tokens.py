"""How long the strings can be that tokens stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

import aws_cdk as cdk

from private_endpoints.catalog import Length, length_of
from private_endpoints.policy.size import references_of

__all__ = ["lengths_of_tokens"]

_TYPES_OF_AWS = "AWS::"


def lengths_of_tokens(statements: object, stack: cdk.Stack) -> Mapping[str, Length]:
    """Bounds of what some statements refer to, by the names that `references_of` gives in the stack's template.

    A template shows the logical id of what it refers to, and across stacks the name of an export; a token still knows
    the resource, and so its type.

    Args:
        statements: JSON values whose strings may hold tokens.
        stack: the stack that they are rendered in.
    """
    found: dict[str, Length] = {}
    for token in _tokens(statements):
        length = _length(token)
        names = references_of(stack.resolve(token))
        if length is not None and len(names) == 1:
            found[next(iter(names))] = length
    return found


def _tokens(value: object) -> Iterator[cdk.IResolvable]:
    for text in sorted(set(_texts(value))):
        yield from cdk.Tokenization.reverse_string(text).tokens


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if cdk.Token.is_unresolved(value):
            yield value
    elif isinstance(value, Mapping):
        yield from _all_texts(value.values())
    elif isinstance(value, list | tuple):
        yield from _all_texts(value)


def _all_texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)


def _length(token: cdk.IResolvable) -> Length | None:
    if not cdk.Reference.is_reference(token):
        return None
    reference = cast("cdk.Reference", token)
    target = reference.target
    if not cdk.CfnResource.is_cfn_resource(target):
        return None
    type_name = cast("cdk.CfnResource", target).cfn_resource_type
    found = length_of(f"{type_name}.{reference.display_name}")
    return found or (length_of("arn") if type_name.startswith(_TYPES_OF_AWS) else None)
