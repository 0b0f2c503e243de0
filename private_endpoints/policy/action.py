"""IAM actions, as users write them."""

from __future__ import annotations

import re

from private_endpoints.errors import Problem
from private_endpoints.policy.organization_id import is_token

__all__ = ["action_problem"]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")


def action_problem(action: object) -> Problem | None:
    """What is wrong with an action; None if nothing is, or if it is known only at deployment."""
    if isinstance(action, str) and (_ACTION.fullmatch(action) or is_token(action)):
        return None
    return Problem("not-an-action", f"actions= holds {action!r}", "give actions such as 's3:GetObject' or 's3:Get*'")
