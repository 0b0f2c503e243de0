"""What the access constructs for gateway services ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import EndpointKind, service
from private_endpoints.constructs._planning.arguments import actions_of, listed
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._planning.named_resources import NamedResources
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy
from private_endpoints.policy.sid import sid

__all__ = ["gateway_ask"]


def gateway_ask(
    where: str,
    service_name: str,
    *,
    what: str,
    named: NamedResources | None,
    actions: Iterable[str],
    rules: Sequence[EndpointPolicy],
    organization_id: str | None,
    subnets: ec2.SubnetSelection | None,
    route_table_ids: Iterable[str] | None,
    problems: list[Problem],
) -> Ask:
    """An ask for a gateway endpoint that is narrowed to what was named.

    Args:
        where: construct path of who asks.
        service_name: name of the catalog.
        what: word for the resources, in the Sid of their statement.
        named: the resources; None where none were asked for.
        actions: what may be done with them.
        rules: what else may pass. With neither these nor resources, the ask is for the default.
        organization_id: whose principals pass; None for those of the account.
        subnets: whose route tables get the route.
        route_table_ids: route tables by id.
        problems: gets what is wrong.
    """
    allowed = actions_of(actions, problems)
    rules = list(rules)
    if named is not None and named.arns and not problems:
        rules.append(
            EndpointPolicy.resources(
                sid(where, what), actions=allowed, resources=named.arns, organization_id=organization_id
            )
        )
    return Ask(
        asker=where,
        service=service(service_name),
        kind=EndpointKind.GATEWAY,
        subnets=subnets,
        route_table_ids=None if route_table_ids is None else listed("route_table_ids", route_table_ids, problems),
        policy=EndpointPolicy.union(*rules) if rules else EndpointPolicy.default(organization_id=organization_id),
        references=named.references if named is not None else (),
    )
