"""Functions whose value is made elsewhere: in another stack, or by a macro."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.stacks.macros import MACRO, Place
from private_endpoints.values import Join, Opaque, Parameter, join

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["import_value", "transform"]


def import_value(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::ImportValue`: what a given stack exports; else a value of which only the name is known."""
    name = resolver.resolve(argument)
    if isinstance(name, Opaque):
        name = name.text
    if not isinstance(name, str | Join):
        raise resolver.refusal("bad-call", f"Fn::ImportValue is given {argument!r}", "give the name of an export")
    found = resolver.evaluation.imported(resolver, name)
    if found is not None:
        return found
    shown = (
        name
        if isinstance(name, str)
        else "".join(part if isinstance(part, str) else "${" + part.name + "}" for part in name.parts)
    )
    return join([Parameter(f"Fn::ImportValue {shown}")])


def transform(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Transform`: what a macro makes is known only at deployment."""
    if isinstance(argument, Place):
        return Opaque(f"{resolver.stack.name}: {argument}", choice=True)
    return resolver.opaque(MACRO, argument, choice=True)
