"""What the templates say of each type of resource and each form of perimeter, asked of the evaluator anew.

The constructs test their promises themselves at synth; here the policies are read back from the template, every
reference is a string as it would be in AWS, and the requests are written by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from private_endpoints import PrivateServiceAccess, SourceVpceResourcePolicy
from private_endpoints.catalog import service
from private_endpoints.policy.evaluation import EndpointSource, Policies, Principal, Request, evaluate
from private_endpoints.policy.through import through
from support.perimeters import KINDS, Kind, policy_of, written_out
from support.vpcs import ACCOUNT, REGION, Case, owned

ORGANIZATION = "o-a1b2c3d4e5"
FRIENDLY = "222222222222"
FOREIGN = "999999999999"
ENDPOINT = "vpce-0inside"
VPC = "vpc-0inside"
GLASS = f"arn:aws:iam::{ACCOUNT}:role/BreakGlass"
SERVICE_ROLE = f"arn:aws:iam::{ACCOUNT}:role/Replication"
DEPLOYER = f"arn:aws:iam::{ACCOUNT}:role/cdk-hnb659fds-cfn-exec-role-{ACCOUNT}-{REGION}"
WORKER = f"arn:aws:iam::{ACCOUNT}:role/Worker"
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}

# Forms of a perimeter, and a network that each lets in.
FORMS: dict[str, tuple[dict[str, Any], EndpointSource]] = {
    "endpoint": ({}, EndpointSource(endpoint=ENDPOINT, vpc=VPC, region=REGION, account=ACCOUNT)),
    "vpc": ({}, EndpointSource(endpoint="vpce-0unnamed", vpc=VPC, region=REGION, account=ACCOUNT)),
    "organization": (
        {"organization_id": ORGANIZATION},
        EndpointSource(endpoint="vpce-0o", vpc="vpc-0o", region=REGION, account=FRIENDLY, organization=ORGANIZATION),
    ),
    "account": (
        {"accounts": [FRIENDLY]},
        EndpointSource(endpoint="vpce-0a", vpc="vpc-0a", region=REGION, account=FRIENDLY),
    ),
}
CARRIERS = {
    "organization": {"s3", "kms", "ecr.api", "dynamodb", "sqs"},
    "account": {"s3", "kms", "ecr.api", "dynamodb"},
}
ELSEWHERE = EndpointSource(
    endpoint="vpce-0else", vpc="vpc-0else", region=REGION, account=FOREIGN, organization="o-zzzzzzzzzz"
)


@dataclass(frozen=True)
class Site:
    """A resource with its policy as AWS would have it."""

    kind: Kind
    policies: Policies
    inside: EndpointSource

    def request(self, action: str, principal: str | Principal = WORKER) -> Request:
        return Request.of(principal, action, self.kind.arn, resource_account=ACCOUNT)

    def allows(self, request: Request) -> bool:
        decision = evaluate(request, self.policies)
        assert decision.depends_on == ()
        return decision.is_allowed

    def from_inside(self, request: Request) -> Request:
        return through(service(self.kind.services[0]), request, self.inside)

    def from_elsewhere(self, request: Request) -> Request:
        return through(service(self.kind.services[0]), request, ELSEWHERE)


def site(kind: Kind, form: str, **props: Any) -> Site:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=kind.services)
    given, inside = FORMS[form]
    by_form: dict[str, dict[str, Any]] = {"vpc": {"vpcs": [case.vpc]}, "endpoint": {"access": [access]}}
    networks = by_form.get(form, given)
    resource = kind.make(case.stack)
    SourceVpceResourcePolicy(case.stack, "Only", resource=resource, **networks, **props)
    document = written_out(policy_of(case.stack, kind), known(case, kind, access, resource))
    if kind.type == "AWS::ApiGateway::RestApi":
        for statement in document["Statement"]:
            statement["Resource"] = statement["Resource"].replace("execute-api:/*", f"arn:aws:execute-api:{REGION}:*")
    return Site(kind, Policies.compile(identity=[EVERYTHING], resource=document), inside)


def known(case: Case, kind: Kind, access: PrivateServiceAccess, resource: Any) -> dict[str, str]:
    """The strings for the endpoint, the VPC and the resource."""
    stack = case.stack

    def name(value: Any) -> str:
        return str(stack.resolve(value)["Ref"])

    endpoint = access.endpoints[kind.services[0]]
    logical = str(stack.resolve(resource.node.default_child.logical_id))
    arn = "arn:aws:s3:::data" if kind.type == "AWS::S3::Bucket" else kind.arn
    return {
        name(endpoint.vpc_endpoint_id): ENDPOINT,
        name(case.vpc.vpc_id): VPC,
        logical: arn,
        f"{logical}.Arn": arn,
    }


def cases() -> Iterator[Any]:
    for name, kind in KINDS.items():
        for form in FORMS:
            if kind.services[0] in CARRIERS.get(form, {kind.services[0]}):
                yield pytest.param(kind, form, id=f"{name}-by {form}")


every_form = pytest.mark.parametrize(("kind", "form"), list(cases()))


@every_form
def test_data_passes_inside_only(kind: Kind, form: str) -> None:
    of = site(kind, form, service_roles=[SERVICE_ROLE], break_glass=[GLASS])
    for action in kind.actions:
        worker = of.request(action)
        assert of.allows(of.from_inside(worker))
        # Stolen credentials: on the internet, and through an endpoint of the thief.
        assert not of.allows(worker.directly(source_ip="203.0.113.7"))
        assert not of.allows(of.from_elsewhere(worker))
        # The exempt are never refused.
        for exempt in (SERVICE_ROLE, GLASS):
            assert of.allows(of.request(action, exempt).directly(source_ip="203.0.113.7"))
        # A service that the caller asked passes the request on.
        assert of.allows(worker.on_behalf("athena.amazonaws.com"))
        linked = f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX"
        private_api = kind.type == "AWS::ApiGateway::RestApi"
        assert of.allows(of.request(action, linked).directly(source_ip="203.0.113.7")) is not private_api


@every_form
def test_foreign_credentials_are_of_no_use_inside(kind: Kind, form: str) -> None:
    of = site(kind, form)
    for action in kind.actions:
        stranger = of.request(action, f"arn:aws:iam::{FOREIGN}:role/Stranger")
        # A private API's methods say themselves who may call; an unsigned call is theirs to judge, inside.
        assert of.allows(of.from_inside(stranger)) is (kind.type == "AWS::ApiGateway::RestApi")
        assert not of.allows(stranger.directly(source_ip="203.0.113.7"))
        assert not of.allows(of.from_elsewhere(stranger))
        anonymous = of.request(action, "anonymous")
        assert not of.allows(anonymous.directly(source_ip="203.0.113.7"))


@every_form
def test_whoever_administers_the_resource_can_undo_it_from_anywhere(kind: Kind, form: str) -> None:
    of = site(kind, form, break_glass=[GLASS])
    author = f"arn:aws:iam::{ACCOUNT}:role/Author"
    for action in kind.administration:
        for who in (author, DEPLOYER, GLASS, f"arn:aws:iam::{ACCOUNT}:user/admin"):
            assert of.allows(of.request(action, who).directly(source_ip="203.0.113.7"))


# Types of which everything can be refused: a key's administration never is.
WIDE = [name for name, kind in KINDS.items() if kind.type not in {"AWS::KMS::Key", "AWS::ApiGateway::RestApi"}]


@pytest.mark.parametrize("name", WIDE)
def test_where_everything_is_refused_break_glass_and_cloudformation_can_undo_it(name: str) -> None:
    kind = KINDS[name]
    prefix = kind.actions[0].partition(":")[0]
    of = site(kind, "endpoint", actions=[f"{prefix}:*"], break_glass=[GLASS])
    for action in kind.administration:
        outside = of.request(action).directly(source_ip="203.0.113.7")
        assert not of.allows(outside)
        for who in (DEPLOYER, GLASS):
            assert of.allows(of.request(action, who).directly(source_ip="203.0.113.7"))


def test_volumes_of_encrypted_instances_attach() -> None:
    of = site(KINDS["key"], "endpoint")
    role = f"arn:aws:iam::{ACCOUNT}:role/aws:ec2-infrastructure"
    assert of.allows(of.request("kms:Decrypt", role).directly(source_ip="203.0.113.7"))
