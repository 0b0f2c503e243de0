"""Through NAT gateways, and through instances that do their work.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from private_endpoints.network.model.element import Maybe
from private_endpoints.network.model.gateways import NatGateway
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.hops.borders import Borders
from private_endpoints.network.paths.hops.flow import Flow, WayBack, answers_of
from private_endpoints.network.paths.hops.gateways import Gateways, public_access_blocked
from private_endpoints.network.paths.hops.here import Here, Step, anywhere, nowhere
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.values import Unknown, negate

__all__ = ["Nat"]


class Nat:
    """What puts its own address in place of the caller's.

    Args:
        index: the network.
        borders: the borders of its subnets.
        gateways: the gateways of its VPCs.
    """

    def __init__(self, index: Index, borders: Borders, gateways: Gateways) -> None:
        self._index = index
        self._borders = borders
        self._gateways = gateways
        self._groups = SecurityGroups(index)

    def gateway(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """Through a NAT gateway, and on by the table of its subnet."""
        nat = self._index.network.find(NatGateway, id)
        if nat is None or nat.imported:
            yield anywhere(here.trail, frozenset({f"the NAT gateway {id}, which was made elsewhere"}))
            return
        if (native := _native_ipv6(nat, here)) is not None:
            yield native
            return
        if nat.subnet is None:
            yield self._regional(nat, vpc, here)
            return
        subnet = None if isinstance(nat.subnet, Unknown) else self._index.network.find(Subnet, nat.subnet)
        if subnet is None:
            yield anywhere(here.trail, frozenset({f"the subnet of {nat}"}))
            return
        # NAT64: "NAT gateway [...] performs the translation" of what DNS64 made up
        # (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html).
        destination = here.flow.destination.translated or here.flow.destination
        trail = here.trail.then(hop(nat, f"puts its own address in, in {subnet}"))
        trail = self._borders.between(here.subnet, subnet, here.flow, trail)
        trail = self._borders.between(subnet, here.subnet, answers_of(here.flow), trail)
        flow = replace(
            here.flow,
            source=_address_in(subnet, destination.family, str(nat)),
            destination=destination,
            public_ip=nat.public if destination.public else False,
        )
        yield _on(here, subnet, flow, trail)

    def _regional(self, nat: NatGateway, vpc: Vpc, here: Here) -> Step:
        """A regional NAT gateway has no subnet and no route table that templates show: it goes to the internet."""
        if not here.flow.destination.public:
            return anywhere(here.trail, frozenset({f"how {nat} routes to private addresses"}))
        trail = here.trail.then(hop(nat, "puts a public address in"))
        trail = trail.require(
            nat.public, blocker("no-public-address", nat, f"{nat} is a private NAT gateway", "use an endpoint")
        )
        trail = self._gateways.has_internet(nat, vpc, trail)
        return self._gateways.out(replace(here, trail=trail), f"leaves {vpc} through a regional NAT gateway")

    def appliance(self, id: str, vpc: Vpc, here: Here) -> Iterator[Step]:
        """An instance or interface as a route's target: it has to have its source/destination check off."""
        element = self._index.network.get(id)
        if not isinstance(element, Workload | Interface):
            yield anywhere(here.trail, frozenset({f"{id}, which was made elsewhere"}))
            return
        subnet = self._subnet_of(element)
        if subnet is None:
            yield anywhere(here.trail, frozenset({f"the subnet of {element}"}))
            return
        trail = here.trail.then(hop(element, "passes on what is not addressed to it, as far as its software does"))
        trail = trail.require(
            element.forwards,
            blocker(
                "source-destination-check",
                element,
                f"{element} drops what is not addressed to it: its source/destination check is on",
                "turn the check off",
            ),
        )
        trail = self._borders.between(here.subnet, subnet, here.flow, trail)
        source = replace(_address_in(subnet, here.flow.source.family, str(element)), groups=element.groups)
        flow = replace(here.flow, source=source)
        trail = self._let_through(element, here.flow, flow, trail)
        if not here.flow.destination.public:
            # Whether an instance passes packets between private networks is up to its software.
            yield anywhere(trail, frozenset({f"what {element} does with the packets"}))
            return
        public_ip = subnet.map_public_ip if element.public_ip is None else element.public_ip
        trail = trail.require(negate(vpc.block_public_ingress), public_access_blocked(vpc))
        yield _on(here, subnet, replace(flow, public_ip=public_ip), trail)

    def _let_through(self, element: Workload | Interface, arrives: Flow, leaves: Flow, trail: Trail) -> Trail:
        """The groups of an instance filter what it passes on, too.

        https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
        """
        names = self._groups.names(leaves.source)
        trail = trail.require(
            self._groups.let_in(replace(arrives, destination=leaves.source)),
            lambda: blocker(
                "ingress-refused",
                element,
                f"no ingress rule of {names} lets {arrives.source.name} through {element} on {arrives.ports}",
                f"allow TCP {arrives.ports.first} from {arrives.source.name}",
            ),
        )
        return trail.require(
            self._groups.let_out(leaves),
            lambda: blocker(
                "egress-refused",
                element,
                f"no egress rule of {names} lets {element} reach {leaves.destination.name} on {leaves.ports}",
                f"allow TCP {leaves.ports.first} to it",
            ),
        )

    def _subnet_of(self, element: Workload | Interface) -> Subnet | None:
        where: Maybe[str] | None
        if isinstance(element, Interface):
            where = element.subnet
        else:
            subnets = () if isinstance(element.subnets, Unknown) else element.subnets
            where = subnets[0] if len(subnets) == 1 else None
        return self._index.network.find(Subnet, where) if isinstance(where, str) else None


def _native_ipv6(nat: NatGateway, here: Here) -> Step | None:
    """What a NAT gateway drops: "For IPv6 traffic, NAT gateway performs NAT64", and nothing else.

    https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
    """
    destination = here.flow.destination
    if destination.family == 4 or destination.translated is not None:  # noqa: PLR2004 - IPv4
        return None
    if destination.within("64:ff9b::/96") is not False:
        return anywhere(here.trail, frozenset({f"whether {nat} translates {destination.name}"}))
    wrong = blocker(
        "nat-gateway-ipv6",
        nat,
        f"{nat} translates IPv6 only to IPv4, so it drops packets to the IPv6 addresses of {destination.name}",
        "route IPv6 elsewhere",
    )
    return nowhere(here.trail, wrong)


def _on(here: Here, subnet: Subnet, flow: Flow, trail: Trail) -> Here:
    """With an address of the subnet. What NAT sends is taken for public also where its own subnet has an endpoint."""
    # Inside one VPC answers find back by the local route.
    way_back = (WayBack(subnet, answers_of(here.flow)),) if here.from_outside else ()
    return Here(
        subnet=subnet,
        flow=flow,
        trail=trail,
        hops=here.hops,
        from_outside=True,
        natted=True,
        peers=False,
        ways_back=(*here.ways_back, *way_back),
    )


def _address_in(subnet: Subnet, family: int, name: str) -> Place:
    """Some address in a subnet."""
    cidr = subnet.cidr if family == 4 else subnet.ipv6_cidr  # noqa: PLR2004 - IPv4
    vpc = "" if isinstance(subnet.vpc, Unknown) else subnet.vpc
    ranges = ((cidr,),) if cidr is not None else ()
    return Place(family=family, name=name, ranges=ranges, vpc=vpc, subnet=subnet, groups=())
