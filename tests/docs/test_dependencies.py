"""Every direct dependency is explained."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_the_page_has_a_line_for_each_direct_dependency() -> None:
    pyproject = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))
    project = pyproject["project"]
    lines = [
        *project["dependencies"],
        *project["optional-dependencies"]["local"],
        *pyproject["dependency-groups"]["dev"],
        *pyproject["build-system"]["requires"],
    ]
    names = {re.split(r"[\[<>=]", line)[0] for line in lines} - {project["name"]}
    page = (REPOSITORY / "docs" / "dependencies.md").read_text("utf-8")
    assert {name for name in names if f"`{name}`" not in page} == set()
