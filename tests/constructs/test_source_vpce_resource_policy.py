"""Each type of resource refuses whoever does not come through the endpoints, and nobody who administers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import aws_cdk as cdk
import jsii
import pytest
from aws_cdk import aws_apigateway as apigateway
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_sqs as sqs

from private_endpoints import InvalidInputError, PrivateServiceAccess, SourceVpceResourcePolicy
from private_endpoints.catalog import perimeter_resource
from support.perimeters import KINDS, Kind, denies, policy_of, stream_policy_of
from support.templates import paths, resources, template_of
from support.vpcs import CASES, Case, dummy, new_stack, owned

GLASS = "arn:aws:iam::111111111111:role/BreakGlass"
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def perimeter(case: Case, kind: Kind, **props: Any) -> SourceVpceResourcePolicy:
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=kind.services)
    resource = props.pop("resource", None) or kind.make(case.stack)
    return SourceVpceResourcePolicy(case.stack, "Only", resource=resource, **{"access": [access], **props})


def keys_of(statement: dict[str, Any]) -> set[str]:
    return {key for keys in statement["Condition"].values() for key in keys}


@pytest.mark.parametrize("make", CASES.values(), ids=CASES)
@each_kind
def test_one_deny_of_what_is_in_the_resource_names_the_endpoints(kind: Kind, make: Callable[[], Case]) -> None:
    case = make()
    perimeter(case, kind)
    (found,) = denies(policy_of(case.stack, kind))
    row = perimeter_resource(kind.type)
    assert row is not None
    actions = found["Action"] if isinstance(found["Action"], list) else [found["Action"]]
    assert actions == list(row.data_actions)
    assert found["Principal"] == "*"
    assert found["Effect"] == "Deny"
    endpoints = [one for one in kind.services if one != "dynamodb-streams"]
    assert len(found["Condition"]["StringNotEquals"]["aws:SourceVpce"]) == len(endpoints)
    assert found["Condition"]["BoolIfExists"] == {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}
    assert not any(
        "ForAnyValue" in operator or "IfExists" in operator for operator in found["Condition"] if "Not" in operator
    )


@each_kind
def test_a_vpc_is_let_in_by_its_arn_where_the_service_carries_it_and_by_its_id_and_region_elsewhere(kind: Kind) -> None:
    case = owned()
    perimeter(case, kind, vpcs=[case.vpc])
    document = policy_of(case.stack, kind)
    (found,) = denies(document)
    by_arn = kind.services[0] in {"s3", "kms", "ecr.api"}
    assert ("aws:SourceVpcArn" in keys_of(found)) is by_arn
    assert ("aws:SourceVpc" in keys_of(found)) is not by_arn
    paired = denies(document, "OnlyOwnRegion")
    assert len(paired) == (0 if by_arn else 1)
    for one in paired:
        assert one["Condition"]["StringNotEquals"]["aws:RequestedRegion"] == ["us-east-1"]
        assert set(one["Condition"]["StringEquals"]) == {"aws:SourceVpc"}
        assert one["Action"] == found["Action"]


@each_kind
def test_organizations_and_accounts_are_let_in_where_the_service_carries_the_key_and_an_error_elsewhere(
    kind: Kind,
) -> None:
    given: dict[str, tuple[dict[str, Any], set[str]]] = {
        "aws:VpceOrgID": ({"organization_id": "o-a1b2c3d4e5"}, {"s3", "kms", "ecr.api", "dynamodb", "sqs"}),
        "aws:VpceAccount": ({"accounts": ["222222222222"]}, {"s3", "kms", "ecr.api", "dynamodb"}),
    }
    for key, (props, carriers) in given.items():
        case = owned()
        if kind.services[0] in carriers:
            perimeter(case, kind, **props)
            assert key in keys_of(denies(policy_of(case.stack, kind))[0])
        else:
            resource = kind.make(case.stack)
            before = template_of(case.stack)
            tree = paths(case.app)
            with pytest.raises(InvalidInputError, match=rf"App/Only.*\[key-not-carried\].*{key}"):
                SourceVpceResourcePolicy(case.stack, "Only", resource=resource, **props)
            assert paths(case.app) == tree
            assert before["Resources"].keys() == resources(case.stack).keys()


@each_kind
def test_several_constructs_on_one_resource_make_one_perimeter(kind: Kind) -> None:
    case = owned()
    first = perimeter(case, kind)
    other = ec2.InterfaceVpcEndpoint.from_interface_vpc_endpoint_attributes(
        case.stack, "Other", vpc_endpoint_id="vpce-0123456789abcdef0", port=443
    )
    SourceVpceResourcePolicy(
        case.stack, "Also", resource=first.resource, endpoints=[other], service_roles=[f"{GLASS}2"], break_glass=[GLASS]
    )
    (found,) = denies(policy_of(case.stack, kind))
    assert "vpce-0123456789abcdef0" in found["Condition"]["StringNotEquals"]["aws:SourceVpce"]
    assert {GLASS, f"{GLASS}2"} <= {str(one) for one in found["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]}


@each_kind
def test_what_the_policy_has_is_kept_whoever_comes_first(kind: Kind) -> None:
    for first in (True, False):
        case = owned()
        resource = kind.make(case.stack)
        statement = iam.PolicyStatement(
            sid="Mine",
            principals=[iam.ArnPrincipal("arn:aws:iam::222222222222:role/Partner")],
            actions=[kind.actions[0]],
            **({} if kind.type == "AWS::ECR::Repository" else {"resources": ["*"]}),  # type: ignore[arg-type]
        )
        if first:
            resource.add_to_resource_policy(statement)
        perimeter(case, kind, resource=resource)
        if not first:
            resource.add_to_resource_policy(statement)
        assert "Mine" in {one.get("Sid") for one in policy_of(case.stack, kind)["Statement"]}


@pytest.mark.parametrize("kind", [KINDS["table"], KINDS["global table"]], ids=["table", "global table"])
def test_the_stream_of_a_table_has_a_perimeter_too(kind: Kind) -> None:
    case = owned()
    perimeter(case, kind)
    (found,) = denies(stream_policy_of(case.stack, kind))
    assert found["Action"] == ["dynamodb:GetRecords", "dynamodb:GetShardIterator"]
    assert "dynamodbstreams" in str(found["Condition"]["StringNotEquals"]["aws:SourceVpce"])


def test_nobody_but_the_exempt_reads_a_stream_for_which_there_is_no_endpoint() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["dynamodb"])
    kind = KINDS["table"]
    SourceVpceResourcePolicy(case.stack, "Only", resource=kind.make(case.stack), access=[access], service_roles=[GLASS])
    (found,) = denies(stream_policy_of(case.stack, kind))
    assert "StringNotEquals" not in found["Condition"]
    assert GLASS in found["Condition"]["ArnNotEquals"]["aws:PrincipalArn"]


def test_a_key_exempts_the_role_by_which_volumes_are_attached() -> None:
    case = owned()
    perimeter(case, KINDS["key"])
    (found,) = denies(policy_of(case.stack, KINDS["key"]))
    assert "role/aws:ec2-infrastructure" in str(found["Condition"]["ArnNotEquals"])


def test_a_topic_without_a_policy_keeps_what_sns_gives_it_and_one_with_a_policy_gets_nothing_more() -> None:
    kind = KINDS["topic"]
    case = owned()
    perimeter(case, kind)
    default, _ = policy_of(case.stack, kind)["Statement"]
    assert default["Effect"] == "Allow"
    assert default["Condition"] == {"StringEquals": {"AWS:SourceOwner": "111111111111"}}
    case = owned()
    perimeter(case, kind, resource=sns.Topic(case.stack, "Topic", enforce_ssl=True))
    assert [one["Effect"] for one in policy_of(case.stack, kind)["Statement"]] == ["Deny", "Deny"]


def test_a_queue_policy_has_at_most_seven_actions_in_a_statement() -> None:
    case = owned()
    actions = [
        f"sqs:{name}"
        for name in (
            "ChangeMessageVisibility",
            "DeleteMessage",
            "GetQueueUrl",
            "ListDeadLetterSourceQueues",
            "ListQueueTags",
            "PurgeQueue",
            "ReceiveMessage",
            "SendMessage",
            "TagQueue",
        )
    ]
    perimeter(case, KINDS["queue"], actions=actions)
    found = denies(policy_of(case.stack, KINDS["queue"]))
    assert [len(one["Action"]) for one in found] == [7, 2]


def test_an_alias_stands_for_its_key_and_an_attached_secret_for_itself() -> None:
    case = owned()
    key = kms.Key(case.stack, "Key")
    perimeter(case, KINDS["key"], resource=key.add_alias("one"))
    assert denies(policy_of(case.stack, KINDS["key"]))
    case = owned()
    secret = secretsmanager.Secret(case.stack, "Secret")
    attached = secret.attach(Target())
    perimeter(case, KINDS["secret"], resource=attached)
    assert denies(policy_of(case.stack, KINDS["secret"]))


def test_application_stacks_with_their_own_resources_make_no_cycle() -> None:
    for kind in KINDS.values():
        case = CASES["of another stack"]()
        perimeter(case, kind)
        (found,) = denies(policy_of(case.stack, kind))
        assert "Fn::ImportValue" in str(found["Condition"]["StringNotEquals"]["aws:SourceVpce"])


def test_the_order_of_constructs_changes_nothing_in_who_is_let_in() -> None:
    def built(*order: str) -> Any:
        case = owned()
        kind = KINDS["queue"]
        queue = kind.make(case.stack)
        access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=kind.services)
        props: dict[str, dict[str, Any]] = {
            "A": {"access": [access]},
            "B": {"vpcs": [case.vpc], "service_roles": [f"{GLASS}2"]},
            "C": {"organization_id": "o-a1b2c3d4e5", "break_glass": [GLASS]},
        }
        for name in order:
            SourceVpceResourcePolicy(case.stack, name, resource=queue, **props[name])
        return sorted(policy_of(case.stack, kind)["Statement"], key=lambda one: str(one["Sid"]))

    assert built("A", "B", "C") == built("C", "A", "B") == built("B", "C", "A")


def test_on_the_dummy_of_a_lookup_a_perimeter_is_made_all_the_same() -> None:
    for kind in KINDS.values():
        case = dummy()
        perimeter(case, kind)
        assert denies(policy_of(case.stack, kind))


@jsii.implements(secretsmanager.ISecretAttachmentTarget)
class Target:
    """A database that a secret is attached to."""

    def as_secret_attachment_target(self) -> secretsmanager.SecretAttachmentTargetProps:
        return secretsmanager.SecretAttachmentTargetProps(
            target_id="database", target_type=secretsmanager.AttachmentTargetType.RDS_DB_INSTANCE
        )


def public_api(stack: cdk.Stack) -> apigateway.RestApi:
    api = apigateway.RestApi(stack, "R", cloud_watch_role=False)
    api.root.add_method("GET")
    return api


def test_a_private_api_is_deployed_anew_when_its_policy_changes() -> None:
    def deployment(*accounts: str) -> set[str]:
        case = owned()
        kind = KINDS["private REST API"]
        perimeter(case, kind, vpcs=[case.vpc], break_glass=[f"arn:aws:iam::{one}:role/Glass" for one in accounts])
        return set(resources(case.stack, "AWS::ApiGateway::Deployment"))

    assert deployment("111111111111") == deployment("111111111111")
    assert deployment("111111111111") != deployment("222222222222")


BAD: dict[str, tuple[Callable[[cdk.Stack], Any], dict[str, Any], str]] = {
    "nothing let in": (lambda stack: sqs.Queue(stack, "R"), {}, "no-endpoints"),
    "an imported queue": (
        lambda stack: sqs.Queue.from_queue_arn(stack, "R", "arn:aws:sqs:us-east-1:111111111111:one"),
        {"accounts": []},
        "imported-resource",
    ),
    "an imported key": (
        lambda stack: kms.Key.from_key_arn(stack, "R", "arn:aws:kms:us-east-1:111111111111:key/1234"),
        {},
        "imported-resource",
    ),
    "an imported table": (lambda stack: dynamodb.Table.from_table_name(stack, "R", "one"), {}, "imported-resource"),
    "a VPC": (lambda stack: ec2.Vpc(stack, "R"), {}, "not-a-resource"),
    "a stack": (lambda stack: stack, {}, "not-a-resource"),
    "a text": (lambda _: "queue", {}, "not-a-resource"),
    "a public REST API": (public_api, {"vpcs": []}, "not-a-private-api"),
    "all actions of a key": (
        lambda stack: kms.Key(stack, "R"),
        {"actions": ["kms:*"], "break_glass": [GLASS]},
        "lock-out",
    ),
    "grants of a key": (lambda stack: kms.Key(stack, "R"), {"actions": ["kms:CreateGrant"]}, "lock-out"),
    "all actions of a queue without break glass": (
        lambda stack: sqs.Queue(stack, "R"),
        {"actions": ["sqs:*"]},
        "lock-out",
    ),
    "actions of another service": (
        lambda stack: sqs.Queue(stack, "R"),
        {"actions": ["sns:Publish"]},
        "action-of-another-service",
    ),
    "a pattern of roles": (
        lambda stack: sqs.Queue(stack, "R"),
        {"service_roles": ["arn:aws:iam::111111111111:role/cdk-*"]},
        "not-an-exact-arn",
    ),
    "an account that is none": (lambda stack: s3.Bucket(stack, "R"), {"accounts": ["1234"]}, "not-an-account"),
    "an organization that is none": (
        lambda stack: s3.Bucket(stack, "R"),
        {"organization_id": "mine"},
        "not-an-organization",
    ),
    "a VPC as text": (lambda stack: s3.Bucket(stack, "R"), {"vpcs": ["vpc-1"]}, "wrong-type"),
    "a string for a list": (lambda stack: s3.Bucket(stack, "R"), {"accounts": "222222222222"}, "not-a-list"),
    "an endpoint as text": (lambda stack: s3.Bucket(stack, "R"), {"endpoints": ["vpce-1"]}, "not-an-endpoint"),
}


@pytest.mark.parametrize(("make", "props", "code"), BAD.values(), ids=BAD)
def test_bad_input_is_one_error_and_leaves_everything_as_it_was(
    make: Callable[[cdk.Stack], Any], props: dict[str, Any], code: str
) -> None:
    stack = new_stack()
    resource = make(stack)
    before, tree = template_of(stack), paths(stack.node.root)
    with pytest.raises(InvalidInputError, match=rf"(?s)App/Bad.*\[{code}\]") as caught:
        SourceVpceResourcePolicy(stack, "Bad", resource=resource, **props)
    assert "; " in str(caught.value)
    assert paths(stack.node.root) == tree
    assert template_of(stack) == before


def test_an_access_without_an_endpoint_for_the_service_is_an_error() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sns"])
    with pytest.raises(InvalidInputError, match=r"no-endpoint-of-service.*PrivateServiceAccess\(services=\['sqs'"):
        SourceVpceResourcePolicy(case.stack, "Only", resource=sqs.Queue(case.stack, "Queue"), access=[access])


def test_an_endpoint_of_another_service_is_an_error() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["sns"])
    with pytest.raises(InvalidInputError, match="another-service"):
        SourceVpceResourcePolicy(
            case.stack, "Only", resource=sqs.Queue(case.stack, "Queue"), endpoints=[access.endpoints["sns"]]
        )


def test_an_endpoint_with_fips_leads_to_the_same_resource() -> None:
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=["kms-fips"])
    endpoints = [access.endpoints["kms-fips"]]
    SourceVpceResourcePolicy(case.stack, "Only", resource=kms.Key(case.stack, "Key"), endpoints=endpoints)
    (found,) = denies(policy_of(case.stack, KINDS["key"]))
    assert "kmsfips" in str(found["Condition"]["StringNotEquals"]["aws:SourceVpce"])
