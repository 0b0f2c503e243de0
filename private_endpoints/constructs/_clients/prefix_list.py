"""The addresses of a gateway service, as a security group rule names them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import EndpointKind, EndpointService, managed_prefix_list_ids, services
from private_endpoints.errors import Problem

__all__ = ["ManagedPrefixList", "prefix_list_of"]

_MAPPING_ID = "AwsManagedPrefixLists"


@jsii.implements(ec2.IPeer)
class ManagedPrefixList:
    """A prefix list of AWS as a peer with a name of its own.

    `ec2.Peer.prefix_list` names the peer by its id: where that is a token, rules repeat and their logical ids depend
    on the order in which they were made.
    """

    def __init__(self, find: Callable[[], str], *, service_name: str) -> None:
        self._find = find
        self._unique_id = f"{service_name}-prefix-list"
        self._connections = ec2.Connections(peer=self)

    @property
    def can_inline_rule(self) -> bool:
        """A rule of its own, so that it can be made in the stack of either group."""
        return False

    @property
    def unique_id(self) -> str:
        """The same for all regions and accounts."""
        return self._unique_id

    @property
    def connections(self) -> ec2.Connections:
        """What makes a peer connectable."""
        return self._connections

    def to_egress_rule_config(self) -> Any:  # noqa: ANN401 - jsii's signature
        """The rule's destination."""
        return {"destinationPrefixListId": self._find()}

    def to_ingress_rule_config(self) -> Any:  # noqa: ANN401 - jsii's signature
        """The rule's source."""
        return {"sourcePrefixListId": self._find()}


def prefix_list_of(service: EndpointService, stack: cdk.Stack, given: str | None) -> ManagedPrefixList | Problem:
    """The prefix list of a gateway service in the region of a stack.

    Args:
        service: row of the catalog.
        stack: where the rule is made.
        given: id that the user gave; else it is the catalog's, which in a stack without a region is a mapping.
    """
    if given is not None:
        return ManagedPrefixList(lambda: given, service_name=service.name)
    ids = managed_prefix_list_ids(service.name)
    name, region = service.name, stack.region
    if ids and cdk.Token.is_unresolved(region):
        # Found when a rule is made, so that a call that is refused leaves no mapping behind.
        return ManagedPrefixList(lambda: _mapped(stack).find_in_map(cdk.Aws.REGION, name), service_name=name)
    if region in ids:
        return ManagedPrefixList(lambda: ids[region], service_name=name)
    return Problem(
        "unknown-prefix-list",
        f"the id of AWS's prefix list for {name!r} in {_named(region)} is not in the catalog",
        "give prefix_list_id=, from `aws ec2 describe-managed-prefix-lists` or "
        "ec2.PrefixList.from_lookup(...).prefix_list_id",
    )


def _named(region: str) -> str:
    return "a region that is known only at deployment" if cdk.Token.is_unresolved(region) else region


def _mapped(stack: cdk.Stack) -> cdk.CfnMapping:
    existing = stack.node.try_find_child(_MAPPING_ID)
    if isinstance(existing, cdk.CfnMapping):
        return existing
    by_region: dict[str, dict[str, str]] = {}
    for name in [row.name for row in services() if EndpointKind.GATEWAY in row.kinds]:
        for region, prefix_list_id in managed_prefix_list_ids(name).items():
            by_region.setdefault(region, {})[name] = prefix_list_id
    return cdk.CfnMapping(stack, _MAPPING_ID, mapping=by_region)
