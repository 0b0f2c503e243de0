"""`AWS::SecretsManager::ResourcePolicy` on the local cloud."""

from __future__ import annotations

import json
from typing import Any

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud


def template(effect: str = "Deny", **properties: Any) -> dict[str, Any]:
    statement = {"Effect": effect, "Principal": "*", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    policy = {"SecretId": {"Ref": "Secret"}, "ResourcePolicy": document, **properties}
    return {
        "Resources": {
            "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {"Name": "example"}},
            "Policy": {"Type": "AWS::SecretsManager::ResourcePolicy", "Properties": policy},
        }
    }


def effects(cloud: LocalCloud) -> list[str]:
    client: Any = cloud.client("secretsmanager")
    document = client.get_resource_policy(SecretId="example").get("ResourcePolicy")
    return [one["Effect"] for one in json.loads(document)["Statement"]] if document else []


def test_a_secret_has_the_policy_as_long_as_the_stack_has_it(cloud: LocalCloud) -> None:
    cloud.stacks.deploy(template(), "secret")
    assert effects(cloud) == ["Deny"]
    cloud.stacks.deploy(template("Allow"), "secret")
    assert effects(cloud) == ["Allow"]
    without = template()
    del without["Resources"]["Policy"]
    cloud.stacks.deploy(without, "secret")
    assert effects(cloud) == []
    cloud.stacks.delete("secret")


def test_a_public_policy_is_refused_where_that_is_asked_for(cloud: LocalCloud) -> None:
    with pytest.raises(LocalCloudError, match="PublicPolicyException"):
        cloud.stacks.deploy(template("Allow", BlockPublicPolicy=True), "secret")
    cloud.stacks.deploy(template("Deny", BlockPublicPolicy=True), "secret")
    cloud.stacks.delete("secret")


def test_a_secret_that_does_not_exist_gets_no_policy(cloud: LocalCloud) -> None:
    with pytest.raises(LocalCloudError, match="ResourceNotFoundException"):
        cloud.stacks.deploy(template(SecretId="nowhere"), "secret")
