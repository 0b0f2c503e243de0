"""The finished policy of an endpoint: what AWS would refuse in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.catalog import EndpointKind
from private_endpoints.errors import Problem

__all__ = ["MAX_CHARACTERS", "least_size", "refusals"]

# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html (2026-11-21)
MAX_CHARACTERS = 20_480


def least_size(value: Any) -> int:  # noqa: ANN401 - any JSON value
    """The fewest characters that a document can have once CloudFormation has resolved its intrinsics.

    The literal parts of a `Join` count, a `Ref`, a `GetAtt` and all others count as nothing: what is too long by this
    measure is too long whatever the values turn out to be.
    """
    return len(json.dumps(_without_intrinsics(value), separators=(",", ":"), ensure_ascii=False))


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
    size = least_size(document)
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


def _without_intrinsics(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        if len(value) == 1:
            key, inner = next(iter(value.items()))
            if key == "Fn::Join":
                return "".join(str(_without_intrinsics(part)) for part in inner[1])
            if key == "Ref" or str(key).startswith("Fn::"):
                return ""
        return {key: _without_intrinsics(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_intrinsics(inner) for inner in value]
    return value
