"""Whom an API of API Gateway refuses."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import interface, policy, statement, vpc
from support.labelled.perimeters import FOREIGN, ONLY_ENDPOINT, thing

_APIS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"
_PRIVATE_APIS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html"
_KEYS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"


def api(kind: str | None, *statements: dict[str, Any]) -> Template:
    """A private API with a method, whose authorization a parameter may give."""
    made = (vpc() | interface(of="execute-api")).section("Parameters", Authorization={"Type": "String"})
    options = {"Name": "a", "EndpointConfiguration": {"Types": ["PRIVATE"]}, "Policy": policy(*statements)}
    made = made.plus("Thing", "AWS::ApiGateway::RestApi", options)
    method = {"RestApiId": ref("Thing"), "ResourceId": att("Thing", "RootResourceId"), "HttpMethod": "GET"}
    authorization = ref("Authorization") if kind is None else kind
    return made.plus("Method", "AWS::ApiGateway::Method", {**method, "AuthorizationType": authorization})


def method(kind: str | None) -> Any:
    return lambda t: t.set("Method", AuthorizationType=ref("Authorization") if kind is None else kind)


def refuses(**conditions: Any) -> Any:
    return lambda t: t.set("Thing", Policy=policy(INVOKES, not_here(**conditions)))


def not_here(**conditions: Any) -> dict[str, Any]:
    return statement("Deny", "execute-api:Invoke", "execute-api:/*", Condition={**ONLY_ENDPOINT, **conditions})


INVOKES = statement(action="execute-api:Invoke", resource="execute-api:/*")
OF_ACCOUNT = {**INVOKES, "Principal": {"AWS": sub("arn:aws:iam::${AWS::AccountId}:root")}}
SIGNED_ONLY = {"Bool": {"aws:PrincipalIsAWSService": "false"}}
ELSEWHERE = "vpce-0123456789abcdef0"
INVOKE = thing("execute-api:Invoke", source_vpce=ELSEWHERE)
FROM_INTERNET = thing("execute-api:Invoke", source_ip="203.0.113.7")


@labelled(
    Twins(law="a private API does not answer to the internet", page=_PRIVATE_APIS, given=api("NONE", INVOKES),
          ask=FROM_INTERNET, other=PUBLIC, because="a regional API does",
          change=lambda t: t.set("Thing", EndpointConfiguration={"Types": ["REGIONAL"]})),
    Twins(law="a private API answers nobody without a policy", page=_PRIVATE_APIS,
          given=api("AWS_IAM", INVOKES).set("Thing", Policy=None), ask=INVOKE, other=PUBLIC,
          change=lambda t: t.set("Thing", Policy=policy(INVOKES)), because="it allows everybody"),
    Twins(law="a private API refuses other endpoints, signed or not", page=_APIS,
          given=api("NONE", INVOKES, not_here()),
          ask=INVOKE, change=lambda t: t.set("Thing", Policy=policy(INVOKES)), other=PUBLIC,
          because="everybody is allowed"),
    Twins(law="a Deny by a key of principals does not meet who signs nothing", page=_KEYS,
          given=api("AWS_IAM", INVOKES, not_here(**SIGNED_ONLY)), ask=INVOKE, change=method("NONE"), other=PUBLIC,
          because="the key is in signed requests only, and the method takes unsigned ones"),
    Twins(law="what decides is whether some method takes unsigned calls", page=_KEYS,
          given=api("AWS_IAM", INVOKES, not_here(**SIGNED_ONLY)), ask=INVOKE, change=method(None), other=UNKNOWN,
          because="a parameter says it"),
    Twins(law="a Deny of everybody outside needs no knowledge of methods", page=_APIS,
          given=api(None, INVOKES, not_here()), ask=INVOKE, change=refuses(**SIGNED_ONLY), other=UNKNOWN,
          because="it spares who signs nothing, if a method lets them"),
    Twins(law="a method without authorization asks for an Allow", page=_APIS,
          given=api("NONE", not_here()), ask=thing("execute-api:Invoke", source_vpce="logical:Endpoint"), other=PUBLIC,
          change=method("AWS_IAM"), because="the account's own roles may be allowed by their own policies"),
    Twins(law="an authorizer may let in whom the policy does not name", page=_APIS,
          given=api("COGNITO_USER_POOLS", OF_ACCOUNT),
          ask=thing("execute-api:Invoke", principal_arn=FOREIGN, source_vpce=ELSEWHERE),
          change=method("CUSTOM"), other=PUBLIC, because="a Lambda authorizer decides, as the policy denies nothing"),
    Twins(law="what a service calls for somebody is signed", page=_KEYS,
          given=api("NONE", INVOKES, not_here(Bool={"aws:ViaAWSService": "false"})).set(
              "Thing", EndpointConfiguration={"Types": ["REGIONAL"]}), ask=FROM_INTERNET, other=PUBLIC,
          other_ask=thing("execute-api:Invoke", via_aws_service=True), because="a service calls for the caller"),
)  # fmt: skip
def test_apis(case: Labelled) -> None:
    case.check()
