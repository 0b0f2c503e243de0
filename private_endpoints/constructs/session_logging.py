"""Where Session Manager writes what was done in a session."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_s3 as s3

from private_endpoints.errors import Problem

__all__ = ["SessionLogging"]


@dataclass(frozen=True, kw_only=True)
class SessionLogging:
    """A log group, a bucket, or both, for the transcripts of sessions.

    Attributes:
        log_group: gets each session's lines while it runs. Default: none.
        bucket: gets each session's transcript when it ends. Default: none.
        key_prefix: prefix of the transcripts in the bucket. Default: the top of the bucket.
        session_key: key that encrypts the session itself between client and instance, beside TLS. Default: TLS only.
    """

    log_group: logs.ILogGroup | None = None
    bucket: s3.IBucket | None = None
    key_prefix: str = ""
    session_key: kms.IKey | None = None

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        if self.log_group is None and self.bucket is None:
            yield Problem(
                "logs-nowhere",
                "session_logging= has neither log_group nor bucket",
                "give SessionLogging(log_group=...) or SessionLogging(bucket=...)",
            )

    def preferences(self) -> dict[str, object]:
        """The content of the Session document.

        https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
        """
        inputs: dict[str, object] = {"runAsEnabled": False}
        if self.log_group is not None:
            inputs["cloudWatchLogGroupName"] = self.log_group.log_group_name
            inputs["cloudWatchStreamingEnabled"] = True
            # Demanding encryption of a group without a key would end every session; so demand it only where it is.
            inputs["cloudWatchEncryptionEnabled"] = _has_key(self.log_group)
        if self.bucket is not None:
            inputs["s3BucketName"] = self.bucket.bucket_name
            inputs["s3KeyPrefix"] = self.key_prefix.rstrip("/")
            inputs["s3EncryptionEnabled"] = True
        if self.session_key is not None:
            inputs["kmsKeyId"] = self.session_key.key_id
        return {
            "schemaVersion": "1.0",
            "description": "Sessions with a transcript",
            "sessionType": "Standard_Stream",
            "inputs": inputs,
        }

    def grant(self, grantee: iam.IGrantable) -> None:
        """Let an instance's role write transcripts.

        https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
        """
        if self.log_group is not None:
            self.log_group.grant(grantee, "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams")
            iam.Grant.add_to_principal(grantee=grantee, actions=["logs:DescribeLogGroups"], resource_arns=["*"])
        if self.bucket is not None:
            prefix = f"{self.key_prefix.rstrip('/')}/*" if self.key_prefix else "*"
            iam.Grant.add_to_principal(
                grantee=grantee,
                actions=["s3:PutObject"],
                resource_arns=[self.bucket.arn_for_objects(prefix)],
            )
            iam.Grant.add_to_principal(
                grantee=grantee, actions=["s3:GetEncryptionConfiguration"], resource_arns=[self.bucket.bucket_arn]
            )
            if self.bucket.encryption_key is not None:
                self.bucket.encryption_key.grant(grantee, "kms:Decrypt", "kms:GenerateDataKey")
        if self.session_key is not None:
            self.session_key.grant(grantee, "kms:Decrypt")


def _has_key(log_group: logs.ILogGroup) -> bool:
    cfn = log_group.node.default_child
    return isinstance(cfn, logs.CfnLogGroup) and cfn.kms_key_id is not None
