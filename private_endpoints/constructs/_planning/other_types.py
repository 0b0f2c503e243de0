"""Values of another type than an argument takes: in Python nothing but a check stops them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["check_vpc", "checked_policy", "is_resource", "other_types", "prefix_list_problems"]


def check_vpc(where: str, vpc: object) -> None:
    """Refuse what is no VPC: without one nothing else of a call can be judged.

    Raises:
        InvalidInputError: no VPC of the CDK.
    """
    # Nothing else has both: an imported VPC is of no class that could be asked for.
    if isinstance(vpc, ec2.Vpc) or is_resource(vpc, "vpc_id", "availability_zones"):
        return
    problem = Problem("not-a-vpc", f"vpc={vpc!r} is no VPC", "give an ec2.IVpc, such as ec2.Vpc.from_lookup(...)")
    raise InvalidInputError(where, [problem])


def is_resource(value: object, *attributes: str) -> bool:
    """Whether a value has the attributes of some L2, made or imported."""
    return not isinstance(value, type) and all(hasattr(value, attribute) for attribute in attributes)


def checked_policy(policy: object, problems: list[Problem]) -> EndpointPolicy | None:
    """A rule for an endpoint; None where none is given, or something else is."""
    if policy is None or isinstance(policy, EndpointPolicy):
        return policy
    problems.append(
        Problem(
            "not-a-policy",
            f"policy={policy!r} is no EndpointPolicy",
            "give one such as EndpointPolicy.account(), or your own statements with EndpointPolicy.of(...)",
        )
    )
    return None


def prefix_list_problems(prefix_list_id: object) -> Iterator[Problem]:
    """What is no id of a prefix list; None is: that of the catalog counts."""
    if prefix_list_id is None:
        return
    if not isinstance(prefix_list_id, str) or not (
        prefix_list_id.startswith("pl-") or cdk.Token.is_unresolved(prefix_list_id)
    ):
        yield Problem(
            "not-a-prefix-list", f"prefix_list_id={prefix_list_id!r}", "give an id such as 'pl-0123456789abcdef0'"
        )


def other_types(ask: Ask) -> Iterator[Problem]:
    """What an ask has of another type."""
    subnets: object = ask.subnets
    route_table_ids: Sequence[object] = ask.route_table_ids or ()
    problems: list[Problem] = []
    checked_policy(ask.policy, problems)
    yield from problems
    if subnets is not None and not isinstance(subnets, ec2.SubnetSelection):
        yield Problem(
            "not-a-selection",
            f"subnets={subnets!r} is no selection of subnets",
            "give ec2.SubnetSelection(subnets=[...]) or another one",
        )
    if ask.supported_zones_only not in (None, True, False):
        yield Problem("not-a-flag", f"supported_zones_only={ask.supported_zones_only!r}", "give True or False")
    for one in route_table_ids:
        if not isinstance(one, str) or not one:
            yield Problem("not-a-route-table", f"route_table_ids= holds {one!r}", "give ids such as 'rtb-0123abcd'")
