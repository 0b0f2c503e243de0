"""The roles of an app and their policies, looked up once for all perimeters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from constructs import IConstruct

from private_endpoints.catalog import ServiceRole, service_roles
from private_endpoints.constructs._perimeter.role_users import instances

if TYPE_CHECKING:
    from private_endpoints.constructs._perimeter.perimeter import Perimeter

__all__ = ["Survey", "text_of"]

_ATTRIBUTE = "__private_endpoints_survey__"


def text_of(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """A resolved value as text, to find it in others."""
    return json.dumps(value, sort_keys=True)


class Survey:
    """The constructs of an app as they stand at one synth.

    Attributes:
        every: all constructs.
    """

    def __init__(self, root: IConstruct) -> None:
        self.every = list(root.node.find_all())
        self._asked: set[int] = set()
        self._paths: dict[int, tuple[cdk.Stack, str]] = {}

    @classmethod
    def of(cls, perimeter: Perimeter) -> Survey:
        """The survey of a perimeter's app. All perimeters share one; one that asks again is at another synth."""
        root = perimeter.node.root
        survey = getattr(root, _ATTRIBUTE, None)
        if not isinstance(survey, cls) or id(perimeter) in survey._asked:  # noqa: SLF001 - of this class
            survey = cls(root)
            setattr(root, _ATTRIBUTE, survey)
        survey._asked.add(id(perimeter))
        return survey

    @cached_property
    def roles(self) -> list[tuple[iam.CfnRole, cdk.Stack, list[tuple[Any, str]]]]:
        """The roles that have policies in the app, with their stack, and each document with its text."""
        found = [one for one in self.every if isinstance(one, iam.CfnRole)]
        named = (
            (one, stack, _key(self._path_of(stack), name)) for one, stack, name in _resolved(found, lambda one: one.ref)
        )
        return [(one, stack, self._documents[key]) for one, stack, key in named if key in self._documents]

    @cached_property
    def users(self) -> list[tuple[Any, cdk.Stack, ServiceRole, str]]:
        """What names a resource together with a role, with its stack, and the text of where it does."""
        return [
            (one, stack, row, text_of(value))
            for row in service_roles()
            for user in row.used_by
            for one, stack, value in _resolved(
                list(instances(self.every, user)),
                lambda one, user=user: [getattr(one, name) for name in user.properties],
            )
        ]

    def _path_of(self, stack: cdk.Stack) -> str:
        # Kept together with the stack: another one could get the id of one that is gone.
        if id(stack) not in self._paths:
            self._paths[id(stack)] = (stack, str(stack.node.path))
        return self._paths[id(stack)][1]

    @cached_property
    def _documents(self) -> dict[str, list[tuple[Any, str]]]:
        documents: dict[str, list[tuple[Any, str]]] = {}
        attached = [one for one in self.every if isinstance(one, iam.CfnPolicy | iam.CfnManagedPolicy)]
        # Within a list of its own, because a list loses what resolves to nothing, as the roles of a policy may.
        for _, stack, (document, roles) in _resolved(attached, lambda one: [one.policy_document, [one.roles]]):
            for name in roles[0] if roles else []:
                documents.setdefault(_key(self._path_of(stack), name), []).append((document, text_of(document)))
        inline = [one for one in self.every if isinstance(one, iam.CfnRole) and one.policies]
        for _, stack, (name, policies) in _resolved(inline, lambda one: [one.ref, [one.policies]]):
            for policy in policies[0] if policies else []:
                document = policy["policyDocument"]
                documents.setdefault(_key(self._path_of(stack), name), []).append((document, text_of(document)))
        return documents


def _resolved(cfns: list[Any], what: Any) -> Iterator[tuple[Any, cdk.Stack, Any]]:  # noqa: ANN401 - a function
    """Something of each L1, resolved with one message to Node for each stack."""
    stacks: dict[int, tuple[cdk.Stack, list[Any]]] = {}
    for one in cfns:
        stack = one.stack
        stacks.setdefault(id(stack), (stack, []))[1].append(one)
    for stack, members in stacks.values():
        values = stack.resolve([what(one) for one in members])
        yield from ((one, stack, value) for one, value in zip(members, values, strict=True))


def _key(path: str, name: Any) -> str:  # noqa: ANN401 - a resolved reference, or a name
    return f"{path} {text_of(name)}"
