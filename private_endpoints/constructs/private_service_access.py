"""Private access to any AWS services."""

from __future__ import annotations

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs._planning.insiders import checked_organization
from private_endpoints.constructs._planning.other_types import check_vpc, checked_policy
from private_endpoints.constructs._planning.owned_bucket_groups import owned_bucket_rules
from private_endpoints.constructs._planning.rows import rows_of
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["PrivateServiceAccess"]


class PrivateServiceAccess(EndpointAccess):
    """Endpoints for any AWS services: a gateway for S3, DynamoDB and S3 Express, an interface for all others.

    Creates what the VPC does not have yet: for each interface service an endpoint with private DNS and a security
    group that admits nobody until `allow_from`; for each gateway service a route in the route tables.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        services: Sequence[str | EndpointService],
        kind: EndpointKind | None = None,
        subnets: ec2.SubnetSelection | None = None,
        private_dns: PrivateDns | None = None,
        policy: EndpointPolicy | None = None,
        organization_id: str | None = None,
        owned_buckets: Sequence[str] = (),
        supported_zones_only: bool | None = None,
        prefix_list_id: str | None = None,
    ) -> None:
        """Ask for the endpoints.

        Args:
            scope: parent.
            id: id below the parent.
            vpc: owned, imported or looked up; of this or another stack.
            services: names of the catalog such as `"secretsmanager"` or `"ecr.api"`, full service names, or rows of
                your own.
            kind: Interface or Gateway for all of them. Default: Gateway where the service has one, else Interface.
            subnets: where the network interfaces are, one per zone; for a gateway, whose route tables. Default: of
                each zone the first isolated subnet, else the first private one; for a gateway all of them.
            private_dns: whether the services' own names resolve to the interface endpoints. Default: on where a
                service has private DNS names and no gateway endpoint, so not for S3.
            policy: what may pass. Default: this account's principals to this account's resources, and those resources
                of AWS that the catalog knows a service to need (`EndpointPolicy.account()`), but for service-owned
                buckets, which are named in `owned_buckets`.
            organization_id: the organization whose principals and resources the default lets through; not with
                `policy`. Default: this account.
            owned_buckets: groups of buckets that AWS services own and clients need, beside `policy`, where `s3` is
                among the services: `"ecr-layers"` for whoever pulls images through `ecr.dkr`. Default: none.
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
        organization = checked_organization(organization_id, policy, problems)
        passing = policy or EndpointPolicy.default(organization_id=organization)
        rows = rows_of(services, stack=cdk.Stack.of(vpc), problems=problems)
        for_s3 = owned_bucket_rules(owned_buckets, problems, organization_id=organization)
        asks = [
            Ask(
                asker=where,
                service=row,
                kind=chosen,
                subnets=subnets,
                private_dns=private_dns if chosen is EndpointKind.INTERFACE else None,
                policy=EndpointPolicy.union(passing, *for_s3) if for_s3 and row.name == "s3" else passing,
                supported_zones_only=supported_zones_only,
            )
            for row in rows
            for chosen in [_kind(kind, row, problems)]
        ]
        if for_s3 and all(ask.service.name != "s3" for ask in asks):
            problems.append(
                Problem("owned-buckets-without-s3", "owned_buckets= is given without 's3' in services=", "add 's3'")
            )
        if prefix_list_id is not None and len([ask for ask in asks if ask.kind is EndpointKind.GATEWAY]) > 1:
            problems.append(
                Problem(
                    "one-prefix-list-for-several",
                    "prefix_list_id= is one, and services= has several with a gateway",
                    "ask for them with an access construct each",
                )
            )
        super().__init__(scope, id, vpc=vpc, asks=asks, problems=problems, prefix_list_id=prefix_list_id)


def _kind(given: EndpointKind | None, row: EndpointService, problems: list[Problem]) -> EndpointKind:
    if given is None:
        return EndpointKind.GATEWAY if EndpointKind.GATEWAY in row.kinds else EndpointKind.INTERFACE
    try:
        return EndpointKind(given)
    except ValueError:
        allowed = " or ".join(f"EndpointKind.{kind.name}" for kind in row.kinds)
        problems.append(Problem("no-such-kind", f"kind={given!r}", f"give {allowed}"))
        return EndpointKind.INTERFACE
