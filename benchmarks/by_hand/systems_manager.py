"""Systems Manager by endpoints, and sessions with a transcript."""

from __future__ import annotations

from aws_cdk import Aws
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_logs as logs
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from benchmarks.by_hand.acknowledge import acknowledge
from benchmarks.by_hand.endpoints import interface, own_account

__all__ = ["make_managed", "public_resources", "session_document", "systems_manager", "transcript_policy"]


def systems_manager(vpc: ec2.Vpc) -> list[ec2.InterfaceVpcEndpoint]:
    """The endpoints of the agent and of its log."""
    services = ec2.InterfaceVpcEndpointAwsService
    return [
        interface(vpc, "Ssm", services.SSM, *public_resources()),
        interface(vpc, "SsmMessages", services.SSM_MESSAGES),
        interface(vpc, "Logs", services.CLOUDWATCH_LOGS),
    ]


def public_resources() -> list[iam.PolicyStatement]:
    """What AWS publishes in Systems Manager for all accounts."""
    ssm_arn = f"arn:{Aws.PARTITION}:ssm:{Aws.REGION}"
    documents = f"{ssm_arn}::document/*"
    return [
        own_account(
            "Documents",
            actions=[
                "ssm:CreateAssociation",
                "ssm:Describe*",
                "ssm:Get*",
                "ssm:List*",
                "ssm:SendCommand",
                "ssm:StartSession",
            ],
            resources=[documents],
        ),
        own_account(
            "Associations", actions=["ssm:CreateAssociationBatch", "ssm:UpdateAssociation"], resources=[documents]
        ),
        own_account(
            "Parameters",
            actions=[
                "ssm:GetParameter",
                "ssm:GetParameterHistory",
                "ssm:GetParameters",
                "ssm:GetParametersByPath",
            ],
            resources=[f"{ssm_arn}::parameter/aws/*"],
        ),
        own_account(
            "PatchBaselines",
            actions=[
                "ssm:DeregisterPatchBaselineForPatchGroup",
                "ssm:DescribeEffectivePatchesForPatchBaseline",
                "ssm:GetPatchBaseline",
                "ssm:RegisterDefaultPatchBaseline",
                "ssm:RegisterPatchBaselineForPatchGroup",
            ],
            resources=[f"{ssm_arn}:*:patchbaseline/*"],
        ),
        own_account(
            "Runbooks",
            actions=[
                "ssm:Describe*",
                "ssm:Get*",
                "ssm:List*",
                "ssm:StartAutomationExecution",
                "ssm:StartChangeRequestExecution",
            ],
            resources=[f"{ssm_arn}::automation-definition/*", documents],
        ),
    ]


def transcript_policy(scope: Construct, group: logs.LogGroup) -> iam.ManagedPolicy:
    """May write transcripts."""
    policy = iam.ManagedPolicy(
        scope,
        "WritesTranscripts",
        statements=[
            iam.PolicyStatement(
                actions=["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
                resources=[group.log_group_arn],
            ),
            iam.PolicyStatement(actions=["logs:DescribeLogGroups"], resources=["*"]),
        ],
    )
    acknowledge(
        policy,
        "AwsSolutions::AwsSolutions-IAM5[Resource::*]",
        reason="logs:DescribeLogGroups is an action on all log groups",
    )
    return policy


def session_document(scope: Construct, group: logs.LogGroup, *, encrypted: bool) -> ssm.CfnDocument:
    """The preferences of sessions."""
    return ssm.CfnDocument(
        scope,
        "SessionDocument",
        content={
            "schemaVersion": "1.0",
            "description": "Sessions with a transcript",
            "sessionType": "Standard_Stream",
            "inputs": {
                "runAsEnabled": False,
                "cloudWatchLogGroupName": group.log_group_name,
                "cloudWatchStreamingEnabled": True,
                "cloudWatchEncryptionEnabled": encrypted,
            },
        },
        document_type="Session",
        document_format="JSON",
        update_method="NewVersion",
    )


def make_managed(instance: ec2.Instance, transcripts: iam.ManagedPolicy) -> None:
    """Let an instance be managed, and write transcripts."""
    instance.role.add_managed_policy(iam.ManagedPolicy.from_aws_managed_policy_name("AmazonSSMManagedInstanceCore"))
    instance.role.add_managed_policy(transcripts)
    acknowledge(
        instance,
        "AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]",
        reason="AWS keeps this policy in step with the agent",
    )
