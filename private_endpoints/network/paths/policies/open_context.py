"""A request context of which not everything is known.

The evaluator takes a key that is not there for absent. Of a call that has yet to be made nobody knows its tags, its
encryption headers or the organization of its caller: these keys are unspecified here.
"""

from __future__ import annotations

from private_endpoints.policy.evaluation import Unspecified
from private_endpoints.policy.evaluation.context import ContextValue

__all__ = ["OpenContext", "ServiceContext", "UnsignedContext"]

# Keys that a call with the credentials of a role does not carry: those of services, of calls that services make for
# somebody, and of the network, where they are not derived
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
_ABSENT = frozenset(
    {
        "aws:calledvia",
        "aws:calledviafirst",
        "aws:calledvialast",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
        "aws:vpcsourceip",
        # A service that calls KMS for somebody says so (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html).
        "kms:viaservice",
    }
)

_OF_SERVICES = frozenset({"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"})

# Keys that come of who signs a call.
_OF_PRINCIPALS = "aws:principal"
_OF_CREDENTIALS = frozenset(
    {
        "aws:federatedprovider",
        "aws:multifactorauthage",
        "aws:multifactorauthpresent",
        "aws:sourceidentity",
        "aws:tokenissuetime",
        "aws:userid",
        "aws:username",
    }
)


class OpenContext(dict[str, ContextValue]):
    """Keys that are known; all others are unspecified, but for those that such a call cannot carry."""

    def get(self, key: str, default: object = None) -> ContextValue | None:  # type: ignore[override]
        """The value of a key; None where it is absent."""
        found = super().get(key)
        if found is not None or key in _ABSENT:
            return found
        del default
        return Unspecified(key)


class ServiceContext(OpenContext):
    """The same for a call that an AWS service makes itself, which may say for whom it calls.

    "[T]he `aws:SourceAccount` condition key is only available when the call to your resource is made directly by an AWS
    service principal" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
    """

    def get(self, key: str, default: object = None) -> ContextValue | None:  # type: ignore[override]
        """The value of a key; None where it is absent."""
        return super().get(key, default) or (Unspecified(key) if key in _OF_SERVICES else None)


class UnsignedContext(OpenContext):
    """The same for a call without credentials, which has nothing that says who makes it.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties
    """

    def get(self, key: str, default: object = None) -> ContextValue | None:  # type: ignore[override]
        """The value of a key; None where it is absent."""
        if key in _OF_CREDENTIALS or key.startswith(_OF_PRINCIPALS):
            return None
        return super().get(key, default)
