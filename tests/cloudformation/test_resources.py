"""Which policy a resource has: of its own, beside it, under whatever name."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.cloudformation.lowering.policies.resource_names import comparable
from private_endpoints.network import Network, Resource
from private_endpoints.values import Reference, Unknown, Value, join

_ALLOW = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
_DENY = {**_ALLOW, "Effect": "Deny"}
_POLICY = {"Version": "2012-10-17", "Statement": [_DENY]}
_REF = {"Ref": "X"}
_ARN = {"Fn::GetAtt": ["X", "Arn"]}
_QUEUE = "AWS::SQS::Queue"


def made(type_: str, properties: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"Type": type_, "Properties": properties or {}}


def network(
    *, sections: dict[str, Any] | None = None, account: str | None = "111122223333", **resources: Any
) -> Network:
    template = {**(sections or {}), "Resources": resources}
    return next(iter(Deployment.of({"T": template}, region="us-east-1", account=account).networks()))


def resource(found: Network, id_: str = "T.X") -> Resource:
    one = found.find(Resource, id_)
    assert one is not None
    return one


def is_its_policy(one: Resource) -> bool | None:
    """Whether the one policy is that of the resource; None: that is not known."""
    if isinstance(one.complete, Unknown):
        return None
    return one.policy is not None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", "111122223333/jobs"),
        ("https://sqs.cn-north-1.amazonaws.com.cn/111122223333/jobs", "111122223333/jobs"),
        ("https://queue.amazonaws.com/111122223333/jobs", "111122223333/jobs"),
        (join(["https://sqs.", Reference("R"), ".x/", Reference("A"), "/jobs"]), join([Reference("A"), "/jobs"])),
        (join(["https://x/1/", Reference("A")]), join(["1/", Reference("A")])),
        (join([Reference("A"), "/1/jobs"]), join([Reference("A"), "/1/jobs"])),
        ("jobs", "jobs"),
        ("http", "http"),
    ],
)
def test_urls_are_compared_by_account_and_name(given: Value, expected: Value) -> None:
    assert comparable(_QUEUE, given) == expected
    assert comparable("AWS::SNS::Topic", given) == given


@pytest.mark.parametrize(
    ("name", "queue", "its"),
    [
        (_REF, {}, True),
        ({"Fn::GetAtt": ["X", "QueueUrl"]}, {}, True),
        ("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", {"QueueName": "jobs"}, True),
        ("https://sqs.us-east-1.amazonaws.com/111122223333/other", {"QueueName": "jobs"}, False),
        ("https://sqs.us-east-1.amazonaws.com/444455556666/jobs", {"QueueName": "jobs"}, False),
        ("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", {}, False),
        ("https://sqs.us-east-1.amazonaws.com/111122223333/jobs", {"QueueName": {"Ref": "P"}}, None),
        ({"Fn::Sub": "https://sqs.us-east-1.amazonaws.com/${AWS::AccountId}/${P}"}, {"QueueName": {"Ref": "P"}}, True),
        ({"Fn::Sub": "https://sqs.us-east-1.amazonaws.com/${AWS::AccountId}/${P}"}, {}, False),
        ({"Fn::Sub": "https://sqs.us-east-1.amazonaws.com/${AWS::AccountId}/${P}"}, {"QueueName": "jobs"}, None),
        ({"Ref": "P"}, {}, False),
        ({"Ref": "P"}, {"QueueName": "jobs"}, None),
    ],
)
def test_a_policy_is_for_the_queue_that_it_names(
    name: Any,
    queue: dict[str, Any],
    its: bool | None,  # noqa: FBT001
) -> None:
    for type_, property_, given in (("QueuePolicy", "Queues", [name]), ("QueueInlinePolicy", "Queue", name)):
        beside = made(f"AWS::SQS::{type_}", {property_: given, "PolicyDocument": _POLICY})
        found = network(sections={"Parameters": {"P": {"Type": "String"}}}, X=made(_QUEUE, queue), Y=beside)
        assert is_its_policy(resource(found)) is its, type_


def test_where_the_account_is_not_known_a_url_may_be_of_another() -> None:
    url = "https://sqs.us-east-1.amazonaws.com/111122223333/jobs"
    beside = made("AWS::SQS::QueuePolicy", {"Queues": [url], "PolicyDocument": _POLICY})
    assert is_its_policy(resource(network(account=None, X=made(_QUEUE, {"QueueName": "jobs"}), Y=beside))) is None


@pytest.mark.parametrize(
    ("name", "secret", "its"),
    [
        ("app/db", {"Name": "app/db"}, True),
        ("app/db", {"Name": "app/cache"}, False),
        ("app/db", {"Name": {"Ref": "P"}}, None),
        ("app/db", {}, False),
        ("arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db", {"Name": "app/db"}, True),
        ("arn:aws:secretsmanager:us-east-1:111122223333:secret:app/db", {"Name": "app/d"}, False),
        ({"Ref": "P"}, {"Name": "app/db"}, None),
        ({"Ref": "P"}, {"Name": {"Ref": "P"}}, True),
        ({"Ref": "P"}, {}, False),
        (_REF, {}, True),
    ],
)
def test_a_policy_is_for_the_secret_that_it_names(name: Any, secret: dict[str, Any], its: bool | None) -> None:  # noqa: FBT001
    beside = made("AWS::SecretsManager::ResourcePolicy", {"SecretId": name, "ResourcePolicy": _POLICY})
    parameters = {"Parameters": {"P": {"Type": "String"}}}
    found = network(sections=parameters, X=made("AWS::SecretsManager::Secret", secret), Y=beside)
    assert is_its_policy(resource(found)) is its


def test_of_queues_with_one_name_that_of_the_own_stack_is_meant() -> None:
    url = "https://sqs.us-east-1.amazonaws.com/111122223333/jobs"
    queue = {"X": made(_QUEUE, {"QueueName": "jobs"})}
    beside = {"Y": made("AWS::SQS::QueuePolicy", {"Queues": [url], "PolicyDocument": _POLICY})}
    templates = {"T": {"Resources": {**queue, **beside}}, "U": {"Resources": queue}}
    (found,) = Deployment.of(templates, region="us-east-1", account="111122223333").networks()
    assert (is_its_policy(resource(found)), is_its_policy(resource(found, "U.X"))) == (True, False)


def bus_statement(name: str = "a", **fields: Any) -> dict[str, Any]:
    return made("AWS::Events::EventBusPolicy", {"StatementId": name, "EventBusName": _REF, **fields})


def test_statements_of_a_bus_are_one_policy() -> None:
    bus = made("AWS::Events::EventBus", {"Name": "bus"})
    found = network(X=bus, Y=bus_statement(Statement=_ALLOW), Z=bus_statement("b", Statement=_DENY))
    assert resource(found).policy == {"Version": "2012-10-17", "Statement": [_ALLOW, _DENY]}
    (text,) = network(X=bus, Y=bus_statement(Statement='{"Effect": "Deny"}')).of(Resource)
    assert text.policy == {"Version": "2012-10-17", "Statement": [{"Effect": "Deny"}]}


@pytest.mark.parametrize(
    "others",
    [
        {"Y": bus_statement(Action="events:PutEvents", Principal="444455556666")},
        {
            "Y": made("AWS::EventsV2::ResourcePolicy", {"EventBusArn": _ARN, "PolicyDocument": _POLICY}),
            "Z": bus_statement(Statement=_ALLOW),
        },
    ],
    ids=["the old form", "two kinds"],
)
def test_what_cannot_be_put_together_is_not_known(others: dict[str, Any]) -> None:
    found = network(X=made("AWS::Events::EventBus", {"Name": "b"}), **others)
    assert is_its_policy(resource(found)) is None


def test_a_policy_of_its_own_and_one_beside_it_are_not_known() -> None:
    bus = made("AWS::Events::EventBus", {"Name": "bus", "Policy": _POLICY})
    assert is_its_policy(resource(network(X=bus))) is True
    assert is_its_policy(resource(network(X=bus, Y=bus_statement(Statement=_ALLOW)))) is None


@pytest.mark.parametrize(
    "document", [_POLICY, '{"Statement": {"Effect": "Deny"}}', "no JSON", {"Ref": "P"}, {"Statement": []}]
)
def test_policies_of_all_log_groups_count_unless_they_only_let_services_in(document: Any) -> None:
    def complete(given: Any, **more: Any) -> bool | None:
        beside = made("AWS::Logs::ResourcePolicy", {"PolicyName": "p", "PolicyDocument": given})
        sections = {"Parameters": {"P": {"Type": "String"}}}
        return is_its_policy(resource(network(sections=sections, X=made("AWS::Logs::LogGroup", more), Y=beside)))

    services = {"Statement": [{**_ALLOW, "Principal": {"Service": "es.amazonaws.com"}}]}
    assert complete(services) is False
    assert complete(document) is (False if document == {"Statement": []} else None)


@pytest.mark.parametrize(
    ("sections", "others"),
    [
        ({"Transform": "SomebodysMacro"}, {}),
        ({}, {"Y": made("Custom::Thing", {"Where": {"Fn::Select": [{"Ref": "P"}, [_REF, "nothing"]]}})}),
        (
            {},
            {
                "Y": made(
                    "Custom::Thing", {"Where": {"Fn::Select": [{"Ref": "P"}, [{"Fn::Sub": "${X.Arn}/*"}, "nothing"]]}}
                )
            },
        ),
        ({}, {"Y": made("Custom::Thing", {"Deep": [{"Er": {"Fn::Sub": "${X.Arn}/*"}}]})}),
        ({}, {"Y": made("Custom::Thing", {"Where": {"Fn::GetAtt": ["X", "DomainName"]}})}),
        ({}, {"Y": made("AWS::CloudFormation::CustomResource", {"Where": _REF})}),
        ({}, {"Y": made("AWS::Serverless::Application", {"Location": "x", "Parameters": {"B": _REF}})}),
    ],
)
def test_what_nobody_knows_may_set_a_policy(sections: dict[str, Any], others: dict[str, Any]) -> None:
    parameters = {"Parameters": {"P": {"Type": "String"}}}
    found = network(sections={**parameters, **sections}, X=made("AWS::S3::Bucket"), **others)
    assert isinstance(resource(found).complete, Unknown)


@pytest.mark.parametrize(
    "other",
    [
        made("Custom::Thing", {"Where": "company-data-2"}),
        made("Custom::Thing", {"Where": "my-company-data"}),
        made("Custom::S3AutoDeleteObjects", {"BucketName": _REF}),
        made("AWS::Serverless::Application", {"Location": _REF, "Parameters": {}}),
        made("AWS::Lambda::Function", {"Code": {"S3Bucket": _REF}}),
        made("Custom::AWSCDK-EKS-Cluster", {"Config": {"x": _REF}}),
    ],
)
def test_what_is_not_given_a_bucket_or_is_known_sets_no_policy(other: dict[str, Any]) -> None:
    bucket = made("AWS::S3::Bucket", {"BucketName": "company-data"})
    assert resource(network(X=bucket, Y=other)).complete is True


@pytest.mark.parametrize(
    "given", ["arn:aws:s3:::company-data/x", "https://company-data.s3.amazonaws.com/", "company-data"]
)
def test_a_name_that_is_written_out_gives_the_bucket(given: str) -> None:
    bucket = made("AWS::S3::Bucket", {"BucketName": "company-data"})
    found = network(X=bucket, Y=made("Custom::Thing", {"Where": given}))
    assert isinstance(resource(found).complete, Unknown)
