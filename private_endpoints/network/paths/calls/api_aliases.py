"""The names that API Gateway gives a private API for each VPC endpoint.

`{api}-{endpoint}.execute-api.{region}.amazonaws.com` needs no private DNS; where an endpoint has that, it takes
these names too
(https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, either
from private_endpoints.network.paths.policies.apis import api_of, is_api, leads_to_apis
from private_endpoints.network.paths.trail import Trail
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Unknown

__all__ = ["or_by_alias"]


def or_by_alias(
    index: Index, ask: Ask, found: Outcomes, trail: Trail, connect: Callable[[Sequence[Endpoint], Trail], Outcomes]
) -> Outcomes:
    """A private API that its usual name does not lead to may have others, which callers may use or not.

    Args:
        index: the network.
        ask: what is asked.
        found: what comes of it by the usual name.
        trail: what led here.
        connect: what comes of it by endpoints.
    """
    target = None if ask.question.target is None else index.network.find(Resource, ask.question.target)
    if target is None or ask.question.host or set(found) == {Verdict.PRIVATE}:
        return found
    aliases = _alias_endpoints(index, target, ask.vpc.id)
    if not aliases:
        return found
    named = trail.assume(frozenset({f"which of the names of {target} {ask.caller.element} calls"}))
    return either([found, connect(aliases, named)])


def _alias_endpoints(index: Index, target: Resource, vpc: str) -> tuple[Endpoint, ...]:
    """The endpoints of a VPC to which such names of an API lead."""
    api = api_of(target)
    if api.private is False or not is_api(target):
        return ()
    here = [one for one, _ in index.endpoints.at(vpc)]
    home = index.vpc(vpc)
    serving = [one for one in here if leads_to_apis(one, home, index.network)]
    if any(one.private_dns is True for one in serving):
        return ()
    if isinstance(api.endpoints, Unknown) or any(isinstance(one, Unknown) for one in api.endpoints):
        return tuple(serving)
    return tuple(one for one in serving if one.id in api.endpoints)
