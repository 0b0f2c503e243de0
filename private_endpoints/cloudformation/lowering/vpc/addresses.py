"""Which addresses instances and interfaces have, beside the private IPv4 one."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.values import Truth, Unknown, all_of, any_of

__all__ = [
    "SUBNET_BLOCK",
    "elastic_address",
    "elastic_address_of_interface",
    "has_several_interfaces",
    "ipv6_address",
    "managed_ipv6",
    "public_address",
]

_IPV6_RANGES = ("Ipv6CidrBlock", "Ipv6IpamPoolId", "Ipv6NetmaskLength", "Ipv6Native")
_ASSOCIATION = "AWS::EC2::EIPAssociation"
SUBNET_BLOCK = "AWS::EC2::SubnetCidrBlock"


def public_address(interface: Fields | Unknown | None) -> Truth | None:
    """Whether an instance gets a public address; None: as its subnet says."""
    if isinstance(interface, Unknown):
        return interface
    if interface is not None and interface.has("AssociatePublicIpAddress"):
        return interface.truth("AssociatePublicIpAddress", default=False)
    return None


def has_several_interfaces(fields: Fields) -> bool:
    """Whether instances have more than one interface: then the subnet gives them no public address.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html
    """
    return sum(1 for _ in fields.several("NetworkInterfaces")) > 1


def ipv6_address(*places: Fields | Unknown | None) -> Truth | None:
    """Whether there is an IPv6 address; the first of the places that says so; None: as the subnet says."""
    for fields in places:
        if isinstance(fields, Unknown):
            return fields
        if fields is None:
            continue
        count = fields.number("Ipv6AddressCount")
        if count is not None:
            return count if isinstance(count, Unknown) else count > 0
        given = fields.get("Ipv6Addresses")
        if isinstance(given, list) and given:
            return True
    return None


def managed_ipv6(facts: Facts, subnets: tuple[str | Unknown, ...] | Unknown) -> Truth | None:
    """Whether interfaces that a service makes have IPv6 addresses: they may where the subnet has a range for them.

    What a subnet says of interfaces made in it does not decide: settings of the service or of the account do
    (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html).
    """
    doubt = Unknown(frozenset({f"whether interfaces of {facts.id} have IPv6 addresses"}))
    ranges = facts.context.grouped(SUBNET_BLOCK, "SubnetId")
    for id_ in (None,) if isinstance(subnets, Unknown) else subnets:
        subnet = facts.context.get(id_, "AWS::EC2::Subnet")
        if subnet is None or subnet.id in ranges or any(subnet.has(name) for name in _IPV6_RANGES):
            return doubt
        if facts.context.strays(SUBNET_BLOCK, "SubnetId", subnet):
            return doubt
    return False


def elastic_address(instance: Facts) -> Truth:
    """Whether an Elastic IP leads to an instance."""
    return any_of((*_named(instance, "AWS::EC2::EIP", "InstanceId"), *_named(instance, _ASSOCIATION, "InstanceId")))


def elastic_address_of_interface(interface: Facts) -> Truth:
    """Whether an Elastic IP leads to an interface, or to the instance whose first interface it is."""
    owners = interface.context.once("instances by first interface", lambda: _owners(interface.context))
    own = _named(interface, _ASSOCIATION, "NetworkInterfaceId")
    return any_of((*own, *(elastic_address(instance) for instance in owners.get(interface.id, ()))))


def _named(facts: Facts, type_: str, property_: str) -> Iterator[Truth]:
    """Whether each resource that names this one, or may do so, is there and does."""
    for one in facts.context.grouped(type_, property_).get(facts.id, ()):
        yield one.exists
    for one in facts.context.strays(type_, property_, facts):
        yield all_of((one.exists, Unknown(frozenset({f"{one.id}.{property_}"}))))


def _owners(context: Context) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = {}
    for instance in context.of("AWS::EC2::Instance"):
        for interface in instance.several("NetworkInterfaces"):
            if isinstance(interface, Fields) and interface.known("DeviceIndex") in (None, "0"):
                id_ = interface.one_id("NetworkInterfaceId")
                if isinstance(id_, str):
                    found.setdefault(id_, []).append(instance)
    return found
