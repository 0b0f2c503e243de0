"""VPCs and subnets."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.vpc.addresses import SUBNET_BLOCK
from private_endpoints.cloudformation.lowering.vpc.public_access import ALL, INGRESS, blocked
from private_endpoints.network import AMAZON_DNS, NO_DNS_OPTION, Cidr, Element, Subnet, Vpc
from private_endpoints.values import Opaque, Reference, Truth, Unknown, Value, join

__all__ = ["lower_subnet", "lower_vpc"]

_BLOCK = "AWS::EC2::VPCCidrBlock"
_DHCP = "AWS::EC2::VPCDHCPOptionsAssociation"
_OPTIONS = "AWS::EC2::DHCPOptions"


def lower_vpc(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPC`, with its further ranges, DHCP options, and whether public access is blocked."""
    cidr = facts.cidr("CidrBlock")
    if cidr is None:
        # From an IPAM pool: known only at deployment, and the same wherever the template names it.
        cidr = join([Reference(f"{facts.id}.CidrBlock")])
    cidrs: list[Cidr] = [cidr]
    ipv6: list[Cidr] = []
    for block in _about(facts, _BLOCK, "VpcId"):
        if (more := block.cidr("CidrBlock")) is not None or block.has("Ipv4IpamPoolId"):
            found = join([Reference(f"{block.id}.CidrBlock")]) if more is None else more
            cidrs.append(found if block.exists is True else _perhaps(block.exists))
        else:
            given = block.cidr("Ipv6CidrBlock")
            made = Opaque(f"{facts.id}.Ipv6CidrBlocks").element(len(ipv6)) if given is None else given
            ipv6.append(made if block.exists is True else _perhaps(block.exists))
    for block in facts.context.strays(_BLOCK, "VpcId", facts):
        (cidrs if block.has("CidrBlock") or block.has("Ipv4IpamPoolId") else ipv6).append(
            Unknown(frozenset({f"whose {block.id} is"}))
        )
    public = blocked(facts)
    yield Vpc(
        **facts.common,
        value=facts.value,
        cidrs=tuple(cidrs),
        ipv6_cidrs=tuple(ipv6),
        dns_support=facts.truth("EnableDnsSupport", default=True),
        dns_hostnames=facts.truth("EnableDnsHostnames", default=False),
        dns_servers=_dns_servers(facts),
        region=facts.region(),
        account=facts.account(),
        block_public_access=public[ALL],
        block_public_ingress=public[INGRESS],
    )


def lower_subnet(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::Subnet`."""
    zone = facts.text("AvailabilityZone")
    if zone is None:
        zone = facts.text("AvailabilityZoneId")
        if isinstance(zone, str):
            # Equal ids are one zone, others others; which name a zone has differs from account to account.
            zone = join([Reference(f"the name of the zone {zone}", "AvailabilityZoneId")])
    ipv6 = facts.cidr("Ipv6CidrBlock")
    for block in _about(facts, SUBNET_BLOCK, "SubnetId"):
        given = block.cidr("Ipv6CidrBlock")
        # Without one it is from an IPAM pool: known only at deployment.
        made = join([Reference(f"{block.id}.Ipv6CidrBlock")]) if given is None else given
        ipv6 = made if block.exists is True else _perhaps(block.exists)
    cidr = facts.cidr("CidrBlock")
    only_ipv6 = facts.truth("Ipv6Native", default=False)
    if cidr is None and only_ipv6 is not True:
        cidr = join([Reference(f"{facts.id}.CidrBlock")])
    if isinstance(only_ipv6, Unknown):
        cidr = only_ipv6
    if ipv6 is None and (facts.has("Ipv6IpamPoolId") or facts.has("Ipv6NetmaskLength")):
        ipv6 = join([Reference(f"{facts.id}.Ipv6CidrBlock")])
    if ipv6 is None and (strays := facts.context.strays(SUBNET_BLOCK, "SubnetId", facts)):
        ipv6 = Unknown(frozenset(f"whose {one.id} is" for one in strays))
    yield Subnet(
        **facts.common,
        value=facts.value,
        vpc=facts.required_id("VpcId"),
        zone=Unknown(frozenset({f"{facts.id}.AvailabilityZone"})) if zone is None else zone,
        cidr=cidr,
        ipv6_cidr=ipv6,
        map_public_ip=facts.truth("MapPublicIpOnLaunch", default=False),
        assign_ipv6=facts.truth("AssignIpv6AddressOnCreation", default=False),
        dns64=facts.truth("EnableDns64", default=False),
    )


def _about(facts: Facts, type_: str, property_: str) -> list[Facts]:
    """The resources of a type that are about this one."""
    grouped = facts.context.grouped(type_, property_)
    return grouped.get(facts.id, []) if grouped else []


def _perhaps(exists: Truth) -> Unknown:
    return exists if isinstance(exists, Unknown) else Unknown(frozenset())


def _dns_servers(facts: Facts) -> tuple[Value, ...] | Unknown:
    for association in _about(facts, _DHCP, "VpcId"):
        return association.exists if isinstance(association.exists, Unknown) else _dns_servers_of(facts, association)
    strays = facts.context.strays(_DHCP, "VpcId", facts)
    return Unknown(frozenset(f"whose {one.id} is" for one in strays)) if strays else (AMAZON_DNS,)


def _dns_servers_of(facts: Facts, association: Facts) -> tuple[Value, ...] | Unknown:
    """The servers of the DHCP options of a VPC."""
    options = association.one_id("DhcpOptionsId")
    if options == "default":
        return NO_DNS_OPTION
    found = facts.context.get(options, _OPTIONS)
    if found is None:
        return Unknown(frozenset({str(options)}))
    servers = found.texts("DomainNameServers")
    if isinstance(found.exists, Unknown) or isinstance(servers, Unknown):
        return found.exists if isinstance(found.exists, Unknown) else servers
    own = _resolver_address(facts.cidr("CidrBlock"))
    return tuple(AMAZON_DNS if one == own else one for one in servers) or NO_DNS_OPTION


def _resolver_address(cidr: Cidr | None) -> str | None:
    """The address "plus two" of the VPC, at which the Route 53 Resolver answers too.

    https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
    """
    return str(ip_network(cidr, strict=False).network_address + 2) if isinstance(cidr, str) else None
