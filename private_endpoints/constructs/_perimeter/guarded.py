"""A resource whose own policy a perimeter becomes part of."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import Construct, IConstruct

from private_endpoints.catalog import PerimeterResource, perimeter_resource
from private_endpoints.constructs._perimeter.policies import document_in, policy_child

__all__ = ["Guarded", "cfn_of", "guarded", "stream_of"]

# How the L2s call their ARN.
_ARNS: Mapping[str, Callable[[Any], str]] = {
    "AWS::ApiGateway::RestApi": lambda api: str(api.arn_for_execute_api()).removesuffix("/*/*/*"),
    "AWS::DynamoDB::GlobalTable": lambda table: str(table.table_arn),
    "AWS::DynamoDB::Table": lambda table: str(table.table_arn),
    "AWS::ECR::Repository": lambda repository: str(repository.repository_arn),
    "AWS::KMS::Key": lambda key: str(key.key_arn),
    "AWS::S3::Bucket": lambda bucket: str(bucket.bucket_arn),
    "AWS::SNS::Topic": lambda topic: str(topic.topic_arn),
    "AWS::SQS::Queue": lambda queue: str(queue.queue_arn),
    "AWS::SecretsManager::Secret": lambda secret: str(secret.secret_arn),
}
_STREAM = ".Stream"
_IMPORTED = "Fn::ImportValue"
_ATTACHMENT = "AWS::SecretsManager::SecretTargetAttachment"
_ALIAS = "AWS::KMS::Alias"


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """A resource and how its policy is read and added to.

    Attributes:
        resource: the L2.
        row: the type of it, or of its stream.
        arn: its ARN, as a token.
        cfn: the L1 that has the policy, or whose policy is a resource beside it.
    """

    resource: Any
    row: PerimeterResource
    arn: str
    cfn: cdk.CfnResource

    @property
    def scope(self) -> Construct:
        """Below which construct the perimeter lives."""
        # A resource made from its L1 is a proxy, which jsii does not accept as a scope: beside it, then.
        scope = self.resource if isinstance(self.resource, Construct) else self.resource.node.scope
        assert isinstance(scope, Construct)  # noqa: S101 - a resource has a parent
        return scope

    @property
    def stack(self) -> cdk.Stack:
        """The stack of the resource."""
        return cdk.Stack.of(self.resource)

    @property
    def is_stream(self) -> bool:
        """Whether it is the stream of a table."""
        return self.row.type.endswith(_STREAM)

    @property
    def is_inline(self) -> bool:
        """Whether the policy is a property of the resource, which then needs all that the policy refers to."""
        return policy_child(self.row.type) is None

    def text_in(self, stack: cdk.Stack) -> str | None:
        """How the documents of a stack write the ARN, as JSON; None where they do not refer to it.

        A logical id says nothing in another stack, which may have the same one.
        """
        home = self.stack
        written = json.dumps(stack.resolve(self.arn), sort_keys=True)
        if stack is home or stack.node.path == home.node.path or _IMPORTED in written or written.startswith('"'):
            return written
        # A nested stack gets it as a parameter, by another name than the resource has at home.
        return written if written != json.dumps(home.resolve(self.arn), sort_keys=True) else None

    def add(self, statement: iam.PolicyStatement) -> None:
        """Add a statement to the policy."""
        if self.is_stream:
            _add_to_stream(self.resource, self.cfn, statement)
        else:
            self.resource.add_to_resource_policy(statement)

    def document(self) -> dict[str, Any]:
        """The policy as it stands, resolved; empty where there is none."""
        found = document_in(self.row.type, self.resource, self.cfn)
        return found if isinstance(found, dict) else {}


def cfn_of(resource: IConstruct) -> cdk.CfnResource | None:
    """The L1 of a resource that is made in this app; None for an import."""
    child = resource.node.default_child
    if isinstance(child, cdk.CfnResource):
        return child
    scope = resource.node.scope
    # `from_cfn_bucket` and the like put the L2 below the L1.
    return scope if isinstance(scope, cdk.CfnResource) else None


def guarded(resource: Any) -> Guarded | None:  # noqa: ANN401 - any resource
    """What a user gave as a resource whose policy can be added to; None where there is none.

    A secret that is attached to a database, and a key's alias, stand for the secret and the key.
    """
    cfn = cfn_of(resource)
    if cfn is None:
        return None
    type_name = cfn.cfn_resource_type
    if type_name == _ATTACHMENT:
        return guarded(resource.node.scope)
    if type_name == _ALIAS:
        return guarded(resource.alias_target_key)
    row = perimeter_resource(type_name)
    if row is None or type_name not in _ARNS:
        return None
    return Guarded(resource=resource, row=row, arn=_ARNS[type_name](resource), cfn=cfn)


def stream_of(table: Guarded) -> Guarded | None:
    """The stream of a table; None where it has none, and for what is no table."""
    row = perimeter_resource(f"{table.row.type}{_STREAM}")
    arn = getattr(table.resource, "table_stream_arn", None)
    if row is None or arn is None:
        return None
    return Guarded(resource=table.resource, row=row, arn=arn, cfn=table.cfn)


def _add_to_stream(table: Any, cfn: Any, statement: iam.PolicyStatement) -> None:  # noqa: ANN401 - Table or TableV2
    if hasattr(table, "add_to_stream_resource_policy"):
        table.add_to_stream_resource_policy(statement)
        return
    # The L2 of the first table type has no method for it.
    stream = cfn.stream_specification
    given = getattr(getattr(stream, "resource_policy", None), "policy_document", None)
    if isinstance(given, iam.PolicyDocument):
        given.add_statements(statement)
        return
    types = type(cfn)
    cfn.stream_specification = types.StreamSpecificationProperty(
        stream_view_type=stream.stream_view_type,
        resource_policy=types.ResourcePolicyProperty(policy_document=iam.PolicyDocument(statements=[statement])),
    )
