"""The arguments that all perimeter constructs have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam

from private_endpoints.constructs._perimeter.asked import Asked
from private_endpoints.constructs._perimeter.checks import (
    account_problems,
    action_problems,
    asked_problems,
    lock_out_problems,
)
from private_endpoints.constructs._perimeter.exempt import Exempt, exempt_arns
from private_endpoints.constructs._perimeter.guarded import Guarded, stream_of
from private_endpoints.constructs._perimeter.perimeter import Perimeter
from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.constructs.endpoint_access import EndpointAccess
from private_endpoints.errors import Problem

__all__ = ["asked_of", "build", "perimeter_problems"]


def asked_of(
    *,
    access: Sequence[EndpointAccess],
    endpoints: Sequence[ec2.IVpcEndpoint],
    vpcs: Sequence[ec2.IVpc],
    organization_id: str | None,
    accounts: Sequence[str],
    break_glass: Sequence[Exempt],
    service_roles: Sequence[iam.IRole | str],
    problems: list[Problem],
) -> Asked:
    """What the arguments ask for; what is wrong with them goes into `problems`."""
    asked = Asked(
        access=_having("access", access, "endpoints", "PrivateS3Access or another access construct", problems),
        endpoints=listed("endpoints", endpoints, problems),
        vpcs=_having("vpcs", vpcs, "vpc_id", "ec2.IVpc objects", problems),
        organizations=() if organization_id is None else (organization_id,),
        accounts=listed("accounts", accounts, problems),
        break_glass=exempt_arns("break_glass", break_glass, problems),
        service_roles=exempt_arns("service_roles", service_roles, problems),
    )
    problems += account_problems(asked)
    return replace(asked, misread=bool(problems))


def perimeter_problems(
    guarded: Guarded, asked: Asked, actions: Sequence[str] | None, problems: list[Problem]
) -> tuple[str, ...]:
    """The actions that are refused; what is wrong with the perimeter of one resource goes into `problems`."""
    denied = guarded.row.data_actions if actions is None else tuple(actions)
    problems += asked_problems(guarded, asked)
    problems += action_problems(guarded.row, denied)
    problems += lock_out_problems(guarded.row, denied, asked.break_glass)
    return denied


def build(guarded: Guarded, asked: Asked, denied: Sequence[str]) -> None:
    """Add to the perimeter of a resource, and to that of its stream if it has one."""
    perimeter = Perimeter.of(guarded)
    perimeter.widen(asked)
    perimeter.deny(denied)
    stream = stream_of(guarded)
    if stream is not None:
        build(stream, asked, stream.row.data_actions)


def _having(argument: str, given: Any, attribute: str, what: str, problems: list[Problem]) -> tuple[Any, ...]:  # noqa: ANN401 - a user's
    """The items of a list, of which each has to have an attribute."""
    items = listed(argument, given, problems)
    problems += [
        Problem("wrong-type", f"{argument}= holds {one!r}", f"give {what}")
        for one in items
        if not hasattr(one, attribute)
    ]
    return tuple(one for one in items if hasattr(one, attribute))
