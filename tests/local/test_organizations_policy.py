"""`AWS::Organizations::Policy` on the local cloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud, Stack

Deploy = Callable[[dict[str, Any]], Stack]

DENY = {"Sid": "Nothing", "Effect": "Deny", "Action": "s3:NoSuchAction", "Resource": "*"}


def policy(kind: str = "SERVICE", *statements: dict[str, Any], **properties: Any) -> dict[str, Any]:
    principal = {"Principal": "*"} if kind == "RESOURCE" else {}
    usual = {
        "Name": "Test",
        "Type": f"{kind}_CONTROL_POLICY",
        "Content": {"Version": "2012-10-17", "Statement": list(statements) or [{**DENY, **principal}]},
        "TargetIds": [{"Ref": "AWS::AccountId"}],
    }
    return {"Type": "AWS::Organizations::Policy", "Properties": {**usual, **properties}}


def attached(cloud: LocalCloud, kind: str) -> list[str]:
    client: Any = cloud.client("organizations")
    found = client.list_policies_for_target(TargetId=cloud.account, Filter=f"{kind}_CONTROL_POLICY")
    return sorted(one["Name"] for one in found["Policies"])


@pytest.mark.parametrize("kind", ["SERVICE", "RESOURCE"])
def test_a_policy_is_attached_updated_and_gone_with_its_stack(cloud: LocalCloud, kind: str) -> None:
    full = "RCPFullAWSAccess" if kind == "RESOURCE" else "FullAWSAccess"
    template = {"Resources": {"Policy": policy(kind)}}
    stack = cloud.stacks.deploy(template, "organization")
    assert attached(cloud, kind) == sorted([full, "Test"])

    changed = policy(kind, Name="Renamed", Description="more", TargetIds=[])
    updated = cloud.stacks.deploy({"Resources": {"Policy": changed}}, "organization")
    assert updated.resources == stack.resources, "an update keeps the id"
    assert attached(cloud, kind) == [full]

    cloud.stacks.delete("organization")
    client: Any = cloud.client("organizations")
    policies = client.list_policies(Filter=f"{kind}_CONTROL_POLICY")["Policies"]
    assert [one["Name"] for one in policies] == [full]


def test_references_give_the_id_and_the_arn(cloud: LocalCloud) -> None:
    outputs = {
        "Id": {"Value": {"Ref": "Policy"}},
        "Arn": {"Value": {"Fn::GetAtt": ["Policy", "Arn"]}},
    }
    stack = cloud.stacks.deploy({"Resources": {"Policy": policy()}, "Outputs": outputs}, "organization")
    assert stack.outputs["Id"].startswith("p-")
    assert stack.outputs["Arn"].endswith(f"/service_control_policy/{stack.outputs['Id']}")
    cloud.stacks.delete_all()


TOO_LONG = {**DENY, "Resource": [f"arn:aws:s3:::{number:05}/*" for number in range(600)]}
BAD = {
    "no such target": (policy(TargetIds=["ou-exam-12345678"]), "TargetNotFoundException"),
    "an SCP with a principal": (policy("SERVICE", {**DENY, "Principal": "*"}), "MalformedPolicyDocumentException"),
    "an RCP without a principal": (policy("RESOURCE", DENY), "MalformedPolicyDocumentException"),
    "an RCP for one principal": (
        policy("RESOURCE", {**DENY, "Principal": {"AWS": "111122223333"}}),
        "MalformedPolicyDocumentException",
    ),
    "an RCP that allows": (
        policy("RESOURCE", {**DENY, "Effect": "Allow", "Principal": "*"}),
        "MalformedPolicyDocumentException",
    ),
    "a policy that is too long": (policy("SERVICE", TOO_LONG), "POLICY_CONTENT_LIMIT_EXCEEDED"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_aws_refuses_is_refused(deploy: Deploy, cloud: LocalCloud, name: str) -> None:
    bad, code = BAD[name]
    with pytest.raises(LocalCloudError, match=code):
        deploy({"Policy": bad})
    assert attached(cloud, "SERVICE") == ["FullAWSAccess"]
    assert attached(cloud, "RESOURCE") == ["RCPFullAWSAccess"]


def test_no_more_policies_are_attached_than_the_quota_has_room_for(deploy: Deploy) -> None:
    fitting = {f"P{number}": policy("RESOURCE", Name=f"P{number}") for number in range(4)}
    deploy(fitting)
    with pytest.raises(LocalCloudError, match="MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED"):
        deploy({"More": policy("RESOURCE", Name="More")})
