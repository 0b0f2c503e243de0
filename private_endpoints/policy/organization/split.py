"""Statements spread over policies that are short enough."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from private_endpoints.policy.statement import Statement

__all__ = ["Spread", "size", "spread"]


def size(document: object) -> int:
    """Characters of a document without white space, as CloudFormation hands it over."""
    return len(json.dumps(document, separators=(",", ":"), ensure_ascii=False))


def spread(statements: Sequence[Statement], limit: int, most: int) -> Spread | None:
    """How the statements are spread over as few policies as do; None if `most` will not do."""
    # A statement that is short enough stays whole: its conditions would be in each policy that has some of its actions.
    apart = frozenset(str(one["Sid"]) for one in statements if size(_document([dict(one)])) > limit)
    for count in range(1, most + 1):
        found = Spread(count, apart)
        if all(size(document) <= limit for document in found.documents(statements).values()):
            return found
    return None


@dataclass(frozen=True, slots=True)
class Spread:
    """Which policy a statement goes into, or each of its actions.

    Which one that is depends on nothing but the name of the statement, or of the action, and the number of policies
    (rendezvous hashing): what is added moves nothing that was there, and one more policy moves only what it takes.

    Attributes:
        count: of policies; some may be empty.
        apart: Sids of statements whose actions are spread. A Deny of many actions is the union of Denies of some of
            them; lists of exceptions are no union, so they stay whole.
    """

    count: int
    apart: frozenset[str]

    def documents(self, statements: Sequence[Statement]) -> dict[int, dict[str, Any]]:
        """The policies by number, whose union decides as one policy of all statements would; empty ones left out."""
        found: list[dict[str, tuple[Statement, list[str]]]] = [{} for _ in range(self.count)]
        for statement in statements:
            sid = str(statement["Sid"])
            actions = statement.get("Action")
            if sid in self.apart and isinstance(actions, list):
                for action in actions:
                    found[_home(f"{sid}/{action}", self.count)].setdefault(sid, (statement, []))[1].append(action)
            else:
                found[_home(sid, self.count)][sid] = (statement, [])
        return {
            number: _document([_with(one, actions) for one, actions in policy.values()])
            for number, policy in enumerate(found, 1)
            if policy
        }


def _document(statements: list[dict[str, Any]]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": statements}


def _with(statement: Statement, actions: list[str]) -> dict[str, Any]:
    """The statement, of these actions only if there are any; in place, so that the order of the elements stays."""
    alone_or_some = actions[0] if len(actions) == 1 else actions
    return {key: alone_or_some if key == "Action" and actions else value for key, value in statement.items()}


def _home(name: str, count: int) -> int:
    return max(range(count), key=lambda number: hashlib.sha256(f"{number}/{name}".encode()).digest())
