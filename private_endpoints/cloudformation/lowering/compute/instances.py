"""EC2 instances, and interfaces that stand for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.compute.launching import (
    INTERFACE,
    first_interface,
    further_interfaces,
    groups_of,
    launch_template,
    profile_role,
    template_role,
    uses_of_role,
)
from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.vpc.addresses import (
    elastic_address,
    elastic_address_of_interface,
    has_several_interfaces,
    ipv6_address,
    public_address,
)
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Interface, Maybe, Workload
from private_endpoints.values import Truth, Unknown, Value, any_of, negate

__all__ = ["lower_instance", "lower_interface"]


_ATTACHMENT = "AWS::EC2::NetworkInterfaceAttachment"


def lower_interface(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::NetworkInterface`."""
    owner: Maybe[str] | None = None
    for attachment in facts.context.grouped(_ATTACHMENT, "NetworkInterfaceId").get(facts.id, ()):
        exists = attachment.exists
        owner = exists if isinstance(exists, Unknown) else attachment.required_id("InstanceId")
    if owner is None:
        owner = facts.context.once("instances by further interface", lambda: _owners(facts.context)).get(facts.id)
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
    yield from _further(facts, template)


def _written(facts: Facts, template: Fields | Unknown | None) -> Iterator[Fields | Unknown]:
    """The further interfaces of an instance; what it says itself goes before what its launch template says."""
    own = facts.get("NetworkInterfaces") is not ABSENT
    source = facts if own else template
    if isinstance(source, Fields):
        yield from further_interfaces(facts, source)


def _further(facts: Facts, template: Fields | Unknown | None) -> Iterator[Element]:
    """Interfaces beside the primary one that are no resources of their own."""
    attached = facts.context.grouped(_ATTACHMENT, "InstanceId").get(facts.id, ())
    ids = [one.required_id("NetworkInterfaceId") for one in attached]
    unseen = [
        one if isinstance(one, Unknown) else Unknown(frozenset({f"the subnet of {one}, which was made elsewhere"}))
        for one in ids
        if facts.context.get(one, INTERFACE) is None
    ]
    for number, interface in enumerate((*_written(facts, template), *unseen)):
        if isinstance(interface, Unknown):
            yield Interface(**facts.part(f"Interface{number}"), subnet=interface, groups=interface, owner=facts.id)
        elif not isinstance(interface, Facts):
            yield Interface(
                **facts.part(f"Interface{number}"),
                subnet=interface.required_id("SubnetId"),
                groups=groups_of(facts, interface),
                private_ip=_value(interface.text("PrivateIpAddress")),
                public_ip=_public_of_further(interface),
                ipv6=ipv6_address(interface),
                owner=facts.id,
            )


def _public_of_further(interface: Fields) -> Truth:
    """With several interfaces a subnet gives none a public address, and no Elastic IP can name this one."""
    given = public_address(interface)
    return False if given is None else given


def _owners(context: Context) -> dict[str, str]:
    """Instances by the interfaces beside their primary ones."""
    found: dict[str, str] = {}
    for instance in context.of("AWS::EC2::Instance"):
        template = launch_template(instance, instance.one("LaunchTemplate"))
        found |= {one.id: instance.id for one in _written(instance, template) if isinstance(one, Facts)}
    return found


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
