"""`AWS::SecretsManager::Secret`: its physical id, which policies name, and a password where none is described."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_secret"]

_TYPE = "AWS::SecretsManager::Secret"


def extend_secret() -> None:
    """Let `Ref` give the ARN, as in AWS; the emulator gives the name, which no policy would match.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html
    """
    handler = ministack.handlers[_TYPE]
    original_create, original_update, original_delete = handler["create"], handler["update"], handler["delete"]

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        name, attributes = original_create(logical_id, _described(properties), stack)
        return _arn(name), attributes

    def update(physical_id: str, old: Properties, new: Properties, *more: object) -> tuple[str, Attributes]:
        name, attributes = original_update(_name(physical_id), _described(old), _described(new), *more)
        return _arn(name), attributes

    def delete(physical_id: str, properties: Properties) -> None:
        original_delete(_name(physical_id), properties)

    read, compared = ministack.drift_readers[_TYPE]

    def drift(physical_id: str, properties: Properties) -> Attributes | None:
        found: Attributes | None = read(_name(physical_id), properties)
        return found

    handler.update(create=create, update=update, delete=delete)
    ministack.drift_readers[_TYPE] = (drift, compared)


def _described(properties: Properties) -> Properties:
    # An empty GenerateSecretString asks for a password of 32 characters; the emulator makes an empty secret of it.
    # https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html
    if properties.get("GenerateSecretString") == {}:
        return {**properties, "GenerateSecretString": {"PasswordLength": 32}}
    return properties


def _arn(name: str) -> str:
    return str(ministack.secrets[name]["ARN"])


def _name(arn: str) -> str:
    for name, secret in ministack.secrets.items():
        if secret["ARN"] == arn:
            return name
    return arn
