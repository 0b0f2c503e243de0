"""The id of an organization, as users give it."""

from __future__ import annotations

import re

from private_endpoints.errors import Problem

__all__ = ["is_token", "organization_id_problem"]

# https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
_ORGANIZATION_ID = re.compile(r"o-[a-z0-9]{10,32}")
# How the CDK writes a value that is known only at deployment.
_TOKEN = "${Token["  # noqa: S105 - no secret


def is_token(text: str) -> bool:
    """Whether a text is known only at deployment."""
    return _TOKEN in text


def organization_id_problem(organization_id: object) -> Problem | None:
    """What is wrong with the id of an organization; None if nothing is, or if it is known only at deployment."""
    given = organization_id
    if isinstance(given, str) and (_ORGANIZATION_ID.fullmatch(given) or is_token(given)):
        return None
    return Problem(
        "not-an-organization",
        f"organization_id={given!r} is no organization id",
        'give "o-" and 10 to 32 lower-case letters or digits (`aws organizations describe-organization`)',
    )
