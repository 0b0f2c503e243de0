"""The request that a call comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from private_endpoints.catalog import action_prefixes_of
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.paths.policies.assigned_ids import told_apart
from private_endpoints.network.paths.policies.attempts import Attempt
from private_endpoints.network.paths.policies.bindings import bound_value
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.policies.open_context import OpenContext
from private_endpoints.network.paths.policies.service_keys import keys_of_service
from private_endpoints.network.paths.policies.who import Who
from private_endpoints.network.paths.services import region_of
from private_endpoints.policy.evaluation import EndpointSource, Principal, PrincipalKind, Request
from private_endpoints.policy.evaluation.context import Given
from private_endpoints.values import Reference, Value, join

__all__ = ["bindings_of", "request_of"]

_ACCOUNT = re.compile(r"\d{12}")
_SECURE: Mapping[str, Any] = {"aws:SecureTransport": True}


def bindings_of(call: Call, network: Network, account: str) -> dict[str, str]:
    """What is known of the pseudo parameters in policies."""
    bindings = {"AWS::AccountId": account, "AWS::Partition": "aws" if call.service is None else call.service.partition}
    if network.region is not None:
        bindings["AWS::Region"] = network.region
    return bindings


def request_of(call: Call, target: Resource | None, attempt: Attempt, network: Network, who: Who) -> Request:
    """The request for one action on one resource.

    Args:
        call: the call.
        target: the resource that is called; None: not in the network.
        attempt: the action and the ARN.
        network: what exists.
        who: who the caller is taken to be.
    """
    account = who.account
    bindings = bindings_of(call, network, account)
    principal = _principal(call, account, bindings)
    request = Request.of(principal, "any:Action", bound_value(attempt.resource, bindings), context=_SECURE)
    request = replace(request, action=attempt.action, resource_account=None)
    owner: Given = {"unknown": "aws:ResourceAccount"}
    named = _account_in(attempt.resource)
    if target is None and named:
        owner = named
        request = replace(request, resource_account=named)
    elif target is not None or call.question.resource is None:
        # Of resources that nobody names it is asked whether there are some, and the caller may have its own.
        owns: Value = account
        if target is not None and target.account is not None:
            owns = bound_value(target.account, bindings)
        owner = owns
        request = replace(request, resource_account=owns)
    request = request.with_keys({"aws:ResourceAccount": owner})
    request = _from(call, request, network, who).with_keys(_region_called(call))
    directly = call.service is not None and request.service in action_prefixes_of(call.service.row.name)
    request = request.with_keys(keys_of_service(attempt.action, owner=owner, caller=account, directly=directly))
    return replace(request, context=OpenContext(request.context))


def _region_called(call: Call) -> Mapping[str, Any]:
    """The region whose endpoint is called; of services that have one for all regions it depends on the service.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
    """
    service = call.service
    known = service is not None and isinstance(service.region, str) and not service.row.is_global
    return {"aws:RequestedRegion": service.region} if service is not None and known else {}


def _account_in(arn: Value) -> str:
    """The account that an ARN names; empty: none."""
    fields = arn.split(":", 5) if isinstance(arn, str) else []
    account = fields[4] if len(fields) > 5 else ""  # noqa: PLR2004 - the fields of an ARN
    return account if _ACCOUNT.fullmatch(account) else ""


def _from(call: Call, request: Request, network: Network, who: Who) -> Request:
    """With the keys that say from where the call comes."""
    if call.endpoint is None or call.vpc is None:
        return request.directly(source_ip={"unknown": "aws:SourceIp"})
    carried = () if call.service is None else call.service.row.perimeter_keys or ()
    region = region_of(call.vpc, network)
    source = EndpointSource(
        endpoint=told_apart(call.endpoint.named),
        vpc=told_apart(call.vpc.named),
        source_ip={"unknown": "aws:VpcSourceIp"} if who.address is None else who.address,
        region=region if isinstance(region, str) else "",
        account=who.account,
        organization={"unknown": "aws:VpceOrgID"},
        organization_paths={"unknown": "aws:VpceOrgPaths"},
    )
    request = request.through_endpoint(source, carried_keys=carried)
    return request.with_keys(
        {"aws:SourceVpcArn": {"unknown": "aws:SourceVpcArn"}} if "aws:SourceVpcArn" in carried else {}
    )


def _principal(call: Call, account: str, bindings: Mapping[str, str]) -> Principal:
    partition = bindings["AWS::Partition"]
    if call.role is None:
        arn = join([f"arn:{partition}:iam::{account}:role/", Reference("the caller's role")])
    else:
        arn = call.role.named if call.role.arn is None else bound_value(call.role.arn, bindings)
    name = arn.rpartition("/")[2] if isinstance(arn, str) else ""
    return Principal(PrincipalKind.ROLE, arn, account, partition, name)
