"""Small networks, built piece by piece, whose paths are known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, TypeVar

from private_endpoints.network import (
    Element,
    Endpoint,
    EndpointType,
    GatewayAttachment,
    InternetGateway,
    NatGateway,
    Network,
    Path,
    PathEngine,
    Protocol,
    Question,
    Role,
    Route,
    RouteTable,
    RouteTableAssociation,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Target,
    TargetKind,
    Vpc,
    Workload,
)
from private_endpoints.values import Reference, join

__all__ = ["HTTPS", "REGION", "Scenario", "base", "https", "interface_endpoint", "route", "with_nat", "zone"]

E = TypeVar("E", bound=Element)
REGION = "us-east-1"
HTTPS = Protocol(number=6, first=443, last=443)


class Scenario:
    """A network that tests change one property at a time. Immutable."""

    def __init__(self, elements: Iterable[Element], *, region: str | None = REGION, account: str | None = None) -> None:
        self.elements = {one.id: one for one in elements}
        self.region = region
        self.account = account

    def plus(self, *elements: Element) -> Scenario:
        """With further elements, in place of those of the same ids."""
        return self._with({**self.elements, **{one.id: one for one in elements}})

    def without(self, *ids: str) -> Scenario:
        """Without some elements."""
        for one in ids:
            assert one in self.elements, one
        return self._with({name: one for name, one in self.elements.items() if name not in ids})

    def change(self, id: str, **fields: Any) -> Scenario:
        """With some fields of an element changed."""
        return self.plus(replace(self.elements[id], **fields))

    def per(self, kind: type[E], change: Callable[[E], Element]) -> Scenario:
        """With all elements of a kind changed."""
        return self.plus(*(change(one) for one in self.elements.values() if isinstance(one, kind)))

    @property
    def network(self) -> Network:
        return Network(self.elements.values(), region=self.region, account=self.account)

    def ask(self, service: str = "ssm", *, source: str = "Worker", **fields: Any) -> Path:
        """The answer to one question."""
        return PathEngine(self.network).path(Question(source=source, service=service, **fields))

    def _with(self, elements: dict[str, Element]) -> Scenario:
        return Scenario(elements.values(), region=self.region, account=self.account)


def zone(letter: str) -> Any:
    """An Availability Zone."""
    return join([Reference(f"zone {letter}", unique_in="zone")])


def https(group: str, *, egress: bool = False, id: str = "", **peer: Any) -> SecurityGroupRule:
    """A rule for TCP 443."""
    name = id or f"{group}{'Egress' if egress else 'Ingress'}"
    return SecurityGroupRule(id=name, group=group, egress=egress, protocol=HTTPS, **peer)


def interface_endpoint(name: str, *, id: str = "", **fields: Any) -> Endpoint:
    """An interface endpoint in both private subnets, with private DNS."""
    given: dict[str, Any] = {
        "vpc": "Vpc",
        "type": EndpointType.INTERFACE,
        "service_name": f"com.amazonaws.{REGION}.{name}",
        "subnets": ("SubnetA", "SubnetB"),
        "groups": ("EndpointGroup",),
        "private_dns": True,
    }
    return Endpoint(id=id or name, **{**given, **fields})


def route(id: str, table: str, cidr: str | None, kind: TargetKind, to: str = "", **fields: Any) -> Route:
    """A route to a target."""
    return Route(id=id, route_table=table, cidr=cidr, target=Target(kind=kind, id=to), **fields)


def base() -> Scenario:
    """A VPC with a worker in a private subnet, an endpoint for ssm and a gateway endpoint for S3."""
    return Scenario(
        [
            Vpc(id="Vpc", cidrs=("10.0.0.0/16",), dns_hostnames=True),
            Subnet(id="SubnetA", vpc="Vpc", zone=zone("a"), cidr="10.0.1.0/24"),
            Subnet(id="SubnetB", vpc="Vpc", zone=zone("b"), cidr="10.0.2.0/24"),
            RouteTable(id="TableA", vpc="Vpc"),
            RouteTable(id="TableB", vpc="Vpc"),
            RouteTableAssociation(id="TableAOfSubnetA", route_table="TableA", subnet="SubnetA"),
            RouteTableAssociation(id="TableBOfSubnetB", route_table="TableB", subnet="SubnetB"),
            SecurityGroup(id="WorkerGroup", vpc="Vpc"),
            SecurityGroup(id="EndpointGroup", vpc="Vpc"),
            https("EndpointGroup", peer="WorkerGroup"),
            interface_endpoint("ssm"),
            Endpoint(
                id="S3Gateway",
                vpc="Vpc",
                service_name=f"com.amazonaws.{REGION}.s3",
                route_tables=("TableA", "TableB"),
            ),
            Role(id="Role"),
            Workload(
                id="Worker",
                kind="AWS::EC2::Instance",
                subnets=("SubnetA",),
                groups=("WorkerGroup",),
                role="Role",
            ),
        ]
    )


def with_nat(scenario: Scenario) -> Scenario:
    """With a public subnet, an internet gateway, and a NAT gateway that both private subnets use."""
    return scenario.plus(
        Subnet(id="PublicSubnet", vpc="Vpc", zone=zone("a"), cidr="10.0.0.0/24", map_public_ip=True),
        RouteTable(id="PublicTable", vpc="Vpc"),
        RouteTableAssociation(id="PublicTableOfPublicSubnet", route_table="PublicTable", subnet="PublicSubnet"),
        InternetGateway(id="Igw"),
        GatewayAttachment(id="IgwOfVpc", gateway="Igw", vpc="Vpc"),
        Route(
            id="PublicDefault",
            route_table="PublicTable",
            cidr="0.0.0.0/0",
            target=Target(kind=TargetKind.INTERNET_GATEWAY, id="Igw"),
        ),
        NatGateway(id="Nat", subnet="PublicSubnet"),
        *(
            Route(
                id=f"{table}Default",
                route_table=table,
                cidr="0.0.0.0/0",
                target=Target(kind=TargetKind.NAT_GATEWAY, id="Nat"),
            )
            for table in ("TableA", "TableB")
        ),
    )
