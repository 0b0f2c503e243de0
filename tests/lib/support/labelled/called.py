"""What a worker with a role calls through an endpoint, and policies that it has."""

from __future__ import annotations

from typing import Any

from support.labelled.networks import bucket, gateway, identity, interface, policy, statement, worker_with_role
from support.labelled.template import Template, sub

__all__ = ["DECRYPT", "GET", "NOBODY", "OF_OTHERS", "ROOT", "beside", "called", "caller", "calls", "key", "own"]

GET: dict[str, Any] = {
    "source": "Worker",
    "service": "s3",
    "action": "s3:GetObject",
    "resource": "logical:Files/report.csv",
    "target": "Files",
}
DECRYPT: dict[str, Any] = {
    "source": "Worker",
    "service": "kms",
    "action": "kms:Decrypt",
    "resource": "logical:Secrets",
    "target": "Secrets",
}
ROOT = {"AWS": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}
NOBODY = policy(statement("Deny"))
OF_OTHERS = policy(statement("Deny", Principal={"AWS": "arn:aws:iam::444455556666:root"}))


def caller(*statements: dict[str, Any], **properties: Any) -> Template:
    """A worker with a role, an endpoint of S3, and a bucket without a policy."""
    return worker_with_role(*statements, **properties) | gateway() | bucket()


def key(*statements: dict[str, Any]) -> Template:
    """A worker that may do everything, an endpoint of KMS, and a key."""
    made = caller(identity()) | interface(of="kms")
    return made.plus("Secrets", "AWS::KMS::Key", {"KeyPolicy": policy(*statements)})


def called(type_: str, action: str, *, of: str = "", **properties: Any) -> Template:
    """Something that a worker with all permissions calls through an endpoint."""
    of = of or action.partition(":")[0]
    way = gateway("Way", of) if of == "dynamodb" else interface(of=of)
    return (caller(identity()) | way).plus("Thing", type_, properties)


def calls(action: str, of: str = "") -> dict[str, Any]:
    return {"source": "Worker", "service": of or action.partition(":")[0], "action": action, "target": "Thing"}


def beside(type_: str, document: str = "PolicyDocument", **properties: Any) -> Any:
    """Another resource with a policy that refuses everybody."""
    return lambda t: t.plus("Beside", type_, {document: NOBODY, **properties})


def own(**properties: Any) -> Any:
    """Other properties of what is called."""
    return lambda t: t.set("Thing", **properties)
