"""Baselines that nobody wrote with `--write-baseline`."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.checks import Finding, Severity
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Origin
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


def _finding(message: str) -> Finding:
    here, one, two = (Origin(template="t", logical_id=name) for name in ("r", "one", "two"))
    return Finding(rule="x", severity=Severity.ERROR, message=message, origin=here, related=(one, two))


def test_each_entry_knows_one_finding() -> None:
    """A second fault of the same rule on the same thing is new."""
    known = _baseline()
    assert known.knows_finding(_finding("it is so")) is not None
    assert known.knows_finding(_finding("it is so, too")) is None
    assert list(known.gone) == ["known.json: nothing is left of t W s3 PUBLIC"]


def test_two_entries_know_two() -> None:
    known = Baseline({"version": "1", "paths": [], "findings": [_FINDING, _FINDING]}, "known.json")
    assert [known.knows_finding(_finding("it is so")) is not None for _ in range(3)] == [True, True, False]
