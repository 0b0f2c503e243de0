"""Where traffic comes from or goes to: addresses of one family, known as far as possible."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Maybe
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.paths.hops.ranges import (
    EVERY_IPV4,
    EVERY_IPV6,
    cover_together,
    covers,
    depends_on,
    disjoint,
    is_everything,
    parse_range,
)
from private_endpoints.values import Truth, Unknown, Value, all_of

__all__ = ["Place", "is_not_public"]

# Ranges that no public service has addresses in
# (https://www.iana.org/assignments/iana-ipv4-special-registry/, read 2025-12-01).
_NOT_PUBLIC = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.0.2.0/24",
    "192.168.0.0/16",
    "198.18.0.0/15",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "224.0.0.0/3",
    "::/8",
    "64:ff9b::/96",
    "fc00::/7",
    "fe80::/10",
    "ff00::/8",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Addresses of one family.

    Attributes:
        family: 4 or 6.
        name: what messages call it.
        ranges: what contains the addresses, the narrowest first; each a list of ranges of which one does.
        vpc: id of the VPC that they are in; empty: in none.
        subnet: the subnet that they are in; None: not known, or none.
        groups: security groups that the interface wears.
        filtered: whether they filter its traffic.
        public: whether they are public addresses.
        service: short name of the AWS service whose public addresses they are.
        region: region of that service.
        translated: the IPv4 addresses that a NAT gateway makes of these, if DNS64 made them up.
    """

    family: int
    name: str
    ranges: tuple[tuple[Cidr, ...], ...] = ()
    vpc: str = ""
    subnet: Subnet | None = None
    groups: Maybe[tuple[Maybe[str], ...]] = ()
    filtered: Truth = True
    public: bool = False
    service: str = ""
    region: Value = ""
    translated: Place | None = None

    def within(self, cidr: Cidr) -> Truth:
        """Whether all of the addresses are in a range; unknown where some are, or it is not known which there are."""
        if is_everything(cidr, self.family):
            return True
        if isinstance(cidr, str) and (found := parse_range(cidr)) is not None and found.family != self.family:
            return False
        for alternatives in self.ranges:
            if alternatives and all_of([covers(cidr, one) for one in alternatives]) is True:
                return True
        for alternatives in self.ranges:
            if alternatives and all(disjoint(cidr, one) for one in alternatives):
                return False
        if self.public and not self.ranges and is_not_public(cidr):
            return False
        unknown = depends_on(cidr)
        for one in self.ranges[0] if self.ranges else ():
            unknown |= depends_on(one)
        return Unknown(unknown or frozenset({f"which addresses {self.name} has"}))

    def within_together(self, cidrs: Iterable[Cidr]) -> bool:
        """Whether all of the addresses are for certain in one or another of some ranges."""
        pieces = [cidr for cidr in cidrs if isinstance(cidr, str)]
        everything = EVERY_IPV4 if self.family == 4 else EVERY_IPV6  # noqa: PLR2004 - IPv4
        known = [one for one in ((everything,), *self.ranges) if one]
        return any(all(cover_together(pieces, one) for one in alternatives) for alternatives in known)


def is_not_public(cidr: Cidr) -> bool:
    """Whether a range has no public addresses."""
    return any(covers(special, cidr) is True for special in _NOT_PUBLIC)
