"""What rules ask of a network, found once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from private_endpoints.checks.policies import Clause, clauses
from private_endpoints.network import (
    AMAZON_DNS,
    Element,
    Endpoint,
    EndpointType,
    HostedZone,
    Interface,
    Maybe,
    Network,
    NetworkAcl,
    PathEngine,
    Requirement,
    Resource,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Vpc,
    Workload,
    needs_of,
)
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.routing import Routing
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.services import Service, service_of
from private_endpoints.network.paths.strays import stack_of
from private_endpoints.values import Unknown

__all__ = ["Survey"]

IPV4 = 4


class Survey:
    """What rules ask of a network. Each part is made at first use, and once.

    What is not known for certain is None: a rule that needs it says nothing.

    Args:
        network: what exists.
        engine: an engine of this network. Default: a new one, where a rule asks for paths.
    """

    def __init__(self, network: Network, engine: PathEngine | None = None) -> None:
        self.network = network
        self._engine = engine
        self.index = Index(network)
        self.groups = SecurityGroups(self.index)
        self._routing = Routing(self.index)
        self._services: dict[str, Service | None] = {}
        self._clauses: dict[int, tuple[Clause, ...] | None] = {}
        self._needs: dict[str, tuple[Requirement, ...]] = {}
        self._strays: dict[tuple[type[Element], str], frozenset[str]] = {}

    @cached_property
    def paths(self) -> PathEngine:
        """The engine, for rules that ask where traffic gets to."""
        return PathEngine(self.network) if self._engine is None else self._engine

    # What hangs on an element

    def may_have(self, kind: type[Element], attribute: str, id: str) -> bool:
        """Whether elements of a kind may hang on an element that they do not name: by a parameter of another stack.

        Args:
            kind: of what hangs on it.
            attribute: in which that names what it hangs on.
            id: of the element.
        """
        strangers = self._strays.get((kind, attribute))
        if strangers is None:
            strangers = self._strays[kind, attribute] = self._stacks_of_strays(kind, attribute)
        return bool(strangers - {stack_of(id)})

    def _stacks_of_strays(self, kind: type[Element], attribute: str) -> frozenset[str]:
        """The stacks by whose parameters elements of a kind name something that is not in the network."""
        named = [(getattr(one, attribute), one.id) for one in self.network.of(kind)]
        strays = self.index.strays
        return frozenset(strays.stack_that_gets(id_, by) for id_, by in named if isinstance(id_, str)) - {""}

    # Endpoints

    def endpoints(self, *types: EndpointType) -> Iterator[Endpoint]:
        """The endpoints of some types that the network makes."""
        for one in self.network.of(Endpoint):
            if one.type in types and not one.imported:
                yield one

    def service(self, endpoint: Endpoint) -> Service | None:
        """The AWS service of an endpoint, if the catalog knows more of it than its name."""
        if endpoint.id not in self._services:
            home = self.vpc(endpoint)
            found = None if home is None else service_of(endpoint, home, self.network)
            self._services[endpoint.id] = None if found is None or not found.row.as_of else found
        return self._services[endpoint.id]

    def vpc(self, element: Endpoint | Subnet | SecurityGroup | RouteTable | NetworkAcl) -> Vpc | None:
        """The VPC of an element; one of which nothing is known where it was made elsewhere."""
        return None if isinstance(element.vpc, Unknown) else self.index.vpc(element.vpc)

    def whole_vpc(self, element: Endpoint | Subnet | SecurityGroup | RouteTable | NetworkAcl) -> Vpc | None:
        """The VPC of an element if all that is in it is in the network, and its resolver is Amazon's."""
        found = self.vpc(element)
        if found is None or self.index.doubt(Vpc, found.id) is not None or self.may_have(Endpoint, "vpc", found.id):
            return None
        return found if found.dns_servers == (AMAZON_DNS,) else None

    def endpoints_of(self, vpc: Vpc) -> Iterator[Endpoint]:
        """The endpoints that a VPC has, or may have."""
        return (endpoint for endpoint, _ in self.index.endpoints.at(vpc.id))

    def subnets(self, element: Endpoint | Workload) -> tuple[Subnet, ...] | None:
        """The subnets of an element, all of them in the network."""
        if isinstance(element.subnets, Unknown):
            return None
        found = [None if isinstance(one, Unknown) else self.network.find(Subnet, one) for one in element.subnets]
        return tuple(one for one in found if one is not None) if None not in found else None

    def tables(self, endpoint: Endpoint) -> tuple[str, ...] | None:
        """Ids of the route tables of a gateway endpoint."""
        return _all_known(endpoint.route_tables)

    # Policies

    def clauses(self, document: object) -> tuple[Clause, ...] | None:
        """The statements of a policy of the network; None where it is not known which there are."""
        key = id(document)
        if key not in self._clauses:
            self._clauses[key] = clauses(document)
        return self._clauses[key]

    @cached_property
    def guarded(self) -> list[tuple[Resource | Endpoint, tuple[Clause, ...]]]:
        """Resources and endpoints with the statements of their policy, where these are known."""
        elements: list[Resource | Endpoint] = [*self.network.of(Resource), *self.network.of(Endpoint)]
        with_policy = [(one, self.clauses(one.policy)) for one in elements if one.policy is not None]
        return [(one, found) for one, found in with_policy if found is not None]

    # Security groups

    def groups_of(self, element: Endpoint | Workload | Interface, vpc: Vpc) -> tuple[str, ...] | None:
        """Ids of the security groups of an element; the default group of the VPC where it names none.

        None also of what no group filters, such as a Network Load Balancer that was made without any.
        """
        if isinstance(element, Workload) and element.filtered is not True:
            return None
        found = _all_known(element.groups)
        return (vpc.default_security_group_id,) if found == () else found

    def is_whole_group(self, id: str, vpc: Vpc) -> bool:
        """Whether all rules of a group are in the network."""
        by_default = id == vpc.default_security_group_id and not vpc.imported
        known = self.index.doubt(SecurityGroup, id, by_default=by_default) is None
        return known and not self.may_have(SecurityGroupRule, "group", id)

    @cached_property
    def wearers(self) -> dict[str, list[Workload | Interface]]:
        """What wears a security group, by the id of the group."""
        found: dict[str, list[Workload | Interface]] = {}
        elements: list[Workload | Interface] = [*self.network.of(Workload), *self.network.of(Interface)]
        for element in elements:
            for group in element.groups if isinstance(element.groups, tuple) else ():
                if isinstance(group, str):
                    found.setdefault(group, []).append(element)
        return found

    def place(self, element: Endpoint | Workload, vpc: Vpc) -> Place | None:
        """Where an element is: its IPv4 addresses and its groups."""
        subnets = self.subnets(element)
        if not subnets or (isinstance(element, Workload) and element.filtered is not True):
            return None
        cidrs = tuple(one.cidr for one in subnets if one.cidr is not None)
        return Place(
            family=IPV4,
            name=str(element),
            ranges=tuple(one for one in (cidrs, vpc.cidrs) if one),
            vpc=vpc.id,
            groups=element.groups,
        )

    # Subnets and what runs in them

    @cached_property
    def workloads_of_subnet(self) -> dict[str, list[Workload]]:
        """What runs in a subnet, by the id of the subnet."""
        found: dict[str, list[Workload]] = {}
        for workload in self.network.of(Workload):
            for subnet in workload.subnets if isinstance(workload.subnets, tuple) else ():
                if isinstance(subnet, str):
                    found.setdefault(subnet, []).append(workload)
        return found

    def needs(self, workload: Workload) -> tuple[Requirement, ...]:
        """What a workload needs."""
        if workload.id not in self._needs:
            self._needs[workload.id] = needs_of(self.network, workload)
        return self._needs[workload.id]

    def table_of(self, subnet: Subnet) -> str | None:
        """The id of the route table that a subnet uses."""
        tables, _ = self._routing.tables_of(subnet)
        return tables[0] if len(tables) == 1 else None

    @cached_property
    def subnets_of_table(self) -> dict[str, list[Subnet]]:
        """The subnets that use a route table, by the id of the table."""
        found: dict[str, list[Subnet]] = {}
        for subnet in self.network.of(Subnet):
            table = self.table_of(subnet)
            if table is not None:
                found.setdefault(table, []).append(subnet)
        return found

    # Names

    def zones_of(self, vpc: Vpc) -> Iterator[HostedZone]:
        """The private hosted zones that a VPC certainly uses, but for those of its Route 53 Profile."""
        for zone, truth in self.index.zones_of_vpc.at(vpc.id):
            if truth is True and zone.private is True:
                yield zone
        for association, truth in self.index.zone_associations.at(vpc.id):
            zone_id = association.zone
            found = None if isinstance(zone_id, Unknown) else self.network.find(HostedZone, zone_id)
            if truth is True and found is not None:
                yield found

    def get(self, id: Maybe[str] | None) -> Element | None:
        """The element of an id that may be unknown."""
        return self.network.get(id) if isinstance(id, str) else None


def _all_known(ids: Maybe[tuple[Maybe[str], ...]]) -> tuple[str, ...] | None:
    if isinstance(ids, Unknown):
        return None
    found = tuple(one for one in ids if isinstance(one, str))
    return found if len(found) == len(ids) else None
