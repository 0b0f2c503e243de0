"""`Globals` of the Serverless Application Model: what all functions of a template have.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.facts import Facts

__all__ = ["said_for_all"]


def said_for_all(facts: Facts) -> Mapping[str, Any]:
    """What `Globals` says for all functions."""
    shared = facts.resolver.stack.section("Globals").get("Function")
    return shared if isinstance(shared, dict) else {}
