"""Put the policies of all kinds together.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation.decision import Decision, Outcome, Reason
from private_endpoints.policy.evaluation.kinds import PolicyKind
from private_endpoints.policy.evaluation.layers import Cause, Verdict, verdict
from private_endpoints.policy.evaluation.principal import PrincipalKind
from private_endpoints.policy.evaluation.services import (
    control_policies_spare,
    must_be_granted,
    needs_no_permission,
    reserved_for_aws,
    root_may_despite_policy,
)
from private_endpoints.values import Truth, Unknown, all_of, any_of, equal, negate

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.policies import Policies
    from private_endpoints.policy.evaluation.request import Request

__all__ = ["evaluate"]

_ONLY = {outcome: frozenset({outcome}) for outcome in Outcome}


@dataclass(frozen=True, slots=True)
class _Findings:
    """What each kind of policy says; a kind that is not evaluated is not in `verdicts`."""

    request: Request
    verdicts: tuple[Verdict, ...]
    identity: Verdict | None
    resource: Verdict | None
    endpoint: Verdict | None
    levels: tuple[Verdict, ...]
    boundary: Verdict | None
    session: Verdict | None


def evaluate(request: Request, policies: Policies) -> Decision:
    """Decide about a request.

    Sound: when something is unknown, the decision for everything that it may turn out to be is in `possible`.
    """
    findings = _find(request, policies)
    denied = any_of([one.denies for one in findings.verdicts])
    if denied is True:
        by = next(one.denied_by for one in findings.verdicts if one.denies is True)
        return _certain(Outcome.EXPLICITLY_DENIED, by)
    granted = _granted(findings)
    reserved = reserved_for_aws(request)
    allowed = all_of([granted, negate(reserved), *_limits(findings)])
    if denied is False and isinstance(allowed, bool):
        if allowed:
            return _certain(Outcome.ALLOWED, _grant_reason(findings))
        return _certain(Outcome.IMPLICITLY_DENIED, None if reserved is True else _missing(findings, granted))
    return _undecided(findings, denied, allowed)


def _find(request: Request, policies: Policies) -> _Findings:
    """Evaluate each kind of policy that applies to the request."""
    principal = request.principal
    entity = principal.is_entity
    bounded = policies.permissions_boundary is not None
    levels: list[Verdict] = []
    if entity and not policies.management_account and not principal.is_service_linked_role:
        levels += _levels(PolicyKind.SERVICE_CONTROL, policies, request)
    spared = policies.resource_in_management_account or not policies.resource_control
    if not spared and not control_policies_spare(request):
        levels += _levels(PolicyKind.RESOURCE_CONTROL, policies, request)
    endpoint = resource = identity = boundary = session = None
    if policies.endpoint is not None:
        endpoint = verdict(PolicyKind.ENDPOINT, (policies.endpoint,), request)
    if needs_no_permission(request):
        return _Findings(request, () if endpoint is None else (endpoint,), None, None, endpoint, (), None, None)
    if policies.resource is not None:
        resource = verdict(PolicyKind.RESOURCE, (policies.resource,), request, ignore_exceptions=entity and bounded)
        if root_may_despite_policy(request) and _same_account(request) is True:
            resource.denies = False
    if entity:
        identity = verdict(PolicyKind.IDENTITY, policies.identity, request)
        if policies.permissions_boundary is not None:
            boundary = verdict(PolicyKind.PERMISSIONS_BOUNDARY, policies.permissions_boundary, request)
        if policies.session is not None:
            session = verdict(PolicyKind.SESSION, policies.session, request)
    parts = (*levels, endpoint, resource, identity, boundary, session)
    return _Findings(
        request,
        tuple(one for one in parts if one is not None),
        identity,
        resource,
        endpoint,
        tuple(levels),
        boundary,
        session,
    )


def _levels(kind: PolicyKind, policies: Policies, request: Request) -> list[Verdict]:
    given = policies.service_control if kind is PolicyKind.SERVICE_CONTROL else policies.resource_control
    found: list[Verdict] = []
    first = 0
    for level in given:
        found.append(verdict(kind, level, request, first=first))
        first += len(level)
    return found


def _same_account(request: Request) -> Truth:
    """Whether principal and resource are in one account; a resource whose owner is not said is the principal's own.

    "If the ResourceOwner parameter is not specified, then the owner of the resources and the resource policy defaults
    to the account of the identity provided in CallerArn."
    (https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html)
    """
    if request.resource_account is None:
        return True
    if request.principal.account is None:
        return Unknown(frozenset({"aws:PrincipalAccount"}))
    return equal(request.resource_account, request.principal.account)


def _restricted(findings: _Findings) -> Truth:
    """Whether boundary and session policies allow; they are the limits of an entity, not of a direct grant.

    A federated user without a session policy has no permission but direct grants: "If there is no session policy, the
    code checks whether the principal is a role session [...] Otherwise, the request is implicitly denied".
    """
    boundary = True if findings.boundary is None else findings.boundary.allows
    if findings.session is not None:
        session = findings.session.allows
    else:
        session = findings.request.principal.kind is not PrincipalKind.FEDERATED_USER
    return all_of((boundary, session))


def _own(findings: _Findings) -> Truth:
    """Whether the principal's own account lets it: identity-based policies within their limits, or it is the root."""
    if findings.request.principal.kind is PrincipalKind.ROOT:
        # "By default, all requests are implicitly denied with the exception of the AWS account root user, which has
        # full access."
        return True
    allows = False if findings.identity is None else findings.identity.allows
    return all_of((allows, _restricted(findings)))


def _granted(findings: _Findings) -> Truth:
    """Whether identity-based and resource-based policies grant the request, before endpoint, SCPs and RCPs."""
    request = findings.request
    if needs_no_permission(request):
        return True
    grants = None if findings.resource is None else findings.resource.grants
    if not request.principal.is_entity:
        # Services, identity providers, canonical and anonymous users have nothing but what a resource grants them.
        return False if grants is None else grants.directly
    own = _own(findings)
    directly: Truth = False if grants is None else grants.directly
    by_entity: Truth = False if grants is None else grants.by_entity
    by_account: Truth = False if grants is None else grants.by_account
    # One account: "a resource-based policy that grants permission directly to the IAM user or the session principal
    # [...] is not impacted by an implicit deny in an identity-based policy, a permissions boundary, or a session
    # policy", and one for a role ARN only by the last two.
    trusted = any_of((negate(must_be_granted(request)), by_account))
    inside = any_of((directly, all_of((by_entity, _restricted(findings))), all_of((own, trusted))))
    same = _same_account(request)
    if same is True:
        return inside
    # Two accounts: both must allow.
    across = all_of((own, any_of((directly, by_entity, by_account))))
    if same is False:
        return across
    return any_of((all_of((same, inside)), all_of((inside, across)), all_of((negate(same), across))))


def _limits(findings: _Findings) -> list[Truth]:
    """Endpoint policy and SCPs allow, each level of them; an RCP cannot but allow, for RCPFullAWSAccess is there.

    "You cannot detach this policy."
    (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_evaluation.html)
    """
    limits = [one.allows for one in findings.levels if one.kind is PolicyKind.SERVICE_CONTROL]
    if findings.endpoint is not None:
        limits.append(findings.endpoint.allows)
    return limits


def _certain(outcome: Outcome, by: Cause | Reason | None) -> Decision:
    return Decision(outcome, _ONLY[outcome], _reason(by))


def _reason(by: Cause | Reason | None) -> Reason:
    return by.reason() if isinstance(by, Cause) else by or Reason()


def _grant_reason(findings: _Findings) -> Cause | None:
    """The Allow that granted: the resource's where it suffices by itself, else the principal's own."""
    resource, identity = findings.resource, findings.identity
    if resource is not None and (resource.grants.directly is True or identity is None):
        return resource.allowed_by
    if identity is not None and identity.allows is True:
        return identity.allowed_by
    return resource.allowed_by if resource is not None else None


def _missing(findings: _Findings, granted: Truth) -> Cause | Reason:
    """The kind of policy that lacks an Allow, and its nearest Allow that a condition keeps from applying."""
    suspects = [one for one in findings.levels if one.kind is PolicyKind.SERVICE_CONTROL]
    if findings.endpoint is not None:
        suspects.append(findings.endpoint)
    if granted is not True:
        if findings.boundary is not None and findings.identity is not None and findings.identity.allows is True:
            suspects.append(findings.boundary)
        if findings.session is not None and findings.identity is not None and findings.identity.allows is True:
            suspects.append(findings.session)
        if findings.identity is not None and findings.request.principal.kind is not PrincipalKind.ROOT:
            suspects.append(findings.identity)
    for one in suspects:
        if one.allows is not True:
            return one.missed or Reason(one.kind)
    if findings.resource is not None:
        return findings.resource.missed or Reason(PolicyKind.RESOURCE)
    return Reason(PolicyKind.RESOURCE)


def _undecided(findings: _Findings, denied: Truth, allowed: Truth) -> Decision:
    """Every outcome that is still possible, and on what it depends."""
    possible: set[Outcome] = set()
    if denied is not False:
        possible.add(Outcome.EXPLICITLY_DENIED)
    if allowed is not False:
        possible.add(Outcome.ALLOWED)
    if allowed is not True:
        possible.add(Outcome.IMPLICITLY_DENIED)
    depends_on = {name for truth in (denied, allowed) if isinstance(truth, Unknown) for name in truth.depends_on}
    by: Cause | None = None
    if isinstance(denied, Unknown):
        by = next(one.denied_by for one in findings.verdicts if isinstance(one.denies, Unknown))
    else:
        by = next((one.allowed_by for one in findings.verdicts if isinstance(one.allows, Unknown)), None)
    return Decision(Outcome.UNKNOWN, frozenset(possible), _reason(by), tuple(sorted(depends_on)))
