"""IPv4 and IPv6: what a source has of them."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from private_endpoints.network.paths.caller import Spot
from private_endpoints.network.paths.outcomes import Outcomes, any_way, either
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown, all_of

__all__ = ["Family", "over_families"]


class Family(Enum):
    """How a connection is addressed."""

    IPV4 = 4
    IPV6 = 6
    NAT64 = 64
    """An IPv6 address that DNS64 made of an IPv4 address."""

    @property
    def of_source(self) -> int:
        """The family of the packets that leave the source."""
        return 4 if self is Family.IPV4 else 6

    @property
    def of_answer(self) -> int:
        """The family of the record that is asked for."""
        return 6 if self is Family.IPV6 else 4


def over_families(spot: Spot, trail: Trail, connect: Callable[[Family], Outcomes]) -> Outcomes:
    """What comes of a connection over each family that a source has; clients take whichever is open.

    DNS64 serves sources with an IPv6 address, in the subnets where it is on
    (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html).
    """
    synthesized = all_of((spot.ipv6, spot.subnet.dns64))
    ways = ((spot.ipv4, Family.IPV4), (spot.ipv6, Family.IPV6), (synthesized, Family.NAT64))
    found = [(truth, connect(family)) for truth, family in ways if truth is not False]
    if len(found) > 1:
        # A name without IPv6 addresses is no trouble for who has another family.
        found = [(truth, outcomes) for truth, outcomes in found if not _is_of_no_address(outcomes)] or found
    certain = [outcomes for truth, outcomes in found if not isinstance(truth, Unknown)]
    cases = [certain]
    for truth, outcomes in found:
        if isinstance(truth, Unknown):
            named = {verdict: one.assume(truth.depends_on) for verdict, one in outcomes.items()}
            cases += [[*case, named] for case in cases]
    nothing: Outcomes = {
        Verdict.BLOCKED: trail.stop(
            blocker("no-address", spot.subnet, f"{spot.name} has no address in {spot.subnet}", "give it one")
        )
    }
    return either(any_way(case) if case else nothing for case in cases)


# What is wrong where a name or an address is of the other family.
_NO_ADDRESS = (["no-ipv6-address"], ["address-of-another-family"])


def _is_of_no_address(outcomes: Outcomes) -> bool:
    trail = outcomes.get(Verdict.BLOCKED)
    return len(outcomes) == 1 and trail is not None and [one.code for one in trail.blockers] in _NO_ADDRESS
