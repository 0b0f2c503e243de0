"""Names that private hosted zones, profiles and resolver rules answer."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import (
    alias,
    gateway,
    interface,
    peering,
    private_network,
    record,
    rule,
    vpc,
    with_nat,
    worker,
    zone,
)

_ZONES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"
_RECORDS = (
    "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html"
)
_HUB = "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html"
_PROFILES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/profile-vpc-endpoints.html"
_RULES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-vpc-to-network.html"
_CLOUD_MAP = "https://docs.aws.amazon.com/cloud-map/latest/dg/creating-namespaces.html"
_GEO = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html"
_INTERNAL = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-DSN-queries-to-vpc.html"
_INBOUND = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
_DHCP = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_DHCP_Options.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
SSM_NAME = "ssm.eu-west-1.amazonaws.com"


def own_zone(domain: str = SSM_NAME, of: str = "ssm") -> Template:
    """An endpoint without private DNS, and a zone for the VPC that the worker is in."""
    return vpc() | worker() | interface(of=of, PrivateDnsEnabled=False) | zone(domain, "Vpc")


def hub(of: str = "ssm", *, private_dns: bool = False) -> Template:
    """A worker in one VPC, an endpoint in another, peered, and nothing for names yet."""
    endpoint = interface(of=of, network="Hub", PrivateDnsEnabled=private_dns).set(
        "EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/8")]
    )
    return vpc() | worker() | vpc("Hub", "10.1") | peering() | endpoint


def with_zone(domain: str = SSM_NAME, of: str = "ssm") -> Template:
    return hub(of) | zone(domain, "Hub", "Vpc") | record(domain)


def profile(*, carries: str | None = "Endpoint", used_by: str = "Vpc") -> Template:
    made = (
        Template()
        .plus("Names", "AWS::Route53Profiles::Profile", {"Name": "names"})
        .plus(
            "NamesUse",
            "AWS::Route53Profiles::ProfileAssociation",
            {"Name": "use", "ProfileId": ref("Names"), "ResourceId": ref(used_by)},
        )
    )
    if carries is None:
        return made
    resource = {
        "Fn::Sub": f"arn:${{AWS::Partition}}:ec2:${{AWS::Region}}:${{AWS::AccountId}}:vpc-endpoint/${{{carries}}}"
    }
    given = {"Name": "endpoint", "ProfileId": ref("Names"), "ResourceArn": resource}
    return made.plus("NamesEndpoint", "AWS::Route53Profiles::ProfileResourceAssociation", given)


def forwarding(domain: str = "amazonaws.com", *, type_: str = "FORWARD") -> Template:
    """A resolver rule for the worker's VPC, to a server somewhere else."""
    given: dict[str, Any] = {"DomainName": domain, "RuleType": type_, "Name": "elsewhere"}
    if type_ == "FORWARD":
        given |= {"TargetIps": [{"Ip": "192.168.7.7", "Port": "53"}], "ResolverEndpointId": ref("Outbound")}
    return (
        Template()
        .plus("OutboundGroup", "AWS::EC2::SecurityGroup", {"GroupDescription": "out", "VpcId": ref("Vpc")})
        .plus(
            "Outbound",
            "AWS::Route53Resolver::ResolverEndpoint",
            {
                "Direction": "OUTBOUND",
                "IpAddresses": [{"SubnetId": ref("VpcSubnetA")}, {"SubnetId": ref("VpcSubnetB")}],
                "SecurityGroupIds": [ref("OutboundGroup")],
            },
        )
        .plus("Forward", "AWS::Route53Resolver::ResolverRule", given)
        .plus(
            "ForwardUse",
            "AWS::Route53Resolver::ResolverRuleAssociation",
            {"ResolverRuleId": ref("Forward"), "VPCId": ref("Vpc")},
        )
    )


def to_hub(of: str = "ssm", **endpoint: Any) -> Template:
    """The worker's VPC forwards names of AWS to the inbound endpoint of a hub that has the endpoint."""
    ingress = [rule(53, protocol="udp", CidrIp="10.0.0.0/8")]
    return (
        (
            hub(of, private_dns=True).set("Endpoint", **endpoint)
            | forwarding().set("Forward", TargetIps=[{"Ip": "10.1.0.53"}, {"Ip": "10.1.1.53", "Port": "53"}])
        )
        .plus(
            "InboundGroup",
            "AWS::EC2::SecurityGroup",
            {"GroupDescription": "in", "VpcId": ref("Hub"), "SecurityGroupIngress": ingress},
        )
        .plus(
            "Inbound",
            "AWS::Route53Resolver::ResolverEndpoint",
            {
                "Direction": "INBOUND",
                "IpAddresses": [
                    {"SubnetId": ref("HubSubnetA"), "Ip": "10.1.0.53"},
                    {"SubnetId": ref("HubSubnetB"), "Ip": "10.1.1.53"},
                ],
                "SecurityGroupIds": [ref("InboundGroup")],
            },
        )
    )


@labelled(
    Twins(law="records for one location answer there only", page=_GEO,
          given=vpc() | worker() | interface(PrivateDnsEnabled=False) | zone(SSM_NAME, "Vpc")
          | record(SSM_NAME, SetIdentifier="all", GeoLocation={"CountryCode": "*"}), ask=SSM,
          change=lambda t: t.set("Record", GeoLocation={"ContinentCode": "AS"}), other=UNKNOWN,
          because="the worker may be elsewhere"),
    Twins(law="the resolver has names of instances of its own", page=_INTERNAL, verdict=UNKNOWN,
          given=vpc() | worker() | with_nat(),
          ask={"source": "Worker", "host": "ip-10-0-0-5.eu-west-1.compute.internal"},
          other_ask={"source": "Worker", "host": "www.example.com"}, other=PUBLIC,
          because="that name has public addresses"),
    Twins(law="the hub answers what is forwarded to its inbound endpoint", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False),
          because="the hub's resolver answers with public addresses, to which no route leads"),
    Twins(law="the inbound endpoint lets queries in", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.set("InboundGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/8")]),
          because="its group admits TCP 443 only"),
    Twins(law="one server that is closed is not all of them", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.plus("Closed", "AWS::EC2::NetworkAcl", {"VpcId": ref("Hub")}).plus(
              "ClosedUse", "AWS::EC2::SubnetNetworkAclAssociation", {
                  "NetworkAclId": ref("Closed"), "SubnetId": ref("HubSubnetB")}).set(
                      "Endpoint", SubnetIds=[ref("HubSubnetA")]), other=UNKNOWN,
          because="whether the other one is asked then no page says"),
    Twins(law="the outbound endpoint lets queries out", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.set("OutboundGroup", SecurityGroupEgress=[rule(CidrIp="0.0.0.0/0")]),
          because="its group lets TCP 443 out only"),
    Twins(law="queries need a route", page=_RULES, given=to_hub(), ask=SSM, change=lambda t: t.without("RouteThere"),
          because="no route leads to the hub"),
    Twins(law="a server that nobody shows answers as it likes", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.set("Forward", TargetIps=[{"Ip": "10.1.0.53"}, {"Ip": "10.1.1.54"}]), other=UNKNOWN,
          because="one of the two servers is no inbound endpoint"),
    Twins(law="an inbound endpoint answers on port 53", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.set("Forward", TargetIps=[{"Ip": "10.1.0.53", "Port": "5353"}]), other=UNKNOWN,
          because="who answers on another port is not known"),
    Twins(law="a rule that the hub uses too goes in a circle", page=_RULES, given=to_hub(), ask=SSM,
          change=lambda t: t.set("Forward", DomainName=SSM_NAME).plus(
              "ForwardInHub", "AWS::Route53Resolver::ResolverRuleAssociation",
              {"ResolverRuleId": ref("Forward"), "VPCId": ref("Hub")}),
          because="the hub forwards the query to itself"),
    Twins(law="private DNS for inbound endpoints only answers what is forwarded", page=_INBOUND,
          given=to_hub("s3", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": True})
          | gateway("HubGateway", network="Hub"),
          ask={"source": "Worker", "service": "s3"}, change=lambda t: t.without("ForwardUse"),
          because="nothing is forwarded, and the worker's own resolver answers with public addresses"),
)  # fmt: skip
def test_forwarding_to_a_hub(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a private zone stands in for private DNS", page=_HUB, given=own_zone() | record(SSM_NAME), ask=SSM,
          change=lambda t: t.without("Record"), because="the zone has no record of the name, and nobody else is asked"),
    Twins(law="a zone that matches and has no record answers that there is none", page=_ZONES,
          given=own_zone("kms.eu-west-1.amazonaws.com", "kms") | with_nat(), ask=SSM, verdict=PUBLIC,
          other_ask={"source": "Worker", "service": "kms"},
          because="the resolver does not go on to public DNS for a domain that a private zone has"),
    Twins(law="Cloud Map makes a zone of a namespace's name", page=_CLOUD_MAP,
          given=private_network().plus("Names", "AWS::ServiceDiscovery::PrivateDnsNamespace",
                                       {"Name": "corp.example", "Vpc": ref("Vpc")}),
          ask=SSM, change=lambda t: t.set("Names", Name=SSM_NAME), other=UNKNOWN,
          because="what registers itself there gets records that no template has"),
    Twins(law="a zone counts in the VPCs it is associated with", page=_ZONES, given=own_zone() | record(SSM_NAME),
          ask=SSM, change=lambda t: t | vpc("Hub", "10.1") | zone(SSM_NAME, "Hub"),
          because="it is associated with another VPC only"),
    Twins(law="a trailing dot is the same name", page=_RECORDS,
          given=own_zone(f"{SSM_NAME}.") | record(f"{SSM_NAME}."), ask=SSM,
          change=lambda t: t | record(f"x.{SSM_NAME}."), because="the record is of another name"),
    Twins(law="a CNAME to the endpoint is as good as an alias", page=_RECORDS,
          given=own_zone("eu-west-1.amazonaws.com") | record(
              SSM_NAME, Type="CNAME", TTL="60",
              ResourceRecords=[{"Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [
                  0, att("Endpoint", "DnsEntries")]}]}]}]),
          ask=SSM, change=lambda t: t.set("Record", ResourceRecords=["www.example.com"]),
          because="it points to public addresses"),
    Twins(law="a record for another name does not help", page=_RECORDS,
          given=own_zone("eu-west-1.amazonaws.com") | record(SSM_NAME), ask=SSM,
          change=lambda t: t.set("Record", Name="ssmmessages.eu-west-1.amazonaws.com"),
          because="the zone has the domain, but not the name"),
    Twins(law="a wildcard record stands for every name below", page=_RECORDS,
          given=own_zone("dkr.ecr.eu-west-1.amazonaws.com", "ecr.dkr")
          | record("*.dkr.ecr.eu-west-1.amazonaws.com"),
          ask={"source": "Worker", "service": "ecr.dkr"},
          change=lambda t: t.set("Record", Name="dkr.ecr.eu-west-1.amazonaws.com"),
          because="registries have names below the apex"),
    Twins(law="a wildcard record does not stand for the apex", page=_RECORDS,
          given=own_zone() | record(SSM_NAME), ask=SSM,
          change=lambda t: t.set("Record", Name=f"*.{SSM_NAME}"), because="the name is the apex itself"),
    Twins(law="the most specific zone answers", page=_ZONES,
          given=own_zone("amazonaws.com") | record(SSM_NAME), ask=SSM,
          change=lambda t: t | zone("eu-west-1.amazonaws.com", "Vpc", name="Nearer"),
          because="the nearer zone has no such record"),
    Twins(law="a zone needs the VPC's DNS attributes", page=_ZONES, given=own_zone() | record(SSM_NAME) | with_nat(),
          ask=SSM, change=lambda t: t.set("Vpc", EnableDnsHostnames=False), other=PUBLIC,
          because="both attributes have to be true for private hosted zones"),
    Twins(law="a zone without VPCs is public", page=_ZONES, given=own_zone() | record(SSM_NAME), ask=SSM,
          change=lambda t: t.set("Zone", VPCs=None), because="it is not for private names"),
    Twins(law="both records of a bucket's zone are needed", page=_HUB,
          given=own_zone("s3.eu-west-1.amazonaws.com", "s3") | record("s3.eu-west-1.amazonaws.com")
          | record("*.s3.eu-west-1.amazonaws.com", "Buckets"),
          ask={"source": "Worker", "host": "my-bucket.s3.eu-west-1.amazonaws.com"},
          change=lambda t: t.without("Buckets"), because="buckets have names below the apex"),
    Twins(law="records may stand in a group", page=_RECORDS,
          given=own_zone().plus("Records", "AWS::Route53::RecordSetGroup", {
              "HostedZoneId": ref("Zone"), "RecordSets": [{"Name": SSM_NAME, "Type": "A", "AliasTarget": alias()}]}),
          ask=SSM, change=lambda t: t.without("Records"), because="the zone is empty"),
    Twins(law="a record may name its zone by its name", page=_RECORDS,
          given=own_zone() | Template().plus("Record", "AWS::Route53::RecordSet", {
              "HostedZoneName": f"{SSM_NAME}.", "Name": SSM_NAME, "Type": "A",
              "AliasTarget": alias()}),
          ask=SSM, change=lambda t: t.set("Record", HostedZoneName="kms.eu-west-1.amazonaws.com."), other=UNKNOWN,
          because="another zone of that name would take it; this one is empty, but who made that one is not shown"),
)  # fmt: skip
def test_private_hosted_zones(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="private DNS of a hub's endpoint is not for spokes", page=_HUB, given=with_zone(), ask=SSM,
          change=lambda t: t.without("Zone", "Record").set("Endpoint", PrivateDnsEnabled=True),
          because="private DNS answers in the hub only"),
    Twins(law="a spoke needs the hub's zone", page=_HUB, given=with_zone(), ask=SSM,
          change=lambda t: t | zone(SSM_NAME, "Hub"), because="the zone is for the hub only"),
    Twins(law="a hub's zone for a registry needs the wildcard", page=_HUB,
          given=hub("ecr.dkr") | zone("dkr.ecr.eu-west-1.amazonaws.com", "Hub", "Vpc")
          | record("*.dkr.ecr.eu-west-1.amazonaws.com"),
          ask={"source": "Worker", "host": "111122223333.dkr.ecr.eu-west-1.amazonaws.com"},
          change=lambda t: t | record("dkr.ecr.eu-west-1.amazonaws.com"), because="there is only the apex"),
    Twins(law="a hub's zone for the API of ECR is named as its API", page=_HUB,
          given=with_zone("api.ecr.eu-west-1.amazonaws.com", "ecr.api"),
          ask={"source": "Worker", "service": "ecr.api"},
          change=lambda t: t | zone("ecr.api.eu-west-1.amazonaws.com",
              "Vpc") | record("ecr.api.eu-west-1.amazonaws.com"),
          because="nobody calls it by the name of the endpoint service"),
    Twins(law="a profile carries the endpoint's names to the spoke", page=_PROFILES,
          given=hub(private_dns=True) | profile(), ask=SSM,
          change=lambda t: t.without("NamesEndpoint"), because="the profile is empty"),
    Twins(law="a profile is for the VPCs that use it", page=_PROFILES, given=hub(private_dns=True) | profile(),
          ask=SSM, change=lambda t: t | profile(used_by="Hub"), because="the spoke uses none"),
    Twins(law="a profile carries the names of an endpoint with private DNS", page=_PROFILES,
          given=hub(private_dns=True) | profile(), ask=SSM,
          other_ask={"source": "Worker", "service": "kms"}, because="it carries an endpoint of another service"),
    Twins(law="a profile may carry a zone", page=_PROFILES,
          given=hub() | zone(SSM_NAME, "Hub") | record(SSM_NAME) | profile(carries=None)
          | Template().plus("NamesZone", "AWS::Route53Profiles::ProfileResourceAssociation", {
              "Name": "zone", "ProfileId": ref("Names"),
              "ResourceArn": {"Fn::Sub": "arn:${AWS::Partition}:route53:::hostedzone/${Zone}"}}),
          ask=SSM, change=lambda t: t.without("NamesZone"), because="the zone is for the hub only"),
    Twins(law="the endpoint's own name resolves everywhere", page=_HUB, given=hub(),
          ask={**SSM, "host": "endpoint:Endpoint"}, other_ask=SSM, because="the service's name has public addresses"),
)  # fmt: skip
def test_names_of_a_hub(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a forwarding rule sends names to servers that the template does not show", page=_RULES,
          given=own_zone("unrelated.example") | gateway(), ask={"source": "Worker", "service": "s3"},
          change=lambda t: t | forwarding(), other=UNKNOWN, because="what that server answers is not known"),
    Twins(law="a forwarding rule for another domain changes nothing", page=_RULES, given=private_network(), ask=SSM,
          change=lambda t: t | forwarding("corp.example"), other=PRIVATE,
          because="the name is not in its domain"),
    Twins(law="private DNS is more specific than a rule for all of AWS", page=_RULES,
          given=private_network() | forwarding(), ask=SSM,
          change=lambda t: t | forwarding(SSM_NAME), other=UNKNOWN,
          because="of a rule and a zone with one domain the rule wins"),
    Twins(law="a system rule keeps names in the VPC", page=_RULES,
          given=private_network() | forwarding(SSM_NAME, type_="SYSTEM"), ask=SSM,
          change=lambda t: t | forwarding(SSM_NAME), other=UNKNOWN, because="the rule forwards the name"),
    Twins(law="servers of one's own answer as they like", page=_DHCP,
          given=private_network().plus("Options", "AWS::EC2::DHCPOptions", {"DomainNameServers": ["AmazonProvidedDNS"]})
          .plus("UseOptions", "AWS::EC2::VPCDHCPOptionsAssociation",
                {"VpcId": ref("Vpc"), "DhcpOptionsId": ref("Options")}),
          ask=SSM, change=lambda t: t.set("Options", DomainNameServers=["10.0.0.53"]), other=UNKNOWN,
          because="what that server answers is not known"),
    Twins(law="options without servers leave only some instances a server", page=_DHCP,
          given=private_network().plus("Options", "AWS::EC2::DHCPOptions", {"DomainNameServers": ["AmazonProvidedDNS"]})
          .plus("UseOptions", "AWS::EC2::VPCDHCPOptionsAssociation",
                {"VpcId": ref("Vpc"), "DhcpOptionsId": ref("Options")}),
          ask=SSM, change=lambda t: t.set("UseOptions", DhcpOptionsId="default"), other=UNKNOWN,
          because="without DHCP options instances on Nitro have a DNS server, and those on Xen have none"),
)  # fmt: skip
def test_rules_and_servers(case: Labelled) -> None:
    case.check()
