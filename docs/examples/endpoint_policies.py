# ruff: noqa: INP001 - a script, in no package
"""What may pass an endpoint: the ready policies, and statements of your own."""

import aws_cdk as cdk
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from private_endpoints import EndpointPolicy, PrivateS3Access, PrivateServiceAccess, PrivateVpc


class Application(cdk.Stack):
    """One endpoint per way to say what may pass."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")

        # The default: this account's principals to this account's resources.
        PrivateServiceAccess(self, "Default", vpc=vpc, services=["kms"])

        # Every account of the organization.
        PrivateServiceAccess(self, "Organization", vpc=vpc, services=["sns"], organization_id="o-a1b2c3d4e5")

        # Of the resources of AWS only those that patching needs.
        patching = EndpointPolicy.account(workloads=["patch-manager"])
        PrivateServiceAccess(self, "Patching", vpc=vpc, services=["ssm"], policy=patching)

        # Some actions on some resources.
        jobs = sqs.Queue(self, "Jobs")
        to_jobs = EndpointPolicy.resources("Jobs", actions=["sqs:SendMessage"], resources=[jobs.queue_arn])
        PrivateServiceAccess(self, "OneQueue", vpc=vpc, services=["sqs"], policy=to_jobs)

        # Buckets of AWS beside all buckets of this account.
        packages = EndpointPolicy.owned_buckets("amazon-linux-2023", "ssm-agent")
        PrivateS3Access(self, "S3", vpc=vpc, policy=EndpointPolicy.union(EndpointPolicy.account(), packages))

        # Statements of your own: what they do not allow does not pass.
        own = EndpointPolicy.of(
            {
                "Sid": "OneRole",
                "Effect": "Allow",
                "Principal": "*",
                "Action": "secretsmanager:GetSecretValue",
                "Resource": "*",
                "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/app"}},
            }
        )
        PrivateServiceAccess(self, "Own", vpc=vpc, services=["secretsmanager"], policy=own)

        # Everything, foreign credentials to foreign resources too.
        PrivateServiceAccess(self, "Open", vpc=vpc, services=["logs"], policy=EndpointPolicy.full_access())


app = cdk.App()
Application(app, "Application")
app.synth()
