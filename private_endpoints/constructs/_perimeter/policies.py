"""Where the CDK keeps the policy of a resource."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk

__all__ = ["document_in", "policy_child"]

# The L1 property of the policy. Of some types the policy is a resource of its own, a child of the L2 with this id.
_CHILDREN = {
    "AWS::S3::Bucket": ("Policy", "policy_document"),
    "AWS::SNS::Topic": ("Policy", "policy_document"),
    "AWS::SQS::Queue": ("Policy", "policy_document"),
    "AWS::SecretsManager::Secret": ("Policy", "resource_policy"),
}
_PROPERTIES = {
    "AWS::ApiGateway::RestApi": "policy",
    "AWS::DynamoDB::Table": "resource_policy",
    "AWS::DynamoDB::Table.Stream": "stream_specification",
    "AWS::DynamoDB::GlobalTable": "replicas",
    "AWS::DynamoDB::GlobalTable.Stream": "replicas",
    "AWS::ECR::Repository": "repository_policy_text",
    "AWS::KMS::Key": "key_policy",
}


def policy_child(type_name: str) -> str | None:
    """The id of the L2's child that is the policy; None where the policy is a property of the resource."""
    child = _CHILDREN.get(type_name)
    return None if child is None else child[0]


def document_in(type_name: str, resource: Any, cfn: Any) -> Any:  # noqa: ANN401 - any resource
    """The policy, resolved; None where there is none."""
    if (child := _CHILDREN.get(type_name)) is not None:
        policy = resource.node.try_find_child(child[0])
        if policy is None:
            return None
        cfn = policy.node.default_child
        return cdk.Stack.of(cfn).resolve(getattr(cfn, child[1]))
    stack = cdk.Stack.of(cfn)
    found = stack.resolve(getattr(cfn, _PROPERTIES[type_name]))
    if type_name.startswith("AWS::DynamoDB::GlobalTable"):
        found = _own_replica(found, stack)
        if type_name.endswith(".Stream"):
            found = found.get("replicaStreamSpecification")
    if type_name.startswith("AWS::DynamoDB::") and isinstance(found, dict):
        if type_name != "AWS::DynamoDB::Table":
            found = found.get("resourcePolicy") or {}
        return found.get("policyDocument")
    return found


def _own_replica(replicas: Any, stack: cdk.Stack) -> dict[str, Any]:  # noqa: ANN401 - resolved JSON
    """The replica of a global table in the stack's own region: the one whose policy the L2 adds to."""
    region = stack.resolve(stack.region)
    return next((one for one in replicas or () if isinstance(one, dict) and one.get("region") == region), {})
