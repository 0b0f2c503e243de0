"""Whole templates in YAML, asked on the command line; `NAME.labels.yaml` has what AWS would do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from private_endpoints.cli import main

_HERE = Path(__file__).parent / "templates"


def _labels() -> list[Any]:
    return [
        pytest.param(name, label, id=f"{name}-{number}")
        for name in sorted(path.name.removesuffix(".labels.yaml") for path in _HERE.glob("*.labels.yaml"))
        for number, label in enumerate(yaml.safe_load((_HERE / f"{name}.labels.yaml").read_text()), 1)
    ]


@pytest.mark.parametrize(("name", "label"), _labels())
def test_whole_templates_on_the_command_line(name: str, label: dict[str, Any], tmp_path: Path) -> None:
    questions = tmp_path / "questions.json"
    questions.write_text(json.dumps([label["ask"]]), encoding="utf-8")
    given = tmp_path / "parameters.json"
    given.write_text(json.dumps(label.get("parameters", {})), encoding="utf-8")
    arguments = ["--requirements", str(questions), "--region", "eu-west-1", "--account", "111122223333"]
    if label.get("parameters"):
        arguments += ["--parameters", str(given)]
    result = CliRunner().invoke(main, ["check", str(_HERE / f"{name}.yaml"), "--format", "json", *arguments])
    assert result.exit_code in {0, 1}, result.output
    (path,) = json.loads(result.stdout)["paths"]
    assert path["verdict"] == label["verdict"], f"{label['because']}: {path}"
    assert set(path["source"]) == {"template", "logical_id", "construct_path"}
    assert path["blockers"] or path["verdict"] in {"PRIVATE", "UNKNOWN"}
    assert path["unknowns"] or path["verdict"] != "UNKNOWN"
