"""Resource configurations and resource gateways of VPC Lattice.

https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.network import Element, Maybe, ResourceConfiguration, ResourceGateway
from private_endpoints.network.paths.hops.ranges import is_address
from private_endpoints.values import Join, Reference, Truth, Unknown, Value

__all__ = ["lower_resource_configuration", "lower_resource_gateway", "of_lattice"]

_CONFIGURATION = "AWS::VpcLattice::ResourceConfiguration"
_GATEWAY = "AWS::VpcLattice::ResourceGateway"
_DATABASES = {"db": "AWS::RDS::DBInstance", "cluster": "AWS::RDS::DBCluster"}
# Attributes that are a private address.
_ADDRESSES: Mapping[str, tuple[str, ...]] = {
    "AWS::EC2::Instance": ("PrivateIp",),
    "AWS::EC2::NetworkInterface": ("PrimaryPrivateIpAddress",),
}
# Attributes that are an ARN: "Only Amazon RDS databases are supported."
_ARNS: Mapping[str, tuple[str, ...]] = {
    "AWS::RDS::DBCluster": ("DBClusterArn",),
    "AWS::RDS::DBInstance": ("DBInstanceArn",),
}
# Attributes that are a name in public DNS, which answers with private addresses where there are no public ones.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "AWS::ElasticLoadBalancingV2::LoadBalancer": ("DNSName",),
    "AWS::RDS::DBCluster": ("Endpoint.Address", "ReadEndpoint.Address"),
    "AWS::RDS::DBInstance": ("Endpoint.Address",),
    "AWS::RDS::DBProxy": ("Endpoint",),
}


def lower_resource_gateway(facts: Facts) -> Iterator[Element]:
    """`AWS::VpcLattice::ResourceGateway`."""
    kind = facts.known("IpAddressType")
    resolution = facts.known("ResourceConfigDnsResolution")
    resolves: Truth = resolution if isinstance(resolution, Unknown) else resolution in (None, "PUBLIC")
    yield ResourceGateway(
        **facts.common,
        subnets=facts.ids("SubnetIds"),
        groups=facts.ids("SecurityGroupIds"),
        ip_address_type="IPV4" if kind is None else kind,
        resolves_publicly=resolves,
    )


def lower_resource_configuration(facts: Facts) -> Iterator[Element]:
    """`AWS::VpcLattice::ResourceConfiguration`."""
    gateway = facts.one_id("ResourceGatewayId")
    found = _definition(facts)
    yield ResourceConfiguration(
        **facts.common,
        gateway=None if gateway is None else of_lattice(facts, gateway),
        ports=_ports(facts),
        **found,
    )


def of_lattice(facts: Facts, id: Maybe[str]) -> Maybe[str]:
    """The id of what is named by its id or its ARN."""
    if isinstance(id, Unknown):
        return id
    owner = id.removesuffix(".Arn").removesuffix(".Id")
    return id if facts.context.get(owner, _CONFIGURATION, _GATEWAY) is None else owner


def _ports(facts: Facts) -> Maybe[tuple[tuple[int, int], ...]] | None:
    """`PortRanges`, such as `1`, `1-65535` or `1,2,22-30`; what an ARN names answers on its own ports only."""
    unknown = Unknown(frozenset({f"{facts.id}.PortRanges"}))
    given = facts.texts("PortRanges")
    if isinstance(given, Unknown):
        return given
    if not given:
        of_arn = facts.known("ResourceConfigurationType") == "ARN"
        return None if of_arn else unknown
    found: list[tuple[int, int]] = []
    for text in given:
        for one in text.split(",") if isinstance(text, str) else ("?",):
            first, _, last = one.strip().partition("-")
            if not first.isdecimal() or not (last or first).isdecimal():
                return unknown
            found.append((int(first), int(last or first)))
    return tuple(found)


def _definition(facts: Facts) -> dict[str, Any]:
    """What the configuration stands for; nothing where it is a group, or not known."""
    definition = facts.one("ResourceConfigurationDefinition")
    if not isinstance(definition, Fields):
        return {}
    if definition.has("IpResource"):
        return _of_address(facts, definition)
    if definition.has("ArnResource"):
        return {"element": _of_arn(facts, definition)}
    name = definition.one("DnsResource")
    if not isinstance(name, Fields):
        return {}
    return {"element": _owner(facts, name.one_id("DomainName"), _NAMES), "by_name": True}


def _of_address(facts: Facts, definition: Fields) -> dict[str, Any]:
    owner = _owner(facts, definition.one_id("IpResource"), _ADDRESSES)
    if owner is not None:
        return {"element": owner}
    value = definition.text("IpResource")
    if isinstance(value, str) and not is_address(value):
        raise definition.refusal("IpResource", value, "give an IP address")
    return {"address": value}


def _of_arn(facts: Facts, definition: Fields) -> str | None:
    """The database of an ARN: an attribute, or a text that ends in what Ref returns."""
    owner = _owner(facts, definition.one_id("ArnResource"), _ARNS)
    if owner is not None:
        return owner
    kind, name = _end(definition.text("ArnResource"))
    type_ = _DATABASES.get(kind)
    if type_ is None:
        return None
    id_ = facts.context.find(name, type_, near=facts)
    return id_ if isinstance(id_, str) and facts.context.get(id_, type_) is not None else None


def _end(arn: Value | Unknown | None) -> tuple[str, Value]:
    """The kind and the name that an ARN of a database ends in."""
    parts = arn.parts if isinstance(arn, Join) else (arn,)
    before, last = ("", *parts)[-2:]
    if isinstance(last, str):
        before, _, name = last.rpartition(":")
        return before.rpartition(":")[2], name
    if isinstance(last, Reference) and isinstance(before, str) and before.endswith(":"):
        return before.removesuffix(":").rpartition(":")[2], Join((last,))
    return "", ""


def _owner(facts: Facts, id: Maybe[str] | None, attributes: Mapping[str, tuple[str, ...]]) -> str | None:
    """The resource of which an id is an attribute."""
    if not isinstance(id, str):
        return None
    for type_, names in attributes.items():
        for name in names:
            owner = id.removesuffix(f".{name}")
            if owner != id and facts.context.get(owner, type_) is not None:
                return owner
    return None
