"""A promise that a request is allowed, or denied."""

from __future__ import annotations

from private_endpoints.policy.evaluation import Policies, Request
from private_endpoints.policy.promise import Promise

__all__ = ["allowed", "denied"]


def allowed(law: str, request: Request, policies: Policies) -> Promise:
    """The law that lets a request through."""
    return Promise(law=law, request=request, policies=policies, allowed=True)


def denied(law: str, request: Request, policies: Policies) -> Promise:
    """The law that refuses a request."""
    return Promise(law=law, request=request, policies=policies, allowed=False)
