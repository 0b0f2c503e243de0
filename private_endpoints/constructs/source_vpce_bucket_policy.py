"""Buckets that refuse whoever does not come through the endpoints."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.catalog import perimeter_resource
from private_endpoints.constructs._perimeter.arguments import asked_of, build, perimeter_problems
from private_endpoints.constructs._perimeter.exempt import Exempt
from private_endpoints.constructs._perimeter.guarded import Guarded
from private_endpoints.constructs._perimeter.resources import checked_resource
from private_endpoints.constructs._planning.arguments import actions_of, listed
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem

__all__ = ["SourceVpceBucketPolicy"]

_BUCKET = "AWS::S3::Bucket"


class SourceVpceBucketPolicy(Construct):
    """A statement in the policy of buckets: no object is read, written or listed but through the endpoints.

    Adds a Deny with `aws:SourceVpce` to the policy that each bucket has; other statements are kept. Several of these
    constructs on one bucket make one perimeter, which lets in the networks and the exempt principals of all.

    Exempt are AWS services (`aws:PrincipalIsAWSService`, `aws:ViaAWSService`) and their service-linked roles, the
    roles that are named, the functions by which the CDK works on objects (`auto_delete_objects`, bucket deployments),
    and whom the bucket's policy names already as an origin access identity of CloudFront or as the account by which
    load balancers write logs. Service *roles* are none of these: replication, AWS Backup, Firehose, functions outside
    the VPC and the like call with a role of yours from outside the VPC. Name them in `service_roles`, or they are
    refused; a warning at synth names those of the app that are forgotten.

    At synth the finished policy is put to the test: who is let in passes, the same caller elsewhere does not, and
    whoever administers the bucket still can. A policy that breaks one of these promises does not synthesize.

    Attributes:
        buckets: the buckets.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        bucket: s3.IBucket | None = None,
        buckets: Sequence[s3.IBucket] = (),
        access: Sequence[EndpointAccess] = (),
        endpoints: Sequence[ec2.IVpcEndpoint] = (),
        vpcs: Sequence[ec2.IVpc] = (),
        organization_id: str | None = None,
        accounts: Sequence[str] = (),
        actions: Sequence[str] | None = None,
        break_glass: Sequence[Exempt] = (),
        service_roles: Sequence[iam.IRole | str] = (),
    ) -> None:
        """Add the statement.

        Args:
            scope: parent.
            id: id below the parent.
            bucket: a bucket that is made in this app.
            buckets: several of them, beside `bucket`.
            access: access constructs whose VPCs' S3 endpoints are let in, gateway and interface where both are in use.
            endpoints: S3 endpoints that are let in, beside those of `access`.
            vpcs: VPCs that are let in by any S3 endpoint of theirs.
            organization_id: an organization of which every account's endpoints are let in. Default: none.
            accounts: accounts of which every endpoint is let in. Default: none.
            actions: what is refused outside. Default: reading, writing and listing objects.
            break_glass: roles or users that are never refused, as objects or exact ARNs. Default: none.
            service_roles: roles with which AWS services call from outside the VPC, as objects or exact ARNs. Default:
                none.

        Raises:
            InvalidInputError: all that is wrong with the arguments; no policy was touched.
        """
        problems: list[Problem] = []
        asked = asked_of(
            access=access,
            endpoints=endpoints,
            vpcs=vpcs,
            organization_id=organization_id,
            accounts=accounts,
            break_glass=break_glass,
            service_roles=service_roles,
            problems=problems,
        )
        denied = None if actions is None else actions_of(actions, problems)
        given = [*([] if bucket is None else [bucket]), *listed("buckets", buckets, problems)]
        if not given:
            problems.append(Problem("no-buckets", "neither bucket= nor buckets= names a bucket", "give bucket=..."))
        planned: list[tuple[Guarded, Sequence[str]]] = []
        for one in given:
            checked = _checked(one)
            if isinstance(checked, Problem):
                problems.append(checked)
            else:
                planned.append((checked, perimeter_problems(checked, asked, denied, problems)))
        raise_problems(path_of(scope, id), list(dict.fromkeys(problems)))
        super().__init__(scope, id)
        self.buckets = tuple(given)
        for guarded, refused in planned:
            build(guarded, asked, refused)

    @property
    def bucket(self) -> s3.IBucket:
        """The bucket; the first one where there are several."""
        return self.buckets[0]


def _checked(bucket: s3.IBucket) -> Guarded | Problem:
    checked = checked_resource("bucket", bucket)
    row = perimeter_resource(_BUCKET)
    if isinstance(checked, Guarded) and checked.row is not row:
        return Problem(
            "not-a-bucket",
            f"bucket= names {bucket.node.path}, a {checked.row.name}",
            "give it to SourceVpceResourcePolicy(resource=...)",
        )
    return checked
