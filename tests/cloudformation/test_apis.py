"""REST APIs of API Gateway: what their properties and methods come to.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-restapi.html
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-method.html
"""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Api, Resource
from private_endpoints.values import Unknown, join

_REST_API = "AWS::ApiGateway::RestApi"
_METHOD = "AWS::ApiGateway::Method"
_PRIVATE = {"EndpointConfiguration": {"Types": ["PRIVATE"]}}
_ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke"}


def _resource(*methods: dict[str, Any], **properties: Any) -> Resource:
    resources: dict[str, Any] = {"Api": {"Type": _REST_API, "Properties": {"Name": "api", **properties}}}
    for number, one in enumerate(methods):
        given = {"RestApiId": {"Ref": "Api"}, "HttpMethod": "GET", **one}
        resources[f"Method{number}"] = {"Type": _METHOD, "Properties": given}
    template = {
        "Parameters": {"Given": {"Type": "String"}, "Kind": {"Type": "String", "AllowedValues": ["EDGE", "REGIONAL"]}},
        "Resources": resources,
    }
    network, *_ = Deployment.of({"T": template}, region="eu-west-1", account="111122223333").networks()
    (found,) = network.of(Resource)
    return found


def _api(*methods: dict[str, Any], **properties: Any) -> Api:
    found = _resource(*methods, **properties).api
    assert found is not None
    return found


def _kinds(*methods: dict[str, Any], **properties: Any) -> set[str]:
    found = _api(*methods, **properties).authorizations
    assert not isinstance(found, Unknown)
    return set(found)


def _resources_in(policy: Any) -> list[Any]:
    return [one for statement in policy["Statement"] for one in statement["Resource"]]


@pytest.mark.parametrize(
    ("given", "private"),
    [
        ({}, False),
        ({"EndpointConfiguration": {"IpAddressType": "ipv4"}}, False),
        ({"EndpointConfiguration": {"Types": ["EDGE"]}}, False),
        ({"EndpointConfiguration": {"Types": ["REGIONAL"]}}, False),
        ({"EndpointConfiguration": {"Types": ["PRIVATE"]}}, True),
        ({"EndpointConfiguration": {"Types": "PRIVATE"}}, True),
        ({"EndpointConfiguration": {"Types": [{"Ref": "Kind"}]}}, False),
    ],
)
def test_an_api_is_private_if_its_type_says_so(given: dict[str, Any], *, private: bool) -> None:
    assert _api(**given).private is private


@pytest.mark.parametrize(
    "given",
    [
        {"EndpointConfiguration": {"Types": [{"Ref": "Given"}]}},
        {"EndpointConfiguration": {"Types": ["SOMETHING"]}},
        {"Parameters": {"endpointConfigurationTypes": "PRIVATE"}, "Body": {"paths": {}}},
        {"BodyS3Location": {"Bucket": "b", "Key": "k"}},
        {"CloneFrom": "a1b2c3"},
    ],
)
def test_a_type_that_is_not_said_is_not_guessed(given: dict[str, Any]) -> None:
    assert isinstance(_api(**given).private, Unknown)


def test_the_methods_say_what_they_ask_of_a_caller() -> None:
    assert _kinds({"AuthorizationType": "NONE"}) == {"NONE"}
    assert _kinds({"AuthorizationType": "NONE"}, {"AuthorizationType": "AWS_IAM"}) == {"NONE", "AWS_IAM"}


def test_preflight_requests_do_not_count() -> None:
    preflight = {"HttpMethod": "OPTIONS", "AuthorizationType": "NONE"}
    assert _kinds({"AuthorizationType": "AWS_IAM"}, preflight) == {"AWS_IAM"}


@pytest.mark.parametrize("methods", [(), ({"AuthorizationType": {"Ref": "Given"}},), ({},)])
def test_methods_that_are_not_known_are_not_guessed(methods: tuple[dict[str, Any], ...]) -> None:
    assert isinstance(_api(*methods).authorizations, Unknown)


def test_a_method_of_another_api_says_nothing() -> None:
    other = {"RestApiId": "a1b2c3d4e5", "AuthorizationType": "AWS_IAM"}
    assert _kinds({"AuthorizationType": "NONE"}, other) == {"NONE"}
    parameter = {**other, "RestApiId": {"Ref": "Given"}}
    assert _kinds({"AuthorizationType": "NONE"}, parameter) == {"NONE"}


def _body(operation: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"openapi": "3.0.1", "paths": {"/pets": {"get": operation, "options": {}, "summary": "pets"}}, **more}


_POOL = {"components": {"securitySchemes": {"Pool": {"x-amazon-apigateway-authtype": "cognito_user_pools"}}}}
_LAMBDA = {"securityDefinitions": {"Own": {"type": "apiKey", "x-amazon-apigateway-authtype": "custom"}}}
_SIGNED = {"securityDefinitions": {"Sig": {"type": "apiKey", "x-amazon-apigateway-authtype": "awsSigv4"}}}


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        (_body({}), {"NONE"}),
        (_body({"x-amazon-apigateway-auth": {"type": "aws_iam"}}), {"AWS_IAM"}),
        (_body({"x-amazon-apigateway-auth": {"type": "NONE"}}, security=[{"Pool": []}], **_POOL), {"NONE"}),
        (_body({}, security=[{"Pool": []}], **_POOL), {"COGNITO_USER_POOLS"}),
        (_body({"security": []}, security=[{"Pool": []}], **_POOL), {"NONE"}),
        (_body({"security": [{"Own": []}]}, **_LAMBDA), {"CUSTOM"}),
        (_body({"security": [{"Sig": []}]}, **_SIGNED), {"AWS_IAM"}),
    ],
)
def test_a_description_says_what_its_operations_ask_of_a_caller(body: dict[str, Any], kinds: set[str]) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-auth.html"""
    assert _kinds(Body=body) == kinds


@pytest.mark.parametrize(
    "body",
    [
        {"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}}},
        {"openapi": "3.0.1", "Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://b/k"}}},
        {"paths": {"/": {"$ref": "elsewhere"}}},
        {"paths": {"/": {"get": {"x-amazon-apigateway-auth": {"type": {"Ref": "Given"}}}}}},
        {"paths": {"/": {"get": {"security": [{"Nothing": []}]}}}},
        {"paths": {}},
        "a text",
    ],
)
def test_a_description_that_cannot_be_read_is_not_guessed(body: Any) -> None:
    assert isinstance(_api(Body=body).authorizations, Unknown)


def test_a_description_may_hold_the_policy() -> None:
    policy = {"Version": "2012-10-17", "Statement": [{**_ALLOW, "Resource": ["execute-api:/*"]}]}
    body = _body({}, **{"x-amazon-apigateway-policy": policy})
    found = _resource(Body=body, **_PRIVATE)
    assert found.complete is True
    assert len(_resources_in(found.policy)) == 1
    both = _resource(Body=body, Policy=policy, **_PRIVATE)
    assert isinstance(both.complete, Unknown)
    assert _resource(Body=_body({}), Policy=policy, **_PRIVATE).complete is True


@pytest.mark.parametrize("given", [{"BodyS3Location": {"Bucket": "b", "Key": "k"}}, {"CloneFrom": "a1b2c3"}])
def test_what_is_elsewhere_may_hold_a_policy(given: dict[str, Any]) -> None:
    assert isinstance(_resource(**given, **_PRIVATE).complete, Unknown)


@pytest.mark.parametrize(
    ("short", "rest"),
    [("execute-api:/*", "/*"), ("execute-api:/prod/GET/pets", "/prod/GET/pets"), ("execute-api:prod/*", "/prod/*")],
)
def test_a_short_resource_is_one_of_the_own_api(short: str, rest: str) -> None:
    """https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html"""
    found = _resource(Policy={"Version": "2012-10-17", "Statement": {**_ALLOW, "Resource": short}}, **_PRIVATE)
    assert found.arn is not None
    (resource,) = found.policy["Statement"]["Resource"]  # type: ignore[index]
    assert resource == join([found.arn, rest])


def test_other_resources_stay_as_they_are() -> None:
    full = "arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/*"
    statement = {**_ALLOW, "Resource": [full, "*", {"Ref": "Given"}]}
    found = _resource(Policy={"Version": "2012-10-17", "Statement": [statement]}, **_PRIVATE)
    assert _resources_in(found.policy)[:2] == [full, "*"]


def test_the_names_of_an_api() -> None:
    endpoint = {"EndpointConfiguration": {"Types": ["PRIVATE"], "VpcEndpointIds": ["vpce-0123456789abcdef0"]}}
    assert _api(**endpoint).endpoints == ("vpce-0123456789abcdef0",)
    assert _api(**_PRIVATE).endpoints == ()
    assert _api(**_PRIVATE).has_default_name is True
    assert _api(**_PRIVATE, DisableExecuteApiEndpoint=True).has_default_name is False
