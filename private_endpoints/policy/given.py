"""What users give to the builders of endpoint policies: in Python nothing but a check stops other types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.organization_id import is_token

__all__ = ["arn_problems", "check_each", "named", "sid_problems"]

_SID = re.compile(r"[A-Za-z0-9]+")

T = TypeVar("T")


def named(name: str, values: Iterable[T]) -> tuple[T, ...]:
    """Some values; none, or a string where a list belongs, would end in a policy that nobody meant.

    Raises:
        InvalidInputError: no values.
    """
    given: Any = values
    items = tuple(given) if isinstance(given, Iterable) and not isinstance(given, str) else ()
    if not items:
        where = "EndpointPolicy"
        raise InvalidInputError(
            where,
            [Problem("names-nothing", f"{name}={values!r} is no list of something", "name at least one in a list")],
        )
    return items


def check_each(where: str, what: str, values: Iterable[object], *types: type) -> None:
    """Refuse arguments of other types.

    Args:
        where: the builder, for messages.
        what: word for one of them.
        values: the arguments.
        types: what each may be.

    Raises:
        InvalidInputError: some are of another type.
    """
    problems = [
        Problem("wrong-type", f"{one!r} is no {what}", f"give each {what} as an argument of its own")
        for one in values
        if not isinstance(one, types)
    ]
    if problems:
        raise InvalidInputError(where, problems)


def sid_problems(sid: object) -> Iterator[Problem]:
    """What is no Sid that IAM takes in every kind of policy."""
    if not isinstance(sid, str) or not _SID.fullmatch(sid):
        yield Problem("bad-sid", f"sid={sid!r}", "give letters and digits only, as IAM allows")


def arn_problems(resources: Iterable[object]) -> Iterator[Problem]:
    """What is no ARN, nor known only at deployment."""
    for one in resources:
        if not isinstance(one, str) or not (one == "*" or one.startswith("arn:") or is_token(one)):
            fix = "give ARNs, such as 'arn:aws:s3:::data/*', or '*'"
            yield Problem("not-an-arn", f"resources= holds {one!r}", fix)
