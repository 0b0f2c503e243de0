"""The role that the Serverless Application Model makes for a function.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.catalog import managed_policy
from private_endpoints.cloudformation.lowering.compute.serverless_globals import said_for_all
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.sam_policies import from_template
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Role
from private_endpoints.values import Join, Unknown

__all__ = ["made_role"]

_OF_AWS = ":iam::aws:policy/"
_ANYTHING: Mapping[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}
# The policies that SAM adds for Lambda, which polls what sends events (from memory; 2026-11-21).
_POLLERS = {
    "DynamoDB": "AWSLambdaDynamoDBExecutionRole",
    "Kinesis": "AWSLambdaKinesisExecutionRole",
    "MSK": "AWSLambdaMSKExecutionRole",
    "SQS": "AWSLambdaSQSQueueExecutionRole",
}
# For these, and for what follows a call, it adds statements of its own.
_OTHER_POLLERS = ("DocumentDB", "MQ", "SelfManagedKafka")
_AFTER_CALLS = ("DeadLetterQueue", "EventInvokeConfig")


def made_role(facts: Facts, id: str, *, in_vpc: bool) -> Role:
    """The role; not complete where SAM adds statements that are not known here.

    Args:
        facts: the function.
        id: of the role.
        in_vpc: whether the function is in a VPC.
    """
    documents: list[Any] = []
    managed: list[Any] = []
    added = list(_added(facts, managed))
    missing = [f"{facts.id}.PermissionsBoundary"] if _says(facts, "PermissionsBoundary") else []
    for policy in _policies(facts):
        document = policy if isinstance(policy, dict) and "Statement" in policy else None
        if document is None and isinstance(policy, dict):
            document = from_template(facts.resolver, policy)
        if document is not None:
            documents.append(document)
        elif (arn := _arn_of(policy)) is not None:
            managed.append(arn)
        else:
            missing.append(f"{facts.id}.Policies")
    managed.append(_arn_of("AWSLambdaBasicExecutionRole"))
    if in_vpc:
        managed.append(_arn_of("AWSLambdaVPCAccessExecutionRole"))
    return Role(
        **{**facts.common, "id": id},
        policies=tuple(documents),
        managed_policies=tuple(managed),
        # SAM adds nothing but Allow statements, so what is allowed without them stays allowed.
        perhaps=(_ANYTHING,) if added else (),
        complete=Unknown(frozenset(missing)) if missing else True,
    )


def _policies(facts: Facts) -> list[Any]:
    given = facts.get("Policies")
    return [one for one in (given if isinstance(given, list) else [given]) if one is not ABSENT]


def _arn_of(policy: object) -> Any:  # noqa: ANN401 - a resolved value
    """The ARN of a managed policy, which SAM takes by its name alone, too; None: it is none that is known."""
    if isinstance(policy, Join):
        return policy if any(_OF_AWS in part for part in policy.parts if isinstance(part, str)) else None
    if not isinstance(policy, str):
        return None
    if policy.startswith("arn:"):
        return policy
    of_services = f"service-role/{policy}"
    path = of_services if managed_policy(policy) is None and managed_policy(of_services) is not None else policy
    return f"arn:aws:iam::aws:policy/{path}"


def _added(facts: Facts, managed: list[Any]) -> Iterator[str]:
    """What SAM adds that is not known here; managed policies go to the list."""
    if _says(facts, "Tracing"):
        managed.append(_arn_of("AWSXrayWriteOnlyAccess"))
    for kind in _kinds_of_events(facts):
        if isinstance(kind, Unknown) or kind in _OTHER_POLLERS:
            yield f"{facts.id}.Events"
        elif kind in _POLLERS:
            managed.append(_arn_of(_POLLERS[kind]))
    for name in _AFTER_CALLS:
        if _says(facts, name):
            yield f"{facts.id}.{name}"
    if _is_connected(facts):
        yield f"the connectors of {facts.id}"


def _says(facts: Facts, name: str) -> bool:
    return facts.has(name) or name in said_for_all(facts)


def _kinds_of_events(facts: Facts) -> Iterator[str | Unknown]:
    events = facts.one("Events")
    if isinstance(events, Unknown):
        yield events
    elif events is not None:
        for name in events.given:
            event = events.one(name)
            kind = event.known("Type") if isinstance(event, Fields) else event
            if kind is not None:
                yield kind


def _is_connected(facts: Facts) -> bool:
    """Whether SAM may attach policies of connectors to its role.

    https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html
    """
    stack = facts.resolver.stack
    connected = facts.context.once(f"connectors of {stack.name}", lambda: set(_connected(stack.section("Resources"))))
    return facts.logical_id in connected


def _connected(resources: Mapping[str, Any]) -> Iterator[str]:
    """The ids that connectors may be of, among other words."""
    for logical_id, one in resources.items():
        if not isinstance(one, Mapping):
            continue
        if one.get("Type") == "AWS::Serverless::Connector":
            yield from _words(one.get("Properties"))
        if "Connectors" in one:
            yield logical_id
            yield from _words(one["Connectors"])


def _words(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _words(one)
