"""Where stacks are deployed that do not say so themselves."""

from __future__ import annotations

import re

from private_endpoints.catalog import is_region_code
from private_endpoints.errors import InvalidInputError, Problem

__all__ = ["check_environment"]

_ACCOUNT = re.compile(r"[0-9]{12}")


def check_environment(region: str | None, account: str | None) -> None:
    """Refuse a region and an account that cannot be any.

    Args:
        region: code of a region. Default: not known.
        account: id of an account. Default: not known.

    Raises:
        InvalidInputError: one has not the form that AWS gives it.
    """
    problems = []
    if region is not None and not is_region_code(region):
        problems.append(Problem("bad-region", f"{region!r} is no code of a region", "give one such as eu-west-1"))
    if account is not None and not _ACCOUNT.fullmatch(account):
        problems.append(Problem("bad-account", f"{account!r} is no id of an account", "give its 12 digits"))
    if problems:
        raise InvalidInputError("environment", problems)
