"""What instances are launched with, and which addresses they have."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Interface, Network, PathEngine, Question, Verdict, Workload
from private_endpoints.values import Unknown

_REF = {name: {"Ref": name} for name in ("Vpc", "Subnet", "Group", "Other", "Template", "Narrow", "Eni", "I")}
_INSTANCE = {"ImageId": "ami-1", "SubnetId": _REF["Subnet"], "SecurityGroupIds": [_REF["Group"]]}


def _template(group: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": [_REF[group]], **more}})


def _network(**resources: tuple[str, dict[str, Any]]) -> Network:
    every: dict[str, tuple[str, dict[str, Any]]] = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Subnet": ("AWS::EC2::Subnet", {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.0.0/24"}),
        "Group": ("AWS::EC2::SecurityGroup", {"VpcId": _REF["Vpc"], "GroupDescription": "x"}),
        "Other": ("AWS::EC2::SecurityGroup", {"VpcId": _REF["Vpc"], "GroupDescription": "x"}),
        "Template": _template("Group"),
        "Narrow": _template("Other"),
        **resources,
    }
    template = {"Resources": {name: {"Type": one, "Properties": more} for name, (one, more) in every.items()}}
    (only,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return only


def _only(**resources: tuple[str, dict[str, Any]]) -> Workload:
    (found,) = _network(**resources).of(Workload)
    return found


@pytest.mark.parametrize(
    ("given", "ipv6"),
    [
        ({}, None),
        ({"Ipv6AddressCount": 1}, True),
        ({"Ipv6AddressCount": 0}, False),
        ({"Ipv6Addresses": [{"Ipv6Address": "2600:1f13::5"}]}, True),
    ],
)
def test_an_ipv6_address_may_be_asked_for(given: dict[str, Any], ipv6: object) -> None:
    interface = {"DeviceIndex": "0", "SubnetId": _REF["Subnet"], **given}
    assert _only(I=("AWS::EC2::Instance", {**_INSTANCE, **given})).ipv6 is ipv6
    assert _only(I=("AWS::EC2::Instance", {"ImageId": "ami-1", "NetworkInterfaces": [interface]})).ipv6 is ipv6
    group = {"VPCZoneIdentifier": [_REF["Subnet"]], "LaunchTemplate": {"LaunchTemplateId": _REF["Template"]}}
    launched = ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"NetworkInterfaces": [interface]}})
    assert _only(Template=launched, I=("AWS::AutoScaling::AutoScalingGroup", group)).ipv6 is ipv6
    (eni,) = _network(Eni=("AWS::EC2::NetworkInterface", {"SubnetId": _REF["Subnet"], **given})).of(Interface)
    assert eni.ipv6 is ipv6


def test_a_function_has_an_ipv6_address_only_if_it_says_so() -> None:
    vpc = {"SubnetIds": [_REF["Subnet"]], "SecurityGroupIds": [_REF["Group"]]}
    assert _only(I=("AWS::Lambda::Function", {"VpcConfig": vpc})).ipv6 is False
    assert _only(I=("AWS::Lambda::Function", {"VpcConfig": {**vpc, "Ipv6AllowedForDualStack": True}})).ipv6 is True


def test_an_interface_made_by_itself_gets_no_public_address_of_its_subnet() -> None:
    eni = ("AWS::EC2::NetworkInterface", {"SubnetId": _REF["Subnet"]})
    attached = {"ImageId": "ami-1", "NetworkInterfaces": [{"DeviceIndex": "0", "NetworkInterfaceId": _REF["Eni"]}]}
    network = _network(Eni=eni, I=("AWS::EC2::Instance", attached))
    assert ([one.public_ip for one in network.of(Interface)], network.of(Workload)[0].public_ip) == ([False], False)


@pytest.mark.parametrize(
    "address",
    [
        ("AWS::EC2::EIPAssociation", {"NetworkInterfaceId": _REF["Eni"]}),
        ("AWS::EC2::EIPAssociation", {"InstanceId": _REF["I"]}),
        ("AWS::EC2::EIP", {"InstanceId": _REF["I"]}),
    ],
)
def test_an_elastic_address_of_the_first_interface_is_the_instances(address: tuple[str, dict[str, Any]]) -> None:
    eni = ("AWS::EC2::NetworkInterface", {"SubnetId": _REF["Subnet"]})
    attached = {"ImageId": "ami-1", "NetworkInterfaces": [{"DeviceIndex": "0", "NetworkInterfaceId": _REF["Eni"]}]}
    network = _network(Eni=eni, I=("AWS::EC2::Instance", attached), Address=address)
    assert ([one.public_ip for one in network.of(Interface)], network.of(Workload)[0].public_ip) == ([True], True)


def test_two_interfaces_get_no_public_address_of_their_subnet() -> None:
    interfaces = [{"DeviceIndex": str(index), "SubnetId": _REF["Subnet"]} for index in (0, 1)]
    one = _only(I=("AWS::EC2::Instance", {"ImageId": "ami-1", "NetworkInterfaces": interfaces[:1]}))
    two = _only(I=("AWS::EC2::Instance", {"ImageId": "ami-1", "NetworkInterfaces": interfaces}))
    assert (one.public_ip, two.public_ip) == (None, False)


def _mixed(*templates: str) -> tuple[str, dict[str, Any]]:
    overrides = [{"LaunchTemplateSpecification": {"LaunchTemplateId": _REF[name]}} for name in templates]
    launch = {"LaunchTemplateSpecification": {"LaunchTemplateId": _REF["Template"]}, "Overrides": overrides}
    properties = {"VPCZoneIdentifier": [_REF["Subnet"]], "MixedInstancesPolicy": {"LaunchTemplate": launch}}
    return ("AWS::AutoScaling::AutoScalingGroup", properties)


def test_instances_of_other_templates_count_too() -> None:
    assert _only(I=_mixed("Template")).groups == ("T.Group",)
    assert isinstance(_only(I=_mixed("Narrow")).groups, Unknown)


def test_a_fleet_is_what_its_templates_launch() -> None:
    specification = {"LaunchTemplateId": _REF["Template"], "Version": "1"}
    config = {"LaunchTemplateSpecification": specification, "Overrides": [{"SubnetId": _REF["Subnet"]}]}
    fleet = _only(I=("AWS::EC2::EC2Fleet", {"LaunchTemplateConfigs": [config]}))
    assert (fleet.subnets, fleet.groups) == (("T.Subnet",), ("T.Group",))
    spot = _only(I=("AWS::EC2::SpotFleet", {"SpotFleetRequestConfigData": {"LaunchTemplateConfigs": [config]}}))
    assert (spot.subnets, spot.groups) == (fleet.subnets, fleet.groups)


def test_a_spot_fleet_says_its_launches_itself() -> None:
    subnets = {"Fn::Join": [",", [_REF["Subnet"], "subnet-0123456789abcdef0"]]}
    launch = {"ImageId": "ami-1", "SubnetId": subnets, "SecurityGroups": [{"GroupId": _REF["Group"]}]}
    spot = _only(I=("AWS::EC2::SpotFleet", {"SpotFleetRequestConfigData": {"LaunchSpecifications": [launch]}}))
    assert (spot.subnets, spot.groups) == (("T.Subnet", "subnet-0123456789abcdef0"), ("T.Group",))


def test_a_batch_environment_takes_the_groups_of_its_template() -> None:
    resources = {"Type": "EC2", "Subnets": [_REF["Subnet"]], "LaunchTemplate": {"LaunchTemplateId": _REF["Template"]}}
    batch = _only(I=("AWS::Batch::ComputeEnvironment", {"ComputeResources": resources}))
    own = {**resources, "SecurityGroupIds": [_REF["Other"]]}
    assert batch.groups == ("T.Group",)
    assert _only(I=("AWS::Batch::ComputeEnvironment", {"ComputeResources": own})).groups == ("T.Other",)


def test_an_emr_cluster_without_groups_gets_one_that_lets_out() -> None:
    instances = {"Ec2SubnetId": _REF["Subnet"]}
    cluster = _only(I=("AWS::EMR::Cluster", {"Instances": instances}))
    assert cluster.groups == ("T.I.EmrManagedSecurityGroup",)
    given = {f"EmrManaged{kind}SecurityGroup": _REF["Group"] for kind in ("Master", "Slave")}
    assert _only(I=("AWS::EMR::Cluster", {"Instances": {**instances, **given}})).groups == ("T.Group",)
    given["EmrManagedSlaveSecurityGroup"] = _REF["Other"]
    assert isinstance(_only(I=("AWS::EMR::Cluster", {"Instances": {**instances, **given}})).groups, Unknown)


_CARDS = [{"DeviceIndex": str(index), "SubnetId": _REF["Subnet"], "GroupSet": [_REF["Group"]]} for index in (0, 1)]


def _cards(**resources: tuple[str, dict[str, Any]]) -> list[Interface]:
    return list(_network(**resources).of(Interface))


def test_a_further_interface_of_an_instance_is_one_of_its_own() -> None:
    two = ("AWS::EC2::Instance", {"ImageId": "ami-1", "NetworkInterfaces": _CARDS})
    (card,) = _cards(I=two)
    assert (card.owner, card.subnet, card.groups, card.public_ip) == ("T.I", "T.Subnet", ("T.Group",), False)
    assert _cards(I=("AWS::EC2::Instance", {"ImageId": "ami-1", "NetworkInterfaces": _CARDS[:1]})) == []
    template = ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"NetworkInterfaces": _CARDS}})
    launched = {"LaunchTemplate": {"LaunchTemplateId": _REF["Template"], "Version": "1"}}
    (launched_card,) = _cards(Template=template, I=("AWS::EC2::Instance", launched))
    assert (launched_card.owner, launched_card.subnet) == ("T.I", "T.Subnet")


@pytest.mark.parametrize("device", ["0", "1"])
def test_an_interface_that_is_a_resource_belongs_to_the_instance_that_has_it_besides(device: str) -> None:
    eni = ("AWS::EC2::NetworkInterface", {"SubnetId": _REF["Subnet"]})
    attached = [_CARDS[0], {"DeviceIndex": device, "NetworkInterfaceId": _REF["Eni"]}]
    (card,) = _cards(Eni=eni, I=("AWS::EC2::Instance", {"ImageId": "ami-1", "NetworkInterfaces": attached}))
    assert card.owner == ("T.I" if device == "1" else None)


def test_an_interface_of_elsewhere_may_be_anywhere() -> None:
    elsewhere = {"InstanceId": _REF["I"], "NetworkInterfaceId": "eni-0123456789abcdef0", "DeviceIndex": "1"}
    attachment = ("AWS::EC2::NetworkInterfaceAttachment", elsewhere)
    (card,) = _cards(I=("AWS::EC2::Instance", _INSTANCE), Attachment=attachment)
    assert card.owner == "T.I"
    assert isinstance(card.subnet, Unknown)


_OUT: dict[str, tuple[str, dict[str, Any]]] = {
    "Open": ("AWS::EC2::Subnet", {"VpcId": _REF["Vpc"], "CidrBlock": "10.0.9.0/24"}),
    "Igw": ("AWS::EC2::InternetGateway", {}),
    "Attached": ("AWS::EC2::VPCGatewayAttachment", {"VpcId": _REF["Vpc"], "InternetGatewayId": {"Ref": "Igw"}}),
    "Ways": ("AWS::EC2::RouteTable", {"VpcId": _REF["Vpc"]}),
    "Uses": ("AWS::EC2::SubnetRouteTableAssociation", {"SubnetId": {"Ref": "Open"}, "RouteTableId": {"Ref": "Ways"}}),
    "Out": (
        "AWS::EC2::Route",
        {"RouteTableId": {"Ref": "Ways"}, "DestinationCidrBlock": "0.0.0.0/0", "GatewayId": {"Ref": "Igw"}},
    ),
    "Card": ("AWS::EC2::NetworkInterface", {"SubnetId": {"Ref": "Open"}, "GroupSet": [_REF["Group"]]}),
    "Attachment": (
        "AWS::EC2::NetworkInterfaceAttachment",
        {"InstanceId": _REF["I"], "NetworkInterfaceId": {"Ref": "Card"}, "DeviceIndex": "1"},
    ),
    "I": ("AWS::EC2::Instance", _INSTANCE),
}
_ADDRESS = ("AWS::EC2::EIPAssociation", {"NetworkInterfaceId": {"Ref": "Card"}, "AllocationId": "eipalloc-1"})


def _asked(service: str, *without: str, **more: tuple[str, dict[str, Any]]) -> Verdict:
    resources = {name: one for name, one in {**_OUT, **more}.items() if name not in without}
    return PathEngine(_network(**resources)).path(Question(source="T.I", service=service)).verdict


def test_a_further_interface_with_a_public_address_is_a_way_out() -> None:
    assert _asked("internet", Address=_ADDRESS) is Verdict.PUBLIC
    assert _asked("internet") is Verdict.BLOCKED
    assert _asked("internet", "Attachment", Address=_ADDRESS) is Verdict.BLOCKED


def test_which_interface_a_call_goes_through_is_not_known() -> None:
    assert _asked("sqs", Address=_ADDRESS) is Verdict.UNKNOWN
    assert _asked("sqs") is Verdict.BLOCKED
    assert _asked("sqs", "Attachment", Address=_ADDRESS) is Verdict.BLOCKED


def test_instances_that_differ_in_their_further_interfaces_are_not_alike() -> None:
    engine = PathEngine(_network(**_OUT, Address=_ADDRESS, J=("AWS::EC2::Instance", _INSTANCE)))
    verdicts = [engine.path(Question(source=f"T.{one}", service="internet")).verdict for one in ("J", "I", "J")]
    assert verdicts == [Verdict.BLOCKED, Verdict.PUBLIC, Verdict.BLOCKED]
