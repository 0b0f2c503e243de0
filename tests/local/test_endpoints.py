"""What endpoints make in the network, and how they change and go."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud, Stack

Resources = dict[str, Any]
Deploy = Callable[[Resources], Stack]

VPC = {"Ref": "Vpc"}
ALL = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}


def network() -> Resources:
    return {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", "EnableDnsHostnames": True}},
        **{
            f"Subnet{zone}": {
                "Type": "AWS::EC2::Subnet",
                "Properties": {"VpcId": VPC, "CidrBlock": f"10.0.{i}.0/24", "AvailabilityZone": f"us-east-1{zone}"},
            }
            for i, zone in enumerate("ab")
        },
        "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": VPC}},
        "Table2": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": VPC}},
        "Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": VPC, "GroupDescription": "g"}},
    }


def endpoint(**properties: Any) -> dict[str, Any]:
    return {"Type": "AWS::EC2::VPCEndpoint", "Properties": {"VpcId": VPC, **properties}}


def gateway(**properties: Any) -> dict[str, Any]:
    return endpoint(**{"ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [{"Ref": "Table"}], **properties})


def interface(service: str = "ssm", **properties: Any) -> dict[str, Any]:
    usual = {"ServiceName": f"com.amazonaws.us-east-1.{service}", "VpcEndpointType": "Interface"}
    return endpoint(**{**usual, "SubnetIds": [{"Ref": "Subneta"}], "PrivateDnsEnabled": True, **properties})


def described(cloud: LocalCloud, endpoint_id: str) -> dict[str, Any]:
    (found,) = cloud.client("ec2").describe_vpc_endpoints(VpcEndpointIds=[endpoint_id])["VpcEndpoints"]
    assert isinstance(found, dict)
    return found


def gateway_routes(cloud: LocalCloud, table_id: str) -> list[tuple[str, str]]:
    (table,) = cloud.client("ec2").describe_route_tables(RouteTableIds=[table_id])["RouteTables"]
    return [(r["DestinationPrefixListId"], r["GatewayId"]) for r in table["Routes"] if "DestinationPrefixListId" in r]


def test_a_gateway_endpoint_is_a_route_to_its_prefix_list(cloud: LocalCloud, deploy: Deploy) -> None:
    resources = deploy({**network(), "Endpoint": gateway()}).resources

    assert gateway_routes(cloud, resources["Table"]) == [("pl-63a5400a", resources["Endpoint"])]
    assert gateway_routes(cloud, resources["Table2"]) == []


def test_the_prefix_list_has_the_id_that_aws_gives_it(cloud: LocalCloud) -> None:
    lists = cloud.client("ec2", region="eu-west-1").describe_prefix_lists()["PrefixLists"]
    ids = {found["PrefixListName"]: found["PrefixListId"] for found in lists}
    assert ids["com.amazonaws.eu-west-1.s3"] == "pl-6da54004"


def test_an_update_moves_the_route_and_keeps_the_endpoint(cloud: LocalCloud, deploy: Deploy) -> None:
    stack = deploy({**network(), "Endpoint": gateway()})
    moved = {"Resources": {**network(), "Endpoint": gateway(RouteTableIds=[{"Ref": "Table2"}])}}

    resources = cloud.stacks.deploy(moved, stack.name).resources

    assert resources["Endpoint"] == stack.resources["Endpoint"]
    assert gateway_routes(cloud, resources["Table"]) == []
    assert gateway_routes(cloud, resources["Table2"]) == [("pl-63a5400a", resources["Endpoint"])]


def test_an_interface_endpoint_has_an_interface_in_each_subnet_and_its_names(cloud: LocalCloud, deploy: Deploy) -> None:
    subnets = [{"Ref": "Subneta"}, {"Ref": "Subnetb"}]
    resources = deploy({**network(), "Endpoint": interface("ecr.dkr", SubnetIds=subnets)}).resources
    found = described(cloud, resources["Endpoint"])

    interfaces = cloud.client("ec2").describe_network_interfaces(NetworkInterfaceIds=found["NetworkInterfaceIds"])
    assert {i["SubnetId"] for i in interfaces["NetworkInterfaces"]} == {resources["Subneta"], resources["Subnetb"]}
    assert {i["PrivateIpAddress"] for i in interfaces["NetworkInterfaces"]} == {"10.0.0.4", "10.0.1.4"}
    names = [entry["DnsName"] for entry in found["DnsEntries"]]
    assert len(names) == 4
    assert names[0].startswith(f"{resources['Endpoint']}-")
    assert names[0].endswith(".dkr.ecr.us-east-1.vpce.amazonaws.com")
    assert names[-1] == "*.dkr.ecr.us-east-1.amazonaws.com"


def test_without_groups_it_has_the_default_group_of_the_vpc(cloud: LocalCloud, deploy: Deploy) -> None:
    own = interface("kms", SecurityGroupIds=[{"Ref": "Group"}])
    resources = deploy({**network(), "Bare": interface(), "Own": own}).resources

    assert [group["GroupName"] for group in described(cloud, resources["Bare"])["Groups"]] == ["default"]
    assert [group["GroupId"] for group in described(cloud, resources["Own"])["Groups"]] == [resources["Group"]]


def test_without_a_policy_it_has_the_default_policy(cloud: LocalCloud, deploy: Deploy) -> None:
    own = {"Version": "2012-10-17", "Statement": [{**ALL, "Sid": "Own"}]}
    resources = deploy({**network(), "Bare": gateway(), "Own": interface(PolicyDocument=own)}).resources

    assert json.loads(described(cloud, resources["Bare"])["PolicyDocument"])["Statement"] == [ALL]
    assert json.loads(described(cloud, resources["Own"])["PolicyDocument"]) == own


def test_the_attributes_of_an_endpoint_reach_the_outputs(cloud: LocalCloud) -> None:
    first_entry = {"Fn::Select": [0, {"Fn::GetAtt": ["E", "DnsEntries"]}]}
    outputs = {
        "Name": {"Value": {"Fn::Select": [1, {"Fn::Split": [":", first_entry]}]}},
        "Interface": {"Value": {"Fn::Select": [0, {"Fn::GetAtt": ["E", "NetworkInterfaceIds"]}]}},
    }
    stack = cloud.stacks.deploy({"Resources": {**network(), "E": interface()}, "Outputs": outputs})

    assert stack.outputs["Name"].endswith(".ssm.us-east-1.vpce.amazonaws.com")
    assert stack.outputs["Interface"].startswith("eni-")
    cloud.stacks.delete(stack.name)


def test_a_change_of_the_service_makes_another_endpoint(cloud: LocalCloud, deploy: Deploy) -> None:
    stack = deploy({**network(), "Endpoint": interface("ssm")})
    changed = cloud.stacks.deploy({"Resources": {**network(), "Endpoint": interface("kms")}}, stack.name)

    assert changed.resources["Endpoint"] != stack.resources["Endpoint"]
    assert len(cloud.client("ec2").describe_vpc_endpoints()["VpcEndpoints"]) == 1


def test_a_refused_update_leaves_the_endpoint_as_it_was(cloud: LocalCloud, deploy: Deploy) -> None:
    stack = deploy({**network(), "Endpoint": interface()})
    before = described(cloud, stack.resources["Endpoint"])
    with pytest.raises(LocalCloudError, match="is not valid"):
        cloud.stacks.deploy({"Resources": {**network(), "Endpoint": interface(PolicyDocument="{")}}, stack.name)

    assert described(cloud, stack.resources["Endpoint"]) == before


def test_deletion_leaves_nothing(cloud: LocalCloud) -> None:
    stack = cloud.stacks.deploy({"Resources": {**network(), "Gateway": gateway(), "Interface": interface()}})
    cloud.stacks.delete(stack.name)

    ec2 = cloud.client("ec2")
    assert ec2.describe_vpc_endpoints()["VpcEndpoints"] == []
    assert ec2.describe_network_interfaces()["NetworkInterfaces"] == []
    assert [vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"]] == []


def test_the_gateway_that_inbound_only_private_dns_needs_cannot_go_first(cloud: LocalCloud, deploy: Deploy) -> None:
    stack = deploy({**network(), "Gateway": gateway(), "Interface": {**interface("s3"), "DependsOn": "Gateway"}})

    refused = cloud.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[stack.resources["Gateway"]])["Unsuccessful"]

    assert "PrivateDnsOnlyForInboundResolverEndpoint" in refused[0]["Error"]["Message"]


def test_a_group_that_an_endpoint_uses_cannot_go(cloud: LocalCloud) -> None:
    properties = {"VpcId": {"Fn::ImportValue": "vpc"}, "GroupDescription": "g"}
    group = {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}
    export = {"Outputs": {"Vpc": {"Value": VPC, "Export": {"Name": "vpc"}}}}
    below = cloud.stacks.deploy({"Resources": network(), **export})
    groups = cloud.stacks.deploy({"Resources": {"Group": group}})
    own = cloud.client("ec2").create_vpc_endpoint(
        VpcId=below.resources["Vpc"],
        ServiceName="com.amazonaws.us-east-1.kms",
        VpcEndpointType="Interface",
        SubnetIds=[below.resources["Subneta"]],
        SecurityGroupIds=[groups.resources["Group"]],
    )["VpcEndpoint"]["VpcEndpointId"]

    with pytest.raises(LocalCloudError, match="has a dependent object"):
        cloud.stacks.delete(groups.name)

    cloud.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[own])
    cloud.stacks.delete_all()


def test_an_endpoint_service_in_use_cannot_go(cloud: LocalCloud, deploy: Deploy) -> None:
    balancer = {
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Properties": {"Type": "network", "Subnets": [{"Ref": "Subneta"}], "Scheme": "internal"},
    }
    service = {"Type": "AWS::EC2::VPCEndpointService", "Properties": {"NetworkLoadBalancerArns": [{"Ref": "Balancer"}]}}
    stack = deploy({**network(), "Balancer": balancer, "Service": service})
    name = f"com.amazonaws.vpce.us-east-1.{stack.resources['Service']}"
    own = cloud.client("ec2").create_vpc_endpoint(
        VpcId=stack.resources["Vpc"],
        ServiceName=name,
        VpcEndpointType="Interface",
        SubnetIds=[stack.resources["Subneta"]],
    )["VpcEndpoint"]
    assert own["State"] == "pendingAcceptance"
    without = {"Resources": {**network(), "Balancer": balancer}}

    cloud.stacks.deploy(without, stack.name)
    (failed,) = [e for e in cloud.stacks.events(stack.name) if e["ResourceStatus"] == "DELETE_FAILED"]
    assert "existing active VPC Endpoint connections" in failed["ResourceStatusReason"]

    cloud.client("ec2").delete_vpc_endpoints(VpcEndpointIds=[own["VpcEndpointId"]])


def test_an_out_of_band_change_is_drift(cloud: LocalCloud, deploy: Deploy) -> None:
    stack = deploy({**network(), "Endpoint": interface(), "Group2": network()["Group"]})
    cloudformation, ec2 = cloud.client("cloudformation"), cloud.client("ec2")
    assert (
        cloudformation.detect_stack_resource_drift(StackName=stack.name, LogicalResourceId="Endpoint")[
            "StackResourceDrift"
        ]["StackResourceDriftStatus"]
        == "IN_SYNC"
    )

    ec2.modify_vpc_endpoint(VpcEndpointId=stack.resources["Endpoint"], PrivateDnsEnabled=False)

    drift = cloudformation.detect_stack_resource_drift(StackName=stack.name, LogicalResourceId="Endpoint")
    (difference,) = drift["StackResourceDrift"]["PropertyDifferences"]
    assert difference["PropertyPath"] == "/PrivateDnsEnabled"


def test_the_api_refuses_what_cloudformation_refuses(cloud: LocalCloud, deploy: Deploy) -> None:
    stack, ec2 = deploy(network()), cloud.client("ec2")
    request = {"VpcId": stack.resources["Vpc"], "VpcEndpointType": "Interface"}

    with pytest.raises(ec2.exceptions.ClientError) as raised:
        ec2.create_vpc_endpoint(ServiceName="com.amazonaws.us-east-1.nothing", **request)

    assert raised.value.response["Error"]["Code"] == "InvalidServiceName"


def test_the_services_of_the_region_are_those_of_the_catalog(cloud: LocalCloud) -> None:
    ec2 = cloud.client("ec2")
    found = ec2.describe_vpc_endpoint_services(ServiceNames=["com.amazonaws.us-east-1.ecr.dkr"])["ServiceDetails"]
    assert found[0]["PrivateDnsName"] == "*.dkr.ecr.us-east-1.amazonaws.com"


def test_a_declared_egress_rule_replaces_the_open_one(cloud: LocalCloud, deploy: Deploy) -> None:
    rule = {"GroupId": {"Ref": "Group"}, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}
    resources = deploy({**network(), "Rule": {"Type": "AWS::EC2::SecurityGroupEgress", "Properties": rule}}).resources

    (group,) = cloud.client("ec2").describe_security_groups(GroupIds=[resources["Group"]])["SecurityGroups"]
    assert [p["IpRanges"][0]["CidrIp"] for p in group["IpPermissionsEgress"]] == ["10.0.0.0/16"]


def test_a_bucket_with_objects_cannot_go(cloud: LocalCloud, deploy: Deploy) -> None:
    stack = deploy({"Bucket": {"Type": "AWS::S3::Bucket"}})
    s3, bucket = cloud.client("s3"), stack.resources["Bucket"]
    s3.put_object(Bucket=bucket, Key="k", Body=b"")

    with pytest.raises(LocalCloudError, match="not empty"):
        cloud.stacks.delete(stack.name)

    s3.delete_object(Bucket=bucket, Key="k")
