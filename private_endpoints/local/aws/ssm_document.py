"""`AWS::SSM::Document`: kept, and shown to CloudFormation only; nothing here runs a document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, new_id
from private_endpoints.local.aws.stores import documents

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Properties

__all__ = ["SSM_DOCUMENT"]

# https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
_SESSION_INPUTS = frozenset(
    {
        "cloudWatchEncryptionEnabled",
        "cloudWatchLogGroupName",
        "cloudWatchStreamingEnabled",
        "idleSessionTimeout",
        "kmsKeyId",
        "maxSessionDuration",
        "runAsDefaultUser",
        "runAsEnabled",
        "s3BucketName",
        "s3EncryptionEnabled",
        "s3KeyPrefix",
        "shellProfile",
    }
)


def _create(properties: Properties) -> str:
    name = str(properties.get("Name") or new_id("document"))
    if name in documents:
        # https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html
        raise RefusedError("DocumentAlreadyExists", f"The document {name} already exists")
    documents[name] = _checked(properties)
    return name


def _update(name: str, old: Properties, new: Properties) -> None:
    del old
    documents[name] = _checked(new)


def _delete(name: str, properties: Properties) -> None:
    del properties
    documents.pop(name, None)


def _checked(properties: Properties) -> dict[str, Any]:
    content = properties["Content"]
    document: dict[str, Any] = json.loads(content) if isinstance(content, str) else content
    unknown = set(document.get("inputs", {})) - _SESSION_INPUTS
    if properties.get("DocumentType") == "Session" and unknown:
        # Code documented for CreateDocument, text from memory.
        raise RefusedError("InvalidDocumentContent", f"unknown inputs of a session document: {sorted(unknown)}")
    return document


SSM_DOCUMENT = ResourceType(
    name="AWS::SSM::Document",
    create=_create,
    delete=_delete,
    update=_update,
    attributes=lambda name: {},  # noqa: ARG005 - it has none
    replaced_by=("DocumentType", "Name"),
)
