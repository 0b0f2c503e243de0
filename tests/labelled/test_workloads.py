"""What calls: workloads of all kinds, and the subnets that they may run in."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import gateway, interface, rule, to_internet, vpc, with_nat, worker

_EC2 = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-network-security.html"
_ASG = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"
_FARGATE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"
_EKS = "https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html"
_CODEBUILD = "https://docs.aws.amazon.com/codebuild/latest/userguide/vpc-support.html"
_CAPACITY = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-capacity-providers.html"
_ISOLATED = "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html"
_EKS_FARGATE = "https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html"
_GLUE = "https://docs.aws.amazon.com/glue/latest/dg/start-connecting.html"
_GLUE_PROXY = "https://docs.aws.amazon.com/glue/latest/dg/connection-VPC-disable-proxy.html"
_SAGEMAKER = "https://docs.aws.amazon.com/sagemaker/latest/dg/appendix-notebook-and-internet-access.html"
_BATCH = "https://docs.aws.amazon.com/batch/latest/userguide/compute_resource_AMIs.html"
_SUBNETS = "https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html"
_ROLE = "arn:aws:iam::111122223333:role/service"
_PLACE = {"Subnets": [ref("VpcSubnetA")], "SecurityGroups": [ref("WorkerGroup")]}

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
NOWHERE = [rule(80, CidrIp="127.0.0.1/32")]


def around() -> Template:
    """Everything but the worker: its group, the endpoints, and a third subnet that leads out."""
    return (
        (vpc() | worker().without("Worker") | interface() | gateway() | with_nat())
        .plus("Open", "AWS::EC2::Subnet", {"VpcId": ref("Vpc"), "CidrBlock": "10.0.7.0/24"})
        .without("VpcNatRoute")
    )


def instance() -> Template:
    return around() | worker()


def group() -> Template:
    """An Auto Scaling group with a launch template."""
    data = {"ImageId": "ami-0abcdef1234567890", "InstanceType": "t3.micro", "SecurityGroupIds": [ref("WorkerGroup")]}
    return (
        around()
        .plus("Launch", "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": data})
        .plus(
            "Worker",
            "AWS::AutoScaling::AutoScalingGroup",
            {
                "MinSize": "1",
                "MaxSize": "2",
                "VPCZoneIdentifier": [ref("VpcSubnetA"), ref("VpcSubnetB")],
                "LaunchTemplate": {
                    "LaunchTemplateId": ref("Launch"),
                    "Version": att("Launch", "LatestVersionNumber"),
                },
            },
        )
    )


def function() -> Template:
    given = {
        "Code": {"ZipFile": "pass"},
        "Handler": "index.handler",
        "Runtime": "python3.13",
        "Role": _ROLE,
        "VpcConfig": {"SubnetIds": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]},
    }
    return around().plus("Worker", "AWS::Lambda::Function", given)


def task(**properties: Any) -> Template:
    given = {
        "RequiresCompatibilities": ["FARGATE"],
        "NetworkMode": "awsvpc",
        "Cpu": "256",
        "Memory": "512",
        "ContainerDefinitions": [{"Name": "app", "Image": "public.ecr.aws/docker/library/busybox:latest"}],
        **properties,
    }
    return around().plus("Task", "AWS::ECS::TaskDefinition", given)


def service() -> Template:
    """A Fargate service."""
    return (
        task()
        .plus("Cluster", "AWS::ECS::Cluster")
        .plus(
            "Worker",
            "AWS::ECS::Service",
            {
                "Cluster": ref("Cluster"),
                "LaunchType": "FARGATE",
                "TaskDefinition": ref("Task"),
                "NetworkConfiguration": {"AwsvpcConfiguration": _PLACE},
            },
        )
    )


def scheduled() -> Template:
    """A Fargate task that a rule starts."""
    target = {
        "Id": "task",
        "Arn": att("Cluster", "Arn"),
        "RoleArn": _ROLE,
        "EcsParameters": {
            "TaskDefinitionArn": ref("Task"),
            "LaunchType": "FARGATE",
            "NetworkConfiguration": {"AwsVpcConfiguration": _PLACE},
        },
    }
    return (
        task()
        .plus("Cluster", "AWS::ECS::Cluster")
        .plus("Worker", "AWS::Events::Rule", {"ScheduleExpression": "rate(1 hour)", "Targets": [target]})
    )


def nodes() -> Template:
    """A node group, whose nodes wear the group of their launch template."""
    data = {"SecurityGroupIds": [ref("WorkerGroup")]}
    return (
        around()
        .plus(
            "Cluster",
            "AWS::EKS::Cluster",
            {"RoleArn": _ROLE, "ResourcesVpcConfig": {"SubnetIds": [ref("VpcSubnetA"), ref("VpcSubnetB")]}},
        )
        .plus("Launch", "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": data})
        .plus(
            "Worker",
            "AWS::EKS::Nodegroup",
            {
                "ClusterName": ref("Cluster"),
                "NodeRole": _ROLE,
                "Subnets": [ref("VpcSubnetA")],
                "LaunchTemplate": {"Id": ref("Launch"), "Version": "1"},
            },
        )
    )


def build() -> Template:
    given = {
        "ServiceRole": _ROLE,
        "Artifacts": {"Type": "NO_ARTIFACTS"},
        "Source": {"Type": "NO_SOURCE", "BuildSpec": "version: 0.2"},
        "Environment": {
            "Type": "LINUX_CONTAINER",
            "ComputeType": "BUILD_GENERAL1_SMALL",
            "Image": "aws/codebuild/amazonlinux2-x86_64-standard:5.0",
        },
        "VpcConfig": {"VpcId": ref("Vpc"), "Subnets": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]},
    }
    return around().plus("Worker", "AWS::CodeBuild::Project", given)


def notebook() -> Template:
    given = {
        "InstanceType": "ml.t3.medium",
        "RoleArn": _ROLE,
        "SubnetId": ref("VpcSubnetA"),
        "SecurityGroupIds": [ref("WorkerGroup")],
        "DirectInternetAccess": "Disabled",
    }
    return around().plus("Worker", "AWS::SageMaker::NotebookInstance", given)


def model() -> Template:
    given = {
        "ExecutionRoleArn": _ROLE,
        "PrimaryContainer": {"Image": "x"},
        "VpcConfig": {"Subnets": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]},
    }
    return around().plus("Worker", "AWS::SageMaker::Model", given)


def pods() -> Template:
    """Pods on Fargate, in the cluster's own group."""
    cluster = {
        "Name": "c",
        "RoleArn": _ROLE,
        "ResourcesVpcConfig": {"SubnetIds": [ref("VpcSubnetA"), ref("VpcSubnetB")]},
    }
    profile = {
        "ClusterName": ref("Cluster"),
        "PodExecutionRoleArn": _ROLE,
        "Selectors": [{"Namespace": "default"}],
        "Subnets": [ref("VpcSubnetA")],
    }
    made = around().plus("Cluster", "AWS::EKS::Cluster", cluster)
    return made.plus("Worker", "AWS::EKS::FargateProfile", profile)


def glue() -> Template:
    """A job with a network connection."""
    place = {
        "AvailabilityZone": att("VpcSubnetA", "AvailabilityZone"),
        "SubnetId": ref("VpcSubnetA"),
        "SecurityGroupIdList": [ref("WorkerGroup")],
    }
    connection = {"ConnectionType": "NETWORK", "Name": "network", "PhysicalConnectionRequirements": place}
    return (
        around()
        .plus("Connection", "AWS::Glue::Connection", {"CatalogId": "111122223333", "ConnectionInput": connection})
        .plus(
            "Worker",
            "AWS::Glue::Job",
            {
                "Role": _ROLE,
                "Command": {"Name": "glueetl", "ScriptLocation": "s3://scripts/a.py"},
                "Connections": {"Connections": [ref("Connection")]},
                "DefaultArguments": {"--disable-proxy-v2": "true"},
                "GlueVersion": "4.0",
            },
        )
    )


def batch() -> Template:
    given = {
        "Type": "MANAGED",
        "ComputeResources": {
            "Type": "FARGATE",
            "MaxvCpus": 4,
            "Subnets": [ref("VpcSubnetA")],
            "SecurityGroupIds": [ref("WorkerGroup")],
        },
    }
    return around().plus("Worker", "AWS::Batch::ComputeEnvironment", given)


def fargate_jobs(address: str) -> Template:
    """Fargate jobs in a public subnet."""
    container = {"Image": "example", "NetworkConfiguration": {"AssignPublicIp": address}}
    given = {"Type": "container", "PlatformCapabilities": ["FARGATE"], "ContainerProperties": container}
    made = batch()
    resources = {**made.resources["Worker"]["Properties"]["ComputeResources"], "Subnets": [ref("VpcPublicSubnet")]}
    return (
        made.set("Worker", ComputeResources=resources)
        .set("VpcPublicSubnet", MapPublicIpOnLaunch=True)
        .plus("Job", "AWS::Batch::JobDefinition", given)
    )


def shut_group() -> Template:
    given = {"GroupDescription": "lets nothing out", "VpcId": ref("Vpc"), "SecurityGroupEgress": NOWHERE}
    return Template().plus("Shut", "AWS::EC2::SecurityGroup", given)


def _interfaces(first: Any, second: Any) -> list[dict[str, Any]]:
    """Two interfaces, of which one lets nothing out."""
    here = {"SubnetId": ref("VpcSubnetA")}
    return [
        {"DeviceIndex": first, **here, "GroupSet": [ref("WorkerGroup")]},
        {"DeviceIndex": second, **here, "GroupSet": [ref("Shut")]},
    ]


def offered() -> Template:
    """An endpoint of a service that a load balancer of another VPC offers."""
    made = (
        (instance() | vpc("Shop", "10.1"))
        .plus(
            "Balancer",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            {"Type": "network", "Scheme": "internal", "Subnets": [ref("ShopSubnetA"), ref("ShopSubnetB")]},
        )
        .plus(
            "Goods", "AWS::ElasticLoadBalancingV2::TargetGroup", {"Port": 8443, "Protocol": "TCP", "VpcId": ref("Shop")}
        )
        .plus(
            "Listener",
            "AWS::ElasticLoadBalancingV2::Listener",
            {
                "LoadBalancerArn": ref("Balancer"),
                "Port": 8443,
                "Protocol": "TCP",
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": ref("Goods")}],
            },
        )
        .plus(
            "Offer",
            "AWS::EC2::VPCEndpointService",
            {"NetworkLoadBalancerArns": [ref("Balancer")], "AcceptanceRequired": False},
        )
    )
    name = {"Fn::Sub": "com.amazonaws.vpce.${AWS::Region}.${Offer}"}
    return made.set("Endpoint", PrivateDnsEnabled=False, ServiceName=name).set(
        "EndpointGroup", SecurityGroupIngress=[rule(8443, CidrIp="10.0.0.0/16")]
    )


def shut(template: Template) -> Template:
    """The worker's group lets nothing out."""
    return template.set("WorkerGroup", SecurityGroupEgress=NOWHERE)


def every_kind() -> list[Twins]:
    kinds = {
        "an instance": (instance(), _EC2),
        "an Auto Scaling group": (group(), _ASG),
        "a function": (function(), _LAMBDA),
        "a Fargate service": (service(), _FARGATE),
        "a scheduled Fargate task": (scheduled(), _FARGATE),
        "a node group": (nodes(), _EKS),
        "a build project": (build(), _CODEBUILD),
        "a notebook": (notebook(), _SAGEMAKER),
        "a Glue job": (glue(), _GLUE),
        "a Batch environment": (batch(), _BATCH),
    }
    rows = []
    for kind, (given, page) in kinds.items():
        rows += [
            Twins(
                law=f"{kind} calls from its subnet with its group",
                page=page,
                given=given,
                ask=SSM,
                change=shut,
                because="its group lets nothing out",
            ),
            Twins(
                law=f"{kind} uses the gateway endpoint of its subnet's table",
                page=page,
                given=given,
                ask={"source": "Worker", "service": "s3"},
                change=lambda t: t.without("VpcAssociationA"),
                because="its subnet uses the main table, which leads nowhere",
            ),
        ]
    return rows


@labelled(*every_kind())
def test_every_kind(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a Fargate job has a public address if its definition says so", page=_BATCH,
          given=fargate_jobs("ENABLED"), ask={"source": "Worker", "service": "sqs"}, verdict=PUBLIC,
          change=lambda t: t | fargate_jobs("DISABLED"), because="the subnet has no say in it"),
    Twins(law="which jobs run in an environment is not known", page=_BATCH,
          given=fargate_jobs("ENABLED"), ask={"source": "Worker", "service": "sqs"}, verdict=PUBLIC,
          change=lambda t: t.plus("Other", "AWS::Batch::JobDefinition",
                                  fargate_jobs("DISABLED").resources["Job"]["Properties"]),
          other=UNKNOWN, because="one of the two has public addresses, and the other has none"),
    Twins(law="a parameter may say that a job is one of Fargate's", page=_BATCH,
          given=fargate_jobs("ENABLED").plus("Other", "AWS::Batch::JobDefinition", {
              **fargate_jobs("DISABLED").resources["Job"]["Properties"], "PlatformCapabilities": ["EC2"]}),
          ask={"source": "Worker", "service": "sqs"}, verdict=PUBLIC,
          change=lambda t: t.set("Other", PlatformCapabilities=[ref("P")]).section("Parameters", P={"Type": "String"}),
          other=UNKNOWN, because="the other has no public address"),
    Twins(law="which interface of an instance comes first may be a parameter's", page=_EC2,
          given=(instance() | shut_group()).set(
              "Worker", SubnetId=None, SecurityGroupIds=None, NetworkInterfaces=_interfaces("0", "1")),
          ask=SSM, change=lambda t: t.set("Worker", NetworkInterfaces=_interfaces(ref("P"), "1"))
          .section("Parameters", P={"Type": "String"}), other=UNKNOWN, because="the other lets nothing out"),
    Twins(law="every subnet of a group has to be good", page=_ASG, given=group(), ask=SSM, other=PRIVATE,
          change=lambda t: t.set("Worker", VPCZoneIdentifier=[ref("VpcSubnetA"), ref("Open")]),
          because="within the VPC the main table is good enough for interface endpoints"),
    Twins(law="one subnet without the gateway endpoint spoils it", page=_ASG, given=group(),
          ask={"source": "Worker", "service": "s3"},
          change=lambda t: t.set("Worker", VPCZoneIdentifier=[ref("VpcSubnetA"), ref("Open")]),
          because="instances in the third subnet have no route to S3"),
    Twins(law="one subnet that leads out spoils it", page=_ASG, given=group(),
          ask={"source": "Worker", "service": "s3"},
          change=lambda t: t.set("Worker", VPCZoneIdentifier=[ref("VpcSubnetA"), ref("VpcPublicSubnet")])
          .set("VpcPublicSubnet", MapPublicIpOnLaunch=True), other=PUBLIC,
          because="instances in the public subnet call over the internet gateway"),
    Twins(law="functions may run in each of their subnets", page=_LAMBDA, given=function(),
          ask={"source": "Worker", "service": "s3"},
          change=lambda t: t.set("Worker", VpcConfig={
              "SubnetIds": [ref("VpcSubnetA"), ref("Open")], "SecurityGroupIds": [ref("WorkerGroup")]}),
          because="in the third subnet nothing leads to S3"),
    Twins(law="a launch template may name the subnet", page=_ASG,
          given=group().set("Launch", LaunchTemplateData={
              "NetworkInterfaces": [{"DeviceIndex": 0, "Groups": [ref("WorkerGroup")]}]}), ask=SSM, change=shut,
          because="its group lets nothing out"),
    Twins(law="tasks may have public addresses", page=_FARGATE,
          given=(service() | to_internet(table="VpcTable")).without("VpcPublicTable", "VpcPublicAssociation", "VpcNat")
          .set("Worker", NetworkConfiguration={"AwsvpcConfiguration": {**_PLACE, "AssignPublicIp": "DISABLED"}}),
          ask={"source": "Worker", "service": "kms"}, verdict=BLOCKED,
          change=lambda t: t.set("Worker", NetworkConfiguration={
              "AwsvpcConfiguration": {**_PLACE, "AssignPublicIp": "ENABLED"}}), other=PUBLIC,
          because="with a public address the internet gateway leads out"),
    Twins(law="a notebook may have an internet path of SageMaker's", page=_SAGEMAKER, given=notebook(),
          ask={"source": "Worker", "service": "kms"}, verdict=BLOCKED,
          change=lambda t: t.set("Worker", DirectInternetAccess="Enabled"), other=PUBLIC,
          because="SageMaker gives it internet access beside the VPC"),
    Twins(law="a parameter may say whether a notebook has a way of its own", page=_SAGEMAKER, given=notebook(), ask=SSM,
          change=lambda t: t.set("Worker", DirectInternetAccess=ref("P")).section("Parameters", P={"Type": "String"}),
          other=UNKNOWN, because="a parameter gives it"),
    Twins(law="a build without a VPC calls over public addresses", page=_CODEBUILD, given=build(), ask=SSM,
          change=lambda t: t.set("Worker", VpcConfig=None), other=PUBLIC, because="it is in no VPC"),
    Twins(law="a Glue job uses the first connection that has a VPC", page=_GLUE, ask=SSM,
          given=glue().plus("Other", "AWS::Glue::Connection", {
              "CatalogId": "111122223333", "ConnectionInput": {"ConnectionType": "KAFKA", "Name": "other"}})
          .set("Worker", Connections={"Connections": [ref("Other"), ref("Connection")]}),
          change=lambda t: t.set("Worker", Connections={"Connections": [ref("Other")]}), other=PUBLIC,
          because="the other one has none"),
    Twins(law="a Glue job without a connection is in no VPC", page=_GLUE, given=glue(), ask=SSM,
          change=lambda t: t.set("Worker", Connections=None), other=PUBLIC, because="it runs in a network of AWS"),
    Twins(law="Glue calls S3 through a proxy of its own by default", page=_GLUE_PROXY, given=glue(),
          ask={"source": "Worker", "service": "s3"},
          change=lambda t: t.set("Worker", DefaultArguments={"--job-language": "python"}), other=UNKNOWN,
          because="whether scripts do so, too, depends on what they call with"),
    Twins(law="the proxy of Glue can be turned off from version 2.0 on", page=_GLUE_PROXY, given=glue(),
          ask={"source": "Worker", "service": "s3"}, change=lambda t: t.set("Worker", GlueVersion="1.0"),
          other=UNKNOWN, because="the version does not know the parameter"),
    Twins(law="logs of a job go through the proxy in any case", page=_GLUE_PROXY,
          given=glue() | interface("Logs", "logs"), ask={"source": "Worker", "service": "logs"}, verdict=UNKNOWN,
          change=lambda t: t.set("Worker", Connections=None), other=PUBLIC,
          because="Glue publishes them from its VPC, a script may send some from this one"),
    Twins(law="other services are called through the VPC", page=_GLUE_PROXY,
          given=glue().set("Worker", DefaultArguments=None), ask=SSM, change=shut,
          because="its group lets nothing out"),
    Twins(law="a function may run in the VPC of a capacity provider", page=_CAPACITY, given=function(), ask=SSM,
          change=lambda t: t.set("Worker", VpcConfig=None, CapacityProviderConfig={
              "LambdaManagedInstancesCapacityProviderConfig": {"CapacityProviderArn": "arn:aws:lambda:x"}}),
          other=UNKNOWN, because="its subnets are the provider's"),
    Twins(law="a build may run in the VPC of a fleet", page=_CODEBUILD, given=build(), ask=SSM,
          change=lambda t: t.set("Worker", VpcConfig=None, Environment={
              "Type": "LINUX_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "x",
              "Fleet": {"FleetArn": "arn:aws:codebuild:eu-west-1:111122223333:fleet/f:1"}}),
          other=UNKNOWN, because="its subnets are the fleet's"),
    Twins(law="an isolated model calls nobody", page=_ISOLATED, given=model(), ask=SSM,
          change=lambda t: t.set("Worker", EnableNetworkIsolation=True), other=UNKNOWN,
          because="its containers make no network calls"),
    Twins(law="pods on Fargate run in private subnets of the cluster", page=_EKS_FARGATE, given=pods(), ask=SSM,
          change=lambda t: t.set("Worker", Subnets=None), other=UNKNOWN,
          because="EKS takes some of them"),
    Twins(law="an instance's group may be the launch template's", page=_EC2,
          given=group().plus("Single", "AWS::EC2::Instance", {
              "SubnetId": ref("VpcSubnetA"),
              "LaunchTemplate": {"LaunchTemplateId": ref("Launch"), "Version": "1"}}),
          ask={"source": "Single", "service": "ssm"}, change=shut, because="its group lets nothing out"),
    Twins(law="a subnet that nobody gave is not known", page=_ASG,
          given=instance(), ask=SSM,
          change=lambda t: t.set("Worker", SubnetId=ref("Given")).section(
              "Parameters", Given={"Type": "AWS::EC2::Subnet::Id"}), other=UNKNOWN, because="it may be of any VPC"),
    Twins(law="an interface calls as a workload does", page=_EC2,
          given=around().plus("Card", "AWS::EC2::NetworkInterface", {
              "SubnetId": ref("VpcSubnetA"), "GroupSet": [ref("WorkerGroup")]}),
          ask={"source": "Card", "service": "ssm"}, change=shut, because="its group lets nothing out"),
    Twins(law="a subnet calls with the groups of the question", page=_EC2, given=around(),
          ask={"source": "VpcSubnetA", "service": "ssm", "groups": ["WorkerGroup"]}, change=shut,
          because="the group lets nothing out"),
    Twins(law="a subnet in another table is another source", page=_EC2, given=around(),
          ask={"source": "VpcSubnetB", "service": "s3", "groups": ["WorkerGroup"]},
          other_ask={"source": "Open", "service": "s3", "groups": ["WorkerGroup"]},
          because="it uses the main table, which leads nowhere"),
)  # fmt: skip
def test_where_workloads_run(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="an endpoint in one subnet serves the whole VPC", page=_SUBNETS,
          given=instance().set("Endpoint", SubnetIds=[ref("VpcSubnetB")]), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="the name has public addresses"),
    Twins(law="an endpoint without subnets answers nowhere", page=_SUBNETS, given=instance(), ask=SSM,
          change=lambda t: t.set("Endpoint", SubnetIds=[]), because="it has no interface"),
    Twins(law="an endpoint in every zone is as good as in one", page=_SUBNETS, given=instance(), ask=SSM,
          other=PRIVATE, change=lambda t: t.set("Endpoint", SubnetIds=[ref("VpcSubnetA")]),
          because="the VPC's local route leads to every subnet"),
    Twins(law="two names of one service are two endpoints", page=_SUBNETS, given=instance(),
          ask={**SSM, "host": "endpoint:Endpoint"},
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.1.0/24")]),
          because="the endpoint does not admit the worker's subnet"),
    Twins(law="whether somebody else accepts an endpoint is not in the template", page=_SUBNETS,
          given=instance().set("Endpoint", PrivateDnsEnabled=False,
                               ServiceName="com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0"),
          ask={"source": "Worker", "host": "endpoint:Endpoint"}, verdict=UNKNOWN,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(80, CidrIp="10.0.0.0/16")]),
          because="443 is not admitted, whoever accepts it"),
    Twins(law="an endpoint service of one's own is in the template", page=_SUBNETS,
          given=offered(), ask={"source": "Worker", "host": "endpoint:Endpoint", "port": 8443},
          other_ask={"source": "Worker", "host": "endpoint:Endpoint", "port": 443},
          because="443 is not admitted"),
    Twins(law="an endpoint service may ask to be accepted", page=_SUBNETS,
          given=offered(), ask={"source": "Worker", "host": "endpoint:Endpoint", "port": 8443},
          change=lambda t: t.set("Offer", AcceptanceRequired=True), other=UNKNOWN,
          because="whether somebody accepts it is not in the template"),
)  # fmt: skip
def test_subnets_of_endpoints(case: Labelled) -> None:
    case.check()
