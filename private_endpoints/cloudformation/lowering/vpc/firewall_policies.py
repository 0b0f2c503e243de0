"""What an AWS Network Firewall does with packets by the default actions of its policy."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.values import Truth, Unknown

__all__ = ["POLICY", "Stance", "stance_of"]

POLICY = "AWS::NetworkFirewall::FirewallPolicy"
# "The stateful default action is optional, and is only valid when using the strict rule order", such as
# `aws:drop_strict` or `aws:alert_established_app_layer_to_server`
# (https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_FirewallPolicy.html, 2026-11-21).
_DROPS = "aws:drop_"
_ALERTS = "aws:alert_"


@dataclass(frozen=True, slots=True)
class Stance:
    """What a policy does.

    Attributes:
        passes: whether packets get through where no rule says anything.
        filters: whether there are rules, or may be.
    """

    passes: Truth
    filters: Truth


def stance_of(policy: Facts | None) -> Stance:
    """What a policy does; None: one that the templates do not have, of which nothing is known but that it has rules."""
    rules = Unknown(frozenset({"the policy of a firewall" if policy is None else policy.id}))
    given = None if policy is None else policy.one("FirewallPolicy")
    if not isinstance(given, Fields):
        return Stance(passes=True, filters=rules)
    stateless = _actions(given, "StatelessDefaultActions")
    if stateless is None:
        return Stance(passes=rules, filters=rules)
    groups = any(True for _ in given.several("StatelessRuleGroupReferences"))
    if "aws:forward_to_sfe" in stateless:
        return _stateful(given, rules, groups=groups)
    return _stance(rules, drops="aws:drop" in stateless, groups=groups)


def _stateful(policy: Fields, rules: Unknown, *, groups: bool) -> Stance:
    """What a policy does whose stateless part forwards what none of its rules takes."""
    actions = _actions(policy, "StatefulDefaultActions")
    if actions is None or not all(one.startswith((_DROPS, _ALERTS)) for one in actions):
        return Stance(passes=rules, filters=rules)
    groups = groups or any(True for _ in policy.several("StatefulRuleGroupReferences"))
    groups = groups or policy.has("TLSInspectionConfigurationArn")
    return _stance(rules, drops=any(one.startswith(_DROPS) for one in actions), groups=groups)


def _stance(rules: Unknown, *, drops: bool, groups: bool) -> Stance:
    """By the default action: rules may let through what it drops, and drop what it lets through."""
    if drops:
        return Stance(passes=rules if groups else False, filters=False)
    return Stance(passes=True, filters=rules if groups else False)


def _actions(policy: Fields, name: str) -> frozenset[str] | None:
    """The default actions; None: they are not known."""
    found = policy.texts(name)
    if isinstance(found, Unknown) or not all(isinstance(one, str) for one in found):
        return None
    return frozenset(str(one) for one in found)
