"""REST APIs of API Gateway, private and public."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import (
    identity,
    interface,
    policy,
    role,
    statement,
    vpc,
    with_nat,
    worker,
    worker_with_role,
)

_FLOW = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"
_EXAMPLES = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html"
_ATTACHED = (
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html"
)
_TYPES = "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-endpoint-types.html"
_FROM_VPC = "https://repost.aws/knowledge-center/api-gateway-vpc-connections"
_NAMES = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html"
_AUTH = "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html"
_PREFLIGHT = "https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html"
_DEFAULT_NAME = "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html"

CALL: dict[str, Any] = {"source": "Worker", "service": "execute-api", "target": "Api"}
INVOKE: dict[str, Any] = {**CALL, "action": "execute-api:Invoke"}
INTO: dict[str, Any] = {"protect": "Api", "action": "execute-api:Invoke"}

THROUGH = {"StringEquals": {"aws:SourceVpce": ref("Endpoint")}}
OF_OTHERS = {"StringEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}
BARRED = {"StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}}
CLONE = {"CloneFrom": "a1b2c3d4e5"}


def lets_in(condition: dict[str, Any] | None = None, resource: Any = "execute-api:/*") -> dict[str, Any]:
    allowed = statement("Allow", "execute-api:Invoke", resource)
    return policy(allowed if condition is None else {**allowed, "Condition": condition})


def refuses(condition: dict[str, Any], resource: Any = "execute-api:/*") -> dict[str, Any]:
    denied = statement("Deny", "execute-api:Invoke", resource, Condition=condition)
    return policy(statement(action="execute-api:Invoke", resource=resource), denied)


def method(kind: str = "NONE", name: str = "Method", verb: str = "GET") -> Template:
    given = {"RestApiId": ref("Api"), "ResourceId": att("Api", "RootResourceId"), "HttpMethod": verb}
    return Template().plus(name, "AWS::ApiGateway::Method", {**given, "AuthorizationType": kind})


def api(kind: str = "PRIVATE", **properties: Any) -> Template:
    given = {"Name": "api", "EndpointConfiguration": {"Types": [kind]}, "Policy": lets_in(THROUGH), **properties}
    return Template().plus("Api", "AWS::ApiGateway::RestApi", given)


def network(*statements: dict[str, Any]) -> Template:
    return worker_with_role(*statements) | interface(of="execute-api")


MAY_INVOKE = identity(action="execute-api:Invoke")
OPEN = network() | api() | method()
SIGNED = network(MAY_INVOKE) | api() | method("AWS_IAM")
OUT = vpc() | worker() | with_nat()


def body(operation: dict[str, Any]) -> dict[str, Any]:
    return {"openapi": "3.0.1", "paths": {"/pets": {"get": operation}}}


@labelled(
    Twins(law="without authorization the policy has to allow the call", page=_FLOW, given=OPEN, ask=INVOKE,
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)), because="it allows another endpoint only"),
    Twins(law="without authorization the role does not help", page=_FLOW, ask=INVOKE,
          given=network(MAY_INVOKE) | api() | method(),
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)), because="nobody asks what the role may do"),
    Twins(law="a Deny in short form refuses", page=_EXAMPLES, given=OPEN, ask=INVOKE,
          change=lambda t: t.set("Api", Policy=refuses(BARRED)), because="it refuses all but another endpoint"),
    Twins(law="a Deny in short form spares the endpoint that it names", page=_EXAMPLES, ask=INVOKE,
          given=OPEN.set("Api", Policy=refuses({"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}})),
          change=lambda t: t | interface("Other", "ssm") | api(
              Policy=refuses({"StringNotEquals": {"aws:SourceVpce": ref("Other")}})),
          because="the call comes through the other endpoint"),
    Twins(law="who signs may be allowed by the role", page=_FLOW, ask=INVOKE,
          given=SIGNED.set("Api", Policy=lets_in(OF_OTHERS)),
          change=lambda t: t | role("WorkerRole"), because="neither the role nor the policy allows it"),
    Twins(law="who signs may be allowed by the policy", page=_FLOW, ask=INVOKE,
          given=network() | api() | method("AWS_IAM"),
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)),
          because="neither the role nor the policy allows it"),
    Twins(law="a private API without a policy lets nobody in", page=_ATTACHED, given=SIGNED, ask=INVOKE,
          change=lambda t: t.set("Api", Policy=None), because="such an API cannot be deployed"),
    Twins(law="methods that differ make a difference", page=_FLOW, ask=INVOKE,
          given=SIGNED | method("NONE", "Open", "POST"),
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)), other=UNKNOWN,
          because="only the method that asks for a signature lets the role in"),
    Twins(law="a method of another API makes none", page=_FLOW, ask=INVOKE,
          given=OPEN | method("AWS_IAM", "Stranger").set("Stranger", RestApiId="a1b2c3d4e5"),
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)), because="nobody asks what the role may do"),
    Twins(law="preflight requests are not what is asked for", page=_PREFLIGHT, ask=INVOKE,
          given=SIGNED.set("Api", Policy=lets_in(OF_OTHERS)) | method("NONE", "Preflight", "OPTIONS"),
          change=lambda t: t | method("NONE", "Preflight", "POST"), other=UNKNOWN,
          because="another method lets nobody in whom the policy does not"),
    Twins(law="without methods both ways have to agree", page=_FLOW, ask=INVOKE, given=network(MAY_INVOKE) | api(),
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)), other=UNKNOWN,
          because="it is not known whether the role counts"),
    Twins(law="an authorizer decides for itself", page=_FLOW, ask=INVOKE,
          given=network() | api() | method("CUSTOM"), verdict=UNKNOWN,
          change=lambda t: t.set("Api", Policy=refuses(BARRED)), because="a Deny comes before the authorizer"),
    Twins(law="whether any call gets in is no matter of the authorizer", page=_FLOW, ask=CALL,
          given=network() | api() | method("COGNITO_USER_POOLS"),
          change=lambda t: t.set("Api", Policy=lets_in(OF_OTHERS)), because="a user pool allows nothing by itself"),
    Twins(law="a description says what its operations ask for", page=_AUTH, ask=INVOKE,
          given=network(MAY_INVOKE) | api(Body=body({"x-amazon-apigateway-auth": {"type": "AWS_IAM"}}),
                                          Policy=lets_in(OF_OTHERS)),
          change=lambda t: t.set("Api", Body=body({})), because="without authorization the role does not count"),
    Twins(law="a policy may be for one stage", page=_EXAMPLES, given=OPEN,
          ask={**INVOKE, "resource": "logical:Api/prod/GET/pets"},
          change=lambda t: t.set("Api", Policy=lets_in(THROUGH, "execute-api:/dev/*")),
          because="it is another stage's"),
    Twins(law="what an API copies is not known", page=_FLOW, given=OPEN, ask=INVOKE,
          change=lambda t: t.set("Api", **CLONE), other=UNKNOWN, because="the policy may come with the copy"),
)  # fmt: skip
def test_whom_an_api_lets_in(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="endpoints do not lead to regional APIs", page=_FROM_VPC, given=OPEN, ask=INVOKE,
          change=lambda t: t | api("REGIONAL"), because="the endpoint answers 403 for public APIs"),
    Twins(law="endpoints do not lead to edge-optimized APIs", page=_TYPES, given=OPEN, ask=CALL,
          change=lambda t: t.set("Api", EndpointConfiguration=None),
          because="that is the type that an API has by default"),
    Twins(law="a NAT gateway leads to a public API", page=_FROM_VPC, ask=CALL, verdict=PUBLIC,
          given=OUT | api("REGIONAL", Policy=None) | method(),
          change=lambda t: t | interface(of="execute-api"),
          because="private DNS of the endpoint takes the name of the API"),
    Twins(law="without private DNS the endpoint is in nobody's way", page=_FROM_VPC, ask=CALL, verdict=PUBLIC,
          given=OUT | api("EDGE", Policy=None) | method() | interface(of="execute-api", PrivateDnsEnabled=False),
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=True), because="private DNS takes the name of the API"),
    Twins(law="a NAT gateway does not lead to a private API", page=_NAMES, given=OPEN | with_nat(), ask=INVOKE,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="it answers through endpoints only"),
    Twins(law="an endpoint's own name leads to a private API", page=_NAMES, ask={**INVOKE, "host": "endpoint:Endpoint"},
          given=(OPEN | with_nat()).set("Endpoint", PrivateDnsEnabled=False), other_ask=INVOKE,
          because="its usual name leads to public addresses"),
    Twins(law="an API has a name for each endpoint that it names", page=_NAMES, ask=INVOKE, verdict=UNKNOWN,
          given=(OPEN | with_nat() | api(EndpointConfiguration={
              "Types": ["PRIVATE"], "VpcEndpointIds": [ref("Endpoint")]})).set("Endpoint", PrivateDnsEnabled=False),
          change=lambda t: t | api(), because="it has no other name than its usual one"),
    Twins(law="with private DNS the name does not matter", page=_NAMES, ask=INVOKE,
          given=OPEN | api(EndpointConfiguration={"Types": ["PRIVATE"], "VpcEndpointIds": [ref("Endpoint")]}),
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), other=UNKNOWN,
          because="it is not known which name is called"),
    Twins(law="an API may refuse its usual name", page=_DEFAULT_NAME, given=OPEN, ask=INVOKE,
          change=lambda t: t.set("Api", DisableExecuteApiEndpoint=True), because="only a custom domain name is left"),
    Twins(law="a type that a parameter gives is a case for each", page=_TYPES, ask=INVOKE,
          given=OPEN.section("Parameters", Kind={"Type": "String", "AllowedValues": ["PRIVATE"]})
          | api(EndpointConfiguration={"Types": [ref("Kind")]}),
          change=lambda t: t.section("Parameters", Kind={"Type": "String", "AllowedValues": ["PRIVATE", "REGIONAL"]}),
          other=UNKNOWN, because="a regional API would not be reached"),
    Labelled(name="a short Deny keeps others out", page=_EXAMPLES, verdict=PRIVATE, because="they come from elsewhere",
             given=OPEN.set("Api", Policy=refuses({"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}})),
             ask={**INTO, "caller": {"source_vpce": "vpce-0123456789abcdef0"}}),
    Labelled(name="a short Deny lets in who it is not for", page=_EXAMPLES, verdict=PUBLIC,
             because="it is the endpoint",
             given=OPEN.set("Api", Policy=refuses({"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}})),
             ask={**INTO, "caller": {"source_vpce": "logical:Endpoint"}}),
    Labelled(name="a worker in no VPC does not reach a private API", page=_NAMES, verdict=BLOCKED,
             because="it answers through endpoints only", ask={**INVOKE, "source": "Function"},
             given=OPEN.plus("Function", "AWS::Lambda::Function", {"Role": att("WorkerRole", "Arn"), "Code": {}})),
)  # fmt: skip
def test_from_where_an_api_answers(case: Labelled) -> None:
    case.check()
