"""Workloads that services of AWS start in the subnets that they are given."""

from __future__ import annotations

from support.labelled import PUBLIC, UNKNOWN, Labelled, Twins, labelled, ref
from support.labelled.callers import GROUPS, HERE, NETWORK, SSM, caller, strangers
from support.labelled.networks import identity, role

_TYPES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-"


@labelled(
    Twins(law="a task set calls from its subnets", page=f"{_TYPES}ecs-taskset.html", ask=SSM,
          given=caller("AWS::ECS::TaskSet", Cluster="c", Service="s", TaskDefinition="t",
                       NetworkConfiguration={"AwsVpcConfiguration": NETWORK}),
          change=strangers, because="the endpoint admits another group"),
    Twins(law="a pipe starts tasks in their subnets", page=f"{_TYPES}pipes-pipe.html", ask=SSM,
          given=caller("AWS::Pipes::Pipe", RoleArn="r", Source="s", Target="c", TargetParameters={"EcsTaskParameters": {
              "TaskDefinitionArn": "t", "NetworkConfiguration": {"AwsvpcConfiguration": NETWORK}}}),
          change=strangers, because="the endpoint admits another group"),
    Twins(law="a serverless EMR application calls from its subnets", page=f"{_TYPES}emrserverless-application.html",
          ask=SSM, given=caller("AWS::EMRServerless::Application", ReleaseLabel="emr-7.0.0", Type="SPARK",
                                NetworkConfiguration={"SubnetIds": HERE, "SecurityGroupIds": GROUPS}),
          change=lambda t: t.set("Caller", NetworkConfiguration=None), other=PUBLIC,
          because="without a network it is in none of the account's VPCs"),
    Twins(law="images are built in a subnet", page=f"{_TYPES}imagebuilder-infrastructureconfiguration.html", ask=SSM,
          given=caller("AWS::ImageBuilder::InfrastructureConfiguration", Name="i", InstanceProfileName=ref("Profile"),
                       SubnetId=ref("VpcSubnetA"), SecurityGroupIds=GROUPS)
          .plus("Profile", "AWS::IAM::InstanceProfile", {"Roles": [ref("Rights")]}) | role("Rights", identity()),
          change=lambda t: t.set("Caller", SubnetId=None), other=UNKNOWN,
          because="the default VPC is not in the template"),
)  # fmt: skip
def test_workloads_call_from_their_subnets(case: Labelled) -> None:
    case.check()
