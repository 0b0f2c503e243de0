"""Whoever is exempt."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.evaluation import Policies, Request
from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.outcome import allowed
from private_endpoints.policy.promise import Promise

__all__ = ["exempt"]


def exempt(cast: Cast, request: Request, policies: Policies, what: str, excluded_by: str | None) -> Iterator[Promise]:
    """Whoever is exempt may do what is otherwise refused."""
    for arn in cast.exempt_principals():
        yield allowed(f"exempt {arn} reaches {what}", request.with_keys({"aws:PrincipalArn": arn}), policies)
    if excluded_by is not None:
        yield allowed(
            f"a principal with the tag {excluded_by} reaches {what}",
            request.with_keys({f"aws:PrincipalTag/{excluded_by}": "true"}),
            policies,
        )
