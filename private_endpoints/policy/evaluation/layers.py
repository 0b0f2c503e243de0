"""What the policies of one kind say about a request, before the kinds are put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from private_endpoints.policy.evaluation.decision import Reason
from private_endpoints.policy.evaluation.kinds import Effect, PolicyKind
from private_endpoints.policy.evaluation.principal_element import Grades
from private_endpoints.values import Truth, all_of, any_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from private_endpoints.policy.evaluation.conditions import ConditionTest
    from private_endpoints.policy.evaluation.document import Document
    from private_endpoints.policy.evaluation.request import Request
    from private_endpoints.policy.evaluation.statement import Statement

__all__ = ["Cause", "Grants", "Verdict", "verdict"]

_SELF = Grades(directly=True, by_entity=False, by_account=False)


class Cause(NamedTuple):
    """A statement that decides; kept as it is until somebody asks for the reason."""

    kind: PolicyKind
    number: int
    statement: Statement
    test: ConditionTest | None

    def reason(self) -> Reason:
        """The statement with the test that keeps it from applying, or with all tests if it applies."""
        shown = self.statement.tests if self.test is None else (self.test,)
        condition: dict[str, dict[str, object]] = {}
        for one in shown:
            for operator, keys in one.as_policy().items():
                condition.setdefault(operator, {}).update(keys)
        return Reason(self.kind, self.number, self.statement.label, condition or None)


@dataclass(slots=True)
class Grants:
    """How the Allow statements of a resource-based policy grant, by how they name the principal."""

    directly: Truth = False
    by_entity: Truth = False
    by_account: Truth = False

    def add(self, grades: Grades, truth: Truth) -> None:
        """Add a statement that applies, or may, to principals of these grades."""
        self.directly = any_of((self.directly, all_of((truth, grades.directly))))
        self.by_entity = any_of((self.by_entity, all_of((truth, grades.by_entity))))
        self.by_account = any_of((self.by_account, all_of((truth, grades.by_account))))

    def at_all(self) -> Truth:
        """Whether one of them grants in whatever way."""
        return any_of((self.directly, self.by_entity, self.by_account))


@dataclass(slots=True)
class Verdict:
    """What the documents of one kind, or of one level of an organization, say.

    Attributes:
        kind: their kind.
        denies: whether a Deny applies.
        grants: whether an Allow applies, and to whom.
        denied_by: the Deny that applies, or may.
        allowed_by: the Allow that applies, or may.
        missed: the Allow that only a condition keeps from applying.
    """

    kind: PolicyKind
    denies: Truth = False
    grants: Grants = field(default_factory=Grants)
    denied_by: Cause | None = None
    allowed_by: Cause | None = None
    missed: Cause | None = None

    @property
    def allows(self) -> Truth:
        """Whether an Allow applies at all."""
        return self.grants.at_all()


def verdict(
    kind: PolicyKind,
    documents: Iterable[Document],
    request: Request,
    *,
    first: int = 0,
    ignore_exceptions: bool = False,
) -> Verdict:
    """Evaluate the statements of some documents of one kind.

    Args:
        kind: their kind.
        documents: the documents.
        request: the request.
        first: the number of the first of them, for reasons.
        ignore_exceptions: whether a Deny with NotPrincipal spares nobody: "The NotPrincipal element with a Deny effect
            will always deny any IAM principal that has a permissions boundary policy attached, regardless of the
            values specified" (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html).
    """
    result = Verdict(kind)
    for number, document in enumerate(documents, first):
        for statement, about in document.about(request.action):
            grades = _SELF
            if statement.principals is not None and not (
                ignore_exceptions and statement.principals.excluding and statement.effect is Effect.DENY
            ):
                grades = statement.principals.match(request.principal)
                if grades.at_all() is False:
                    continue
            truth, test = statement.covers(request.resource, request.context)
            if truth is False:
                if test is not None and statement.effect is not Effect.DENY and result.missed is None:
                    result.missed = Cause(kind, number, statement, test)
                continue
            _count(result, statement, grades, all_of((about, truth)), Cause(kind, number, statement, test))
    return result


def _count(result: Verdict, statement: Statement, grades: Grades, truth: Truth, cause: Cause) -> None:
    """Add one statement that applies, or may."""
    if statement.effect is not Effect.ALLOW:
        denies = all_of((truth, grades.at_all()))
        if result.denied_by is None or (denies is True and result.denies is not True):
            result.denied_by = cause
        result.denies = any_of((result.denies, denies))
    if statement.effect is not Effect.DENY:
        before = result.allows
        if grades is _SELF and truth is True:
            result.grants.directly = True
        else:
            result.grants.add(grades, truth)
        if result.allowed_by is None or (before is not True and result.allows is True):
            result.allowed_by = cause
