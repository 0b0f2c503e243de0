"""What the package shows, and what importing it costs."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

import private_endpoints

HEAVY = {"aws_cdk", "boto3", "botocore", "constructs", "jsii", "click", "rich"}


def test_every_public_name_loads_and_is_documented() -> None:
    for name in private_endpoints.__all__:
        assert (getattr(private_endpoints, name).__doc__ or "").strip(), name


def test_all_is_sorted_and_is_what_dir_shows() -> None:
    assert private_endpoints.__all__ == sorted(private_endpoints.__all__)
    assert set(private_endpoints.__all__) <= set(dir(private_endpoints))


def test_what_type_checkers_see_is_what_there_is() -> None:
    text = Path(private_endpoints.__file__).read_text(encoding="utf-8")
    seen = text.split("if TYPE_CHECKING:")[1].split("__all__")[0]
    names = {
        name.strip()
        for line in seen.splitlines()
        if " import " in line
        for name in line.split(" import ")[1].split(",")
    }
    assert names == set(private_endpoints.__all__)


def test_a_misspelt_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'PrivatS3Access'"):
        getattr(private_endpoints, "PrivatS3Access")  # noqa: B009 - type checkers see that it is misspelt


@pytest.mark.parametrize(
    "module",
    [
        "private_endpoints",
        "private_endpoints.catalog",
        "private_endpoints.errors",
        "private_endpoints.policy",
        "private_endpoints.policy.evaluation",
        "private_endpoints.values",
    ],
)
def test_importing_a_pure_floor_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, json, {module}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert HEAVY & {name.partition(".")[0] for name in json.loads(done.stdout)} == set()


def test_every_module_says_what_it_is_for() -> None:
    root = Path(private_endpoints.__file__).parent
    for path in root.rglob("*.py"):
        module = ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
        if module.endswith("__main__") or ".local." in module:
            continue
        assert importlib.import_module(module).__doc__, module
