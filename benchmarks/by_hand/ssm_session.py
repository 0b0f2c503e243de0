"""SsmSession by hand."""

from __future__ import annotations

from aws_cdk import Environment, RemovalPolicies, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_logs as logs
from constructs import Construct

from benchmarks.by_hand.instance import client_instance
from benchmarks.by_hand.systems_manager import make_managed, session_document, systems_manager, transcript_policy
from benchmarks.by_hand.vpc import isolated_vpc

__all__ = ["SsmSession"]

_HTTPS = 443


class SsmSession(Stack):
    """An instance without internet is entered through Session Manager; transcripts go to CloudWatch Logs."""

    def __init__(self, scope: Construct, id: str, *, env: Environment | None = None) -> None:
        super().__init__(scope, id, env=env)
        vpc = isolated_vpc(self, "Vpc")
        transcripts = logs.LogGroup(self, "Transcripts", retention=logs.RetentionDays.ONE_YEAR)
        endpoints = systems_manager(vpc)
        policy = transcript_policy(self, transcripts)
        session_document(self, transcripts, encrypted=False)

        instance = client_instance(self, "Instance", vpc=vpc)
        make_managed(instance, policy)
        for endpoint in endpoints:
            instance.connections.allow_to(endpoint, ec2.Port.tcp(_HTTPS))

        RemovalPolicies.of(self).destroy()
