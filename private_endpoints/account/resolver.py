"""Route 53 Resolver, and Route 53 Profiles."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import (
    Direction,
    Element,
    Maybe,
    Profile,
    ProfileAssociation,
    ProfileResource,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    RuleKind,
)
from private_endpoints.values import Unknown, Value

__all__ = ["read_profiles", "read_resolver"]

_DNS = 53
_DIRECTIONS = {one.value: one for one in Direction}
_KINDS = {one.value: one for one in RuleKind}


def read_resolver(reading: Reading) -> Iterator[Element]:
    """Resolver endpoints, rules, and the VPCs that use them; but for the rules that Resolver makes by itself."""
    for row in reading.every("route53resolver", "list_resolver_endpoints", "ResolverEndpoints"):
        yield _endpoint(reading, row)
    made_by_itself: set[str] = set()
    for row in reading.every("route53resolver", "list_resolver_rules", "ResolverRules"):
        if row.get("RuleType") == "RECURSIVE":
            made_by_itself.add(row["Id"])
            continue
        kind = row.get("RuleType", "")
        yield ResolverRule(
            **reading.common(row["Id"]),
            domain=row["DomainName"],
            kind=_KINDS.get(kind) or Unknown(frozenset({f"rules of type {kind}"})),
            endpoint=row.get("ResolverEndpointId"),
            targets=_servers(row),
        )
    operation = "list_resolver_rule_associations"
    for row in reading.every("route53resolver", operation, "ResolverRuleAssociations"):
        if row["ResolverRuleId"] not in made_by_itself:
            yield ResolverRuleAssociation(**reading.common(row["Id"]), rule=row["ResolverRuleId"], vpc=row["VPCId"])


def _servers(row: Row) -> Maybe[tuple[Value, ...]]:
    targets = row.get("TargetIps") or ()
    if any("Ip" not in one or one.get("Port", _DNS) != _DNS for one in targets):
        return Unknown(frozenset({f"the servers of {row['Id']}"}))
    return tuple(one["Ip"] for one in targets)


def _endpoint(reading: Reading, row: Row) -> ResolverEndpoint:
    direction = row["Direction"].removesuffix("_DELEGATION")
    own = row["Id"]
    found = list(
        reading.calls.every(
            "route53resolver", "list_resolver_endpoint_ip_addresses", "IpAddresses", ResolverEndpointId=own
        )
    )
    subnets: Maybe[tuple[Maybe[str], ...]] = tuple(one["SubnetId"] for one in found)
    return ResolverEndpoint(
        **reading.common(own),
        direction=_DIRECTIONS.get(direction) or Unknown(frozenset({f"the direction {direction}"})),
        subnets=reading.calls.unless_refused(subnets, "route53resolver.list_resolver_endpoint_ip_addresses"),
        addresses=tuple(one.get("Ip") for one in found),
        groups=tuple(row.get("SecurityGroupIds") or ()),
    )


def read_profiles(reading: Reading) -> Iterator[Element]:
    """Profiles, what they carry, and the VPCs that use them."""
    for row in reading.every("route53profiles", "list_profiles", "ProfileSummaries"):
        own = row["Id"]
        yield Profile(**reading.common(own))
        for one in reading.calls.every(
            "route53profiles", "list_profile_resource_associations", "ProfileResourceAssociations", ProfileId=own
        ):
            yield ProfileResource(
                **reading.common(one["Id"]), profile=own, resource=one["ResourceArn"].rpartition("/")[2]
            )
    for row in reading.every("route53profiles", "list_profile_associations", "ProfileAssociations"):
        yield ProfileAssociation(**reading.common(row["Id"]), profile=row["ProfileId"], vpc=row["ResourceId"])
