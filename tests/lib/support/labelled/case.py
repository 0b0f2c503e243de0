"""A labelled case, and pairs of them that differ in one property."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Verdict
from private_endpoints.proof import Answered, Prover
from support.labelled.forms import FORMS, all_refusing
from support.labelled.template import Template

__all__ = ["ACCOUNT", "BLOCKED", "PRIVATE", "PUBLIC", "REGION", "UNKNOWN", "Labelled", "Stacks", "Twins", "labelled"]

PRIVATE, PUBLIC, BLOCKED, UNKNOWN = Verdict.PRIVATE, Verdict.PUBLIC, Verdict.BLOCKED, Verdict.UNKNOWN
REGION, ACCOUNT = "eu-west-1", "111122223333"

Stacks: TypeAlias = Template | str | Mapping[str, Template | str]


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """A case with its label.

    Attributes:
        name: the rule it shows.
        page: the page of AWS that has the rule.
        given: the template; a text is YAML; several by the names of their stacks.
        ask: the question, as in a file of requirements.
        verdict: what AWS would do.
        because: why.
        parameters: values that are given.
        region: what --region says; None: nothing.
        account: what --account says; None: nothing.
        unfixed: why the engine still says something else; empty: it does not.
    """

    name: str
    page: str
    given: Stacks
    ask: Mapping[str, Any]
    verdict: Verdict
    because: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    region: str | None = REGION
    account: str | None = ACCOUNT
    unfixed: str = ""

    def check(self) -> None:
        """The verdict is the label's, in every form of the same templates."""
        templates = self.given if isinstance(self.given, Mapping) else {"App": self.given}
        for form, change in FORMS.items():
            changed = change(templates, self.ask)
            if changed is None:
                continue
            answered = self._answer(*changed)
            assert not answered.error, answered.error
            assert answered.path.verdict is self.verdict, f"{form}: {self.because} ({self.page})\n{answered.path}"
        if self.verdict is Verdict.PRIVATE and (refusing := all_refusing(templates, self.ask)) is not None:
            path = self._answer(refusing, self.ask).path
            assert path.verdict is Verdict.BLOCKED, f"endpoints that refuse everything let it through: {path}"

    def _answer(self, templates: Mapping[str, Template | str], ask: Mapping[str, Any]) -> Answered:
        bodies: dict[str, Mapping[str, Any] | str] = {
            (f"{name}.yaml" if isinstance(one, str) else name): one if isinstance(one, str) else one.body
            for name, one in templates.items()
        }
        deployment = Deployment.of(bodies, parameters=self.parameters, region=self.region, account=self.account)
        return Prover.of(deployment).answer(dict(ask), self.name)


@dataclass(frozen=True, kw_only=True)
class Twins:
    """A rule, shown by two cases that differ in one property.

    Attributes:
        law: the rule.
        page: the page of AWS that has it.
        given: the template of the first.
        ask: its question.
        verdict: of the first.
        change: makes the template of the second. Default: it is the same.
        other_ask: the question of the second. Default: the same.
        other: the verdict of the second.
        because: why the second is not as the first.
        more: further fields of both.
        first_more: further fields of the first only.
        other_more: further fields of the second only.
    """

    law: str
    page: str
    given: Any
    ask: Mapping[str, Any]
    verdict: Verdict = PRIVATE
    change: Callable[[Any], Any] | None = None
    other_ask: Mapping[str, Any] | None = None
    other: Verdict = BLOCKED
    because: str
    more: Mapping[str, Any] = field(default_factory=dict)
    first_more: Mapping[str, Any] = field(default_factory=dict)
    other_more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cases(self) -> Iterator[Labelled]:
        yield Labelled(
            name=self.law,
            page=self.page,
            given=self.given,
            ask=self.ask,
            verdict=self.verdict,
            because=self.law,
            **{**self.more, **self.first_more},
        )
        yield Labelled(
            name=f"{self.law}__twin",
            page=self.page,
            given=self.given if self.change is None else self.change(self.given),
            ask=self.ask if self.other_ask is None else self.other_ask,
            verdict=self.other,
            because=self.because,
            **{**self.more, **self.other_more},
        )


def labelled(*rows: Twins | Labelled) -> pytest.MarkDecorator:
    """All cases of the rows."""
    cases = [case for row in rows for case in (row.cases if isinstance(row, Twins) else [row])]
    return pytest.mark.parametrize("case", [_row(one) for one in cases])


def _row(case: Labelled) -> Any:
    marks = [pytest.mark.xfail(reason=case.unfixed, strict=True)] if case.unfixed else []
    return pytest.param(case, id=case.name.replace(" ", "_"), marks=marks)
