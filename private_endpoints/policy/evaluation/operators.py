"""Condition operators: how one value of the request compares with one value of the policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import operator
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from private_endpoints.policy.evaluation.patterns import Mode, PolicyString
from private_endpoints.values import Truth, Unknown, Value, references

if TYPE_CHECKING:
    from collections.abc import Callable

    from private_endpoints.policy.evaluation.context import Context

__all__ = ["OPERATORS", "Comparison", "Operator"]

# None: the two cannot be compared, so that neither the operator nor its negation holds.
Comparison: TypeAlias = "Callable[[Value, Context], Truth | None]"


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator, without its qualifier and without IfExists.

    Attributes:
        name: as AWS writes it.
        negated: whether it holds where nothing matches, and where the key is absent.
        compile: makes the comparison with one value of the policy; told whether the policy knows variables.
    """

    name: str
    negated: bool
    compile: Callable[[Value, bool], Comparison]


def _text(mode: Mode) -> Callable[[Value, bool], Comparison]:
    return lambda value, variables: PolicyString(value, mode, variables=variables).match


def _typed(read: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Callable[[Value, bool], Comparison]:
    """A comparison of numbers, dates and the like, in which a variable is no variable."""

    def compile_typed(value: Value, variables: bool) -> Comparison:  # noqa: FBT001 - one signature for a whole table
        del variables
        expected = read(value) if isinstance(value, str) else None

        def compare_typed(actual: Value, context: Context) -> Truth | None:
            del context
            if isinstance(value, str) and expected is None:
                return None
            if not isinstance(value, str) or not isinstance(actual, str):
                return Unknown(references(value) | references(actual))
            found = read(actual)
            return None if found is None else compare(found, expected)

        return compare_typed

    return compile_typed


_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


@lru_cache(maxsize=1024)
def _number(text: str) -> Decimal | None:
    """An integer or decimal."""
    stripped = text.strip()
    return Decimal(stripped) if _NUMBER.fullmatch(stripped) else None


_YEAR_OR_MONTH = re.compile(r"\d{4}(-\d{2})?")
_EPOCH = re.compile(r"[+-]?\d+(\.\d+)?")
# Epoch seconds of the year 9999 have 12 digits: greater numbers can only be milliseconds.
_LAST_SECOND = 253_402_300_799
_LONGEST_EPOCH = 20


@lru_cache(maxsize=1024)
def _date(text: str) -> datetime | None:
    """A date in one of the W3C's forms of ISO 8601 (https://www.w3.org/TR/NOTE-datetime), or in epoch time."""
    stripped = text.strip()
    try:
        if _YEAR_OR_MONTH.fullmatch(stripped):
            year, _, month = stripped.partition("-")
            return datetime(int(year), int(month or 1), 1, tzinfo=UTC)
        if _EPOCH.fullmatch(stripped) and len(stripped) <= _LONGEST_EPOCH:
            seconds = float(stripped)
            return datetime.fromtimestamp(seconds if abs(seconds) <= _LAST_SECOND else seconds / 1000, tz=UTC)
        found = datetime.fromisoformat(stripped)
    except (ValueError, OverflowError, OSError):
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def _boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text.strip().lower())


def _bytes(text: str) -> bytes | str:
    """The bytes of base64 text; text that is none is equal to itself only."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return text


def _address(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    """An address or a range; an address alone is the range of itself."""
    try:
        return ipaddress.ip_network(text.strip(), strict=False)
    except ValueError:
        return None


_network = lru_cache(maxsize=4096)(_address)


def _within(
    inner: ipaddress.IPv4Network | ipaddress.IPv6Network, outer: ipaddress.IPv4Network | ipaddress.IPv6Network
) -> bool:
    if isinstance(inner, ipaddress.IPv4Network) and isinstance(outer, ipaddress.IPv4Network):
        return inner.subnet_of(outer)
    return (
        isinstance(inner, ipaddress.IPv6Network) and isinstance(outer, ipaddress.IPv6Network) and inner.subnet_of(outer)
    )


def _truth_value(value: Value, variables: bool) -> Comparison:  # noqa: FBT001 - one signature for a whole table
    """`Bool`, which takes variables, unlike the others that compare no text."""
    if not variables or not isinstance(value, str) or "${" not in value:
        return _typed(_boolean, operator.eq)(value, variables)
    compare = PolicyString(value, Mode.EQUAL_IGNORING_CASE, variables=variables).match

    def compare_booleans(actual: Value, context: Context) -> Truth | None:
        return None if isinstance(actual, str) and _boolean(actual) is None else compare(actual, context)

    return compare_booleans


_ALL = (
    Operator("StringEquals", negated=False, compile=_text(Mode.EQUAL)),
    Operator("StringNotEquals", negated=True, compile=_text(Mode.EQUAL)),
    Operator("StringEqualsIgnoreCase", negated=False, compile=_text(Mode.EQUAL_IGNORING_CASE)),
    Operator("StringNotEqualsIgnoreCase", negated=True, compile=_text(Mode.EQUAL_IGNORING_CASE)),
    Operator("StringLike", negated=False, compile=_text(Mode.LIKE)),
    Operator("StringNotLike", negated=True, compile=_text(Mode.LIKE)),
    Operator("NumericEquals", negated=False, compile=_typed(_number, operator.eq)),
    Operator("NumericNotEquals", negated=True, compile=_typed(_number, operator.eq)),
    Operator("NumericLessThan", negated=False, compile=_typed(_number, operator.lt)),
    Operator("NumericLessThanEquals", negated=False, compile=_typed(_number, operator.le)),
    Operator("NumericGreaterThan", negated=False, compile=_typed(_number, operator.gt)),
    Operator("NumericGreaterThanEquals", negated=False, compile=_typed(_number, operator.ge)),
    Operator("DateEquals", negated=False, compile=_typed(_date, operator.eq)),
    Operator("DateNotEquals", negated=True, compile=_typed(_date, operator.eq)),
    Operator("DateLessThan", negated=False, compile=_typed(_date, operator.lt)),
    Operator("DateLessThanEquals", negated=False, compile=_typed(_date, operator.le)),
    Operator("DateGreaterThan", negated=False, compile=_typed(_date, operator.gt)),
    Operator("DateGreaterThanEquals", negated=False, compile=_typed(_date, operator.ge)),
    Operator("Bool", negated=False, compile=_truth_value),
    Operator("BinaryEquals", negated=False, compile=_typed(_bytes, operator.eq)),
    Operator("IpAddress", negated=False, compile=_typed(_network, _within)),
    Operator("NotIpAddress", negated=True, compile=_typed(_network, _within)),
    # "The ArnEquals and ArnLike condition operators behave identically."
    Operator("ArnEquals", negated=False, compile=_text(Mode.ARN)),
    Operator("ArnLike", negated=False, compile=_text(Mode.ARN)),
    Operator("ArnNotEquals", negated=True, compile=_text(Mode.ARN)),
    Operator("ArnNotLike", negated=True, compile=_text(Mode.ARN)),
)

# By name in lower case.
OPERATORS = {one.name.lower(): one for one in _ALL}
