"""Resources of every type that takes a perimeter, and the policy that each ends up with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ecr as ecr
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs

from private_endpoints.policy.size import references_of
from support.templates import resources
from support.vpcs import ACCOUNT, REGION

_KEY = dynamodb.Attribute(name="id", type=dynamodb.AttributeType.STRING)


@dataclass(frozen=True)
class Kind:
    """A type of resource.

    Attributes:
        type: as the catalog calls it.
        services: endpoint services through which it is reached.
        make: makes one in a stack.
        actions: some that a perimeter refuses.
        administration: some that it must not.
        arn: of one, as the evaluator takes it.
    """

    type: str
    services: tuple[str, ...]
    make: Callable[[cdk.Stack], Any]
    actions: tuple[str, ...]
    administration: tuple[str, ...]
    arn: str


def _arn(service: str, name: str) -> str:
    return f"arn:aws:{service}:{REGION}:{ACCOUNT}:{name}"


def _api(stack: cdk.Stack) -> apigateway.RestApi:
    api = apigateway.RestApi(
        stack,
        "Api",
        cloud_watch_role=False,
        endpoint_configuration=apigateway.EndpointConfiguration(types=[apigateway.EndpointType.PRIVATE]),
    )
    api.root.add_method("GET")
    return api


KINDS: dict[str, Kind] = {
    "bucket": Kind(
        "AWS::S3::Bucket",
        ("s3",),
        lambda stack: s3.Bucket(stack, "Bucket"),
        ("s3:GetObject", "s3:PutObject"),
        ("s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:DeleteBucket"),
        "arn:aws:s3:::data/key",
    ),
    "key": Kind(
        "AWS::KMS::Key",
        ("kms",),
        lambda stack: kms.Key(stack, "Key"),
        ("kms:Decrypt", "kms:GenerateDataKey"),
        ("kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant"),
        _arn("kms", "key/1234"),
    ),
    "queue": Kind(
        "AWS::SQS::Queue",
        ("sqs",),
        lambda stack: sqs.Queue(stack, "Queue"),
        ("sqs:SendMessage", "sqs:ReceiveMessage"),
        ("sqs:SetQueueAttributes", "sqs:DeleteQueue"),
        _arn("sqs", "queue"),
    ),
    "topic": Kind(
        "AWS::SNS::Topic",
        ("sns",),
        lambda stack: sns.Topic(stack, "Topic"),
        ("sns:Publish",),
        ("sns:SetTopicAttributes", "sns:DeleteTopic", "sns:Subscribe"),
        _arn("sns", "topic"),
    ),
    "secret": Kind(
        "AWS::SecretsManager::Secret",
        ("secretsmanager",),
        lambda stack: secretsmanager.Secret(stack, "Secret"),
        ("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"),
        ("secretsmanager:PutResourcePolicy", "secretsmanager:DeleteResourcePolicy", "secretsmanager:DeleteSecret"),
        _arn("secretsmanager", "secret:one-AbCdEf"),
    ),
    "table": Kind(
        "AWS::DynamoDB::Table",
        ("dynamodb", "dynamodb-streams"),
        lambda stack: dynamodb.Table(stack, "Table", partition_key=_KEY, stream=dynamodb.StreamViewType.NEW_IMAGE),
        ("dynamodb:GetItem", "dynamodb:PutItem"),
        ("dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy", "dynamodb:DeleteTable"),
        _arn("dynamodb", "table/one"),
    ),
    "global table": Kind(
        "AWS::DynamoDB::GlobalTable",
        ("dynamodb", "dynamodb-streams"),
        lambda stack: dynamodb.TableV2(
            stack, "Table", partition_key=_KEY, dynamo_stream=dynamodb.StreamViewType.NEW_IMAGE
        ),
        ("dynamodb:GetItem", "dynamodb:PutItem"),
        ("dynamodb:PutResourcePolicy", "dynamodb:DeleteResourcePolicy", "dynamodb:DeleteTable"),
        _arn("dynamodb", "table/one"),
    ),
    "repository": Kind(
        "AWS::ECR::Repository",
        ("ecr.api", "ecr.dkr"),
        lambda stack: ecr.Repository(stack, "Repository"),
        ("ecr:BatchGetImage", "ecr:PutImage"),
        ("ecr:SetRepositoryPolicy", "ecr:DeleteRepositoryPolicy", "ecr:DeleteRepository"),
        _arn("ecr", "repository/one"),
    ),
    "private REST API": Kind(
        "AWS::ApiGateway::RestApi",
        ("execute-api",),
        _api,
        ("execute-api:Invoke",),
        (),
        _arn("execute-api", "abc/prod/GET/"),
    ),
}

# Where each type has its policy in a template.
_POLICIES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "AWS::ApiGateway::RestApi": ("AWS::ApiGateway::RestApi", ("Policy",)),
    "AWS::DynamoDB::GlobalTable": ("AWS::DynamoDB::GlobalTable", ("Replicas", "ResourcePolicy", "PolicyDocument")),
    "AWS::DynamoDB::Table": ("AWS::DynamoDB::Table", ("ResourcePolicy", "PolicyDocument")),
    "AWS::ECR::Repository": ("AWS::ECR::Repository", ("RepositoryPolicyText",)),
    "AWS::KMS::Key": ("AWS::KMS::Key", ("KeyPolicy",)),
    "AWS::S3::Bucket": ("AWS::S3::BucketPolicy", ("PolicyDocument",)),
    "AWS::SNS::Topic": ("AWS::SNS::TopicPolicy", ("PolicyDocument",)),
    "AWS::SQS::Queue": ("AWS::SQS::QueuePolicy", ("PolicyDocument",)),
    "AWS::SecretsManager::Secret": ("AWS::SecretsManager::ResourcePolicy", ("ResourcePolicy",)),
}


def policy_of(stack: cdk.Stack, kind: Kind) -> dict[str, Any]:
    """The policy of the one resource of a kind, as it is in the template."""
    type_, path = _POLICIES[kind.type]
    (found,) = resources(stack, type_).values()
    return dict(_at(found["Properties"], path))


def stream_policy_of(stack: cdk.Stack, kind: Kind) -> dict[str, Any]:
    """The policy of the stream of the one table."""
    path = (
        ("StreamSpecification", "ResourcePolicy", "PolicyDocument")
        if kind.type == "AWS::DynamoDB::Table"
        else ("Replicas", "ReplicaStreamSpecification", "ResourcePolicy", "PolicyDocument")
    )
    (found,) = resources(stack, kind.type).values()
    return dict(_at(found["Properties"], path))


def denies(document: Mapping[str, Any], sid: str = "OnlyThroughEndpoints") -> list[dict[str, Any]]:
    """The statements of a perimeter."""
    return [one for one in document["Statement"] if str(one.get("Sid", "")).startswith(sid)]


def written_out(document: Any, known: Mapping[str, str]) -> Any:
    """A document in which each reference is a string: as CloudFormation would hand it to AWS.

    Args:
        document: as it is in the template.
        known: strings by reference; all others get strings of their own.
    """
    bindings = {"AWS::Partition": "aws", "AWS::AccountId": ACCOUNT, "AWS::Region": REGION, **known}
    for index, name in enumerate(sorted(references_of(document) - set(bindings))):
        bindings[name] = f"made-{index:03}"
    return _filled(document, bindings)


def _filled(value: Any, bindings: Mapping[str, str]) -> Any:  # noqa: PLR0911 - one return for each function
    match value:
        case {"Ref": str(name)}:
            return bindings[name]
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return bindings[f"{name}.{attribute}"]
        case {"Fn::Join": [str(delimiter), list(parts)]}:
            return delimiter.join(str(_filled(part, bindings)) for part in parts)
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{([^}]+)\}", lambda found: bindings[found[1]], text)
        case {"Fn::ImportValue": _}:
            return bindings[json.dumps(value, sort_keys=True)]
        case dict():
            return {key: _filled(inner, bindings) for key, inner in value.items()}
        case list():
            return [_filled(inner, bindings) for inner in value]
        case _:
            return value


def _at(value: Any, path: Sequence[str]) -> Any:
    for name in path:
        value = value[name]
        if isinstance(value, list):
            (value,) = value
    return value
