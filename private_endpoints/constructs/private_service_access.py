"""Private access to any AWS services."""

from __future__ import annotations

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService, service
from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem, UnknownServiceError
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
                service has private DNS names.
            policy: what may pass. Default: this account's principals to this account's resources, and what the
                service cannot work without (`EndpointPolicy.account()`).
            supported_zones_only: look up at synth in which zones each service is offered, and leave out subnets in
                others; needs an account and a region. Default: no lookup.
            prefix_list_id: AWS's prefix list of the gateway service. Default: the catalog's for the region.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
            EndpointConflictError: another asker wants an endpoint otherwise; the text names both.
        """
        where = path_of(scope, id)
        rows, problems = _rows(services)
        asks = [
            Ask(
                asker=where,
                service=row,
                kind=kind or (EndpointKind.GATEWAY if EndpointKind.GATEWAY in row.kinds else EndpointKind.INTERFACE),
                subnets=subnets,
                private_dns=private_dns,
                policy=policy,
                supported_zones_only=supported_zones_only,
            )
            for row in rows
        ]
        super().__init__(scope, id, vpc=vpc, asks=asks, problems=problems, prefix_list_id=prefix_list_id)


def _rows(services: Sequence[str | EndpointService]) -> tuple[list[EndpointService], list[Problem]]:
    """The rows, each once, and what is wrong with the names."""
    if isinstance(services, str):
        return [], [Problem("not-a-list", f"services={services!r} is one string", f"give a list: [{services!r}]")]
    rows: dict[str, EndpointService] = {}
    problems = []
    if not services:
        problems.append(Problem("no-services", "services=[] names no service", "name at least one"))
    for one in services:
        if isinstance(one, str) and cdk.Token.is_unresolved(one):
            problems.append(
                Problem("token-service", "services= holds a token", "give names that are known at synth, such as 'ssm'")
            )
            continue
        try:
            row = service(one)
        except UnknownServiceError as error:
            problems.append(Problem("unknown-service", error.given, error.hint))
        else:
            rows[row.name] = row
    return list(rows.values()), problems
