"""The emulator has what is used of it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

# In a process of its own: the emulator reads the environment when it is imported, and keeps state in its modules.
LIST = """
import json
from private_endpoints.local.aws.application import application
from private_endpoints.local.aws.ministack import USED
application()
print(json.dumps(sorted(USED)))
"""


def test_every_name_that_is_used_exists_in_the_pinned_version() -> None:
    done = subprocess.run([sys.executable, "-c", LIST], capture_output=True, text=True, check=False)  # noqa: S603

    assert done.returncode == 0, done.stderr
    used = json.loads(done.stdout.splitlines()[-1])

    assert ["core.iam_evaluator", "enforce"] in used
    assert ["services.ec2", "_vpc_endpoints"] in used


def test_the_version_is_pinned() -> None:
    project = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"ministack=={version('ministack')}" in project["optional-dependencies"]["local"]


def test_only_one_module_touches_it() -> None:
    root = Path(__file__).parents[2] / "private_endpoints"
    imports = re.compile(r"^\s*(import|from) ministack", re.MULTILINE)
    assert [path.name for path in root.rglob("*.py") if imports.search(path.read_text(encoding="utf-8"))] == []
