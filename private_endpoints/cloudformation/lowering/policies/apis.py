"""REST APIs of API Gateway: their endpoint type, their methods and their policy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.openapi import authorizations_in, policy_in
from private_endpoints.cloudformation.lowering.policies.resources import lower_resource
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Api, Element, Maybe, Resource
from private_endpoints.values import Join, Opaque, Truth, Unknown, Value, any_of, join, negate, references

__all__ = ["METHOD", "lower_rest_api"]

METHOD = "AWS::ApiGateway::Method"
_API = "AWS::ApiGateway::RestApi"
_PRIVATE = "PRIVATE"
_PUBLIC = ("REGIONAL", "EDGE")
# Answers to preflight requests of browsers, which carry no credentials.
_PREFLIGHT = "OPTIONS"
_EVERYTHING = "/*"
_SHORT = "execute-api:"
# What an API is made from that the template does not hold.
_MADE_ELSEWHERE = ("BodyS3Location", "CloneFrom")


def lower_rest_api(facts: Facts) -> Iterator[Element]:
    """`AWS::ApiGateway::RestApi`, with its methods."""
    body = facts.get("Body")
    api = Api(
        private=_private(facts),
        authorizations=_authorizations(facts, body),
        endpoints=_endpoints(facts),
        has_default_name=negate(facts.truth("DisableExecuteApiEndpoint", default=False)),
    )
    for element in lower_resource(facts):
        if not isinstance(element, Resource):
            yield element
            continue
        arn = _own_arn(element.arn)
        policy, complete = _policy(facts, element, body)
        yield replace(element, arn=arn, api=api, policy=_in_full(policy, arn), complete=complete)


def _private(facts: Facts) -> Truth:
    """Whether it is a private API; without a type it is edge-optimized, "the default endpoint type".

    https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html
    """
    options = facts.one("EndpointConfiguration")
    if isinstance(options, Unknown):
        return options
    given = () if options is None else options.texts("Types")
    if isinstance(given, Unknown):
        return given
    if given and options is not None:
        return any_of(_is_private(options, one) for one in given)
    # An import may say it in its parameters (`endpointConfigurationTypes`), a copy is as its original.
    if any(facts.has(one) for one in ("Parameters", *_MADE_ELSEWHERE)):
        return Unknown(frozenset({f"{facts.id}.EndpointConfiguration"}))
    return False


def _is_private(options: Fields, given: Value) -> Truth:
    if isinstance(given, Join):
        options.resolver.evaluation.any_allowed(options.resolver, given)
        return Unknown(references(given))
    if given == _PRIVATE:
        return True
    return False if given in _PUBLIC else Unknown(frozenset({f"the endpoint type {given!r}"}))


def _endpoints(facts: Facts) -> Maybe[tuple[Maybe[str], ...]]:
    options = facts.one("EndpointConfiguration")
    if options is None or isinstance(options, Unknown):
        return () if options is None else options
    return options.ids("VpcEndpointIds")


def _authorizations(facts: Facts, body: object) -> Maybe[frozenset[str]]:
    by_api, strays = facts.context.once("methods of REST APIs", lambda: _by_api(facts.context))
    methods = by_api.get(facts.id, [])
    unclear = {method.id for method, name in strays if facts.context.may_mean(name, facts, near=method)}
    unclear |= {f"{facts.id}.{one}" for one in _MADE_ELSEWHERE if facts.has(one)}
    found: set[str] = set()
    for one in methods:
        if one.known("HttpMethod") == _PREFLIGHT:
            continue
        kind = one.known("AuthorizationType")
        if isinstance(kind, str):
            found.add(kind)
        else:
            unclear.add(f"{one.id}.AuthorizationType")
    if body is not ABSENT:
        described = authorizations_in(body, f"{facts.id}.Body")
        if isinstance(described, Unknown):
            unclear |= described.depends_on
        else:
            found |= described
    if unclear or not found:
        return Unknown(frozenset(unclear or {f"the methods of {facts.id}"}))
    return frozenset(found)


def _by_api(context: Context) -> tuple[dict[str, list[Facts]], list[tuple[Facts, Value | Unknown]]]:
    """Methods by their APIs, and those whose API is nothing in the templates."""
    found: dict[str, list[Facts]] = {}
    strays: list[tuple[Facts, Value | Unknown]] = []
    for method in context.of(METHOD):
        name = method.text("RestApiId")
        if name is None:
            continue
        id_ = context.find(name, _API, near=method)
        if context.get(id_, _API) is None:
            strays.append((method, name))
        else:
            found.setdefault(str(id_), []).append(method)
    return found, strays


def _policy(facts: Facts, element: Resource, body: object) -> tuple[Any, Truth]:
    """`Policy`, or that in the description; of both it is not known which one holds."""
    if any(facts.has(one) for one in _MADE_ELSEWHERE):
        return None, Unknown(frozenset({f"the policy of {facts.id}"}))
    described = None if body is ABSENT else policy_in(body, f"{facts.id}.Body")
    if described is None:
        return element.policy, element.complete
    if isinstance(described, Unknown):
        return None, described
    if element.policy is not None or element.complete is not True:
        return None, Unknown(frozenset({f"the policy of {facts.id}"}))
    return described, True


def _own_arn(arn: Value | None) -> Value | None:
    """The ARN of the API itself, without what stands for all of its methods."""
    if isinstance(arn, str):
        return arn.removesuffix(_EVERYTHING)
    if isinstance(arn, Join) and isinstance(arn.parts[-1], str):
        return join([*arn.parts[:-1], arn.parts[-1].removesuffix(_EVERYTHING)])
    return arn


def _in_full(policy: Any, arn: Value | None) -> Any:  # noqa: ANN401 - a document
    """The policy with full ARNs: in an API's own policy `execute-api:/stage/GET/path` is short for one.

    https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
    """
    if not isinstance(policy, Mapping) or arn is None or "Statement" not in policy:
        return policy
    given = policy["Statement"]
    if isinstance(given, list):
        return {**policy, "Statement": [_statement(one, arn) for one in given]}
    return {**policy, "Statement": _statement(given, arn)}


def _statement(given: Any, arn: Value) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(given, Mapping):
        return given
    return {
        name: [_resource(one, arn) for one in (value if isinstance(value, list) else [value])]
        if name in {"Resource", "NotResource"}
        else value
        for name, value in given.items()
    }


def _resource(given: Any, arn: Value) -> Any:  # noqa: ANN401 - JSON
    parts = given.parts if isinstance(given, Join) else (given,)
    if isinstance(given, Opaque) or not isinstance(parts[0], str) or not parts[0].startswith(_SHORT):
        return given
    return join([arn, "/", parts[0].removeprefix(_SHORT).removeprefix("/"), *parts[1:]])
