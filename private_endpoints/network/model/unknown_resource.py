"""Resources of types that the model does not know."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element

__all__ = ["UnknownResource"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownResource(Element):
    """A resource of which only its type and what it could change is known.

    Answers in which an element of `touches` decides are unknown because of it, and no others. What merely uses a
    subnet or a group (a file system, a cluster of some database) changes nothing and needs no such element.

    Attributes:
        type: its CloudFormation type.
        touches: ids of the elements that it could change: add routes to a table, rules to a group, endpoints to a VPC.
    """

    type: str
    touches: frozenset[str] = frozenset()
