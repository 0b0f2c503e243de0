"""Where workloads of less usual types call from, each with a twin that differs in one property."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Workload
from private_endpoints.values import Unknown
from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import identity, interface, role, rule, to_internet, vpc, with_nat

_TYPES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-"
_EGRESS = "https://docs.aws.amazon.com/apprunner/latest/api/API_EgressConfiguration.html"
_OPTIONS = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html"
_REDSHIFT = "https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html"
_SCHEME = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"

ASK: dict[str, Any] = {"source": "Caller", "service": "ssm"}
KMS: dict[str, Any] = {"source": "Caller", "service": "kms"}
HERE = [ref("VpcSubnetA"), ref("VpcSubnetB")]
GROUPS = [ref("CallerGroup")]
NETWORK = {"Subnets": HERE, "SecurityGroups": GROUPS}
CLUSTER = {
    "ClusterIdentifier": "warehouse",
    "ClusterType": "single-node",
    "DBName": "d",
    "MasterUsername": "u",
    "NodeType": "ra3.large",
    "ManageMasterPassword": True,
    "ClusterSubnetGroupName": ref("Places"),
    "VpcSecurityGroupIds": GROUPS,
    "EnhancedVpcRouting": True,
}


def network(*, admits: str = "CallerGroup") -> Template:
    """A VPC with an endpoint that admits one group."""
    made = vpc() | interface(SecurityGroupIds=[ref("Admitting")])
    for name in ("CallerGroup", "OtherGroup"):
        made = made.plus(name, "AWS::EC2::SecurityGroup", {"GroupDescription": "x", "VpcId": ref("Vpc")})
    return made.plus(
        "Admitting",
        "AWS::EC2::SecurityGroup",
        {
            "GroupDescription": "x",
            "VpcId": ref("Vpc"),
            "SecurityGroupIngress": [rule(SourceSecurityGroupId=ref(admits))],
        },
    )


def caller(type_: str, **properties: Any) -> Template:
    return network().plus("Caller", type_, properties)


def strangers(template: Template) -> Template:
    """The same with an endpoint that admits another group."""
    return template | network(admits="OtherGroup")


def app_runner(egress: Any = "VPC") -> Template:
    connector = {"Subnets": HERE, "SecurityGroups": GROUPS}
    given = {"EgressType": egress, "VpcConnectorArn": att("Connector", "VpcConnectorArn")}
    return caller("AWS::AppRunner::Service", NetworkConfiguration={"EgressConfiguration": given}).plus(
        "Connector", "AWS::AppRunner::VpcConnector", connector
    )


def option(name: str, value: Any, namespace: str = "aws:ec2:vpc") -> dict[str, Any]:
    return {"Namespace": namespace, "OptionName": name, "Value": value}


LAUNCH = "aws:autoscaling:launchconfiguration"
SUBNETS = option("Subnets", {"Fn::Join": [", ", HERE]})
WEARS = option("SecurityGroups", ref("CallerGroup"), LAUNCH)
ALONE = option("DisableDefaultEC2SecurityGroup", "true", LAUNCH)
PROFILE = option("IamInstanceProfile", ref("Profile"), LAUNCH)


def beanstalk(*options: Any, **properties: Any) -> Template:
    made = caller("AWS::ElasticBeanstalk::Environment", ApplicationName="a", OptionSettings=list(options), **properties)
    return (made | role("Rights", identity())).plus("Profile", "AWS::IAM::InstanceProfile", {"Roles": [ref("Rights")]})


def deaf(template: Template) -> Template:
    """The same with a group that lets out nothing but SSH."""
    return template.set("CallerGroup", SecurityGroupEgress=[rule(22, CidrIp="10.0.0.0/16")])


@labelled(
    Twins(law="a task set calls from its subnets", page=f"{_TYPES}ecs-taskset.html", ask=ASK,
          given=caller("AWS::ECS::TaskSet", Cluster="c", Service="s", TaskDefinition="t",
                       NetworkConfiguration={"AwsVpcConfiguration": NETWORK}),
          change=strangers, because="the endpoint admits another group"),
    Twins(law="a pipe starts tasks in their subnets", page=f"{_TYPES}pipes-pipe.html", ask=ASK,
          given=caller("AWS::Pipes::Pipe", RoleArn="r", Source="s", Target="c", TargetParameters={"EcsTaskParameters": {
              "TaskDefinitionArn": "t", "NetworkConfiguration": {"AwsvpcConfiguration": NETWORK}}}),
          change=strangers, because="the endpoint admits another group"),
    Twins(law="a serverless EMR application calls from its subnets", page=f"{_TYPES}emrserverless-application.html",
          ask=ASK, given=caller("AWS::EMRServerless::Application", ReleaseLabel="emr-7.0.0", Type="SPARK",
                                NetworkConfiguration={"SubnetIds": HERE, "SecurityGroupIds": GROUPS}),
          change=lambda t: t.set("Caller", NetworkConfiguration=None), other=PUBLIC,
          because="without a network it is in none of the account's VPCs"),
    Twins(law="images are built in a subnet", page=f"{_TYPES}imagebuilder-infrastructureconfiguration.html", ask=ASK,
          given=caller("AWS::ImageBuilder::InfrastructureConfiguration", Name="i", InstanceProfileName=ref("Profile"),
                       SubnetId=ref("VpcSubnetA"), SecurityGroupIds=GROUPS)
          .plus("Profile", "AWS::IAM::InstanceProfile", {"Roles": [ref("Rights")]}) | role("Rights", identity()),
          change=lambda t: t.set("Caller", SubnetId=None), other=UNKNOWN,
          because="the default VPC is not in the template"),
    Twins(law="App Runner calls through its connector", page=_EGRESS, ask=ASK, given=app_runner(),
          change=lambda _: app_runner("DEFAULT"), other=PUBLIC, because="the default is access to public networks"),
    Twins(law="App Runner's connector wears groups", page=_EGRESS, ask=ASK, given=app_runner(), change=strangers,
          because="the endpoint admits another group"),
    Twins(law="App Runner's egress is known", page=_EGRESS, ask=ASK, given=app_runner(),
          change=lambda _: app_runner(ref("Egress")).section("Parameters", Egress={"Type": "String"}), other=UNKNOWN,
          because="a parameter gives the type of egress"),
)  # fmt: skip
def test_workloads_call_from_their_subnets(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="an environment of Beanstalk is in the subnets of its settings", page=_OPTIONS, ask=ASK,
          given=beanstalk(SUBNETS, WEARS, PROFILE), change=lambda _: beanstalk(WEARS, PROFILE), other=UNKNOWN,
          because="files of the application may say the subnets, which else are those of the default VPC"),
    Twins(law="an environment wears the groups of its settings", page=_OPTIONS, ask=ASK,
          given=beanstalk(SUBNETS, WEARS, PROFILE), change=strangers, because="the endpoint admits another group"),
    Twins(law="Beanstalk makes a group beside them unless it may not", page=_OPTIONS, ask=ASK,
          given=deaf(beanstalk(SUBNETS, WEARS, PROFILE)), verdict=UNKNOWN,
          change=lambda _: deaf(beanstalk(SUBNETS, WEARS, PROFILE, ALONE)),
          because="no other group lets the call out"),
    Twins(law="instances of an environment have a role", page=_OPTIONS, ask={**ASK, "action": "ssm:GetParameter"},
          given=beanstalk(SUBNETS, WEARS, PROFILE),
          change=lambda t: t | role("Rights", identity(action="s3:*")), because="the role does not allow it"),
    Twins(law="a configuration template gives what the environment leaves open", page=_OPTIONS, ask=ASK,
          given=beanstalk(WEARS, PROFILE, TemplateName=ref("Shared")).plus(
              "Shared", "AWS::ElasticBeanstalk::ConfigurationTemplate",
              {"ApplicationName": "a", "OptionSettings": [SUBNETS]}),
          change=lambda t: t.set("Shared", OptionSettings=[]), other=UNKNOWN,
          because="nobody says the subnets"),
    Twins(law="the settings say whether instances have a public address", page=_OPTIONS, ask=KMS, verdict=PUBLIC,
          given=beanstalk(SUBNETS, WEARS, PROFILE, option("AssociatePublicIpAddress", "true")) | to_internet(),
          change=lambda _: beanstalk(
              SUBNETS, WEARS, PROFILE, option("AssociatePublicIpAddress", "false"),
              option("EnvironmentType", "LoadBalanced", "aws:elasticbeanstalk:environment")) | to_internet(),
          because="the internet gateway drops what has none"),
)  # fmt: skip
def test_elastic_beanstalk(case: Labelled) -> None:
    case.check()


def redshift(**properties: Any) -> Template:
    group = {"Description": "x", "SubnetIds": HERE}
    given = {k: v for k, v in {**CLUSTER, **properties}.items() if v is not None}
    return (caller("AWS::Redshift::Cluster", **given) | with_nat()).plus(
        "Places", "AWS::Redshift::ClusterSubnetGroup", group
    )


def client(template: Template) -> Template:
    """The same with somebody in the VPC who may call."""
    made = template.set("CallerGroup", SecurityGroupIngress=[rule(5439, CidrIp="10.0.0.0/16")])
    return made.plus("Client", "AWS::Lambda::Function", {"VpcConfig": {"SubnetIds": HERE, "SecurityGroupIds": [
        ref("OtherGroup")]}})  # fmt: skip


def serverless(routing: Any) -> Template:
    return caller(
        "AWS::RedshiftServerless::Workgroup",
        WorkgroupName="w",
        SubnetIds=HERE,
        SecurityGroupIds=GROUPS,
        EnhancedVpcRouting=routing,
    )


@labelled(
    Twins(law="Redshift calls through its VPC if that is enhanced", page=_REDSHIFT, ask=ASK, given=redshift(),
          change=lambda _: redshift(EnhancedVpcRouting=None), other=PUBLIC,
          because="without it traffic goes through the internet"),
    Twins(law="Redshift answers in its subnets whatever it calls through", page=_REDSHIFT,
          ask={"source": "Client", "target": "Caller", "port": 5439},
          given=client(redshift(EnhancedVpcRouting=None)),
          change=lambda t: t.set("CallerGroup", SecurityGroupIngress=[]),
          because="its group admits nobody"),
    Twins(law="what a parameter gives is not known of Redshift", page=_REDSHIFT, ask=ASK, given=redshift(),
          change=lambda _: redshift(EnhancedVpcRouting=ref("P")).section("Parameters", P={"Type": "String"}),
          other=UNKNOWN, because="a parameter gives it"),
    Twins(law="a serverless workgroup of Redshift calls through its VPC if that is enhanced", page=_REDSHIFT, ask=ASK,
          given=serverless(routing=True), change=lambda _: serverless(routing=False), other=PUBLIC,
          because="without it traffic goes through the internet"),
)  # fmt: skip
def test_redshift(case: Labelled) -> None:
    case.check()


def balancer(generation: str = "V2", **properties: Any) -> Template:
    given = {k: v for k, v in {"Subnets": HERE, "SecurityGroups": GROUPS, **properties}.items() if v is not None}
    return caller(f"AWS::ElasticLoadBalancing{generation}::LoadBalancer", **given) | to_internet()


@labelled(
    Twins(law="a load balancer faces the internet unless it is internal", page=_SCHEME, ask=KMS, given=balancer(),
          verdict=PUBLIC, change=lambda _: balancer(Scheme="internal"),
          because="the nodes of an internal load balancer have only private IP addresses"),
    Twins(law="a network load balancer, too", page=_SCHEME, ask=KMS, given=balancer(Type="network"), verdict=PUBLIC,
          change=lambda _: balancer(Type="network", Scheme="internal"),
          because="the nodes of an internal load balancer have only private IP addresses"),
    Twins(law="a classic one, too", page=_SCHEME.replace("APIReference", "2012-06-01"), ask=KMS,
          given=balancer("", Listeners=[]), verdict=PUBLIC,
          change=lambda _: balancer("", Listeners=[], Scheme="internal"),
          because="the name of an internal one resolves to private addresses"),
    Twins(law="a Gateway Load Balancer has no scheme", page=_SCHEME, ask=KMS,
          given=balancer(Type="network", SecurityGroups=None), verdict=PUBLIC,
          change=lambda _: balancer(Type="gateway", SecurityGroups=None),
          because="endpoints lead to its private addresses"),
    Twins(law="what a subnet gives is not for the nodes of load balancers", page=_SCHEME, ask=KMS,
          given=balancer().set("VpcSubnetA", MapPublicIpOnLaunch=True), verdict=PUBLIC,
          change=lambda _: balancer(Scheme="internal").set("VpcSubnetA", MapPublicIpOnLaunch=True),
          because="an internal one has only private addresses in any subnet"),
    Twins(law="a scheme that is given is known", page=_SCHEME, ask=KMS, given=balancer(Scheme="internet-facing"),
          verdict=PUBLIC, other=UNKNOWN, because="a parameter gives the scheme",
          change=lambda _: balancer(Scheme=ref("Scheme")).section("Parameters", Scheme={"Type": "String"})),
)  # fmt: skip
def test_schemes_of_load_balancers(case: Labelled) -> None:
    case.check()


@pytest.mark.parametrize(("subnets", "known"), [(["subnet-1"], True), (ref("P"), False)])
def test_a_kafka_connector_calls_from_its_subnets(subnets: Any, known: bool) -> None:  # noqa: FBT001
    # No labelled case, as its property `Vpc` has the name of the VPC there.
    cluster = {"ApacheKafkaCluster": {"BootstrapServers": "b", "Vpc": {"Subnets": subnets, "SecurityGroups": ["sg-1"]}}}
    connector = {"Type": "AWS::KafkaConnect::Connector", "Properties": {"KafkaCluster": cluster}}
    template = {"Parameters": {"P": {"Type": "CommaDelimitedList"}}, "Resources": {"Connector": connector}}
    (made,) = Deployment.of({"T": template}, region="us-east-1").networks()
    (found,) = made.of(Workload)
    assert (found.groups, found.public_ip) == (("sg-1",), False)
    assert (found.subnets == ("subnet-1",)) is known


def _fleet(*launches: dict[str, Any]) -> list[Workload]:
    resources = {
        "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
        "Template": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": ["sg-1"]}}),
        "Other": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": ["sg-2"]}}),
        "Fleet": ("AWS::EC2::EC2Fleet", {"LaunchTemplateConfigs": list(launches)}),
    }
    template = {"Resources": {name: {"Type": type_, "Properties": more} for name, (type_, more) in resources.items()}}
    (made,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return made.of(Workload)


def _launch(template: str, *subnets: str | None) -> dict[str, Any]:
    overrides = [{"SubnetId": one} if one else {"InstanceType": "m7i.large"} for one in subnets]
    return {"LaunchTemplateSpecification": {"LaunchTemplateId": ref(template), "Version": "1"}, "Overrides": overrides}


def _environment(type_: str, *jobs: dict[str, Any]) -> Workload:
    """A compute environment of Batch whose instances have the role `T.Own`, and definitions of jobs."""
    place = {"Type": type_, "Subnets": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}
    role_ = {} if type_ == "FARGATE" else {"InstanceRole": ref("Profile")}
    resources: dict[str, tuple[str, dict[str, Any]]] = {
        "X": ("AWS::Batch::ComputeEnvironment", {"Type": "MANAGED", "ComputeResources": {**place, **role_}}),
        "Profile": ("AWS::IAM::InstanceProfile", {"Roles": [ref("Own")]}),
        **{name: ("AWS::IAM::Role", {}) for name in ("Own", "One", "Two")},
        **{
            f"Job{index}": ("AWS::Batch::JobDefinition", {"Type": "container", **job}) for index, job in enumerate(jobs)
        },
    }
    template = {"Resources": {name: {"Type": one, "Properties": more} for name, (one, more) in resources.items()}}
    (made,) = Deployment.of({"T": template}, region="us-east-1").networks()
    return made.of(Workload)[0]


def _job(role_: str | None, *platforms: str) -> dict[str, Any]:
    container = {} if role_ is None else {"JobRoleArn": att(role_, "Arn")}
    return {"ContainerProperties": container, "PlatformCapabilities": list(platforms)}


@pytest.mark.parametrize(
    ("type_", "jobs", "expected"),
    [
        ("FARGATE", [], None),
        ("FARGATE", [_job("One", "FARGATE")], "T.One"),
        ("FARGATE", [_job("One", "FARGATE"), _job("Two")], "T.One"),
        ("EC2", [], "T.Own"),
        ("EC2", [_job(None)], "T.Own"),
        ("EC2", [_job("One"), _job("Two", "FARGATE")], "T.One"),
    ],
)
def test_jobs_of_batch_call_with_the_role_of_their_definition(type_: str, jobs: Any, expected: str | None) -> None:
    # https://docs.aws.amazon.com/batch/latest/APIReference/API_ContainerProperties.html
    assert _environment(type_, *jobs).role == expected


@pytest.mark.parametrize("jobs", [[_job("One"), _job("Two")], [_job("One"), _job(None)], [{"NodeProperties": {}}]])
def test_which_jobs_run_in_an_environment_is_not_known(jobs: Any) -> None:
    assert isinstance(_environment("EC2", *jobs).role, Unknown)


def test_launches_that_differ_in_their_subnets_only_are_one_workload() -> None:
    (fleet,) = _fleet(_launch("Template", "subnet-1,subnet-2"), _launch("Template", "subnet-3"))
    assert (fleet.id, fleet.subnets) == ("T.Fleet", ("subnet-1", "subnet-2", "subnet-3"))
    assert [one.groups for one in _fleet(_launch("Template", "subnet-1"), _launch("Other", "subnet-1"))] == [
        ("sg-1",),
        ("sg-2",),
    ]


def test_an_override_without_a_subnet_is_where_its_template_says() -> None:
    (fleet,) = _fleet(_launch("Template", "subnet-1", None))
    assert isinstance(fleet.subnets, Unknown)


_EVERYTHING: dict[str, tuple[str, dict[str, Any]]] = {
    "TaskSet": ("AWS::ECS::TaskSet", {"TaskDefinition": "t", "NetworkConfiguration": {"AwsVpcConfiguration": NETWORK}}),
    "Pipe": (
        "AWS::Pipes::Pipe",
        {
            "TargetParameters": {
                "EcsTaskParameters": {
                    "TaskDefinitionArn": "t",
                    "NetworkConfiguration": {"AwsvpcConfiguration": NETWORK},
                }
            }
        },
    ),
    "Runner": (
        "AWS::AppRunner::Service",
        {
            "NetworkConfiguration": {"EgressConfiguration": {"EgressType": "VPC", "VpcConnectorArn": ref("Connector")}},
            "InstanceConfiguration": {"InstanceRoleArn": att("Rights", "Arn")},
        },
    ),
    "Connector": ("AWS::AppRunner::VpcConnector", NETWORK),
    "Shared": ("AWS::ElasticBeanstalk::ConfigurationTemplate", {"OptionSettings": [SUBNETS]}),
    "Environment": (
        "AWS::ElasticBeanstalk::Environment",
        {"TemplateName": ref("Shared"), "OptionSettings": [WEARS, ALONE, PROFILE]},
    ),
    "Fleet": ("AWS::EC2::EC2Fleet", {"LaunchTemplateConfigs": [_launch("Launch", "subnet-1")]}),
    "Launch": ("AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"SecurityGroupIds": GROUPS}}),
    "Firewall": (
        "AWS::NetworkFirewall::Firewall",
        {"VpcId": ref("Vpc"), "FirewallPolicyArn": ref("Policy"), "SubnetMappings": [{"SubnetId": ref("VpcSubnetB")}]},
    ),
    "Policy": (
        "AWS::NetworkFirewall::FirewallPolicy",
        {
            "FirewallPolicy": {
                "StatelessDefaultActions": ["aws:forward_to_sfe"],
                "StatefulDefaultActions": ["aws:drop_strict"],
                "StatefulRuleGroupReferences": [{"ResourceArn": "r"}],
            }
        },
    ),
    "Task": ("AWS::ECS::TaskDefinition", {"Family": "t", "TaskRoleArn": att("Rights", "Arn")}),
    "Job": (
        "AWS::Glue::Job",
        {
            "Connections": {"Connections": ["c"]},
            "DefaultArguments": {"--disable-proxy-v2": "true"},
            "GlueVersion": "4.0",
        },
    ),
    "Database": ("AWS::RDS::DBInstance", {"DBSubnetGroupName": ref("Places")}),
    "Places": ("AWS::RDS::DBSubnetGroup", {"SubnetIds": HERE}),
    "Association": (
        "AWS::NetworkFirewall::VpcEndpointAssociation",
        {"VpcId": ref("Vpc"), "SubnetMapping": {"SubnetId": ref("VpcSubnetB")}},
    ),
    "Through": (
        "AWS::EC2::Route",
        {
            "RouteTableId": ref("VpcTable"),
            "DestinationCidrBlock": "0.0.0.0/0",
            "VpcEndpointId": {
                "Fn::Select": [1, {"Fn::Split": [":", {"Fn::Select": [0, att("Firewall", "EndpointIds")]}]}]
            },
        },
    ),
    "Blocking": ("AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": "block-bidirectional"}),
    "Except": (
        "AWS::EC2::VPCBlockPublicAccessExclusion",
        {"VpcId": ref("Vpc"), "InternetGatewayExclusionMode": "allow-egress"},
    ),
    "Workgroup": ("AWS::RedshiftServerless::Workgroup", {"SubnetIds": HERE, "EnhancedVpcRouting": True}),
    "Balancer": ("AWS::ElasticLoadBalancingV2::LoadBalancer", {"Subnets": HERE, "Scheme": "internal"}),
    "Images": ("AWS::ImageBuilder::InfrastructureConfiguration", {"SubnetId": HERE[0], "InstanceProfileName": "p"}),
}
_ODD: list[Any] = [
    *(None, True, 0, "", "x"),
    *([], [{}], {}, {"a": 1}, ref("AWS::NoValue"), ref("P")),
    {"Fn::If": ["C", 1, [2]]},
    {"Fn::Split": [",", ref("P")]},
    {"Fn::Sub": "${Vpc}-${P}"},
]


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


@pytest.mark.parametrize("name", _EVERYTHING)
def test_a_bent_resource_is_read_or_refused(name: str) -> None:
    whole = vpc() | role("Rights", identity())
    for other, (type_, properties) in _EVERYTHING.items():
        whole = whole.plus(other, type_, properties)
    whole = whole.section("Parameters", P={"Type": "String"}).section("Conditions", C={"Fn::Equals": [ref("P"), "x"]})
    for path in _paths(_EVERYTHING[name][1]):
        for odd in _ODD:
            bent = copy.deepcopy(whole.body)
            container = bent["Resources"][name]["Properties"]
            for key in path[:-1]:
                container = container[key]
            container[path[-1]] = odd
            with suppress(InvalidInputError):
                assert list(Deployment.of({"T": bent}, region="us-east-1").networks())
