"""Names of templates, as users give them, turned into ids of elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from private_endpoints.cloudformation import Stack
from private_endpoints.did_you_mean import did_you_mean
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network import Element, Network, Workload
from private_endpoints.proof.kinds import words_of
from private_endpoints.proof.nicknames import Nicknames, construct_of

__all__ = ["Names"]


class Names:
    """What the names of templates stand for.

    Args:
        stacks: the templates; none where an account was read.
        networks: the networks that they make, one for each case.
    """

    def __init__(self, stacks: Sequence[Stack], networks: Sequence[Network]) -> None:
        self._stacks = stacks
        self._networks = networks

    def find(self, name: str, role: str, *kinds: type[Element]) -> str:
        """The id of the element that a name means.

        Args:
            name: logical id, construct path, `Stack.LogicalId`, or AWS's own id.
            role: what it is in the question, for messages.
            kinds: what it may be.

        Returns:
            the id; also of a resource that the templates have and the networks have not, since it is not made in
            any case, or is of a type that the model does not know.

        Raises:
            InvalidInputError: there is nothing of this name, several things, or something of another kind.
        """
        exact, below = self._candidates(name)
        fitting = [one for one in exact if self._is(one, kinds)] or [one for one in below if self._is(one, kinds)]
        if not exact and len(fitting) != 1:
            # The CDK puts a hash behind the name that its user gave, and the stack may have the same name.
            fitting = Nicknames(self._networks).candidates(name, *kinds, in_part=False) or fitting
        if len(fitting) == 1:
            return fitting[0]
        if len(fitting) > 1:
            several = ", ".join(fitting)
            raise _error("ambiguous-name", f"{role} {name!r} may be {several}", "give one of these instead")
        unmodelled = [one for one in exact if not self._elements(one)]
        if len(unmodelled) == 1 and len(exact) == 1:
            return unmodelled[0]
        words = words_of(kinds)
        near = did_you_mean(name, self._known(kinds), f"give the logical id or construct path of {words}")
        if exact:
            raise _error("wrong-kind", f"{role} {name!r} is not {words}", near)
        raise _error("unknown-name", f"{role} {name!r} is not in the templates", near)

    def workloads_of(self, id: str) -> tuple[str, ...]:
        """The ids of what runs of a resource: its own, or those of its parts, such as the launches of a fleet."""
        if self._elements(id):
            return (id,)
        parts = (one.id for network in self._networks for one in network.of(Workload) if one.id.startswith(f"{id}#"))
        return tuple(dict.fromkeys(parts)) or (id,)

    def element(self, id: str) -> Element | None:
        """An element of any case."""
        return next(iter(self._elements(id)), None)

    def type_of(self, id: str) -> str:
        """The resource type in the template; empty where no template has it."""
        return self._types.get(id, "")

    def place_of(self, id: str) -> tuple[Stack, str] | None:
        """The stack and the logical id that an id is made of."""
        for stack in self._stacks:
            logical_id = id.removeprefix(f"{stack.name}.")
            if logical_id != id and logical_id in stack.resources:
                return stack, logical_id
        return None

    def _candidates(self, name: str) -> tuple[list[str], list[str]]:
        """The ids that are the name's, and the ids of what is in the construct of this name."""
        if self._elements(name) or name in self._types:
            return [name], []
        found = [f"{stack.name}.{name}" for stack in self._stacks if name in stack.resources] or self._of_origin(name)
        if found:
            return found, []
        exact = [one for one, path in self._paths if name in (path, construct_of(path))]
        below = [one for one, path in self._paths if path.startswith(f"{name}/")]
        if exact or below:
            return exact, below
        # The last parts of a path say enough where nothing else ends with them.
        end = f"/{name}"
        return [one for one, path in self._paths if path.endswith(end) or construct_of(path).endswith(end)], []

    def _of_origin(self, name: str) -> list[str]:
        """By the logical id that an element itself says, where there are no templates."""
        if self._stacks:
            return []
        return list(
            dict.fromkeys(one.id for network in self._networks for one in network if one.origin.logical_id == name)
        )

    @cached_property
    def _types(self) -> dict[str, str]:
        return {f"{stack.name}.{name}": one["Type"] for stack in self._stacks for name, one in stack.resources.items()}

    @cached_property
    def _paths(self) -> list[tuple[str, str]]:
        return [
            (f"{stack.name}.{name}", path)
            for stack in self._stacks
            for name in stack.resources
            if (path := stack.construct_path(name))
        ]

    def _elements(self, id: str) -> list[Element]:
        return [one for network in self._networks if (one := network.get(id)) is not None]

    def _is(self, id: str, kinds: tuple[type[Element], ...]) -> bool:
        return any(isinstance(one, kinds) for one in self._elements(id))

    def _known(self, kinds: tuple[type[Element], ...]) -> Iterator[str]:
        for network in self._networks:
            for kind in kinds:
                for one in network.of(kind):
                    known = (one.origin.logical_id, construct_of(one.origin.construct_path))
                    yield from (text for text in known if text)


def _error(code: str, given: str, fix: str) -> InvalidInputError:
    return InvalidInputError("question", [Problem(code, given, fix)])
