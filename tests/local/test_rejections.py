"""What AWS refuses at deployment is refused here: each rule with a bad and a good template."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from private_endpoints.catalog import services
from private_endpoints.errors import LocalCloudError
from private_endpoints.local import Stack

Resources = dict[str, Any]
Deploy = Callable[[Resources], Stack]

REGION = "us-east-1"


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def vpc(number: int = 0, **properties: Any) -> dict[str, Any]:
    return resource("EC2::VPC", **{"CidrBlock": f"10.{number}.0.0/16", "EnableDnsHostnames": True, **properties})


def subnet(zone: str, number: int, vpc_name: str = "Vpc") -> dict[str, Any]:
    block = f"10.{0 if vpc_name == 'Vpc' else 1}.{number}.0/24"
    return resource("EC2::Subnet", VpcId=ref(vpc_name), CidrBlock=block, AvailabilityZone=REGION + zone)


def network(**vpc_properties: Any) -> Resources:
    """A VPC with two subnets, a route table and a group, and the same of another VPC."""
    found: Resources = {}
    for name, number in (("Vpc", 0), ("Other", 1)):
        found |= {
            name: vpc(number, **vpc_properties),
            f"{name}A": subnet("a", 1, name),
            f"{name}A2": subnet("a", 2, name),
            f"{name}B": subnet("b", 3, name),
            f"{name}Table": resource("EC2::RouteTable", VpcId=ref(name)),
            f"{name}Group": resource("EC2::SecurityGroup", GroupDescription="g", VpcId=ref(name)),
        }
    return found


def service(name: str) -> str:
    return f"com.amazonaws.{REGION}.{name}"


def interface(name: str = "ssm", **properties: Any) -> dict[str, Any]:
    usual = {
        "VpcId": ref("Vpc"),
        "VpcEndpointType": "Interface",
        "ServiceName": service(name),
        "SubnetIds": [ref("VpcA")],
    }
    return resource("EC2::VPCEndpoint", **{**usual, **properties})


def gateway(name: str = "s3", **properties: Any) -> dict[str, Any]:
    usual = {"VpcId": ref("Vpc"), "ServiceName": service(name), "RouteTableIds": [ref("VpcTable")]}
    return resource("EC2::VPCEndpoint", **{**usual, **properties})


def after(name: str, endpoint: dict[str, Any]) -> dict[str, Any]:
    return {**endpoint, "DependsOn": name}


def zone(name: str, vpc_name: str = "Vpc") -> dict[str, Any]:
    return resource("Route53::HostedZone", Name=name, VPCs=[{"VPCId": ref(vpc_name), "VPCRegion": REGION}])


def policy(**statement: Any) -> dict[str, Any]:
    usual = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [{**usual, **statement}]}


def without(statement_key: str) -> dict[str, Any]:
    document = policy()
    del document["Statement"][0][statement_key]
    return document


def of_size(characters: int) -> dict[str, Any]:
    empty = len(json.dumps(policy(Sid=""), separators=(",", ":")))
    return policy(Sid="a" * (characters - empty))


def dns(name: str = "ssm", **properties: Any) -> dict[str, Any]:
    return interface(name, PrivateDnsEnabled=True, **properties)


def inbound_only(value: bool) -> dict[str, Any]:  # noqa: FBT001 - one value, named by the function
    return {"PrivateDnsOnlyForInboundResolverEndpoint": value}


def balancer(kind: str) -> dict[str, Any]:
    return resource("ElasticLoadBalancingV2::LoadBalancer", Type=kind, Subnets=[ref("VpcA")], Scheme="internal")


def own_service(key: str, balancer_name: str = "Balancer") -> dict[str, Any]:
    return resource("EC2::VPCEndpointService", **{key: [ref(balancer_name)], "AcceptanceRequired": False})


def own_name(name: str = "Service") -> dict[str, Any]:
    return {"Fn::Sub": f"com.amazonaws.vpce.${{AWS::Region}}.${{{name}}}"}


def rules(count: int) -> dict[str, Any]:
    ingress = [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": f"10.0.0.{i}/32"} for i in range(count)]
    return resource("EC2::SecurityGroup", GroupDescription="g", VpcId=ref("Vpc"), SecurityGroupIngress=ingress)


def flow_log(vpc_id: Any) -> dict[str, Any]:
    return resource("EC2::FlowLog", ResourceId=vpc_id, ResourceType="VPC", TrafficType="ALL", LogGroupName="flows")


def gwlb(**endpoint: Any) -> Resources:
    usual = {"VpcEndpointType": "GatewayLoadBalancer", "ServiceName": own_name()}
    return {
        "Balancer": balancer("gateway"),
        "Service": own_service("GatewayLoadBalancerArns"),
        "Endpoint": interface(**{**usual, **endpoint}),
    }


def nlb(**endpoint: Any) -> Resources:
    return {
        "Balancer": balancer("network"),
        "Service": own_service("NetworkLoadBalancerArns"),
        "Endpoint": interface(**{"ServiceName": own_name(), **endpoint}),
    }


NO_POLICY = next(
    row.name for row in services() if row.policy_supported is False and row.available_in(REGION) is not False
)
NO_HOSTNAMES = network(EnableDnsHostnames=False)
NO_SUPPORT = network(EnableDnsSupport=False, EnableDnsHostnames=False)
DEFAULT_DNS = {**network(), "Vpc": resource("EC2::VPC", CidrBlock="10.0.0.0/16")}

# What is refused, bad, good: the text of the refusal, what is refused, and its twin that deploys.
CASES: dict[str, tuple[str, Resources, Resources]] = {
    "a second private DNS of one service": (
        "conflicting DNS domain for ssm.us-east-1.amazonaws.com",
        {"One": dns(), "Two": after("One", dns())},
        {"One": dns(), "Two": after("One", interface())},
    ),
    "private DNS beside a private hosted zone of that name": (
        "conflicting DNS domain for ssm.us-east-1.amazonaws.com",
        {"Zone": zone("ssm.us-east-1.amazonaws.com"), "Endpoint": after("Zone", dns())},
        {"Zone": zone("ssm.us-east-1.amazonaws.com", "Other"), "Endpoint": after("Zone", dns())},
    ),
    "a private hosted zone beside the private DNS of that name": (
        "ConflictingDomainExists",
        {"Endpoint": dns(), "Zone": after("Endpoint", zone("ssm.us-east-1.amazonaws.com."))},
        {"Endpoint": interface(), "Zone": after("Endpoint", zone("ssm.us-east-1.amazonaws.com."))},
    ),
    "the private DNS of ECR's wildcard beside its zone": (
        "conflicting DNS domain for dkr.ecr.us-east-1.amazonaws.com",
        {"Zone": zone("dkr.ecr.us-east-1.amazonaws.com"), "Endpoint": after("Zone", dns("ecr.dkr"))},
        {"Zone": zone("dkr.ecr.us-east-1.amazonaws.com"), "Endpoint": after("Zone", dns("ecr.api"))},
    ),
    "two private zones of one name on a VPC": (
        "ConflictingDomainExists",
        {"One": zone("corp.example"), "Two": after("One", zone("corp.example."))},
        {"One": zone("corp.example"), "Two": after("One", zone("corp.example.", "Other"))},
    ),
    "private DNS without DNS hostnames": (
        "enableDnsHostnames",
        {**NO_HOSTNAMES, "E": dns()},
        {**network(), "E": dns()},
    ),
    "private DNS without DNS support": (
        "enableDnsSupport",
        {**NO_SUPPORT, "E": dns()},
        {**NO_SUPPORT, "E": interface()},
    ),
    "private DNS with the attributes that CloudFormation sets by default": (
        "enableDnsHostnames",
        {**DEFAULT_DNS, "E": dns()},
        {**DEFAULT_DNS, "E": interface()},
    ),
    "private DNS on a service that has none": (
        "does not provide a private DNS name",
        {"E": dns("dynamodb")},
        {"E": interface("dynamodb")},
    ),
    "private DNS on a gateway endpoint": (
        "only supported for Interface",
        {"E": gateway(PrivateDnsEnabled=True)},
        {"E": gateway()},
    ),
    "a service that does not exist": (
        "The Vpc Endpoint Service 'com.amazonaws.us-east-1.smm' does not exist",
        {"E": interface("smm")},
        {"E": interface("ssm")},
    ),
    "a service of another region": (
        "does not exist",
        {"E": interface(ServiceName="com.amazonaws.eu-west-1.ssm")},
        {"E": interface()},
    ),
    "a gateway endpoint of a service that has none": (
        "Endpoint type (Gateway) does not match service type (Interface)",
        {"E": gateway("ssm")},
        {"E": gateway("dynamodb")},
    ),
    "a second gateway endpoint of a service on a route table": (
        "already has a route with destination-prefix-list-id pl-63a5400a",
        {"One": gateway(), "Two": after("One", gateway())},
        {"One": gateway(), "Two": after("One", gateway("dynamodb"))},
    ),
    "a policy without a principal": (
        "must have a Principal",
        {"E": interface(PolicyDocument=without("Principal"))},
        {"E": interface(PolicyDocument=policy(Principal={"AWS": "*"}))},
    ),
    "a policy without statements": (
        "at least one statement",
        {"E": interface(PolicyDocument={"Version": "2012-10-17", "Statement": []})},
        {"E": interface(PolicyDocument=policy())},
    ),
    "a policy without an action": (
        "either Action or NotAction",
        {"E": interface(PolicyDocument=without("Action"))},
        {"E": interface(PolicyDocument=policy(Action="ssm:*"))},
    ),
    "a policy that is no JSON": (
        "The Policy Document is not valid",
        {"E": interface(PolicyDocument="{")},
        {
            "E": interface(
                PolicyDocument='{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}'
            )
        },
    ),
    "a statement with a misspelt element": (
        "cannot have Ressource",
        {"E": interface(PolicyDocument={"Statement": [{**policy()["Statement"][0], "Ressource": "*"}]})},
        {"E": interface(PolicyDocument=policy(Sid="All"))},
    ),
    "a policy of more than 20,480 characters": (
        "the maximum is 20480",
        {"E": interface(PolicyDocument=of_size(20_481))},
        {"E": interface(PolicyDocument=of_size(20_480))},
    ),
    "a policy on a service that takes none": (
        "not supported for the service",
        {"E": interface(NO_POLICY, PolicyDocument=policy(Action="x:*"))},
        {"E": interface(NO_POLICY)},
    ),
    "a principal other than * in the policy of a gateway endpoint": (
        "must be *",
        {"E": gateway(PolicyDocument=policy(Principal={"AWS": "arn:aws:iam::123456789012:root"}))},
        {"E": interface("s3", PolicyDocument=policy(Principal={"AWS": "arn:aws:iam::123456789012:root"}))},
    ),
    "two subnets of one availability zone": (
        "DuplicateSubnetsInSameZone",
        {"E": interface(SubnetIds=[ref("VpcA"), ref("VpcA2")])},
        {"E": interface(SubnetIds=[ref("VpcA"), ref("VpcB")])},
    ),
    "a subnet of another VPC": (
        "does not belong to the VPC",
        {"E": interface(SubnetIds=[ref("OtherA")])},
        {"E": interface(VpcId=ref("Other"), SubnetIds=[ref("OtherA")])},
    ),
    "a subnet that does not exist": (
        "InvalidSubnetId.NotFound",
        {"E": interface(SubnetIds=["subnet-0"])},
        {"E": interface()},
    ),
    "a group of another VPC": (
        "belong to different networks",
        {"E": interface(SecurityGroupIds=[ref("OtherGroup")])},
        {"E": interface(SecurityGroupIds=[ref("VpcGroup")])},
    ),
    "a route table of another VPC": (
        "belong to different networks",
        {"E": gateway(RouteTableIds=[ref("OtherTable")])},
        {"E": gateway(VpcId=ref("Other"), RouteTableIds=[ref("OtherTable")])},
    ),
    "a route table on an interface endpoint": (
        "only supported for Gateway type",
        {"E": interface(RouteTableIds=[ref("VpcTable")])},
        {"E": interface()},
    ),
    "subnets on a gateway endpoint": (
        "only supported for Interface and GatewayLoadBalancer",
        {"E": gateway(SubnetIds=[ref("VpcA")])},
        {"E": gateway()},
    ),
    "groups on a gateway endpoint": (
        "Security group IDs are only supported",
        {"E": gateway(SecurityGroupIds=[ref("VpcGroup")])},
        {"E": gateway(RouteTableIds=[])},
    ),
    "a VPC that does not exist": (
        "InvalidVpcId.NotFound",
        {"E": gateway(VpcId="vpc-0", RouteTableIds=[])},
        {"E": gateway()},
    ),
    "inbound-only private DNS without a gateway endpoint": (
        "must have a Gateway endpoint for the service",
        {"E": dns("s3", DnsOptions=inbound_only(value=True))},
        {"G": gateway(), "E": after("G", dns("s3", DnsOptions=inbound_only(value=True)))},
    ),
    "the private DNS of S3, which is inbound-only unless told otherwise, without a gateway endpoint": (
        "must have a Gateway endpoint for the service",
        {"E": dns("s3")},
        {"E": dns("s3", DnsOptions=inbound_only(value=False))},
    ),
    "inbound-only private DNS on a gateway endpoint": (
        "applicable only to Interface",
        {"E": gateway(DnsOptions=inbound_only(value=True))},
        {"E": gateway(DnsOptions=inbound_only(value=False))},
    ),
    "a Gateway Load Balancer endpoint in two subnets": (
        "exactly one subnet",
        gwlb(SubnetIds=[ref("VpcA"), ref("VpcB")]),
        gwlb(),
    ),
    "an interface endpoint to a service of Gateway Load Balancers": (
        "does not match service type (GatewayLoadBalancer)",
        gwlb(VpcEndpointType="Interface"),
        nlb(),
    ),
    "private DNS on somebody's service without a name": (
        "does not provide a private DNS name",
        nlb(PrivateDnsEnabled=True),
        nlb(PrivateDnsEnabled=False),
    ),
    "an endpoint service of an application load balancer": (
        "must be of type network",
        {"Balancer": balancer("application"), "S": own_service("NetworkLoadBalancerArns")},
        {"Balancer": balancer("network"), "S": own_service("NetworkLoadBalancerArns")},
    ),
    "an endpoint service that calls a network load balancer a gateway": (
        "must be of type gateway",
        {"Balancer": balancer("network"), "S": own_service("GatewayLoadBalancerArns")},
        {"Balancer": balancer("gateway"), "S": own_service("GatewayLoadBalancerArns")},
    ),
    "an endpoint service without load balancers": (
        "Exactly one of",
        {"S": resource("EC2::VPCEndpointService", AcceptanceRequired=False)},
        {"Balancer": balancer("network"), "S": own_service("NetworkLoadBalancerArns")},
    ),
    "permissions of an endpoint service that does not exist": (
        "does not exist",
        {"P": resource("EC2::VPCEndpointServicePermissions", ServiceId="vpce-svc-0")},
        {
            "Balancer": balancer("network"),
            "S": own_service("NetworkLoadBalancerArns"),
            "P": resource("EC2::VPCEndpointServicePermissions", ServiceId=ref("S"), AllowedPrincipals=["*"]),
        },
    ),
    "a flow log of a VPC that does not exist": (
        "does not exist",
        {"F": flow_log("vpc-0")},
        {"F": flow_log(ref("Vpc"))},
    ),
    "more than 50 interface endpoints in a VPC": (
        "50, has been reached",
        {f"E{i}": interface() for i in range(51)},
        {
            **{f"E{i}": interface() for i in range(50)},
            "E50": interface(VpcId=ref("Other"), SubnetIds=[ref("OtherA")]),
        },
    ),
    "more than 60 rules in a group": ("60", {"G": rules(61)}, {"G": rules(60)}),
    "a 61st rule beside those of the group": (
        "RulesPerSecurityGroupLimitExceeded",
        {
            "G": rules(60),
            "R": resource("EC2::SecurityGroupIngress", GroupId=ref("G"), IpProtocol="tcp", CidrIp="10.9.0.0/16"),
        },
        {
            "G": rules(59),
            "R": resource("EC2::SecurityGroupIngress", GroupId=ref("G"), IpProtocol="tcp", CidrIp="10.9.0.0/16"),
        },
    ),
}


@pytest.mark.parametrize(("text", "bad"), [(text, bad) for text, bad, _ in CASES.values()], ids=CASES)
def test_what_aws_refuses_is_refused(deploy: Deploy, text: str, bad: Resources) -> None:
    with pytest.raises(LocalCloudError) as raised:
        deploy({**network(), **bad})

    assert text in str(raised.value)


@pytest.mark.parametrize("good", [good for _, _, good in CASES.values()], ids=CASES)
def test_its_twin_deploys(deploy: Deploy, good: Resources) -> None:
    deploy({**network(), **good})
