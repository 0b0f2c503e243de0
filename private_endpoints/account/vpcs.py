"""VPCs and subnets."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import AMAZON_DNS, NO_DNS_OPTION, Element, Maybe, Subnet, Vpc
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["read_subnets", "read_vpcs"]

_OPTIONS = "ec2.describe_dhcp_options"
_BLOCK = "ec2.describe_vpc_block_public_access_options"


def read_vpcs(reading: Reading) -> Iterator[Element]:
    """VPCs, with their DNS settings and whether public access is blocked."""
    for row in reading.every("ec2", "describe_vpcs", "Vpcs"):
        own = row["VpcId"]
        yield Vpc(
            **reading.common(own),
            cidrs=_ranges(row, "CidrBlock", "CidrBlockAssociationSet", "CidrBlockState", first=row.get("CidrBlock")),
            ipv6_cidrs=_ranges(row, "Ipv6CidrBlock", "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlockState"),
            dns_support=_attribute(reading, own, "enableDnsSupport", "EnableDnsSupport"),
            dns_hostnames=_attribute(reading, own, "enableDnsHostnames", "EnableDnsHostnames"),
            dns_servers=_dns_servers(reading, row),
            region=reading.region,
            account=row.get("OwnerId", reading.account),
            block_public_access=_blocked(reading),
        )


def _ranges(row: Row, key: str, associations: str, state: str, first: str | None = None) -> tuple[str, ...]:
    found = [] if first is None else [first]
    for one in row.get(associations) or ():
        if one.get(state, {}).get("State") == "associated" and one[key] not in found:
            found.append(one[key])
    return tuple(found)


def _attribute(reading: Reading, vpc: str, attribute: str, key: str) -> Truth:
    answer = reading.calls.one("ec2", "describe_vpc_attribute", VpcId=vpc, Attribute=attribute)
    if answer is None or isinstance(answer, Unknown):
        return Unknown(frozenset({f"{attribute} of {vpc}"})) if answer is None else answer
    return bool(answer[key]["Value"])


def _dns_servers(reading: Reading, row: Row) -> Maybe[tuple[Value, ...]]:
    chosen = row.get("DhcpOptionsId")
    if chosen is None:
        return (AMAZON_DNS,)
    if chosen == "default":
        return NO_DNS_OPTION
    for options in reading.every("ec2", "describe_dhcp_options", "DhcpOptions"):
        if options["DhcpOptionsId"] == chosen:
            servers = [
                value["Value"]
                for one in options.get("DhcpConfigurations") or ()
                if one["Key"] == "domain-name-servers"
                for value in one["Values"]
            ]
            return tuple(servers) or NO_DNS_OPTION
    return reading.calls.unless_refused(Unknown(frozenset({f"the DHCP options {chosen}"})), _OPTIONS)


def _blocked(reading: Reading) -> Truth:
    """VPC Block Public Access, a setting of account and region with exclusions.

    https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html
    """
    blocked: Truth = reading.once(_BLOCK, lambda: _block(reading))
    return blocked


def _block(reading: Reading) -> Truth:
    service, operation = _BLOCK.split(".")
    if reading.calls.assumes_none(_BLOCK):
        return False
    answer = reading.calls.one(service, operation)
    if answer is None or isinstance(answer, Unknown):
        return False if answer is None else answer
    options = answer.get("VpcBlockPublicAccessOptions", {})
    if options.get("InternetGatewayBlockMode", "off") == "off":
        return False
    exclusions = reading.every("ec2", "describe_vpc_block_public_access_exclusions", "VpcBlockPublicAccessExclusions")
    doubt = reading.calls.doubt("ec2.describe_vpc_block_public_access_exclusions")
    if options["InternetGatewayBlockMode"] == "block-bidirectional" and not exclusions and doubt is None:
        return True
    # One direction only, or with exclusions: more than the model can say.
    return Unknown(frozenset({"VPC Block Public Access"})) if doubt is None else doubt


def read_subnets(reading: Reading) -> Iterator[Element]:
    """Subnets."""
    for row in reading.every("ec2", "describe_subnets", "Subnets"):
        ipv6 = _ranges(row, "Ipv6CidrBlock", "Ipv6CidrBlockAssociationSet", "Ipv6CidrBlockState")
        yield Subnet(
            **reading.common(row["SubnetId"]),
            vpc=row["VpcId"],
            zone=row["AvailabilityZone"],
            cidr=row.get("CidrBlock") or None,
            ipv6_cidr=ipv6[0] if ipv6 else None,
            map_public_ip=bool(row.get("MapPublicIpOnLaunch")),
            assign_ipv6=bool(row.get("AssignIpv6AddressOnCreation")),
            dns64=bool(row.get("EnableDns64")),
        )
