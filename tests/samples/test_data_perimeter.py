"""DataPerimeter in an organization: what the context adds to it."""

from __future__ import annotations

import json
from typing import Any

import aws_cdk as cdk
import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from private_endpoints.local import LocalCloud
from private_endpoints.samples import DataPerimeter
from support.annotations import warnings
from support.templates import endpoints, properties, resources, statements, template_of
from support.vpcs import ACCOUNT, ENV

CONTEXT = {"organization_id": "o-exampleorgid"}
POLICY = "AWS::Organizations::Policy"


def stack(context: dict[str, str], env: cdk.Environment | None = ENV) -> cdk.Stack:
    return DataPerimeter(cdk.App(context=context), "DataPerimeter", env=env)


def test_without_an_organization_it_needs_no_right_on_one() -> None:
    assert resources(stack({}), POLICY) == {}


def test_in_an_organization_all_three_perimeters_are_attached_to_the_account() -> None:
    found = properties(stack(CONTEXT), POLICY)
    assert {one["Name"].rpartition("-")[2] for one in found} == {
        "IdentityRcp",
        "NetworkRcp",
        "NetworkScp",
        "ProtectionScp",
        "ResourceScp",
    }
    assert all(one["TargetIds"] == [ACCOUNT] for one in found)


def test_targets_are_chosen_by_context() -> None:
    found = properties(stack({**CONTEXT, "targets": "ou-exam-12345678,ou-exam-87654321"}), POLICY)
    assert all(one["TargetIds"] == ["ou-exam-12345678", "ou-exam-87654321"] for one in found)


def test_in_an_organization_its_principals_pass_the_endpoints() -> None:
    for endpoint in endpoints(stack(CONTEXT)).values():
        assert any("aws:PrincipalOrgID" in json.dumps(one) for one in statements(endpoint).values())
        assert "aws:PrincipalAccount" not in json.dumps(endpoint)


@pytest.mark.parametrize("env", [ENV, None], ids=["environment", "agnostic"])
def test_in_an_organization_no_judge_finds_anything(env: cdk.Environment | None) -> None:
    made = stack(CONTEXT, env)
    template = template_of(made)
    ignored = ["W3010"] if env is ENV else []
    found = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1"], ignore_checks=ignored))
    assert [f"{one.rule.id} {one.path}: {one.message}" for one in found] == []
    assert warnings(made) == []


def test_in_an_organization_it_is_deployed_and_leaves_nothing_behind(cloud: LocalCloud) -> None:
    client: Any = cloud.client("organizations")
    organization = client.describe_organization()["Organization"]["Id"]
    env = cdk.Environment(account=cloud.account, region=cloud.region)
    app = cdk.App(context={"organization_id": organization})
    template = template_of(DataPerimeter(app, "DataPerimeter", env=env))
    policies = {key: one for key, one in template["Resources"].items() if one["Type"] == POLICY}

    cloud.stacks.deploy({"Resources": policies}, "DataPerimeterPolicies")
    try:
        attached = {
            one["Name"].rpartition("-")[2]
            for kind in ("SERVICE", "RESOURCE")
            for one in client.list_policies_for_target(TargetId=cloud.account, Filter=f"{kind}_CONTROL_POLICY")[
                "Policies"
            ]
        }
        assert {"IdentityRcp", "NetworkRcp", "NetworkScp", "ProtectionScp", "ResourceScp"} <= attached
    finally:
        cloud.stacks.delete("DataPerimeterPolicies")
    assert len(client.list_policies(Filter="SERVICE_CONTROL_POLICY")["Policies"]) == 1
