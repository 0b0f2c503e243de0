"""The finished policy of a resource, put to the test at synth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from constructs import IValidation

from private_endpoints.catalog import partition_of
from private_endpoints.constructs._perimeter.cloudformation_refused import cloudformation_refused
from private_endpoints.constructs._perimeter.deployer import deployer_of
from private_endpoints.constructs._perimeter.forgotten_roles import warn_of_forgotten_roles
from private_endpoints.constructs._perimeter.refused_by_endpoint import refused_by_endpoints
from private_endpoints.constructs._perimeter.stand_ins import StandIns
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.evaluation import EndpointSource
from private_endpoints.policy.perimeter_promises import STRANGERS, Situation, perimeter_promises
from private_endpoints.policy.promise import broken
from private_endpoints.policy.resource_limits import resource_refusals
from private_endpoints.values import Reference

if TYPE_CHECKING:
    from private_endpoints.constructs._perimeter.perimeter import Perimeter

__all__ = ["Proof"]

# AWS's own example account, where the stack is for any.
_ANY_ACCOUNT = "111122223333"
_ANY_REGION = "us-east-1"
_SOME_ENDPOINT = Reference("aws:SourceVpce")
_SOME_VPC = Reference("aws:SourceVpc")


@jsii.implements(IValidation)
class Proof:
    """What the perimeter promises, tested on the document as it stands when all is there, whoever added to it."""

    def __init__(self, perimeter: Perimeter) -> None:
        self._perimeter = perimeter
        self._stack = perimeter.stack
        self._guarded = perimeter.guarded

    def validate(self) -> list[str]:
        """The promises that certainly do not hold, and what AWS would refuse; warnings of what cannot be told."""
        document = self._guarded.document()
        problems = [*resource_refusals(document, self._guarded.row), *self._cycles()]
        if not problems:
            situation = self._situation(document)
            problems += self._broken(situation)
            warn_of_forgotten_roles(self._perimeter, situation)
            for path in refused_by_endpoints(self._perimeter, situation):
                self._warn(
                    "endpoint-refuses",
                    f"the policy of {path} refuses {self._guarded.resource.node.path}, so nobody inside reaches it: "
                    "name it where the endpoint is asked for, such as in buckets= or tables=, or let in others",
                )
            if (text := cloudformation_refused(self._perimeter, situation)) is not None:
                self._warn("cloudformation-refused", text)
        return [f"{self._guarded.resource.node.path}: {problem}" for problem in dict.fromkeys(problems)]

    def _broken(self, situation: Situation) -> Iterator[Problem]:
        told: set[tuple[str, bool]] = set()
        try:
            found = list(broken(perimeter_promises(situation)))
        except InvalidInputError as error:
            self._warn("perimeter-unproven", f"the policy cannot be evaluated: {error}")
            return
        for one in found:
            key = (one.promise.law, one.certainly)
            if key in told:
                continue
            told.add(key)
            if one.promise.law.startswith(STRANGERS):
                self._warn("perimeter-open-to-strangers", f"{one}; narrow the statement if you did not mean it")
            elif one.certainly:
                yield Problem(
                    "broken-promise",
                    str(one),
                    "change the statement, or let the caller in: access=, endpoints=, vpcs=, service_roles=, "
                    "break_glass=",
                )
            else:
                self._warn("perimeter-unproven", str(one))

    def _situation(self, document: dict[str, Any]) -> Situation:
        env, row = self._guarded.resource.env, self._guarded.row
        account = _ANY_ACCOUNT if cdk.Token.is_unresolved(env.account) else env.account
        region = _ANY_REGION if cdk.Token.is_unresolved(env.region) else env.region
        partition = partition_of(region)
        stand_ins = StandIns(self._stack, account=account, region=region, partition=partition)
        arn = stand_ins.of(self._guarded.arn, f"arn:{partition}:{row.prefix}:{region}:{account}:{row.name}/{{}}")
        inside = list(self._inside(stand_ins))
        role = f"arn:{partition}:iam::{account}:role/{{}}"
        asked = self._perimeter.asked
        exempt = [stand_ins.of(one, role) for each in asked for one in (*each.break_glass, *each.service_roles)]
        deployer = deployer_of(self._stack)
        stand_ins.bind_rest(document)
        return Situation(
            row=row,
            document=document,
            bindings=stand_ins.bindings,
            arn=arn,
            account=account,
            region=region,
            partition=partition,
            denied=sorted(action for actions in self._perimeter.denied for action in actions),
            inside=inside,
            wide=any(each.accounts or each.organizations for each in asked),
            exempt=tuple(dict.fromkeys(exempt)),
            deployer=None if deployer is None else stand_ins.of(deployer, role),
        )

    def _inside(self, stand_ins: StandIns) -> Iterator[EndpointSource]:
        for endpoint, vpc in self._perimeter.endpoints():
            yield EndpointSource(
                endpoint=stand_ins.of(endpoint.vpc_endpoint_id, "vpce-{}"),
                vpc=_SOME_VPC if vpc is None else stand_ins.of(vpc.vpc_id, "vpc-{}"),
                region=stand_ins.region,
                # Of an endpoint alone nobody knows whose VPC it is in.
                account="" if vpc is None else _account_of(vpc, stand_ins),
                partition=stand_ins.partition,
            )
        for asked in self._perimeter.asked:
            for vpc in asked.vpcs:
                yield EndpointSource(
                    endpoint=_SOME_ENDPOINT,
                    vpc=stand_ins.of(vpc.vpc_id, "vpc-{}"),
                    region=stand_ins.region,
                    account=_account_of(vpc, stand_ins),
                    partition=stand_ins.partition,
                )
            for account in asked.accounts:
                yield EndpointSource(
                    endpoint=_SOME_ENDPOINT,
                    vpc=_SOME_VPC,
                    account=stand_ins.of(account, "{}"),
                    partition=stand_ins.partition,
                )
            for organization in asked.organizations:
                yield EndpointSource(
                    endpoint=_SOME_ENDPOINT,
                    vpc=_SOME_VPC,
                    organization=stand_ins.of(organization, "o-{}"),
                    partition=stand_ins.partition,
                )

    def _cycles(self) -> Iterator[Problem]:
        """Endpoints whose policy refers to the resource, which refers to them: CloudFormation could make neither."""
        if not self._guarded.is_inline:
            return
        row = self._guarded.row
        needle = json.dumps(self._stack.resolve(self._guarded.cfn.logical_id))
        for endpoint, _ in self._perimeter.endpoints():
            cfn = endpoint.node.default_child
            if not isinstance(cfn, ec2.CfnVPCEndpoint) or cdk.Stack.of(cfn) is not self._stack:
                continue
            if needle in json.dumps(self._stack.resolve(cfn.policy_document)):
                yield Problem(
                    "circular-reference",
                    f"the policy of {endpoint.node.path} refers to the {row.name}, and the policy of the {row.name}, "
                    "which is a part of it, would refer to the endpoint: CloudFormation could make neither",
                    f"let the endpoint's policy name no {row.name} (leave it at the account) or only one with a "
                    "physical name that is known at synth, or let in by the VPC: vpcs=[...] instead of access= and "
                    "endpoints=",
                )

    def _warn(self, code: str, text: str) -> None:
        cdk.Annotations.of(self._perimeter).add_warning_v2(f"private-endpoints:{code}", text)


def _account_of(vpc: ec2.IVpc, stand_ins: StandIns) -> str:
    account = cdk.Stack.of(vpc).account
    return stand_ins.account if cdk.Token.is_unresolved(account) else account
