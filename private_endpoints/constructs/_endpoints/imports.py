"""The registries of the VPCs that an app imports, found by the VPC's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import aws_cdk as cdk
from constructs import IConstruct

from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from private_endpoints.constructs.vpc_endpoints import VpcEndpoints

__all__ = ["check_same_place", "registries_of"]

_ATTRIBUTE = "__private_endpoints_of_imported_vpcs__"


def registries_of(scope: IConstruct) -> dict[str, VpcEndpoints]:
    """The registries of imported VPCs by VPC id, kept with the tree that `scope` is in.

    Kept on the app, or on the topmost construct below an app that JavaScript made by itself (a stack without a
    parent): such an app comes back as another Python object each time and would forget. A child construct of the app
    would remember too, but users walk `app.node.children` and expect stacks there.
    """
    holder: object = scope.node.root
    if holder is not scope.node.root:
        holder = scope.node.scopes[1] if len(scope.node.scopes) > 1 else scope
    registries: dict[str, VpcEndpoints] | None = getattr(holder, _ATTRIBUTE, None)
    if registries is None:
        registries = {}
        setattr(holder, _ATTRIBUTE, registries)
    return registries


def check_same_place(first: VpcFacts, second: VpcFacts) -> None:
    """Refuse two imports of one VPC that cannot share endpoints.

    Raises:
        InvalidInputError: the imports are in different stages, or in stacks of different account or region.
    """
    environments = {(facts.stack.account, facts.region) for facts in (first, second)}
    stages = {cast("cdk.Stage", cdk.Stage.of(facts.vpc)).node.path for facts in (first, second)}
    if len(environments) > 1:
        why = "into stacks of different account or region"
        fix = "give both stacks the same env=, so that they can share its endpoints"
    elif len(stages) > 1:
        why = "into different stages, which share nothing"
        fix = "let one of the stages ask for its endpoints; they serve the whole VPC"
    else:
        return
    text = f"{second.path} and {first.path} import one VPC, {first.literal_id}, {why}"
    raise InvalidInputError(second.path, [Problem("imported-twice", text, fix)])
