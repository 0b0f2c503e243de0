"""What an AWS Network Firewall does with packets by the default actions of its policy.

https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_FirewallPolicy.html
"""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.values import Truth, Unknown

__all__ = ["POLICY", "Stance", "stance_of"]

POLICY = "AWS::NetworkFirewall::FirewallPolicy"
# "The stateful default action is optional, and is only valid when using the strict rule order."
_STATEFUL_DROPS = frozenset({"aws:drop_strict", "aws:drop_established", "aws:drop_established_app_layer"})
_STATEFUL_ALERTS = frozenset({"aws:alert_strict", "aws:alert_established", "aws:alert_established_app_layer"})


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
    given = None if policy is None or policy.exists is not True else policy.one("FirewallPolicy")
    if not isinstance(given, Fields):
        return Stance(passes=True, filters=rules)
    stateless = _actions(given, "StatelessDefaultActions")
    has_stateless = _has_any(given, "StatelessRuleGroupReferences")
    has_stateful = _has_any(given, "StatefulRuleGroupReferences") or given.has("TLSInspectionConfigurationArn")
    if stateless is None:
        return Stance(passes=True, filters=rules)
    if "aws:drop" in stateless:
        # A rule of a group may let through what the default drops.
        return Stance(passes=rules if has_stateless else False, filters=False)
    if "aws:forward_to_sfe" not in stateless:
        return Stance(passes=True, filters=rules if has_stateless else False)
    stateful = _actions(given, "StatefulDefaultActions")
    if stateful is None or not stateful <= _STATEFUL_DROPS | _STATEFUL_ALERTS:
        return Stance(passes=True, filters=rules)
    filters: Truth = rules if has_stateless or has_stateful else False
    if not stateful & _STATEFUL_DROPS:
        return Stance(passes=True, filters=filters)
    return Stance(passes=False if filters is False else rules, filters=False)


def _actions(policy: Fields, name: str) -> frozenset[str] | None:
    """The default actions; None: they are not known."""
    found = policy.texts(name)
    if isinstance(found, Unknown) or not all(isinstance(one, str) for one in found):
        return None
    return frozenset(str(one) for one in found)


def _has_any(policy: Fields, name: str) -> bool:
    """Whether there are rule groups, or may be."""
    return any(True for _ in policy.several(name))
