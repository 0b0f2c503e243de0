"""From files to stacks: cloud assemblies, folders, nested stacks, exports, loops."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
import yaml
from aws_cdk import aws_ec2 as ec2

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Endpoint, Network, SecurityGroup, Subnet, UnknownResource, Vpc
from support.vpcs import ACCOUNT, ENV, REGION

_VPC = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}


def _network(deployment: Deployment) -> Network:
    (only,) = deployment.networks()
    return only


def _group(vpc: Any) -> dict[str, Any]:
    return {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "x", "VpcId": vpc}}


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An app with a nested stack that another stack uses, and a stage."""
    folder = tmp_path_factory.mktemp("app") / "cdk.out"
    app = cdk.App(outdir=str(folder))
    parent = cdk.Stack(app, "Parent", env=ENV)
    vpc = ec2.Vpc(cdk.NestedStack(parent, "Net"), "Vpc", restrict_default_security_group=False)
    ec2.SecurityGroup(cdk.NestedStack(parent, "Inner"), "Group", vpc=vpc)
    ec2.SecurityGroup(cdk.Stack(app, "Other", env=ENV), "Group", vpc=vpc)
    ec2.Vpc(cdk.Stack(cdk.Stage(app, "Prod", env=ENV), "Stack"), "Vpc", restrict_default_security_group=False)
    app.synth()
    return folder


def test_an_assembly_has_its_stacks_nested_ones_and_those_of_stages(assembly: Path) -> None:
    deployment = Deployment.read(assembly)
    assert {stack.name.split(".")[0] for stack in deployment.stacks} == {"Parent", "Other", "Prod/Stack"}
    assert sum(stack.parent is not None for stack in deployment.stacks) == 2
    assert {(stack.region, stack.account) for stack in deployment.stacks} == {(REGION, ACCOUNT)}
    assert _network(deployment).region == REGION


def test_a_reference_means_the_same_vpc_through_nesting_parameters_and_exports(assembly: Path) -> None:
    network = _network(Deployment.read(assembly))
    vpc = next(vpc for vpc in network.of(Vpc) if vpc.id.startswith("Parent."))
    assert {group.vpc for group in network.of(SecurityGroup)} == {vpc.id}
    assert len(network.of(SecurityGroup)) == 2


def test_a_construct_path_and_a_line_come_with_every_fact(assembly: Path) -> None:
    network = _network(Deployment.read(assembly))
    paths = {vpc.origin.construct_path for vpc in network.of(Vpc)}
    assert paths == {"Parent/Net/Vpc/Resource", "Prod/Stack/Vpc/Resource"}
    for vpc in network.of(Vpc):
        line = vpc.origin.line
        assert line is not None
        text = Path(vpc.origin.template).read_text("utf-8").splitlines()
        assert vpc.origin.logical_id in text[line - 1]


def test_the_manifest_may_be_named_itself(assembly: Path) -> None:
    assert len(Deployment.read(assembly / "manifest.json").stacks) == len(Deployment.read(assembly).stacks)


def _template(assembly: Path, stack: str) -> Path:
    manifest = json.loads((assembly / "manifest.json").read_text("utf-8"))
    return assembly / str(manifest["artifacts"][stack]["properties"]["templateFile"])


def test_a_template_of_an_assembly_is_what_the_manifest_beside_it_says(assembly: Path) -> None:
    deployment = Deployment.read(_template(assembly, "Parent"))
    assert {stack.name.split(".")[0] for stack in deployment.stacks} == {"Parent"}
    assert {(stack.region, stack.account) for stack in deployment.stacks} == {(REGION, ACCOUNT)}
    (vpc,) = _network(deployment).of(Vpc)
    assert vpc.origin.construct_path == "Parent/Net/Vpc/Resource"


def test_what_a_user_says_of_one_template_goes_before_the_manifest(assembly: Path) -> None:
    stacks = Deployment.read(_template(assembly, "Other"), region="eu-west-1", account="222222222222").stacks
    assert {(stack.region, stack.account) for stack in stacks} == {("eu-west-1", "222222222222")}


@pytest.mark.parametrize("manifest", ['{"artifacts": {"x.json": ', '{"artifacts": {}, "x.json": 1}', "{}"])
def test_a_template_beside_a_file_that_only_has_the_name_stands_for_itself(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    (tmp_path / "x.json").write_text(json.dumps({"Resources": {"Vpc": _VPC}}), "utf-8")
    assert [stack.name for stack in Deployment.read(tmp_path / "x.json").stacks] == ["x"]


@pytest.mark.parametrize(
    ("exported", "imported", "same"),
    [
        ("${AWS::StackName}-VPC", "${NetworkStack}-VPC", True),
        ("${AWS::StackName}-VPC", "production-VPC", True),
        ("${AWS::StackName}-VPC", "${NetworkStack}-Other", False),
        ("${AWS::StackName}-VPC", "${NetworkStack}", False),
        ("network-VPC", "${NetworkStack}-VPC", True),
        ("network-VPC", "production-VPC", False),
    ],
)
def test_an_import_is_of_the_only_export_that_its_name_fits(exported: str, imported: str, same: bool) -> None:  # noqa: FBT001
    output = {"Value": {"Ref": "Vpc"}, "Export": {"Name": {"Fn::Sub": exported}}}
    network = {"Resources": {"Vpc": _VPC}, "Outputs": {"Vpc": output}}
    app = {
        "Parameters": {"NetworkStack": {"Type": "String"}},
        "Resources": {"Group": _group({"Fn::ImportValue": {"Fn::Sub": imported}})},
    }
    (group,) = _network(Deployment.of({"network": network, "app": app})).of(SecurityGroup)
    assert (group.vpc == "network.Vpc") is same
    twice = Deployment.of({"network": network, "second": network, "app": app})
    (group,) = _network(twice).of(SecurityGroup)
    assert group.vpc != "network.Vpc"


@pytest.mark.parametrize(
    "change",
    [
        {"templateFile": "../../outside.json"},
        {"templateFile": "/etc/passwd"},
        {"templateFile": 5},
        {"templateFile": ""},
        {"templateFile": "a\0b"},
        {"templateFile": "absent.json"},
    ],
)
def test_an_assembly_that_names_what_it_does_not_have_is_refused(
    assembly: Path, tmp_path: Path, change: dict[str, Any]
) -> None:
    copy = tmp_path / "cdk.out"
    shutil.copytree(assembly, copy)
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["artifacts"]["Other"]["properties"] |= change
    (copy / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    with pytest.raises(InvalidInputError):
        Deployment.read(copy)


@pytest.mark.parametrize("manifest", ['{"artifacts": []}', '{"artifacts": ', '{"artifacts": {"a": 1}, "x": }'])
def test_an_assembly_that_is_none_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    with pytest.raises(InvalidInputError):
        Deployment.read(tmp_path)


def test_a_folder_has_its_templates_and_passes_over_the_rest(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "network.yaml").write_text(yaml.safe_dump({"Resources": {"Vpc": _VPC}}), "utf-8")
    (tmp_path / "deep" / "app.json").write_text(json.dumps({"Resources": {"Vpc": _VPC}}), "utf-8")
    (tmp_path / "deep" / "er" / "app.template").write_text(json.dumps({"Resources": {"Vpc": _VPC}}), "utf-8")
    (tmp_path / "values.yaml").write_text("{{ helm }}", "utf-8")
    (tmp_path / "package.json").write_text('{"name": "x"}', "utf-8")
    (tmp_path / "broken.txt").write_text("AWSTemplateFormatVersion", "utf-8")
    deployment = Deployment.read(tmp_path)
    assert sorted(stack.name for stack in deployment.stacks) == ["deep/app", "er/app", "network"]


def test_a_template_of_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("AWSTemplateFormatVersion: 2010-09-09\nResources: {", "utf-8")
    with pytest.raises(InvalidInputError, match="not-yaml"):
        Deployment.read(tmp_path)


def test_a_folder_without_a_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no-template"):
        Deployment.read(tmp_path)


def _nesting(url: Any, **more: Any) -> dict[str, Any]:
    child = {"Parameters": {"V": {"Type": "String"}}, "Resources": {"Group": _group({"Ref": "V"})}}
    child["Outputs"] = {"G": {"Value": {"Fn::GetAtt": ["Group", "GroupId"]}}}
    parent = {
        "Resources": {
            "Vpc": _VPC,
            "Child": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": url, "Parameters": {"V": {"Ref": "Vpc"}}},
                **more,
            },
            "Endpoint": {
                "Type": "AWS::EC2::VPCEndpoint",
                "Properties": {
                    "VpcId": {"Ref": "Vpc"},
                    "VpcEndpointType": "Interface",
                    "ServiceName": "com.amazonaws.us-east-1.ssm",
                    "SecurityGroupIds": [{"Fn::GetAtt": ["Child", "Outputs.G"]}],
                },
            },
        }
    }
    return {"parent.yaml": parent, "nested/child.yaml": child}


@pytest.mark.parametrize(
    "url",
    [
        "nested/child.yaml",
        "./nested/child.yaml",
        "https://bucket.s3.amazonaws.com/prefix/nested/child.yaml",
        {"Fn::Sub": "https://${AWS::Region}/x/nested/child.yaml"},
        {"Fn::Join": ["/", ["https://s3.amazonaws.com", {"Ref": "AWS::Region"}, "nested/child.yaml"]]},
    ],
)
def test_parameters_go_down_into_a_nested_stack_and_outputs_come_up(tmp_path: Path, url: Any) -> None:
    for name, body in _nesting(url).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(yaml.safe_dump(body), "utf-8")
    deployment = Deployment.read(tmp_path)
    network = _network(deployment)
    assert [stack.name for stack in deployment.stacks] == ["parent", "parent.Child"]
    assert [group.vpc for group in network.of(SecurityGroup)] == ["parent.Vpc"]
    assert network.of(Endpoint)[0].groups == ("parent.Child.Group",)


def test_a_nested_stack_whose_template_is_not_given_touches_what_it_is_given() -> None:
    network = _network(Deployment.of({"parent": _nesting("https://x/absent.yaml")["parent.yaml"]}))
    (unknown,) = network.of(UnknownResource)
    assert unknown.touches == {"parent.Vpc"}
    assert network.of(Endpoint)[0].groups == ("parent.Child.Outputs.G",)


def test_a_nested_stack_that_is_not_made_has_no_resources() -> None:
    templates = _nesting("nested/child.yaml", Condition="Never")
    templates["parent.yaml"]["Conditions"] = {"Never": {"Fn::Equals": ["a", "b"]}}
    del templates["parent.yaml"]["Resources"]["Endpoint"]
    assert _network(Deployment.of(templates)).of(SecurityGroup) == []


def test_a_template_nested_in_itself_is_refused() -> None:
    nested = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": "a.yaml"}}
    with pytest.raises(InvalidInputError, match="cyclic-nesting"):
        Deployment.of({"a.yaml": {"Resources": {"A": nested}}})


def _exporting(name: Any) -> dict[str, Any]:
    return {"Resources": {"Vpc": _VPC}, "Outputs": {"V": {"Value": {"Ref": "Vpc"}, "Export": {"Name": name}}}}


def test_an_import_is_what_another_stack_exports() -> None:
    importing = {"Resources": {"Group": _group({"Fn::ImportValue": {"Fn::Sub": "${AWS::Region}-vpc"}})}}
    templates = {"net": _exporting({"Fn::Sub": "${AWS::Region}-vpc"}), "app": importing}
    for region in (None, "eu-west-1"):
        network = _network(Deployment.of(templates, region=region))
        assert [group.vpc for group in network.of(SecurityGroup)] == ["net.Vpc"]


def test_an_import_of_what_two_stacks_export_is_neither() -> None:
    importing = {"Resources": {"Group": _group({"Fn::ImportValue": "vpc"})}}
    network = _network(Deployment.of({"a": _exporting("vpc"), "b": _exporting("vpc"), "app": importing}))
    assert [group.vpc for group in network.of(SecurityGroup)] == ["Fn::ImportValue vpc"]


def test_an_import_in_a_circle_is_refused() -> None:
    circle = {
        "Resources": {"Group": _group({"Fn::ImportValue": "x"})},
        "Outputs": {"O": {"Value": {"Fn::ImportValue": "x"}, "Export": {"Name": "x"}}},
    }
    with pytest.raises(InvalidInputError, match="cyclic-import"):
        list(Deployment.of({"a": circle}).cases())


def test_a_long_chain_of_imports_is_followed_or_refused() -> None:
    def chain(length: int) -> dict[str, Any]:
        stacks = {
            f"s{index}": {
                "Resources": {},
                "Outputs": {
                    "O": {
                        # Twice: without memory the time would double at every step.
                        "Value": {"Fn::Select": [0, [{"Fn::ImportValue": f"e{index + 1}"}] * 2]},
                        "Export": {"Name": f"e{index}"},
                    }
                },
            }
            for index in range(length)
        }
        stacks["s0"]["Resources"] = {"Group": _group({"Fn::ImportValue": "e0"})}
        return stacks

    assert len(_network(Deployment.of(chain(40)))) == 1
    with pytest.raises(InvalidInputError, match="too-deep"):
        list(Deployment.of(chain(600)).cases())


_LOOP = {
    "Transform": "AWS::LanguageExtensions",
    "Parameters": {"Names": {"Type": "CommaDelimitedList", "Default": "A,B"}},
    "Resources": {
        "Vpc": _VPC,
        "Fn::ForEach::Subnets": [
            "Name",
            {"Ref": "Names"},
            {
                "Subnet${Name}": {
                    "Type": "AWS::EC2::Subnet",
                    "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": {"Fn::Sub": "10.0.${N${Name}}.0/24"}},
                }
            },
        ],
    },
}


def _loop(**changes: Any) -> dict[str, Any]:
    template: dict[str, Any] = json.loads(json.dumps(_LOOP))
    fragment = template["Resources"]["Fn::ForEach::Subnets"][2]["Subnet${Name}"]
    fragment["Properties"]["CidrBlock"] = {"Fn::FindInMap": ["M", {"Ref": "Name"}, "c"]}
    template["Mappings"] = {"M": {"A": {"c": "10.0.1.0/24"}, "B": {"c": "10.0.2.0/24"}}}
    return {**template, **changes}


def test_a_loop_is_written_out() -> None:
    network = _network(Deployment.of({"T": _loop()}))
    assert {subnet.id: subnet.cidr for subnet in network.of(Subnet)} == {
        "T.SubnetA": "10.0.1.0/24",
        "T.SubnetB": "10.0.2.0/24",
    }


def test_a_loop_over_what_is_not_known_touches_its_template() -> None:
    template = _loop(Parameters={"Names": {"Type": "CommaDelimitedList"}})
    network = _network(Deployment.of({"T": template}))
    assert network.of(Subnet) == []
    assert "T.Vpc" in network.of(UnknownResource)[0].touches
    given = _network(Deployment.of({"T": template}, parameters={"Names": "B"}))
    assert [subnet.id for subnet in given.of(Subnet)] == ["T.SubnetB"]


def test_a_loop_of_loops_that_makes_too_much_is_refused() -> None:
    inner: dict[str, Any] = {"V${a}${b}${c}": _VPC}
    for name in "cba":
        inner = {f"Fn::ForEach::L{name}": [name, [f"i{index}" for index in range(120)], inner]}
    with pytest.raises(InvalidInputError, match="loop-bomb"):
        Deployment.of({"T": {"Transform": "AWS::LanguageExtensions", "Resources": inner}})


@pytest.mark.parametrize("loop", ["x", [], ["a", ["b"]], [1, ["b"], {}], ["a", ["b"], {"${a}": 1}]])
def test_a_loop_that_is_none_is_refused(loop: Any) -> None:
    with pytest.raises(InvalidInputError):
        Deployment.of({"T": {"Resources": {"Fn::ForEach::L": loop}}})


def test_a_macro_that_nobody_knows_touches_its_whole_template() -> None:
    template = {"Transform": ["AWS::LanguageExtensions", "My::Macro"], "Resources": {"Vpc": _VPC}}
    (unknown,) = _network(Deployment.of({"T": template})).of(UnknownResource)
    assert (unknown.type, set(unknown.touches)) == ("My::Macro", {"T.Vpc"})


def test_resources_that_wait_for_each_other_are_refused(tmp_path: Path) -> None:
    def groups(*, inline: bool) -> dict[str, Any]:
        rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourceSecurityGroupId": {"Ref": "B"}}
        resources: dict[str, Any] = {"A": _group("vpc-1"), "B": _group("vpc-1")}
        resources["B"]["DependsOn"] = "A"
        if inline:
            resources["A"]["Properties"]["SecurityGroupIngress"] = [rule]
        else:
            rule["GroupId"] = {"Ref": "A"}
            resources["Rule"] = {"Type": "AWS::EC2::SecurityGroupIngress", "Properties": rule}
        return {"Resources": resources}

    (tmp_path / "good.json").write_text(json.dumps(groups(inline=False)), "utf-8")
    (tmp_path / "bad.json").write_text(json.dumps(groups(inline=True)), "utf-8")
    assert len(Deployment.read(tmp_path / "good.json").stacks) == 1
    with pytest.raises(InvalidInputError, match="A -> B -> A"):
        Deployment.read(tmp_path / "bad.json")


@pytest.mark.parametrize(
    ("properties", "region"),
    [
        ({"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "eu-west-1b"}, "eu-west-1"),
        ({"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24", "AvailabilityZone": "nowhere-land-1b"}, None),
        ({"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}, None),
    ],
)
def test_a_zone_says_which_region_a_template_is_for(properties: Any, region: str | None) -> None:
    template = {"Resources": {"S": {"Type": "AWS::EC2::Subnet", "Properties": properties}}}
    assert Deployment.of({"T": template}).stacks[0].region == region
    # What is given goes before what is implied.
    assert Deployment.of({"T": template}, region="us-west-2").stacks[0].region == "us-west-2"


@pytest.mark.parametrize(("more", "region"), [({}, "eu-west-1"), ({"ServiceRegion": "eu-west-1"}, None)])
def test_a_service_says_which_region_a_template_is_for(more: dict[str, str], region: str | None) -> None:
    properties = {"VpcId": "vpc-1", "ServiceName": "com.amazonaws.eu-west-1.s3", **more}
    template = {"Resources": {"E": {"Type": "AWS::EC2::VPCEndpoint", "Properties": properties}}}
    assert Deployment.of({"T": template}).stacks[0].region == region


def test_a_group_that_another_vpc_uses_too_keeps_its_rules() -> None:
    properties = {"GroupId": {"Ref": "Group"}, "VpcId": {"Ref": "Other"}}
    resources = {"Vpc": _VPC, "Other": _VPC, "Group": _group({"Ref": "Vpc"})}
    for type_, touches in (("AWS::EC2::SecurityGroupVpcAssociation", []), ("Custom::Association", ["T.Group"])):
        template = {"Resources": {**resources, "Association": {"Type": type_, "Properties": properties}}}
        found = _network(Deployment.of({"T": template})).of(UnknownResource)
        assert [name for one in found for name in sorted(one.touches) if name == "T.Group"] == touches
