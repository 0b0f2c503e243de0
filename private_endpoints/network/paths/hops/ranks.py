"""How specific routes are: ranks that sort by themselves, from /32 down to /0."""

from __future__ import annotations

from private_endpoints.network.model.element import Cidr
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.ranges import parse_range
from private_endpoints.network.paths.index import Index

__all__ = ["UNKNOWN_RANK", "WIDEST_VPC", "rank_of", "wider_than_vpc"]

# What is not known may be most specific.
UNKNOWN_RANK = -1000
# The widest VPC is a /16 (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html); what a table has for
# it is at least as specific.
WIDEST_VPC = -16


def rank_of(cidr: Cidr) -> int:
    """The rank of a route to a range: the less, the more specific."""
    found = parse_range(cidr) if isinstance(cidr, str) else None
    return UNKNOWN_RANK if found is None else -found.length


def wider_than_vpc(index: Index, destination: Place) -> int:
    """The rank of a range one bit wider than that of the VPC that has a place."""
    vpc = index.vpc(destination.vpc)
    ranges = vpc.cidrs if destination.family == 4 else vpc.ipv6_cidrs  # noqa: PLR2004 - IPv4
    known = [rank_of(one) for one in ranges if isinstance(one, str) and destination.within(one) is not False]
    return 1 + max(known, default=WIDEST_VPC)
