"""Private access to all that named workloads need."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3
from constructs import Construct

from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.constructs._planning.ask import PrivateDns
from private_endpoints.constructs._planning.insiders import checked_organization
from private_endpoints.constructs._planning.named_buckets import bucket_arns
from private_endpoints.constructs._planning.named_resources import NamedResources
from private_endpoints.constructs._planning.other_types import check_vpc, checked_policy
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.constructs._workloads.asks import Terms, asks_of
from private_endpoints.constructs._workloads.explain import explain, missing
from private_endpoints.constructs._workloads.incomplete import warn_if_incomplete
from private_endpoints.constructs._workloads.problems import ask_problems
from private_endpoints.constructs._workloads.wish import Wish
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
from private_endpoints.constructs.workload_needs import WorkloadNeeds
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["PrivateWorkloadAccess"]


class PrivateWorkloadAccess(EndpointAccess):
    """The endpoints, and the policies on them, that named workloads such as `ecs-fargate` need.

    Creates what the VPC does not have yet: for each interface service an endpoint with private DNS and a security
    group that admits nobody until `allow_from`; for S3 and DynamoDB a gateway. Of the resources that AWS owns only
    those pass that these workloads need. The S3 gateway lets through the service-owned buckets that they need, such as
    the image layers of ECR; where one of them also keeps data in S3, such as a build its artifacts, `buckets`, or all
    buckets of the account if none are named. From then on all S3 traffic of these subnets takes the gateway: what
    nobody names in its policy is refused.

    What is optional is left out until `include` names it. `explain()` says for each endpoint which workload needs it
    and what for, and what was left out.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        workloads: Sequence[str],
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        buckets: Sequence[s3.IBucket] = (),
        organization_id: str | None = None,
        policy: EndpointPolicy | None = None,
        subnets: ec2.SubnetSelection | None = None,
        private_dns: PrivateDns | None = None,
        supported_zones_only: bool | None = None,
        prefix_list_id: str | None = None,
    ) -> None:
        """Ask for the endpoints.

        Args:
            scope: parent.
            id: id below the parent.
            vpc: owned, imported or looked up; of this or another stack.
            workloads: names such as `"ecs-fargate"`; `private_endpoints.catalog.workloads()` has them all.
            include: what is optional and wanted: names of services, or groups of service-owned buckets. Default: only
                what is required.
            exclude: what is not wanted, although a workload requires it: names of services, or groups of
                service-owned buckets. Default: nothing is left out.
            buckets: your own buckets that the workloads reach through the S3 gateway. Default: all of this account or
                organization, where a workload keeps data in S3; none, where S3 only serves it what AWS owns.
            organization_id: whose principals and resources pass. Default: those of this account.
            policy: what may pass all these endpoints, in place of the perimeter of the account or organization;
                `buckets` and the service-owned buckets pass besides; not with `organization_id`. Default: that
                perimeter.
            subnets: where the network interfaces are, one per zone. Default: of each zone the first isolated subnet,
                else the first private one. A gateway is in the route tables of all of them.
            private_dns: whether the services' own names resolve to the interface endpoints. Default: on where a
                service has private DNS names.
            supported_zones_only: look up at synth in which zones each service is offered, and leave out subnets in
                others; needs an account and a region. Default: no lookup.
            prefix_list_id: AWS's prefix list of the gateway service. Default: the catalog's for the region.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
            EndpointConflictError: another asker wants an endpoint otherwise; the text names both.
        """
        where = path_of(scope, id)
        check_vpc(where, vpc)
        problems: list[Problem] = []
        policy = checked_policy(policy, problems)
        facts = VpcFacts.of(vpc)
        wish = Wish.of(workloads, include=include, exclude=exclude, region=facts.region, problems=problems)
        terms = Terms(
            asker=where,
            policy=policy,
            organization_id=checked_organization(organization_id, policy, problems),
            buckets=_named(buckets, vpc=vpc, asker=scope, problems=problems),
            subnets=subnets,
            private_dns=private_dns,
            supported_zones_only=supported_zones_only,
        )
        asks = asks_of(wish, terms)
        problems += ask_problems(wish, terms, asks, prefix_list_id)
        super().__init__(scope, id, vpc=vpc, asks=asks, problems=problems, prefix_list_id=prefix_list_id)
        self._wish = wish
        warn_if_incomplete(self, wish, asks)

    def explain(self) -> WorkloadNeeds:
        """What was asked for and why, and what was left out: records that print as text."""
        return explain(self._wish, self._nodes, asker=self.node.path)

    def missing(self, vpc: ec2.IVpc) -> WorkloadNeeds:
        """What a VPC, this one or another, lacks for the same workloads: as `missing_for`."""
        return self.missing_for(
            vpc, workloads=self._wish.workloads, include=self._wish.include, exclude=self._wish.exclude
        )

    @classmethod
    def missing_for(
        cls, vpc: ec2.IVpc, *, workloads: Sequence[str], include: Sequence[str] = (), exclude: Sequence[str] = ()
    ) -> WorkloadNeeds:
        """What a VPC lacks for some workloads, as far as this app knows its endpoints. Nothing is made.

        Known are the endpoints that somebody asked for, and those that were adopted (`VpcEndpoints.of(vpc).adopt`). An
        S3 endpoint whose policy, as it stands, refuses service-owned buckets that the workloads need is listed too.

        Args:
            vpc: the VPC.
            workloads: names of workloads.
            include: as for the construct.
            exclude: as for the construct.

        Raises:
            InvalidInputError: no VPC, or all that is wrong with the names.
        """
        check_vpc(f"{cls.__name__}.missing_for", vpc)
        problems: list[Problem] = []
        facts = VpcFacts.of(vpc)
        wish = Wish.of(workloads, include=include, exclude=exclude, region=facts.region, problems=problems)
        raise_problems(f"{facts.path}: {cls.__name__}.missing_for", problems)
        return missing(wish, VpcEndpoints.known(vpc), facts.place)


def _named(
    buckets: Sequence[s3.IBucket], *, vpc: ec2.IVpc, asker: Construct, problems: list[Problem]
) -> NamedResources | None:
    """The buckets as a policy names them; None where none were given."""
    given = listed("buckets", buckets, problems)
    return bucket_arns(given, vpc=vpc, asker=asker, problems=problems) if given else None
