"""An account whose APIs answer what a test says, as boto3's clients do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import ClientError

__all__ = ["FakeAccount", "refusal"]

_EMPTY: Mapping[str, Any] = {}
IDENTITY = {"Account": "111111111111", "Arn": "arn:aws:iam::111111111111:user/Reader"}


def refusal(code: str = "UnauthorizedOperation") -> ClientError:
    """What boto3 raises where a call is refused."""
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "Operation")


class FakeAccount:
    """Answers by `service.operation`: a page, several pages, or an error. What is not named is empty.

    Attributes:
        asked: every call that was made, with its arguments.
    """

    def __init__(self, answers: Mapping[str, Any] = _EMPTY) -> None:
        self._answers = {
            "sts.get_caller_identity": IDENTITY,
            "ec2.describe_vpc_attribute": {"EnableDnsSupport": {"Value": True}, "EnableDnsHostnames": {"Value": True}},
            **answers,
        }
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def client(self, service: str) -> Any:
        """The client of a service."""
        return _Client(self, service)

    def answer(self, call: str, arguments: dict[str, Any]) -> list[Mapping[str, Any]]:
        """The pages of an answer."""
        self.asked.append((call, arguments))
        found = self._answers.get(call, {})
        if isinstance(found, Exception):
            raise found
        if callable(found):
            found = found(**arguments)
        return found if isinstance(found, list) else [found]


class _Client:
    def __init__(self, account: FakeAccount, service: str) -> None:
        self._account = account
        self._service = service

    def can_paginate(self, operation: str) -> bool:
        del operation
        return True

    def get_paginator(self, operation: str) -> _Paginator:
        return _Paginator(self._account, f"{self._service}.{operation}")

    def __getattr__(self, operation: str) -> Any:
        return lambda **arguments: self._account.answer(f"{self._service}.{operation}", arguments)[0]


class _Paginator:
    def __init__(self, account: FakeAccount, call: str) -> None:
        self._account = account
        self._call = call

    def paginate(self, **arguments: Any) -> Iterator[Mapping[str, Any]]:
        yield from self._account.answer(self._call, arguments)
