"""Baselines that nobody wrote with `--write-baseline`."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.errors import InvalidInputError
from private_endpoints.proof.baseline import Baseline

_FINDING = {"rule": "x", "template": "t", "resource": "r", "related": ["one", "two"]}
_PATH = {"template": "t", "source": "W", "to": "s3", "verdict": "PUBLIC"}


def _baseline(finding: dict[str, Any] = _FINDING, path: dict[str, Any] = _PATH) -> Baseline:
    return Baseline({"version": "1", "paths": [path], "findings": [finding]}, "known.json")


def test_what_is_written_is_read() -> None:
    assert len(list(_baseline().gone)) == 2


@pytest.mark.parametrize("related", [[{}], [1], [["x"]], "x", None])
def test_related_things_are_strings(related: Any) -> None:
    with pytest.raises(InvalidInputError, match="bad-baseline"):
        _baseline(finding={**_FINDING, "related": related})


@pytest.mark.parametrize("key", sorted(_PATH))
def test_so_is_what_a_path_is_known_by(key: str) -> None:
    with pytest.raises(InvalidInputError, match="bad-baseline"):
        _baseline(path={**_PATH, key: ["PUBLIC"]})
