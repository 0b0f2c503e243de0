"""What is wrong with a perimeter before it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import PerimeterResource, service
from private_endpoints.constructs._endpoints.service_name import written_out
from private_endpoints.constructs._perimeter.asked import Asked
from private_endpoints.constructs._perimeter.guarded import Guarded
from private_endpoints.constructs.endpoint_access import EndpointAccess
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
from private_endpoints.errors import Problem
from private_endpoints.policy.let_in import missing_keys
from private_endpoints.policy.organization_id import organization_id_problem

__all__ = ["account_problems", "action_problems", "asked_problems", "covers_administration", "lock_out_problems"]

_ACCOUNT = re.compile(r"\d{12}")


def asked_problems(guarded: Guarded, asked: Asked) -> Iterator[Problem]:
    """Networks through which nobody would reach the resource."""
    row = guarded.row
    if not asked.lets_in and not asked.misread:
        yield Problem(
            "no-endpoints",
            f"neither access= nor endpoints= names an endpoint, so the {row.name} would refuse everybody",
            f"give access=[...] or the {_names(row)} endpoints themselves; vpcs=, accounts= and organization_id= let "
            "in more at once",
        )
    for access in asked.access:
        yield from _access_problems(guarded, access)
    for endpoint in asked.endpoints:
        yield from _service_problems(row, endpoint)
    for vpc in asked.vpcs:
        yield from _region_problems(guarded, vpc)
    for name in row.reached_by:
        missing = missing_keys(
            service(name).perimeter_keys, organizations=bool(asked.organizations), accounts=bool(asked.accounts)
        )
        if missing:
            yield Problem(
                "key-not-carried",
                f"requests through an endpoint for {name!r} do not carry {' and '.join(missing)}, so the {row.name} "
                "would refuse everybody inside too",
                "let in by endpoint (access=, endpoints=) or by VPC (vpcs=)",
            )
            return


def account_problems(asked: Asked) -> Iterator[Problem]:
    """Ids that are none."""
    for account in asked.accounts:
        if not (_ACCOUNT.fullmatch(str(account)) or cdk.Token.is_unresolved(account)):
            yield Problem("not-an-account", f"accounts= holds {account!r}", "give the 12 digits of an account")
    for organization in asked.organizations:
        problem = organization_id_problem(organization)
        if problem is not None:
            yield problem


def action_problems(row: PerimeterResource, actions: Sequence[str]) -> Iterator[Problem]:
    """Actions of other services."""
    for action in actions:
        prefix = str(action).partition(":")[0].lower()
        if ":" in str(action) and prefix != row.prefix:
            yield Problem(
                "action-of-another-service",
                f"actions= holds {action!r}, and the policy of a {row.name} knows {row.prefix}:* only",
                f"give actions such as {row.data_actions[0]!r}",
            )


def lock_out_problems(row: PerimeterResource, actions: Sequence[str], break_glass: Sequence[str]) -> Iterator[Problem]:
    """Actions by whose refusal nobody could undo the policy."""
    never = _covered(row.never_denied, actions)
    if never:
        yield Problem(
            "lock-out",
            f"actions={list(actions)!r} refuses {', '.join(never)} too, and nobody can undo the policy of a {row.name} "
            "that does, not even the root user",
            f"leave actions out, or give some of {', '.join(row.data_actions)}",
        )
        return
    covered = _covered(row.administration, actions)
    if covered and not break_glass:
        yield Problem(
            "lock-out",
            f"actions={list(actions)!r} refuses {', '.join(covered)} too, to everybody outside, "
            "also to you and to CloudFormation",
            f"leave actions out to refuse access to what is in the {row.name} only, or name break_glass roles, the one "
            "that CloudFormation deploys with among them",
        )


def covers_administration(row: PerimeterResource, actions: Sequence[str]) -> bool:
    """Whether actions have among them what changes or deletes the policy or the resource."""
    return bool(_covered(row.administration, actions))


def _covered(wanted: Sequence[str], patterns: Sequence[str]) -> list[str]:
    return [one for one in wanted if any(fnmatchcase(one.lower(), str(pattern).lower()) for pattern in patterns)]


def _access_problems(guarded: Guarded, access: EndpointAccess) -> Iterator[Problem]:
    row = guarded.row
    if not any(VpcEndpoints.of(access.vpc).endpoints(name) for name in row.reached_by):
        yield Problem(
            "no-endpoint-of-service",
            f"access= names {access.node.path}, whose VPC has no endpoint for {_names(row)}",
            f"give an access construct with one: PrivateServiceAccess(services={list(row.reached_by)!r})",
        )
    yield from _region_problems(guarded, access.vpc, asker=access.node.path)
    if guarded.resource.node.path in access.references:
        yield Problem(
            "cyclic-reference",
            f"the policy of the endpoint refers to {guarded.resource.node.path} across stacks, and that of the "
            f"{row.name} would refer to the endpoint: each stack would need the other",
            f"give the {row.name} a physical name that is known at synth, or let the endpoint name none",
        )


def _region_problems(guarded: Guarded, vpc: ec2.IVpc, asker: str | None = None) -> Iterator[Problem]:
    regions = (guarded.resource.env.region, cdk.Stack.of(vpc).region)
    if regions[0] != regions[1] and not any(cdk.Token.is_unresolved(one) for one in regions):
        yield Problem(
            "other-region",
            f"{guarded.resource.node.path} is in {regions[0]}, and {asker or vpc.node.path} is in {regions[1]}",
            "an endpoint serves its own region: calls from there would come without it, unless through a "
            "cross-region interface endpoint, which endpoints= takes",
        )


def _service_problems(row: PerimeterResource, endpoint: Any) -> Iterator[Problem]:  # noqa: ANN401 - a user's
    if not hasattr(endpoint, "vpc_endpoint_id"):
        yield Problem("not-an-endpoint", f"endpoints= holds {endpoint!r}", "give ec2.IVpcEndpoint objects")
        return
    cfn = endpoint.node.default_child
    if not isinstance(cfn, ec2.CfnVPCEndpoint):
        return
    stack = cdk.Stack.of(endpoint)
    name = str(written_out(stack.resolve(cfn.service_name), stack.region))
    region = stack.resolve(cfn.service_region) or stack.region
    allowed = [service(one) for one in row.reached_by]
    if name not in {one.service_name_in(str(region)) for one in allowed} and not name.endswith(
        tuple(f".{one.name}" for one in allowed)
    ):
        yield Problem(
            "another-service",
            f"endpoints= names {endpoint.node.path}, an endpoint for {name}",
            f"give endpoints for {_names(row)}: nobody reaches a {row.name} through another",
        )


def _names(row: PerimeterResource) -> str:
    return " or ".join(row.reached_by)
