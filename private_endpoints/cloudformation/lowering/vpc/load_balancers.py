"""Network Load Balancers, for what an endpoint service leads to."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.compute.workloads import lower_workload
from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import may_be_given
from private_endpoints.cloudformation.lowering.vpc.protocols import takes_tcp
from private_endpoints.network import Element, Listener, LoadBalancer, Maybe, Registered, TargetGroup
from private_endpoints.network.paths.hops.ranges import is_address
from private_endpoints.values import Truth, Unknown

__all__ = ["lower_listener", "lower_load_balancer", "lower_target_group"]

_INSTANCE = "AWS::EC2::Instance"


def lower_load_balancer(facts: Facts) -> Iterator[Element]:
    """`AWS::ElasticLoadBalancingV2::LoadBalancer`: a workload, and what a network load balancer does beside."""
    yield from lower_workload(facts)
    type_ = facts.known("Type")
    if _matters(facts.context) and (type_ == "network" or isinstance(type_, Unknown)):
        enforced = facts.known("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
        yield LoadBalancer(
            **facts.part("connections"),
            balancer=facts.id,
            groups=type_ if isinstance(type_, Unknown) else facts.ids("SecurityGroups"),
            filters_private_link=enforced if isinstance(enforced, Unknown) else enforced != "off",
        )


def lower_listener(facts: Facts) -> Iterator[Element]:
    """`AWS::ElasticLoadBalancingV2::Listener`."""
    if not _matters(facts.context):
        return
    port = facts.number("Port")
    yield Listener(
        **facts.common,
        balancer=facts.required_id("LoadBalancerArn"),
        port=Unknown(frozenset({f"{facts.id}.Port"})) if port is None else port,
        takes_tcp=takes_tcp(facts),
        target_groups=_forwards_to(facts),
    )


def _forwards_to(facts: Facts) -> Maybe[tuple[Maybe[str], ...]] | None:
    found: list[Maybe[str]] = []
    for action in facts.several("DefaultActions"):
        if isinstance(action, Unknown):
            return action
        forward = action.one("ForwardConfig")
        if isinstance(forward, Unknown):
            return forward
        several = () if forward is None else tuple(forward.several("TargetGroups"))
        named = [one if isinstance(one, Unknown) else one.required_id("TargetGroupArn") for one in several]
        own = action.one_id("TargetGroupArn")
        found += named or ([] if own is None else [own])
    return tuple(found) or None


def lower_target_group(facts: Facts) -> Iterator[Element]:
    """`AWS::ElasticLoadBalancingV2::TargetGroup`."""
    if not _matters(facts.context):
        return
    others = _is_filled_by_others(facts)
    if others is False and _has_unknown_targets(facts):
        others = Unknown(frozenset({f"the targets of {facts.id}"}))
    yield TargetGroup(**facts.common, targets=_targets(facts), filled_by_others=others)


def _has_unknown_targets(facts: Facts) -> bool:
    """Whether a parameter gives a target, its port or its kind."""
    targets = list(facts.several("Targets"))
    ids = [one.one_id("Id") if isinstance(one, Fields) else one for one in targets]
    ports = [one.number("Port") for one in targets if isinstance(one, Fields)]
    given = (*ids, *ports, facts.known("TargetType"), facts.number("Port"))
    return bool(targets) and (
        any(isinstance(one, Unknown) for one in given)
        or any(isinstance(one, str) and _is_given(facts, one) for one in ids)
    )


def _is_given(facts: Facts, id: str) -> bool:
    """Whether a target is neither an address nor something of the templates."""
    owner = id.removesuffix(".PrivateIp")
    return may_be_given(owner) and not is_address(owner) and not facts.context.type_of(owner)


def _matters(context: Context) -> bool:
    """Whether somebody may ask: only endpoint services lead through a load balancer."""
    return bool(context.by_type.get("AWS::EC2::VPCEndpointService"))


def _is_filled_by_others(facts: Facts) -> Truth:
    """Whether groups of instances or services register targets as they come and go."""
    named = facts.context.once("target groups that others fill", lambda: frozenset(_filled(facts.context)))
    ids = {id_ for id_, _ in named}
    if facts.id in ids:
        return True
    # A parameter of another stack may give it.
    own = facts.resolver.stack.name
    may = any(id_ is None or (stack != own and may_be_given(id_) and not _is_known(facts, id_)) for id_, stack in named)
    return Unknown(frozenset({f"who registers targets in {facts.id}"})) if may else False


def _is_known(facts: Facts, id: str) -> bool:
    return facts.context.get(id, facts.type) is not None


def _filled(context: Context) -> Iterator[tuple[str | None, str]]:
    """The target groups that are named elsewhere, and the stacks that name them; None where it is not known which."""
    for group in context.of("AWS::AutoScaling::AutoScalingGroup"):
        ids = group.ids("TargetGroupARNs")
        several = (ids,) if isinstance(ids, Unknown) else ids
        sources = [_named(one, "Identifier") for one in group.several("TrafficSources")]
        for one in (*several, *sources):
            yield None if isinstance(one, Unknown) else one, group.resolver.stack.name
    for service in context.of("AWS::ECS::Service", "AWS::ECS::TaskSet"):
        for entry in service.several("LoadBalancers"):
            named = _named(entry, "TargetGroupArn")
            yield None if isinstance(named, Unknown) else named, service.resolver.stack.name


def _named(entry: Fields | Unknown, name: str) -> Maybe[str]:
    """The target group that an entry names; empty where it names a load balancer of the kind without them."""
    id_ = entry if isinstance(entry, Unknown) else entry.one_id(name)
    return "" if id_ is None else id_


def _targets(facts: Facts) -> tuple[Registered, ...] | None:
    """What is registered, if all of it is known; nothing registered means that somebody else does it."""
    if facts.known("IpAddressType") not in (None, "ipv4"):
        return None
    kind = facts.known("TargetType")
    kind = "instance" if kind is None else kind
    port = facts.number("Port")
    found: list[Registered] = []
    for target in facts.several("Targets"):
        own = port if isinstance(target, Unknown) or not target.has("Port") else target.number("Port")
        one = None if isinstance(target, Unknown) or not isinstance(own, int) else _target(facts, target, kind, own)
        if one is None:
            return None
        found.append(one)
    return tuple(found) or None


def _target(facts: Facts, target: Fields, kind: str | Unknown, port: int) -> Registered | None:
    id_ = target.one_id("Id")
    if not isinstance(id_, str):
        return None
    # Groups of IPv6 addresses are none of those that are looked at.
    if kind == "ip" and ":" not in id_ and is_address(id_):
        return Registered(port=port, address=id_)
    owner = id_.removesuffix(".PrivateIp") if kind == "ip" else id_
    if kind in ("instance", "ip") and (owner == id_) is (kind == "instance"):
        return None if facts.context.get(owner, _INSTANCE) is None else Registered(port=port, element=owner)
    return None
