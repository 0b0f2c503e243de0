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


def role(service: str, *actions: str, on: str = "*") -> dict[str, Any]:
    """A role of a service that may do some actions, on everything unless told otherwise."""
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
    }
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": on}]}
    policies = [{"PolicyName": "Allowed", "PolicyDocument": document}] if actions else []
    return resource("IAM::Role", AssumeRolePolicyDocument=trust, Policies=policies)


def arn(name: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [name, "Arn"]}


def function(*actions: str, subnets: tuple[str, ...] = ("VpcA",), groups: tuple[str, ...] = ("VpcGroup",)) -> Resources:
    return {
        "Role": role("lambda.amazonaws.com", *actions),
        "F": resource(
            "Lambda::Function",
            Role=arn("Role"),
            Code={"ZipFile": "def handler(event, context): pass"},
            Handler="index.handler",
            Runtime="python3.14",
            VpcConfig={"SubnetIds": list(map(ref, subnets)), "SecurityGroupIds": list(map(ref, groups))},
        ),
    }


INTERFACES = "ec2:CreateNetworkInterface"


def task(image: str = "own/image", **properties: Any) -> Resources:
    usual = {
        "RequiresCompatibilities": ["FARGATE"],
        "NetworkMode": "awsvpc",
        "Cpu": "256",
        "Memory": "512",
        "ContainerDefinitions": [{"Name": "app", "Image": image}],
    }
    return {"Task": resource("ECS::TaskDefinition", **{**usual, **properties})}


def task_service(*subnets: str, group: str = "VpcGroup") -> Resources:
    network = {"Subnets": list(map(ref, subnets)), "SecurityGroups": [ref(group)]}
    return {
        **task(),
        "Cluster": resource("ECS::Cluster"),
        "S": resource(
            "ECS::Service",
            Cluster=ref("Cluster"),
            TaskDefinition=ref("Task"),
            LaunchType="FARGATE",
            **({"NetworkConfiguration": {"AwsvpcConfiguration": network}} if subnets else {}),
        ),
    }


def kubernetes(*subnets: str, **access: bool) -> Resources:
    network = {"SubnetIds": list(map(ref, subnets)), "EndpointPrivateAccess": True, "EndpointPublicAccess": False}
    return {
        "ClusterRole": role("eks.amazonaws.com"),
        "Cluster": resource("EKS::Cluster", RoleArn=arn("ClusterRole"), ResourcesVpcConfig={**network, **access}),
    }


def nodes(subnet_name: str, cluster: Any) -> Resources:
    return {
        "NodeRole": role("ec2.amazonaws.com"),
        "Nodes": resource("EKS::Nodegroup", ClusterName=cluster, NodeRole=arn("NodeRole"), Subnets=[ref(subnet_name)]),
    }


def build(*actions: str, **network: Any) -> Resources:
    usual = {"VpcId": ref("Vpc"), "Subnets": [ref("VpcA")], "SecurityGroupIds": [ref("VpcGroup")]}
    return {
        "Role": role("codebuild.amazonaws.com", *actions),
        "Build": resource(
            "CodeBuild::Project",
            ServiceRole=arn("Role"),
            Source={"Type": "NO_SOURCE", "BuildSpec": "{}"},
            Artifacts={"Type": "NO_ARTIFACTS"},
            Environment={"Type": "LINUX_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "own/image"},
            VpcConfig={**usual, **network},
        ),
    }


GROUPS = "ec2:DescribeSecurityGroups"


def notebook(**properties: Any) -> Resources:
    usual = {"InstanceType": "ml.t3.medium", "RoleArn": arn("Role"), "DirectInternetAccess": "Disabled"}
    return {
        "Role": role("sagemaker.amazonaws.com"),
        "N": resource("SageMaker::NotebookInstance", **{**usual, **properties}),
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
    "a function in a subnet without a group": (
        "must coexist",
        function(INTERFACES, groups=()),
        function(INTERFACES),
    ),
    "a function in subnets of two VPCs": (
        "Subnets are of several VPCs",
        function(INTERFACES, subnets=("VpcA", "OtherA")),
        function(INTERFACES, subnets=("VpcA", "VpcB")),
    ),
    "a function with a group of another VPC": (
        "belong to different networks",
        function(INTERFACES, groups=("OtherGroup",)),
        function(INTERFACES, subnets=("OtherA",), groups=("OtherGroup",)),
    ),
    "a function in a VPC whose role may not make network interfaces": (
        "does not have permissions to call CreateNetworkInterface on EC2",
        function("logs:PutLogEvents"),
        function("logs:PutLogEvents", INTERFACES),
    ),
    "a function in a VPC whose role may make network interfaces, but not in a subnet": (
        "does not have permissions to call CreateNetworkInterface on EC2",
        {
            **function(),
            "Role": role("lambda.amazonaws.com", INTERFACES, on="arn:aws:ec2:*:*:network-interface/*"),
        },
        {**function(), "Role": role("lambda.amazonaws.com", INTERFACES, on="arn:aws:ec2:*:*:*")},
    ),
    "a task for Fargate without a network of its own": (
        "only supports network mode",
        task(NetworkMode="bridge"),
        task(NetworkMode="bridge", RequiresCompatibilities=["EC2"]),
    ),
    "a task for Fargate of a size that there is not": (
        "No Fargate configuration exists",
        task(Cpu="256", Memory="4096"),
        task(Cpu="512", Memory="4096"),
    ),
    "a task for Fargate with an image of ECR and no role of the agent": (
        "execution role ARN to support ECR images",
        task("123456789012.dkr.ecr.us-east-1.amazonaws.com/app"),
        {
            "Role": role("ecs-tasks.amazonaws.com"),
            **task("123456789012.dkr.ecr.us-east-1.amazonaws.com/app", ExecutionRoleArn=arn("Role")),
        },
    ),
    "a service of tasks with a network of their own, and no subnets": (
        "Network Configuration must be provided",
        task_service(),
        task_service("VpcA"),
    ),
    "a service with a group of another VPC": (
        "belong to different networks",
        task_service("VpcA", group="OtherGroup"),
        task_service("OtherA", group="OtherGroup"),
    ),
    "a Kubernetes cluster in one availability zone": (
        "at least two different AZs",
        kubernetes("VpcA", "VpcA2"),
        kubernetes("VpcA", "VpcB"),
    ),
    "a Kubernetes cluster in two VPCs": (
        "Subnets are of several VPCs",
        kubernetes("VpcA", "OtherB"),
        kubernetes("OtherA", "OtherB"),
    ),
    "a Kubernetes cluster that nobody can reach": (
        "cannot be false",
        kubernetes("VpcA", "VpcB", EndpointPrivateAccess=False),
        kubernetes("VpcA", "VpcB", EndpointPrivateAccess=False, EndpointPublicAccess=True),
    ),
    "a private Kubernetes cluster in a VPC without DNS hostnames": (
        "enableDnsHostnames",
        {**NO_HOSTNAMES, **kubernetes("VpcA", "VpcB")},
        {**NO_HOSTNAMES, **kubernetes("VpcA", "VpcB", EndpointPrivateAccess=False, EndpointPublicAccess=True)},
    ),
    "nodes of a cluster that does not exist": (
        "No cluster found",
        nodes("VpcA", "nowhere"),
        {**kubernetes("VpcA", "VpcB"), **nodes("VpcA", ref("Cluster"))},
    ),
    "nodes in another VPC than their cluster": (
        "in the VPC of its cluster",
        {**kubernetes("VpcA", "VpcB"), **nodes("OtherA", ref("Cluster"))},
        {**kubernetes("OtherA", "OtherB"), **nodes("OtherA", ref("Cluster"))},
    ),
    "a build in a VPC without groups": (
        "SecurityGroupIds must be given",
        build(GROUPS, SecurityGroupIds=[]),
        build(GROUPS),
    ),
    "a build in subnets of another VPC": (
        "the subnets are not in",
        build(GROUPS, Subnets=[ref("OtherA")], SecurityGroupIds=[ref("OtherGroup")]),
        build(GROUPS, VpcId=ref("Other"), Subnets=[ref("OtherA")], SecurityGroupIds=[ref("OtherGroup")]),
    ),
    "a build in a VPC whose role may not look at groups": (
        "Not authorized to perform DescribeSecurityGroups",
        build("logs:PutLogEvents"),
        build("logs:PutLogEvents", GROUPS),
    ),
    "a notebook without internet and without a subnet": (
        "need a SubnetId",
        notebook(),
        notebook(SubnetId=ref("VpcA")),
    ),
    "a notebook with a group of another VPC": (
        "belong to different networks",
        notebook(SubnetId=ref("VpcA"), SecurityGroupIds=[ref("OtherGroup")]),
        notebook(SubnetId=ref("OtherA"), SecurityGroupIds=[ref("OtherGroup")]),
    ),
    "a notebook with a role that does not exist": (
        "Could not assume role",
        notebook(SubnetId=ref("VpcA"), RoleArn="arn:aws:iam::123456789012:role/nobody"),
        notebook(SubnetId=ref("VpcA")),
    ),
    "a notebook under a key that does not exist": (
        "The KMS key",
        notebook(SubnetId=ref("VpcA"), KmsKeyId="nothing"),
        {
            "Key": resource("KMS::Key", KeyPolicy=policy(Action="kms:*")),
            **notebook(SubnetId=ref("VpcA"), KmsKeyId=ref("Key")),
        },
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
