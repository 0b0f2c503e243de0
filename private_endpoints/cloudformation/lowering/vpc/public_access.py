"""VPC Block Public Access: a setting of account and region, with exclusions for VPCs and subnets.

https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html
"""

from __future__ import annotations

from collections.abc import Mapping

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.ids import may_be_given
from private_endpoints.cloudformation.lowering.vpc.firewalls import FIREWALL
from private_endpoints.network import EndpointType
from private_endpoints.values import Truth, Unknown

__all__ = ["ALL", "INGRESS", "blocked"]

ALL, INGRESS = "block-bidirectional", "block-ingress"

_OPTIONS = "AWS::EC2::VPCBlockPublicAccessOptions"
_EXCLUSION = "AWS::EC2::VPCBlockPublicAccessExclusion"
_VPC = "AWS::EC2::VPC"
_LEAVES: Mapping[object, str | None] = {"allow-bidirectional": None, "allow-egress": INGRESS}


def blocked(vpc: Facts) -> Mapping[str, Truth]:
    """Whether each of the two modes is on for a VPC."""
    found: dict[str, Truth] = {ALL: False, INGRESS: False}
    for options in vpc.context.of(_OPTIONS):
        if not _same_place(options, vpc):
            continue
        given = options.known("InternetGatewayBlockMode")
        mode = given if isinstance(given, Unknown) else _left(vpc, given)
        if isinstance(mode, Unknown):
            return {ALL: Unknown(frozenset({options.id})), INGRESS: Unknown(frozenset({options.id}))}
        if mode in found:
            found[mode] = True if options.exists is True else Unknown(frozenset({options.id}))
    return found


def _left(vpc: Facts, mode: str | None) -> str | Unknown | None:
    """The mode that exclusions leave a VPC in.

    "Egress-only" turns the mode that blocks everything into the other one, since "unless an exclusion has access to a
    NAT gateway or egress-only internet gateway, traffic is blocked"; beside that other one it is ignored
    (https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html, scenarios 5 and 6).
    """
    left: str | Unknown | None = mode
    for exclusion in vpc.context.of(_EXCLUSION):
        allowed = exclusion.known("InternetGatewayExclusionMode")
        if not _same_place(exclusion, vpc) or (allowed == "allow-egress" and mode == INGRESS):
            continue
        excluded = exclusion.one_id("VpcId")
        if not (_may_be_in(exclusion.one_id("SubnetId"), vpc) if excluded is None else _may_be(excluded, vpc)):
            continue
        # To exclude some subnets of a VPC is more than the model can say.
        if excluded != vpc.id or allowed not in _LEAVES or exclusion.exists is not True or _inspected(vpc):
            return Unknown(frozenset({exclusion.id}))
        left = _LEAVES[allowed]
    return left


def _same_place(one: Facts, other: Facts) -> bool:
    here, there = one.resolver.stack, other.resolver.stack
    return (here.region, here.account) == (there.region, there.account)


def _may_be(id_: str | Unknown, vpc: Facts) -> bool:
    """Whether an id may be that of a VPC: it is, or a parameter gives it."""
    if id_ == vpc.id or isinstance(id_, Unknown):
        return True
    return may_be_given(id_) and vpc.context.get(id_, _VPC) is None


def _may_be_in(subnet: str | Unknown | None, vpc: Facts) -> bool:
    found = vpc.context.get(subnet, "AWS::EC2::Subnet")
    if found is not None:
        return _may_be(found.required_id("VpcId"), vpc)
    return not isinstance(subnet, str) or may_be_given(subnet)


def _inspected(vpc: Facts) -> bool:
    """Whether packets of a VPC may pass appliances, whose traffic may be blocked "even if the subnet is excluded"."""
    grouped = vpc.context.grouped(FIREWALL, "VpcId"), vpc.context.grouped("AWS::EC2::VPCEndpoint", "VpcId")
    firewalls, endpoints = ([*of.get(vpc.id, ()), *of.get(None, ())] for of in grouped)
    kinds = [one.known("VpcEndpointType") for one in endpoints]
    appliances = [kind for kind in kinds if isinstance(kind, Unknown) or kind == EndpointType.GATEWAY_LOAD_BALANCER]
    return bool(firewalls or appliances)
