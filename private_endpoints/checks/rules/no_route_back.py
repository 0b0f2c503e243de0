"""A route to another VPC that has none back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from private_endpoints.checks.connections import vpcs_of_connections
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import (
    Network,
    PeeringConnection,
    Route,
    RouteTable,
    TargetKind,
    Vpc,
)
from private_endpoints.network.paths.hops.ranges import covers
from private_endpoints.values import Unknown

__all__ = ["NoRouteBack"]

_BETWEEN = (TargetKind.PEERING, TargetKind.TRANSIT_GATEWAY)
# What leads to no other VPC.
_OUT = (
    TargetKind.LOCAL,
    TargetKind.INTERNET_GATEWAY,
    TargetKind.NAT_GATEWAY,
    TargetKind.EGRESS_ONLY_GATEWAY,
    TargetKind.CARRIER_GATEWAY,
    TargetKind.BLACKHOLE,
)


class NoRouteBack(Rule):
    """A route to another VPC that has none back."""

    id = "no-route-back"
    title = "A VPC routes to another one that has no route back"
    rationale = (
        "Peering and Transit Gateways carry packets one way at a time: each VPC needs a route to the other. Without "
        "the one back connections are never answered"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"
    example = Example("""
Resources:
  Hub: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Spoke: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Hub, PeerVpcId: !Ref Spoke}}
  SpokeTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Spoke}}
  HubTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Hub}}
  There:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref SpokeTable
      DestinationCidrBlock: 10.0.0.0/16
      VpcPeeringConnectionId: !Ref Peering
  Back:
    Type: AWS::EC2::Route
    Properties:
      RouteTableId: !Ref HubTable
      DestinationCidrBlock: 10.1.0.0/16
      GatewayId: local  # bad
      VpcPeeringConnectionId: !Ref Peering  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Routes to a VPC, over peering or a Transit Gateway, none of whose own routes leads there."""
        network = survey.network
        routes = _Routes.of(network)
        for way, members in vpcs_of_connections(network).items() if routes is not None else ():
            if routes is None or way in routes.unclear or survey.may_have(RouteTable, "vpc", way):
                continue
            through = routes.by_way.get(way, [])
            # Over peering a VPC that has routes to others may lack this one; a Transit Gateway may keep VPCs apart.
            over_peering = isinstance(network.get(way), PeeringConnection)
            for vpc in sorted(members if over_peering else members - routes.routed):
                other = network.find(Vpc, vpc)
                if other is None or survey.index.doubt(Vpc, vpc) is not None:
                    continue
                towards = next(
                    (one for one in through if _is_for(one, other) and not routes.may_lead_back(network, vpc, one)),
                    None,
                )
                if towards is not None and not _may_be_routed(survey, other):
                    over = network.get(way) or way
                    yield self.finding(
                        towards,
                        f"{towards} leads to {other}, and no route of {other} leads back over {over}",
                        f"add a route over {over} to the route tables of {other}",
                        other,
                        # A default route need not be meant for this VPC, which the tables of a gateway may keep apart.
                        severity=None if _is_within(towards, other) or over_peering else Severity.WARNING,
                    )


@dataclass(frozen=True, slots=True)
class _Routes:
    """Routes between VPCs.

    Attributes:
        by_way: by peering connection or Transit Gateway.
        unclear: over which routes may lead that are in a VPC that nobody knows.
        routed: VPCs with a route to anything but the internet: over the same way, or back by another one.
        by_vpc: these routes.
    """

    by_way: dict[str, list[Route]]
    unclear: set[str]
    routed: set[str]
    by_vpc: dict[str, list[Route]]

    def may_lead_back(self, network: Network, vpc: str, towards: Route) -> bool:
        """Whether a route of a VPC may lead to the one that a route is of."""
        home = None if isinstance(towards.route_table, Unknown) else _vpc_of(network, towards.route_table)
        caller = None if home is None else network.find(Vpc, home)
        if home == vpc or caller is None or not caller.cidrs:
            return True
        return any(
            one.cidr is None
            or any(covers(one.cidr, cidr) is not False or covers(cidr, one.cidr) is not False for cidr in caller.cidrs)
            for one in self.by_vpc.get(vpc, ())
        )

    @classmethod
    def of(cls, network: Network) -> _Routes | None:
        """The routes of a network; None where one may lead from anywhere to anywhere."""
        found = cls({}, set(), set(), {})
        for route in network.of(Route):
            if route.target.kind in _OUT:
                continue
            way = None if isinstance(route.target.id, Unknown) else route.target.id
            if way is not None and network.get(way) is None and "." in way:
                way = None
            # A table that was made elsewhere may be that of any VPC.
            home = None if isinstance(route.route_table, Unknown) else _vpc_of(network, route.route_table)
            if way is None and home is None:
                return None
            if home is None:
                found.unclear.add(str(way))
                continue
            found.routed.add(home)
            found.by_vpc.setdefault(home, []).append(route)
            if way is not None and route.target.kind in _BETWEEN:
                found.by_way.setdefault(way, []).append(route)
        return found


def _vpc_of(network: Network, table: str) -> str | None:
    found = network.find(RouteTable, table)
    if found is not None and isinstance(found.vpc, str):
        return found.vpc
    main = table.removesuffix(".MainRouteTable")
    return main if main != table and network.find(Vpc, main) is not None else None


def _is_for(route: Route, vpc: Vpc) -> bool:
    return route.cidr is not None and any(
        covers(route.cidr, one) is True or covers(one, route.cidr) is True for one in vpc.cidrs
    )


def _is_within(route: Route, vpc: Vpc) -> bool:
    return route.cidr is not None and any(covers(one, route.cidr) is True for one in vpc.cidrs)


def _may_be_routed(survey: Survey, vpc: Vpc) -> bool:
    """Whether something that is not known may add routes to the tables of a VPC."""
    tables = [one.id for one in survey.network.of(RouteTable) if one.vpc == vpc.id or isinstance(one.vpc, Unknown)]
    return any(survey.index.doubt(RouteTable, one) is not None for one in tables)
