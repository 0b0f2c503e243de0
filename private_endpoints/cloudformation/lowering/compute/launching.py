"""What instances are launched with: launch templates, interfaces, groups and roles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from private_endpoints.cloudformation.lowering.compute.managed_instances import makes_managed
from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import ROLE, instance_profile_role
from private_endpoints.cloudformation.lowering.vpc.addresses import (
    has_several_interfaces,
    ipv6_address,
    public_address,
)
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Interface, Maybe
from private_endpoints.values import Join, Opaque, Truth, Unknown, Value

__all__ = [
    "INTERFACE",
    "Launch",
    "any_launch",
    "first_interface",
    "further_interfaces",
    "further_of",
    "groups_of",
    "launch_of",
    "launch_template",
    "profile_role",
    "template_role",
    "uses_of_role",
]

INTERFACE = "AWS::EC2::NetworkInterface"
_TEMPLATE = "AWS::EC2::LaunchTemplate"
_GROUP = "AWS::EC2::SecurityGroup"
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html
_CONTAINER_INSTANCE = "AmazonEC2ContainerServiceforEC2Role"


class Further(NamedTuple):
    """An interface beside the primary one, in the same subnet.

    Attributes:
        groups: security groups.
        public_ip: whether it has a public address.
        ipv6: whether it has an IPv6 address; None: as the subnet says.
    """

    groups: Ids
    public_ip: Truth
    ipv6: Truth | None


@dataclass(frozen=True, slots=True)
class Launch:
    """What instances of one launch template have.

    Attributes:
        groups: security groups.
        role: id of the role; None: none.
        public_ip: whether they get a public address; None: as the subnet says.
        ipv6: whether they get an IPv6 address; None: as the subnet says.
        further: their interfaces beside the primary one.
    """

    groups: Ids
    role: Maybe[str] | None
    public_ip: Truth | None
    ipv6: Truth | None
    further: tuple[Further, ...] = ()


def launch_of(facts: Facts, source: Fields | Unknown) -> Launch:
    """What the data of a launch template give."""
    if isinstance(source, Unknown):
        return Launch(source, source, source, source)
    interface = first_interface(facts, source)
    public = public_address(interface)
    return Launch(
        groups=groups_of(facts, interface, source),
        role=template_role(facts, source),
        public_ip=False if public is None and has_several_interfaces(source) else public,
        ipv6=ipv6_address(interface, source),
        further=tuple(_further(facts, one) for one in further_interfaces(facts, source)),
    )


def _further(facts: Facts, interface: Fields | Unknown) -> Further:
    """With several interfaces a subnet gives none a public address."""
    public = public_address(interface)
    return Further(groups_of(facts, interface), False if public is None else public, ipv6_address(interface))


def further_of(facts: Facts, launch: Launch, subnets: Ids, owner: str) -> Iterator[Element]:
    """The interfaces beside the primary ones of what is launched, in each of its subnets."""
    places = (subnets,) if isinstance(subnets, Unknown) else subnets
    for number, one in enumerate(launch.further):
        for place, subnet in enumerate(places):
            common = facts.part(f"{owner.removeprefix(facts.id)}Interface{number}of{place}")
            yield Interface(**common, subnet=subnet, **one._asdict(), owner=owner)


def any_launch(launches: Sequence[Launch], doubt: Unknown) -> Launch:
    """What instances of any of several have: what is not the same in all of them is not known."""
    first = launches[0]
    return Launch(
        groups=first.groups if all(one.groups == first.groups for one in launches) else doubt,
        role=first.role if all(one.role == first.role for one in launches) else doubt,
        public_ip=first.public_ip if all(one.public_ip == first.public_ip for one in launches) else doubt,
        ipv6=first.ipv6 if all(one.ipv6 == first.ipv6 for one in launches) else doubt,
        further=tuple(dict.fromkeys(further for one in launches for further in one.further)),
    )


def launch_template(
    facts: Facts,
    specification: Fields | Unknown | None,
    *,
    id_property: str = "LaunchTemplateId",
    name_property: str = "LaunchTemplateName",
) -> Fields | Unknown | None:
    """The data of the launch template that is named; None where none is.

    Args:
        facts: the resource that names it.
        specification: where it does.
        id_property: the property that has the template's id.
        name_property: the property that has its name.
    """
    if specification is None or isinstance(specification, Unknown):
        return specification
    id_ = specification.one_id(id_property)
    name = specification.text(name_property)
    template = facts.context.get(id_, _TEMPLATE)
    if template is None and name is not None:
        named = facts.context.once("launch templates", lambda: _by_name(facts.context))
        template = named.get(name) if not isinstance(name, Unknown) else None
    if template is not None:
        return template.one("LaunchTemplateData")
    return Unknown(frozenset({f"{facts.id}.LaunchTemplate"}))


def _by_name(context: Context) -> dict[Value, Facts]:
    found: dict[Value, Facts] = {}
    for template in context.of(_TEMPLATE):
        for name in (template.text("LaunchTemplateName"), template.value):
            if isinstance(name, str | Join):
                found[name] = template
    return found


def first_interface(facts: Facts, fields: Fields) -> Fields | Unknown | None:
    """The primary interface, where interfaces are written; one that stands for itself is taken from its resource."""
    interfaces = list(fields.several("NetworkInterfaces"))
    for interface in interfaces:
        if isinstance(interface, Unknown):
            return interface
        index = _device_index(interface, interfaces)
        if isinstance(index, Unknown):
            return index
        if index != "0":
            continue
        id_ = interface.one_id("NetworkInterfaceId")
        if id_ is None:
            return interface
        found = facts.context.get(id_, INTERFACE)
        return found or Unknown(frozenset({str(id_)}))
    return None


def further_interfaces(facts: Facts, fields: Fields) -> Iterator[Fields | Unknown]:
    """The interfaces beside the primary one, where interfaces are written; those of resources by their own."""
    interfaces = list(fields.several("NetworkInterfaces"))
    for interface in interfaces:
        if isinstance(interface, Unknown):
            yield interface
        elif _device_index(interface, interfaces) != "0":
            id_ = interface.one_id("NetworkInterfaceId")
            found = interface if id_ is None else facts.context.get(id_, INTERFACE)
            yield found or Unknown(frozenset({str(id_)}))


def _device_index(interface: Fields, interfaces: Sequence[Fields | Unknown]) -> str | Unknown:
    """The place of an interface, whatever a parameter says if it is the only one: an instance has a primary one."""
    index = interface.known("DeviceIndex")
    return "0" if index is None or (isinstance(index, Unknown) and len(interfaces) == 1) else index


def groups_of(facts: Facts, *places: Fields | Unknown | None) -> Ids:
    """The security groups; the first of the places that has some says them."""
    for fields in places:
        if isinstance(fields, Unknown):
            return fields
        if fields is None:
            continue
        for name in ("GroupSet", "Groups", "SecurityGroupIds"):
            found = fields.ids(name)
            if found != ():
                return found
        named = fields.ids("SecurityGroups")
        if named != ():
            # Names of groups, which only the default VPC knows; what is written is often the id all the same.
            known = not isinstance(named, Unknown) and all(facts.context.get(one, _GROUP) for one in named)
            return named if known else Unknown(frozenset({f"{facts.id}.SecurityGroups"}))
    return ()


def profile_role(facts: Facts, value: Any) -> Maybe[str] | None:  # noqa: ANN401 - a resolved value
    """The role of an instance profile that may not be given."""
    if value is ABSENT or value is None or value == "":
        return None
    if isinstance(value, Opaque) and value.choice:
        return value.unknown
    return instance_profile_role(facts, value)


def template_role(facts: Facts, template: Fields) -> Maybe[str] | None:
    """The role that a launch template gives."""
    profile = template.one("IamInstanceProfile")
    if profile is None or isinstance(profile, Unknown):
        return profile
    value = profile.get("Arn")
    return profile_role(facts, profile.get("Name") if value is ABSENT else value)


def uses_of_role(facts: Facts, role: Maybe[str] | None) -> tuple[str, ...]:
    """What an instance with this role is for the catalog: managed by Systems Manager, a container instance of ECS."""
    found = facts.context.get(role, ROLE)
    if found is None:
        return ()
    arns = found.texts("ManagedPolicyArns")
    uses: dict[str, None] = {}
    for arn in () if isinstance(arns, Unknown) else arns:
        last = arn if isinstance(arn, str) else next((p for p in reversed(arn.parts) if isinstance(p, str)), "")
        if makes_managed(last):
            uses["session-manager"] = None
        if last.endswith(_CONTAINER_INSTANCE):
            uses["ecs-ec2"] = None
    return tuple(uses)
