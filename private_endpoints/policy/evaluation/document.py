"""A policy document, read and compiled once, evaluated often.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.evaluation.reading import StatementReader, known_version
from private_endpoints.values import Truth, Value, is_intrinsic

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.kinds import PolicyKind
    from private_endpoints.policy.evaluation.statement import Statement

__all__ = ["Document"]

_ELEMENTS = frozenset({"Version", "Id", "Statement"})
# Actions whose statements are remembered; beyond, the memory starts afresh.
_MOST_ACTIONS = 4096
_NOTHING: Mapping[str, str] = {}


class Document:
    """One policy document.

    Attributes:
        kind: where it is attached.
        statements: in the order of the document.
    """

    __slots__ = ("_by_action", "kind", "statements")

    def __init__(self, kind: PolicyKind, statements: tuple[Statement, ...]) -> None:
        self.kind = kind
        self.statements = statements
        self._by_action: dict[Value, tuple[tuple[Statement, Truth], ...]] = {}

    @classmethod
    def parse(
        cls, given: object, kind: PolicyKind, *, where: str = "", bindings: Mapping[str, str] = _NOTHING
    ) -> Document:
        """Read a document.

        Args:
            given: the document as JSON text or as the objects read from it; may hold CloudFormation intrinsics.
            kind: where it is attached.
            where: what errors call it. Default: its kind.
            bindings: what is known of the references in it, such as `{"AWS::Partition": "aws"}`.

        Raises:
            InvalidInputError: not a policy of this kind; every problem is in the one error.
        """
        where = where or f"{kind} policy"
        body, problems = _body(given)
        found = body.get("Statement", [])
        items = found if isinstance(found, list) else [found]
        reader = StatementReader(kind, bindings, variables=known_version(body.get("Version"), problems))
        statements = tuple(reader.read(item, index) for index, item in enumerate(items))
        problems += reader.problems
        if problems:
            raise InvalidInputError(where, problems)
        return cls(kind, statements)

    def about(self, action: Value) -> tuple[tuple[Statement, Truth], ...]:
        """The statements that cover an action, or may do so, each with whether it does."""
        found = self._by_action.get(action)
        if found is None:
            truths = [(statement, statement.covers_action(action)) for statement in self.statements]
            found = tuple((statement, truth) for statement, truth in truths if truth is not False)
            if len(self._by_action) >= _MOST_ACTIONS:
                self._by_action.clear()
            self._by_action[action] = found
        return found


def _body(given: object) -> tuple[Mapping[str, object], list[Problem]]:
    fix = 'give a JSON object with "Version" and "Statement"'
    if isinstance(given, str):
        try:
            given = json.loads(given)
        except ValueError as error:
            return {}, [Problem("policy-not-json", f"the policy is no JSON: {error}", fix)]
    if not isinstance(given, Mapping):
        return {}, [Problem("policy-not-object", f"the policy is a {type(given).__name__}", fix)]
    if is_intrinsic(given):
        return {"Statement": [given]}, []
    problems = [
        Problem("unknown-element", f"the policy has an element {name!r}", f"allowed are {', '.join(sorted(_ELEMENTS))}")
        for name in given
        if name not in _ELEMENTS
    ]
    statements = given.get("Statement")
    if not isinstance(statements, list | Mapping):
        problems.append(Problem("no-statement", "the policy has no Statement", "give a statement or a list of them"))
        return {"Version": given.get("Version")}, problems
    return given, problems
