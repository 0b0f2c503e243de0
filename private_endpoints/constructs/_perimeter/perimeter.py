"""The one perimeter of a resource: what all constructs for it ask for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from private_endpoints.catalog import service
from private_endpoints.constructs._perimeter.asked import Asked
from private_endpoints.constructs._perimeter.checks import covers_administration
from private_endpoints.constructs._perimeter.deployer import deployer_of
from private_endpoints.constructs._perimeter.granted import granted_accounts, granted_identities
from private_endpoints.constructs._perimeter.guarded import Guarded
from private_endpoints.constructs._perimeter.helpers import cdk_helper_roles
from private_endpoints.constructs._perimeter.proof import Proof
from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
from private_endpoints.policy.let_in import LetIn

__all__ = ["Perimeter"]

_ID = "SourceVpcePerimeter"
_STREAM_ID = "SourceVpceStreamPerimeter"
_HASH_LENGTH = 8


class Perimeter(Construct):
    """A Deny for each set of actions, all with the same endpoints and exemptions.

    Two Denies with an endpoint each would refuse the callers of both, so whoever asks later joins who asked first.

    Attributes:
        guarded: the resource.
        asked: what each construct asked for.
        denied: the actions that are refused.
    """

    def __init__(self, guarded: Guarded) -> None:
        super().__init__(guarded.scope, _id_of(guarded))
        self.guarded = guarded
        self.asked: list[Asked] = []
        self.denied: set[tuple[str, ...]] = set()
        self._paired: set[tuple[str, ...]] = set()
        self._bring_defaults()
        self.node.add_validation(Proof(self))

    @classmethod
    def of(cls, guarded: Guarded) -> Perimeter:
        """The perimeter of a resource; made if it has none yet."""
        existing = guarded.scope.node.try_find_child(_id_of(guarded))
        return existing if isinstance(existing, cls) else cls(guarded)

    @property
    def stack(self) -> cdk.Stack:
        """The stack of the resource."""
        return cdk.Stack.of(self.guarded.resource)

    @property
    def denies_administration(self) -> bool:
        """Whether it refuses what changes or deletes the policy or the resource."""
        return any(covers_administration(self.guarded.row, actions) for actions in self.denied)

    def widen(self, asked: Asked) -> None:
        """Let in further networks and principals."""
        self.asked.append(asked)
        if self._vpcs_by_id():
            for actions in sorted(self.denied):
                self._deny_elsewhere(actions)

    def deny(self, actions: Sequence[str]) -> None:
        """Refuse actions to whoever comes otherwise."""
        most = self.guarded.row.max_actions_per_statement or len(actions)
        every = sorted(set(actions))
        for start in range(0, len(every), most):
            self._deny(tuple(every[start : start + most]))

    def let_in(self, resolve: cdk.IResolveContext | cdk.Stack, operator: str | None = None) -> LetIn:
        """Who is let in as things stand: with the endpoints and the helper functions that were made since.

        Args:
            resolve: what resolves tokens.
            operator: what is asked for, `StringNotEquals` or `ArnNotEquals`. Default: both.
        """
        wanted: dict[str, list[str]] = {}
        if operator != "ArnNotEquals":
            wanted |= self._by_string()
        if operator != "StringNotEquals":
            wanted |= self._by_arn()
        # One message to Node for all of it.
        resolved = resolve.resolve({name: list(dict.fromkeys(values)) for name, values in wanted.items() if values})
        return LetIn(**{name: _in_order(values) for name, values in (resolved or {}).items()})

    def _by_string(self) -> dict[str, list[str]]:
        return {
            "endpoints": [endpoint.vpc_endpoint_id for endpoint, _ in self.endpoints()],
            "vpc_ids": [vpc.vpc_id for vpc in self._vpcs_by_id()],
            "organizations": [name for one in self.asked for name in one.organizations],
            "accounts": [name for one in self.asked for name in one.accounts],
            "principal_accounts": list(granted_accounts(self.guarded)),
        }

    def _by_arn(self) -> dict[str, list[str]]:
        principals = [arn for one in self.asked for arn in (*one.break_glass, *one.service_roles)]
        principals += [*self._of_services, *cdk_helper_roles(self.guarded, self.denied)]
        principals += granted_identities(self.guarded)
        if self.denies_administration and (deployer := deployer_of(self.stack)) is not None:
            principals.append(deployer)
        vpcs = [vpc for one in self.asked for vpc in one.vpcs] if self._knows_vpc_arn else []
        return {"principals": principals, "vpc_arns": [vpc.vpc_arn for vpc in vpcs]}

    def endpoints(self) -> Iterator[tuple[ec2.IVpcEndpoint, ec2.IVpc | None]]:
        """The endpoints that are let in, each with its VPC where that is known."""
        for one in self.asked:
            for access in one.access:
                for name in self.guarded.row.reached_by:
                    for endpoint in VpcEndpoints.of(access.vpc).endpoints(name):
                        yield endpoint, access.vpc
            for endpoint in one.endpoints:
                yield endpoint, None

    def regions_of_vpcs(self, resolve: cdk.IResolveContext | cdk.Stack) -> tuple[Any, ...]:
        """The regions of the VPCs that are let in by their id."""
        return _in_order(resolve.resolve([cdk.Stack.of(vpc).region for vpc in self._vpcs_by_id()]))

    def _vpcs_by_id(self) -> list[ec2.IVpc]:
        return [] if self._knows_vpc_arn else [vpc for one in self.asked for vpc in one.vpcs]

    @cached_property
    def _knows_vpc_arn(self) -> bool:
        """Whether requests carry the ARN of the VPC, through whichever endpoint they come."""
        names = self.guarded.row.reached_by
        return all("aws:SourceVpcArn" in (service(name).perimeter_keys or ()) for name in names)

    @cached_property
    def _of_services(self) -> list[str]:
        """Roles of AWS services that no customer can create."""
        account = self.guarded.resource.env.account
        return [
            pattern.replace("{partition}", cdk.Aws.PARTITION).replace("{account}", account)
            for pattern in self.guarded.row.exempt_roles
        ]

    def _deny(self, actions: tuple[str, ...]) -> None:
        if actions in self.denied:
            return
        self.denied.add(actions)
        self._add("OnlyThroughEndpoints", actions, _OPERATORS)
        if self._vpcs_by_id():
            self._deny_elsewhere(actions)

    def _deny_elsewhere(self, actions: tuple[str, ...]) -> None:
        if actions not in self._paired:
            self._paired.add(actions)
            self._add("OnlyOwnRegion", actions, ("StringEquals", *_OPERATORS), elsewhere=True)

    def _add(self, sid: str, actions: tuple[str, ...], operators: Sequence[str], *, elsewhere: bool = False) -> None:
        digest = hashlib.sha256(repr(actions).encode()).hexdigest()[:_HASH_LENGTH]
        resources = [one.replace("{arn}", self.guarded.arn) for one in self.guarded.row.resources]
        self.guarded.add(
            iam.PolicyStatement(
                sid=f"{sid}{digest}",
                effect=iam.Effect.DENY,
                principals=[iam.StarPrincipal()],
                actions=list(actions),
                conditions={
                    **LetIn().condition(),
                    **{name: cdk.Lazy.uncached_any(_Part(self, name, elsewhere=elsewhere)) for name in operators},
                },
                resources=resources or None,
            )
        )

    def _bring_defaults(self) -> None:
        """What the service does by itself as long as a resource has no policy, and not any more once it has one."""
        row = self.guarded.row
        if not row.default_statements or self.guarded.document():
            return
        account = self.guarded.resource.env.account
        written = json.dumps(list(row.default_statements))
        for one in json.loads(written.replace("{arn}", self.guarded.arn).replace("{account}", account)):
            self.guarded.add(iam.PolicyStatement.from_json(one))


# All keys of a Deny must match, so each operator is one more exemption.
_OPERATORS = ("ArnNotEquals", "StringNotEquals")


def _id_of(guarded: Guarded) -> str:
    return _STREAM_ID if guarded.is_stream else _ID


@jsii.implements(cdk.IAnyProducer)
class _Part:
    """One operator of the condition, as it stands at synth; None, and so left out, where it tests nothing."""

    def __init__(self, perimeter: Perimeter, operator: str, *, elsewhere: bool = False) -> None:
        self._perimeter = perimeter
        self._operator = operator
        self._elsewhere = elsewhere

    def produce(self, context: cdk.IResolveContext) -> Any:  # noqa: ANN401 - jsii's signature
        perimeter = self._perimeter
        if self._elsewhere:
            let_in = perimeter.let_in(context)
            return let_in.elsewhere(perimeter.regions_of_vpcs(context)).get(self._operator)
        return perimeter.let_in(context, self._operator).condition().get(self._operator)


def _in_order(values: Sequence[Any]) -> tuple[Any, ...]:
    """Each once, in an order that does not tell who came first."""
    unique = {json.dumps(value, sort_keys=True): value for value in values}
    return tuple(unique[key] for key in sorted(unique))
