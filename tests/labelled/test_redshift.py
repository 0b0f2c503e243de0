"""Clusters and workgroups of Redshift, with enhanced VPC routing and without."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.callers import GROUPS, HERE, SSM, caller
from support.labelled.networks import identity, interface, role, rule, with_nat

_REDSHIFT = "https://docs.aws.amazon.com/redshift/latest/mgmt/enhanced-vpc-routing.html"

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


def of_namespace(action: str) -> Template:
    """A workgroup whose namespace has a role that may do something."""
    made = serverless(True) | interface("Queues", "sqs") | role("Rights", identity(action=action))  # noqa: FBT003
    made = made.set("Caller", NamespaceName=ref("Space"))
    return made.plus("Space", "AWS::RedshiftServerless::Namespace", {
        "NamespaceName": "n", "IamRoles": [att("Rights", "Arn")]})  # fmt: skip


@labelled(
    Twins(law="a workgroup calls with the roles of its namespace", page=_REDSHIFT, given=of_namespace("sqs:*"),
          ask={"source": "Caller", "service": "sqs", "action": "sqs:SendMessage"},
          change=lambda t: t | role("Rights", identity(action="s3:*")), because="the role may call S3 only"),
)  # fmt: skip
def test_roles_of_namespaces(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="Redshift calls through its VPC if that is enhanced", page=_REDSHIFT, ask=SSM, given=redshift(),
          change=lambda _: redshift(EnhancedVpcRouting=None), other=PUBLIC,
          because="without it traffic goes through the internet"),
    Twins(law="Redshift answers in its subnets whatever it calls through", page=_REDSHIFT,
          ask={"source": "Client", "target": "Caller", "port": 5439},
          given=client(redshift(EnhancedVpcRouting=None)),
          change=lambda t: t.set("CallerGroup", SecurityGroupIngress=[]),
          because="its group admits nobody"),
    Twins(law="what a parameter gives is not known of Redshift", page=_REDSHIFT, ask=SSM, given=redshift(),
          change=lambda _: redshift(EnhancedVpcRouting=ref("P")).section("Parameters", P={"Type": "String"}),
          other=UNKNOWN, because="a parameter gives it"),
    Twins(law="a serverless workgroup of Redshift calls through its VPC if that is enhanced", page=_REDSHIFT, ask=SSM,
          given=serverless(routing=True), change=lambda _: serverless(routing=False), other=PUBLIC,
          because="without it traffic goes through the internet"),
)  # fmt: skip
def test_redshift(case: Labelled) -> None:
    case.check()
