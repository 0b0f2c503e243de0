"""Whether an action may be about what an ARN of a policy stands for.

https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from __future__ import annotations

from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.policies.resource_policy import is_on_objects
from private_endpoints.network.paths.services import shown
from private_endpoints.values import Value

__all__ = ["may_be_about"]

_FIELDS = 6
# What may stand for anything in an ARN.
_OPEN = ("*", "?", "${")
# Services whose actions are about their own resources only, in the region that is called (from memory; 2026-11-21).
_OF_THEIR_OWN = frozenset({"dynamodb", "ecr", "kinesis", "kms", "s3", "secretsmanager", "sns", "sqs", "states"})


def may_be_about(call: Call, arn: Value) -> bool:
    """Whether the action of a call may be about what an ARN stands for, which may be a pattern."""
    prefix, _, name = (call.question.action or "").lower().partition(":")
    fields = shown(arn).split(":", _FIELDS - 1)
    if prefix not in _OF_THEIR_OWN or len(fields) < _FIELDS:
        return True
    _, _, service, region, _, rest = fields
    called = call.service.region if call.service is not None and isinstance(call.service.region, str) else ""
    if not _may_be(service, prefix) or (called and region and not _may_be(region, called)):
        return False
    if prefix == "s3" and not region and not any(one in rest.partition("/")[0] for one in "*?"):
        return is_on_objects(name) == ("/" in rest)
    return True


def _may_be(text: str, known: str) -> bool:
    return text == known or any(one in text for one in _OPEN)
