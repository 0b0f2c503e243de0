"""The tests that the page on proving shows are tests, and pass."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk.assertions import Template

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload
from private_endpoints.network.declared import DECLARED

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLE = DOCS / "examples" / "prove.py"
NAMES = ("test_everything_that_is_needed_is_private", "test_the_worker_reaches_its_bucket_and_nothing_else")


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    return runpy.run_path(str(EXAMPLE))


def test_all_tests_of_the_example_are_run_here(example: dict[str, Any]) -> None:
    assert sorted(name for name in example if name.startswith("test_")) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_test_of_the_example_passes(name: str, example: dict[str, Any]) -> None:
    test: Callable[[], None] = example[name]
    test()


def test_the_metadata_of_the_page_are_those_of_the_example(example: dict[str, Any]) -> None:
    template = Template.from_stack(example["Orders"](cdk.App(), "Orders")).to_json()
    page = (DOCS / "guides" / "prove.md").read_text("utf-8")
    (shown,) = re.findall(r"^```json\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    metadata = [one["Metadata"] for one in template["Resources"].values() if DECLARED in one.get("Metadata", {})]
    assert metadata == [json.loads(f"{{{shown}}}")["Metadata"]]


def test_the_metadata_that_the_page_has_people_write_is_read(tmp_path: Path) -> None:
    page = (DOCS / "guides" / "prove.md").read_text("utf-8")
    (shown,) = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    resources = indent(f"{shown}Files:\n  Type: AWS::S3::Bucket\n  Properties:\n    BucketName: files\n", "  ")
    (tmp_path / "template.yaml").write_text(f"Resources:\n{resources}", "utf-8")
    (network,) = Deployment.read(tmp_path / "template.yaml", region="us-east-1").networks()
    ((requirement,),) = [one.requires for one in network.of(Workload)]
    assert (requirement.service, requirement.action) == ("s3", "s3:GetObject")
    assert requirement.resource == "arn:aws:s3:::files/*"
