"""Endpoints that a perimeter lets in and whose own policy refuses the resource: nobody would reach it at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import service
from private_endpoints.constructs._perimeter.stand_ins import StandIns
from private_endpoints.errors import InvalidInputError
from private_endpoints.policy.evaluation import EndpointSource, Policies, Request, Unspecified, evaluate
from private_endpoints.policy.perimeter_promises import Situation
from private_endpoints.policy.through import through
from private_endpoints.values import Reference, Value, join

if TYPE_CHECKING:
    from private_endpoints.constructs._perimeter.perimeter import Perimeter

__all__ = ["refused_by_endpoints"]

# Whatever else there is allows the request: only the endpoint is judged.
_ALLOW: dict[str, Any] = {"Effect": "Allow", "Action": "*", "Resource": "*"}
_INSIDE = EndpointSource(endpoint=Reference("aws:SourceVpce"), vpc=Reference("aws:SourceVpc"))
# What L1s call the physical name.
_NAMES = ("bucket_name", "name", "queue_name", "repository_name", "table_name", "topic_name")


def refused_by_endpoints(perimeter: Perimeter, situation: Situation) -> Iterator[str]:
    """The paths of endpoints of the app whose policy, as it stands, refuses all that the perimeter is about.

    Args:
        perimeter: the perimeter.
        situation: its resource.
    """
    told: set[str] = set()
    for endpoint, _ in perimeter.endpoints():
        cfn = endpoint.node.default_child
        if isinstance(cfn, ec2.CfnVPCEndpoint) and cfn.node.path not in told and _refuses(cfn, perimeter, situation):
            told.add(cfn.node.path)
            yield endpoint.node.path


def _refuses(cfn: ec2.CfnVPCEndpoint, perimeter: Perimeter, situation: Situation) -> bool:
    stack = cdk.Stack.of(cfn)
    document = stack.resolve(cfn.policy_document)
    # A policy that names the resource lets something through to it; also by an export, whose name has the id in it.
    if not document or str(perimeter.stack.resolve(perimeter.guarded.cfn.logical_id)) in json.dumps(document):
        return False
    account = situation.account if cdk.Token.is_unresolved(stack.account) else stack.account
    stand_ins = StandIns(stack, account=account, region=situation.region, partition=situation.partition)
    stand_ins.bind_rest(document)
    everything = {"Version": "2012-10-17", "Statement": _ALLOW}
    to_all = {"Version": "2012-10-17", "Statement": {**_ALLOW, "Principal": "*"}}
    try:
        policies = Policies.compile(
            identity=[everything], resource=to_all, endpoint=document, bindings=stand_ins.bindings
        )
    except InvalidInputError:
        return False
    tested = {test.key for one in (policies.endpoint,) if one for each in one.statements for test in each.tests}
    probes = [
        Request.of(f"arn:{situation.partition}:iam::{account}:role/Caller", action, arn, resource_account=owner)
        for action, resource in situation.row.probes
        for arn, owner in [(_arn(resource, perimeter, situation), situation.account)]
    ]
    requests = [through(service(situation.row.reached_by[0]), one, _INSIDE) for one in probes]
    # What else a policy asks for, such as an organization, may be so.
    return all(
        evaluate(
            one.with_keys({key: Unspecified(key) for key in tested if key.lower() not in one.context}), policies
        ).is_denied
        for one in requests
    )


def _arn(resource: str, perimeter: Perimeter, situation: Situation) -> Value:
    """The resource of a probe; with a physical name of its own a policy may name it in many ways."""
    cfn = perimeter.guarded.cfn
    # A name that the CDK leaves to CloudFormation is a token that resolves to nothing.
    if not any(perimeter.stack.resolve(getattr(cfn, name, None)) for name in _NAMES):
        return resource.replace("{arn}", situation.arn)
    before, _, after = resource.partition("{arn}")
    return join([before, Reference("its name"), after])
