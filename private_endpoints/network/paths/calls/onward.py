"""From interfaces of AWS that pass connections on, to what they pass them on to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from private_endpoints.network.model.element import Element
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import Caller, Spot
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.to_address import ToAddress
from private_endpoints.network.paths.calls.to_element import ToElement
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, either, private_or_not
from private_endpoints.network.paths.question import Question
from private_endpoints.network.paths.trail import Trail
from private_endpoints.values import Unknown

__all__ = ["Onward", "Sender"]


@dataclass(frozen=True, slots=True)
class Sender:
    """What passes connections on.

    Attributes:
        element: what it is.
        spots: where its interfaces are, any of which may make the connection.
        families: the families of addresses that it may use.
    """

    element: Element
    spots: tuple[Spot, ...]
    families: tuple[Family, ...]


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

    def connect(self, sender: Sender, called: Workload | Interface | str, port: int, trail: Trail) -> Outcomes:
        """All that may come of a connection.

        Args:
            sender: what passes it on.
            called: a workload, an interface or an address.
            port: the port that is called there.
            trail: the way so far.
        """
        who = sender.element
        if len(sender.spots) > 1:
            trail = trail.assume(frozenset({f"which of its subnets {who} passes connections on from"}))
        if len(sender.families) > 1:
            trail = trail.assume(frozenset({f"over which family of addresses {who} passes connections on"}))
        asks = [self._ask(sender, spot, family, port) for spot in sender.spots for family in sender.families]
        return either(
            private_or_not(trail.assume(ask.depends_on)) if isinstance(ask, Unknown) else self._call(ask, called, trail)
            for ask in asks
        )

    def _ask(self, sender: Sender, spot: Spot, family: Family, port: int) -> Ask | Unknown:
        vpc = spot.subnet.vpc
        if isinstance(vpc, Unknown):
            return vpc
        return Ask(
            question=Question(source=sender.element.id, port=port),
            caller=Caller(element=sender.element, spots=(spot,)),
            # What is behind is private: public addresses of the sender do not matter.
            spot=replace(spot, public_ip=False),
            vpc=self._index.vpc(vpc),
            service=None,
            family=family,
        )

    def _call(self, ask: Ask, called: Workload | Interface | str, trail: Trail) -> Outcomes:
        if isinstance(called, str):
            return self._to_address.connect(ask, called, trail)
        return self._to_element.connect(ask, called, trail)
