"""Ids that a custom resource returns: it may have looked up an element of the templates."""

from __future__ import annotations

from private_endpoints.cloudformation.lowering.data import changing_types
from private_endpoints.cloudformation.resolution.resolver import Resolver
from private_endpoints.values import Unknown

__all__ = ["or_any"]


def or_any(resolver: Resolver, id_: str | Unknown) -> str | Unknown:
    """The id; unknown where a custom resource returns it.

    A function may look up what the template itself cannot name, such as the main route table of a VPC.
    """
    if isinstance(id_, Unknown) or "." not in id_:
        return id_
    for stack in resolver.evaluation.stacks:
        if id_.startswith(f"{stack.name}."):
            resource = stack.resources.get(id_[len(stack.name) + 1 :].partition(".")[0])
            if resource is not None and _looks_up(resource["Type"]):
                return Unknown(frozenset({id_}))
    return id_


def _looks_up(type_: str) -> bool:
    if type_ in changing_types():
        return bool(changing_types()[type_]["touches"] == ["*"])
    return not type_.startswith(("AWS::", "Alexa::"))
