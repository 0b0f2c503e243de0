"""What AWS refuses of an endpoint's policy.

https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from private_endpoints.local.aws.refused import RefusedError

if TYPE_CHECKING:
    from private_endpoints.local.aws import ministack
    from private_endpoints.local.aws.service_names import Service

__all__ = ["check_policy", "policy_of"]

# "The size of an endpoint policy cannot exceed 20,480 characters, including white space."
_CHARACTERS = 20_480
_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"})
# "The default endpoint policy grants full access to the endpoint." (same page; the version is from memory)
_DEFAULT = {
    "Version": "2008-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}


def policy_of(endpoint: ministack.Record) -> Any:  # noqa: ANN401 - a JSON value
    """The policy of an endpoint, which is the default one if none was given."""
    return _DEFAULT if endpoint["PolicyDocument"] is None else endpoint["PolicyDocument"]


def check_policy(endpoint: ministack.Record, service: Service) -> None:
    """Raise RefusedError for a policy that the endpoint cannot have."""
    policy = endpoint["PolicyDocument"]
    if policy is None or policy == _DEFAULT:
        return
    supported = service.aws.policy_supported if service.aws is not None else False
    if supported is False or endpoint["VpcEndpointType"] == "GatewayLoadBalancer":
        # "Not all AWS services support endpoint policies." That AWS refuses one is from memory, and so is the text.
        raise RefusedError("InvalidParameter", f"Endpoint policies are not supported for the service {service.name}")
    text = policy if isinstance(policy, str) else json.dumps(policy, separators=(",", ":"))
    if len(text) > _CHARACTERS:
        raise _invalid(f"it has {len(text)} characters, and the maximum is {_CHARACTERS}")
    try:
        document = json.loads(text)
    except ValueError as error:
        raise _invalid(f"it is no JSON: {error}") from error
    for statement in _statements(document):
        _check_statement(statement, gateway=endpoint["VpcEndpointType"] == "Gateway")


def _invalid(why: str) -> RefusedError:
    # Code and first sentence: https://github.com/hashicorp/terraform-provider-aws/issues/42291. AWS adds a position
    # where this adds the reason.
    return RefusedError("InvalidPolicyDocument", f"The Policy Document is not valid: {why}")


def _statements(document: object) -> list[Any]:
    statements = document.get("Statement") if isinstance(document, dict) else None
    if isinstance(statements, dict):
        return [statements]
    if not isinstance(statements, list) or not statements:
        raise _invalid("it must have at least one statement")
    return statements


def _check_statement(statement: object, *, gateway: bool) -> None:
    if not isinstance(statement, dict):
        raise _invalid("a statement must be an object")
    if unknown := sorted(set(statement) - _ELEMENTS):
        raise _invalid(f"a statement of an endpoint policy cannot have {', '.join(unknown)}")
    if statement.get("Effect") not in {"Allow", "Deny"}:
        raise _invalid("Effect must be Allow or Deny")
    # "It must contain a Principal element."
    if not statement.get("Principal"):
        raise _invalid("a statement must have a Principal")
    for one, other in (("Action", "NotAction"), ("Resource", "NotResource")):
        if (one in statement) == (other in statement):
            raise _invalid(f"a statement must have either {one} or {other}")
    condition = statement.get("Condition", {})
    if not isinstance(condition, dict) or not all(isinstance(keys, dict) for keys in condition.values()):
        raise _invalid("Condition must be an object of objects")
    # The page has a section on the principals of gateway endpoints; that it must be *, and that AWS refuses others,
    # is from memory, unverified.
    if gateway and statement["Principal"] not in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
        raise _invalid("the Principal of a gateway endpoint's policy must be *; narrow it by aws:PrincipalArn")
