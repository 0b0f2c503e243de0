"""The page about the JSON output says what the schema says."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import fastjsonschema

_PAGE = (Path(__file__).parents[2] / "docs/reference/check-output.md").read_text("utf-8")
_SCHEMA = json.loads(
    resources.files("private_endpoints.report").joinpath("data/check-output-1.schema.json").read_text("utf-8")
)


def test_the_example_is_as_the_schema_says() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", _PAGE, re.DOTALL)
    fastjsonschema.compile(_SCHEMA)(json.loads(example))


def test_every_name_of_a_path_is_told() -> None:
    for name in _SCHEMA["properties"]:
        assert f"`{name}" in _PAGE
    for name in _SCHEMA["definitions"]["path"]["properties"]:
        assert f"`paths[].{name}`" in _PAGE or name == "verdict"
    for name in _SCHEMA["definitions"]["finding"]["properties"]:
        assert f"`{name}`" in _PAGE
