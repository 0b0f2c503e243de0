"""Systems Manager and its Session Manager without the internet."""

from __future__ import annotations

from collections.abc import Iterator

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_ssm as ssm
from constructs import Construct

from private_endpoints.catalog import EndpointKind, service
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.named_buckets import bucket_arns
from private_endpoints.constructs._planning.named_resources import NamedResources
from private_endpoints.constructs._planning.other_types import check_vpc
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.constructs.session_logging import SessionLogging
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy
from private_endpoints.policy.sid import sid

__all__ = ["SsmPrivateAccess"]


class SsmPrivateAccess(EndpointAccess):
    """What an instance needs to be managed, and to be entered through Session Manager.

    Creates, where the VPC does not have them yet, interface endpoints with private DNS for `ssm` and `ssmmessages`,
    and for `ec2messages` in the regions that have it: agents before 3.3.40.0 need it there, and regions launched
    since 2024 do not offer it (https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html).
    In a stack without a region `ec2messages` is left out, because asking for it would fail in a new region.

    With `session_logging` also the endpoints that the transcripts take (`logs`, the S3 gateway, `kms`) and a Session
    document with these preferences. The S3 gateway lets through what its askers name, here writing transcripts: other
    workloads of the VPC that use S3 ask for it with `PrivateS3Access`.

    Attributes:
        session_document: the Session document; None without `session_logging`. Sessions are started with it by
            `aws ssm start-session --document-name`.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        session_logging: SessionLogging | None = None,
        policy: EndpointPolicy | None = None,
        subnets: ec2.SubnetSelection | None = None,
        prefix_list_id: str | None = None,
    ) -> None:
        """Ask for the endpoints.

        Args:
            scope: parent.
            id: id below the parent.
            vpc: owned, imported or looked up; of this or another stack.
            session_logging: where transcripts of sessions go. Default: nowhere.
            policy: what may pass the interface endpoints. Default: this account's principals to this account's
                resources and to the public documents and parameters of Systems Manager (`EndpointPolicy.account()`).
            subnets: where the network interfaces are, one per zone. Default: of each zone the first isolated subnet,
                else the first private one.
            prefix_list_id: AWS's prefix list for S3, where transcripts go to a bucket. Default: the catalog's.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
            EndpointConflictError: another asker wants an endpoint otherwise; the text names both.
        """
        where = path_of(scope, id)
        check_vpc(where, vpc)
        names = ["ssm", "ssmmessages"]
        if service("ec2messages").available_in(cdk.Stack.of(vpc).region):
            names.append("ec2messages")
        problems: list[Problem] = []
        asks = []
        given: object = session_logging
        if not isinstance(given, SessionLogging | None):
            problems.append(_not_session_logging(given))
        elif session_logging is not None:
            problems += session_logging.problems()
            names += _transcript_services(session_logging)
            if session_logging.bucket is not None:
                named = bucket_arns([session_logging.bucket], vpc=vpc, asker=scope, problems=problems)
                if named.arns:
                    asks.append(_bucket_ask(where, named))
        asks += [
            Ask(asker=where, service=service(name), kind=EndpointKind.INTERFACE, subnets=subnets, policy=policy)
            for name in names
        ]
        super().__init__(scope, id, vpc=vpc, asks=asks, problems=problems, prefix_list_id=prefix_list_id)
        self.session_document: ssm.CfnDocument | None = None
        self._writes_transcripts: iam.ManagedPolicy | None = None
        if session_logging is not None:
            self._writes_transcripts = iam.ManagedPolicy(self, "WritesTranscripts")
            session_logging.grant(self._writes_transcripts)
            self.session_document = ssm.CfnDocument(
                self,
                "SessionDocument",
                content=session_logging.preferences(),
                document_type="Session",
                document_format="JSON",
                update_method="NewVersion",
            )

    def grant_managed(self, *targets: iam.IGrantable) -> None:
        """Let instances be managed: the policy `AmazonSSMManagedInstanceCore`, and writing transcripts.

        Args:
            targets: instances, Auto Scaling groups or roles, with roles that are made in this app.

        Raises:
            InvalidInputError: a role that was imported, which takes no policy; no role was changed.
        """
        raise_problems(f"{self.node.path}.grant_managed", [one for target in targets for one in _role_problems(target)])
        core = iam.ManagedPolicy.from_aws_managed_policy_name("AmazonSSMManagedInstanceCore")
        for target in targets:
            role = target.grant_principal
            assert isinstance(role, iam.Role)  # noqa: S101 - looked at above
            role.add_managed_policy(core)
            if self._writes_transcripts is not None:
                role.add_managed_policy(self._writes_transcripts)


def _not_session_logging(given: object) -> Problem:
    return Problem(
        "not-session-logging",
        f"session_logging={given!r} says nothing about transcripts",
        "give SessionLogging(bucket=...) or SessionLogging(log_group=...)",
    )


def _transcript_services(session_logging: SessionLogging) -> list[str]:
    names = ["logs"] if session_logging.log_group is not None else []
    # For the session key only: S3 and CloudWatch Logs call KMS themselves.
    return [*names, "kms"] if session_logging.session_key is not None else names


def _bucket_ask(where: str, bucket: NamedResources) -> Ask:
    actions = ["s3:PutObject", "s3:GetEncryptionConfiguration"]
    return Ask(
        asker=where,
        service=service("s3"),
        kind=EndpointKind.GATEWAY,
        policy=EndpointPolicy.resources(sid(where, "Transcripts"), actions=actions, resources=bucket.arns),
        references=bucket.references,
    )


def _role_problems(target: iam.IGrantable) -> Iterator[Problem]:
    principal = target.grant_principal
    if not isinstance(principal, iam.Role):
        yield Problem(
            "not-a-role-of-this-app",
            f"{principal} is no role that is made in this app, so no policy can be attached to it",
            "attach AmazonSSMManagedInstanceCore to it where it is made, and give roles or instances of this app",
        )
