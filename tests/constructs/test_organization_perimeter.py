"""OrganizationPerimeter: its policies in the template, proven at synth."""

from __future__ import annotations

import json
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_organizations as organizations

from private_endpoints import (
    IdentityPerimeter,
    InvalidInputError,
    NetworkPerimeter,
    OrganizationPerimeter,
    ResourcePerimeter,
)
from support.annotations import warned_of, warnings
from support.organizations import BREAK_GLASS, TAGGER, VPC
from support.templates import paths, properties, resources, template_of
from support.vpcs import agnostic_stack, new_stack

POLICY = "AWS::Organizations::Policy"
TARGETS = ["ou-exam-12345678"]


def perimeter(stack: cdk.Stack, id: str = "Perimeter", **given: Any) -> OrganizationPerimeter:
    """A perimeter with all defaults but what must be given."""
    usual = {"organization_id": "o-exampleorgid", "targets": TARGETS}
    return OrganizationPerimeter(stack, id, **{**usual, **given})


def everything(stack: cdk.Stack) -> OrganizationPerimeter:
    """A perimeter with everything set."""
    return perimeter(
        stack,
        targets=["r-exam", "ou-exam-12345678", "111122223333"],
        identity=IdentityPerimeter(services=["s3", "kms"], trusted_accounts=["123456789012"], excluded_by="Open"),
        resource=ResourcePerimeter(
            workloads=["session-manager"],
            regions=["eu-west-1"],
            trusted_accounts=["123456789012"],
            trusted_resources=["arn:aws:s3:::their-bucket/*"],
            called_via=["servicecatalog.amazonaws.com"],
            included_by="In",
        ),
        network=NetworkPerimeter(
            corporate_cidrs=["203.0.113.0/24"], vpcs={"eu-west-1": [VPC]}, endpoint_accounts=["123456789012"]
        ),
        break_glass=[BREAK_GLASS],
        exempt_roles=["AWSControlTowerExecution"],
        tag_administrators=[TAGGER],
    )


def names(stack: cdk.Stack) -> list[str]:
    return sorted(one["Name"].rpartition("-")[2] for one in properties(stack, POLICY))


def test_only_what_is_given_is_made() -> None:
    stack = new_stack()
    perimeter(stack, identity=IdentityPerimeter())
    assert names(stack) == ["IdentityRcp", "ProtectionScp"]


def test_without_tags_and_exempt_roles_there_is_nothing_to_protect() -> None:
    stack = new_stack()
    perimeter(stack, identity=IdentityPerimeter(excluded_by=None))
    assert names(stack) == ["IdentityRcp"]


def test_every_policy_has_its_type_and_targets_and_an_object_for_content() -> None:
    stack = new_stack()
    made = everything(stack)
    found = properties(stack, POLICY)
    assert len(found) == len(made.policies) == 5
    for one in found:
        kind = "RESOURCE" if one["Name"].endswith("Rcp") else "SERVICE"
        assert one["Type"] == f"{kind}_CONTROL_POLICY"
        assert one["TargetIds"] == ["r-exam", "ou-exam-12345678", "111122223333"]
        # An object, not a text: else CloudFormation cannot see drift.
        assert one["Content"]["Version"] == "2012-10-17"
        assert one["Description"]
    assert {one.type for one in made.service_control_policies} == {"SERVICE_CONTROL_POLICY"}
    assert {one.type for one in made.resource_control_policies} == {"RESOURCE_CONTROL_POLICY"}


def test_policies_are_made_one_after_the_other() -> None:
    stack = new_stack()
    everything(stack)
    found = resources(stack, POLICY)
    waiting = {key: one.get("DependsOn", []) for key, one in found.items()}
    assert sum(1 for before in waiting.values() if not before) == 1
    assert all(len(before) <= 1 for before in waiting.values())


def test_two_perimeters_have_policies_of_different_names() -> None:
    stack = new_stack()
    perimeter(stack, "One", identity=IdentityPerimeter())
    perimeter(stack, "Two", identity=IdentityPerimeter())
    found = [one["Name"] for one in properties(stack, POLICY)]
    assert len(set(found)) == len(found) == 4


def test_a_stack_for_any_region_writes_the_partition_as_a_reference() -> None:
    stack = agnostic_stack()
    perimeter(stack, network=NetworkPerimeter())
    assert {"Ref": "AWS::Partition"} in values(template_of(stack))


def test_a_stack_for_china_has_its_partition() -> None:
    stack = cdk.Stack(cdk.App(), "App", env=cdk.Environment(account="111111111111", region="cn-north-1"))
    perimeter(stack, resource=ResourcePerimeter())
    text = json.dumps(template_of(stack))
    assert "arn:aws-cn:iam::aws:policy/*" in text
    assert "arn:aws:" not in text


def test_ids_that_are_known_at_deployment_only_are_taken() -> None:
    stack = agnostic_stack()
    organization = cdk.CfnParameter(stack, "OrganizationId")
    unit = organizations.CfnOrganizationalUnit(stack, "Unit", name="Unit", parent_id="r-exam")
    perimeter(
        stack,
        organization_id=organization.value_as_string,
        targets=[unit.attr_id, cdk.Aws.ACCOUNT_ID],
        identity=IdentityPerimeter(),
        resource=ResourcePerimeter(),
        network=NetworkPerimeter(included_by=None),
    )
    (identity,) = (one for one in properties(stack, POLICY) if one["Name"].endswith("IdentityRcp"))
    assert {"Ref": "OrganizationId"} in values(identity["Content"])
    assert identity["TargetIds"] == [{"Fn::GetAtt": ["Unit", "Id"]}, {"Ref": "AWS::AccountId"}]
    assert warnings(stack) == []


@pytest.mark.parametrize("made", [perimeter, everything])
def test_a_perimeter_synthesizes_without_warnings(made: Any) -> None:
    stack = new_stack()
    if made is perimeter:
        perimeter(stack, identity=IdentityPerimeter(), resource=ResourcePerimeter(), network=NetworkPerimeter())
    else:
        everything(stack)
    assert warnings(stack) == []


def change(policy: organizations.CfnPolicy, at: int, **changed: Any) -> None:
    content = dict(policy.content)
    statements = [dict(one) for one in content["Statement"]]
    statements[at].update(changed)
    policy.content = {**content, "Statement": statements}


BROKEN: dict[str, tuple[str, int, dict[str, Any], str]] = {
    "strangers let in": ("IdentityRcp", 0, {"Action": "s3:NoSuchAction"}, "a principal of another organization"),
    "services locked out": ("IdentityRcp", 0, {"Condition": {}}, "principal of the organization reaches aoss"),
    "strangers' resources": ("ResourceScp", 0, {"NotResource": ["*"]}, "does not reach aoss of another organization"),
    "lock-out": ("NetworkScp", 0, {"Action": "*", "Condition": {}}, "can still do organizations:"),
    "own tags": ("ProtectionScp", 0, {"Resource": "arn:aws:s3:::x"}, "does not give itself the tag"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_policy_that_breaks_a_promise_does_not_synthesize(name: str) -> None:
    policy, at, changed, law = BROKEN[name]
    stack = new_stack()
    made = perimeter(stack, identity=IdentityPerimeter(), resource=ResourcePerimeter(), network=NetworkPerimeter())
    (found,) = (one for one in made.policies if one.node.id == policy)
    change(found, at, **changed)
    with pytest.raises(RuntimeError, match="broken-promise") as error:
        template_of(stack)
    assert "App/Perimeter" in str(error.value)
    assert law in str(error.value)


def test_a_promise_that_depends_on_something_unknown_is_a_warning() -> None:
    stack = agnostic_stack()
    other = cdk.CfnParameter(stack, "Other")
    made = perimeter(stack, identity=IdentityPerimeter())
    condition = {"StringNotEquals": {"aws:PrincipalOrgID": ["o-exampleorgid", other.value_as_string]}}
    spared = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}
    change(made.policies[0], 0, Condition={**condition, **spared})
    assert warned_of(stack, "perimeter-unproven")


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "no perimeter": ({}, "no-perimeter"),
    "no target": ({"targets": [], "identity": IdentityPerimeter()}, "no-targets"),
    "a text for targets": ({"targets": "r-exam", "identity": IdentityPerimeter()}, "not-a-list"),
    "a bad target": ({"targets": ["root"], "identity": IdentityPerimeter()}, "not-a-target"),
    "a bad organization": ({"organization_id": "o-1", "identity": IdentityPerimeter()}, "not-an-organization"),
    "a bad range": ({"network": NetworkPerimeter(corporate_cidrs=["10.0.0.0/8"])}, "private-cidr"),
    "a pattern": ({"identity": IdentityPerimeter(), "exempt_roles": ["cdk-*"]}, "not-an-exact-role"),
    "too many VPCs": (
        {"network": NetworkPerimeter(vpcs={"us-east-1": [f"vpc-{number:017x}" for number in range(500)]})},
        "policy-too-long",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_error_that_names_the_construct_and_leaves_nothing(name: str) -> None:
    given, code = BAD[name]
    stack = new_stack()
    before = paths(stack)
    with pytest.raises(InvalidInputError, match=rf"App/Perimeter.*\[{code}\]|App/Perimeter: \d problems") as error:
        perimeter(stack, **given)
    assert code in {problem.code for problem in error.value.problems}
    assert paths(stack) == before


def values(value: object) -> list[object]:
    """All values in a JSON value."""
    inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*inner, *(found for one in inner for found in values(one))]
