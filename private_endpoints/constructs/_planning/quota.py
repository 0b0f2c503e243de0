"""How many interface endpoints a VPC takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import Problem

__all__ = ["QUOTA_CONTEXT_KEY", "quota_problems"]

# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html (2026-11-21): AWS raises it on request
_INTERFACE_ENDPOINTS_PER_VPC = 50
QUOTA_CONTEXT_KEY = "private-endpoints:interface-endpoints-per-vpc"


def quota_problems(facts: VpcFacts, keys: Iterable[str]) -> Iterator[Problem]:
    """More interface endpoints than the quota of the VPC, which the context may raise.

    Args:
        facts: the VPC.
        keys: the interface endpoints that it would have.
    """
    count = len(set(keys))
    if count <= _INTERFACE_ENDPOINTS_PER_VPC:
        return
    given = str(facts.stack.node.try_get_context(QUOTA_CONTEXT_KEY) or _INTERFACE_ENDPOINTS_PER_VPC)
    if not given.isdecimal():
        yield Problem("bad-quota", f"the context key {QUOTA_CONTEXT_KEY!r} is {given!r}", "give a number")
    elif count > (quota := int(given)):
        yield Problem(
            "too-many-endpoints",
            f"{count} interface endpoints in {facts.path}, whose quota is {quota}",
            "ask for fewer services, or have AWS raise the quota and set the context key "
            f"{QUOTA_CONTEXT_KEY!r} to the new one",
        )
