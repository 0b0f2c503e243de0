"""One statement of a policy, compiled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from private_endpoints.values import Truth, Unknown, Value, all_of, any_of, negate

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.conditions import ConditionTest
    from private_endpoints.policy.evaluation.context import Context
    from private_endpoints.policy.evaluation.kinds import Effect
    from private_endpoints.policy.evaluation.patterns import PolicyString
    from private_endpoints.policy.evaluation.principal_element import PrincipalElement

__all__ = ["PatternElement", "Statement"]

_NO_CONTEXT: Context = {}


@dataclass(frozen=True, slots=True)
class PatternElement:
    """An Action, NotAction, Resource or NotResource element.

    Attributes:
        excluding: whether it is NotAction or NotResource.
        patterns: its strings.
    """

    excluding: bool
    patterns: tuple[PolicyString, ...]

    def covers(self, text: Value, context: Context = _NO_CONTEXT) -> Truth:
        """Whether the element covers an action or resource."""
        if not self.excluding:
            unknown: list[Unknown] = []
            for pattern in self.patterns:
                truth = pattern.match(text, context)
                if truth is True:
                    return True
                if isinstance(truth, Unknown):
                    unknown.append(truth)
            return any_of(unknown) if unknown else False
        # A variable that cannot be resolved makes the statement invalid, also where it stands in NotResource, for
        # resources that it would have to be matched with.
        truths = [pattern.match(text, context) for pattern in self.patterns]
        return all_of([False if truth is None else negate(truth) for truth in truths])


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement.

    Attributes:
        label: its Sid, or its place in the document counted from 0.
        effect: Allow or Deny; None where even that is not known.
        actions: None: not known.
        resources: None: the one resource that the policy is attached to.
        principals: None: whoever the policy is attached to.
        tests: the Condition element.
        opaque: what an element that is known only at deployment depends on; it may make the statement apply or not.
    """

    label: str
    effect: Effect | None
    actions: PatternElement | None
    resources: PatternElement | None
    principals: PrincipalElement | None
    tests: tuple[ConditionTest, ...]
    opaque: Unknown | None = None

    def covers_action(self, action: Value) -> Truth:
        """Whether the statement is about an action."""
        return True if self.actions is None else self.actions.covers(action)

    def covers(self, resource: Value, context: Context) -> tuple[Truth, ConditionTest | None]:
        """Whether it is about a resource and its conditions hold.

        Returns:
            The truth, and the test that made it false or unknown, if a test did.
        """
        covered = True if self.resources is None else self.resources.covers(resource, context)
        if covered is False:
            return False, None
        if covered is True and not self.tests and self.opaque is None:
            return True, None
        truths = [covered] if self.opaque is None else [covered, self.opaque]
        doubtful: ConditionTest | None = None
        for test in self.tests:
            holds = test.holds(context)
            if holds is False:
                return False, test
            if holds is not True:
                doubtful = doubtful or test
                truths.append(holds)
        return all_of(truths), doubtful
