"""VPCs."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["AMAZON_DNS", "NO_DNS_OPTION", "Vpc"]

AMAZON_DNS = "AmazonProvidedDNS"
NO_DNS_OPTION = Unknown(
    frozenset({"whether instances are built on Nitro, which have a DNS server without DHCP options"})
)
"""The DNS servers where no DHCP options say them: Amazon's for Nitro instances, for those on Xen none
(https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vpc(Element):
    """A VPC.

    AWS makes a main route table, a default network ACL and a default security group in each VPC. Where the network
    has no element of their ids (`main_route_table_id`, `default_network_acl_id`, `default_security_group_id`), they
    are as AWS makes them; of an imported VPC nothing is known of them.

    Attributes:
        cidrs: IPv4 ranges, the primary one first. Empty for an imported VPC: not known.
        ipv6_cidrs: IPv6 ranges. Default: none.
        dns_support: `EnableDnsSupport`. Default: on.
        dns_hostnames: `EnableDnsHostnames`. Default: off, as CloudFormation has it.
        dns_servers: of its DHCP options. Default: Amazon's.
        region: where it is; None: not said, the same as that of everything else of which it is not said.
        account: whose it is; None as for the region.
        block_public_access: whether VPC Block Public Access keeps its internet gateways from all traffic.
        block_public_ingress: whether it leaves them only what NAT and egress-only gateways let out.
    """

    cidrs: tuple[Cidr, ...] = ()
    ipv6_cidrs: tuple[Cidr, ...] = ()
    dns_support: Truth = True
    dns_hostnames: Truth = False
    dns_servers: Maybe[tuple[Value, ...]] = (AMAZON_DNS,)
    region: Value | None = None
    account: Value | None = None
    block_public_access: Truth = False
    block_public_ingress: Truth = False

    @property
    def main_route_table_id(self) -> str:
        """The id of the main route table."""
        return f"{self.id}.MainRouteTable"

    @property
    def default_network_acl_id(self) -> str:
        """The id of the default network ACL, `Fn::GetAtt Vpc.DefaultNetworkAcl`."""
        return f"{self.id}.DefaultNetworkAcl"

    @property
    def default_security_group_id(self) -> str:
        """The id of the default security group, `Fn::GetAtt Vpc.DefaultSecurityGroup`."""
        return f"{self.id}.DefaultSecurityGroup"
