"""Resources of types that the model does not know, and what they could change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.data import changing_types, helper_stacks
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.sdk_calls import SDK_CALL, only_reads
from private_endpoints.cloudformation.lowering.vpc.firewall_policies import POLICY
from private_endpoints.cloudformation.lowering.vpc.firewalls import FIREWALL, endpoints_of
from private_endpoints.cloudformation.stacks.loops import UNKNOWN_LOOP
from private_endpoints.cloudformation.stacks.macros import calls_macro
from private_endpoints.cloudformation.stacks.nested import STACK
from private_endpoints.network import Element, UnknownResource
from private_endpoints.values import Join, Opaque, references

__all__ = ["is_unknown", "lower_unknown"]

# Behind the name of a stack, in what a function that is not decided is called.
_CALL = ": {"
_WORD = re.compile(r'(?<=["{])\w+')


def is_unknown(type_: str) -> bool:
    """Whether resources of a type could change what the model knows nothing of.

    Types of AWS are what they say, and change nothing but themselves, unless data say otherwise. What others made
    may change whatever it is given.
    """
    if type_ in changing_types():
        return bool(changing_types()[type_]["touches"])
    return not type_.startswith(("AWS::", "Alexa::")) or type_.endswith("::MODULE") or type_ == STACK


def lower_unknown(facts: Facts) -> Iterator[Element]:
    """What the resource touches: the elements that its properties name."""
    stack = facts.resolver.stack
    if facts.logical_id in stack.children:
        return
    if facts.type == STACK and facts.logical_id.startswith(helper_stacks()):
        return
    names = changing_types().get(facts.type, {}).get("touches", ["*"])
    properties = stack.resources[facts.logical_id].get("Properties") or {}
    if names == ["*"]:
        names = list(properties)
    if facts.type == SDK_CALL and only_reads(facts):
        return
    touches: set[str] = set()
    for name in names:
        touches |= _named(facts.get(name))
    if facts.type == UNKNOWN_LOOP or (stack.has_macros and calls_macro(properties)):
        touches |= {f"{stack.name}.{one}" for one in stack.resources}
    # What a function that is not decided is made of may be what it returns.
    made_of = {word for call in touches if _CALL in call for word in _WORD.findall(call)}
    touches |= {f"{stack.name}.{word}" for word in made_of if word in stack.resources}
    # A reference to an attribute is one to the element too.
    heads = {name.rpartition(".")[0] for name in touches}
    touches |= {head for head in heads if facts.context.type_of(head)}
    # And one to a firewall or its policy is one to its endpoints.
    firewalls = [found for one in touches if (found := facts.context.get(one, FIREWALL, POLICY)) is not None]
    touches |= {endpoint for firewall in firewalls for endpoint in endpoints_of(firewall)}
    if touches:
        yield UnknownResource(**facts.common, type=facts.type, touches=frozenset(touches))


def _named(value: Any) -> set[str]:  # noqa: ANN401 - a resolved value
    """What a value refers to; known ids of AWS too."""
    if isinstance(value, Join):
        return set(references(value))
    if isinstance(value, Opaque):
        return {value.name}
    if isinstance(value, str):
        return {value} if re.fullmatch(r"[a-z]+-[0-9a-f]{8,}", value) else set()
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return {name for one in inner for name in _named(one)}
