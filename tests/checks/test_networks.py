"""Rules over networks made by hand: what lies between VPCs, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from private_endpoints.checks import RULES, Severity, check
from private_endpoints.network import (
    Element,
    Endpoint,
    EndpointType,
    HostedZone,
    HostedZoneAssociation,
    Network,
    PeeringConnection,
    ProfileAssociation,
    Record,
    Requirement,
    Route,
    RouteTable,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    Target,
    TargetKind,
    TransitGateway,
    TransitGatewayAttachment,
    UnknownResource,
    Vpc,
    Workload,
)
from private_endpoints.values import Unknown

UNKNOWN = Unknown(frozenset({"a parameter"}))
HUB = Vpc(id="S.Hub", cidrs=("10.0.0.0/16",), dns_hostnames=True)
SPOKE = Vpc(id="S.Spoke", cidrs=("10.1.0.0/16",), dns_hostnames=True)
PEERING = PeeringConnection(id="S.Peering", requester="S.Hub", accepter="S.Spoke")
TABLES = [RouteTable(id="S.HubTable", vpc="S.Hub"), RouteTable(id="S.SpokeTable", vpc="S.Spoke")]
GROUP = SecurityGroup(id="S.Group", vpc="S.Hub")
WIDE = SecurityGroupRule(id="S.Wide", group="S.Group", cidr="10.0.0.0/8")
ENDPOINT = Endpoint(
    id="S.Ssm",
    vpc="S.Hub",
    type=EndpointType.INTERFACE,
    service_name="com.amazonaws.eu-west-1.ssm",
    private_dns=True,
    groups=("S.Group",),
)


def found(rule: str, elements: Iterable[Element]) -> list[Severity]:
    (one,) = [each for each in RULES if each.id == rule]
    return [finding.severity for finding in check(Network(elements, region="eu-west-1"), rules=[one])]


def route(name: str, table: str, cidr: str, kind: TargetKind, target: str) -> Route:
    return Route(id=f"S.{name}", route_table=f"S.{table}", cidr=cidr, target=Target(kind=kind, id=target))


THERE = route("There", "SpokeTable", "10.0.0.0/16", TargetKind.PEERING, "S.Peering")
BACK = route("Back", "HubTable", "10.1.0.0/16", TargetKind.PEERING, "S.Peering")
BETWEEN: list[Element] = [HUB, SPOKE, PEERING, *TABLES]


# no-route-back


def test_a_route_there_and_none_back_is_an_error() -> None:
    assert found("no-route-back", [*BETWEEN, THERE]) == [Severity.ERROR]


def test_a_route_there_and_one_back_is_fine() -> None:
    assert found("no-route-back", [*BETWEEN, THERE, BACK]) == []


def test_no_route_at_all_is_fine() -> None:
    assert found("no-route-back", BETWEEN) == []


def test_a_way_back_over_something_else_is_fine() -> None:
    other = route("Back", "HubTable", "10.0.0.0/8", TargetKind.TRANSIT_GATEWAY, "tgw-0a1b2c3d")
    assert found("no-route-back", [*BETWEEN, THERE, other]) == []


def test_a_route_to_the_internet_is_no_way_back() -> None:
    out = route("Out", "HubTable", "0.0.0.0/0", TargetKind.INTERNET_GATEWAY, "S.Gateway")
    assert found("no-route-back", [*BETWEEN, THERE, out]) == [Severity.ERROR]


def test_nothing_is_said_of_the_routes_of_a_vpc_that_was_made_elsewhere() -> None:
    hub = Vpc(id="S.Hub", cidrs=("10.0.0.0/16",), imported=True)
    assert found("no-route-back", [hub, SPOKE, PEERING, *TABLES, THERE]) == []


def test_a_transit_gateway_needs_routes_both_ways_too() -> None:
    attachments = [
        TransitGatewayAttachment(id=f"S.{vpc.id}", gateway="S.Transit", vpc=vpc.id, subnets=()) for vpc in (HUB, SPOKE)
    ]
    there = route("There", "SpokeTable", "10.0.0.0/16", TargetKind.TRANSIT_GATEWAY, "S.Transit")
    back = route("Back", "HubTable", "10.0.0.0/8", TargetKind.TRANSIT_GATEWAY, "S.Transit")
    every = [HUB, SPOKE, TransitGateway(id="S.Transit"), *attachments, *TABLES]
    assert found("no-route-back", [*every, there]) == [Severity.ERROR]
    assert found("no-route-back", [*every, there, back]) == []
    # A wide route need not be meant for this VPC.
    wide = route("There", "SpokeTable", "0.0.0.0/0", TargetKind.TRANSIT_GATEWAY, "S.Transit")
    assert found("no-route-back", [*every, wide]) == [Severity.WARNING]


# hub-names-unresolved

HUBBED: list[Element] = [*BETWEEN, GROUP, WIDE, ENDPOINT]
ZONE = HostedZone(id="S.Zone", name="ssm.eu-west-1.amazonaws.com", vpcs=("S.Hub",))


def test_a_spoke_that_the_endpoint_admits_needs_names() -> None:
    assert found("hub-names-unresolved", HUBBED) == [Severity.WARNING]


@pytest.mark.parametrize(
    "names",
    [
        HostedZoneAssociation(id="S.Association", zone="S.Zone", vpc="S.Spoke"),
        ProfileAssociation(id="S.Association", profile="rp-1", vpc="S.Spoke"),
        HostedZone(id="S.Own", name="eu-west-1.amazonaws.com", vpcs=("S.Spoke",)),
        HostedZoneAssociation(id="S.Association", zone="Z0A1B2C3D4", vpc="S.Spoke"),
    ],
    ids=["zone of the service", "profile", "zone above", "zone of another account"],
)
def test_whatever_may_lead_its_names_elsewhere_is_enough(names: Element) -> None:
    assert found("hub-names-unresolved", [*HUBBED, ZONE, names]) == []


def test_a_zone_of_another_name_is_not_enough() -> None:
    zone = HostedZone(id="S.Other", name="kms.eu-west-1.amazonaws.com", vpcs=("S.Spoke",))
    assert found("hub-names-unresolved", [*HUBBED, zone]) == [Severity.WARNING]


def test_an_endpoint_that_admits_its_own_vpc_only_is_no_hub() -> None:
    narrow = SecurityGroupRule(id="S.Wide", group="S.Group", cidr="10.0.0.0/16")
    assert found("hub-names-unresolved", [*BETWEEN, GROUP, narrow, ENDPOINT]) == []


def test_vpcs_that_are_not_connected_are_no_hub_and_spoke() -> None:
    assert found("hub-names-unresolved", [HUB, SPOKE, GROUP, WIDE, ENDPOINT]) == []


# what is not known


def test_private_dns_that_does_not_say_whether_it_is_for_inbound_queries_only_is_a_warning() -> None:
    s3 = Endpoint(
        id="S.S3",
        vpc="S.Hub",
        type=EndpointType.INTERFACE,
        service_name="com.amazonaws.eu-west-1.s3",
        private_dns=True,
        private_dns_only_inbound=None,
    )
    gateway = Endpoint(id="S.Gateway", vpc="S.Hub", service_name="com.amazonaws.eu-west-1.s3", route_tables=("S.T",))
    assert found("inbound-only-without-gateway", [HUB, s3]) == [Severity.WARNING]
    assert found("inbound-only-without-gateway", [HUB, s3, gateway]) == []


def test_a_resource_of_an_unknown_type_that_touches_a_group_may_add_rules_to_it() -> None:
    touching = UnknownResource(id="S.Custom", type="Custom::Rules", touches=frozenset({"S.Group"}))
    caller = Workload(id="S.Worker", kind="AWS::EC2::Instance", requires=(Requirement(service="ssm"),))
    every = [HUB, GROUP, ENDPOINT, caller]
    assert found("endpoint-admits-nobody", every) == [Severity.ERROR]
    assert found("endpoint-admits-nobody", [*every, touching]) == []


def test_where_nothing_calls_the_service_the_clients_may_bring_their_rules_along() -> None:
    bastion = Workload(id="S.Bastion", kind="AWS::EC2::Instance")
    assert found("endpoint-admits-nobody", [HUB, GROUP, ENDPOINT, bastion]) == [Severity.WARNING]


def test_a_rule_of_a_group_that_nobody_knows_may_be_for_the_endpoint() -> None:
    rule = SecurityGroupRule(id="S.Rule", group=UNKNOWN, cidr="10.0.0.0/16")
    assert found("endpoint-admits-nobody", [HUB, GROUP, ENDPOINT, rule]) == []


def test_an_endpoint_that_may_not_be_there_is_a_warning() -> None:
    perhaps = Endpoint(
        id="S.Ssm",
        exists=UNKNOWN,
        vpc="S.Hub",
        type=EndpointType.INTERFACE,
        service_name="com.amazonaws.eu-west-1.ssm",
        groups=("S.Group",),
    )
    assert found("endpoint-admits-nobody", [HUB, GROUP, perhaps]) == [Severity.WARNING]


def test_a_service_name_that_nobody_knows_breaks_no_rule() -> None:
    unknown = Endpoint(id="S.E", vpc="S.Hub", type=EndpointType.INTERFACE, service_name=UNKNOWN, private_dns=True)
    network = Network([HUB, unknown, ENDPOINT, GROUP, WIDE], region="eu-west-1")
    assert [one.rule for one in check(network) if one.severity is Severity.ERROR] == []


def test_everything_unknown_breaks_no_rule() -> None:
    unknown = Endpoint(
        id="S.E",
        vpc=UNKNOWN,
        type=UNKNOWN,
        service_name=UNKNOWN,
        subnets=UNKNOWN,
        groups=UNKNOWN,
        route_tables=UNKNOWN,
        policy={"Statement": [{"Ref": "Parameter"}]},
        private_dns=UNKNOWN,
        ip_address_type=UNKNOWN,
    )
    workload = Workload(id="S.W", kind="AWS::Lambda::Function", subnets=UNKNOWN, groups=UNKNOWN, role=UNKNOWN)
    subnet = Subnet(id="S.Subnet", vpc=UNKNOWN, zone=UNKNOWN)
    record = Record(id="S.R", zone=UNKNOWN, name=UNKNOWN, type=UNKNOWN, endpoint=UNKNOWN)
    assert check(Network([unknown, workload, subnet, record])) == ()


# hosted zones


@pytest.mark.parametrize(
    ("names", "severities"),
    [
        (("*.s3.eu-west-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"), []),
        (("*.s3.eu-west-1.amazonaws.com",), [Severity.WARNING]),
        (("s3.eu-west-1.amazonaws.com",), [Severity.ERROR]),
    ],
    ids=["both", "no apex", "no wildcard"],
)
def test_a_zone_needs_every_name_of_the_service_that_is_in_it(
    names: tuple[str, ...], severities: list[Severity]
) -> None:
    s3 = Endpoint(
        id="S.S3",
        vpc="S.Hub",
        type=EndpointType.INTERFACE,
        service_name="com.amazonaws.eu-west-1.s3",
        groups=("S.Group",),
    )
    zone = HostedZone(id="S.Zone", name="s3.eu-west-1.amazonaws.com.", vpcs=("S.Spoke",))
    records = [Record(id=f"S.{name}", zone="S.Zone", name=name, type="A", endpoint="S.S3") for name in names]
    assert found("hosted-zone-incomplete", [HUB, SPOKE, s3, zone, *records]) == severities


@pytest.mark.parametrize(
    ("service", "name", "severities"),
    [
        ("ecr.api", "ecr.api.eu-west-1.amazonaws.com", [Severity.WARNING]),
        ("ecr.api", "api.ecr.eu-west-1.amazonaws.com", []),
        ("kinesis-firehose", "kinesis-firehose.eu-west-1.amazonaws.com", [Severity.WARNING]),
        ("kinesis-firehose", "firehose.eu-west-1.amazonaws.com", []),
        ("ecr.dkr", "*.dkr.ecr.eu-west-1.amazonaws.com", []),
        ("ecr.dkr", "111122223333.dkr.ecr.eu-west-1.amazonaws.com", []),
        ("ssm", "ssm.example.com", []),
    ],
)
def test_a_record_has_a_name_of_its_service(service: str, name: str, severities: list[Severity]) -> None:
    endpoint = Endpoint(
        id="S.E", vpc="S.Hub", type=EndpointType.INTERFACE, service_name=f"com.amazonaws.eu-west-1.{service}"
    )
    zone = HostedZone(id="S.Zone", name=name.removeprefix("*."), vpcs=("S.Spoke",))
    record = Record(id="S.Record", zone="S.Zone", name=name, type="A", endpoint="S.E")
    assert found("hosted-zone-name", [HUB, SPOKE, endpoint, zone, record]) == severities
