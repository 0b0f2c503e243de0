"""Ranges of IP addresses, known or known by name only."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from private_endpoints.network.model.element import Cidr
from private_endpoints.values import Truth, Unknown, references

__all__ = [
    "EVERY_IPV4",
    "EVERY_IPV6",
    "Range",
    "cover_together",
    "covers",
    "depends_on",
    "disjoint",
    "is_address",
    "is_everything",
    "parse_range",
]

EVERY_IPV4 = "0.0.0.0/0"
EVERY_IPV6 = "::/0"


class Range(NamedTuple):
    """A range of addresses of one family."""

    family: int
    first: int
    last: int
    length: int


@lru_cache(maxsize=65536)
def parse_range(text: str) -> Range | None:
    """A range as CIDR notation or a single address has it; None where the text is neither.

    AWS takes `10.0.0.5/16` for `10.0.0.0/16`
    (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html).
    """
    try:
        found = ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None
    first = int(found.network_address)
    return Range(found.version, first, first + found.num_addresses - 1, found.prefixlen)


def is_address(text: str) -> bool:
    """Whether a text is a single address, and no name."""
    found = parse_range(text) if "/" not in text else None
    return found is not None


def is_everything(cidr: Cidr, family: int | None = None) -> bool:
    """Whether a range holds all addresses of its family, however it is written, and of which one it has to be."""
    found = _parsed(cidr)
    return found is not None and found.length == 0 and family in (None, found.family)


def covers(outer: Cidr, inner: Cidr) -> Truth:
    """Whether all addresses of a range are in another."""
    if is_everything(outer):
        return True
    if isinstance(outer, Unknown) or isinstance(inner, Unknown):
        return Unknown(depends_on(outer) | depends_on(inner))
    if outer == inner:
        return True
    one, other = _parsed(outer), _parsed(inner)
    if one is None or other is None:
        return Unknown(depends_on(outer) | depends_on(inner))
    if one.family != other.family:
        return False
    return one.first <= other.first and other.last <= one.last


def cover_together(pieces: Iterable[str], whole: Cidr) -> bool:
    """Whether every address of a range is in one or another of some ranges, such as the two halves of it."""
    wanted = _parsed(whole)
    if wanted is None:
        return False
    next_ = wanted.first
    for piece in sorted(found for one in pieces if (found := parse_range(one)) and found.family == wanted.family):
        if piece.first > next_:
            return False
        next_ = max(next_, piece.last + 1)
    return next_ > wanted.last


def disjoint(one: Cidr, other: Cidr) -> bool:
    """Whether two ranges are known to have no address in common."""
    first, second = _parsed(one), _parsed(other)
    if first is None or second is None:
        return False
    return first.family != second.family or first.last < second.first or second.last < first.first


def depends_on(cidr: Cidr) -> frozenset[str]:
    """What a range depends on; what is no range at all depends on its own text."""
    if isinstance(cidr, Unknown):
        return cidr.depends_on
    if isinstance(cidr, str):
        return frozenset() if parse_range(cidr) else frozenset({f"{cidr!r}, which is no range of addresses"})
    return references(cidr)


def _parsed(cidr: Cidr) -> Range | None:
    return parse_range(cidr) if isinstance(cidr, str) else None
