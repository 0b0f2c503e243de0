"""The tables of this package: what is the same for many resource types is data, with the AWS page it is from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["changing_types", "helper_stacks", "resource_policies", "sam_policies", "workload_types"]

_DATA = Path(__file__).parent.parent / "data"


@cache
def workload_types() -> Mapping[str, Mapping[str, Any]]:
    """Where resource types that run in a VPC have their subnets, security groups and role."""
    return _rows("workload_types.jsonl")


@cache
def resource_policies() -> Mapping[str, Mapping[str, Any]]:
    """Where resource types that a workload calls have their policy."""
    return _rows("resource_policies.jsonl")


@cache
def changing_types() -> Mapping[str, Mapping[str, Any]]:
    """Types of AWS that change more than themselves, and types of others that change nothing that they are given."""
    return _rows("changing_types.jsonl")


@cache
def sam_policies() -> Mapping[str, Mapping[str, Any]]:
    """The policy templates of SAM by their names."""
    return _rows("sam_policies.jsonl", key="name")


@cache
def helper_stacks() -> tuple[str, ...]:
    """How logical ids begin of nested stacks that change nothing of the network, whose templates may not be at hand."""
    return tuple(_rows("helper_stacks.jsonl", key="logical_id"))


def _rows(name: str, *, key: str = "type") -> Mapping[str, Mapping[str, Any]]:
    rows = map(json.loads, (_DATA / name).read_text("utf-8").splitlines())
    return {row[key]: row for row in rows}
