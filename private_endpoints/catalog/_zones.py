"""Private hosted zones that stand in for a service's private DNS."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PrivateZone", "zones_for"]

_WILDCARD = "*."


@dataclass(frozen=True, slots=True, order=True)
class PrivateZone:
    """A private hosted zone, and the alias records in it that lead to the endpoint.

    Attributes:
        name: domain of the zone, without a trailing dot.
        records: full names of its records: the domain itself, `*.` and the domain, or both in this order.
    """

    name: str
    records: tuple[str, ...]


def zones_for(dns_names: tuple[str, ...]) -> tuple[PrivateZone, ...]:
    """The zones that cover DNS names and nothing else.

    A zone is the name without a leading `*.`: it gets a record at its apex if the plain name is given, and a
    wildcard record if the wildcard is given. Sorted by name.
    """
    records: dict[str, set[str]] = {}
    for name in dns_names:
        records.setdefault(name.removeprefix(_WILDCARD), set()).add(name)
    return tuple(
        PrivateZone(zone, tuple(sorted(names, key=lambda name: name.startswith(_WILDCARD))))
        for zone, names in sorted(records.items())
    )
