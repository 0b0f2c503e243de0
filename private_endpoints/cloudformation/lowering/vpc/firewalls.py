"""AWS Network Firewall: an endpoint in each of its subnets, which routes lead through.

The endpoints are those of Gateway Load Balancers, and what its policy lets through a firewall passes on as it is
(https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-components.html).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.vpc.firewall_policies import POLICY, Stance, stance_of
from private_endpoints.network import Element, Endpoint, EndpointType
from private_endpoints.values import Unknown

__all__ = ["FIREWALL", "endpoints_of", "firewall_endpoints", "lower_firewall", "lower_firewall_association"]

FIREWALL = "AWS::NetworkFirewall::Firewall"
_ASSOCIATION = "AWS::NetworkFirewall::VpcEndpointAssociation"


def lower_firewall(facts: Facts) -> Iterator[Element]:
    """`AWS::NetworkFirewall::Firewall`: "Network Firewall creates a firewall endpoint in each subnet".

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-networkfirewall-firewall.html
    """
    stance = _stance(facts)
    for id_, mapping in _mappings(facts).items():
        yield _endpoint(facts, id_, mapping, stance)


def lower_firewall_association(facts: Facts) -> Iterator[Element]:
    """`AWS::NetworkFirewall::VpcEndpointAssociation`: one more endpoint of a firewall, perhaps in another VPC.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-networkfirewall-vpcendpointassociation.html
    """
    mapping = facts.one("SubnetMapping")
    if mapping is None:
        mapping = Unknown(frozenset({f"{facts.id}.SubnetMapping"}))
    yield _endpoint(facts, facts.id, mapping, _stance(facts.context.get(facts.one_id("FirewallArn"), FIREWALL)))


def _stance(firewall: Facts | None) -> Stance:
    """What a firewall does by its policy; of one that is made elsewhere nothing is known."""
    policy = None if firewall is None else firewall.context.get(firewall.one_id("FirewallPolicyArn"), POLICY)
    return stance_of(policy)


def _mappings(firewall: Facts) -> dict[str, Fields | Unknown]:
    """The subnets of a firewall by the ids of its endpoints.

    One that is attached to a Transit Gateway has none, and one in proxy mode puts addresses of its own into packets.
    """
    if firewall.has("VpcEndpoint") or firewall.truth("NoSourcePreservation", default=False) is not False:
        return {}
    return {f"{firewall.id}#{index}": one for index, one in enumerate(firewall.several("SubnetMappings"))}


def _endpoint(facts: Facts, id_: str, mapping: Fields | Unknown, stance: Stance) -> Endpoint:
    return Endpoint(
        **{**facts.common, "id": id_},
        vpc=facts.required_id("VpcId"),
        type=EndpointType.GATEWAY_LOAD_BALANCER,
        subnets=mapping if isinstance(mapping, Unknown) else (mapping.required_id("SubnetId"),),
        passes=stance.passes,
        filters=stance.filters,
    )


def endpoints_of(changed: Facts) -> Iterator[str]:
    """The ids of all endpoints that packets pass by a firewall or by a policy of firewalls."""
    if changed.type == FIREWALL:
        yield from _mappings(changed)
        for one in changed.context.grouped(_ASSOCIATION, "FirewallArn").get(changed.id, ()):
            yield one.id
    elif changed.type == POLICY:
        for firewall in changed.context.grouped(FIREWALL, "FirewallPolicyArn").get(changed.id, ()):
            yield from endpoints_of(firewall)


def firewall_endpoints(facts: Facts, name: str) -> tuple[str, ...]:
    """The endpoints of firewalls that a property means; empty: it means something else, or it is not known.

    `EndpointIds` has texts such as `us-east-1a:vpce-0a1b2c3d`, "not listed in any particular order": what a template
    cuts out of them, however it does, is the id of one of the endpoints, as no other text of it would deploy.
    """
    id_ = facts.one_id(name)
    texts = sorted(id_.depends_on) if isinstance(id_, Unknown) else [id_]
    if len(texts) != 1 or texts[0] is None:
        return ()
    owner, attribute, _ = texts[0].rpartition(".EndpointId")
    if attribute:
        if facts.context.get(owner, _ASSOCIATION) is not None:
            return (owner,)
        firewall = facts.context.get(owner, FIREWALL)
        return () if firewall is None else tuple(_mappings(firewall))
    # Cut at a zone's name, of which only the template itself shows what was cut.
    named = set(_named(facts.given[name]))
    found = facts.context.get(f"{facts.resolver.stack.name}.{named.pop()}", FIREWALL) if len(named) == 1 else None
    return () if found is None else tuple(_mappings(found))


def _named(given: Any) -> Iterator[str]:  # noqa: ANN401 - JSON
    """Whose endpoints are named in a piece of template; more than one name where it is not known which."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            match key, value:
                case "Fn::GetAtt", [str(owner), "EndpointIds"]:
                    yield owner
                case "Fn::GetAtt", str(text) if text.endswith(".EndpointIds"):
                    yield text.removesuffix(".EndpointIds")
                case "Fn::If", _:
                    yield from ("", *_named(value))
                case _:
                    yield from _named(value)
    elif isinstance(given, list):
        for one in given:
            yield from _named(one)
