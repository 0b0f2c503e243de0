"""What all elements of a network have in common, and attributes that are known only in part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from private_endpoints.network.model.origin import NOWHERE, Origin
from private_endpoints.values import Reference, Truth, Unknown, Value, join

__all__ = ["Cidr", "Element", "Maybe", "is_aws_id"]

T = TypeVar("T")
# An attribute that is known, or what it depends on.
Maybe: TypeAlias = T | Unknown
# Text such as `10.0.0.0/16`; a Join where only its name is known (two Joins that are equal are the same range, as the
# IPv6 range that Amazon gives to a VPC is the same wherever the template names it); or Unknown.
Cidr: TypeAlias = Value | Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing in a network.

    Elements name each other by `id`. An id that no element has stands for something made elsewhere, of which nothing
    is known.

    Attributes:
        id: unique in the network: `Stack.LogicalId`, or AWS's own id such as `vpc-0a1b2c3d`, also of what is given by
            a parameter (`Stack.VpcId`).
        origin: where the fact comes from. Default: AWS made it by itself.
        exists: whether it is there; unknown under a condition that nobody has decided.
        imported: whether it was made elsewhere: what hangs on it (routes of a table, rules of a group, endpoints of a
            VPC) may be more than the network says.
        value: what policies call it, such as the id of an endpoint. Default: the id itself if it is AWS's own, else a
            reference that differs from those of all other elements of its kind.
    """

    id: str
    origin: Origin = NOWHERE
    exists: Truth = True
    imported: bool = False
    value: Value | None = None

    @property
    def named(self) -> Value:
        """What policies call it."""
        if self.value is not None:
            return self.value
        if is_aws_id(self.id):
            return self.id
        if self.imported:
            # What a parameter gives may be the same thing that another one gives.
            return join([Reference(self.id)])
        return join([Reference(self.id, unique_in=type(self).__name__)])

    def __str__(self) -> str:
        return str(self.origin) or self.id


def is_aws_id(text: str) -> bool:
    """Whether a text is an id as AWS gives them."""
    prefix, dash, rest = text.rpartition("-")
    return bool(prefix and dash) and len(rest) >= 8 and all(one in "0123456789abcdef" for one in rest)  # noqa: PLR2004
