"""Any bytes as a file: a template in JSON or YAML, or the manifest of a cloud assembly."""

from __future__ import annotations

import json
import tempfile
from contextlib import suppress
from pathlib import Path

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError

__all__ = ["one_input", "shown"]

_NAMES = ("t.json", "t.yaml", "t.template")
_STACK = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}}
_folder = tempfile.TemporaryDirectory()
_HERE = Path(_folder.name)
_ASSEMBLY = _HERE / "assembly"


def one_input(data: bytes) -> None:
    """Read it under names that say JSON, YAML and nothing, and as a manifest beside a template."""
    for name in _NAMES if data[:1] == b"{" else _NAMES[1:2]:
        path = _HERE / name
        path.write_bytes(data)
        # Any other error ends the run.
        with suppress(InvalidInputError):
            _look(Deployment.read(path))
    if b'"artifacts"' in data:
        _ASSEMBLY.mkdir(exist_ok=True)
        (_ASSEMBLY / "App.template.json").write_text(json.dumps(_STACK), encoding="utf-8")
        (_ASSEMBLY / "manifest.json").write_bytes(data)
        with suppress(InvalidInputError):
            _look(Deployment.read(_ASSEMBLY))


def _look(deployment: Deployment) -> None:
    """Ask for the lines and constructs that messages name, and read what values there are."""
    for stack in deployment.stacks:
        for logical_id in stack.resources:
            stack.document.where("Resources", logical_id, "Properties")
            stack.construct_path(logical_id)
    for _ in deployment.networks(most=4):
        pass


def shown(data: bytes) -> str:
    """The input as it is."""
    return data.decode("utf-8", "backslashreplace")
