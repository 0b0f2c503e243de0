"""Ref and Fn::GetAtt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["get_att", "ref"]


def ref(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Ref`: a name, which language extensions let be computed."""
    name = argument if type(argument) is str else resolver.resolve(argument)
    if type(name) is not str:
        raise resolver.refusal("bad-call", f"Ref is given {argument!r}", "give the name of a resource or parameter")
    return resolver.ref(name)


def get_att(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::GetAtt`: `[logical id, attribute]`, or both in one string."""
    if type(argument) is str:
        logical_id, _, attribute = argument.partition(".")
    elif type(argument) is list and len(argument) == 2:  # noqa: PLR2004 - the two
        logical_id, attribute = (one if type(one) is str else resolver.resolve(one) for one in argument)
    elif type(argument) is list and len(argument) > 2 and all(isinstance(one, str) for one in argument):  # noqa: PLR2004
        logical_id, attribute = argument[0], ".".join(argument[1:])
    else:
        logical_id = attribute = ""
    if type(logical_id) is str and type(attribute) is str and logical_id and attribute:
        return resolver.get_att(logical_id, attribute)
    if type(logical_id) is str and logical_id in resolver.stack.resources and attribute:
        return resolver.opaque("Fn::GetAtt", argument)
    raise resolver.refusal("bad-call", f"Fn::GetAtt is given {argument!r}", "give [logical id, attribute]")
