"""One way to refuse a template."""

from __future__ import annotations

from private_endpoints.errors import InvalidInputError, Problem

__all__ = ["refusal"]


def refusal(where: str, code: str, given: str, fix: str) -> InvalidInputError:
    """The error that refuses a template.

    Args:
        where: file, line and construct path, as far as known.
        code: stable identifier of the problem.
        given: what was given, and why it cannot be used.
        fix: what is allowed and what to change.
    """
    return InvalidInputError(where, [Problem(code, given, fix)])
