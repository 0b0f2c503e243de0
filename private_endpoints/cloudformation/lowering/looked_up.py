"""Ids that a custom resource returns: it may have looked up an element of the templates."""

from __future__ import annotations

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.unknown import is_unknown
from private_endpoints.cloudformation.stacks.nested import STACK
from private_endpoints.values import Unknown

__all__ = ["or_any", "or_any_of"]


def or_any(facts: Facts, id_: str | Unknown) -> str | Unknown:
    """The id; unknown where a custom resource returns it.

    A function may look up the main route table of a VPC, which the template itself cannot name. What a nested stack
    returns is its own.
    """
    if isinstance(id_, Unknown) or "." not in id_:
        return id_
    owner = id_
    while "." in owner:
        owner = owner.rpartition(".")[0]
        type_ = facts.context.type_of(owner)
        if type_:
            return Unknown(frozenset({id_})) if type_ != STACK and is_unknown(type_) else id_
    return id_


def or_any_of(facts: Facts, ids: tuple[str | Unknown, ...] | Unknown) -> tuple[str | Unknown, ...] | Unknown:
    """The same of several."""
    return ids if isinstance(ids, Unknown) else tuple(or_any(facts, one) for one in ids)
