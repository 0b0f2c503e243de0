"""IAM roles and users, with the policies attached to them wherever they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.documents import policy_document
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Role
from private_endpoints.values import Join, Truth, Unknown, Value

__all__ = ["POLICY_TYPES", "instance_profile_role", "lower_role", "role_in", "role_of"]

ROLE = "AWS::IAM::Role"
_MANAGED = "AWS::IAM::ManagedPolicy"
# Types of policies and the properties that name who has them.
POLICY_TYPES = {
    "AWS::IAM::Policy": ("Roles", "Users"),
    "AWS::IAM::ManagedPolicy": ("Roles", "Users"),
    "AWS::IAM::RolePolicy": ("RoleName",),
    "AWS::IAM::UserPolicy": ("UserName",),
}
_PRINCIPALS = (ROLE, "AWS::IAM::User")
_PROFILE = "AWS::IAM::InstanceProfile"


def lower_role(facts: Facts) -> Iterator[Element]:
    """`AWS::IAM::Role` and `AWS::IAM::User`."""
    policies = _Policies(facts)
    policies.add_inline()
    policies.add_attached()
    policies.add_managed()
    yield Role(
        **facts.common,
        value=facts.value,
        arn=facts.arn,
        policies=tuple(policies.documents),
        managed_policies=tuple(policies.managed),
        boundary=policies.boundary(),
        perhaps=tuple(policies.perhaps),
        complete=policies.complete,
    )


class _Policies:
    """What is known of the policies of a principal."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.documents: list[Any] = []
        self.perhaps: list[Any] = []
        self.managed: list[Value] = []
        self.complete: Truth = True

    def add_inline(self) -> None:
        """`Policies`."""
        for policy in self._facts.several("Policies"):
            if isinstance(policy, Unknown):
                self.complete = policy
            elif (document := policy_document(policy, "PolicyDocument")) is not None:
                self.documents.append(document)

    def add_attached(self) -> None:
        """Policies that name the principal, or may do so."""
        context = self._facts.context
        attached, strays = context.once("policies by principal", lambda: _attached(context))
        for policy in attached.get(self._facts.id, ()):
            self._add(policy)
        for policy, name in strays:
            if context.may_mean(name, self._facts, near=policy):
                self.perhaps.append(policy_document(policy, "PolicyDocument"))

    def add_managed(self) -> None:
        """`ManagedPolicyArns`."""
        arns = self._facts.texts("ManagedPolicyArns")
        if isinstance(arns, Unknown):
            self.complete = arns
            return
        for arn in arns:
            found = _managed(self._facts, arn)
            if found is None:
                self.managed.append(arn)
            else:
                self._add(found)

    def _add(self, policy: Facts) -> None:
        found = self.documents if policy.exists is True else self.perhaps
        found.append(policy_document(policy, "PolicyDocument"))

    def boundary(self) -> Any:  # noqa: ANN401 - a document
        """The document of `PermissionsBoundary`."""
        given = self._facts.text("PermissionsBoundary")
        if given is None:
            return None
        found = _managed(self._facts, given) if isinstance(given, str | Join) else None
        if found is None or found.exists is not True:
            self.complete = Unknown(frozenset({f"{self._facts.id}.PermissionsBoundary"}))
            return None
        return policy_document(found, "PolicyDocument")


def role_of(facts: Facts, value: Any) -> str | Unknown:  # noqa: ANN401 - a resolved value
    """The id of the role that a name or ARN means."""
    return facts.context.find(value, ROLE, near=facts)


def role_in(facts: Facts, fields: Fields, name: str) -> str | Unknown | None:
    """The id of the role that a property names, if it names one."""
    match fields.given.get(name):
        case {"Ref": str(logical_id)} | {"Fn::GetAtt": [str(logical_id), "Arn"]}:
            # The usual case by itself: a role of the same template.
            made_here = f"{fields.resolver.stack.name}.{logical_id}"
            if facts.context.get(made_here, ROLE) is not None:
                return made_here
    value = fields.get(name)
    if isinstance(value, list):
        if len(value) > 1:
            # Which of them a call uses is said elsewhere.
            return Unknown(frozenset({f"which of {name} is used"}))
        value = value[0] if value else ABSENT
    return None if value is ABSENT or value is None else role_of(facts, value)


def instance_profile_role(facts: Facts, value: Any) -> str | Unknown | None:  # noqa: ANN401 - a resolved value
    """The role of an instance profile, given by name or ARN."""
    id_ = facts.context.find(value, _PROFILE, near=facts)
    profile = facts.context.get(id_, _PROFILE)
    if profile is None:
        return id_ if isinstance(id_, Unknown) else Unknown(frozenset({id_}))
    roles = profile.get("Roles")
    if isinstance(roles, list):
        return role_of(profile, roles[0]) if roles else None
    return role_of(profile, roles)


def _managed(facts: Facts, arn: Value) -> Facts | None:
    return facts.context.get(facts.context.find(arn, _MANAGED, near=facts), _MANAGED)


def _attached(context: Context) -> tuple[dict[str, list[Facts]], list[tuple[Facts, Value | Unknown]]]:
    """Policies by the principals that they name, and those with names that are of nothing in the templates."""
    found: dict[str, list[Facts]] = {}
    strays: list[tuple[Facts, Value | Unknown]] = []
    for type_, properties in POLICY_TYPES.items():
        for policy in context.of(type_):
            for name in properties:
                given = policy.texts(name)
                for one in (given,) if isinstance(given, Unknown) else given:
                    id_ = context.find(one, *_PRINCIPALS, near=policy)
                    if context.get(id_, *_PRINCIPALS) is None:
                        strays.append((policy, one))
                    else:
                        found.setdefault(str(id_), []).append(policy)
    return found, strays
