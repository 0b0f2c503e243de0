"""The addresses that stand for all of a caller's, for policies that ask for them.

Between the borders of the ranges that policies name all addresses are alike: the first of each stretch will do.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping

from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.ranges import parse_range

__all__ = ["source_addresses"]

_KEY = "aws:vpcsourceip"
_BITS = {4: 32, 6: 128}


def source_addresses(source: Place | None, documents: Iterable[object]) -> tuple[str | None, ...]:
    """Addresses of a caller, such that policies that let all of them through let any; None: it is not known which."""
    named = [text for document in documents for text in _under_key(document, asked=False)]
    if source is None or not named:
        return (None,)
    narrowest = source.ranges[0] if source.ranges else ()
    ranges = [parse_range(one) if isinstance(one, str) else None for one in narrowest]
    if not ranges or None in ranges:
        return (None,)
    borders = [found for text in named if (found := parse_range(text)) is not None and found.family == source.family]
    highest = 2 ** _BITS[source.family] - 1
    stretches: set[int] = set()
    for one in filter(None, ranges):
        starts = {one.first, *(border.first for border in borders), *(border.last + 1 for border in borders)}
        stretches |= {start for start in starts if one.first <= start <= min(one.last, highest)}
    written = ipaddress.IPv4Address if source.family == 4 else ipaddress.IPv6Address  # noqa: PLR2004 - IPv4
    return tuple(str(written(one)) for one in sorted(stretches))


def _under_key(given: object, *, asked: bool) -> Iterator[str]:
    """The ranges that conditions on the address name."""
    if isinstance(given, str):
        if asked:
            yield given
    elif isinstance(given, Mapping):
        for name, value in given.items():
            yield from _under_key(value, asked=asked or (isinstance(name, str) and name.lower() == _KEY))
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _under_key(value, asked=asked)
