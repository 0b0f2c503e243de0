"""Functions that nobody knows: misspelt, or newer than this library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from private_endpoints.did_you_mean import did_you_mean

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["PREFIX", "unsupported"]

PREFIX = "Fn::"


def unsupported(resolver: Resolver, name: str, argument: Any, known: Iterable[str]) -> Any:  # noqa: ANN401 - a resolved value
    """The value of such a call: CloudFormation refuses a misspelt one, and nobody knows what another one makes.

    Args:
        resolver: of the template.
        name: of the function.
        argument: what it is given.
        known: the names of functions.
    """
    names = [one.removeprefix(PREFIX) for one in known]
    guess = did_you_mean(name.removeprefix(PREFIX), names, "")
    if guess and not resolver.stack.has_macros:
        raise resolver.refusal("unknown-function", f"there is no function {name}", guess)
    return resolver.opaque(name, argument, choice=True)
