"""The generated pages say what the source says."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

import private_endpoints

DOCS = Path(__file__).parents[2] / "docs"
GENERATORS: dict[str, dict[str, Any]] = {
    name: runpy.run_path(str(DOCS / name)) for name in ("generate_errors.py", "generate_reference.py")
}


@pytest.mark.parametrize("name", GENERATORS)
def test_the_committed_page_is_what_the_source_gives(name: str) -> None:
    generator = GENERATORS[name]
    page: Path = generator["PAGE"]
    assert page.is_file(), f"run `{generator['COMMAND']}`"
    assert page.read_text("utf-8") == generator["page"](), f"out of date: run `{generator['COMMAND']}`"


def test_the_reference_describes_every_public_name() -> None:
    headings = re.findall(r"^## (\w+)$", GENERATORS["generate_reference.py"]["page"](), re.MULTILINE)
    assert headings == private_endpoints.__all__


def test_every_code_in_the_source_is_on_the_page_of_codes() -> None:
    listed = {one.code for one in GENERATORS["generate_errors.py"]["codes"]()}
    source = "\n".join(path.read_text("utf-8") for path in Path(private_endpoints.__file__).parent.rglob("*.py"))
    # Found by another way than the generator's: the first argument of a Problem, or a code in brackets before a text.
    first_arguments = re.findall(r'\b(?:Problem|_problem|_refuse|_warn)\(\s*"(conflict|[a-z]+(?:-[a-z]+)+)"', source)
    in_brackets = re.findall(r'"(?:\w+: )?\[([a-z]+(?:-[a-z]+)+)\] ', source)
    assert {*first_arguments, *in_brackets} - listed == set()


def test_the_exception_tree_of_the_page_is_that_of_the_source() -> None:
    page = (DOCS / "concepts" / "errors.md").read_text("utf-8")
    module = Path(private_endpoints.__file__).with_name("errors.py").read_text("utf-8")
    (tree,) = re.findall(r"```\n(PrivateEndpointsError .*?)```", module, re.DOTALL)
    assert tree in page
