"""Pairs of networks that differ in one property, and the verdict of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from private_endpoints.network import Verdict
from support.networks import Scenario

__all__ = ["Twins", "judged"]


@dataclass(frozen=True, kw_only=True)
class Twins:
    """A rule, shown by two networks.

    Attributes:
        law: the rule, in words.
        page: the page of AWS that has it.
        given: a network.
        verdict: of the given network.
        change: what differs in the other one.
        other: verdict of the other one.
        ask: the question.
        code: a blocker that the worse of the two names.
    """

    law: str
    page: str
    given: Scenario
    verdict: Verdict = Verdict.PRIVATE
    change: Callable[[Scenario], Scenario]
    other: Verdict = Verdict.BLOCKED
    ask: dict[str, Any] = field(default_factory=dict)
    code: str = ""


def judged(*rows: Twins) -> pytest.MarkDecorator:
    """Both networks of each pair."""
    cases = []
    for row in rows:
        name = row.law.replace(" ", "_")
        cases.append(pytest.param(row.given, row.ask, row.verdict, "", id=name))
        cases.append(pytest.param(row.change(row.given), row.ask, row.other, row.code, id=f"{name}__twin"))
    return pytest.mark.parametrize(("scenario", "question", "verdict", "code"), cases)
