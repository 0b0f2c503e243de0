"""Ids that AWS assigns: an id that a policy writes out is not that of what the same templates are yet to make.

Whoever wrote it could not know that id. There is one exception, an id that was pasted back after a first deployment:
then the templates should refer to the resource, which says the same and holds for the next deployment too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from private_endpoints.values import Reference, Value, join

__all__ = ["told_apart", "written_ids"]

# What references to resources of a kind are unique in, and how the ids begin that AWS gives them
# (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html).
_PREFIXES = {
    "AWS::EC2::PrefixList": "pl-",
    "AWS::EC2::SecurityGroup": "sg-",
    "AWS::EC2::Subnet": "subnet-",
    "AWS::EC2::VPC": "vpc-",
    "AWS::EC2::VPCEndpoint": "vpce-",
    "Endpoint": "vpce-",
    "PrefixList": "pl-",
    "SecurityGroup": "sg-",
    "Subnet": "subnet-",
    "Vpc": "vpc-",
}
_WRITTEN = re.compile(r"(pl-|sg-|subnet-|vpc-|vpce-)[0-9a-z]+")
_OF_NETWORKS = ("vpc-", "vpce-")


def told_apart(value: Value) -> Value:
    """A value in which ids of one kind, written out or of what is yet to be made, are known to differ.

    Both keep the beginning that ids of their kind have, for patterns such as `vpce-*`.
    """
    if isinstance(value, str):
        found = _WRITTEN.fullmatch(value)
        return value if found is None else join([found[1], Reference(value, unique_in=found[1])])
    if not any(isinstance(part, Reference) and part.unique_in in _PREFIXES for part in value.parts):
        return value
    return join(piece for part in value.parts for piece in _told(part))


def _told(part: str | Reference) -> tuple[str | Reference, ...]:
    prefix = _PREFIXES.get(part.unique_in) if isinstance(part, Reference) else None
    if prefix is None or isinstance(part, str):
        return (part,)
    return (prefix, Reference(part.name, unique_in=prefix))


def written_ids(documents: Iterable[object]) -> tuple[str, ...]:
    """The ids of VPCs and endpoints that policies write out, sorted."""
    return tuple(sorted({one for document in documents for one in _texts(document) if _is_of_network(one)}))


def _is_of_network(text: str) -> bool:
    found = _WRITTEN.fullmatch(text)
    return found is not None and found[1] in _OF_NETWORKS


def _texts(given: object) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, Mapping):
        for value in given.values():
            yield from _texts(value)
    elif isinstance(given, list | tuple):
        for value in given:
            yield from _texts(value)
