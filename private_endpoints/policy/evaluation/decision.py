"""What comes out of an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from private_endpoints.policy.evaluation.kinds import PolicyKind

__all__ = ["Decision", "Outcome", "Reason"]


class Outcome(StrEnum):
    """The final decision.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html
    """

    ALLOWED = "ALLOWED"
    EXPLICITLY_DENIED = "EXPLICITLY_DENIED"
    IMPLICITLY_DENIED = "IMPLICITLY_DENIED"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Reason:
    """The policy, statement and condition that decided.

    Attributes:
        policy: the kind of policy; for an implicit denial the one that lacks an Allow. None: no policy at all, as
            for the root user of an account, and for what AWS keeps for itself.
        document: which of the documents of that kind, counted from 0; levels of an organization are counted through.
        statement: its Sid, or its place in the document counted from 0. None: no statement applies.
        condition: the condition that decided, as `{operator: {key: values}}`: of an implicit denial the one that kept
            the nearest Allow from applying, of an unknown decision the one that is unknown.
    """

    policy: PolicyKind | None = None
    document: int | None = None
    statement: str | None = None
    condition: Mapping[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision about one request.

    Attributes:
        outcome: allowed, denied one way or the other, or unknown.
        possible: every outcome that is still possible; one, unless `outcome` is unknown.
        by: what decided.
        depends_on: the references, parameters and context keys that an unknown outcome depends on, sorted.
    """

    outcome: Outcome
    possible: frozenset[Outcome]
    by: Reason
    depends_on: tuple[str, ...] = ()

    @property
    def is_allowed(self) -> bool:
        """Whether the request is allowed for certain."""
        return self.outcome is Outcome.ALLOWED

    @property
    def is_denied(self) -> bool:
        """Whether the request is denied for certain, explicitly or implicitly."""
        return Outcome.ALLOWED not in self.possible
