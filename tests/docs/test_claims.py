"""What pages say about policies and commands is what the code does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest

from private_endpoints import EndpointPolicy, VpcEndpoints
from private_endpoints.catalog import services
from private_endpoints.cli import COMMANDS
from private_endpoints.policy import Place
from private_endpoints.samples import SAMPLES
from support.templates import properties
from support.vpcs import ACCOUNT, ENV, VPC_ID, import_vpc, new_stack, owned

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
DEFAULT_POLICY = (DOCS / "concepts" / "default-policy.md").read_text("utf-8")
PLACE = Place(account="111122223333", partition="aws", region="eu-west-1")
PERIMETERS = (EndpointPolicy.account(), EndpointPolicy.organization("o-a1b2c3d4e5"))


def statements(policy: EndpointPolicy, name: str) -> list[Mapping[str, Any]]:
    (row,) = (row for row in services() if row.name == name)
    return list(policy.statements(row, PLACE))


def test_the_document_on_the_page_is_the_default_one() -> None:
    (shown,) = re.findall(r"^```json\n(.*?)^```$", DEFAULT_POLICY, re.MULTILINE | re.DOTALL)
    case = owned()
    VpcEndpoints.of(case.vpc).add_interface("secretsmanager")
    (endpoint,) = properties(case.stack, "AWS::EC2::VPCEndpoint")
    assert json.loads(shown.replace(PLACE.account, ACCOUNT)) == endpoint["PolicyDocument"]


def test_every_statement_that_the_page_explains_is_made_for_some_service() -> None:
    made = {one["Sid"] for row in services() for policy in PERIMETERS for one in policy.statements(row, PLACE)}
    explained = set(re.findall(r"^### `(\w+)`$", DEFAULT_POLICY, re.MULTILINE))
    assert explained
    # What comes after the name tells one organization from another.
    assert {name for name in explained if not any(sid.startswith(name) for sid in made)} == set()


@pytest.mark.parametrize(("sid", "name"), [("AwsDocuments", "ssm"), ("FoundationModels", "bedrock-runtime")])
def test_resources_of_aws_that_the_page_names_pass_the_endpoint_of_that_service(sid: str, name: str) -> None:
    assert f"`{sid}` on `{name}`" in " ".join(DEFAULT_POLICY.replace("or\n", "or ").split())
    assert sid in {one["Sid"] for one in statements(EndpointPolicy.account(), name)}


@pytest.mark.parametrize("name", ["execute-api", "iot.credentials", "sts"])
def test_calls_without_a_principal_pass_where_the_page_says_so(name: str) -> None:
    assert f"`{name}`" in DEFAULT_POLICY
    assert "CallsWithoutPrincipal" in {one["Sid"] for one in statements(EndpointPolicy.account(), name)}


def test_the_service_of_unknown_policy_support_that_the_page_names_is_one() -> None:
    (name,) = re.findall(r'replace\(service\("([\w.-]+)"\), policy_supported=True\)', DEFAULT_POLICY)
    (row,) = (row for row in services() if row.name == name)
    assert row.policy_supported is None, "name another one on the page"
    assert replace(row, policy_supported=True).policy_supported


@pytest.mark.parametrize("name", ["eks", "ebs", "datasync"])
def test_the_services_without_policies_that_the_guide_names_take_none(name: str) -> None:
    assert f"`{name}`" in (DOCS / "guides" / "endpoint-policies.md").read_text("utf-8")
    assert [row.policy_supported for row in services() if row.name == name] == [False]


def test_the_paths_of_endpoints_on_the_page_are_theirs() -> None:
    case = owned()
    assert VpcEndpoints.of(case.vpc).add_interface("s3").node.path == "App/Vpc/PrivateEndpoints/s3.interface/Resource"
    vpc = import_vpc(new_stack())
    assert VpcEndpoints.of(vpc).add_interface("ssm").node.path == f"App/PrivateEndpoints-{VPC_ID}/ssm/Resource"


@pytest.mark.parametrize("page", [*DOCS.rglob("*.md"), *REPOSITORY.glob("*.md")], ids=lambda page: page.name)
def test_commands_on_a_page_exist(page: Path) -> None:
    console = "\n".join(re.findall(r"^```console\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL))
    assert set(re.findall(r"\bprivate-endpoints (\w[\w-]*)", console)) <= set(COMMANDS)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_number_of_interface_endpoints_of_a_sample_is_what_its_line_says(name: str) -> None:
    page = (DOCS / "guides" / "deploying.md").read_text("utf-8")
    (said,) = re.findall(rf"^\| `{name}` \|.*\| (\w+) \|$", page, re.MULTILINE)
    stack = SAMPLES[name](cdk.App(), name, env=ENV)
    kinds = [one["VpcEndpointType"] for one in properties(stack, "AWS::EC2::VPCEndpoint")]
    assert said.replace("none", "0") == str(kinds.count("Interface"))
