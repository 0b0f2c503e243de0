"""Default security groups, under the id by which a network knows them.

A network knows the default group of a VPC by an id of its own, since templates have no other; what names no group
wears it. The id of AWS stays the value and the origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from private_endpoints.account.reading import Reading
from private_endpoints.network import (
    Element,
    Endpoint,
    Interface,
    Maybe,
    ResolverEndpoint,
    SecurityGroup,
    SecurityGroupRule,
    Vpc,
    Workload,
)
from private_endpoints.values import Unknown

__all__ = ["with_default_groups"]

_WEARERS = (Endpoint, Interface, ResolverEndpoint, Workload)


def with_default_groups(reading: Reading, elements: Iterable[Element]) -> Iterator[Element]:
    """The elements, in which default groups have the ids that their VPCs say."""
    every = list(elements)
    vpcs = {one.id: one for one in every if isinstance(one, Vpc)}
    ids = {
        row["GroupId"]: vpcs[row["VpcId"]].default_security_group_id
        for row in reading.every("ec2", "describe_security_groups", "SecurityGroups")
        if row.get("GroupName") == "default" and row.get("VpcId") in vpcs
    }
    for one in every:
        yield _renamed(one, ids)


def _renamed(element: Element, ids: Mapping[str, str]) -> Element:
    if isinstance(element, SecurityGroup) and element.id in ids:
        return replace(element, id=ids[element.id], value=element.id)
    if isinstance(element, SecurityGroupRule):
        return replace(
            element, group=_id(element.group, ids), peer=None if element.peer is None else _id(element.peer, ids)
        )
    if isinstance(element, _WEARERS) and isinstance(element.groups, tuple):
        return replace(element, groups=tuple(_id(one, ids) for one in element.groups))
    return element


def _id(id: Maybe[str], ids: Mapping[str, str]) -> Maybe[str]:
    return id if isinstance(id, Unknown) else ids.get(id, id)
