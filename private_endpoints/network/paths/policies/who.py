"""Who a caller may turn out to be."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Who"]


class Who(NamedTuple):
    """One of those that a caller may turn out to be.

    Attributes:
        account: its account.
        address: its address in the VPC; None: not known, or of no matter.
    """

    account: str
    address: str | None = None
