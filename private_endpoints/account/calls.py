"""Calls of the AWS APIs that only read: every page of every list, and what was refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, TypeAlias, TypeVar

from private_endpoints.values import Unknown

__all__ = ["Calls", "Row"]

T = TypeVar("T")
# One thing in an answer of AWS.
Row: TypeAlias = Mapping[str, Any]


class Calls:
    """Calls of one account in one region.

    A call that is refused, or that the other side does not know, gives nothing and is remembered: what depends on it
    is unknown.

    Args:
        client: makes the boto3 client of a service, named as boto3 names it.
        assume_none: lists, such as `ec2.describe_carrier_gateways`, that are not asked for and taken to be empty.
    """

    def __init__(self, client: Callable[[str], Any], assume_none: Collection[str] = ()) -> None:
        self._client = client
        self._assume_none = frozenset(assume_none)
        self._refused: dict[str, str] = {}

    @property
    def refused(self) -> Mapping[str, str]:
        """What was not answered, by call, with the reason."""
        return self._refused

    def assumes_none(self, call: str) -> bool:
        """Whether a call is not asked for."""
        return call in self._assume_none

    def doubt(self, *calls: str) -> Unknown | None:
        """What is not known because calls were refused; None: all were answered."""
        found = [f"{call}: {self._refused[call]}" for call in calls if call in self._refused]
        return Unknown(frozenset(found)) if found else None

    def unless_refused(self, value: T, *calls: str) -> T | Unknown:
        """What was read; unknown where a call that it is of was refused."""
        found = self.doubt(*calls)
        return value if found is None else found

    def every(self, service: str, operation: str, key: str, **arguments: object) -> Iterator[Row]:
        """The things of a list, over all its pages; nothing where it is refused.

        Args:
            service: as boto3 names it.
            operation: as a client of boto3 has it.
            key: of the list in the answer.
            arguments: of the operation.
        """
        call = f"{service}.{operation}"
        if call in self._assume_none or call in self._refused:
            return
        try:
            client = self._client(service)
            if client.can_paginate(operation):
                pages = client.get_paginator(operation).paginate(**arguments)
            else:
                pages = [getattr(client, operation)(**arguments)]
            for page in pages:
                yield from page.get(key) or ()
        except _errors() as error:
            self._refused[call] = _reason(error)

    def one(
        self, service: str, operation: str, *, absent: Collection[str] = (), **arguments: object
    ) -> Row | Unknown | None:
        """One answer; None where there is no such thing, unknown where the call is refused.

        Args:
            service: as boto3 names it.
            operation: as a client of boto3 has it.
            absent: codes of the errors that say that there is no such thing.
            arguments: of the operation.
        """
        try:
            answer: Row = getattr(self._client(service), operation)(**arguments)
        except _errors() as error:
            if _code(error) in absent:
                return None
            reason = _reason(error)
            self._refused.setdefault(f"{service}.{operation}", reason)
            return Unknown(frozenset({f"{service}.{operation}: {reason}"}))
        return answer


def _errors() -> tuple[type[Exception], ...]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - boto3 is heavy and optional
    from botocore.parsers import ResponseParserError  # noqa: PLC0415 - as above

    return (BotoCoreError, ClientError, ResponseParserError)


def _code(error: Exception) -> str:
    response: Row = getattr(error, "response", {})
    return str(response.get("Error", {}).get("Code", ""))


def _reason(error: Exception) -> str:
    """Why, in a few words that are the same for every request."""
    return _code(error) or type(error).__name__
