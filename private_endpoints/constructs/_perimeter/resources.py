"""Resources whose policy cannot be added to."""

from __future__ import annotations

from typing import Any

import aws_cdk as cdk

from private_endpoints.catalog import perimeter_resources
from private_endpoints.constructs._perimeter.guarded import Guarded, guarded
from private_endpoints.errors import Problem

__all__ = ["checked_resource"]

_REST_API = "AWS::ApiGateway::RestApi"
_GLOBAL_TABLE = "AWS::DynamoDB::GlobalTable"
_PRIVATE = "PRIVATE"


def checked_resource(argument: str, resource: Any) -> Guarded | Problem:  # noqa: ANN401 - a user's
    """A resource as a perimeter sees it, or what is wrong with it."""
    node = getattr(resource, "node", None)
    if node is None:
        return Problem("not-a-resource", f"{argument}= holds {resource!r}", f"give {_allowed()}")
    # A construct of the CDK that is no resource may have no environment of its own.
    env = getattr(resource, "env", None)
    found = None if env is None else guarded(resource)
    is_imported = found is None and node.default_child is None and cdk.Resource.is_resource(resource)
    if env is None or (found is None and not is_imported):
        given = f"{argument}= names {node.path}, which takes no perimeter"
        return Problem("not-a-resource", given, f"give {_allowed()}")
    accounts = (env.account, cdk.Stack.of(resource).account)
    if accounts[0] != accounts[1] and not any(cdk.Token.is_unresolved(one) for one in accounts):
        return Problem(
            "foreign-resource",
            f"{node.path} belongs to account {accounts[0]}, and the stack to {accounts[1]}",
            "use the construct in an app that deploys to the account of the resource",
        )
    if found is None:
        return Problem(
            "imported-resource",
            f"{node.path} was imported, and CloudFormation cannot add to a policy that it does not own",
            "use the construct where the resource is made",
        )
    return _unreachable(found) or found


def _unreachable(found: Guarded) -> Problem | None:
    """What keeps a perimeter on a resource of the right type from working."""
    path = found.resource.node.path
    if found.row.type == _REST_API:
        configuration = found.stack.resolve(getattr(found.cfn, "endpoint_configuration", None)) or {}
        if _PRIVATE not in (configuration.get("types") or []):
            return Problem(
                "not-a-private-api",
                f"{path} is a public REST API, which nobody calls through an endpoint",
                "make it private: endpoint_configuration=EndpointConfiguration(types=[EndpointType.PRIVATE])",
            )
    has_stream = getattr(found.resource, "table_stream_arn", None) is not None
    if found.row.type == _GLOBAL_TABLE and has_stream and not hasattr(found.resource, "add_to_stream_resource_policy"):
        return Problem(
            "stream-without-policy",
            f"{path} has a stream, whose policy this version of aws-cdk-lib cannot add to",
            "take a newer aws-cdk-lib: the stream would stay open",
        )
    return None


def _allowed() -> str:
    names = dict.fromkeys(row.name for row in perimeter_resources())
    return f"the L2 of one of these: {', '.join(sorted(names))}"
