"""Whose principals an access construct lets through: the account's, or an organization's."""

from __future__ import annotations

from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy
from private_endpoints.policy.organization_id import organization_id_problem

__all__ = ["checked_organization"]


def checked_organization(
    organization_id: str | None, policy: EndpointPolicy | None, problems: list[Problem]
) -> str | None:
    """The organization, if one is given and can be used.

    Args:
        organization_id: what was given.
        policy: what was given beside it.
        problems: gets what is wrong.
    """
    if organization_id is None:
        return None
    if policy is not None:
        problems.append(
            Problem(
                "policy-and-organization",
                "policy= and organization_id= are both given: a policy says itself whose principals pass, so the "
                "organization would change nothing in it",
                "give one of them; EndpointPolicy.organization(id) and EndpointPolicy.resources(..., "
                "organization_id=id) say both in one policy",
            )
        )
    problem = organization_id_problem(organization_id)
    if problem is None:
        return organization_id
    problems.append(problem)
    return None
