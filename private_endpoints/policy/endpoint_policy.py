"""What may pass through an endpoint, said before it is known where the endpoint lives.

Endpoint policies bound, they never grant: whatever passes here still needs its identity and resource policies
(https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from private_endpoints.catalog import EndpointService, owned_buckets, workload
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.action import action_problem
from private_endpoints.policy.boundary import Boundary
from private_endpoints.policy.given import arn_problems, check_each, named, sid_problems
from private_endpoints.policy.malformed import malformed
from private_endpoints.policy.organization_id import organization_id_problem
from private_endpoints.policy.owned_buckets import owned_bucket_statements
from private_endpoints.policy.perimeter import perimeter
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Statement, allow

__all__ = ["DefaultPolicy", "EndpointPolicy"]


@runtime_checkable
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
    def account(*, workloads: Sequence[str] | None = None) -> EndpointPolicy:
        """The default: this account's principals to this account's resources, and AWS services themselves.

        Resources of AWS that the service needs (such as the public documents of Systems Manager) pass too, and so
        do calls that carry no principal keys where the service takes such calls; both come from the catalog.

        Args:
            workloads: names of workloads, such as `"patch-manager"`: of the resources of AWS only those pass that they
                need, or that the service is of little use without. Default: all that anything needs.

        Raises:
            LookupError: no such workload.
            InvalidInputError: a string where a list belongs.
        """
        return _Perimeter(None, _workloads(workloads))

    @staticmethod
    def organization(organization_id: str, *, workloads: Sequence[str] | None = None) -> EndpointPolicy:
        """As `account`, for all accounts of an organization.

        Args:
            organization_id: such as `o-a1b2c3d4e5`.
            workloads: as for `account`.

        Raises:
            LookupError: no such workload.
            InvalidInputError: not the id of an organization, or a string where a list belongs.
        """
        return _Perimeter(_organization("EndpointPolicy.organization", organization_id), _workloads(workloads))

    @staticmethod
    def default(*, organization_id: str | None = None, workloads: Sequence[str] | None = None) -> EndpointPolicy:
        """What passes where nobody said what: as `account` or `organization`, but never at the risk of a deployment.

        An endpoint of which it is not known that it takes a policy gets none for this, unless somebody gives one.

        Args:
            organization_id: the organization whose principals and resources are inside. Default: this account's are.
            workloads: as for `account`.

        Raises:
            LookupError: no such workload.
            InvalidInputError: not the id of an organization, or a string where a list belongs.
        """
        where = "EndpointPolicy.default"
        owner = None if organization_id is None else _organization(where, organization_id)
        return DefaultPolicy(owner, _workloads(workloads))

    @staticmethod
    def resources(
        sid: str, *, actions: Sequence[str], resources: Sequence[str], organization_id: str | None = None
    ) -> EndpointPolicy:
        """Principals of this account or organization, for some actions on some resources.

        Args:
            sid: alphanumeric name of the statement; it should say who asked.
            actions: IAM actions, wildcards allowed.
            resources: ARNs, wildcards allowed; may be tokens.
            organization_id: the organization whose principals pass. Default: this account's principals pass.

        Raises:
            InvalidInputError: a Sid that is not alphanumeric, no actions, no resources, or what is no action, ARN or
                id of an organization.
        """
        where = "EndpointPolicy.resources"
        owner = None if organization_id is None else _organization(where, organization_id)
        rule = _Resources(sid, named("actions", actions), named("resources", resources), owner)
        problems = [problem for one in rule.actions if (problem := action_problem(one)) is not None]
        problems += [*arn_problems(rule.arns), *sid_problems(sid)]
        if problems:
            raise InvalidInputError(where, problems)
        return rule

    @staticmethod
    def owned_buckets(*groups: str, organization_id: str | None = None) -> EndpointPolicy:
        """Buckets that AWS services own and clients need, such as the package repositories of Amazon Linux.

        Args:
            groups: names of `private_endpoints.catalog.owned_bucket_groups()`.
            organization_id: the organization whose principals pass where the caller is tested. Default: this
                account's principals pass. Buckets that take unsigned calls take them from anybody.

        Raises:
            LookupError: no such group.
            InvalidInputError: no groups, or not the id of an organization.
        """
        where = "EndpointPolicy.owned_buckets"
        check_each(where, "group", named("groups", groups), str)
        for group in groups:
            owned_buckets(group)
        return _OwnedBuckets(groups, None if organization_id is None else _organization(where, organization_id))

    @staticmethod
    def of(*statements: Statement | RendersToJson) -> EndpointPolicy:
        """Your own statements; what they do not allow does not pass.

        A Deny among them holds for all who share the endpoint, whatever they let through.

        Args:
            statements: JSON objects, or `iam.PolicyStatement`s.

        Raises:
            InvalidInputError: no Allow among them, or a statement that IAM would not take.
        """
        where = "EndpointPolicy.of"
        check_each(where, "statement", statements, Mapping, RendersToJson)
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
        where = "EndpointPolicy.union"
        check_each(where, "policy", named("policies", policies), EndpointPolicy)
        return _Union(policies)


@dataclass(frozen=True)
class _Perimeter(EndpointPolicy):
    organization_id: str | None
    workloads: frozenset[str] | None

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        return perimeter(service, Boundary.at(place, self.organization_id), place, workloads=self.workloads)


@dataclass(frozen=True)
class DefaultPolicy(_Perimeter):
    """A perimeter that nobody asked for."""


@dataclass(frozen=True)
class _Resources(EndpointPolicy):
    sid: str
    actions: tuple[str, ...]
    arns: tuple[str, ...]
    organization_id: str | None

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        del service
        condition = Boundary.at(place, self.organization_id).by_insiders
        return [allow(self.sid, actions=self.actions, resources=self.arns, condition=condition)]


@dataclass(frozen=True)
class _OwnedBuckets(EndpointPolicy):
    groups: tuple[str, ...]
    organization_id: str | None

    def statements(self, service: EndpointService, place: Place) -> Sequence[Statement]:
        del service
        boundary = Boundary.at(place, self.organization_id)
        return [statement for group in self.groups for statement in owned_bucket_statements(group, boundary, place)]


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


def _workloads(names: Iterable[str] | None) -> frozenset[str] | None:
    if isinstance(names, str):
        where = "EndpointPolicy"
        raise InvalidInputError(where, [Problem("not-a-list", f"workloads={names!r} is no list", f"give [{names!r}]")])
    return None if names is None else frozenset(workload(name).name for name in names)


def _organization(where: str, organization_id: str) -> str:
    problem = organization_id_problem(organization_id)
    if problem is not None:
        raise InvalidInputError(where, [problem])
    return organization_id
