"""Whether a resource refuses a caller: the questions about perimeters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import Any

from private_endpoints.catalog import is_about_no_resource, partition_of, perimeter_resource, services_of_action
from private_endpoints.catalog import service as service_row
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network.model.element import Element
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.outcomes import Outcomes, either
from private_endpoints.network.paths.path import Blocker, Path
from private_endpoints.network.paths.policies.apis import is_api
from private_endpoints.network.paths.policies.assigned_ids import told_apart
from private_endpoints.network.paths.policies.bindings import accounts, bound, bound_value
from private_endpoints.network.paths.policies.gateway_policies import policy_of_endpoint
from private_endpoints.network.paths.policies.generated_names import generated_in
from private_endpoints.network.paths.policies.open_context import OpenContext, ServiceContext
from private_endpoints.network.paths.policies.resource_policy import arn_for, policy_of
from private_endpoints.network.paths.policies.service_keys import keys_of_service
from private_endpoints.network.paths.policies.truths import truth_of
from private_endpoints.network.paths.policies.unsigned import let_in
from private_endpoints.network.paths.question_problems import problems_of_action
from private_endpoints.network.paths.summary import summary
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.policy.evaluation import Decision, Policies, Principal, PrincipalKind, Request, evaluate
from private_endpoints.values import Reference, Truth, Unknown, Value, join

__all__ = ["PerimeterCaller", "PerimeterQuestion", "perimeter_path"]

_ALLOW_ALL: Mapping[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}
_LOGICAL = "logical:"
# A role that no policy names, but by patterns for all roles.
_NOBODY = "a-role-that-no-policy-names-5f0c2a9d41b7"


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterCaller:
    """Somebody who tries.

    Attributes:
        principal_arn: who. Default: a role of the resource's own account that no policy names.
        source_ip: the public address that the call comes from, if through no endpoint. Default: some address.
        source_vpce: id of the endpoint that it goes through, `logical:ID` for one of the network. Default: none.
        source_vpc: id of the VPC of that endpoint, in the same form. Default: that of the endpoint, if it is in the
            network.
        via_aws_service: whether an AWS service makes the call for the caller.
    """

    principal_arn: str | None = None
    source_ip: str | None = None
    source_vpce: str | None = None
    source_vpc: str | None = None
    via_aws_service: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterQuestion:
    """Whether a resource refuses a call. The caller is taken to have every permission of its own.

    Attributes:
        protect: id of the resource.
        action: IAM action of the call.
        resource: ARN of what is called. Default: the resource, or something in it.
        caller: who tries, and from where.
    """

    protect: str
    action: str
    resource: Value | None = None
    caller: PerimeterCaller = PerimeterCaller()


def perimeter_path(network: Network, question: PerimeterQuestion) -> Path:
    """Private if the caller is refused, public if it is let in.

    Raises:
        InvalidInputError: the question names something that is not there, or a principal that is none.
    """
    target = network.find(Resource, question.protect)
    problems = _problems(network, question, target)
    if target is None or problems:
        raise InvalidInputError(question.protect, problems)
    endpoint = _element(network, question.caller.source_vpce)
    documents = [policy_of(target), endpoint.policy if isinstance(endpoint, Endpoint) else None]
    outcomes: Outcomes = either(
        _outcome(target, *_decide(network, question, target, account))
        # The resource may be in the account of the caller, too.
        for account in accounts(network.account, [*documents, question.caller.principal_arn, question.resource])
    )
    return summary(question.protect, question.action, target.origin, outcomes)


def _decide(network: Network, question: PerimeterQuestion, target: Resource, account: str) -> tuple[Decision, Truth]:
    """What the policies say of a signed call, and whether the caller gets in, signed or not."""
    partition = partition_of(network.region or "")
    bindings = {"AWS::AccountId": account, "AWS::Partition": partition}
    if network.region is not None:
        bindings["AWS::Region"] = network.region
    endpoint = _element(network, question.caller.source_vpce)
    principal = _principal(question, account, partition)
    own_policy = endpoint.policy if isinstance(endpoint, Endpoint) else None
    if isinstance(endpoint, Endpoint) and principal.kind is not PrincipalKind.ROOT:
        own_policy = policy_of_endpoint(endpoint)
    resource = policy_of(target)
    given = bound_value(question.resource or arn_for(target, question.action), bindings)
    asked = generated_in(given)
    policies = Policies.compile(
        identity=[_ALLOW_ALL],
        resource=None if resource is None else bound(resource, bindings, asked),
        endpoint=None if own_policy is None else bound(own_policy, bindings, asked),
        bindings=bindings,
    )
    request = Request.of(principal, question.action, given, context={"aws:SecureTransport": True})
    owner = account if target.account is None else bound_value(target.account, bindings)
    request = replace(request, resource_account=owner).with_keys({"aws:ResourceAccount": owner})
    directly = not question.caller.via_aws_service
    keys = keys_of_service(question.action, owner=owner, caller=principal.account, directly=directly)
    request = request.with_keys(keys)
    request = _from(network, question, request)
    if principal.kind is PrincipalKind.ROLE_SESSION:
        request = request.with_keys({"aws:PrincipalArn": _role_of(principal)})
    open_context = ServiceContext if principal.kind is PrincipalKind.SERVICE else OpenContext
    request = replace(request, context=open_context(request.context))
    decision = evaluate(request, policies)
    if not is_api(target) or question.caller.via_aws_service:
        return decision, truth_of(decision)
    from_outside = question.caller.source_vpce is None and question.caller.source_vpc is None
    return decision, let_in(target, request, policies, signed=truth_of(decision), from_outside=from_outside)


def _from(network: Network, question: PerimeterQuestion, request: Request) -> Request:
    """The keys that say from where a call comes."""
    caller = question.caller
    if caller.via_aws_service:
        return request.on_behalf("an-aws-service.amazonaws.com")
    if caller.source_vpce is None and caller.source_vpc is None:
        return request.directly(source_ip=caller.source_ip or {"unknown": "aws:SourceIp"})
    endpoint = _element(network, caller.source_vpce)
    vpc: Value | None = None
    if caller.source_vpc is not None:
        vpc = _named(network, caller.source_vpc)
    elif isinstance(endpoint, Endpoint) and isinstance(endpoint.vpc, str):
        home = network.find(Vpc, endpoint.vpc)
        vpc = None if home is None else told_apart(home.named)
    unknown = {"unknown": "the VPC of the caller"}
    keys: dict[str, Any] = {
        "aws:SourceVpce": {"unknown": "the endpoint of the caller"}
        if caller.source_vpce is None
        else _named(network, caller.source_vpce),
        "aws:SourceVpc": unknown if vpc is None else vpc,
        "aws:VpcSourceIp": {"unknown": "aws:VpcSourceIp"},
    }
    for key in _carried(question.action):
        keys[key] = {"unknown": key}
    return request.with_keys(keys)


def _carried(action: str) -> tuple[str, ...]:
    found: set[str] = set()
    for name in services_of_action(action):
        found.update(service_row(name).perimeter_keys or ())
    return tuple(sorted(found))


def _principal(question: PerimeterQuestion, account: str, partition: str) -> Principal:
    arn = question.caller.principal_arn
    if arn is None:
        return Principal.parse(f"arn:{partition}:iam::{account}:role/{_NOBODY}")
    return Principal.parse(arn)


def _role_of(session: Principal) -> Value:
    """The ARN of the role that a session is of; the session's own ARN does not show the role's path."""
    before = f"arn:{session.partition}:iam::{session.account}:role/"
    return join([before, Reference(f"the path of the role {session.role}"), session.role])


def _element(network: Network, given: str | None) -> object:
    if given is None or not given.startswith(_LOGICAL):
        return None
    return network.get(given.removeprefix(_LOGICAL))


def _named(network: Network, given: str) -> Value:
    found = _element(network, given)
    return told_apart(found.named if isinstance(found, Element) else given)


def _outcome(target: Resource, decision: Decision, gets_in: Truth) -> Outcomes:
    decided = Trail().then(hop(target, f"decides by {decision.by.policy or 'no policy'}"))
    on = frozenset(decision.depends_on) | (gets_in.depends_on if isinstance(gets_in, Unknown) else frozenset())
    refused = Trail(hops=decided.hops, depends_on=on)
    opened = refused.note(lambda: [_perimeter_open(target)])
    if gets_in is True:
        return {Verdict.PUBLIC: opened}
    if gets_in is False:
        return {Verdict.PRIVATE: refused}
    return {Verdict.PRIVATE: refused, Verdict.PUBLIC: opened}


def _perimeter_open(target: Resource) -> Blocker:
    return blocker(
        "perimeter-open",
        target,
        f"{target} lets the caller in",
        "deny calls from elsewhere in its policy, by aws:SourceVpce or aws:SourceVpc",
    )


def _problems(network: Network, question: PerimeterQuestion, target: Resource | None) -> list[Problem]:
    problems: list[Problem] = []
    if target is None:
        given = f"protect {question.protect!r} is no resource with a policy"
        problems.append(Problem("unknown-resource", given, "give the id of a bucket, key, queue, topic, secret ..."))
    problems += [*problems_of_action(question.action)] or _problems_of_service(question.action, target)
    if question.caller.principal_arn is not None:
        try:
            Principal.parse(question.caller.principal_arn)
        except ValueError as error:
            problems.append(Problem("bad-principal", str(error), "give an ARN"))
    problems += _problems_of_place(network, question.caller)
    return problems


def _problems_of_service(action: str, target: Resource | None) -> list[Problem]:
    """Whether an action is of another service, which would be refused whatever the policies say."""
    row = None if target is None else perimeter_resource(target.type)
    examples = [] if row is None else [probe for probe, _ in row.probes]
    if not is_about_no_resource(action) and (not examples or _prefix(action) in {_prefix(one) for one in examples}):
        return []
    if not examples:
        return [Problem("bad-action", f"action {action!r} is about no resource", "give one about the resource")]
    return [Problem("bad-action", f"action {action!r} is none of {target}", f"give one such as {examples[0]}")]


def _prefix(action: str) -> str:
    return action.partition(":")[0].lower()


def _problems_of_place(network: Network, caller: PerimeterCaller) -> Iterator[Problem]:
    """What is wrong with where a caller calls from: what no policy can name would be refused by each."""
    if caller.source_ip is not None and not _is_address(caller.source_ip):
        yield Problem("bad-address", f"source_ip {caller.source_ip!r}", "give one address such as 203.0.113.7")
    for key, given, prefix in (
        ("source_vpce", caller.source_vpce, "vpce-"),
        ("source_vpc", caller.source_vpc, "vpc-"),
    ):
        if given is None or given.startswith(prefix):
            continue
        if not given.startswith(_LOGICAL):
            fix = f"give an id ({prefix}...), or {_LOGICAL}{given or 'ID'} for a resource of the templates"
            yield Problem("bad-id", f"{key} {given!r}", fix)
        elif _element(network, given) is None:
            yield Problem("unknown-element", f"{given!r} is nothing of the network", "give a logical id")


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
