"""Resources that are given to what the model does not know, which may set their policies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.data import changing_types, helper_stacks
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.policies.resource_names import names_of
from private_endpoints.cloudformation.lowering.sdk_calls import SDK_CALL, only_reads
from private_endpoints.cloudformation.lowering.unknown import is_unknown, lower_unknown
from private_endpoints.cloudformation.stacks.nested import STACK
from private_endpoints.network import UnknownResource
from private_endpoints.values import Join, Opaque, Reference, Truth, Unknown, Value

__all__ = ["keeps_its_policy"]

# Behind the name of a stack, in what a function that is not decided is called.
_CALL = ": {"


class _Receiver(NamedTuple):
    """What the model does not know, with what it is given.

    Attributes:
        text: what it is, for messages.
        touches: the ids that it is given.
        calls: the functions that are not decided among what it is given; each says its stack and what it is made of.
        given: the strings that it is given.
    """

    text: str
    touches: frozenset[str]
    calls: tuple[str, ...]
    given: str


def keeps_its_policy(facts: Facts) -> Truth:
    """Whether nothing of an unknown type is given a resource, nor a macro its whole template."""
    stack = facts.resolver.stack
    receivers = facts.context.once("receivers", lambda: list(_receivers(facts.context)))
    names = [_shown(one) for one in names_of(facts)] if receivers else []
    found = [one.text for one in receivers if _has(one, facts, names)]
    found += [f"Transform {name}" for name in stack.unknown_transforms]
    return Unknown(frozenset(f"what {one} does to {facts.id}" for one in found)) if found else True


def _receivers(context: Context) -> Iterator[_Receiver]:
    for type_, several in context.by_type.items():
        for facts in several if is_unknown(type_) else ():
            if not _changes_nothing(facts):
                yield _receiver(facts)


def _receiver(facts: Facts) -> _Receiver:
    ids = [one.touches for one in lower_unknown(facts) if isinstance(one, UnknownResource)]
    touches: frozenset[str] = frozenset().union(*ids)
    names = changing_types().get(facts.type, {}).get("touches", ["*"])
    texts = (text for name in (facts.given if names == ["*"] else names) for text in _texts(facts.get(name)))
    calls = tuple(one for one in touches if _CALL in one)
    return _Receiver(f"{facts.id} ({facts.type})", touches, calls, "\n".join(texts))


def _changes_nothing(facts: Facts) -> bool:
    """Whether it is known after all: a stack whose template is there, a helper of the CDK, a call that only asks."""
    is_helper = facts.type == STACK and facts.logical_id.startswith(helper_stacks())
    is_read = facts.logical_id in facts.resolver.stack.children
    asks = facts.type == SDK_CALL and only_reads(facts)
    return is_helper or is_read or asks


def _has(receiver: _Receiver, facts: Facts, names: list[str]) -> bool:
    if facts.id in receiver.touches or any(_holds(receiver.given, name) for name in names):
        return True
    stack = f"{facts.resolver.stack.name}{_CALL}"
    return any(one.startswith(stack) and _holds(one, facts.logical_id) for one in receiver.calls)


def _holds(text: str, name: str) -> bool:
    """Whether a name stands in a text, and not as a part of another; a dot may be that of a host or an attribute."""
    return name in text and re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text) is not None


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - a resolved value
    if isinstance(value, str | Join):
        yield _shown(value)
    elif isinstance(value, Mapping | list) and not isinstance(value, Opaque):
        for one in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(one)


def _shown(value: Value) -> str:
    parts = value.parts if isinstance(value, Join) else (value,)
    return "".join(f"${{{part.name}}}" if isinstance(part, Reference) else part for part in parts)
