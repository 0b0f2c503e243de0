"""What the page on workloads shows is what comes out."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from private_endpoints import WorkloadNeeds

REPOSITORY = Path(__file__).parents[2]
PAGE = (REPOSITORY / "docs" / "guides" / "workloads.md").read_text("utf-8")


def test_the_explanation_on_the_page_is_that_of_the_example() -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    stack = runpy.run_path(str(REPOSITORY / "docs" / "examples" / "workloads.py"))["containers"]
    assert isinstance(stack.reasons, WorkloadNeeds)
    text = f"\n{stack.reasons}\n"
    for part in shown.split("...\n"):
        for paragraph in re.split(r"^(?=[+-] )", part, flags=re.MULTILINE):
            assert f"\n{paragraph}" in text
    assert [one.name for one in stack.lacks] == ["codebuild"]


def test_the_warnings_on_the_page_are_those_of_the_source_on_endpoints_and_workloads() -> None:
    shown = set(re.findall(r"^\| `([a-z0-9-]+)` \|", PAGE, re.MULTILINE))
    constructs = REPOSITORY / "private_endpoints" / "constructs"
    files = [*(constructs / "_endpoints" / "pitfalls").glob("*.py"), constructs / "_workloads" / "incomplete.py"]
    made = {one for file in files for one in re.findall(r'"private-endpoints:([a-z0-9-]+)"', file.read_text("utf-8"))}
    assert shown == made
