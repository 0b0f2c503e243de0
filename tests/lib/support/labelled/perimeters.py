"""A bucket or another resource with a policy, and questions of who may call it."""

from __future__ import annotations

from typing import Any

from support.labelled.networks import OBJECTS, bucket, gateway, interface, statement, vpc
from support.labelled.template import Template, ref, sub

__all__ = ["BY_ENDPOINT", "FOREIGN", "GRANT", "ONLY_ENDPOINT", "ROLE", "asks", "deny", "guarded", "thing"]

ROLE = "arn:aws:iam::111122223333:role/worker"
FOREIGN = "arn:aws:iam::444455556666:role/thief"
ONLY_ENDPOINT = {"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}


def guarded(*statements: dict[str, Any]) -> Template:
    """A bucket with a policy, beside the endpoints of a VPC."""
    return vpc() | gateway() | interface() | bucket("Files", *statements)


def deny(conditions: dict[str, Any], action: Any = "s3:*", resource: Any = None) -> dict[str, Any]:
    return statement("Deny", action, resource or OBJECTS, Condition=conditions)


def asks(action: str = "s3:GetObject", resource: str = "logical:Files/x", **caller: Any) -> dict[str, Any]:
    """Whether a caller, of whom this is known, is let into the bucket."""
    return {"protect": "Files", "action": action, "resource": resource, "caller": caller}


def thing(action: str, **caller: Any) -> dict[str, Any]:
    """Whether a role is let in to a resource that is called `Thing`."""
    return {"protect": "Thing", "action": action, "caller": {"principal_arn": ROLE, **caller}}


GRANT = statement(action="s3:*", resource=OBJECTS, Principal={"AWS": sub("arn:aws:iam::${AWS::AccountId}:root")})
BY_ENDPOINT = deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}})
