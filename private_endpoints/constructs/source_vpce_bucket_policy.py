"""A bucket that refuses whoever does not come through the endpoints."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._perimeter.bucket_perimeter import BucketPerimeter
from private_endpoints.constructs._perimeter.checks import bucket_problems, endpoint_problems, lock_out_problems
from private_endpoints.constructs._perimeter.exempt import Exempt, exempt_arns
from private_endpoints.constructs._planning.arguments import actions_of, listed
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem

__all__ = ["DATA_ACTIONS", "SourceVpceBucketPolicy"]

# Reading, writing and listing objects. The bucket and its policy stay in the hands of whoever administers them from
# wherever: a Deny of these would lock out its author and fail the next deployment.
DATA_ACTIONS = (
    "s3:AbortMultipartUpload",
    "s3:DeleteObject*",
    "s3:GetObject*",
    "s3:ListBucket*",
    "s3:ListMultipartUploadParts",
    "s3:PutObject*",
    "s3:ReplicateDelete",
    "s3:ReplicateObject",
    "s3:ReplicateTags",
    "s3:RestoreObject",
)


class SourceVpceBucketPolicy(Construct):
    """A statement in a bucket's policy: no object is read, written or listed but through the endpoints.

    Adds a Deny with `aws:SourceVpce` to the policy that the bucket has; other statements are kept. Several of these
    constructs on one bucket make one perimeter, which lets in the endpoints and the exempt principals of all.

    Exempt are AWS services (`aws:PrincipalIsAWSService`, `aws:ViaAWSService`), the roles that are named, and the
    function by which the CDK empties a bucket with `auto_delete_objects`. Service *roles* are none of these:
    replication, AWS Backup, Firehose, bucket deployments, functions outside the VPC and the like call with a role of
    yours from outside the VPC. Name them in `service_roles`, or they are refused.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        bucket: s3.IBucket,
        access: Sequence[EndpointAccess] = (),
        endpoints: Sequence[ec2.IVpcEndpoint] = (),
        actions: Sequence[str] = DATA_ACTIONS,
        break_glass: Sequence[Exempt] = (),
        service_roles: Sequence[iam.IRole | str] = (),
    ) -> None:
        """Add the statement.

        Args:
            scope: parent.
            id: id below the parent.
            bucket: a bucket that is made in this app.
            access: access constructs whose VPCs' S3 endpoints are let in, gateway and interface where both are in use.
            endpoints: S3 endpoints that are let in, beside those of `access`.
            actions: what is refused outside. Default: reading, writing and listing objects.
            break_glass: roles or users that are never refused, as objects or exact ARNs. Where `actions` refuses the
                bucket's own policy too, the role with which CloudFormation deploys belongs here. Default: none.
            service_roles: roles with which AWS services call from outside the VPC, as objects or exact ARNs. Default:
                none.

        Raises:
            InvalidInputError: all that is wrong with the arguments; the bucket's policy was not touched.
        """
        problems: list[Problem] = []
        let_in = listed("access", access, problems)
        further = listed("endpoints", endpoints, problems)
        denied = actions_of(actions, problems)
        glass = exempt_arns("break_glass", break_glass, problems)
        roles = exempt_arns("service_roles", service_roles, problems)
        problems += [
            *endpoint_problems(bucket, let_in, further),
            *bucket_problems(bucket),
            *lock_out_problems(denied, glass),
        ]
        raise_problems(path_of(scope, id), problems)
        super().__init__(scope, id)
        self.bucket = bucket
        perimeter = BucketPerimeter.of(bucket)
        perimeter.widen(let_in, further, [*glass, *roles])
        perimeter.deny(denied)
