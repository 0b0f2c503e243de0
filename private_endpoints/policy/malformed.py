"""What IAM would not take as a statement of an endpoint policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.errors import Problem
from private_endpoints.policy.evaluation.conditions import qualified
from private_endpoints.policy.organization_id import is_token

__all__ = ["malformed"]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
_REQUIRED = (("Effect",), ("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_ELEMENTS = {"Sid", "Condition", *(name for names in _REQUIRED for name in names)}
_SID = re.compile(r"[A-Za-z0-9]*")


def malformed(index: int, statement: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with a statement.

    Args:
        index: its place, for messages.
        statement: the statement as JSON values.
    """
    where = f"statement {index} ({statement.get('Sid', 'no Sid')})"
    missing = [" or ".join(names) for names in _REQUIRED if not any(statement.get(name) for name in names)]
    if missing:
        yield Problem(
            "malformed-statement",
            f"{where} has no {', no '.join(missing)}",
            "give Effect, Principal, Action and Resource",
        )
    if unknown := sorted(set(statement) - _ELEMENTS):
        yield Problem(
            "malformed-statement",
            f"{where} has {', '.join(unknown)}",
            f"allowed are {', '.join(sorted(_ELEMENTS))}",
        )
    if statement.get("Effect") not in (None, "Allow", "Deny"):
        yield Problem("malformed-statement", f"{where} has Effect {statement['Effect']!r}", "give Allow or Deny")
    principal = statement.get("Principal")
    if isinstance(principal, str) and principal != "*" and not is_token(principal):
        yield Problem("malformed-statement", f"{where} has Principal {principal!r}", 'give "*" or {"AWS": ARN}')
    condition = statement.get("Condition")
    for operator in condition if isinstance(condition, Mapping) else ():
        if qualified(str(operator)) is None and not is_token(str(operator)):
            yield Problem(
                "unknown-operator",
                f"{where} has a condition operator {operator!r}",
                "give one of IAM's, such as StringEquals or ArnLikeIfExists",
            )
    if not _SID.fullmatch(str(statement.get("Sid", ""))):
        yield Problem("bad-sid", f"{where} has a Sid that is not alphanumeric", "give letters and digits only")
