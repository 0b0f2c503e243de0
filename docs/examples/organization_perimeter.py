# ruff: noqa: INP001 - a script, in no package
"""The policies of an organization: its data stays with its identities, its resources and its networks."""

import aws_cdk as cdk
from constructs import Construct

from private_endpoints import IdentityPerimeter, NetworkPerimeter, OrganizationPerimeter, ResourcePerimeter


class DataPerimeter(cdk.Stack):
    """All three perimeters, attached to one organizational unit."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        OrganizationPerimeter(
            self,
            "Perimeter",
            organization_id="o-exampleorgid",
            targets=["ou-exam-12345678"],
            identity=IdentityPerimeter(trusted_accounts=["999988887777"]),
            resource=ResourcePerimeter(workloads=["session-manager", "ecs-fargate"], regions=["eu-west-1"]),
            network=NetworkPerimeter(corporate_cidrs=["203.0.113.0/24"], vpcs={"eu-west-1": ["vpc-0123456789abcdef0"]}),
            break_glass=["arn:aws:iam::111122223333:role/BreakGlass"],
            exempt_roles=["AWSControlTowerExecution", "stacksets-exec-*"],
            tag_administrators=["arn:aws:iam::111122223333:role/DataOwner"],
        )


app = cdk.App()
DataPerimeter(app, "DataPerimeter")
app.synth()
