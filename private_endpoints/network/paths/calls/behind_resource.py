"""What a resource endpoint leads to: through a resource gateway to an address or a database.

https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html
"""

from __future__ import annotations

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.resource_configuration import ResourceConfiguration, ResourceGateway
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import Spot, place_in, spots_of
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.onward import Onward, Sender
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.ranges import parse_range
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, anything, private_or_not
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.values import Truth, Unknown, any_of, equal

__all__ = ["BehindResource"]

# The groups of nobody knows whom.
_ANY = Unknown(frozenset({"what is called"}))
_FAMILIES = {
    "IPV4": (Family.IPV4,),
    "IPV6": (Family.IPV6,),
    "DUALSTACK": (Family.IPV4, Family.IPV6),
}


class BehindResource:
    """Connections that came to a resource endpoint.

    Args:
        index: the network.
        onward: the connections that a resource gateway makes.
    """

    def __init__(self, index: Index, onward: Onward) -> None:
        self._index = index
        self._onward = onward
        self._groups = SecurityGroups(index)

    def ports(self, endpoint: Endpoint) -> tuple[tuple[int, int], ...]:
        """The ranges of ports that clients may call, as far as they are known."""
        found = self._configuration(endpoint)
        if found is None or isinstance(found.ports, Unknown):
            return ()
        if found.ports is None:
            element = None if found.element is None else self._index.network.find(Workload, found.element)
            known = () if element is None else element.serves or ()
            return tuple((one, one) for one in known if isinstance(one, int))
        return found.ports

    def connect(self, endpoint: Endpoint, subnet: Subnet, port: int, trail: Trail) -> Outcomes:
        """All that may come of a connection.

        Args:
            endpoint: where it came.
            subnet: in which of its subnets.
            port: the port that is called.
            trail: the way so far.
        """
        found = self._configuration(endpoint)
        if found is None:
            # Its owner may have given it any name, which a NAT gateway of the owner may lead to.
            return anything(trail.assume(frozenset({f"what lies behind {endpoint}"})))
        changed = self._index.changed(found.id)
        if changed is not None:
            return anything(trail.assume(changed.depends_on))
        there = blocker("endpoint-not-there", found, f"{found} may not be there", "decide its condition")
        closed = blocker(
            "port-not-served", found, f"{found} takes no connections on port {port}", "add the port to PortRanges"
        )
        trail = trail.require(found.exists, there).require(_takes(found.ports, port), closed)
        gateway = None if not isinstance(found.gateway, str) else self._gateway(found.gateway)
        if gateway is None:
            return anything(trail.assume(frozenset({f"the resource gateway of {found}"})))
        changed = self._index.changed(gateway.id)
        if changed is not None:
            return anything(trail.assume(changed.depends_on))
        spots = self._spots(gateway)
        if isinstance(spots, Unknown):
            return anything(trail.assume(spots.depends_on))
        far = blocker(
            "endpoint-without-subnets",
            gateway,
            f"{gateway} has no subnet in the zone of {subnet}",
            "give it one in every zone of the endpoint",
        )
        trail = trail.require(_shares_zone(subnet, spots), far)
        step = hop(gateway, f"passes on what comes for {found}")
        return self._to_resource(found, gateway, spots, port, trail.then(step))

    def _configuration(self, endpoint: Endpoint) -> ResourceConfiguration | None:
        id_ = endpoint.resource
        return self._index.network.find(ResourceConfiguration, id_) if isinstance(id_, str) else None

    def _gateway(self, id: str) -> ResourceGateway | None:
        return self._index.network.find(ResourceGateway, id)

    def _to_resource(
        self, found: ResourceConfiguration, gateway: ResourceGateway, spots: tuple[Spot, ...], port: int, trail: Trail
    ) -> Outcomes:
        if found.address is not None:
            if not isinstance(found.address, str):
                # "Public IPs aren't supported."
                return private_or_not(trail.assume(frozenset({f"the address of {found}"})))
            sender = Sender(gateway, spots, _families(gateway, _family_of(found.address)))
            return self._onward.connect(sender, found.address, port, trail)
        element = None if found.element is None else self._index.network.get(found.element)
        by_dns = found.by_name and (gateway.resolves_publicly is not True or not _is_private(element))
        if not isinstance(element, Workload | Interface) or by_dns:
            # Public DNS answers with public addresses where there are some; the VPC's may answer anything.
            trail = self._out_to_anywhere(found, gateway, spots, port, trail)
            return anything(trail.assume(frozenset({f"which addresses {found} has"})))
        there = spots_of(self._index, element)
        has_ipv6 = isinstance(there, Unknown) or any(one.ipv6 is not False for one in there)
        sender = Sender(gateway, spots, _families(gateway, None if has_ipv6 else Family.IPV4))
        return self._onward.connect(sender, element, port, trail)

    def _out_to_anywhere(
        self, found: ResourceConfiguration, gateway: ResourceGateway, spots: tuple[Spot, ...], port: int, trail: Trail
    ) -> Trail:
        """A gateway whose groups let nothing out on the port reaches nothing, whatever the addresses are."""
        for family in _families(gateway, None):
            source = place_in(self._index, spots[0], family.value)
            there = Place(family=family.value, name=str(found), vpc=source.vpc, groups=_ANY)
            if self._groups.let_out(Flow(source=source, destination=there, ports=Ports(port, port))) is not False:
                return trail
        refused = blocker(
            "egress-refused",
            gateway,
            f"no egress rule of the groups of {gateway} lets anything out on port {port}",
            f"allow TCP {port} to the addresses of {found}",
        )
        return trail.stop(refused)

    def _spots(self, gateway: ResourceGateway) -> tuple[Spot, ...] | Unknown:
        unknown = Unknown(frozenset({f"the subnets of {gateway}"}))
        if isinstance(gateway.subnets, Unknown) or not gateway.subnets:
            return unknown
        found: list[Spot] = []
        for one in gateway.subnets:
            subnet = self._index.network.find(Subnet, one) if isinstance(one, str) else None
            if subnet is None:
                return unknown
            found.append(
                Spot(
                    subnet=subnet,
                    ipv4=subnet.cidr is not None,
                    ipv6=subnet.ipv6_cidr is not None,
                    public_ip=False,
                    groups=gateway.groups,
                    private_ip=None,
                    name=str(gateway),
                )
            )
        return tuple(found)


def _takes(ports: Maybe[tuple[tuple[int, int], ...]] | None, port: int) -> Truth:
    if ports is None or isinstance(ports, Unknown):
        return True if ports is None else ports
    return any(first <= port <= last for first, last in ports)


def _families(gateway: ResourceGateway, of_resource: Family | None) -> tuple[Family, ...]:
    """The families that both have; those of the gateway where they have none in common, which leads nowhere."""
    kind = gateway.ip_address_type
    own = _FAMILIES["DUALSTACK"] if isinstance(kind, Unknown) else _FAMILIES.get(kind, _FAMILIES["DUALSTACK"])
    return tuple(one for one in own if of_resource in (None, one)) or own


def _is_private(element: Element | None) -> bool:
    """Whether a workload has no public address that its name could stand for."""
    return isinstance(element, Workload) and element.public_ip is False


def _shares_zone(subnet: Subnet, spots: tuple[Spot, ...]) -> Truth:
    """Gateways span many zones "for your resource to be accessible from all Availability Zones"; else it may not be."""
    zones = [one.subnet.zone for one in spots]
    same = any_of(
        True if isinstance(one, Unknown) or isinstance(subnet.zone, Unknown) else equal(one, subnet.zone)
        for one in zones
    )
    return Unknown(frozenset({f"whether connections cross from the zone of {subnet}"})) if same is False else True


def _family_of(address: str) -> Family:
    found = parse_range(address)
    return Family.IPV6 if found is not None and found.family == Family.IPV6.value else Family.IPV4
