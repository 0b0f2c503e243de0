"""Private access to S3."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._planning.gateway_ask import gateway_ask
from private_endpoints.constructs._planning.insiders import checked_organization
from private_endpoints.constructs._planning.named_buckets import bucket_arns
from private_endpoints.constructs._planning.other_types import check_vpc, checked_policy
from private_endpoints.constructs._planning.owned_bucket_groups import owned_bucket_rules
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["BUCKET_ACTIONS", "PrivateS3Access"]

# What applications do with a bucket; administration of the bucket itself is not among it.
BUCKET_ACTIONS = (
    "s3:AbortMultipartUpload",
    "s3:DeleteObject*",
    "s3:GetBucketLocation",
    "s3:GetEncryptionConfiguration",
    "s3:GetObject*",
    "s3:ListBucket*",
    "s3:ListMultipartUploadParts",
    "s3:PutObject*",
    "s3:RestoreObject",
)


class PrivateS3Access(EndpointAccess):
    """The S3 gateway endpoint of a VPC, narrowed to some buckets.

    Creates, if the VPC has none yet, a gateway endpoint in the route tables of the isolated and private subnets: free
    of charge, for callers in the VPC and buckets in its region. From then on all S3 traffic of these subnets takes it,
    also that of other workloads, which went by NAT before: what nobody names in the policy is refused.

    `buckets` and `owned_buckets` are grants, not limits: the endpoint's policy is the union of what all askers named.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        buckets: Sequence[s3.IBucket] | None = None,
        actions: Sequence[str] = BUCKET_ACTIONS,
        owned_buckets: Sequence[str] = (),
        policy: EndpointPolicy | None = None,
        organization_id: str | None = None,
        subnets: ec2.SubnetSelection | None = None,
        route_table_ids: Sequence[str] | None = None,
        prefix_list_id: str | None = None,
    ) -> None:
        """Ask for the endpoint.

        Args:
            scope: parent.
            id: id below the parent.
            vpc: owned, imported (with the route tables of its subnets) or looked up; of this or another stack.
            buckets: buckets that principals of this account, or of the organization, reach. Default: all buckets of
                it, unless `owned_buckets` or `policy` is given.
            actions: what may be done with `buckets`. Default: reading, writing, listing and deleting objects.
            owned_buckets: groups of buckets that AWS services own and clients need, such as `"amazon-linux-2023"`;
                `private_endpoints.catalog.owned_bucket_groups()` lists them. Default: none.
            policy: another rule for what may pass, beside the above; not with `organization_id`. Default: none.
            organization_id: the organization whose principals reach `buckets`, and all buckets of which pass where
                nobody named any. Default: this account.
            subnets: subnets whose route tables get the route. Default: all isolated and private ones.
            route_table_ids: route tables that get the route, by id, beside those of `subnets`.
            prefix_list_id: AWS's prefix list for S3, for clients that are restricted. Default: the catalog's.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
        """
        where = path_of(scope, id)
        check_vpc(where, vpc)
        problems: list[Problem] = []
        policy = checked_policy(policy, problems)
        organization = checked_organization(organization_id, policy, problems)
        rules = [policy] if policy else []
        rules += owned_bucket_rules(owned_buckets, problems, organization_id=organization)
        ask = gateway_ask(
            where,
            "s3",
            what="Buckets",
            named=None if buckets is None else bucket_arns(buckets, vpc=vpc, asker=scope, problems=problems),
            actions=actions,
            rules=rules,
            organization_id=organization,
            subnets=subnets,
            route_table_ids=route_table_ids,
            problems=problems,
        )
        super().__init__(scope, id, vpc=vpc, asks=[ask], problems=problems, prefix_list_id=prefix_list_id)
        self._organization_id = organization

    @property
    def endpoint(self) -> ec2.IGatewayVpcEndpoint:
        """The gateway endpoint."""
        return self.endpoints["s3"]

    def allow_list_all_my_buckets(self) -> None:
        """Let `aws s3 ls` without a bucket through: it lists the names of all buckets of the caller's account."""
        self._let_through(
            EndpointPolicy.resources(
                "ListAllMyBuckets",
                actions=["s3:ListAllMyBuckets"],
                resources=["*"],
                organization_id=self._organization_id,
            )
        )
