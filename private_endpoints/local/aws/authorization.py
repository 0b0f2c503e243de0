"""Requests through an endpoint, as policies see them.

The emulator's own evaluator decides; this only tells it what the network would have told AWS, and asks it about one
more policy, the endpoint's.
"""

from __future__ import annotations

import ipaddress
from collections.abc import MutableMapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from private_endpoints.catalog import services
from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.authorized_as import authorized_as
from private_endpoints.local.aws.endpoint_actions import serves
from private_endpoints.local.headers import INSECURE_HEADER, SOURCE_IP_HEADER, THROUGH_HEADER

__all__ = ["install", "seen_from_network"]

_EVALUATOR = "core.iam_evaluator"
# An address of the VPC that a request comes from, if it does not say which.
_USUAL_ADDRESS = 10


@dataclass(frozen=True)
class _Origin:
    endpoint_id: str | None = None
    source_ip: str | None = None
    tls: bool = True


_NOWHERE = _Origin()
_origin: ContextVar[_Origin] = ContextVar("private_endpoints_origin", default=_NOWHERE)
# Why the endpoint refused the request, for the text of the answer.
_reason: ContextVar[str] = ContextVar("private_endpoints_reason", default="")


def seen_from_network(application: ministack.Application) -> ministack.Application:
    """The application, with the headers of each request taken for what the network knows."""

    async def served(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:  # noqa: ANN401 - ASGI
        if scope["type"] == "http":
            headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
            _origin.set(
                _Origin(
                    endpoint_id=headers.get(THROUGH_HEADER),
                    source_ip=headers.get(SOURCE_IP_HEADER),
                    tls=INSECURE_HEADER not in headers,
                )
            )
        await application(scope, receive, send)

    return served


def install() -> None:
    """Put the endpoint's context and policy into every decision of the emulator."""
    for module, name, extend in (
        (_EVALUATOR, "pin_request_origin", _pin_request_origin),
        (_EVALUATOR, "enforce", _enforce),
        (_EVALUATOR, "resource_policy_allows", _resource_policy_allows),
        ("core.iam_actions", "access_denied_response", _access_denied_response),
    ):
        ministack.replace(module, name, extend(ministack.use(module, name)))


def _pin_request_origin(original: Any) -> Any:  # noqa: ANN401 - the emulator has no types
    def pin(source_ip: str, secure_transport: bool) -> None:  # noqa: FBT001 - the emulator's signature
        del secure_transport
        origin = _origin.get()
        # Plain HTTP on loopback counts as TLS: the bucket of the CDK's bootstrap stack denies anything else.
        # The address is no key of a request that uses a VPC endpoint:
        # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceip
        original(None if origin.endpoint_id else origin.source_ip or source_ip, origin.tls)

    return pin


def _resource_policy_allows(original: Any) -> Any:  # noqa: ANN401 - the emulator has no types
    """Queues and topics ask about their policy once more by themselves, and leave out what the request carries."""

    def allows(raw_policy: Any, context: Any, same_account: Any) -> Any:  # noqa: ANN401
        keys = {"aws:principalisawsservice": "false", "aws:viaawsservice": "false"}
        endpoint = ministack.vpc_endpoints.get(_origin.get().endpoint_id or "")
        if endpoint is not None:
            keys |= _network_keys(endpoint)
        context.service_context = keys | dict(context.service_context or {})
        return original(raw_policy, context, same_account)

    return allows


def _access_denied_response(original: Any) -> Any:  # noqa: ANN401 - the emulator has no types
    def respond(service: str, action: str, principal_arn: str, *more: Any, **named: Any) -> Any:  # noqa: ANN401
        if reason := _reason.get():
            who = f"User: {principal_arn}" if principal_arn else "The request"
            named["message"] = f"{who} is not authorized to perform: {action} {reason}"
        return original(service, action, principal_arn, *more, **named)

    return respond


def _enforce(original: Any) -> Any:  # noqa: ANN401 - the emulator has no types
    def enforce(  # noqa: PLR0917 - the emulator's signature
        access_key_id: str,
        iam_action: str,
        service: str,
        region: str,
        resource_arn: str = "*",
        service_context: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401
        context = {
            # Both keys are in every request of a user or role, and false.
            # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
            "aws:principalisawsservice": "false",
            "aws:viaawsservice": "false",
            **(service_context or {}),
        }
        iam_action, resource_arn = authorized_as(iam_action, resource_arn)
        endpoint_id = _origin.get().endpoint_id
        _reason.set("")
        if endpoint_id is None:
            return original(access_key_id, iam_action, service, region, resource_arn, context)
        endpoint = ministack.vpc_endpoints.get(endpoint_id)
        if endpoint is None or endpoint["State"] != "available":
            return _denied(f"because there is no VPC endpoint {endpoint_id}")
        if not serves(endpoint["ServiceName"], iam_action, service):
            return _denied(f"because the VPC endpoint {endpoint_id} does not lead to {service}")
        context |= _network_keys(endpoint)
        decision = original(access_key_id, iam_action, service, region, resource_arn, context)
        if decision is not None:
            return decision
        return _endpoint_decision(
            endpoint,
            access_key_id,
            action=iam_action,
            region=region,
            resource_arn=resource_arn,
            service_context={key.lower(): value for key, value in context.items()},
        )

    return enforce


def _denied(reason: str) -> Any:  # noqa: ANN401 - the emulator has no types
    _reason.set(reason)
    return ministack.use(_EVALUATOR, "EvalResult")("Deny", reason=reason)


def _network_keys(endpoint: ministack.Record) -> dict[str, str]:
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-network-properties
    vpc = ministack.vpcs[endpoint["VpcId"]]
    usual = str(ipaddress.ip_network(vpc["CidrBlock"])[_USUAL_ADDRESS])
    keys = {
        "aws:sourcevpc": endpoint["VpcId"],
        "aws:sourcevpce": endpoint["VpcEndpointId"],
        "aws:vpcsourceip": _origin.get().source_ip or usual,
    }
    arn = f"arn:aws:ec2:{ministack.region()}:{endpoint['OwnerId']}:vpc/{endpoint['VpcId']}"
    # These only for services that carry them, which is catalog data. An account here is in no organization.
    carried = {"aws:SourceVpcArn": arn, "aws:VpceAccount": endpoint["OwnerId"]}
    supported = next(
        (
            row.perimeter_keys or ()
            for row in services()
            if row.service_name_in(ministack.region()) == endpoint["ServiceName"]
        ),
        (),
    )
    return keys | {key.lower(): value for key, value in carried.items() if key in supported}


def _endpoint_decision(endpoint: ministack.Record, access_key_id: str, *, action: str, **request: Any) -> Any:  # noqa: ANN401 - the emulator has no types
    """None if the endpoint's policy allows the request, which everything else allows; the denial otherwise."""
    principal = ministack.use(_EVALUATOR, "resolve_principal")(access_key_id or "", ministack.account(), None)
    if isinstance(principal, ministack.use(_EVALUATOR, "AuthError")):
        return principal
    context = ministack.use(_EVALUATOR, "EvalContext")(
        principal_arn=principal.arn,
        principal_type=principal.type,
        principal_account=principal.account,
        principal_keys=principal.keys,
        action=action,
        **request,
    )
    result = ministack.use(_EVALUATOR, "evaluate_resource_policy")(endpoint["PolicyDocument"], context)
    if result.decision == "Allow":
        return None
    result.principal_arn = principal.arn
    # https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html words both so.
    _reason.set(
        "with an explicit deny in a VPC endpoint policy"
        if result.decision == "Deny"
        else f"because no VPC endpoint policy allows the {action} action"
    )
    return result
