"""Policies of a role whose text is not in the network, or of which nobody knows whether the role has them."""

from __future__ import annotations

from private_endpoints.catalog import ManagedPolicy, managed_policy, may_allow
from private_endpoints.network.model.role import Role
from private_endpoints.network.paths.policies.truths import truth_of
from private_endpoints.policy.evaluation import Decision, Outcome
from private_endpoints.values import Join, Truth, Unknown, Value

__all__ = ["read_policies", "with_perhaps", "with_unread"]

_OF_AWS = ":iam::aws:policy/"
# Where the partition is not known it is that of most accounts.
_USUAL_PARTITION = "aws"


def read_policies(role: Role) -> tuple[object, ...]:
    """The documents of a role: those of the network, and those of AWS's managed policies that the catalog has."""
    rows = [_row_of(one) for one in role.managed_policies]
    return (*role.policies, *(row.document for row in rows if row is not None))


def with_unread(known: Decision, role: Role, action: str) -> Truth:
    """A decision by the policies of a role that were read, with what the others may allow or deny.

    AWS adds actions to managed policies and takes none away; so what the catalog's text of one allows is allowed, and
    what that leaves out may be allowed by now.
    """
    if known.outcome is Outcome.EXPLICITLY_DENIED:
        return False
    rows = [_row_of(one) for one in role.managed_policies]
    if isinstance(role.complete, Unknown) or None in rows:
        return Unknown(frozenset({f"the policies of {role}", *known.depends_on}))
    grown = [one for one in rows if one is not None and may_allow(one.name, action)]
    if known.is_allowed or not grown:
        return truth_of(known)
    added = {f"what AWS has added to {one.name} since {one.as_of}" for one in grown}
    return Unknown(frozenset({*added, *known.depends_on}))


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


def _row_of(arn: Value) -> ManagedPolicy | None:
    """What the catalog has of a managed policy of AWS; None also of one of somebody else's."""
    partition, name = _named(arn)
    return managed_policy(name, partition) if name else None


def _named(arn: Value) -> tuple[str, str]:
    """The partition and the name of a managed policy of AWS; no name: it is another's."""
    parts = arn.parts if isinstance(arn, Join) else (arn,)
    first, last = parts[0], parts[-1]
    if not isinstance(last, str) or _OF_AWS not in last or not isinstance(first, str):
        return "", ""
    written = first.split(":")[1] if first.count(":") > 1 else ""
    return written or _USUAL_PARTITION, last.partition(_OF_AWS)[2]
