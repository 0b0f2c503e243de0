"""What is installed is what is pinned."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest

PYPROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
OURSELVES = "private-endpoints"
# uv puts these into an environment by itself, or the base Python has them.
UNMANAGED = {"pip", "setuptools", "uv", "wheel"}


def normalized(name: str) -> str:
    """As https://packaging.python.org/en/latest/specifications/name-normalization/ says."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    """The exact versions of the development environment, by distribution."""
    lines = [*PYPROJECT["dependency-groups"]["dev"], *PYPROJECT["tool"]["uv"]["constraint-dependencies"]]
    exact = [line.partition("==") for line in lines if "==" in line]
    return {normalized(name.partition("[")[0]): version for name, _, version in exact}


def test_every_development_dependency_is_pinned_to_one_version() -> None:
    loose = [line for line in PYPROJECT["dependency-groups"]["dev"] if "==" not in line]
    assert loose == [f"{OURSELVES}[local]"]


def test_build_dependencies_are_pinned_to_one_version() -> None:
    assert PYPROJECT["build-system"]["requires"] == PYPROJECT["tool"]["uv"]["build-constraint-dependencies"]
    assert all("==" in line for line in PYPROJECT["build-system"]["requires"])


def test_what_is_installed_is_what_is_pinned(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--floor"):
        pytest.skip("the floor is tested with other versions on purpose")
    installed = {normalized(one.metadata["Name"]): one.version for one in metadata.distributions()}
    strangers = {
        f"{name}=={version}"
        for name, version in installed.items()
        if name not in UNMANAGED | {OURSELVES} and pins().get(name) != version
    }
    assert strangers == set(), "pin them in pyproject.toml: directly used in the group dev, others in [tool.uv]"
