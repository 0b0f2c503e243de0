"""Which stacks of an app import a VPC, found by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import aws_cdk as cdk
from constructs import IConstruct

if TYPE_CHECKING:
    from private_endpoints.constructs.vpc_endpoints import VpcEndpoints

__all__ = ["registries_of"]

_ATTRIBUTE = "__private_endpoints_of_imported_vpcs__"


def registries_of(scope: IConstruct) -> dict[str, VpcEndpoints]:
    """The registries of imported VPCs by VPC id, kept with the tree that `scope` is in.

    Kept on the stage, or on the topmost construct below an app that JavaScript made by itself (a stack without a
    parent): such an app comes back as another Python object each time and would forget. A child construct of the app
    would remember too, but users walk `app.node.children` and expect stacks there.
    """
    holder: object = cdk.Stage.of(scope)
    if holder is None or holder is not cdk.Stage.of(scope):
        holder = scope.node.scopes[1] if len(scope.node.scopes) > 1 else scope
    registries: dict[str, VpcEndpoints] | None = getattr(holder, _ATTRIBUTE, None)
    if registries is None:
        registries = {}
        setattr(holder, _ATTRIBUTE, registries)
    return registries
