"""Questions about templates, put to what was deployed from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

from private_endpoints.account import read
from private_endpoints.catalog import perimeter_resource
from private_endpoints.local import LocalCloud
from private_endpoints.network import (
    INTERNET,
    Element,
    Endpoint,
    EndpointType,
    Network,
    Path,
    PathEngine,
    PerimeterCaller,
    PerimeterQuestion,
    Question,
    Resource,
    Subnet,
    Vpc,
    Workload,
    needs_of,
)
from private_endpoints.values import Reference, Value, join

__all__ = ["NO_API", "Twin", "questions", "read_cloud"]

# What the local cloud has no API for, and its templates have nothing of.
NO_API = (
    "directconnect.describe_direct_connect_gateways",
    "ec2.describe_carrier_gateways",
    "ec2.describe_transit_gateway_attachments",
    "ec2.describe_transit_gateway_peering_attachments",
    "ec2.describe_transit_gateway_route_tables",
    "ec2.describe_transit_gateway_vpc_attachments",
    "ec2.describe_transit_gateways",
    "ec2.describe_vpc_block_public_access_options",
    "eks.list_fargate_profiles",
    "route53profiles.list_profile_associations",
    "route53profiles.list_profiles",
    "route53resolver.list_resolver_endpoints",
    "route53resolver.list_resolver_rule_associations",
    "route53resolver.list_resolver_rules",
    "sagemaker.list_domains",
)
# Services that samples have endpoints for, and some for which none has one.
SERVICES = (
    "bedrock-runtime",
    "codebuild",
    "dynamodb",
    "ec2",
    "ec2messages",
    "ecr.api",
    "ecr.dkr",
    "kms",
    "lambda",
    "logs",
    "s3",
    "sagemaker.api",
    "sagemaker.runtime",
    "secretsmanager",
    "sqs",
    "ssm",
    "ssmmessages",
    "sts",
)
# Calls of each kind of resource: what workloads do with it, and how it is governed.
ACTIONS = {
    "AWS::DynamoDB::GlobalTable": ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan"),
    "AWS::DynamoDB::Table": ("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:DeleteTable"),
    "AWS::ECR::Repository": ("ecr:BatchGetImage", "ecr:PutImage"),
    "AWS::KMS::Key": ("kms:Decrypt", "kms:GenerateDataKey", "kms:PutKeyPolicy"),
    "AWS::Logs::LogGroup": ("logs:PutLogEvents", "logs:DeleteLogGroup"),
    "AWS::S3::Bucket": ("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:ListBucket", "s3:DeleteBucketPolicy"),
    "AWS::SQS::Queue": ("sqs:SendMessage", "sqs:ReceiveMessage", "sqs:SetQueueAttributes"),
    "AWS::SecretsManager::Secret": (
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:DeleteResourcePolicy",
    ),
}
# Somebody of the account whom no policy names.
INSIDER = "arn:aws:iam::123456789012:role/Insider"
Asked: TypeAlias = Question | PerimeterQuestion


def read_cloud(cloud: LocalCloud) -> Network:
    """Everything that is in a cloud, over its API."""
    return read(cloud.client, region=cloud.region, assume_none=NO_API)


def questions(network: Network) -> Iterator[Asked]:
    """Every question that can sensibly be asked of a network, in its own ids."""
    for source in (*network.of(Workload), *network.of(Subnet)):
        for service in (*SERVICES, INTERNET):
            yield Question(source=source.id, service=service)
    for workload in network.of(Workload):
        yield from _needed(network, workload)
        yield from _beside(network, workload)
    for resource in network.of(Resource):
        for action in ACTIONS.get(resource.type, ()):
            for caller in callers(network, _stack(resource)):
                yield PerimeterQuestion(protect=resource.id, action=action, caller=caller)


def _needed(network: Network, workload: Workload) -> Iterator[Question]:
    """What a workload is found to need."""
    for need in needs_of(network, workload):
        yield Question(
            source=workload.id,
            service=need.service,
            host=need.host or "",
            port=need.port,
            action=need.action,
            resource=need.resource,
            target=need.target,
            role=need.role if isinstance(need.role, str) else None,
        )


def _beside(network: Network, workload: Workload) -> Iterator[Question]:
    """What else is in the stack of a workload: others that run, endpoints by their own names, resources."""
    for element in network:
        if _stack(element) != _stack(workload) or element is workload:
            continue
        if isinstance(element, Workload):
            yield Question(source=workload.id, target=element.id, port=5432)
        elif isinstance(element, Endpoint) and element.type is EndpointType.INTERFACE:
            yield Question(source=workload.id, host=f"endpoint:{element.id}")
        elif isinstance(element, Resource):
            row = perimeter_resource(element.type)
            for action in ACTIONS.get(element.type, ()) if row is not None else ():
                service = row.reached_by[0] if row is not None else ""
                yield Question(source=workload.id, service=service, action=action, target=element.id)


def _stack(element: Element) -> str:
    return element.id.partition(".")[0]


def callers(network: Network, stack: str) -> Iterator[PerimeterCaller]:
    """Who may try: from outside, services, through each endpoint of the stack and one of another, from a VPC."""
    yield PerimeterCaller(source_ip="203.0.113.7")
    yield PerimeterCaller(principal_arn=INSIDER, source_ip="203.0.113.7")
    yield PerimeterCaller(via_aws_service=True)
    elsewhere = PerimeterCaller(source_vpce="vpce-0a1b2c3d4e5f67890", source_vpc="vpc-0a1b2c3d4e5f67890")
    yield from (elsewhere, replace(elsewhere, principal_arn=INSIDER))
    yield PerimeterCaller(principal_arn="arn:aws:iam::999999999999:role/Stranger", source_ip="203.0.113.7")
    foreign = [one for one in network.of(Endpoint) if not one.id.startswith(f"{stack}.")]
    own = [one for one in network.of(Endpoint) if one.id.startswith(f"{stack}.")]
    for endpoint in (*foreign[:1], *own):
        yield PerimeterCaller(source_vpce=f"logical:{endpoint.id}")
        yield PerimeterCaller(principal_arn=INSIDER, source_vpce=f"logical:{endpoint.id}")
    for vpc in network.of(Vpc):
        if vpc.id.startswith(f"{stack}."):
            yield PerimeterCaller(source_vpc=f"logical:{vpc.id}")


@dataclass
class Twin:
    """A network of templates and the account that it was deployed to.

    Attributes:
        network: of the templates.
        account: read back.
        physical: ids of AWS by stack and logical id.
    """

    network: Network
    account: Network
    physical: Mapping[str, Mapping[str, str]]

    def id(self, id: str) -> str:
        """The id in the account of an element of the templates."""
        stack, _, logical_id = id.partition(".")
        physical = self.physical[stack][logical_id]
        found = self._by_name.get(physical)
        assert found is not None, f"{id} ({physical}) was not read back"
        ours = self.network.get(id)
        theirs = self.account.get(found)
        assert type(ours) is type(theirs), (ours, theirs)
        return found

    def ask(self, asked: Asked) -> tuple[Path, Path]:
        """The answers of the templates and of the account."""
        if isinstance(asked, Question):
            return self._ours.path(asked), self._theirs.path(self._question(asked))
        return self._ours.perimeter(asked), self._theirs.perimeter(self._perimeter(asked))

    def _question(self, asked: Question) -> Question:
        host = asked.host
        if host.startswith("endpoint:"):
            host = f"endpoint:{self.id(host.removeprefix('endpoint:'))}"
        return replace(
            asked,
            source=self.id(asked.source),
            host=host,
            target=None if asked.target is None else self.id(asked.target),
            role=self.id(asked.role) if asked.role else asked.role,
            resource=None if asked.resource is None else self.value(asked.resource),
        )

    def _perimeter(self, asked: PerimeterQuestion) -> PerimeterQuestion:
        caller = asked.caller
        named: dict[str, Any] = {
            key: f"logical:{self.id(given.removeprefix('logical:'))}"
            for key, given in (("source_vpce", caller.source_vpce), ("source_vpc", caller.source_vpc))
            if given is not None and given.startswith("logical:")
        }
        return replace(asked, protect=self.id(asked.protect), caller=replace(caller, **named))

    def value(self, value: Value) -> Value:
        """A value of the templates as it is in the account."""
        if isinstance(value, str):
            return value
        return join(self._part(part) if isinstance(part, Reference) else part for part in value.parts)

    def _part(self, part: Reference) -> Any:
        known = {"AWS::AccountId": self.account.account, "AWS::Region": self.account.region, "AWS::Partition": "aws"}
        if part.name in known:
            return known[part.name]
        element = self.account.get(self.id(part.name.removesuffix(".Arn")))
        assert element is not None
        arn = getattr(element, "arn", None)
        return arn if part.name.endswith(".Arn") else element.named

    @cached_property
    def _ours(self) -> PathEngine:
        return PathEngine(self.network)

    @cached_property
    def _theirs(self) -> PathEngine:
        return PathEngine(self.account)

    @cached_property
    def _by_name(self) -> dict[str, str]:
        """Ids of the account by what CloudFormation calls a thing."""
        found = {one.id: one.id for one in self.account}
        for one in self.account:
            if isinstance(one.value, str):
                found.setdefault(one.value, one.id)
        return found
