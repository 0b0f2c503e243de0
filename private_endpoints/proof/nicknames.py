"""Names as people say them, for elements whose names in a template are longer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from private_endpoints.did_you_mean import did_you_mean
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network import Element, Network, Origin
from private_endpoints.proof.kinds import words_of

__all__ = ["Nicknames", "construct_of"]

# The CDK makes logical ids of a construct path and a hash of it.
_HASHED = re.compile(r"(.+)[0-9A-F]{8}")
# What a construct of the CDK calls the one resource that it makes.
_MAIN_CHILDREN = ("Resource", "Default")


class Nicknames:
    """Elements by what people call them: `Worker` for `App/Worker/Resource`, or for `Worker0DDBA115`.

    Args:
        networks: where the elements are, one network for each case.
        stack: the stack that is meant where several have an element of the name. Default: none is.
    """

    def __init__(self, networks: Iterable[Network], stack: str = "") -> None:
        self._elements = {one.id: one for network in networks for one in network if one.origin.logical_id}
        self._stack = stack

    def find(self, name: str, role: str, *kinds: type[Element]) -> str:
        """The id of the one element that a name means.

        The name itself counts before the end of a construct path, that before a part of one, that before a logical id
        without its hash, and that before the beginning and the end of a logical id. Kinds count in their order.

        Args:
            name: what is looked for.
            role: what it is, for messages.
            kinds: what it may be.

        Raises:
            InvalidInputError: nothing has the name, or several have.
        """
        found = self.candidates(name, *kinds)
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(self._elements[one].origin.construct_path or one for one in found)
            problem = Problem(f"ambiguous-{role}", f"{role} {name!r} may be {several}", "give one of these instead")
        else:
            fix = did_you_mean(
                name, self._known(name, kinds), f"give the logical id or construct path of {words_of(kinds)}"
            )
            problem = Problem(f"unknown-{role}", f"{role} {name!r} is not in the templates", fix)
        raise InvalidInputError(name, [problem])

    def candidates(self, name: str, *kinds: type[Element], in_part: bool = True) -> list[str]:
        """The ids of all elements that a name may mean, in the nearest way that any has it.

        Args:
            name: what is looked for.
            kinds: what it may be.
            in_part: whether the beginning or the end of a logical id will do.
        """
        exact = [one.id for one in self._elements.values() if isinstance(one, kinds) and _is(one, name)]
        if exact:
            return self._here(exact)
        for kind in kinds:
            for way in (*_WHOLE, *(_IN_PART if in_part else ())):
                found = [one.id for one in self._elements.values() if isinstance(one, kind) and way(one.origin, name)]
                if found:
                    return self._here(found)
        return []

    def _here(self, ids: list[str]) -> list[str]:
        here = [one for one in ids if self._stack and one.startswith(f"{self._stack}.")]
        return here or ids

    def _known(self, name: str, kinds: tuple[type[Element], ...]) -> Iterable[str]:
        for one in self._elements.values():
            if isinstance(one, kinds):
                yield one.origin.logical_id
                construct = construct_of(one.origin.construct_path)
                yield construct if "/" in name else construct.rpartition("/")[2] or _unhashed(one.origin)


def _is(element: Element, name: str) -> bool:
    origin = element.origin
    return name in (element.id, origin.logical_id, origin.construct_path, construct_of(origin.construct_path))


def construct_of(path: str) -> str:
    """The path of the construct that made the one resource of a path."""
    above, _, last = path.rpartition("/")
    return above if last in _MAIN_CHILDREN else path


def _unhashed(origin: Origin) -> str:
    found = _HASHED.fullmatch(origin.logical_id)
    return found[1] if found else origin.logical_id


_WHOLE: Sequence[Callable[[Origin, str], bool]] = (
    lambda origin, name: construct_of(origin.construct_path).endswith(f"/{name}"),
    lambda origin, name: f"/{name}/" in f"/{origin.construct_path}",
    lambda origin, name: _unhashed(origin) == name,
)
_IN_PART: Sequence[Callable[[Origin, str], bool]] = (
    lambda origin, name: origin.logical_id.startswith(name),
    lambda origin, name: _unhashed(origin).endswith(name),
)
