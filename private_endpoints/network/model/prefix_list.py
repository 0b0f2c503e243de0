"""Prefix lists."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.values import Unknown, Value

__all__ = ["PrefixList"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrefixList(Element):
    """A prefix list: a customer's, or one of AWS that was looked up.

    The lists of AWS's gateway services are known by their ids, from the catalog, and need no element.

    Attributes:
        entries: its ranges; those of a list of AWS are not known.
        service: short name of the AWS service whose list it is, such as `s3`, also where its id is known only at
            deployment (a parameter, a lookup by name). None: a customer's.
        ipv6: whether its ranges are IPv6.
    """

    entries: Maybe[tuple[Cidr, ...]] = Unknown(frozenset({"the entries of the prefix list"}))  # noqa: RUF009 - frozen
    service: Value | None = None
    ipv6: bool = False
