"""The finished policy of an endpoint: what AWS would refuse in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.catalog import EndpointKind, Length
from private_endpoints.errors import Problem
from private_endpoints.policy.size import size_of

__all__ = ["MAX_CHARACTERS", "doubts", "refusals"]

# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html (2026-11-21)
MAX_CHARACTERS = 20_480
_NOTHING: Mapping[str, Length] = {}


def refusals(document: Mapping[str, Any], kind: EndpointKind) -> Iterator[Problem]:
    """What AWS would refuse in the policy of an endpoint, or what would make the endpoint refuse everything."""
    raw = document.get("Statement", [])
    statements = [raw] if isinstance(raw, Mapping) else list(raw)
    if not any(statement.get("Effect") == "Allow" for statement in statements):
        yield Problem(
            "no-allow",
            "the endpoint's policy has no Allow statement, so the endpoint refuses everything",
            "add an Allow, or a policy such as EndpointPolicy.account()",
        )
    size = size_of(document).least
    if size > MAX_CHARACTERS:
        yield Problem(
            "policy-too-long",
            f"the endpoint's policy has at least {size:,} characters",
            f"AWS takes {MAX_CHARACTERS:,}; name fewer resources, use wildcards, "
            "or a perimeter (EndpointPolicy.account())",
        )
    if kind is EndpointKind.GATEWAY:
        for statement in statements:
            if statement.get("Principal") not in ("*", {"AWS": "*"}):
                yield Problem(
                    "gateway-principal",
                    f"statement {statement.get('Sid', '(no Sid)')} names a principal",
                    "the policy of a gateway endpoint takes Principal * only; narrow by a condition on "
                    "aws:PrincipalArn instead",
                )


def doubts(document: Mapping[str, Any], known: Mapping[str, Length] = _NOTHING) -> Iterator[Problem]:
    """What AWS would refuse in the policy of an endpoint, should references turn out to be as long as they can be.

    Args:
        document: the policy.
        known: bounds of references that the document itself does not show, as for `size_of`.
    """
    size = size_of(document, known)
    if size.least <= MAX_CHARACTERS < size.greatest:
        yield Problem(
            "policy-may-be-too-long",
            f"the endpoint's policy has {size.least:,} to {size.greatest:,} characters, as long as what it refers to",
            f"AWS takes {MAX_CHARACTERS:,}; give resources physical names, name fewer, or use wildcards",
        )
