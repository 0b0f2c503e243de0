"""REST APIs of API Gateway: from where they answer, and whom their methods let in.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from private_endpoints.network.model.api import Api
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.policies.open_context import UnsignedContext
from private_endpoints.network.paths.policies.resource_policy import REST_API, policy_of
from private_endpoints.network.paths.question import called_endpoint
from private_endpoints.network.paths.services import service_of
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.policy.evaluation import Policies, PolicyKind, Principal, Request
from private_endpoints.policy.evaluation.layers import Verdict, verdict
from private_endpoints.values import Truth, Unknown, all_of, any_of, negate

__all__ = ["admitted", "admitted_unsigned", "api_of", "is_api", "leads_to_apis", "reached"]

_SERVICE = "execute-api"
# Whether a call is let in, and whether a statement refuses it explicitly.
_Let = tuple[Truth, bool]


def is_api(target: Resource | None) -> bool:
    """Whether it is a REST API."""
    return target is not None and target.type == REST_API


def reached(call: Call, target: Resource, network: Network, trail: Trail) -> Trail:
    """Whether an API answers a call that comes the way that it does."""
    api = api_of(target)
    if call.endpoint is None:
        outside = blocker(
            "private-api-from-outside",
            target,
            f"{target} is a private API, which answers through VPC endpoints only",
            "let its name lead to a VPC endpoint for execute-api",
        )
        trail = trail.require(negate(api.private), outside)
    elif call.vpc is not None and leads_to_apis(call.endpoint, call.vpc, network):
        # "[Y]ou can't use a VPC endpoint to connect to public APIs", whose names its private DNS takes too
        # (https://repost.aws/knowledge-center/api-gateway-vpc-connections).
        inside = blocker(
            "public-api-through-endpoint",
            target,
            f"{target} is no private API, and {call.endpoint} leads to private APIs only: it answers 403",
            "make the API private, or give it a custom domain name, which private DNS of the endpoint does not take",
        )
        trail = trail.require(api.private, inside)
    if policy_of(target) is None:
        # "For a private API, you can't deploy your API without a resource policy."
        # (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html)
        silent = blocker(
            "api-without-policy",
            target,
            f"{target} is a private API without a resource policy, which lets nobody in",
            "add a Policy that allows execute-api:Invoke through the VPC endpoint",
        )
        trail = trail.require(negate(api.private), silent)
    nameless = blocker(
        "default-name-disabled",
        target,
        f"{target} answers 403 to the name that API Gateway gives it",
        "call its custom domain name, or leave DisableExecuteApiEndpoint off",
    )
    return trail.require(_answers_to(call.question.host, api, target), nameless)


def admitted(
    target: Resource, request: Request, policies: Policies, *, exact: bool, by_iam: Callable[[], _Let]
) -> _Let:
    """Whether the methods of an API let a caller in, and whether one refuses it explicitly.

    Args:
        target: the API.
        request: the call, signed by the caller.
        policies: those of API and endpoint.
        exact: whether it is asked for a call; else whether there is any.
        by_iam: what comes of it where a method asks for the credentials of IAM.
    """
    kinds = api_of(target).authorizations
    found = [
        by_iam() if one == "AWS_IAM" else admitted_unsigned(one, target, request, policies, exact=exact)
        # Where it is not known which, both have to agree that need no authorizer.
        for one in (("NONE", "AWS_IAM") if isinstance(kinds, Unknown) else sorted(kinds))
    ]
    truths = [truth for truth, _ in found]
    explicitly = any(truth is False and denied for truth, denied in found)
    if not exact and not isinstance(kinds, Unknown):
        return any_of(truths), explicitly
    return _agreed(truths, f"the AuthorizationType of the methods of {target}"), explicitly


def admitted_unsigned(kind: str, target: Resource, request: Request, policies: Policies, *, exact: bool) -> _Let:
    """The same for a method that asks for no credentials of IAM.

    Args:
        kind: its AuthorizationType.
        target: the API.
        request: the call, signed by the caller.
        policies: those of API and endpoint.
        exact: whether it is asked for a call; else whether there is any.
    """
    unsigned = replace(request, principal=Principal.anonymous(), context=UnsignedContext(request.context))
    if kind == "NONE":
        # "Evaluation of the policy involves seeking an explicit allow [...] An implicit denial or any explicit denial
        # results in denying the caller." Whether somebody signs all the same only the endpoint policy asks for certain.
        both = [_by_policies(one, policies) for one in (unsigned, request)]
        denied = any(truth is False and explicitly for truth, explicitly in both)
        return _agreed([truth for truth, _ in both], f"whether calls of {target} are signed"), denied
    # A Lambda authorizer may allow what the resource policy does not name; for a user pool it has to be named.
    truth, denied = _by_policies(unsigned, policies, named=kind != "CUSTOM")
    if truth is False or not exact:
        return truth, denied
    return all_of((truth, Unknown(frozenset({f"the authorizer of {target}"})))), denied


def api_of(target: Resource) -> Api:
    """What is known of an API."""
    if target.api is not None:
        return target.api
    return Api(
        private=Unknown(frozenset({f"the endpoint type of {target}"})),
        authorizations=Unknown(frozenset({f"the methods of {target}"})),
    )


def leads_to_apis(endpoint: Endpoint, vpc: Vpc, network: Network) -> bool:
    """Whether private APIs are behind an endpoint of a VPC."""
    found = service_of(endpoint, vpc, network)
    return found is not None and found.row.name == _SERVICE


def _answers_to(host: str, api: Api, target: Resource) -> Truth:
    """Whether an API answers to a name.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
    """
    if not host or _SERVICE in host.lower().split("."):
        return api.has_default_name
    if called_endpoint(host) is not None and api.has_default_name is not True:
        return Unknown(frozenset({f"which name of {target} the caller asks for"}))
    return True


def _by_policies(request: Request, policies: Policies, *, named: bool = True) -> _Let:
    """Whether the policies of endpoint and API both let a call in that has no others."""
    found: list[Truth] = []
    denied = False
    for kind, document, must_allow in (
        (PolicyKind.ENDPOINT, policies.endpoint, True),
        (PolicyKind.RESOURCE, policies.resource, named),
    ):
        if document is not None:
            said: Verdict = verdict(kind, (document,), request)
            denied = denied or said.denies is True
            found += [negate(said.denies), said.allows if must_allow else True]
    return all_of(found), denied


def _agreed(truths: Iterable[Truth], otherwise: str) -> Truth:
    """The same whichever of them it is."""
    given = list(truths)
    if given and all(one is given[0] for one in given) and not isinstance(given[0], Unknown):
        return given[0]
    return Unknown(frozenset({otherwise}).union(*(one.depends_on for one in given if isinstance(one, Unknown))))
