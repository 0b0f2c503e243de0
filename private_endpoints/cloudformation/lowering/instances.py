"""EC2 instances, and interfaces that stand for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.addresses import (
    elastic_address,
    elastic_address_of_interface,
    has_several_interfaces,
    ipv6_address,
    public_address,
)
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.launching import (
    first_interface,
    groups_of,
    launch_template,
    profile_role,
    template_role,
    uses_of_role,
)
from private_endpoints.network import Element, Interface, Maybe, Workload
from private_endpoints.values import Truth, Unknown, Value, any_of, negate

__all__ = ["lower_instance", "lower_interface"]


Ids = Maybe[tuple[Maybe[str], ...]]


def lower_interface(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::NetworkInterface`."""
    owner: Maybe[str] | None = None
    for attachment in facts.context.grouped("AWS::EC2::NetworkInterfaceAttachment", "NetworkInterfaceId").get(
        facts.id, ()
    ):
        owner = attachment.required_id("InstanceId")
    yield Interface(
        **facts.common,
        subnet=facts.required_id("SubnetId"),
        groups=facts.ids("GroupSet"),
        private_ip=_value(facts.text("PrivateIpAddress")),
        # What the subnet gives is given only with an instance.
        public_ip=elastic_address_of_interface(facts),
        ipv6=ipv6_address(facts),
        owner=owner,
        forwards=negate(facts.truth("SourceDestCheck", default=True)),
    )


def lower_instance(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::Instance`: what it says itself goes before what its launch template says."""
    template = launch_template(facts, facts.one("LaunchTemplate"))
    interface = first_interface(facts, facts)
    if interface is None and isinstance(template, Fields):
        interface = first_interface(facts, template)
    subnets = _subnet(facts, interface, template)
    groups = groups_of(facts, interface, facts, template)
    role = profile_role(facts, facts.get("IamInstanceProfile"))
    if role is None and isinstance(template, Fields):
        role = template_role(facts, template)
    elif role is None and isinstance(template, Unknown):
        role = template
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        public_ip=_public(facts, interface, template),
        ipv6=ipv6_address(interface, facts, template),
        role=role,
        private_ip=_value(facts.text("PrivateIpAddress")),
        uses=uses_of_role(facts, role),
        forwards=negate(facts.truth("SourceDestCheck", default=True)),
    )


def _value(value: Value | Unknown | None) -> Value | None:
    return None if isinstance(value, Unknown) else value


def _subnet(facts: Facts, interface: Fields | Unknown | None, template: Fields | Unknown | None) -> Ids:
    if isinstance(interface, Unknown):
        return interface
    found = facts.one_id("SubnetId")
    if found is None and interface is not None:
        found = interface.one_id("SubnetId")
    if found is None and isinstance(template, Unknown):
        return template
    # Without one the default subnet of the default VPC, which no template shows.
    return Unknown(frozenset({f"{facts.id}.SubnetId"})) if found is None else (found,)


def _public(facts: Facts, interface: Fields | Unknown | None, template: Fields | Unknown | None) -> Truth | None:
    elastic = elastic_address(facts)
    if isinstance(interface, Facts):
        # It was there before the instance: the subnet gives it nothing.
        return any_of((elastic, elastic_address_of_interface(interface)))
    given = public_address(interface)
    if given is None and any(isinstance(one, Fields) and has_several_interfaces(one) for one in (facts, template)):
        given = False
    return given if elastic is False or given is True else elastic
