"""Services whose resources are evaluated in a way of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation.principal import PrincipalKind
from private_endpoints.values import Wildcard, matches

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.request import Request
    from private_endpoints.values import Truth

__all__ = ["control_policies_spare", "must_be_granted", "root_may_despite_policy"]

# A key has a policy; an alias has none, and actions on no key in particular have no key policy either.
_KEY = (Wildcard.MANY, ":key/", Wildcard.MANY)
_ROLE = (Wildcard.MANY, ":role/", Wildcard.MANY)
# Operations of STS on a role, which its trust policy must allow.
_ON_A_ROLE = frozenset(
    f"sts:{name}"
    for name in (
        "assumerole",
        "assumerolewithsaml",
        "assumerolewithwebidentity",
        "setsourceidentity",
        "setcontext",
        "tagsession",
    )
)
_BUCKET_POLICY = frozenset(f"s3:{name}" for name in ("getbucketpolicy", "putbucketpolicy", "deletebucketpolicy"))


def must_be_granted(request: Request) -> Truth:
    """Whether the resource's own policy must grant, also within one account.

    "IAM role trust policies and KMS key policies are exceptions to this logic, because they must explicitly allow
    access for principals." A key policy or trust policy that names the account lets the account's identity-based
    policies decide.
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html,
    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html)
    """
    action = request.action.lower() if isinstance(request.action, str) else ""
    if request.service == "kms":
        return matches(_KEY, request.resource)
    return action in _ON_A_ROLE and matches(_ROLE, request.resource)


def root_may_despite_policy(request: Request) -> bool:
    """Whether a bucket policy cannot keep the root user of the owner from the action.

    "[T]he root principal in a bucket owner's Amazon Web Services account can perform the GetBucketPolicy,
    PutBucketPolicy, and DeleteBucketPolicy API actions, even if their bucket policy explicitly denies the root
    principal's access."
    (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html)
    """
    return (
        request.principal.kind is PrincipalKind.ROOT
        and isinstance(request.action, str)
        and request.action.lower() in _BUCKET_POLICY
    )


def control_policies_spare(request: Request) -> bool:
    """Whether RCPs leave a request alone: calls of service-linked roles, and kms:RetireGrant.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
    """
    action = request.action.lower() if isinstance(request.action, str) else ""
    return request.principal.is_service_linked_role or action == "kms:retiregrant"
