"""`AWS::SecretsManager::ResourcePolicy`: the policy of a secret, of which there is one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, is_true

if TYPE_CHECKING:
    from collections.abc import Mapping

    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["SECRET_POLICY"]

_MODULE = "services.secretsmanager"


def _create(properties: Properties) -> str:
    secret_id = str(properties["SecretId"])
    return str(_call("_put_resource_policy", _request(properties), secret_id)["ARN"])


def _update(arn: str, old: Properties, new: Properties) -> None:
    del old
    _call("_put_resource_policy", _request(new), arn)


def _delete(arn: str, properties: Properties) -> None:
    del properties
    # A secret that went first took its policy along.
    ministack.use(_MODULE, "_resource_policies").pop(arn, None)


def _drift(arn: str, properties: Properties) -> Attributes | None:
    document = ministack.use(_MODULE, "_resource_policies").get(arn)
    if document is None:
        return None
    return {"SecretId": properties["SecretId"], "ResourcePolicy": json.loads(document)}


def _request(properties: Properties) -> dict[str, object]:
    document = properties["ResourcePolicy"]
    text = document if isinstance(document, str) else json.dumps(document, separators=(",", ":"))
    if is_true(properties.get("BlockPublicPolicy")) and _is_public(json.loads(text)):
        # https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html
        raise RefusedError(
            "PublicPolicyException",
            "The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to "
            "the secret",
            service="SecretsManager",
        )
    return {"SecretId": str(properties["SecretId"]), "ResourcePolicy": text}


def _is_public(document: Mapping[str, Any]) -> bool:
    """Whether a statement lets in everybody without any condition; AWS looks further."""
    statements = document.get("Statement", [])
    return any(
        one.get("Effect") == "Allow" and one.get("Principal") in ("*", {"AWS": "*"}) and not one.get("Condition")
        for one in (statements if isinstance(statements, list) else [statements])
    )


def _call(function: str, request: Mapping[str, object], secret_id: str) -> dict[str, Any]:
    status, _, body = ministack.use(_MODULE, function)(request)
    answer: dict[str, Any] = json.loads(body)
    if status != 200:  # noqa: PLR2004 - HTTP
        code = str(answer.get("__type", "")).rpartition("#")[2]
        text = str(answer.get("message") or answer.get("Message") or secret_id)
        raise RefusedError(code, text, service="SecretsManager")
    return answer


SECRET_POLICY = ResourceType(
    name="AWS::SecretsManager::ResourcePolicy",
    create=_create,
    delete=_delete,
    update=_update,
    # The physical id is the ARN of the secret:
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-resourcepolicy.html
    attributes=lambda arn: {"Id": arn},
    replaced_by=("SecretId",),
    drift=_drift,
    compared=frozenset({"ResourcePolicy", "SecretId"}),
)
