"""What names resolve to, and what comes of it."""

from __future__ import annotations

from typing import Any

from private_endpoints.network import (
    EndpointService,
    HostedZone,
    HostedZoneAssociation,
    Profile,
    ProfileAssociation,
    ProfileResource,
    Record,
    ResolverRule,
    ResolverRuleAssociation,
    RuleKind,
    Subnet,
    Verdict,
    Vpc,
)
from private_endpoints.values import Reference, Unknown, join
from support.networks import Scenario, base, interface_endpoint, with_nat, zone
from support.twins import Twins, judged

_PRIVATE_DNS = "https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html"
_ZONES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
_WILDCARDS = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html"
_RULES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html"
_PROFILES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profiles.html"
_VPC_DNS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html"
_S3_DNS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html#private-dns-s3"
_DYNAMODB = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html"

_SOMETHING = Unknown(frozenset({"something"}))


def with_zone(scenario: Scenario, name: Any, *records: Record, **fields: Any) -> Scenario:
    """With a private hosted zone of the VPC."""
    return scenario.plus(HostedZone(id="Zone", name=name, vpcs=("Vpc",), **fields), *records)


def record(name: Any, **fields: Any) -> Record:
    given: dict[str, Any] = {"zone": "Zone", "type": "A", "endpoint": "ssm"}
    return Record(id=f"Record{name}", name=name, **{**given, **fields})


HUBBED = with_zone(
    base().change("ssm", private_dns=False), "ssm.us-east-1.amazonaws.com", record("ssm.us-east-1.amazonaws.com.")
)
S3_INTERFACE = base().plus(interface_endpoint("s3", private_dns_only_inbound=False)).without("S3Gateway")
S3_ZONED = with_zone(
    S3_INTERFACE.change("s3", private_dns=False),
    "s3.us-east-1.amazonaws.com",
    record("s3.us-east-1.amazonaws.com", endpoint="s3"),
    record("*.s3.us-east-1.amazonaws.com", endpoint="s3"),
)


@judged(
    Twins(
        law="private DNS leads to the endpoint",
        page=_PRIVATE_DNS,
        given=base(),
        change=lambda one: one.change("ssm", private_dns=False),
        code="private-dns-off",
    ),
    Twins(
        law="without private DNS the name leads out",
        page=_PRIVATE_DNS,
        given=with_nat(base()),
        change=lambda one: one.change("ssm", private_dns=False),
        other=Verdict.PUBLIC,
        code="private-dns-off",
    ),
    Twins(
        law="private DNS that is not decided leaves the answer open",
        page=_PRIVATE_DNS,
        given=base(),
        change=lambda one: one.change("ssm", private_dns=_SOMETHING),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="private DNS needs DNS hostnames of the VPC",
        page=_VPC_DNS,
        given=base(),
        change=lambda one: one.change("Vpc", dns_hostnames=False),
        code="dns-hostnames-off",
    ),
    Twins(
        law="without DNS hostnames the name leads out",
        page=_VPC_DNS,
        given=with_nat(base()),
        change=lambda one: one.change("Vpc", dns_hostnames=False),
        other=Verdict.PUBLIC,
        code="dns-hostnames-off",
    ),
    Twins(
        law="without DNS support nothing resolves",
        page=_VPC_DNS,
        given=with_nat(base()),
        change=lambda one: one.change("Vpc", dns_support=False),
        code="dns-support-off",
    ),
    Twins(
        law="a gateway endpoint needs no DNS hostnames but DNS support",
        page=_VPC_DNS,
        given=base().change("Vpc", dns_hostnames=False),
        ask={"service": "s3"},
        change=lambda one: one.change("Vpc", dns_support=False),
        code="dns-support-off",
    ),
    Twins(
        law="own DNS servers may answer anything",
        page=_VPC_DNS,
        given=base(),
        change=lambda one: one.change("Vpc", dns_servers=("10.0.0.9",)),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="the resolver by its address is the resolver",
        page=_VPC_DNS,
        given=base().change("Vpc", dns_servers=("169.254.169.253",)),
        change=lambda one: one.change("Vpc", dns_servers=("169.254.169.253", "10.0.0.9")),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="the endpoint's own name needs no private DNS",
        page=_PRIVATE_DNS,
        given=base().change("ssm", private_dns=False),
        ask={"host": "endpoint:ssm"},
        change=lambda one: one.change("Vpc", dns_support=False),
        code="dns-support-off",
    ),
    Twins(
        law="an endpoint of another region answers for its own names only",
        page=_PRIVATE_DNS,
        given=base(),
        change=lambda one: one.change("ssm", service_name="com.amazonaws.eu-west-1.ssm"),
        code="no-endpoint",
    ),
    Twins(
        law="a service region makes the endpoint answer for that region",
        page="https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html",
        given=base().plus(
            interface_endpoint("kms", service_name="com.amazonaws.us-west-2.kms", service_region="us-west-2")
        ),
        ask={"service": "com.amazonaws.us-west-2.kms"},
        change=lambda one: one.change("kms", service_name="com.amazonaws.us-east-1.kms", service_region=None),
    ),
)
def test_private_dns(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(
        law="a hosted zone of one's own leads to the endpoint",
        page=_ZONES,
        given=HUBBED,
        change=lambda one: one.change("Zone", vpcs=()),
        code="private-dns-off",
    ),
    Twins(
        law="a hosted zone needs DNS hostnames of the VPC",
        page=_ZONES,
        given=with_nat(HUBBED),
        change=lambda one: one.change("Vpc", dns_hostnames=False),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="a public zone answers nobody inside",
        page=_ZONES,
        given=HUBBED,
        change=lambda one: one.change("Zone", private=False),
    ),
    Twins(
        law="a zone can be associated later",
        page="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-associate-vpcs.html",
        given=HUBBED.change("Zone", vpcs=()).plus(HostedZoneAssociation(id="Later", zone="Zone", vpc="Vpc")),
        change=lambda one: one.change("Later", vpc="OtherVpc"),
    ),
    Twins(
        law="a zone answers for its whole domain with what it has",
        page=_ZONES,
        given=with_nat(base()),
        change=lambda one: with_zone(one, "us-east-1.amazonaws.com", record("logs.us-east-1.amazonaws.com")).without(
            "ssm"
        ),
        code="no-record",
    ),
    Twins(
        law="the most specific domain wins",
        page=_ZONES,
        given=with_zone(base(), "us-east-1.amazonaws.com"),
        change=lambda one: one.change("Zone", name="ssm.us-east-1.amazonaws.com").change("ssm", private_dns=False),
        code="no-record",
    ),
    Twins(
        law="a zone of an unrelated domain does not matter",
        page=_ZONES,
        given=with_zone(base(), "example.com"),
        change=lambda one: one.change("Zone", name=_SOMETHING),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a zone named by a parameter may be of any domain",
        page=_ZONES,
        given=with_zone(base(), join([Reference("Parameter"), ".internal"])),
        change=lambda one: one.change("Zone", name=join([Reference("Parameter")])),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="callers of buckets need the wildcard",
        page=_WILDCARDS,
        given=S3_ZONED,
        ask={"service": "s3"},
        change=lambda one: one.without("Record*.s3.us-east-1.amazonaws.com"),
        code="no-record",
    ),
    Twins(
        law="who lists buckets needs the plain name",
        page=_WILDCARDS,
        given=S3_ZONED,
        ask={"service": "s3"},
        change=lambda one: one.without("Records3.us-east-1.amazonaws.com"),
        code="no-record",
    ),
    Twins(
        law="a name of its own hides the wildcard",
        page=_WILDCARDS,
        given=S3_ZONED,
        ask={"service": "s3", "host": "data.s3.us-east-1.amazonaws.com"},
        change=lambda one: one.plus(
            record("data.s3.us-east-1.amazonaws.com", type="TXT", endpoint=None, values=("x",))
        ),
        code="no-record",
    ),
    Twins(
        law="a CNAME is followed",
        page=_ZONES,
        given=HUBBED.change(
            "Recordssm.us-east-1.amazonaws.com.",
            type="CNAME",
            endpoint=None,
            values=("alias.ssm.us-east-1.amazonaws.com",),
        ).plus(record("alias.ssm.us-east-1.amazonaws.com")),
        change=lambda one: one.without("Recordalias.ssm.us-east-1.amazonaws.com"),
        code="no-record",
    ),
    Twins(
        law="names that lead in a circle lead nowhere",
        page=_ZONES,
        given=HUBBED,
        change=lambda one: one.change(
            "Recordssm.us-east-1.amazonaws.com.",
            type="CNAME",
            endpoint=None,
            values=("ssm.us-east-1.amazonaws.com",),
        ),
        code="dns-loop",
    ),
    Twins(
        law="an address in a record is somebody's",
        page=_ZONES,
        given=HUBBED,
        change=lambda one: one.change("Recordssm.us-east-1.amazonaws.com.", endpoint=None, values=("10.0.1.9",)),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a public address in a record is public",
        page=_ZONES,
        given=with_nat(HUBBED),
        change=lambda one: one.change("Recordssm.us-east-1.amazonaws.com.", endpoint=None, values=("52.94.1.1",)),
        other=Verdict.PUBLIC,
    ),
)
def test_hosted_zones(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


FORWARDED = base().plus(
    ResolverRule(id="Rule", domain="corp.example"), ResolverRuleAssociation(id="RuleOfVpc", rule="Rule", vpc="Vpc")
)
PROFILED = HUBBED.change("Zone", vpcs=()).plus(
    Profile(id="Profile"),
    ProfileAssociation(id="ProfileOfVpc", profile="Profile", vpc="Vpc"),
    ProfileResource(id="ZoneOfProfile", profile="Profile", resource="Zone"),
)


@judged(
    Twins(
        law="a rule forwards the names of its domain",
        page=_RULES,
        given=FORWARDED,
        change=lambda one: one.change("Rule", domain="ssm.us-east-1.amazonaws.com"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a zone that is more specific than a rule wins",
        page=_RULES,
        given=FORWARDED.change("Rule", domain="."),
        change=lambda one: one.change("ssm", private_dns=False),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="on one domain the rule wins over the zone",
        page=_ZONES,
        given=HUBBED.plus(*FORWARDED.change("Rule", domain="amazonaws.com").elements.values()).change(
            "ssm", private_dns=False
        ),
        change=lambda one: one.change("Rule", domain="ssm.us-east-1.amazonaws.com"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a rule without an association does nothing",
        page=_RULES,
        given=FORWARDED.change("Rule", domain="ssm.us-east-1.amazonaws.com").without("RuleOfVpc"),
        change=lambda one: one.plus(ResolverRuleAssociation(id="RuleOfVpc", rule="Rule", vpc="Vpc")),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a system rule gives the resolver back",
        page=_RULES,
        given=FORWARDED.change("Rule", domain="ssm.us-east-1.amazonaws.com", kind=RuleKind.SYSTEM),
        change=lambda one: one.change("Rule", kind=RuleKind.FORWARD),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="a profile carries a zone to the VPC",
        page=_PROFILES,
        given=PROFILED,
        change=lambda one: one.without("ProfileOfVpc"),
    ),
    Twins(
        law="a profile without the zone does nothing",
        page=_PROFILES,
        given=PROFILED,
        change=lambda one: one.without("ZoneOfProfile"),
    ),
    Twins(
        law="a profile carries an endpoint of another VPC",
        page="https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profile-associate-vpc-endpoints.html",
        given=PROFILED.change("ZoneOfProfile", resource="ssm").change("ssm", private_dns=True),
        change=lambda one: one.change("ssm", private_dns=False),
    ),
    Twins(
        law="the VPC's own zone comes before that of its profile",
        page=_PROFILES,
        given=PROFILED.plus(
            HostedZone(id="Own", name="ssm.us-east-1.amazonaws.com", vpcs=("OtherVpc",)),
        ),
        change=lambda one: one.change("Own", vpcs=("Vpc",)),
        code="no-record",
    ),
)
def test_rules_and_profiles(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(
        law="an interface endpoint for S3 takes the names from the gateway",
        page=_S3_DNS,
        given=S3_INTERFACE,
        ask={"service": "s3"},
        change=lambda one: one.change("s3", private_dns=False),
        code="private-dns-off",
    ),
    Twins(
        law="inbound-only private DNS leaves callers inside to the gateway",
        page=_S3_DNS,
        given=base().plus(interface_endpoint("s3", private_dns_only_inbound=True)),
        ask={"service": "s3"},
        change=lambda one: one.without("S3Gateway"),
        code="private-dns-inbound-only",
    ),
    Twins(
        law="where nothing is said of inbound-only both ways have to be good",
        page=_S3_DNS,
        given=base().plus(interface_endpoint("s3")),
        ask={"service": "s3"},
        change=lambda one: one.without("S3Gateway"),
        other=Verdict.UNKNOWN,
    ),
    Twins(
        law="dual-stack names are not private",
        page=_S3_DNS,
        given=with_nat(S3_INTERFACE),
        ask={"service": "s3", "host": "data.s3.us-east-1.amazonaws.com"},
        change=lambda one: one.change("s3", private_dns=False),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="the gateway serves dual-stack names too",
        page=_S3_DNS,
        given=base(),
        ask={"service": "s3", "host": "data.s3.dualstack.us-east-1.amazonaws.com"},
        change=lambda one: one.without("S3Gateway"),
    ),
    Twins(
        law="the gateway serves its own region",
        page="https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
        given=with_nat(base()).change("S3Gateway", service_name="com.amazonaws.us-east-1.s3"),
        ask={"service": "s3", "host": "data.s3.us-east-1.amazonaws.com"},
        change=lambda one: one.change("S3Gateway", service_name="com.amazonaws.eu-west-1.s3"),
        other=Verdict.PUBLIC,
    ),
    Twins(
        law="DynamoDB is reached through its gateway",
        page=_DYNAMODB,
        given=base().change("S3Gateway", service_name="com.amazonaws.us-east-1.dynamodb"),
        ask={"service": "dynamodb"},
        change=lambda one: one.change("S3Gateway", service_name="com.amazonaws.us-east-1.s3"),
    ),
    Twins(
        law="an interface endpoint for DynamoDB is called by its own name",
        page=_DYNAMODB,
        given=base().plus(interface_endpoint("dynamodb", private_dns=False)),
        ask={"service": "dynamodb", "host": "endpoint:dynamodb"},
        change=lambda one: one.without("EndpointGroupIngress"),
        code="ingress-refused",
    ),
)
def test_names_of_s3_and_dynamodb(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def test_private_dns_of_dynamodb_leads_nowhere_even_if_it_is_turned_on() -> None:
    scenario = with_nat(base().plus(interface_endpoint("dynamodb")))
    assert scenario.ask("dynamodb").verdict is Verdict.PUBLIC


def test_a_name_that_the_private_zone_of_an_endpoint_does_not_have_does_not_exist() -> None:
    path = with_nat(base()).ask("ssm", host="other.ssm.us-east-1.amazonaws.com")
    assert path.verdict is Verdict.BLOCKED
    assert {one.code for one in path.blockers} == {"name-not-private"}


def test_a_service_of_wildcard_names_only_is_reached_by_its_endpoint() -> None:
    assert base().plus(interface_endpoint("ecr.dkr")).ask("ecr.dkr").verdict is Verdict.PRIVATE


def test_where_the_region_is_not_known_names_are_compared_by_what_they_are_made_of() -> None:
    region = Reference("AWS::Region")
    here = base().change("ssm", service_name=join(["com.amazonaws.", region, ".ssm"]))
    scenario = Scenario(here.elements.values(), region=None)
    assert scenario.ask("ssm").verdict is Verdict.PRIVATE
    assert scenario.ask("com.amazonaws.eu-west-1.ssm").verdict is not Verdict.PRIVATE


def test_an_endpoint_of_another_vpc_does_not_answer() -> None:
    scenario = base().plus(
        Vpc(id="OtherVpc", cidrs=("10.1.0.0/16",), dns_hostnames=True),
        Subnet(id="OtherSubnet", vpc="OtherVpc", zone=zone("a"), cidr="10.1.1.0/24"),
    )
    path = scenario.change("ssm", vpc="OtherVpc", subnets=("OtherSubnet",)).ask()
    assert path.verdict is Verdict.BLOCKED
    assert "endpoint-of-another-vpc" in {one.code for one in path.blockers}


def test_the_name_of_an_endpoint_leads_to_that_endpoint() -> None:
    scenario = base().plus(interface_endpoint("kms", id="vpce-0123456789abcdef0"))
    host = "vpce-0123456789abcdef0-abcd1234.kms.us-east-1.vpce.amazonaws.com"
    assert scenario.ask("kms", host=host).verdict is Verdict.PRIVATE
    assert base().ask("kms", host=host).verdict is Verdict.UNKNOWN


def test_names_of_load_balancers_and_databases_may_stand_for_private_addresses() -> None:
    assert with_nat(base()).ask("", host="db.abc.us-east-1.rds.amazonaws.com").verdict is Verdict.UNKNOWN
    assert with_nat(base()).ask("", host="www.example.com").verdict is Verdict.PUBLIC
    assert with_nat(base()).ask("", host="sts.amazonaws.com").verdict is Verdict.PUBLIC


def test_the_service_is_known_by_its_name() -> None:
    path = base().ask("", host="ssm.us-east-1.amazonaws.com", port=22)
    assert {one.code for one in path.blockers} >= {"port-not-served"}


def test_a_profile_of_another_account_may_carry_anything() -> None:
    scenario = base().plus(ProfileAssociation(id="ProfileOfVpc", profile="rp-0123456789abcdef", vpc="Vpc"))
    assert scenario.ask().verdict is Verdict.UNKNOWN


def test_a_service_of_somebody_else_is_called_by_the_name_of_its_endpoint() -> None:
    name = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
    scenario = base().plus(interface_endpoint("x", id="Saas", service_name=name, private_dns=False))
    assert scenario.ask(name).verdict is Verdict.PRIVATE
    assert scenario.without("Saas").ask(name).verdict is Verdict.BLOCKED


def test_a_service_of_ones_own_is_called_by_the_name_of_its_endpoint() -> None:
    scenario = base().plus(
        EndpointService(id="Service", acceptance_required=False),
        interface_endpoint("x", id="Consumer", service="Service", service_name=_SOMETHING, private_dns=False),
    )
    assert scenario.ask("Service").verdict is Verdict.PRIVATE
    assert scenario.change("Service", acceptance_required=True).ask("Service").verdict is Verdict.UNKNOWN


def test_private_dns_of_somebody_elses_service_takes_no_name_of_aws() -> None:
    name = "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"
    scenario = base().plus(interface_endpoint("x", id="Saas", service_name=name))
    assert scenario.ask().verdict is Verdict.PRIVATE
    assert scenario.ask("", host="api.saas.example").verdict is Verdict.UNKNOWN
