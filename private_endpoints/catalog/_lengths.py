"""How long the strings can be that CloudFormation puts where a template refers to something."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from private_endpoints.catalog._data import read_rows

__all__ = ["Length", "length_of"]

_PSEUDO = {"{partition}": "AWS::Partition", "{region}": "AWS::Region", "{account}": "AWS::AccountId"}


@dataclass(frozen=True, slots=True)
class Length:
    """Bounds of a number of characters.

    Attributes:
        least: the fewest.
        greatest: the most.
    """

    least: int
    greatest: int

    def __add__(self, other: Length) -> Length:
        return Length(self.least + other.least, self.greatest + other.greatest)


def length_of(what: str) -> Length | None:
    """The bounds of what a reference gives; None where the catalog does not know.

    Args:
        what: a pseudo parameter such as `AWS::Region`; a type and its attribute such as `AWS::S3::Bucket.Arn` or
            `AWS::S3::Bucket.Ref`; `Ref` or `Fn::GetAtt` for what such a call gives at most, whatever it is about; or
            `arn` for what names a resource of AWS.
    """
    return _lengths().get(what)


@cache
def _lengths() -> dict[str, Length]:
    rows = {row["what"]: row for row in read_rows("lengths.jsonl")}
    return {what: _length(row, rows) for what, row in rows.items()}


def _length(row: dict[str, Any], rows: dict[str, dict[str, Any]]) -> Length:
    literal = row["pattern"].replace("{name}", "")
    length = Length(row["least"], row["greatest"])
    for placeholder, name in _PSEUDO.items():
        if placeholder in literal:
            literal = literal.replace(placeholder, "")
            length += Length(rows[name]["least"], rows[name]["greatest"])
    return length + Length(len(literal), len(literal))
