"""Service roles of the app that a perimeter refuses, and that nobody named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam

from private_endpoints.catalog import ServiceRole, service_role
from private_endpoints.constructs._perimeter.role_users import is_in_vpc, is_polled
from private_endpoints.constructs._perimeter.stand_ins import StandIns
from private_endpoints.constructs._perimeter.survey import Survey, text_of
from private_endpoints.errors import InvalidInputError
from private_endpoints.policy.evaluation import Policies, Request, evaluate
from private_endpoints.policy.perimeter_promises import Situation
from private_endpoints.values import from_template

if TYPE_CHECKING:
    from private_endpoints.constructs._perimeter.perimeter import Perimeter

__all__ = ["warn_of_forgotten_roles"]

# In the text of a policy: a statement about all resources.
_EVERYTHING = '"Resource": "*"'
_CODE = "private-endpoints:service-role-refused"


def warn_of_forgotten_roles(perimeter: Perimeter, situation: Situation) -> None:
    """Warn, at each role, of those that services use from outside the VPC and that may use the resource."""
    _Search(perimeter, situation).warn()


class _Search:
    def __init__(self, perimeter: Perimeter, situation: Situation) -> None:
        self._perimeter = perimeter
        self._guarded = perimeter.guarded
        self._situation = situation
        self._survey = Survey.of(perimeter)
        self._needles: dict[int, str | None] = {}
        self._exempt = {text_of(one) for one in perimeter.let_in(perimeter.stack).principals}

    def warn(self) -> None:
        for role, row in self._refused_by_grant():
            self._warn(role, row, _path(role))
        for user, row in self._refused_by_use():
            self._warn(user, row, f"the role of {_path(user)}")

    def _refused_by_grant(self) -> Iterator[tuple[cdk.CfnResource, ServiceRole]]:
        """Roles whose policies allow the use of the resource, by what they trust."""
        for role, stack, known in self._survey.roles:
            needle = self._needle(stack)
            documents = [document for document, text in known if (needle and needle in text) or _EVERYTHING in text]
            if not documents or self._is_exempt(role, stack):
                continue
            row = self._row_of(role)
            if row is not None and self._is_outside(role, row) and self._allows(stack, documents):
                yield role, row

    def _refused_by_use(self) -> Iterator[tuple[cdk.CfnResource, ServiceRole]]:
        """What names the resource together with a role, whose policies need not be in the app."""
        for one, stack, row, text in self._survey.users:
            needle = self._needle(stack)
            if needle and needle in text and not any(arn in text for arn in self._exempt):
                yield one, row

    def _row_of(self, role: iam.CfnRole) -> ServiceRole | None:
        trust = cdk.Stack.of(role).resolve(role.assume_role_policy_document)
        rows = [service_role(name) for name in _services(trust)]
        return next((row for row in rows if row is not None), None)

    def _is_outside(self, role: iam.CfnRole, row: ServiceRole) -> bool:
        if row.calls_from_outside == "always":
            return True
        return is_polled(self._survey.every, row, self._guarded) or not is_in_vpc(self._survey.every, row, role)

    def _allows(self, stack: cdk.Stack, documents: list[Any]) -> bool:
        """Whether policies of a stack may allow what the perimeter refuses."""
        of = self._situation
        stand_ins = StandIns(stack, account=of.account, region=of.region, partition=of.partition)
        stand_ins.of(self._guarded.arn, of.arn.replace("{", "{{").replace("}", "}}"))
        stand_ins.bind_rest(documents, self._survey.every)
        # A key's policy has to grant: by this one all that the role's own policies allow is granted.
        delegating = {
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": f"arn:{of.partition}:iam::{of.account}:root"},
                    "Action": "*",
                    "Resource": "*",
                }
            ]
        }
        try:
            policies = Policies.compile(identity=documents, resource=delegating, bindings=stand_ins.bindings)
        except InvalidInputError:
            return True
        arn = of.role("Service")
        requests = (
            Request.of(arn, action, resource.replace("{arn}", of.arn), resource_account=of.account)
            for action, resource in of.row.probes
        )
        return any(not evaluate(one, policies).is_denied for one in requests)

    def _needle(self, stack: cdk.Stack) -> str | None:
        """How a stack refers to the resource."""
        if id(stack) not in self._needles:
            self._needles[id(stack)] = self._guarded.text_in(stack)
        return self._needles[id(stack)]

    def _is_exempt(self, role: iam.CfnRole, stack: cdk.Stack) -> bool:
        home = self._perimeter.stack
        arn = text_of(home.resolve(role.attr_arn))
        # By its logical id a role of another stack could be mistaken for one of this.
        at_home = stack is home or arn != text_of(stack.resolve(role.attr_arn))
        return at_home and arn in self._exempt

    def _warn(self, where: cdk.CfnResource, row: ServiceRole, role: str) -> None:
        cdk.Annotations.of(where).add_warning_v2(
            _CODE,
            f"{row.who} calls from outside the VPC with {role}, which {self._guarded.resource.node.path} refuses: name "
            "the role in service_roles= of its perimeter, or acknowledge this if it shall be refused",
        )


def _path(cfn: cdk.CfnResource) -> str:
    return str(cfn.node.path).removesuffix("/Resource")


def _services(trust: Any) -> Iterator[str]:  # noqa: ANN401 - resolved JSON
    statements = trust.get("Statement", []) if isinstance(trust, Mapping) else []
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement.get("Principal") if isinstance(statement, Mapping) else None
        given = principal.get("Service", []) if isinstance(principal, Mapping) else []
        for one in given if isinstance(given, list) else [given]:
            name = from_template(one, {"AWS::URLSuffix": "amazonaws.com"})
            if isinstance(name, str):
                yield name
