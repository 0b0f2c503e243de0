"""Every example synthesizes, and the pages show the files as they are."""

from __future__ import annotations

import json
import re
import runpy
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import aws_cdk as cdk
import pytest

from private_endpoints.samples import SAMPLES
from support.templates import service_of, template_of
from support.vpcs import ENV

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), REPOSITORY / "README.md"]
EXAMPLES = sorted((DOCS / "examples").glob("*.py"))

# The endpoints of an app, each once: service and kind.
ENDPOINTS = {
    "adopted_endpoint": ["ssmmessages Interface"],
    "any_service": [
        "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0 Interface",
        "ecr.api Interface",
        "ecr.dkr Interface",
        "logs Interface",
        "new-service Interface",
        "s3 Gateway",
    ],
    "dynamodb_interface": ["dynamodb Gateway", "dynamodb Interface"],
    "endpoint_policies": [
        "kms Interface",
        "logs Interface",
        "s3 Gateway",
        "secretsmanager Interface",
        "sns Interface",
        "sqs Interface",
        "ssm Interface",
    ],
    "imported_vpc": ["s3 Gateway", "sqs Interface"],
    "looked_up_vpc": ["s3 Gateway", "sqs Interface"],
    "one_secret": ["secretsmanager Interface"],
    "organization_perimeter": [],
    "only_through_my_endpoint": ["s3 Gateway", "s3 Gateway"],
    "only_through_my_endpoint_resources": [
        "dynamodb Gateway",
        "kms Interface",
        "secretsmanager Interface",
        "sqs Interface",
    ],
    "prove": ["s3 Gateway"],
    "readme": [
        "kms Interface",
        "s3 Gateway",
        "secretsmanager Interface",
        "ssm Interface",
        "ssmmessages Interface",
    ],
    "session_transcripts": ["kms Interface", "s3 Gateway", "ssm Interface", "ssmmessages Interface"],
    "sharing": ["s3 Gateway", "ssm Interface", "ssmmessages Interface"],
    "workload_perimeter": ["ec2 Interface", "ecr.api Interface", "ecr.dkr Interface", "s3 Gateway", "sts Interface"],
    "workloads": [
        "codebuild Interface",
        "ec2messages Interface",
        "ecr.api Interface",
        "ecr.dkr Interface",
        "logs Interface",
        "s3 Gateway",
        "secretsmanager Interface",
        "ssm Interface",
        "ssmmessages Interface",
    ],
    "vpc_of_another_stack": ["s3 Gateway", "ssm Interface", "ssmmessages Interface"],
}

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NAMES_FILE = re.compile(r"# ((?:docs/examples|private_endpoints/samples)/\w+\.py)\n\n?")
_SAMPLE = re.compile(r"^<!-- sample: (\w+) -->$", re.MULTILINE)
_ROW = re.compile(r"^\| (\d+) \| `([A-Za-z0-9:]+)` \|", re.MULTILINE)


def python_blocks(page: Path) -> Iterator[str]:
    yield from _BLOCK.findall(page.read_text("utf-8"))


def regions(text: str, length: int) -> Iterator[str]:
    lines = text.splitlines()
    for start in range(len(lines) - length + 1):
        yield dedent("\n".join(lines[start : start + length]))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_synthesizes_to_the_endpoints_that_its_page_promises(path: Path) -> None:
    app = runpy.run_path(str(path))["app"]
    assembly = app.synth()
    try:
        found = [service for stack in assembly.stacks for service in endpoints_of(stack.template)]
    finally:
        shutil.rmtree(assembly.directory)
    assert sorted(found) == ENDPOINTS.get(path.stem, "an entry in ENDPOINTS")


def endpoints_of(template: dict[str, Any]) -> Iterator[str]:
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::EC2::VPCEndpoint":
            properties = resource["Properties"]
            name = service_of(properties["ServiceName"]).removeprefix("com.amazonaws.")
            region = re.compile(r"^[a-z]{2}-[a-z]+-\d\.")
            kept = properties["ServiceName"] if name.startswith("vpce.") else region.sub("", name)
            yield f"{kept} {properties['VpcEndpointType']}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_a_block_that_names_a_file_is_a_region_of_it(page: Path) -> None:
    for block in python_blocks(page):
        if named := _NAMES_FILE.match(block):
            shown = block[named.end() :].rstrip("\n")
            file = REPOSITORY / named[1]
            assert shown in regions(file.read_text("utf-8"), len(shown.splitlines())), (
                f"{page.relative_to(REPOSITORY)} shows something else than {named[1]}:\n{shown}"
            )


@pytest.mark.parametrize(
    "page",
    [
        *sorted((DOCS / "guides").glob("*.md")),
        *(DOCS / "concepts" / f"{name}.md" for name in ("composition", "default-policy", "errors")),
    ],
    ids=lambda page: page.name,
)
def test_all_code_of_a_page_comes_from_a_file(page: Path) -> None:
    for block in python_blocks(page):
        assert _NAMES_FILE.match(block), f"no test runs this code:\n{block}"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_shown_on_some_page(path: Path) -> None:
    name = f"docs/examples/{path.name}"
    assert any(name in page.read_text("utf-8") for page in PAGES)


@pytest.mark.parametrize(
    "page", [page for page in PAGES if _SAMPLE.search(page.read_text("utf-8"))], ids=lambda page: page.name
)
def test_the_table_of_what_is_created_is_that_of_the_template(page: Path) -> None:
    text = page.read_text("utf-8")
    found = _SAMPLE.search(text)
    assert found
    stack = SAMPLES[found[1]](cdk.App(), found[1], env=ENV)
    types = Counter(resource["Type"] for resource in template_of(stack)["Resources"].values())
    listed = Counter({type_: int(count) for count, type_ in _ROW.findall(text)})
    assert listed == types, f"{page.name} lists what {found[1]} does not create, or the reverse: {json.dumps(types)}"


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_has_a_page(name: str) -> None:
    assert any(f"<!-- sample: {name} -->" in page.read_text("utf-8") for page in PAGES)
