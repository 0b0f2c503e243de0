"""Whom a REST API lets in, signed or not: the questions about the perimeters of APIs.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from __future__ import annotations

from dataclasses import replace

from private_endpoints.network.model.resource import Resource
from private_endpoints.network.paths.policies.apis import admitted_unsigned
from private_endpoints.network.paths.policies.open_context import UnsignedContext
from private_endpoints.policy.evaluation import Policies, Principal, Request
from private_endpoints.values import Truth, Unknown, all_of, any_of, negate

__all__ = ["let_in"]

_SIGNED = "AWS_IAM"
_ANY = (_SIGNED, "COGNITO_USER_POOLS", "CUSTOM", "NONE")


def let_in(target: Resource, request: Request, policies: Policies, *, signed: Truth, from_outside: bool) -> Truth:
    """Whether some method of an API lets a caller in, who signs calls or does not, as it likes.

    Args:
        target: the API.
        request: the call, as the caller would sign it.
        policies: those of API and endpoint.
        signed: what comes of it where a method asks for a signature.
        from_outside: whether the call comes through no VPC endpoint. A private API does not answer such calls, nor
            any without a policy of its own
            (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html).
    """
    by_methods = _by_methods(target, request, policies, signed)
    if target.api is None or not (from_outside or policies.resource is None):
        return by_methods
    return all_of((negate(target.api.private), by_methods))


def _by_methods(target: Resource, request: Request, policies: Policies, signed: Truth) -> Truth:
    kinds = Unknown(frozenset({f"the methods of {target}"})) if target.api is None else target.api.authorizations
    known = () if isinstance(kinds, Unknown) else kinds
    truths = [signed if one == _SIGNED else _unsigned(one, target, request, policies) for one in sorted(known or _ANY)]
    if not isinstance(kinds, Unknown):
        return any_of(truths)
    if all(one is truths[0] for one in truths) and not isinstance(truths[0], Unknown):
        return truths[0]
    return Unknown(kinds.depends_on.union(*(one.depends_on for one in truths if isinstance(one, Unknown))))


def _unsigned(kind: str, target: Resource, request: Request, policies: Policies) -> Truth:
    """Whether a method lets a caller in that asks for no signature."""
    anonymous = replace(request, principal=Principal.anonymous(), context=UnsignedContext(request.context))
    if _admitted(kind, target, anonymous, policies) is True:
        return True
    return _admitted(kind, target, request, policies)


def _admitted(kind: str, target: Resource, request: Request, policies: Policies) -> Truth:
    truth, _ = admitted_unsigned(kind, target, request, policies, exact=False)
    return truth
