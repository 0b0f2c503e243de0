"""Parameters, conditions, mappings, functions, exports and nested stacks."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import gateway, interface, private_network, rule, vpc, with_nat, worker

_PARAMETERS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html"
_CONDITIONS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/conditions-section-structure.html"
_MAPPINGS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/mappings-section-structure.html"
_FUNCTIONS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html"
_CIDR = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html"
_IMPORT = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html"
_FOR_EACH = (
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html"
)
_DYNAMIC = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html"
_CUSTOM = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html"
_MODULES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/modules.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
S3: dict[str, Any] = {"source": "Worker", "service": "s3"}


def parameter(type_: str = "String", **more: Any) -> dict[str, Any]:
    return {"Type": type_, **more}


def admits(value: Any, **parameters: Any) -> Template:
    made = private_network().set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp=value)])
    return made.section("Parameters", **parameters) if parameters else made


def when(test: Any, *resources: str, **parameters: Any) -> Template:
    """Resources that are made only when a condition holds."""
    made = private_network().section("Conditions", Chosen=test).section("Parameters", **parameters)
    for one in resources:
        made = made.attribute(one, Condition="Chosen")
    return made


def unless_same(index: int, count: int) -> dict[str, Any]:
    """Whether a block is another one than the first of four, of a range that a parameter gives."""
    blocks = [{"Fn::Select": [one, {"Fn::Cidr": [ref("Range"), of, 8]}]} for one, of in ((0, 4), (index, count))]
    return {"Fn::Not": [{"Fn::Equals": blocks}]}


def loop(template: Template) -> str:
    """Endpoints for a list of services, made by a loop, in YAML."""
    import yaml  # noqa: PLC0415 - for one case

    body = template.body
    body["Transform"] = "AWS::LanguageExtensions"
    made = interface().resources
    body["Resources"]["EndpointGroup"] = made["EndpointGroup"]
    endpoint = {
        **made["Endpoint"],
        "Properties": {**made["Endpoint"]["Properties"], "ServiceName": sub("com.amazonaws.${AWS::Region}.${Name}")},
    }
    body["Resources"]["Fn::ForEach::Endpoints"] = ["Name", ["ssm", "ssmmessages"], {"Endpoint${Name}": endpoint}]
    text: str = yaml.safe_dump(body)
    return text


STAGE = {"Fn::Equals": [ref("Stage"), "prod"]}


@labelled(
    Twins(law="a default is the value that is not given", page=_PARAMETERS,
          given=admits(ref("Clients"), Clients=parameter(Default="10.0.0.0/16")), ask=SSM,
          change=lambda t: t.section("Parameters", Clients=parameter(Default="10.9.0.0/16")),
          because="the worker is not in the default range"),
    Twins(law="a given value wins over the default", page=_PARAMETERS,
          given=admits(ref("Clients"), Clients=parameter(Default="10.9.0.0/16")), ask=SSM,
          because="the given range has not the worker in it", more={"parameters": {"Clients": "10.0.0.0/16"}},
          other_more={"parameters": {"Clients": "10.8.0.0/16"}}),
    Twins(law="all allowed values may lead to one answer", page=_PARAMETERS,
          given=admits(ref("Clients"), Clients=parameter(AllowedValues=["10.0.0.0/16", "10.0.0.0/8"])), ask=SSM,
          change=lambda t: t.section("Parameters", Clients=parameter(AllowedValues=["10.0.0.0/16", "10.9.0.0/16"])),
          other=UNKNOWN, because="one of the allowed values does not admit the worker"),
    Twins(law="a list of subnets is a parameter, too", page=_PARAMETERS,
          given=private_network().set("Endpoint", SubnetIds=ref("Places"))
          .section("Parameters", Places=parameter("List<AWS::EC2::Subnet::Id>")), ask=SSM, verdict=UNKNOWN,
          change=lambda t: t.set("Endpoint", SubnetIds=[ref("VpcSubnetA")]), other=PRIVATE,
          because="the subnets are known"),
    Twins(law="a parameter that only names things does not matter", page=_PARAMETERS,
          given=private_network().set("Vpc", Tags=[{"Key": "Name", "Value": ref("Title")}])
          .section("Parameters", Title=parameter()), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="private DNS is off"),
    Twins(law="a VPC that nobody gave is not known", page=_PARAMETERS,
          given=private_network(), ask=SSM, other=UNKNOWN,
          change=lambda t: t.without("Vpc").section("Parameters", Vpc=parameter("AWS::EC2::VPC::Id"))
          .set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16")]),
          because="the DNS attributes of the given VPC are not in the template"),
    Twins(law="a range of the VPC that nobody gave is still one range", page=_PARAMETERS,
          given=private_network().set("Vpc", CidrBlock=ref("Range")).section("Parameters", Range=parameter())
          .set("VpcSubnetA", CidrBlock={"Fn::Select": [0, {"Fn::Cidr": [ref("Range"), 2, 8]}]})
          .set("VpcSubnetB", CidrBlock={"Fn::Select": [1, {"Fn::Cidr": [ref("Range"), 2, 8]}]})
          .set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp=ref("Range"))]), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(80, CidrIp=ref("Range"))]),
          because="443 is not admitted, whatever the range"),
)  # fmt: skip
def test_parameters(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a condition that holds makes the resource", page=_CONDITIONS,
          given=when(STAGE, "Endpoint", Stage=parameter(Default="prod")), ask=SSM,
          change=lambda t: t.section("Parameters", Stage=parameter(Default="test")),
          because="the endpoint is not made"),
    Twins(law="a condition on a given value is decided", page=_CONDITIONS,
          given=when(STAGE, "Endpoint", Stage=parameter()), ask=SSM, because="the endpoint is not made",
          more={"parameters": {"Stage": "prod"}}, other_more={"parameters": {"Stage": "test"}}),
    Twins(law="a condition that nobody decided leaves it open", page=_CONDITIONS,
          given=when(STAGE, "S3Gateway", Stage=parameter()), ask=SSM, other_ask=S3, other=UNKNOWN,
          because="with the endpoint it is private, without it is blocked"),
    Twins(law="both cases may lead to one answer", page=_CONDITIONS,
          given=when(STAGE, Stage=parameter()).set("Endpoint", SubnetIds={"Fn::If": [
              "Chosen", [ref("VpcSubnetA"), ref("VpcSubnetB")], [ref("VpcSubnetA")]]}), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled={"Fn::If": ["Chosen", True, False]}), other=UNKNOWN,
          because="in one case the name has public addresses"),
    Twins(law="a resource for each case is always one", page=_CONDITIONS,
          given=when(STAGE, "Endpoint", Stage=parameter()).section("Conditions", Other={"Fn::Not": [
              {"Condition": "Chosen"}]}) | interface("Second").attribute("Second", Condition="Other"), ask=SSM,
          change=lambda t: t.without("Second"), other=UNKNOWN, because="in one case there is no endpoint"),
    Twins(law="conditions are built of conditions", page=_CONDITIONS,
          given=when({"Fn::And": [STAGE, {"Fn::Or": [STAGE, {"Fn::Equals": [ref("AWS::Region"), "us-east-1"]}]}]},
                     "Endpoint", Stage=parameter(Default="prod")), ask=SSM,
          change=lambda t: t.section("Conditions", Chosen={"Fn::And": [
              STAGE, {"Fn::Not": [STAGE]}]}), because="it never holds"),
    Twins(law="a condition may be of the region", page=_CONDITIONS,
          given=when({"Fn::Equals": [ref("AWS::Region"), "eu-west-1"]}, "Endpoint", Stage=parameter(Default="x")),
          ask=SSM, because="the endpoint is made in eu-west-1 only", other_more={"region": "eu-central-1"}),
    Twins(law="a property that a condition takes away is not set", page=_CONDITIONS,
          given=when(STAGE, Stage=parameter(Default="prod")).set("Endpoint", PolicyDocument={"Fn::If": [
              "Chosen", ref("AWS::NoValue"), {"Statement": [{
                  "Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]}]}), ask=SSM,
          change=lambda t: t.section("Parameters", Stage=parameter(Default="test")),
          because="the endpoint denies everything"),
    Twins(law="NAT in one case only leaves it open", page=_CONDITIONS,
          given=(vpc() | worker() | with_nat()).section("Conditions", Chosen=STAGE)
          .section("Parameters", Stage=parameter(Default="prod")).attribute("VpcNatRoute", Condition="Chosen"),
          ask=SSM, verdict=PUBLIC, change=lambda t: t.section("Parameters", Stage=parameter()), other=UNKNOWN,
          because="without NAT it is blocked"),
    Twins(law="a bad answer in both cases is no open one", page=_CONDITIONS,
          given=when(STAGE, "Endpoint", Stage=parameter()), ask=SSM, verdict=UNKNOWN,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), other=BLOCKED,
          because="with and without the endpoint the name has public addresses"),
)  # fmt: skip
def test_conditions(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a mapping gives a value", page=_MAPPINGS,
          given=admits({"Fn::FindInMap": ["Ranges", ref("AWS::Region"), "Clients"]})
          .section("Mappings", Ranges={"eu-west-1": {"Clients": "10.0.0.0/16"}}), ask=SSM,
          change=lambda t: t.section("Mappings", Ranges={"eu-west-1": {"Clients": "10.9.0.0/16"}}),
          because="the worker is not in the range"),
    Twins(law="a mapping may be asked for a parameter", page=_MAPPINGS,
          given=admits({"Fn::FindInMap": ["Ranges", ref("Stage"), "Clients"]}, Stage=parameter(Default="prod"))
          .section("Mappings", Ranges={"prod": {"Clients": "10.0.0.0/16"}, "test": {"Clients": "10.9.0.0/16"}}),
          ask=SSM, because="the range of test has not the worker in it",
          other_more={"parameters": {"Stage": "test"}}),
    Twins(law="Join makes a text", page=_FUNCTIONS,
          given=private_network().set("Endpoint", ServiceName={"Fn::Join": [
              ".", ["com", "amazonaws", ref("AWS::Region"), "ssm"]]}), ask=SSM,
          change=lambda t: t.set("Endpoint", ServiceName={"Fn::Join": [
              ".", ["com", "amazonaws", ref("AWS::Region"), "kms"]]}), because="it is another service"),
    Twins(law="Sub takes variables of its own", page=_FUNCTIONS,
          given=private_network().set("Endpoint", ServiceName={"Fn::Sub": [
              "com.amazonaws.${AWS::Region}.${Name}", {"Name": "ssm"}]}), ask=SSM,
          change=lambda t: t.set("Endpoint", ServiceName={"Fn::Sub": [
              "com.amazonaws.${AWS::Region}.${Name}", {"Name": "kms"}]}), because="it is another service"),
    Twins(law="Split and Select take a part", page=_FUNCTIONS,
          given=admits({"Fn::Select": [1, {"Fn::Split": [",", "10.9.0.0/16,10.0.0.0/16"]}]}), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp={
              "Fn::Select": ["0", {"Fn::Split": [",", "10.9.0.0/16,10.0.0.0/16"]}]})]),
          because="the first range has not the worker in it"),
    Twins(law="Cidr makes ranges", page=_CIDR,
          given=admits({"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}]}), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp={
              "Fn::Select": [1, {"Fn::Cidr": ["10.0.0.0/16", 2, 8]}]})]),
          because="10.0.1.0/24 has not the worker in it"),
    Twins(law="the blocks of one Cidr are others, those of two may be the same", page=_CIDR,
          given=when(unless_same(1, 4), "Endpoint", Range=parameter()), ask=SSM,
          change=lambda t: t.section("Conditions", Chosen=unless_same(0, 6)), other=UNKNOWN,
          because="both calls cut the same range"),
    Twins(law="Cidr of the VPC makes its subnets", page=_CIDR,
          given=private_network()
          .set("VpcSubnetA", CidrBlock={"Fn::Select": [2, {"Fn::Cidr": [att("Vpc", "CidrBlock"), 4, 8]}]})
          .set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.2.0/24")]), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.3.0/24")]),
          because="the worker is in 10.0.2.0/24"),
    Twins(law="zones are known by their places", page=_FUNCTIONS, given=private_network(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled={"Fn::Select": [1, [True, False]]}),
          because="private DNS is off"),
    Twins(law="no page says what a function in the place of all properties makes", page=_CONDITIONS,
          given=private_network().section("Conditions", Chosen={"Fn::Equals": ["a", "a"]}), ask=SSM,
          change=lambda t: Template({**t.resources, "Endpoint": {
              "Type": "AWS::EC2::VPCEndpoint", "Properties": {"Fn::If": [
                  "Chosen", t.resources["Endpoint"]["Properties"], {}]}}}, t.sections), other=UNKNOWN,
          because="it is called where the properties should be"),
    Twins(law="a dynamic reference is not known", page=_DYNAMIC,
          given=admits("10.0.0.0/16"), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[
              rule(CidrIp="{{resolve:ssm:/network/clients}}")]), other=UNKNOWN,
          because="Parameter Store has the value"),
    Twins(law="loops make resources", page=_FOR_EACH,
          given=(vpc() | worker()).section("Mappings", M={"a": {"b": "c"}}), ask=SSM, verdict=BLOCKED,
          change=loop, other=PRIVATE, because="the loop makes the endpoint"),
)  # fmt: skip
def test_functions(case: Labelled) -> None:
    case.check()


def network_stack() -> Template:
    """A VPC with endpoints that others import."""
    made = vpc() | interface() | gateway()
    outputs = {
        "OutVpc": {"Value": ref("Vpc"), "Export": {"Name": "net-vpc"}},
        "OutSubnet": {"Value": ref("VpcSubnetA"), "Export": {"Name": "net-subnet"}},
        "OutGroup": {"Value": att("EndpointGroup", "GroupId"), "Export": {"Name": "net-endpoints"}},
    }
    return made.section("Outputs", **outputs)


def app_stack(subnet: str = "net-subnet") -> Template:
    made = worker()
    made = made.set("WorkerGroup", VpcId={"Fn::ImportValue": "net-vpc"})
    return made.set("Worker", SubnetId={"Fn::ImportValue": subnet})


def stacks(**more: Template) -> dict[str, Template]:
    return {"Network": network_stack(), "App": app_stack(), **more}


@labelled(
    Twins(law="an import is what another stack exports", page=_IMPORT, given=stacks(), ask=SSM,
          change=lambda t: {**t, "Network": network_stack().set("Endpoint", PrivateDnsEnabled=False)},
          because="private DNS is off"),
    Twins(law="an import that no stack exports is not known", page=_IMPORT, given=stacks(), ask=SSM, other=UNKNOWN,
          change=lambda t: {**t, "App": app_stack("net-other")}, because="the subnet is not in the templates"),
    Twins(law="a stack alone does not know what it imports", page=_IMPORT, given=stacks(), ask=SSM, other=UNKNOWN,
          change=lambda t: {"App": t["App"]}, because="the network's template is not given"),
    Twins(law="rules of one stack open the group of another", page=_IMPORT,
          given=stacks(Network=network_stack().set("EndpointGroup", SecurityGroupIngress=None), App=app_stack().plus(
              "In", "AWS::EC2::SecurityGroupIngress", {
                  "GroupId": {"Fn::ImportValue": "net-endpoints"},
                  **rule(SourceSecurityGroupId=ref("WorkerGroup"))})), ask=SSM,
          change=lambda t: {**t, "App": t["App"].set("In", FromPort=80, ToPort=80)}, because="443 is not admitted"),
    Twins(law="resources of one kind in two stacks are two", page=_IMPORT,
          given=stacks(Third=vpc() | interface()), ask=SSM,
          change=lambda t: {**t, "Network": t["Network"].without("Endpoint")},
          because="the third stack's endpoint is in a VPC of its own"),
)  # fmt: skip
def test_several_stacks(case: Labelled) -> None:
    case.check()


def custom(**properties: Any) -> Any:
    given = {"ServiceToken": "arn:aws:lambda:eu-west-1:111122223333:function:f", **properties}
    return lambda t: t.plus("Unknown", "Custom::Something", given)


@labelled(
    Twins(law="a custom resource that is given nothing of the path does not matter", page=_CUSTOM,
          given=custom(Text="x")(private_network()), ask=S3, change=custom(Table=ref("VpcTable")), other=UNKNOWN,
          because="it may change the routes of the worker's table"),
    Twins(law="a custom resource that is given another group does not matter", page=_CUSTOM,
          given=custom(Group=ref("WorkerGroup"))(private_network()
                                                  .plus("Spare", "AWS::EC2::SecurityGroup", {
                                                      "GroupDescription": "spare", "VpcId": ref("Vpc")})),
          ask=SSM, verdict=UNKNOWN, change=custom(Group=ref("Spare")), other=PRIVATE,
          because="nobody on the path wears the group"),
    Twins(law="a custom resource may be given one of several things", page=_CUSTOM,
          given=custom(Text="x")(private_network()).section("Parameters", P={"Type": "Number"}), ask=S3,
          change=custom(Table={"Fn::Select": [ref("P"), [ref("VpcTable"), "nothing"]]}), other=UNKNOWN,
          because="it may be the worker's table"),
    Twins(law="a third party's type may change what it is given", page=_MODULES,
          given=private_network().plus("Module", "My::Own::Type", {"Name": "x"}), ask=SSM,
          change=lambda t: t.plus("Module", "My::Own::Type", {"Vpc": ref("Vpc"), "Endpoint": ref("Endpoint")}),
          other=UNKNOWN, because="it may change the endpoint"),
    Twins(law="AWS's own types change only themselves", page=_CUSTOM,
          given=private_network().plus("Flow", "AWS::EC2::FlowLog", {
              "ResourceId": ref("Vpc"), "ResourceType": "VPC", "TrafficType": "ALL",
              "LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::logs"}), ask=SSM,
          change=lambda t: t.without("Endpoint"), because="there is no endpoint"),
)  # fmt: skip
def test_unknown_types(case: Labelled) -> None:
    case.check()
