"""Services whose resources are evaluated in a way of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.catalog import resource_control_services
from private_endpoints.policy.evaluation.principal import PrincipalKind
from private_endpoints.values import Wildcard, any_of, matches

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.request import Request
    from private_endpoints.values import Truth

__all__ = [
    "control_policies_spare",
    "must_be_granted",
    "needs_no_permission",
    "reserved_for_aws",
    "root_may_despite_policy",
]

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


# What AWS keeps for itself.
_AWS_MANAGED_POLICY = ("arn:", Wildcard.MANY, ":iam::aws:policy/", Wildcard.MANY)
_RESERVED_ROLE = ("arn:", Wildcard.MANY, ":iam::", Wildcard.MANY, ":role/aws-reserved/", Wildcard.MANY)
_RESERVED_ALIAS = ("arn:", Wildcard.MANY, ":kms:", Wildcard.MANY, ":alias/aws/", Wildcard.MANY)
# IAM's verbs that change nothing and hand nothing on.
_IAM_READS = ("get", "list", "generate", "simulate")


def reserved_for_aws(request: Request) -> Truth:
    """Whether nobody but a service-linked role is granted it, whatever policies say.

    "You cannot change the permissions defined in AWS managed policies"
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html); "The alias/aws/ prefix is
    reserved for AWS managed key" (https://docs.aws.amazon.com/kms/latest/developerguide/alias-create.html); "this role
    is only modifiable by AWS" (https://repost.aws/knowledge-center/identity-center-aws-reserved-sso), which does so
    with a service-linked role
    (https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html).
    """
    service, _, name = request.action.lower().partition(":") if isinstance(request.action, str) else ("", "", "")
    if service == "iam" and not name.startswith(_IAM_READS):
        reserved = any_of(matches(one, request.resource) for one in (_AWS_MANAGED_POLICY, _RESERVED_ROLE))
    elif service == "kms" and name.endswith("alias"):
        reserved = matches(_RESERVED_ALIAS, request.resource)
    else:
        return False
    return False if request.principal.is_service_linked_role else reserved


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


def needs_no_permission(request: Request) -> bool:
    """Whether whoever has credentials may do it, whatever the policies of principal and organization say.

    "No permissions are required to perform this operation. If an administrator attaches a policy to your identity that
    explicitly denies access to the sts:GetCallerIdentity action, you can still perform this operation."
    (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html)
    """
    return (
        request.principal.kind is not PrincipalKind.ANONYMOUS
        and isinstance(request.action, str)
        and request.action.lower() == "sts:getcalleridentity"
    )


def control_policies_spare(request: Request) -> bool:
    """Whether RCPs leave a request alone.

    They do so with services that do not support them, calls of service-linked roles, and kms:RetireGrant.

    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#rcp-supported-services
    https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
    """
    action = request.action.lower() if isinstance(request.action, str) else ""
    if action and request.service not in resource_control_services():
        return True
    return request.principal.is_service_linked_role or action == "kms:retiregrant"
