"""Addresses as hosts, other kinds of endpoints, and workloads of less common kinds."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import (
    interface,
    peering,
    private_network,
    rule,
    vpc,
    with_nat,
    worker,
)

_HOSTS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"
_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"
_SCHEDULER = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/tasks-scheduled-eventbridge-scheduler.html"
_EFS = "https://docs.aws.amazon.com/efs/latest/ug/network-access.html"
_IMAGES = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html"

S3: dict[str, Any] = {"source": "Worker", "service": "s3"}


def at(host: str, port: int = 443) -> dict[str, Any]:
    return {"source": "Worker", "host": host, "port": port}


def boxed() -> Template:
    """A worker, and a box with an address of its own in the other subnet."""
    box = worker("Box", subnet="VpcSubnetB", PrivateIpAddress="10.0.1.9")
    return vpc() | worker() | box.set("BoxGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")])


@labelled(
    Twins(law="an address in the VPC is local", page=_HOSTS, given=boxed(), ask=at("10.0.1.9"),
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None), because="the box admits nobody"),
    Twins(law="a public address goes where the default route leads", page=_HOSTS, given=boxed() | with_nat(),
          ask=at("198.51.100.7"), verdict=PUBLIC, change=lambda t: t.without("VpcNatRoute"),
          because="nothing leads there"),
    Twins(law="an address of the internet is one however it is written down", page=_HOSTS, given=boxed() | with_nat(),
          ask=at("8.8.8.8"), verdict=PUBLIC, other_ask=at("172.16.0.9"),
          because="an internet gateway does not pass private addresses"),
    Twins(law="an address in a peered VPC is reached over the peering", page=_PEERING,
          given=vpc() | worker() | vpc("Hub", "10.1") | peering() | worker(
              "Box", "Hub", "HubSubnetA", PrivateIpAddress="10.1.0.9").set(
                  "BoxGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")]), ask=at("10.1.0.9"),
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
)  # fmt: skip
def test_addresses(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="both endpoints of S3 with inbound-only private DNS", page=_S3,
          given=private_network() | interface(
              "Bucketeer", "s3", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": True}), ask=S3,
          change=lambda t: t.set("S3Gateway", RouteTableIds=[]),
          because="within the VPC the name has public addresses"),
    Twins(law="with private DNS for everybody the gateway endpoint is not needed", page=_S3,
          given=(vpc() | worker() | interface(
              "Bucketeer", "s3", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": False})), ask=S3,
          change=lambda t: t.set("BucketeerGroup", SecurityGroupIngress=[rule(CidrIp="10.0.1.0/24")]),
          because="the worker is in 10.0.0.0/24"),
    Twins(law="a bucket is called by the endpoint's own name", page=_S3,
          given=vpc() | worker() | interface("Bucketeer", "s3", PrivateDnsEnabled=False),
          ask={**S3, "host": "endpoint:Bucketeer"}, other_ask=S3, because="the plain name has public addresses"),
    Twins(law="a scheduled task calls from its subnet", page=_SCHEDULER,
          given=private_network().plus("Task", "AWS::ECS::TaskDefinition", {
              "NetworkMode": "awsvpc", "RequiresCompatibilities": ["FARGATE"],
              "ContainerDefinitions": [{"Name": "a", "Image": "busybox"}]}).plus(
                  "Cluster", "AWS::ECS::Cluster").plus("Nightly", "AWS::Scheduler::Schedule", {
                      "FlexibleTimeWindow": {"Mode": "OFF"}, "ScheduleExpression": "rate(1 day)",
                      "Target": {"Arn": att("Cluster", "Arn"), "RoleArn": "arn:aws:iam::111122223333:role/s",
                                 "EcsParameters": {"TaskDefinitionArn": ref("Task"), "LaunchType": "FARGATE",
                                 "NetworkConfiguration": {"AwsvpcConfiguration": {
                                     "Subnets": [ref("VpcSubnetA")], "SecurityGroups": [ref("WorkerGroup")]}}}}}),
          ask={"source": "Nightly", "service": "ssm"},
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(80, CidrIp="127.0.0.1/32")]),
          because="its group lets nothing out"),
    Twins(law="a file system is called on its port", page=_EFS,
          given=private_network().plus("Disk", "AWS::EFS::FileSystem").plus("Mount", "AWS::EFS::MountTarget", {
              "FileSystemId": ref("Disk"), "SubnetId": ref("VpcSubnetB"), "SecurityGroups": [ref("DiskGroup")]}).plus(
                  "DiskGroup", "AWS::EC2::SecurityGroup", {"GroupDescription": "d", "VpcId": ref("Vpc"),
                  "SecurityGroupIngress": [rule(2049, SourceSecurityGroupId=ref("WorkerGroup"))]}),
          ask={"source": "Worker", "target": "Mount", "port": 2049},
          change=lambda t: t.set("DiskGroup", SecurityGroupIngress=[rule(443, CidrIp="10.0.0.0/16")]),
          because="2049 is not admitted"),
    Twins(law="a launch template's interface says the subnet's group", page=_IMAGES,
          given=private_network().plus("Launch", "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {
              "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": [ref("WorkerGroup")],
                                     "AssociatePublicIpAddress": False}]}}).plus(
                  "Fleet", "AWS::AutoScaling::AutoScalingGroup", {
                      "MinSize": "1", "MaxSize": "1", "VPCZoneIdentifier": [ref("VpcSubnetA")],
                      "LaunchTemplate": {"LaunchTemplateId": ref("Launch"), "Version": "1"}}),
          ask={"source": "Fleet", "service": "ssm"},
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[
              rule(SourceSecurityGroupId=ref("EndpointGroup"))]), because="the fleet is not admitted"),
    Twins(law="a launch configuration says the groups", page=_IMAGES,
          given=private_network().plus("Launch", "AWS::AutoScaling::LaunchConfiguration", {
              "ImageId": "ami-0abcdef1234567890", "InstanceType": "t3.micro",
              "SecurityGroups": [ref("WorkerGroup")]}).plus("Fleet", "AWS::AutoScaling::AutoScalingGroup", {
                  "MinSize": "1", "MaxSize": "1", "VPCZoneIdentifier": [ref("VpcSubnetA")],
                  "LaunchConfigurationName": ref("Launch")}),
          ask={"source": "Fleet", "service": "ssm"},
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(80, CidrIp="127.0.0.1/32")]),
          because="its group lets nothing out"),
)  # fmt: skip
def test_further_endpoints_and_workloads(case: Labelled) -> None:
    case.check()


def two_regions() -> dict[str, Template]:
    """A worker in a stack, and a VPC of another stack."""
    return {"App": private_network(), "Other": vpc("Hub", "10.1") | interface("Far", "kms", network="Hub")}


@labelled(
    Twins(law="a stack beside does not change anything", page=_PEERING, given=two_regions(),
          ask={"source": "Worker", "service": "ssm"},
          change=lambda t: {**t, "App": t["App"].without("Endpoint")}, because="there is no endpoint"),
    Twins(law="an endpoint of a VPC that nothing leads to does not serve", page=_PEERING,
          given={"App": private_network() | interface("Near", "kms"), "Other": two_regions()["Other"]},
          ask={"source": "Worker", "service": "kms"}, change=lambda t: {**t, "App": t["App"].without("Near")},
          because="the other VPC's endpoint is not reached"),
    Twins(law="two stacks may have the same logical ids", page=_PEERING,
          given={"App": private_network(), "Other": private_network().set("Vpc", CidrBlock="10.8.0.0/16")},
          ask={"source": "App.Worker", "service": "ssm"},
          change=lambda t: {**t, "App": t["App"].set("Endpoint", PrivateDnsEnabled=False)},
          because="the other stack's endpoint is in another VPC"),
    Twins(law="a route table of another stack is the subnet's", page=_PEERING,
          given={"App": private_network().without("VpcAssociationA").set("S3Gateway", RouteTableIds=[
              ref("VpcTable"), {"Fn::ImportValue": "table"}]).plus(
                  "Use", "AWS::EC2::SubnetRouteTableAssociation", {
                      "SubnetId": ref("VpcSubnetA"), "RouteTableId": {"Fn::ImportValue": "table"}}),
                 "Tables": Template().plus("Theirs", "AWS::EC2::RouteTable", {
                     "VpcId": {"Fn::ImportValue": "vpc"}}).section(
                         "Outputs", T={"Value": ref("Theirs"), "Export": {"Name": "table"}})},
          ask=S3, change=lambda t: {**t, "App": t["App"].set("S3Gateway", RouteTableIds=[ref("VpcTable")])},
          because="the worker's table is the other one"),
)  # fmt: skip
def test_stacks_beside(case: Labelled) -> None:
    case.check()
