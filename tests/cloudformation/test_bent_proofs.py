"""Templates with a value of another kind somewhere are proven or refused: any other error would end the test."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.proof import Prover, prove

_REF = {
    name: {"Ref": name}
    for name in ("Vpc", "Subnet", "Group", "Table", "Igw", "Nat", "Tgw", "Role", "Task", "Template", "Zone", "Acl")
}
_ROLE = {"Fn::GetAtt": ["Role", "Arn"]}
_CALLS = {"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject", "sqs:SendMessage"], "Resource": "*"}]}
_NETWORK = {"Subnets": [_REF["Subnet"]], "SecurityGroups": [_REF["Group"]], "AssignPublicIp": "DISABLED"}
_LAUNCH = {
    "ImageId": "ami-1",
    "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": [_REF["Group"]], "Ipv6AddressCount": 1}],
    "IamInstanceProfile": {"Name": {"Ref": "Profile"}},
}
_SPECIFICATION = {"LaunchTemplateId": _REF["Template"], "Version": "1"}
_ECS = {"TaskDefinitionArn": _REF["Task"], "LaunchType": "FARGATE"}
_STATES = '{"States": {"A": {"Resource": "arn:aws:states:::ecs:runTask", "Parameters": {"TaskDefinition": "x"}}}}'
_EVERYTHING: dict[str, tuple[str, dict[str, Any]]] = {
    "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True}),
    "Range6": ("AWS::EC2::VPCCidrBlock", {"VpcId": _REF["Vpc"], "AmazonProvidedIpv6CidrBlock": True}),
    "Options": ("AWS::EC2::DHCPOptions", {"DomainNameServers": ["AmazonProvidedDNS"]}),
    "Dhcp": ("AWS::EC2::VPCDHCPOptionsAssociation", {"VpcId": _REF["Vpc"], "DhcpOptionsId": {"Ref": "Options"}}),
    "Subnet": (
        "AWS::EC2::Subnet",
        {
            "VpcId": _REF["Vpc"],
            "CidrBlock": {"Fn::Select": [0, {"Fn::Cidr": [{"Fn::GetAtt": ["Vpc", "CidrBlock"]}, 4, 8]}]},
            "AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
        },
    ),
    "Table": ("AWS::EC2::RouteTable", {"VpcId": _REF["Vpc"]}),
    "Uses": ("AWS::EC2::SubnetRouteTableAssociation", {"SubnetId": _REF["Subnet"], "RouteTableId": _REF["Table"]}),
    "Igw": ("AWS::EC2::InternetGateway", {}),
    "Attached": ("AWS::EC2::VPCGatewayAttachment", {"VpcId": _REF["Vpc"], "InternetGatewayId": _REF["Igw"]}),
    "Nat": ("AWS::EC2::NatGateway", {"SubnetId": _REF["Subnet"], "AllocationId": "eipalloc-1"}),
    "Out": (
        "AWS::EC2::Route",
        {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": _REF["Nat"]},
    ),
    "Tgw": ("AWS::EC2::TransitGateway", {"SecurityGroupReferencingSupport": "enable"}),
    "Attachment": (
        "AWS::EC2::TransitGatewayVpcAttachment",
        {"TransitGatewayId": _REF["Tgw"], "VpcId": _REF["Vpc"], "SubnetIds": [_REF["Subnet"]]},
    ),
    "ToTgw": (
        "AWS::EC2::Route",
        {"RouteTableId": _REF["Table"], "DestinationCidrBlock": "10.1.0.0/16", "TransitGatewayId": _REF["Tgw"]},
    ),
    "Acl": ("AWS::EC2::NetworkAcl", {"VpcId": _REF["Vpc"]}),
    "Entry": (
        "AWS::EC2::NetworkAclEntry",
        {
            "NetworkAclId": _REF["Acl"],
            "RuleNumber": 100,
            "Protocol": 6,
            "RuleAction": "allow",
            "CidrBlock": "0.0.0.0/0",
            "PortRange": {"From": 443, "To": 443},
        },
    ),
    "Group": (
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": "x",
            "VpcId": _REF["Vpc"],
            "SecurityGroupIngress": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}],
            "SecurityGroupEgress": [{"IpProtocol": -1, "CidrIp": "0.0.0.0/0"}],
        },
    ),
    "Rule": (
        "AWS::EC2::SecurityGroupIngress",
        {"GroupId": _REF["Group"], "IpProtocol": "tcp", "FromPort": 5432, "SourceSecurityGroupId": _REF["Group"]},
    ),
    "Sqs": (
        "AWS::EC2::VPCEndpoint",
        {
            "VpcId": _REF["Vpc"],
            "VpcEndpointType": "Interface",
            "ServiceName": {"Fn::Sub": "com.amazonaws.${AWS::Region}.sqs"},
            "SubnetIds": [_REF["Subnet"]],
            "SecurityGroupIds": [_REF["Group"]],
            "PrivateDnsEnabled": True,
            "PolicyDocument": {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]},
        },
    ),
    "S3": (
        "AWS::EC2::VPCEndpoint",
        {"VpcId": _REF["Vpc"], "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [_REF["Table"]]},
    ),
    "Zone": ("AWS::Route53::HostedZone", {"Name": "sqs.us-east-1.amazonaws.com", "VPCs": [{"VPCId": _REF["Vpc"]}]}),
    "Record": (
        "AWS::Route53::RecordSet",
        {
            "HostedZoneId": _REF["Zone"],
            "Name": "sqs.us-east-1.amazonaws.com",
            "Type": "A",
            "AliasTarget": {
                "DNSName": {
                    "Fn::Select": [
                        1,
                        {"Fn::Split": [":", {"Fn::Select": [0, {"Fn::GetAtt": ["Sqs", "DnsEntries"]}]}]},
                    ]
                }
            },
        },
    ),
    "Role": ("AWS::IAM::Role", {"Policies": [{"PolicyName": "x", "PolicyDocument": _CALLS}]}),
    "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [_REF["Role"]]}),
    "Bucket": ("AWS::S3::Bucket", {}),
    "Policy": ("AWS::S3::BucketPolicy", {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": _CALLS}),
    "Template": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": _LAUNCH}),
    "Instance": ("AWS::EC2::Instance", {**_LAUNCH, "SubnetId": _REF["Subnet"]}),
    "Scaling": (
        "AWS::AutoScaling::AutoScalingGroup",
        {"VPCZoneIdentifier": [_REF["Subnet"]], "LaunchTemplate": _SPECIFICATION},
    ),
    "Fleet": (
        "AWS::EC2::EC2Fleet",
        {
            "LaunchTemplateConfigs": [
                {"LaunchTemplateSpecification": _SPECIFICATION, "Overrides": [{"SubnetId": _REF["Subnet"]}]}
            ]
        },
    ),
    "Spot": (
        "AWS::EC2::SpotFleet",
        {
            "SpotFleetRequestConfigData": {
                "LaunchSpecifications": [{"SubnetId": "subnet-1", "SecurityGroups": [{"GroupId": _REF["Group"]}]}]
            }
        },
    ),
    "Function": (
        "AWS::Lambda::Function",
        {"Role": _ROLE, "VpcConfig": {"SubnetIds": [_REF["Subnet"]], "SecurityGroupIds": [_REF["Group"]]}},
    ),
    "Task": (
        "AWS::ECS::TaskDefinition",
        {"TaskRoleArn": _ROLE, "ContainerDefinitions": [{"LogConfiguration": {"LogDriver": "awslogs"}}]},
    ),
    "Service": (
        "AWS::ECS::Service",
        {"TaskDefinition": _REF["Task"], "NetworkConfiguration": {"AwsvpcConfiguration": _NETWORK}},
    ),
    "Scheduled": (
        "AWS::Events::Rule",
        {"Targets": [{"EcsParameters": {**_ECS, "NetworkConfiguration": {"AwsVpcConfiguration": _NETWORK}}}]},
    ),
    "Schedule": (
        "AWS::Scheduler::Schedule",
        {"Target": {"EcsParameters": {**_ECS, "NetworkConfiguration": {"AwsvpcConfiguration": _NETWORK}}}},
    ),
    "Machine": ("AWS::StepFunctions::StateMachine", {"DefinitionString": _STATES}),
    "Cluster": ("AWS::EKS::Cluster", {"ResourcesVpcConfig": {"SubnetIds": [_REF["Subnet"]]}}),
    "Nodes": (
        "AWS::EKS::Nodegroup",
        {
            "ClusterName": {"Ref": "Cluster"},
            "Subnets": [_REF["Subnet"]],
            "NodeRole": _ROLE,
            "LaunchTemplate": {"Id": _REF["Template"]},
        },
    ),
    "Emr": ("AWS::EMR::Cluster", {"Instances": {"Ec2SubnetId": _REF["Subnet"]}, "JobFlowRole": {"Ref": "Profile"}}),
    "Batch": (
        "AWS::Batch::ComputeEnvironment",
        {"ComputeResources": {"Type": "EC2", "Subnets": [_REF["Subnet"]], "LaunchTemplate": _SPECIFICATION}},
    ),
    "Database": ("AWS::RDS::DBInstance", {"DBSubnetGroupName": {"Ref": "Databases"}, "Port": "5432"}),
    "Databases": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": [_REF["Subnet"]]}),
    "Custom": ("Custom::Thing", {"ServiceToken": "arn", "Vpc": _REF["Vpc"]}),
}
_TEMPLATE: dict[str, Any] = {
    "Parameters": {"P": {"Type": "String"}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "x"]}},
    "Resources": {name: {"Type": type_, "Properties": more} for name, (type_, more) in _EVERYTHING.items()},
}
_ODD: list[Any] = [
    *(None, True, 0, -1, 2.5, "", "*", "10.0.0.0/8", "::/0", "${", "{{resolve:ssm:x}}", "x" * 300),
    *([], [[]], [{}], {}, {"a": 1}, {"Statement": 1}, {"Ref": "AWS::NoValue"}, {"Ref": "P"}, {"Ref": "Nothing"}),
    {"Fn::GetAtt": ["Custom", "Id"]},
    {"Fn::If": ["C", 1, [2]]},
    {"Fn::If": ["C", {"Ref": "Subnet"}, {"Ref": "AWS::NoValue"}]},
    {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
    {"Fn::Split": [",", {"Ref": "P"}]},
    {"Fn::Join": ["", [{"Ref": "P"}, "x"]]},
    {"Fn::Sub": "${Vpc}-${P}"},
]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


_PATHS = list(_paths(_TEMPLATE["Resources"]))


def test_the_template_is_proven_as_it_is() -> None:
    assert prove(Prover.of(Deployment.of({"T": _TEMPLATE}))).errors == ()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(_PATHS), st.sampled_from(_ODD))
def test_a_bent_template_is_proven_or_refused(path: tuple[Any, ...], odd: object) -> None:
    template = copy.deepcopy(_TEMPLATE)
    container = template["Resources"]
    for key in path[:-1]:
        container = container[key]
    container[path[-1]] = copy.deepcopy(odd)
    with suppress(InvalidInputError):
        prove(Prover.of(Deployment.of({"T": template})))
