"""Policies of a role whose text nobody has read, or of which nobody knows whether the role has them."""

from __future__ import annotations

from private_endpoints.catalog import may_allow
from private_endpoints.network.model.role import Role
from private_endpoints.network.paths.truths import truth_of
from private_endpoints.policy.evaluation import Decision, Outcome
from private_endpoints.values import Join, Truth, Unknown, Value

__all__ = ["with_perhaps", "with_unread"]

_OF_AWS = ":iam::aws:policy/"


def with_unread(known: Decision, role: Role, action: str) -> Truth:
    """A decision by what is known of a role's policies, with what else may be attached to it.

    Managed policies of AWS allow and do not deny; of others not even that is known.
    """
    names = [_name_of(one) for one in role.managed_policies]
    if role.complete is True:
        if all(name is not None and not may_allow(name, action) for name in names):
            return truth_of(known)
        if all(name is not None for name in names) and known.is_allowed:
            return True
    if known.outcome is Outcome.EXPLICITLY_DENIED:
        return False
    unread = f"the managed policies of {role}" if role.managed_policies else f"the policies of {role}"
    return Unknown(frozenset({unread, *known.depends_on}))


def with_perhaps(without: Truth, more: Decision, all_of_them: Truth, role: Role) -> Truth:
    """A decision where further policies may be attached: it holds if none and all of them make the same one.

    Args:
        without: with none of them, which is no explicit deny.
        more: with all of them.
        all_of_them: the same as a truth.
        role: the role.
    """
    # Some of them may allow where all of them deny.
    if without is all_of_them and not (without is False and more.outcome is Outcome.EXPLICITLY_DENIED):
        return without
    unknown = [one for one in (without, all_of_them) if isinstance(one, Unknown)]
    return Unknown(frozenset({f"which policies {role} has"}.union(*(one.depends_on for one in unknown))))


def _name_of(arn: Value) -> str | None:
    """The name of a managed policy of AWS, whose partition the CDK leaves open; None: it is another's."""
    parts = arn.parts if isinstance(arn, Join) else (arn,)
    last = parts[-1]
    if not isinstance(last, str) or _OF_AWS not in last:
        return None
    return last.partition(_OF_AWS)[2]
