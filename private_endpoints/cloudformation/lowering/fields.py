"""Properties, resolved as they are asked for and read as what they have to be.

What is neither that nor unknown is an error with its place.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.lowering.ids import id_of
from private_endpoints.cloudformation.lowering.looked_up import or_any
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.functions import function_of
from private_endpoints.cloudformation.resolution.split import split
from private_endpoints.errors import InvalidInputError
from private_endpoints.values import Join, Opaque, Truth, Unknown, Value, references

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["Fields"]

_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
# Most ranges; the module for addresses takes ten times as long.
_USUAL = re.compile(rf"{_OCTET}(?:\.{_OCTET}){{3}}/(?:3[0-2]|[12]?\d)", re.ASCII)
_TRUTHS = {"true": True, "false": False}


class Fields:
    """Properties of a resource, or of an object in one.

    Attributes:
        resolver: the values of the stack.
        path: where the object is in the template.
        given: the object as the template has it, or resolved: what is resolved stays as it is.
    """

    __slots__ = ("given", "path", "resolver")

    def __init__(self, resolver: Resolver, path: tuple[str | int, ...], given: Mapping[str, Any]) -> None:
        self.resolver = resolver
        self.path = path
        self.given = given

    def get(self, name: str) -> Any:  # noqa: ANN401 - a resolved value
        """A resolved value; `ABSENT` where there is none."""
        given = self.given.get(name, ABSENT)
        kind = type(given)
        if kind is bool or kind is int or given is ABSENT:
            return given
        return self._resolved(given, name)

    def _resolved(self, given: Any, *path: str | int) -> Any:  # noqa: ANN401 - a resolved value
        resolver = self.resolver
        here, resolver.here = resolver.here, (*self.path, *path)
        value = resolver.resolve(given)
        resolver.here = here
        return value

    def has(self, name: str) -> bool:
        """Whether the property is written, whatever its value."""
        return self.get(name) is not ABSENT

    def text(self, name: str) -> Value | Unknown | None:
        """A string; None where there is none."""
        value = self.get(name)
        if type(value) is str or value is ABSENT:
            return value if value is not ABSENT else None
        return self.as_text(value, name)

    def as_text(self, value: Any, name: str | int) -> Value | Unknown | None:  # noqa: ANN401 - a resolved value
        """A resolved value that must be a string; numbers and booleans are strings to CloudFormation."""
        if isinstance(value, str | Join):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return str(value)
        if value is ABSENT or value is None:
            return None
        if isinstance(value, Opaque):
            return value.unknown if value.choice else value.text
        raise self.refusal(name, value, "give a string")

    def known(self, name: str) -> str | Unknown | None:
        """A string that says something only when it is known as a whole."""
        value = self.text(name)
        return self._undecided(value) if isinstance(value, Join) else value

    def _undecided(self, value: Join) -> Unknown:
        """A value that must be known as a whole: a case for each that its parameter allows, where it says so."""
        self.resolver.evaluation.any_allowed(self.resolver, value)
        return Unknown(references(value))

    def truth(self, name: str, *, default: bool) -> Truth:
        """A boolean."""
        value = self.get(name)
        if isinstance(value, bool):
            return value
        if value is ABSENT or value is None or value == "":
            return default
        if isinstance(value, str) and value.lower() in _TRUTHS:
            return _TRUTHS[value.lower()]
        if isinstance(value, int) and value in (0, 1):
            return bool(value)
        if isinstance(value, Join):
            return self._undecided(value)
        if isinstance(value, Opaque):
            return value.unknown
        raise self.refusal(name, value, "give true or false")

    def number(self, name: str) -> int | Unknown | None:
        """A whole number."""
        value = self.get(name)
        if isinstance(value, bool):
            raise self.refusal(name, value, "give a whole number")
        if isinstance(value, int):
            return value
        if value is ABSENT or value is None or value == "":
            return None
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, str) and value.strip().removeprefix("-").isdecimal() and len(value) < 10:  # noqa: PLR2004
            return int(value)
        if isinstance(value, Join):
            return self._undecided(value)
        if isinstance(value, Opaque):
            return value.unknown
        raise self.refusal(name, value, "give a whole number")

    def one_id(self, name: str) -> str | Unknown | None:
        """The id of an element; None where there is none."""
        given = self.given.get(name)
        if given is None:
            return None
        if type(given) is dict:
            # The usual case by itself: a reference to a resource whose id AWS makes up.
            found = self.resolver.plain_id(given)
            if found is not None:
                return found
        value = self.get(name)
        if value is ABSENT or value is None or value == "":
            return None
        return self.as_id(value, name)

    def required_id(self, name: str) -> str | Unknown:
        """The id of an element without which the resource cannot be."""
        found = self.one_id(name)
        return Unknown(frozenset({f"{'.'.join(map(str, self.path[1:]))}.{name}"})) if found is None else found

    def as_id(self, value: Any, name: str | int) -> str | Unknown:  # noqa: ANN401 - a resolved value
        """A resolved value that must name an element."""
        if isinstance(value, str | Join | Opaque):
            return or_any(self.resolver, id_of(value))
        raise self.refusal(name, value, "give an id")

    def ids(self, name: str) -> tuple[str | Unknown, ...] | Unknown:
        """Ids of elements; a single one is a list of one."""
        given = self.given.get(name)
        if type(given) is list:
            # As in one_id.
            plain_id = self.resolver.plain_id
            found = [plain_id(one) if type(one) is dict else None for one in given]
            if None not in found:
                return tuple(found)  # type: ignore[arg-type] # so there is none
        return self.as_ids(self.get(name), name)

    def as_ids(self, value: Any, name: str) -> tuple[str | Unknown, ...] | Unknown:  # noqa: ANN401 - a resolved value
        """A resolved value that must be a list of ids."""
        if value is ABSENT or value is None:
            return ()
        if isinstance(value, Opaque):
            return value.unknown
        if not isinstance(value, list):
            return (self.as_id(value, name),)
        found: list[str | Unknown] = []
        for one in value:
            if one == "":
                # A parameter that says there is none.
                continue
            if isinstance(one, list):
                found += [self.as_id(inner, name) for inner in one]
            elif isinstance(one, Join) and len(one.parts) > 1 and (pieces := split(one, ",")) is not None:
                # Joined with commas, where a list was asked for.
                found += [self.as_id(piece, name) for piece in pieces]
            else:
                found.append(self.as_id(one, name))
        return tuple(found)

    def texts(self, name: str) -> tuple[Value, ...] | Unknown:
        """Strings; a single one is a list of one."""
        value = self.get(name)
        if value is ABSENT or value is None:
            return ()
        if isinstance(value, Opaque):
            return value.unknown
        found: list[Value] = []
        for one in value if isinstance(value, list) else [value]:
            text = self.as_text(one, name)
            if isinstance(text, Unknown):
                return text
            if text is not None:
                found.append(text)
        return tuple(found)

    def cidr(self, name: str) -> Value | Unknown | None:
        """An address range."""
        value = self.text(name)
        if type(value) is not str:
            if isinstance(value, Join):
                self._undecided(value)
            return value
        if value == "":
            return None
        if not _is_range(value):
            raise self.refusal(name, value, "give an address range such as 10.0.0.0/16")
        return value

    def one(self, name: str) -> Fields | Unknown | None:
        """An object in this one; None where there is none."""
        given = self.given.get(name, ABSENT)
        value = given if is_object(given) else self.get(name)
        if value is ABSENT or value is None:
            return None
        if isinstance(value, dict):
            return Fields(self.resolver, (*self.path, name), value)
        if isinstance(value, Opaque):
            return value.unknown
        if isinstance(value, Join):
            return Unknown(references(value))
        raise self.refusal(name, value, "give a mapping")

    def several(self, name: str) -> Iterator[Fields | Unknown]:
        """Objects in a list; one object is a list of one."""
        given = self.given.get(name, ABSENT)
        value = given if is_object(given) or type(given) is list else self.get(name)
        if value is ABSENT or value is None:
            return
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            one = item if is_object(item) else self._resolved(item, name, index)
            if one is ABSENT:
                continue
            if isinstance(one, dict):
                yield Fields(self.resolver, (*self.path, name, index), one)
            elif isinstance(one, Opaque):
                yield one.unknown
            elif isinstance(one, Join):
                yield Unknown(references(one))
            else:
                raise self.refusal(name, one, "give a list of mappings")

    def refusal(self, name: str | int, value: Any, fix: str) -> InvalidInputError:  # noqa: ANN401 - a resolved value
        """The error for a value that cannot be what it has to be."""
        resolver = self.resolver
        resolver.here = (*self.path, name)
        place = ".".join(str(one) for one in (*self.path[1:2], *self.path[3:], name))
        return resolver.refusal("bad-property", f"{place} is {_shown(value)}", fix)


def is_object(given: Any) -> bool:  # noqa: ANN401 - JSON
    """Whether a piece of template is an object that is written out, and no call of a function."""
    return type(given) is dict and not (len(given) == 1 and function_of(next(iter(given))) is not None)


@lru_cache(maxsize=4096)
def _is_range(text: str) -> bool:
    if _USUAL.fullmatch(text):
        return True
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."  # noqa: PLR2004 - a line
