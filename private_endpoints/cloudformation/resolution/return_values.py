"""What Ref and Fn::GetAtt return, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

__all__ = ["ReturnValues", "return_values", "types_with_values"]

_FILE = Path(__file__).parent.parent / "data" / "return_values.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnValues:
    """What one resource type returns. Texts may name `{ref}`, `{name}`, `{partition}`, `{region}` and `{account}`.

    Attributes:
        type: the resource type.
        name: the property that gives the resource its name; without it AWS makes one up.
        ref: what Ref returns. Default: the name, where there is a property for it; else an id that AWS makes up.
        arn: what `Arn` is.
        same_as_ref: attributes that are what Ref returns.
        properties: attributes that are what a property says.
        attributes: other attributes.
        is_plain: whether Ref is an id that AWS makes up, and nothing that a property says.
        source: AWS's page.
        as_of: ISO date of the row.
        confidence: `schema` where names are checked against CloudFormation's schemas and nothing else is said,
            `memory` where forms of ARNs or of what Ref returns are not.
    """

    type: str
    name: str = ""
    ref: str = ""
    arn: str = ""
    same_as_ref: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_plain: bool = True
    source: str = ""
    as_of: str = ""
    confidence: str = ""


_NONE = ReturnValues(type="")


@lru_cache(maxsize=2048)
def return_values(type_: str) -> ReturnValues:
    """What a type returns; a row that says nothing for a type that the data do not have."""
    return _rows().get(type_, _NONE)


def types_with_values() -> tuple[str, ...]:
    """The types that the data have."""
    return tuple(_rows())


@cache
def _rows() -> Mapping[str, ReturnValues]:
    rows = map(json.loads, _FILE.read_text("utf-8").splitlines())
    return {row["type"]: _row(row) for row in rows}


def _row(row: Mapping[str, Any]) -> ReturnValues:
    is_plain = "name" not in row and "ref" not in row
    return ReturnValues(**{**row, "same_as_ref": tuple(row.get("same_as_ref", ())), "is_plain": is_plain})
