"""Cases as JSON: a request and the policies around it in one object, a decision in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.evaluation.evaluate import evaluate
from private_endpoints.policy.evaluation.policies import Policies
from private_endpoints.policy.evaluation.principal import Principal
from private_endpoints.policy.evaluation.request import Request
from private_endpoints.values import Value, from_template, is_intrinsic

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.decision import Decision

__all__ = ["answer", "decide", "read_policies", "read_request"]

_POLICIES = {
    "identity_policies": "identity",
    "resource_policy": "resource",
    "endpoint_policy": "endpoint",
    "service_control_policies": "service_control",
    "resource_control_policies": "resource_control",
    "permissions_boundary": "permissions_boundary",
    "session_policy": "session",
}
_FLAGS = ("management_account", "resource_in_management_account")
_REQUEST = frozenset({"principal", "action", "resource", "resource_account", "context", "organization"})


def decide(case: object) -> Decision:
    """Read a case and decide it.

    Raises:
        InvalidInputError: not a case; the text says what of it is wrong.
    """
    if not isinstance(case, Mapping):
        _refuse("case", "not-a-case", f"it is a {type(case).__name__}", "give a JSON object")
    return evaluate(read_request(case.get("request"), _bindings(case)), read_policies(case))


def read_request(given: object, bindings: Mapping[str, str]) -> Request:
    """Read the request of a case.

    Raises:
        InvalidInputError: not a request.
    """
    if not isinstance(given, Mapping):
        _refuse("request", "no-request", "there is none", 'give an object with "principal", "action" and "resource"')
    for name in given:
        if name not in _REQUEST:
            _refuse("request", "unknown-field", f"has {name!r}", f"allowed are {', '.join(sorted(_REQUEST))}")
    action = given.get("action")
    if not isinstance(action, str) or not action:
        _refuse("request", "no-action", f"has action {action!r}", "give one such as s3:GetObject")
    context = given.get("context") or {}
    if not isinstance(context, Mapping):
        _refuse("request", "not-a-context", f"has context {context!r}", "give an object {key: value or list}")
    owner = given.get("resource_account")
    try:
        return Request.of(
            _principal(given.get("principal"), bindings),
            action,
            _text(given.get("resource"), "resource", bindings),
            resource_account=None if owner is None else _account(owner, bindings),
            context={key: _context_value(value, bindings) for key, value in context.items()},
            organization=_context_value(given.get("organization"), bindings),
        )
    except (TypeError, ValueError) as error:
        if isinstance(error, InvalidInputError):
            raise
        _refuse("request", "not-a-request", str(error), "see `private-endpoints simulate --help`")


def read_policies(case: Mapping[str, object]) -> Policies:
    """Read the policies of a case.

    Raises:
        InvalidInputError: one is no policy of its kind, or is under a name that no policy has.
    """
    for name in case:
        if name not in _POLICIES and name.endswith(("policy", "policies", "boundary", "boundaries")):
            _refuse("case", "unknown-policy", f"has {name!r}", f"allowed are {', '.join(_POLICIES)}")
    given: dict[str, Any] = {kind: case[name] for name, kind in _POLICIES.items() if case.get(name) is not None}
    if "identity" in given:
        given["identity"] = _list(given["identity"])
    for kind in ("service_control", "resource_control"):
        if kind in given:
            given[kind] = [_list(level) for level in _list(given[kind])]
    flags: dict[str, Any] = {name: bool(case.get(name)) for name in _FLAGS}
    return Policies.compile(**given, **flags, bindings=_bindings(case))


def answer(decision: Decision) -> dict[str, Any]:
    """A decision as JSON."""
    by = decision.by
    return {
        "decision": decision.outcome.value,
        "by": {
            "policy": None if by.policy is None else by.policy.value,
            "document": by.document,
            "statement": by.statement,
            "condition": by.condition,
        },
        "depends_on": list(decision.depends_on),
    }


def _refuse(where: str, code: str, given: str, fix: str) -> NoReturn:
    raise InvalidInputError(where, [Problem(code, given, fix)])


def _list(given: object) -> Sequence[object]:
    return given if isinstance(given, list) else [given]


def _bindings(case: Mapping[str, object]) -> Mapping[str, str]:
    given = case.get("parameters") or {}
    if not isinstance(given, Mapping) or not all(isinstance(value, str) for value in given.values()):
        _refuse("parameters", "not-parameters", f"it is {given!r}", "give an object {name of the reference: string}")
    return given


def _text(given: object, name: str, bindings: Mapping[str, str]) -> Value:
    value = from_template(given, bindings)
    if value is None or value == "":
        _refuse("request", f"no-{name}", f"has {name} {given!r}", "give its ARN")
    return value


def _account(given: object, bindings: Mapping[str, str]) -> Value:
    value = from_template(str(given) if isinstance(given, int) else given, bindings)
    if value is None or (isinstance(value, str) and not (value.isdecimal() and len(value) == 12)):  # noqa: PLR2004 - AWS
        _refuse("request", "not-an-account", f"has resource_account {given!r}", "give the 12 digits of an account")
    return value


def _principal(given: object, bindings: Mapping[str, str]) -> Principal:
    if isinstance(given, Mapping) and len(given) == 1 and not is_intrinsic(given):
        kind, name = next(iter(given.items()))
        if isinstance(name, str) and name:
            match kind.lower():
                case "service":
                    return Principal.service(name)
                case "federated":
                    return Principal.federated(name)
                case "canonical_user" | "canonicaluser":
                    return Principal.of_canonical_user(name)
                case "aws":
                    return Principal.parse(name)
    value = from_template(given, bindings)
    if value is None:
        _refuse("request", "no-principal", f"has principal {given!r}", 'give an ARN, {"service": NAME} or "anonymous"')
    return Principal.parse(value)


def _context_value(given: object, bindings: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON; checked by the request
    if isinstance(given, list):
        return [_context_value(one, bindings) for one in given if one is not None]
    return from_template(given, bindings) if is_intrinsic(given) else given
