"""Which given file is the template of a nested stack that only a URL names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from private_endpoints.cloudformation import Deployment

_BUCKET = "https://s3.amazonaws.com/bucket"


def _nesting(url: Any) -> dict[str, Any]:
    return {"Resources": {"Child": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": url}}}}


_LEAF: dict[str, Any] = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}


def _stacks(folder: Path, files: Mapping[str, Any], *given: str) -> set[str]:
    """The names of the stacks of files by their paths; without names of files the whole folder is given."""
    for name, body in files.items():
        path = folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(body), "utf-8")
    return {stack.name for stack in Deployment.read(*(folder / one for one in given or (".",))).stacks}


@pytest.mark.parametrize("url", [f"{_BUCKET}/product/infra/vpc.yaml", {"Fn::Sub": "https://${Bucket}/infra/vpc.yaml"}])
def test_a_file_is_named_by_its_path_from_the_root_template(tmp_path: Path, url: Any) -> None:
    files = {"main": _nesting(url), "infra/vpc": _LEAF}
    assert _stacks(tmp_path, files) == {"main", "main.Child"}
    assert _stacks(tmp_path, files, "main.yaml", "infra/vpc.yaml") == {"main", "main.Child"}


def test_or_by_its_path_from_the_folder_that_is_given(tmp_path: Path) -> None:
    files = {"root/main": _nesting(f"{_BUCKET}/parts/vpc.yaml"), "parts/vpc": _LEAF}
    assert _stacks(tmp_path, files) == {"main", "main.Child"}


def test_or_from_the_template_that_nests_it(tmp_path: Path) -> None:
    files = {
        "main": _nesting(f"{_BUCKET}/app/app.yaml"),
        "app/app": _nesting(f"{_BUCKET}/db.yaml"),
        "app/db": _LEAF,
    }
    assert _stacks(tmp_path, files) == {"main", "main.Child", "main.Child.Child"}


def test_or_by_its_path_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"root/main": _nesting(f"{_BUCKET}/parts/vpc.yaml"), "parts/vpc": _LEAF}
    _stacks(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    found = Deployment.read("root/main.yaml", "parts/vpc.yaml").stacks
    assert [stack.name for stack in found] == ["main", "main.Child"]


@pytest.mark.parametrize("url", [f"{_BUCKET}/theirs/vpc.yaml", f"{_BUCKET}/vpc.yaml"])
def test_a_file_of_the_same_name_in_another_folder_is_another(tmp_path: Path, url: str) -> None:
    assert _stacks(tmp_path, {"one/main": _nesting(url), "two/vpc": _LEAF}) == {"main", "vpc"}


def test_the_longer_path_is_the_better(tmp_path: Path) -> None:
    files = {"main": _nesting(f"{_BUCKET}/infra/vpc.yaml"), "vpc": _LEAF, "infra/vpc": _LEAF}
    _stacks(tmp_path, files)
    child = next(stack for stack in Deployment.read(tmp_path).stacks if stack.name == "main.Child")
    assert Path(child.document.file) == tmp_path / "infra" / "vpc.yaml"


def test_a_template_that_nests_another_of_its_name_does_not_nest_itself(tmp_path: Path) -> None:
    files = {"template": _nesting(f"{_BUCKET}/theirs/template.yaml")}
    assert _stacks(tmp_path, files) == {"template"}


def test_nor_what_it_is_nested_in(tmp_path: Path) -> None:
    files = {"main": _nesting(f"{_BUCKET}/app.yaml"), "app": _nesting(f"{_BUCKET}/main.yaml")}
    assert _stacks(tmp_path, files, "main.yaml") == {"main"}
    assert "main.Child.Child" not in _stacks(tmp_path, files)
