"""Stacks of a local cloud, through its CloudFormation API and without the CDK CLI."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from private_endpoints.errors import LocalCloudError

if TYPE_CHECKING:
    from private_endpoints.local.cloud import LocalCloud

__all__ = ["Stack", "StackDeployer"]

_POLL_SECONDS = 0.02
_WAIT_SECONDS = 300.0
# CloudFormation's quota for a template in a request; a longer one has to come from a bucket.
# https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
_BODY_BYTES = 51_200
_TEMPLATE_BUCKET = "private-endpoints-templates"


@dataclass(frozen=True, slots=True)
class Stack:
    """A deployed stack.

    Attributes:
        name: its name.
        id: its ARN.
        outputs: output values by key.
        resources: physical ids by logical id.
    """

    name: str
    id: str
    outputs: Mapping[str, str]
    resources: Mapping[str, str]


class StackDeployer:
    """Creates, updates and deletes stacks and waits for the result.

    Args:
        cloud: where the stacks are.
    """

    def __init__(self, cloud: LocalCloud) -> None:
        self._cloud = cloud

    def deploy(
        self,
        template: Mapping[str, Any],
        name: str | None = None,
        *,
        parameters: Mapping[str, str] | None = None,
        rollback: bool = True,
    ) -> Stack:
        """Create a stack, or update the one of that name.

        Args:
            template: the template; every value is JSON.
            name: name of the stack. Default: a new name.
            parameters: values of the template's parameters.
            rollback: whether a stack that fails to be created is deleted afterwards. Default: it is.

        Raises:
            LocalCloudError: the stack failed; the text has the reason of each resource that failed.
        """
        name = name or f"stack-{secrets.token_hex(4)}"
        exists = self._exists(name)
        cloudformation = self._cloud.client("cloudformation")
        arguments = {
            "StackName": name,
            "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
            "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in (parameters or {}).items()],
            **self._template(name, template),
        }
        before = self._newest_event(name) if exists else None
        try:
            if exists:
                cloudformation.update_stack(**arguments)
            else:
                cloudformation.create_stack(**arguments)
        except cloudformation.exceptions.ClientError as error:
            if "No updates are to be performed" in str(error):
                return self.describe(name)
            raise LocalCloudError(f"[stack-refused] {name}: {error}") from error
        status = self._wait(name)
        if status not in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            reasons = list(self._failures(name, before))
            if not exists and rollback:
                self._remove(name)
            raise LocalCloudError("\n".join([f"[stack-failed] {name} is {status}", *reasons]))
        return self.describe(name)

    def delete(self, name: str) -> None:
        """Delete a stack, if there is one of that name.

        Raises:
            LocalCloudError: a resource could not be deleted; the text has the reasons.
        """
        before = self._newest_event(name) if self._exists(name) else None
        status = self._remove(name)
        if status is not None:
            raise LocalCloudError("\n".join([f"[stack-failed] {name} is {status}", *self._failures(name, before)]))

    def delete_all(self) -> None:
        """Delete all stacks, the newest first, since a stack may use what an older one exports."""
        pages = self._cloud.client("cloudformation").get_paginator("describe_stacks").paginate()
        stacks = [stack for page in pages for stack in page["Stacks"]]
        for stack in sorted(stacks, key=lambda stack: str(stack["CreationTime"]), reverse=True):
            self.delete(stack["StackName"])

    def describe(self, name: str) -> Stack:
        """A stack that exists."""
        cloudformation = self._cloud.client("cloudformation")
        (found,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
        pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
        return Stack(
            name=found["StackName"],
            id=found["StackId"],
            outputs={output["OutputKey"]: output["OutputValue"] for output in found.get("Outputs", [])},
            resources={
                resource["LogicalResourceId"]: resource["PhysicalResourceId"]
                for page in pages
                for resource in page["StackResourceSummaries"]
                if resource.get("PhysicalResourceId")
            },
        )

    def events(self, name: str) -> list[dict[str, Any]]:
        """The events of a stack, the oldest first."""
        pages = self._cloud.client("cloudformation").get_paginator("describe_stack_events").paginate(StackName=name)
        return [event for page in pages for event in page["StackEvents"]][::-1]

    def _template(self, name: str, template: Mapping[str, Any]) -> dict[str, str]:
        body = json.dumps(template)
        if len(body.encode()) <= _BODY_BYTES:
            return {"TemplateBody": body}
        s3 = self._cloud.client("s3")
        s3.create_bucket(Bucket=_TEMPLATE_BUCKET)
        s3.put_object(Bucket=_TEMPLATE_BUCKET, Key=name, Body=body.encode())
        return {"TemplateURL": f"{self._cloud.url}/{_TEMPLATE_BUCKET}/{name}"}

    def _status(self, name: str) -> str | None:
        cloudformation = self._cloud.client("cloudformation")
        try:
            return str(cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])
        except cloudformation.exceptions.ClientError as error:
            if "does not exist" in str(error):
                return None
            raise

    def _exists(self, name: str) -> bool:
        return self._status(name) not in {None, "DELETE_COMPLETE"}

    def _wait(self, name: str) -> str | None:
        deadline = time.monotonic() + _WAIT_SECONDS
        while (status := self._status(name)) is not None and status.endswith("_IN_PROGRESS"):
            if time.monotonic() > deadline:
                raise LocalCloudError(f"[stack-timeout] {name} is {status} after {_WAIT_SECONDS:.0f} s")
            time.sleep(_POLL_SECONDS)
        return status

    def _remove(self, name: str) -> str | None:
        self._cloud.client("cloudformation").delete_stack(StackName=name)
        status = self._wait(name)
        return None if status in {None, "DELETE_COMPLETE"} else status

    def _newest_event(self, name: str) -> str | None:
        events = self.events(name)
        return events[-1]["EventId"] if events else None

    def _failures(self, name: str, before: str | None) -> Iterator[str]:
        # Only what happened in this operation: an earlier failure of the same stack is history.
        events = self.events(name)
        ids = [event["EventId"] for event in events]
        for event in events[ids.index(before) + 1 if before in ids else 0 :]:
            if event["ResourceStatus"].endswith("_FAILED"):
                yield f"{event['LogicalResourceId']} ({event['ResourceType']}): {event.get('ResourceStatusReason', '')}"
