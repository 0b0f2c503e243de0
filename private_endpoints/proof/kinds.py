"""What elements are called in messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from private_endpoints.network import Element, Endpoint, Interface, Resource, SecurityGroup, Subnet, Vpc, Workload

__all__ = ["words_of"]

_WORDS: Mapping[type[Element], str] = {
    Endpoint: "an endpoint",
    Interface: "an interface",
    Resource: "a resource with a policy",
    SecurityGroup: "a security group",
    Subnet: "a subnet",
    Vpc: "a VPC",
    Workload: "a workload",
}


def words_of(kinds: Iterable[type[Element]]) -> str:
    """What any of the kinds is, such as `a subnet or a VPC`."""
    return " or ".join(_WORDS[kind] for kind in kinds)
