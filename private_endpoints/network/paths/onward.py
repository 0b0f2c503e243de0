"""From interfaces of AWS that pass connections on, to what they pass them on to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.ask import Ask
from private_endpoints.network.paths.caller import Caller, Spot
from private_endpoints.network.paths.families import Family
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, either, private_or_not
from private_endpoints.network.paths.question import Question
from private_endpoints.network.paths.to_address import ToAddress
from private_endpoints.network.paths.to_element import ToElement
from private_endpoints.network.paths.trail import Trail
from private_endpoints.values import Unknown

__all__ = ["Onward"]


class Onward:
    """Connections that resource gateways and load balancers make themselves, from their own addresses.

    Args:
        index: the network.
        to_element: calls of workloads and interfaces.
        to_address: calls of addresses.
    """

    def __init__(self, index: Index, to_element: ToElement, to_address: ToAddress) -> None:
        self._index = index
        self._to_element = to_element
        self._to_address = to_address

    def connect(
        self,
        sender: Element,
        spots: Sequence[Spot],
        families: Sequence[Family],
        called: Workload | Interface | str,
        port: int,
        trail: Trail,
    ) -> Outcomes:
        """All that may come of it: any of its interfaces may be the one that makes the connection.

        Args:
            sender: what passes connections on.
            spots: where its interfaces are.
            families: the families of addresses that it may use.
            called: a workload, an interface or an address.
            port: the port that it calls.
            trail: the way so far.
        """
        if len(spots) > 1:
            trail = trail.assume(frozenset({f"which of its subnets {sender} passes connections on from"}))
        if len(families) > 1:
            trail = trail.assume(frozenset({f"over which family of addresses {sender} passes connections on"}))
        return either(self._from(sender, spot, one, called, port, trail) for spot in spots for one in families)

    def _from(
        self, sender: Element, spot: Spot, family: Family, called: Workload | Interface | str, port: int, trail: Trail
    ) -> Outcomes:
        if isinstance(spot.subnet.vpc, Unknown):
            return private_or_not(trail.assume(spot.subnet.vpc.depends_on))
        ask = Ask(
            question=Question(source=sender.id, port=port),
            caller=Caller(element=sender, spots=(spot,)),
            # It has no public address of its own: what is behind is private.
            spot=replace(spot, public_ip=False),
            vpc=self._index.vpc(spot.subnet.vpc),
            service=None,
            family=family,
        )
        if isinstance(called, str):
            return self._to_address.connect(ask, called, trail)
        return self._to_element.connect(ask, called, trail)
