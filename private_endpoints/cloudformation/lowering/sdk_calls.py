"""`Custom::AWS`: custom resources of the CDK that make an SDK call, and say which one.

https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.custom_resources-readme.html#custom-resources-for-aws-apis
"""

from __future__ import annotations

import re

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.values import Join

__all__ = ["SDK_CALL", "calls_of", "only_reads"]

SDK_CALL = "Custom::AWS"
_ACTION = re.compile(r'"action"\s*:\s*"([A-Za-z]+)"')
_READS = ("describe", "get", "list", "lookup", "head")


def calls_of(facts: Facts) -> list[str]:
    """The calls as JSON; a reference in one is written `${name}`."""
    found = []
    for name in ("Create", "Update", "Delete"):
        value = facts.get(name)
        if isinstance(value, str | Join):
            parts = (value,) if isinstance(value, str) else value.parts
            found.append("".join(part if isinstance(part, str) else f"${{{part.name}}}" for part in parts))
    return found


def only_reads(facts: Facts) -> bool:
    """Whether every call only asks."""
    actions = [action for call in calls_of(facts) for action in _ACTION.findall(call)]
    return bool(actions) and all(action.lower().startswith(_READS) for action in actions)
