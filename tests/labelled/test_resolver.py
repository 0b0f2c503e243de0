"""Resolver endpoints, and names over several hubs."""

from __future__ import annotations

from typing import Any

from support.labelled import UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import interface, peering, private_network, record, route, rule, vpc, worker, zone

_RESOLVER = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-overview-forward-network-to-vpc.html"
_HUB = "https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html"
_ZONES = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}


def hub(name: str, network: str, of: str) -> Template:
    """A hub with one endpoint, its zone for itself and the spoke, and a way there and back."""
    connection = f"{name}Peering"
    endpoint = interface(f"{name}Endpoint", of, network=name, PrivateDnsEnabled=False).set(
        f"{name}EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")]
    )
    domain = f"{of}.eu-west-1.amazonaws.com"
    made = vpc(name, network) | endpoint | zone(domain, name, "Vpc", name=f"{name}Zone")
    entry = {"Fn::Split": [":", {"Fn::Select": [0, att(f"{name}Endpoint", "DnsEntries")]}]}
    target = {"HostedZoneId": {"Fn::Select": [0, entry]}, "DNSName": {"Fn::Select": [1, entry]}}
    return (
        made
        | record(domain, f"{name}Record", f"{name}Zone", AliasTarget=target)
        | Template().plus(connection, "AWS::EC2::VPCPeeringConnection", {"VpcId": ref("Vpc"), "PeerVpcId": ref(name)})
        | route(f"{name}There", "VpcTable", f"{network}.0.0/16", VpcPeeringConnectionId=ref(connection))
        | route(f"{name}Back", f"{name}Table", "10.0.0.0/16", VpcPeeringConnectionId=ref(connection))
    )


def hubs() -> Template:
    return vpc() | worker() | hub("North", "10.1", "ssm") | hub("South", "10.2", "kms")


@labelled(
    Twins(law="a spoke may use two hubs", page=_HUB, given=hubs(), ask=SSM,
          change=lambda t: t.without("NorthThere"), because="nothing leads to the northern hub"),
    Twins(law="a hub does not need the other one", page=_HUB, given=hubs().without("NorthThere"), ask=KMS,
          change=lambda t: t.without("SouthBack"), because="answers do not come back from the southern hub"),
    Twins(law="a record may point to the other hub's endpoint", page=_HUB, given=hubs(), ask=SSM,
          change=lambda t: t.set("NorthRecord", AliasTarget=t.resources["SouthRecord"]["Properties"]["AliasTarget"]),
          because="the endpoint of KMS does not serve Systems Manager"),
    Twins(law="an own name of an endpoint is one of its service", page=_HUB, given=hubs(),
          ask={**SSM, "host": "endpoint:NorthEndpoint"}, other_ask={**SSM, "host": "endpoint:SouthEndpoint"},
          because="the endpoint of KMS does not serve Systems Manager"),
    Twins(law="zones of both hubs are the spoke's", page=_ZONES, given=hubs(), ask=KMS,
          change=lambda t: t.set("SouthZone", VPCs=[{"VPCId": ref("South"), "VPCRegion": ref("AWS::Region")}]),
          because="the zone is for the hub only"),
)  # fmt: skip
def test_two_hubs(case: Labelled) -> None:
    case.check()


def inbound() -> Template:
    """Resolver endpoints in the worker's own VPC."""
    places = [{"SubnetId": ref("VpcSubnetA")}, {"SubnetId": ref("VpcSubnetB")}]
    given = {"Direction": "INBOUND", "IpAddresses": places, "SecurityGroupIds": [ref("WorkerGroup")]}
    return private_network().plus("Inbound", "AWS::Route53Resolver::ResolverEndpoint", given)


@labelled(
    Twins(law="an inbound endpoint changes nothing for the VPC itself", page=_RESOLVER, given=inbound(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="private DNS is off"),
    Twins(law="a rule from elsewhere is not known", page=_RESOLVER, given=private_network(), ask=SSM,
          change=lambda t: t.section("Parameters", Rule={"Type": "String"}).plus(
              "Use", "AWS::Route53Resolver::ResolverRuleAssociation", {
                  "ResolverRuleId": ref("Rule"), "VPCId": ref("Vpc")}), other=UNKNOWN,
          because="it may forward the name anywhere"),
    Twins(law="a profile from elsewhere is not known", page=_RESOLVER, given=private_network(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False).section(
              "Parameters", Shared={"Type": "String"}).plus(
                  "Use", "AWS::Route53Profiles::ProfileAssociation", {
                      "Name": "use", "ProfileId": ref("Shared"), "ResourceId": ref("Vpc")}), other=UNKNOWN,
          because="it may carry the endpoint's names"),
    Twins(law="a zone's own answer of a private address leads there", page=_ZONES,
          given=vpc() | worker() | vpc("Hub", "10.1") | peering() | worker(
              "Box", "Hub", "HubSubnetA", PrivateIpAddress="10.1.0.9").set(
                  "BoxGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")])
          | zone("corp.example", "Vpc") | record("api.corp.example", TTL="60", ResourceRecords=["10.1.0.9"]),
          ask={"source": "Worker", "host": "api.corp.example"},
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
)  # fmt: skip
def test_resolver(case: Labelled) -> None:
    case.check()
