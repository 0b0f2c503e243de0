"""Ids that parameters of one stack give, which may turn out to be those of what another stack makes."""

from __future__ import annotations

from private_endpoints.network.model.network import Network

__all__ = ["Strays", "stack_of"]

# What stacks know of each other without parameters: imports of names that are not known, and dynamic references.
_NAMED_ELSEWHERE = ("Fn::ImportValue ", "{{resolve:")


def stack_of(id: str) -> str:
    """The stack that an id is of; empty for an id of AWS."""
    return id.partition("#")[0].rpartition(".")[0]


class Strays:
    """The ids in a network that are of nothing in it, but of a stack's parameters.

    What a stack makes itself cannot be given to it: it is not there when its parameters are.

    Args:
        network: what exists.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._stacks = frozenset(stack_of(one.id) for one in network) - {""}

    def stack_that_gets(self, id: str, by: str) -> str:
        """The stack that gets an id from outside; empty: none does.

        Args:
            id: what is named.
            by: the id of what names it.
        """
        if len(self._stacks) < 2 or self._network.get(id) is not None:  # noqa: PLR2004 - two stacks
            return ""
        if id.startswith(_NAMED_ELSEWHERE):
            return stack_of(by)
        stack = stack_of(id)
        return stack if stack in self._stacks else ""
