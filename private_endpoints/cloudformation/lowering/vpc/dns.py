"""Route 53: hosted zones, their records, Profiles and the Resolver."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.network import (
    Direction,
    Element,
    HostedZone,
    Maybe,
    Profile,
    ProfileAssociation,
    ProfileResource,
    Record,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    RuleKind,
)
from private_endpoints.values import Truth, Unknown, Value, all_of, references

__all__ = [
    "lower_hosted_zone",
    "lower_private_namespace",
    "lower_profile",
    "lower_profile_association",
    "lower_profile_resource",
    "lower_record",
    "lower_record_group",
    "lower_resolver_endpoint",
    "lower_resolver_rule",
    "lower_resolver_rule_association",
]

_ZONE = "AWS::Route53::HostedZone"
_ENDPOINT = "AWS::EC2::VPCEndpoint"
_DNS = "53"
_TARGETS = (
    "AWS::ElasticLoadBalancingV2::LoadBalancer",
    "AWS::ElasticLoadBalancing::LoadBalancer",
    "AWS::RDS::DBCluster",
    "AWS::RDS::DBInstance",
    "AWS::EC2::Instance",
)


def lower_hosted_zone(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53::HostedZone`: private if it names a VPC."""
    vpcs: list[str | Unknown] = []
    private: Truth = False
    for vpc in facts.several("VPCs"):
        private = True
        vpcs.append(vpc if isinstance(vpc, Unknown) else vpc.required_id("VPCId"))
    name = facts.text("Name")
    yield HostedZone(**facts.common, name="" if name is None else name, private=private, vpcs=tuple(vpcs))


def lower_private_namespace(facts: Facts) -> Iterator[Element]:
    """`AWS::ServiceDiscovery::PrivateDnsNamespace`: Cloud Map makes a private zone of its name, and records in it.

    https://docs.aws.amazon.com/cloud-map/latest/dg/creating-namespaces.html
    """
    name = facts.text("Name")
    yield HostedZone(
        **facts.common,
        name="" if name is None else name,
        vpcs=(facts.required_id("Vpc"),),
        # What registers itself there gets a record that no template has.
        imported=True,
    )


def lower_record(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53::RecordSet`."""
    yield _record(facts, facts, facts.common, _zone(facts, facts))


def lower_record_group(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53::RecordSetGroup`."""
    zone = _zone(facts, facts)
    for index, record in enumerate(facts.several("RecordSets")):
        common = facts.part(str(index))
        if isinstance(record, Unknown):
            yield Record(**{**common, "exists": record}, zone=zone, name=record, type=record)
        else:
            yield _record(facts, record, common, zone)


def _zone(facts: Facts, fields: Fields) -> Maybe[str]:
    zone = fields.one_id("HostedZoneId")
    if zone is not None:
        return zone
    name = fields.text("HostedZoneName")
    if isinstance(name, str):
        named = facts.context.once("hosted zones", lambda: _zones(facts.context)).get(name.rstrip(".").lower(), [])
        if len(named) == 1:
            return named[0]
        return Unknown(frozenset({name}))
    return Unknown(frozenset({f"{facts.id}.HostedZoneName"}))


def _zones(context: Context) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for zone in context.of(_ZONE):
        name = zone.text("Name")
        if isinstance(name, str):
            found.setdefault(name.rstrip(".").lower(), []).append(zone.id)
    return found


def _record(facts: Facts, fields: Fields, common: dict[str, Any], zone: Maybe[str]) -> Element:
    name = fields.text("Name")
    kind = fields.known("Type")
    values: list[Value] = []
    alias = fields.one("AliasTarget")
    doubt: Unknown | None = None
    if isinstance(alias, Unknown):
        doubt = alias
    elif alias is not None:
        target = alias.text("DNSName")
        if isinstance(target, Unknown):
            doubt = target
        elif target is not None:
            values.append(target)
    found = fields.texts("ResourceRecords")
    if isinstance(found, Unknown):
        doubt = found
    else:
        values += found
    endpoint, element = _owners(facts, values)
    return Record(
        **{**common, "exists": all_of((common.get("exists", True), _for_location(fields, common["id"])))},
        zone=zone,
        name="" if name is None else name,
        type=Unknown(frozenset({common["id"]})) if kind is None else kind,
        endpoint=endpoint,
        target=element,
        values=tuple(values) if doubt is None else doubt,
    )


def _for_location(fields: Fields, name: str) -> Truth:
    """Whether queries get a record that is for one location; where none is for theirs they get "no answer".

    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo.html
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geo-phz.html
    """
    location = fields.one("GeoLocation")
    if location is None or (not isinstance(location, Unknown) and location.known("CountryCode") == "*"):
        return True
    return Unknown(frozenset({f"whether queries come from the location of {name}"}))


def _owners(facts: Facts, values: list[Value]) -> tuple[str | None, str | None]:
    """The endpoint, and any other element, whose name or address the values hold."""
    endpoint = target = None
    for value in values:
        for name in references(value):
            owner, type_ = _owner(facts, name)
            if type_ == _ENDPOINT:
                endpoint = owner
            elif type_ in _TARGETS:
                target = owner
    return endpoint, target


def _owner(facts: Facts, name: str) -> tuple[str, str]:
    """The element, and its type, whose attribute a reference names: `Stack.Endpoint.DnsEntries[0] split by ':'[1]`."""
    head = name.partition(" ")[0]
    while head:
        type_ = facts.context.type_of(head)
        if type_:
            return head, type_
        head = head.rpartition(".")[0]
    return "", ""


def lower_profile(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53Profiles::Profile`."""
    yield Profile(**facts.common)


def lower_profile_association(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53Profiles::ProfileAssociation`: its ResourceId is the VPC."""
    yield ProfileAssociation(
        **facts.common, profile=facts.required_id("ProfileId"), vpc=facts.required_id("ResourceId")
    )


def lower_profile_resource(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53Profiles::ProfileResourceAssociation`."""
    yield ProfileResource(
        **facts.common, profile=facts.required_id("ProfileId"), resource=_of_arn(facts, facts.text("ResourceArn"))
    )


def _of_arn(facts: Facts, arn: Value | Unknown | None) -> Maybe[str]:
    """The element whose id, or ARN as AWS returns it, is in an ARN."""
    if isinstance(arn, Unknown):
        return arn
    if isinstance(arn, str):
        return arn.rpartition("/")[2]
    names = references(arn) if arn is not None else frozenset()
    found = [name.removesuffix(".Arn") for name in names if facts.context.type_of(name.removesuffix(".Arn"))]
    return found[0] if len(found) == 1 else Unknown(names)


def lower_resolver_endpoint(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53Resolver::ResolverEndpoint`."""
    direction = facts.known("Direction")
    given = list(facts.several("IpAddresses"))
    yield ResolverEndpoint(
        **facts.common,
        direction=_member(facts, "Direction", direction, Direction),
        subnets=tuple(one if isinstance(one, Unknown) else one.required_id("SubnetId") for one in given),
        addresses=tuple(one if isinstance(one, Unknown) else one.text("Ip") for one in given),
        groups=facts.ids("SecurityGroupIds"),
    )


def lower_resolver_rule(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53Resolver::ResolverRule`."""
    domain = facts.text("DomainName")
    kind = facts.known("RuleType")
    if kind == "DELEGATE":
        # Delegation is more than the model knows.
        known: Maybe[RuleKind] = Unknown(frozenset({f"{facts.id}.RuleType"}))
    else:
        known = _member(facts, "RuleType", kind, RuleKind)
    yield ResolverRule(
        **facts.common,
        domain=Unknown(frozenset({facts.id})) if domain is None else domain,
        kind=known,
        endpoint=facts.one_id("ResolverEndpointId"),
        targets=_servers(facts),
    )


def _servers(facts: Facts) -> Maybe[tuple[Value, ...]]:
    """`TargetIps`, as far as they are IPv4 addresses that answer on the port of DNS."""
    found: list[Value] = []
    for target in facts.several("TargetIps"):
        if isinstance(target, Unknown):
            return target
        address = target.text("Ip")
        if isinstance(address, Unknown):
            return address
        if address is None or target.text("Port") not in (None, _DNS):
            return Unknown(frozenset({f"the servers of {facts.id}"}))
        found.append(address)
    return tuple(found)


def lower_resolver_rule_association(facts: Facts) -> Iterator[Element]:
    """`AWS::Route53Resolver::ResolverRuleAssociation`."""
    yield ResolverRuleAssociation(
        **facts.common, rule=facts.required_id("ResolverRuleId"), vpc=facts.required_id("VPCId")
    )


def _member(facts: Facts, name: str, value: str | Unknown | None, kind: Any) -> Any:  # noqa: ANN401 - an enum
    if isinstance(value, Unknown):
        return value
    if value is None or value.upper() not in [one.value for one in kind]:
        if value == "INBOUND_DELEGATION":
            return Direction.INBOUND
        raise facts.refusal(name, value, f"give {' or '.join(one.value for one in kind)}")
    return kind(value.upper())
