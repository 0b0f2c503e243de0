"""What may pass through an endpoint, said before it is known where the endpoint lives.

Endpoint policies bound, they never grant: whatever passes here still needs its identity and resource policies
(https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from private_endpoints.catalog import EndpointService, owned_buckets
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.boundary import Boundary
from private_endpoints.policy.malformed import malformed
from private_endpoints.policy.owned_buckets import owned_bucket_statements
from private_endpoints.policy.perimeter import perimeter
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Statement, allow

__all__ = ["EndpointPolicy"]

# How the CDK writes a value that is known only at deployment.
_TOKEN = "${Token["  # noqa: S105 - no secret
_ORGANIZATION_ID = re.compile(r"o-[a-z0-9]{10,32}")
_SID = re.compile(r"[A-Za-z0-9]+")

T = TypeVar("T")


class RendersToJson(Protocol):
    """What has a JSON form, such as `iam.PolicyStatement`."""

    def to_json(self) -> Any:  # noqa: ANN401 - any JSON value
        """The JSON form."""


class EndpointPolicy(ABC):
    """A rule for what may pass. The rules of all askers are united on the endpoint that they share."""

    @abstractmethod
    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        """The statements of this rule on an endpoint of `service` at `place`."""

    @staticmethod
    def account() -> EndpointPolicy:
        """The default: this account's principals to this account's resources, and AWS services themselves.

        Resources of AWS that the service needs (such as the public documents of Systems Manager) pass too, and so
        do calls that carry no principal keys where the service takes such calls; both come from the catalog.
        """
        return _AccountPerimeter()

    @staticmethod
    def organization(organization_id: str) -> EndpointPolicy:
        """As `account`, for all accounts of an organization.

        Args:
            organization_id: such as `o-a1b2c3d4e5`.

        Raises:
            InvalidInputError: not the id of an organization.
        """
        if not _ORGANIZATION_ID.fullmatch(organization_id) and _TOKEN not in organization_id:
            problem = Problem(
                "not-an-organization",
                f"organization_id={organization_id!r} is no organization id",
                'give "o-" and 10 to 32 lower-case letters or digits (`aws organizations describe-organization`)',
            )
            where = "EndpointPolicy.organization"
            raise InvalidInputError(where, [problem])
        return _OrganizationPerimeter(organization_id)

    @staticmethod
    def resources(sid: str, *, actions: Sequence[str], resources: Sequence[str]) -> EndpointPolicy:
        """This account's principals, for some actions on some resources.

        Args:
            sid: alphanumeric name of the statement; it should say who asked.
            actions: IAM actions, wildcards allowed.
            resources: ARNs, wildcards allowed; may be tokens.

        Raises:
            InvalidInputError: a Sid that is not alphanumeric, or no actions or no resources.
        """
        rule = _Resources(sid, _named("actions", actions), _named("resources", resources))
        if not _SID.fullmatch(sid):
            raise InvalidInputError(
                "EndpointPolicy.resources",
                [Problem("bad-sid", f"sid={sid!r}", "give letters and digits only, as IAM allows")],
            )
        return rule

    @staticmethod
    def owned_buckets(*groups: str) -> EndpointPolicy:
        """Buckets that AWS services own and clients need, such as the package repositories of Amazon Linux.

        Args:
            groups: names of `private_endpoints.catalog.owned_bucket_groups()`.

        Raises:
            LookupError: no such group.
            InvalidInputError: no groups.
        """
        for group in _named("groups", groups):
            owned_buckets(group)
        return _OwnedBuckets(groups)

    @staticmethod
    def of(*statements: Statement | RendersToJson) -> EndpointPolicy:
        """Your own statements; what they do not allow does not pass.

        Args:
            statements: JSON objects, or `iam.PolicyStatement`s.

        Raises:
            InvalidInputError: no Allow among them, or a statement that IAM would not take.
        """
        own = tuple(one if isinstance(one, Mapping) else one.to_json() for one in statements)
        problems = [problem for index, one in enumerate(own) for problem in malformed(index, one)]
        if not any(statement.get("Effect") == "Allow" for statement in own):
            problems.append(
                Problem(
                    "no-allow",
                    "no statement has Effect Allow, so the endpoint would refuse everything",
                    "add an Allow for what may pass",
                )
            )
        if problems:
            where = "EndpointPolicy.of"
            raise InvalidInputError(where, problems)
        return _Statements(own)

    @staticmethod
    def full_access() -> EndpointPolicy:
        """Everything passes, foreign credentials to foreign resources too: what AWS does without a policy."""
        return _Statements((allow("FullAccess", actions=["*"], resources=["*"]),))

    @staticmethod
    def union(*policies: EndpointPolicy) -> EndpointPolicy:
        """What any of the policies lets through.

        Raises:
            InvalidInputError: no policies.
        """
        return _Union(_named("policies", policies))


@dataclass(frozen=True)
class _AccountPerimeter(EndpointPolicy):
    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        return perimeter(service, Boundary.account(place.account), place)


@dataclass(frozen=True)
class _OrganizationPerimeter(EndpointPolicy):
    organization_id: str

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        return perimeter(service, Boundary.organization(self.organization_id), place)


@dataclass(frozen=True)
class _Resources(EndpointPolicy):
    sid: str
    actions: tuple[str, ...]
    arns: tuple[str, ...]

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        del service
        condition = Boundary.account(place.account).by_insiders
        return [allow(self.sid, actions=self.actions, resources=self.arns, condition=condition)]


@dataclass(frozen=True)
class _OwnedBuckets(EndpointPolicy):
    groups: tuple[str, ...]

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        del service
        return [statement for group in self.groups for statement in owned_bucket_statements(group, place)]


@dataclass(frozen=True)
class _Statements(EndpointPolicy):
    own: tuple[Statement, ...]

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        del service, place
        return self.own


@dataclass(frozen=True)
class _Union(EndpointPolicy):
    parts: tuple[EndpointPolicy, ...]

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        return [statement for part in self.parts for statement in part.statements(service, place)]


def _named(name: str, values: Iterable[T]) -> tuple[T, ...]:
    """Some values; none, or a string where a list belongs, would end in a policy that nobody meant."""
    items = () if isinstance(values, str) else tuple(values)
    if not items:
        where = "EndpointPolicy"
        raise InvalidInputError(
            where,
            [Problem("names-nothing", f"{name}={values!r} is no list of something", "name at least one in a list")],
        )
    return items
