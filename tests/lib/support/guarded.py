"""What a stack promises, as questions, and whether a change breaks any of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from private_endpoints.catalog import perimeter_resource
from private_endpoints.checks import Finding, check
from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import (
    INTERNET,
    Endpoint,
    Network,
    PathEngine,
    PerimeterCaller,
    PerimeterQuestion,
    Question,
    Resource,
    Subnet,
    Verdict,
    Workload,
    needs_of,
)
from private_endpoints.values import Reference, Value, join
from support.read_back import INSIDER, Asked, questions

__all__ = ["Guarded", "network_of"]

REGION, ACCOUNT = "us-east-1", "123456789012"
# Of other accounts: nothing may be carried there through the endpoints.
_BUCKETS: tuple[Value, ...] = (
    "arn:aws:s3:::somebody-elses/key",
    join(["arn:aws:s3:::", Reference("Elsewhere.Bucket", unique_in="AWS::S3::Bucket"), "/key"]),
)
# Promises that are looked at before the rules, which take as long as many of them.
_SOON = 60
_OPEN = {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
_LINKED = "backup.amazonaws.com/AWSServiceRoleForBackup"
# An action of each service that carries something out, and the end of an ARN that it takes.
_CARRIES = {
    "bedrock-runtime": ("bedrock:InvokeModel", "provisioned-model/somebody-elses"),
    "codebuild": ("codebuild:StartBuild", "project/somebody-elses"),
    "dynamodb": ("dynamodb:PutItem", "table/somebody-elses"),
    "ec2": ("ec2:CreateTags", "volume/vol-0123456789abcdef0"),
    "ecr.api": ("ecr:PutImage", "repository/somebody-elses"),
    "ecr.dkr": ("ecr:PutImage", "repository/somebody-elses"),
    "kms": ("kms:Encrypt", "key/00000000-0000-0000-0000-000000000000"),
    "logs": ("logs:PutLogEvents", "log-group:somebody-elses"),
    "sagemaker.api": ("sagemaker:CreateTrainingJob", "training-job/somebody-elses"),
    "sagemaker.runtime": ("sagemaker:InvokeEndpoint", "endpoint/somebody-elses"),
    "secretsmanager": ("secretsmanager:PutSecretValue", "secret:somebody-elses-abcdef"),
    "sqs": ("sqs:SendMessage", "somebody-elses"),
    "ssm": ("ssm:PutParameter", "parameter/somebody-elses"),
}


def network_of(template: dict[str, Any], name: str = "Sample") -> Network:
    """The network of one template."""
    (network,) = Deployment.of({name: template}, region=REGION, account=ACCOUNT).networks()
    return network


@dataclass(frozen=True)
class Guarded:
    """A stack that is as it should be.

    Attributes:
        promises: what is asked, with the answer.
        findings: what rules say of it as it is.
    """

    promises: tuple[tuple[Asked, Verdict], ...]
    findings: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, network: Network) -> Guarded:
        """What a network promises: which paths are private, and which are shut."""
        every = list(_asked(network))
        engine = PathEngine(_with_elsewhere(network, every))
        kept = []
        for asked in every:
            verdict = _verdict(engine, asked)
            # Who is to be let in by a perimeter has to stay so; a workload that goes out has not.
            if verdict in (Verdict.PRIVATE, Verdict.BLOCKED) or _is_let_in(asked, verdict):
                kept.append((asked, verdict))
        # What is private tells most, and soonest.
        kept.sort(key=lambda one: (one[1] is not Verdict.PRIVATE, isinstance(one[0], PerimeterQuestion)))
        return cls(tuple(kept), frozenset(_key(one) for one in check(network)))

    def broken_by(self, template: dict[str, Any]) -> str:
        """The first promise that a changed template breaks, or the first rule that says more; empty: none does."""
        try:
            network = network_of(template)
        except InvalidInputError as error:
            return f"refused: {error}"
        engine = PathEngine(_with_elsewhere(network, (asked for asked, _ in self.promises)))
        broken = _first_broken(engine, self.promises[:_SOON])
        return broken or self._new_finding(network) or _first_broken(engine, self.promises[_SOON:])

    def _new_finding(self, network: Network) -> str:
        new = (one for one in check(network) if _key(one) not in self.findings)
        return next((f"{one.severity} {one.rule}" for one in new), "")


def _first_broken(engine: PathEngine, promises: Iterable[tuple[Asked, Verdict]]) -> str:
    for asked, verdict in promises:
        found = _verdict(engine, asked)
        if found is not verdict:
            return f"{_said(asked)}: {found} instead of {verdict}"
    return ""


def _asked(network: Network) -> Iterator[Asked]:
    yield from questions(network)
    for workload in network.of(Workload):
        if workload.subnets != ():
            yield from _carried(network, workload)
            yield from _elsewhere(network, workload)
    for resource in network.of(Resource):
        yield from _shut(resource)


def _carried(network: Network, workload: Workload) -> Iterator[Question]:
    """What goes through the endpoints, and what does not. The caller has every permission: only they stand between."""
    asked: dict[tuple[str, str, Value], None] = {}
    for service, (action, name) in _CARRIES.items():
        asked[service, action, _foreign(action, name)] = None
    for action, bucket in product(("s3:PutObject", "s3:GetObject"), _BUCKETS):
        asked["s3", action, bucket] = None
    for endpoint in network.of(Endpoint):
        service = str(endpoint.service_name).removeprefix(f"com.amazonaws.{REGION}.")
        for statement in endpoint.policy["Statement"] if isinstance(endpoint.policy, Mapping) else ():
            for action, resource in product(_list(statement["Action"]), _list(statement["Resource"])):
                if action == "*":
                    continue
                exact = action.replace("*", "")
                asked[service, exact, _one_of(resource)] = None
                if isinstance(resource, str) and service != "s3":
                    asked[service, exact, _foreign(exact, resource.rpartition(":")[2])] = None
    for service, action, resource in asked:
        whole = Question(source=workload.id, service=service, action=action, resource=resource, role="")
        elsewhere = _account_of(resource)
        yield replace(whole, target=_id_of(resource)) if elsewhere not in ("", ACCOUNT) else whole


def _id_of(arn: Value) -> str:
    return f"Elsewhere.{arn}"


def _account_of(arn: Value) -> str:
    fields = arn.split(":", 5) if isinstance(arn, str) else []
    return fields[4] if len(fields) > 4 and fields[4].isdecimal() else ""


def _with_elsewhere(network: Network, questions: Iterable[Asked]) -> Network:
    """With what is called in other accounts, whose owners let everybody in."""
    called = {
        one.resource
        for one in questions
        if isinstance(one, Question) and one.target is not None and one.target.startswith("Elsewhere.")
    }
    resources = [
        Resource(id=_id_of(arn), type="Elsewhere", arn=arn, policy=_OPEN, account=_account_of(arn))
        for arn in called
        if arn is not None
    ]
    return Network([*network, *resources], region=network.region, account=network.account)


def _foreign(action: str, name: str) -> str:
    """The ARN of somebody else's; the kind of thing is kept."""
    kind = name.partition("/")[0] if "*" in name else name
    own = f"{kind}/somebody-elses" if "*" in name else kind
    return f"arn:aws:{action.partition(':')[0]}:{REGION}:999999999999:{own}"


def _one_of(resource: Value) -> Value:
    """Something that a pattern is of."""
    if resource == "*" or not isinstance(resource, str):
        return resource
    return resource.replace("*", "key")


def _elsewhere(network: Network, workload: Workload) -> Iterator[Question]:
    """It may run in any subnet of its VPC tomorrow."""
    worn = workload.groups if isinstance(workload.groups, tuple) else ()
    groups = tuple(one for one in worn if isinstance(one, str))
    services = dict.fromkeys(one.service for one in needs_of(network, workload))
    for subnet in network.of(Subnet):
        for service in (*services, INTERNET):
            yield Question(source=subnet.id, service=service, groups=groups)


def _shut(resource: Resource) -> Iterator[Asked]:
    """Who may do what with a resource, by each of the actions on what is in it; services of AWS among them."""
    row = perimeter_resource(resource.type)
    if row is None or resource.policy is None:
        return
    for action in (one.rstrip("*") for one in (*row.data_actions, *row.administration)):
        yield PerimeterQuestion(
            protect=resource.id, action=action, caller=PerimeterCaller(principal_arn=INSIDER, source_ip="203.0.113.7")
        )
    first = row.data_actions[0].rstrip("*")
    for caller in (
        PerimeterCaller(principal_arn="logging.s3.amazonaws.com", source_ip="203.0.113.7"),
        PerimeterCaller(principal_arn=f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/{_LINKED}", source_ip="192.0.2.1"),
        PerimeterCaller(principal_arn=INSIDER, via_aws_service=True),
    ):
        yield PerimeterQuestion(protect=resource.id, action=first, caller=caller)


def _list(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _verdict(engine: PathEngine, asked: Asked) -> Verdict:
    try:
        return (engine.path(asked) if isinstance(asked, Question) else engine.perimeter(asked)).verdict
    except InvalidInputError:
        # It names what is gone.
        return Verdict.UNKNOWN


def _is_let_in(asked: Asked, verdict: Verdict) -> bool:
    return isinstance(asked, PerimeterQuestion) and verdict is Verdict.PUBLIC


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule, finding.origin.logical_id


def _said(asked: Asked) -> str:
    if isinstance(asked, Question):
        return f"{asked.source} to {asked.called} {asked.action or ''} {asked.resource or ''}".strip()
    return f"{asked.action} on {asked.protect} by {asked.caller}"
