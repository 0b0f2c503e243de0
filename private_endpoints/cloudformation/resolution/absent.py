"""The value that is not there: `AWS::NoValue`."""

from __future__ import annotations

from enum import Enum

__all__ = ["ABSENT", "Absent"]


class Absent(Enum):
    """As if the property had not been written."""

    ABSENT = "AWS::NoValue"


ABSENT = Absent.ABSENT
