"""Strings in place of what is known only at deployment, each distinct from the others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import aws_cdk as cdk

from private_endpoints.policy.size import references_of
from private_endpoints.values import from_template, references

__all__ = ["StandIns"]

# As the CDK names what one stack exports for another, so it is something that the app makes.
_EXPORTED = ":ExportsOutput"
_IMPORT = "Fn::ImportValue"


class StandIns:
    """Stand-ins for what the documents of a stack refer to.

    What two constructs of an app refer to is two things, so two references of different names get two strings. What a
    user gives at deployment may turn out to be anything: it stays unknown, unless it is asked for by `of`.

    Attributes:
        bindings: strings by the name of the reference.
        account: of the stack, or one that stands for it.
        region: of the stack, or one that stands for it.
        partition: of the region.
    """

    def __init__(self, stack: cdk.Stack, *, account: str, region: str, partition: str) -> None:
        self._stack = stack
        self.account = account
        self.region = region
        self.partition = partition
        self.bindings: dict[str, str] = {
            "AWS::AccountId": account,
            "AWS::Partition": partition,
            "AWS::Region": region,
        }

    def of(self, value: Any, shape: str) -> str:  # noqa: ANN401 - a token
        """The string that stands for a value.

        Args:
            value: a token, or a string.
            shape: how such strings look, with `{}` where they differ.
        """
        resolved = self._stack.resolve(value)
        known = from_template(resolved, self.bindings)
        if isinstance(known, str):
            return known
        # A reference alone gets the shape; one among other parts is a part of it only.
        alone = known is not None and len(known.parts) == 1
        for name in sorted(references_of(resolved) if known is None else references(known)):
            self._bind(name, shape if alone else "{}")
        known = from_template(resolved, self.bindings)
        return known if isinstance(known, str) else shape.format(json.dumps(resolved, sort_keys=True))

    def bind_rest(self, document: Any, every: Iterable[Any] | None = None) -> None:  # noqa: ANN401 - any JSON value
        """Stand-ins for all else that a document refers to and that the app makes.

        Args:
            document: JSON values.
            every: all constructs of the app. Default: they are looked up, if it takes that.
        """
        rest = sorted(references_of(document) - set(self.bindings))
        if not rest:
            return
        parameters = {
            str(self._stack.resolve(one.logical_id))
            for one in (self._stack.node.find_all() if every is None else every)
            if isinstance(one, cdk.CfnParameter)
        }
        for name in rest:
            is_call = name.startswith("{")
            made_here = not is_call and not name.startswith("AWS::") and name not in parameters
            if made_here or (_IMPORT in name and _EXPORTED in name):
                self._bind(name, f"arn:{self.partition}:iam::{self.account}:role/{{}}" if "Arn" in name else "{}")

    def _bind(self, name: str, shape: str) -> None:
        if name not in self.bindings:
            self.bindings[name] = shape.format(f"{len(self.bindings):04}")
