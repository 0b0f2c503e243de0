"""The policies around a call: of the endpoint, the resource and the caller's role."""

from __future__ import annotations

from typing import Any

from private_endpoints.network import Api, PathEngine, PerimeterCaller, PerimeterQuestion, Resource, Role, Verdict
from private_endpoints.values import Parameter, Reference, Unknown, join
from support.networks import Scenario, base, interface_endpoint, with_nat
from support.twins import Twins, judged

_ENDPOINT = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
_EVALUATION = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_PERIMETER = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html"
_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_KEYS = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"

_MANAGED = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"
_KEYS_OF_CALLS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"

_SOMETHING = Unknown(frozenset({"something"}))
GATEWAY = join([Reference("S3Gateway", unique_in="Endpoint")])
BUCKET_ARN = join(["arn:", Reference("AWS::Partition"), ":s3:::", Reference("Bucket", unique_in="Resource")])
OTHER_ARN = join(["arn:", Reference("AWS::Partition"), ":s3:::", Reference("Other", unique_in="Resource")])
GET: dict[str, Any] = {"service": "s3", "action": "s3:GetObject", "target": "Bucket"}


def statement(effect: str = "Allow", action: Any = "*", resource: Any = "*", **fields: Any) -> dict[str, Any]:
    given = {"Effect": effect, "Action": action, "Resource": resource, **fields}
    return given if "Principal" in given or "NotPrincipal" in given else {**given, "Principal": "*"}


def identity(effect: str = "Allow", action: Any = "*", resource: Any = "*") -> dict[str, Any]:
    return policy({"Effect": effect, "Action": action, "Resource": resource})


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def only_through(value: Any, *, key: str = "aws:SourceVpce", action: Any = "s3:*") -> dict[str, Any]:
    return policy(statement("Deny", action, Condition={"StringNotEquals": {key: value}}))


GENERATED = join(["arn:aws:s3:::", Reference("App.Bucket", unique_in="AWS::S3::Bucket")])
OBJECTS = join([BUCKET_ARN, "/*"])
WITH_BUCKET = base().plus(
    Resource(id="Bucket", type="AWS::S3::Bucket", arn=BUCKET_ARN),
    Resource(id="Other", type="AWS::S3::Bucket", arn=OTHER_ARN),
    Role(id="Role", policies=(identity(action="s3:*"),)),
)
NAMES = WITH_BUCKET.change("Bucket", arn=GENERATED)
NARROWED = WITH_BUCKET.change("S3Gateway", policy=policy(statement(action="s3:*", resource=[BUCKET_ARN, OBJECTS])))
PERIMETER = WITH_BUCKET.change("Bucket", policy=only_through(GATEWAY))


@judged(
    Twins(law="without a policy an endpoint lets everything through", page=_ENDPOINT, given=base(),
          change=lambda one: one.change("ssm", policy=policy(statement("Deny"))), code="policy-refuses"),
    Twins(law="a policy with no Allow refuses everything", page=_ENDPOINT, ask={"service": "s3"},
          given=base().change("S3Gateway", policy=policy(statement(action="s3:*"))),
          change=lambda one: one.change("S3Gateway", policy=policy(statement("Deny", "s3:DeleteBucket"))),
          code="policy-refuses"),
    Twins(law="a policy for another service refuses everything", page=_ENDPOINT,
          given=base().change("ssm", policy=policy(statement(action="ssm:*"))),
          change=lambda one: one.change("ssm", policy=policy(statement(action="kms:*"))), code="policy-refuses"),
    Twins(law="in the policy of a gateway endpoint an account means its root user", page=_ENDPOINT,
          ask={"service": "s3"}, given=base().change("S3Gateway", policy=policy(statement(Principal={"AWS": "*"}))),
          change=lambda one: one.change("S3Gateway", policy=policy(statement(
              Principal={"AWS": join(["arn:aws:iam::", Reference("AWS::AccountId"), ":root"])}))),
          code="policy-refuses"),
    Twins(law="a policy that may let some calls through does", page=_ENDPOINT, ask={"service": "s3"}, given=NARROWED,
          change=lambda one: one.change("S3Gateway", policy=policy()), code="policy-refuses"),
    Twins(law="the endpoint policy allows the bucket", page=_ENDPOINT, ask=GET, given=NARROWED,
          change=lambda one: one.change("S3Gateway", policy=policy(statement(resource=[OTHER_ARN]))),
          code="policy-refuses"),
    Twins(law="the endpoint policy allows the action", page=_ENDPOINT, ask=GET,
          given=NARROWED.change("S3Gateway", policy=policy(statement(action=["s3:GetObject", "s3:PutObject"]))),
          change=lambda one: one.change("S3Gateway", policy=policy(statement(action="s3:PutObject"))),
          code="policy-refuses"),
    Twins(law="the target is asked for without an action", page=_ENDPOINT, ask={"service": "s3", "target": "Bucket"},
          given=NARROWED, change=lambda one: one.change("S3Gateway", policy=policy(statement(resource=OTHER_ARN))),
          code="policy-refuses"),
    Twins(law="a policy that is a parameter leaves it open", page=_ENDPOINT, ask=GET, given=NARROWED,
          change=lambda one: one.change("S3Gateway", policy={"Version": "2012-10-17", "Statement": [{"Ref": "P"}]}),
          other=Verdict.UNKNOWN),
    Twins(law="a policy that is a parameter need not allow anything", page=_ENDPOINT, given=base(),
          change=lambda one: one.change("ssm", policy={"Version": "2012-10-17", "Statement": [{"Ref": "P"}]}),
          other=Verdict.UNKNOWN),
    Twins(law="the endpoint policy admits the caller's organization only if it is in it", page=_ENDPOINT, ask=GET,
          given=NARROWED, change=lambda one: one.change("S3Gateway", policy=policy(statement(
              Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}))), other=Verdict.UNKNOWN),
    Twins(law="the endpoint policy admits the own account", page=_ENDPOINT, ask=GET,
          given=NARROWED.change("S3Gateway", policy=policy(statement(
              Condition={"StringEquals": {"aws:PrincipalAccount": join([Reference("AWS::AccountId")])}}))),
          change=lambda one: one.change("S3Gateway", policy=policy(statement(
              Condition={"StringEquals": {"aws:PrincipalAccount": "111122223333"}}))), other=Verdict.UNKNOWN),
    Twins(law="of a known account it is known whether it is another one", page=_ENDPOINT, ask=GET,
          given=Scenario(NARROWED.change("S3Gateway", policy=policy(statement(
              Condition={"StringEquals": {"aws:PrincipalAccount": "111122223333"}}))).elements.values(),
              account="111122223333"),
          change=lambda one: Scenario(one.elements.values(), account="444455556666"), code="policy-refuses"),
)  # fmt: skip
def test_endpoint_policies(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def in_region(region: str) -> dict[str, Any]:
    """A policy of a role that allows calls to one region."""
    made = identity()
    made["Statement"][0]["Condition"] = {"StringEquals": {"aws:RequestedRegion": region}}
    return made


@judged(
    Twins(law="the role allows the action", page=_EVALUATION, ask=GET, given=WITH_BUCKET,
          change=lambda one: one.change("Role", policies=()), code="policy-refuses"),
    Twins(law="without an action the role is not asked", page=_EVALUATION, ask={"service": "s3"},
          given=WITH_BUCKET.change("Role", policies=()), change=lambda one: one.without("S3Gateway")),
    Twins(law="a Deny of the role wins", page=_EVALUATION, ask=GET, given=WITH_BUCKET,
          change=lambda one: one.change("Role", policies=(identity(), identity("Deny", "s3:Get*"))),
          code="policy-refuses"),
    Twins(law="the region that is called is known where the service's is", page=_KEYS_OF_CALLS, ask=GET,
          given=WITH_BUCKET.change("Role", policies=(in_region("us-east-1"),)),
          change=lambda one: one.change("Role", policies=(in_region("eu-west-1"),)), code="policy-refuses"),
    Twins(law="the boundary limits the role", page=_EVALUATION, ask=GET,
          given=WITH_BUCKET.change("Role", boundary=identity(action="s3:*")),
          change=lambda one: one.change("Role", boundary=identity(action="ec2:*")), code="policy-refuses"),
    Twins(law="managed policies that nobody read may allow", page=_EVALUATION, ask=GET, given=WITH_BUCKET,
          change=lambda one: one.change("Role", policies=(),
                                        managed_policies=("arn:aws:iam::111122223333:policy/Some",)),
          other=Verdict.UNKNOWN),
    Twins(law="managed policies of AWS count as the catalog has them", page=_MANAGED, ask=GET,
          given=WITH_BUCKET.change("Role", managed_policies=("arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",)),
          change=lambda one: one.change("Role", managed_policies=("arn:aws:iam::aws:policy/AWSDenyAll",)),
          code="policy-refuses"),
    Twins(law="what a managed policy of AWS allows is allowed", page=_MANAGED, ask=GET,
          given=WITH_BUCKET.change("Role", policies=(), managed_policies=(
              "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",)),
          change=lambda one: one.change("Role", managed_policies=(
              "arn:aws-cn:iam::aws:policy/AmazonS3ReadOnlyAccess",)),
          other=Verdict.UNKNOWN),
    Twins(law="a managed policy of AWS may have gained services since, one for a single purpose has not",
          page=_MANAGED, ask=GET, verdict=Verdict.UNKNOWN,
          given=WITH_BUCKET.change("Role", policies=(), managed_policies=(
              "arn:aws:iam::aws:policy/AmazonSQSFullAccess",)),
          change=lambda one: one.change("Role", managed_policies=(
              join(["arn:", Reference("AWS::Partition"),
                    ":iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"]),)), code="policy-refuses"),
    Twins(law="a managed policy that the catalog has not may deny", page=_MANAGED, ask=GET, given=WITH_BUCKET,
          change=lambda one: one.change("Role", managed_policies=("arn:aws:iam::aws:policy/OfTomorrow",)),
          other=Verdict.UNKNOWN),
    Twins(law="a policy that the role perhaps has takes nothing away if it denies nothing", page=_EVALUATION, ask=GET,
          given=WITH_BUCKET.change("Role", perhaps=(identity(),)),
          change=lambda one: one.change("Role", perhaps=(identity("Deny"),)), other=Verdict.UNKNOWN),
    Twins(law="a policy that the role perhaps has may allow", page=_EVALUATION, ask=GET,
          given=WITH_BUCKET.change("Role", policies=(), perhaps=(identity("Deny"), identity())),
          verdict=Verdict.UNKNOWN,
          change=lambda one: one.change("Role", perhaps=(identity(action="sqs:*"),)), code="policy-refuses"),
    Twins(law="a role that nobody has read may allow or not", page=_EVALUATION, ask=GET, given=WITH_BUCKET,
          change=lambda one: one.change("Worker", role="RoleOfOthers"), other=Verdict.UNKNOWN),
    Twins(law="the name of another bucket is not one that is generated", page=_EVALUATION, ask=GET,
          given=NAMES.change("Role", policies=(identity(resource=join([GENERATED, "/*"])),)),
          change=lambda one: one.change("Role", policies=(identity(resource="arn:aws:s3:::other/*"),)),
          code="policy-refuses"),
    Twins(law="a pattern may take a name that is generated", page=_EVALUATION, ask=GET,
          given=NAMES.change("Role", policies=(identity(resource="arn:aws:s3:::*"),)),
          change=lambda one: one.change("Role", policies=(identity(resource="arn:aws:s3:::app-*"),)),
          other=Verdict.UNKNOWN),
    Twins(law="an address in the VPC is one of the caller's subnet", page=_KEYS_OF_CALLS, ask=GET,
          given=WITH_BUCKET.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/23"}}))),
          change=lambda one: one.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"NotIpAddress": {"aws:VpcSourceIp": "10.0.2.0/23"}}))),
          code="policy-refuses"),
    Twins(law="a range inside the caller's subnet leaves it open", page=_KEYS_OF_CALLS, ask=GET,
          given=WITH_BUCKET.change("Worker", private_ip="10.0.1.70").change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"NotIpAddress": {"aws:VpcSourceIp": "10.0.1.64/26"}}))),
          change=lambda one: one.change("Worker", private_ip=None), other=Verdict.UNKNOWN),
    Twins(law="policies that may be added elsewhere leave it open", page=_EVALUATION, ask=GET, given=WITH_BUCKET,
          change=lambda one: one.change("Role", complete=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="the resource lets the endpoint in", page=_BUCKETS, ask=GET, given=PERIMETER,
          change=lambda one: one.change("Bucket", policy=only_through(join([Reference("ssm", unique_in="Endpoint")]))),
          code="policy-refuses"),
    Twins(law="an id that is written out is not that of an endpoint that is yet to be made", page=_BUCKETS, ask=GET,
          given=PERIMETER, change=lambda one: one.change("Bucket", policy=only_through("vpce-0123456789abcdef0")),
          code="policy-refuses"),
    Twins(law="the id of an endpoint that is there already is its own", page=_BUCKETS, ask=GET,
          given=WITH_BUCKET.change("S3Gateway", value="vpce-0123456789abcdef0")
          .change("Bucket", policy=only_through("vpce-0123456789abcdef0")),
          change=lambda one: one.change("S3Gateway", value="vpce-0fedcba9876543210"), code="policy-refuses"),
    Twins(law="a parameter may be the id of any endpoint", page=_BUCKETS, ask=GET, given=PERIMETER,
          change=lambda one: one.change("Bucket", policy=only_through(join([Parameter("EndpointId")]))),
          other=Verdict.UNKNOWN),
    Twins(law="a pattern takes ids that begin as it does", page=_BUCKETS, ask=GET,
          given=WITH_BUCKET.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"StringNotLike": {"aws:SourceVpce": "vpce-*"}}))),
          change=lambda one: one.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"StringNotLike": {"aws:SourceVpce": "vpce-0*"}}))), other=Verdict.UNKNOWN),
    Twins(law="a VPC that is written out is not one that is yet to be made", page=_BUCKETS, ask=GET,
          given=PERIMETER.change("Bucket", policy=only_through(join([Reference("Vpc", unique_in="Vpc")]),
                                                               key="aws:SourceVpc")),
          change=lambda one: one.change("Bucket", policy=only_through("vpc-11111111", key="aws:SourceVpc")),
          code="policy-refuses"),
    Twins(law="the wrong endpoint is found without an action too", page=_BUCKETS,
          ask={"service": "s3", "target": "Bucket"}, given=PERIMETER,
          change=lambda one: one.change("Bucket", policy=only_through(join([Reference("ssm", unique_in="Endpoint")]))),
          code="policy-refuses"),
    Twins(law="the resource lets the VPC in", page=_BUCKETS, ask=GET,
          given=PERIMETER.change("Bucket", policy=only_through(join([Reference("Vpc", unique_in="Vpc")]),
                                                               key="aws:SourceVpc")),
          change=lambda one: one.change("Bucket", policy=only_through(join([Reference("Hub", unique_in="Vpc")]),
                                                                      key="aws:SourceVpc")), code="policy-refuses"),
    Twins(law="a caller on its way out meets the perimeter", page=_PERIMETER, ask=GET,
          given=with_nat(WITH_BUCKET).without("S3Gateway"), verdict=Verdict.PUBLIC,
          change=lambda one: one.change("Bucket", policy=only_through("vpce-0123456789abcdef0")),
          code="policy-refuses"),
    Twins(law="an address in the policy is unknown outside", page=_PERIMETER, ask=GET,
          given=with_nat(WITH_BUCKET).without("S3Gateway"), verdict=Verdict.PUBLIC,
          change=lambda one: one.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}))), other=Verdict.UNKNOWN),
    Twins(law="a policy that is not all there leaves it open", page=_BUCKETS, ask=GET, given=PERIMETER,
          change=lambda one: one.change("Bucket", complete=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="plain HTTP is not what callers use", page=_BUCKETS, ask=GET,
          given=WITH_BUCKET.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"Bool": {"aws:SecureTransport": "false"}}))),
          change=lambda one: one.change("Bucket", policy=policy(statement(
              "Deny", "s3:*", Condition={"Bool": {"aws:SecureTransport": "true"}}))), code="policy-refuses"),
)  # fmt: skip
def test_roles_and_resources(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


KEY = base().plus(
    interface_endpoint("kms"),
    Resource(id="Key", type="AWS::KMS::Key"),
    Role(id="Role", arn="arn:aws:iam::111122223333:role/worker", policies=(identity(action="kms:*"),)),
)
DECRYPT: dict[str, Any] = {"service": "kms", "action": "kms:Decrypt", "target": "Key"}


@judged(
    Twins(law="a key without a policy lets the account decide", page=_KEYS, given=KEY, ask=DECRYPT,
          change=lambda one: one.change("Role", policies=()), code="policy-refuses"),
    Twins(law="a key policy that does not name the account decides alone", page=_KEYS, given=KEY, ask=DECRYPT,
          change=lambda one: one.change("Key", policy=policy(statement(
              action="kms:*", Principal={"AWS": "arn:aws:iam::111122223333:role/admin"}))), other=Verdict.BLOCKED),
    Twins(law="the account of a caller is that of its role", page=_KEYS, ask=DECRYPT,
          given=KEY.change("Key", arn="arn:aws:kms:us-east-1:111122223333:key/1", account="111122223333", policy=policy(
              statement(action="kms:*", Principal={"AWS": "arn:aws:iam::111122223333:root"}))),
          change=lambda one: one.change("Role", arn="arn:aws:iam::444455556666:role/worker"), code="policy-refuses"),
)  # fmt: skip
def test_keys(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    if verdict is Verdict.BLOCKED and not code:
        assert path.verdict in (Verdict.BLOCKED, Verdict.UNKNOWN)
    else:
        assert path.verdict is verdict, path
        assert not code or code in {one.code for one in path.blockers}


def tried(scenario: Scenario, *, protect: str = "Bucket", action: str = "s3:GetObject", **caller: Any) -> Verdict:
    question = PerimeterQuestion(protect=protect, action=action, caller=PerimeterCaller(**caller))
    return PathEngine(scenario.network).perimeter(question).verdict


def test_a_perimeter_refuses_who_comes_from_elsewhere() -> None:
    assert tried(PERIMETER) is Verdict.PRIVATE
    assert tried(PERIMETER, source_ip="203.0.113.7") is Verdict.PRIVATE
    assert tried(PERIMETER, source_vpce="logical:ssm") is Verdict.PRIVATE


def test_a_perimeter_lets_in_who_comes_through_its_endpoint() -> None:
    assert tried(PERIMETER, source_vpce="logical:S3Gateway") is Verdict.PUBLIC


def test_a_resource_without_a_policy_lets_its_own_account_in_and_nobody_else() -> None:
    assert tried(WITH_BUCKET) is Verdict.PUBLIC
    own = Scenario(WITH_BUCKET.elements.values(), account="444455556666")
    assert tried(own, principal_arn="arn:aws:iam::444455556666:role/r") is Verdict.PUBLIC
    assert tried(own, principal_arn="arn:aws:iam::111122223333:role/r") is Verdict.PRIVATE


def test_a_perimeter_that_spares_services_lets_them_in() -> None:
    condition = {
        "StringNotEquals": {"aws:SourceVpce": GATEWAY},
        "BoolIfExists": {"aws:ViaAWSService": "false"},
    }
    scenario = WITH_BUCKET.change("Bucket", policy=policy(statement("Deny", "s3:*", Condition=condition)))
    assert tried(scenario, via_aws_service=True) is Verdict.PUBLIC
    assert tried(scenario) is Verdict.PRIVATE
    assert tried(PERIMETER, via_aws_service=True) is Verdict.PRIVATE


def test_for_any_value_opens_a_perimeter() -> None:
    """A missing key makes `ForAnyValue` false, so the Deny does not apply.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    """
    condition = {"ForAnyValue:StringNotEquals": {"aws:SourceVpce": GATEWAY}}
    scenario = WITH_BUCKET.change("Bucket", policy=policy(statement("Deny", "s3:*", Condition=condition)))
    assert tried(scenario, source_ip="203.0.113.7") is Verdict.PUBLIC


def test_a_perimeter_by_vpc_asks_for_the_vpc_of_the_endpoint() -> None:
    scenario = PERIMETER.change(
        "Bucket", policy=only_through(join([Reference("Vpc", unique_in="Vpc")]), key="aws:SourceVpc")
    )
    assert tried(scenario, source_vpce="logical:S3Gateway") is Verdict.PUBLIC
    assert tried(scenario, source_vpc="logical:Vpc") is Verdict.PUBLIC
    assert tried(scenario, source_vpc="vpc-0123456789abcdef0") is Verdict.PRIVATE
    assert tried(scenario) is Verdict.PRIVATE


def test_what_a_perimeter_does_not_deny_is_open() -> None:
    scenario = PERIMETER.change("Bucket", policy=only_through(GATEWAY, action=["s3:PutObject"]))
    assert tried(scenario) is Verdict.PUBLIC
    assert tried(scenario, action="s3:PutObject") is Verdict.PRIVATE


def test_a_perimeter_refuses_an_endpoint_by_an_id_that_nobody_could_know() -> None:
    assert tried(PERIMETER, source_vpce="vpce-0123456789abcdef0") is Verdict.PRIVATE
    written = WITH_BUCKET.change("Bucket", policy=only_through("vpce-0123456789abcdef0"))
    assert tried(written, source_vpce="vpce-0123456789abcdef0") is Verdict.PUBLIC
    assert tried(written, source_vpce="vpce-0fedcba9876543210") is Verdict.PRIVATE
    assert tried(written, source_vpce="logical:S3Gateway") is Verdict.PRIVATE


def test_a_parameter_in_a_perimeter_leaves_open_whose_id_it_is() -> None:
    given = WITH_BUCKET.change("Bucket", policy=only_through(join([Parameter("EndpointId")])))
    assert tried(given, source_vpce="vpce-0123456789abcdef0") is Verdict.UNKNOWN
    assert tried(given, source_vpce="logical:S3Gateway") is Verdict.UNKNOWN


def test_what_is_refused_for_an_id_says_so() -> None:
    given = WITH_BUCKET.change("Bucket", policy=only_through("vpce-0123456789abcdef0"))
    (refused,) = (one for one in given.ask(**GET).blockers if one.code == "policy-refuses")
    assert "vpce-0123456789abcdef0" in refused.what
    assert "pasted back after a first deployment" in refused.fix


def test_an_endpoint_that_is_passed_is_not_missed() -> None:
    given = WITH_BUCKET.change("Role", policies=())
    assert [one.code for one in given.ask(**GET).blockers] == ["policy-refuses"]


_FLOW = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"
_ENDPOINT_OF_APIS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-vpc-endpoint-policies.html"
_PRIVATE_APIS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html"
_ATTACHED = (
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-create-attach.html"
)
_FROM_VPC = "https://repost.aws/knowledge-center/api-gateway-vpc-connections"
_NAMES = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html"
_DEFAULT_NAME = "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html"

INVOKE: dict[str, Any] = {"service": "execute-api", "action": "execute-api:Invoke", "target": "Api"}
ANY_CALL: dict[str, Any] = {"service": "execute-api", "target": "Api"}
APIS = join([Reference("execute-api", unique_in="Endpoint")])
API_ARN = join(["arn:aws:execute-api:us-east-1:", Reference("AWS::AccountId"), ":", Reference("Api")])
ROLE_ARN = join(["arn:aws:iam::", Reference("AWS::AccountId"), ":role/worker"])


def through(value: Any, **fields: Any) -> dict[str, Any]:
    """Lets in who comes through an endpoint."""
    of_endpoint = {"StringEquals": {"aws:SourceVpce": value}}
    return policy(
        statement(action="execute-api:Invoke", resource=join([API_ARN, "/*"]), Condition=of_endpoint, **fields)
    )


def only_on(path: str) -> dict[str, Any]:
    return policy(statement(action="execute-api:Invoke", resource=join([API_ARN, path])))


def asking(*kinds: str, private: Any = True, **fields: Any) -> Api:
    return Api(private=private, authorizations=frozenset(kinds), **fields)


PRIVATE_API = base().plus(
    interface_endpoint("execute-api"),
    Resource(id="Api", type="AWS::ApiGateway::RestApi", arn=API_ARN, policy=through(APIS), api=asking("NONE")),
    Role(id="Role", arn="arn:aws:iam::111122223333:role/caller", policies=(identity(action="execute-api:Invoke"),)),
)
ELSEWHERE = through("vpce-0123456789abcdef0")
BARRED = policy(
    statement(action="execute-api:Invoke"), only_through("vpce-0123456789abcdef0", action="*")["Statement"][0]
)
PUBLIC_API = PRIVATE_API.change("Api", api=asking("NONE", private=False), policy=None)


def with_methods(*kinds: str, **fields: Any) -> Scenario:
    return PRIVATE_API.change("Api", api=asking(*kinds), **fields)


@judged(
    Twins(law="without authorization the policy of an API has to allow a call", page=_FLOW, ask=INVOKE,
          given=PRIVATE_API, change=lambda one: one.change("Api", policy=ELSEWHERE), code="policy-refuses"),
    Twins(law="without authorization the role does not count", page=_FLOW, ask=INVOKE,
          given=PRIVATE_API.change("Role", policies=()), change=lambda one: one.change("Api", policy=ELSEWHERE),
          code="policy-refuses"),
    Twins(law="an API without authorization is called without a role too", page=_FLOW, ask=INVOKE,
          given=PRIVATE_API.change("Worker", role=None), change=lambda one: one.change("Api", policy=ELSEWHERE),
          code="policy-refuses"),
    Twins(law="without authorization a Deny of the API's policy refuses", page=_FLOW, ask=INVOKE, given=PRIVATE_API,
          change=lambda one: one.change("Api", policy=BARRED), code="policy-refuses"),
    Twins(law="within an account the role may allow what the API's policy does not name", page=_FLOW, ask=INVOKE,
          given=with_methods("AWS_IAM", policy=ELSEWHERE), change=lambda one: one.change("Role", policies=()),
          code="policy-refuses"),
    Twins(law="within an account the API's policy may allow what the role does not", page=_FLOW, ask=INVOKE,
          given=with_methods("AWS_IAM").change("Role", policies=()),
          change=lambda one: one.change("Api", policy=ELSEWHERE), code="policy-refuses"),
    Twins(law="a Deny of the API's policy refuses whoever signs", page=_FLOW, ask=INVOKE,
          given=with_methods("AWS_IAM"), change=lambda one: one.change("Api", policy=BARRED), code="policy-refuses"),
    Twins(law="between accounts both have to allow", page=_FLOW, ask=INVOKE,
          given=Scenario(with_methods("AWS_IAM", account="444455556666").elements.values(), account="111122223333"),
          change=lambda one: one.change("Role", policies=()), code="policy-refuses"),
    Twins(law="a call that nobody signs has no principal", page=_FLOW, ask=INVOKE, given=PRIVATE_API,
          change=lambda one: one.change("Api", policy=through(APIS, Principal={"AWS": ROLE_ARN})),
          code="policy-refuses"),
    Twins(law="a call that nobody signs has no organization", page=_ENDPOINT_OF_APIS, ask=INVOKE,
          given=with_methods("CUSTOM"), verdict=Verdict.UNKNOWN, change=lambda one: one.change(
              "execute-api", policy=policy(statement(
                  Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}))), code="policy-refuses"),
    Twins(law="the endpoint policy asks who signed, also where the method does not", page=_ENDPOINT_OF_APIS,
          ask=INVOKE, given=PRIVATE_API.change("execute-api", policy=policy(statement())),
          change=lambda one: one.change("execute-api", policy=policy(statement(Condition={"StringEquals": {
              "aws:PrincipalAccount": join([Reference("AWS::AccountId")])}}))), other=Verdict.UNKNOWN),
    Twins(law="an authorizer decides on a call that the policy lets through", page=_FLOW, ask=INVOKE,
          given=with_methods("CUSTOM"), verdict=Verdict.UNKNOWN,
          change=lambda one: one.change("Api", policy=BARRED), code="policy-refuses"),
    Twins(law="a Lambda authorizer may allow what the policy does not name", page=_FLOW, ask=ANY_CALL,
          given=with_methods("CUSTOM", policy=ELSEWHERE),
          change=lambda one: one.change("Api", policy=BARRED), code="policy-refuses"),
    Twins(law="a user pool does not allow what the policy does not name", page=_FLOW, ask=ANY_CALL,
          given=with_methods("COGNITO_USER_POOLS"),
          change=lambda one: one.change("Api", policy=ELSEWHERE), code="policy-refuses"),
    Twins(law="a user pool decides on a call that the policy names", page=_FLOW, ask=INVOKE,
          given=with_methods("COGNITO_USER_POOLS"), verdict=Verdict.UNKNOWN,
          change=lambda one: one.change("Api", policy=ELSEWHERE), code="policy-refuses"),
    Twins(law="methods that differ have to agree", page=_FLOW, ask=INVOKE, given=with_methods("NONE", "AWS_IAM"),
          change=lambda one: one.change("Api", policy=ELSEWHERE), other=Verdict.UNKNOWN),
    Twins(law="methods of which nothing is known have to agree", page=_FLOW, ask=INVOKE,
          given=PRIVATE_API.change("Api", api=Api(private=True, authorizations=_SOMETHING)),
          change=lambda one: one.change("Role", policies=()).change("Api", policy=ELSEWHERE),
          code="policy-refuses"),
    Twins(law="without an action one method that lets callers in will do", page=_FLOW, ask=ANY_CALL,
          given=with_methods("NONE", "AWS_IAM", policy=ELSEWHERE),
          change=lambda one: one.change("Api", api=asking("NONE")), code="policy-refuses"),
    Twins(law="a policy for one stage does not say whether the call is for it", page=_FLOW, ask=INVOKE,
          given=PRIVATE_API.change("Api", policy=only_on("/*/*/*")),
          change=lambda one: one.change("Api", policy=only_on("/prod/*")), other=Verdict.UNKNOWN),
    Twins(law="a call may be for any stage", page=_FLOW, ask=ANY_CALL,
          given=PRIVATE_API.change("Api", policy=only_on("/*")),
          change=lambda one: one.change("Api", policy=only_on("/dev/*")), other=Verdict.UNKNOWN),
    Twins(law="a private API without a policy lets nobody in", page=_ATTACHED, ask=INVOKE,
          given=with_methods("AWS_IAM"), change=lambda one: one.change("Api", policy=None),
          code="api-without-policy"),
)  # fmt: skip
def test_whom_an_api_lets_in(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(law="endpoints lead to private APIs only", page=_FROM_VPC, ask=INVOKE, given=PRIVATE_API,
          change=lambda one: one.change("Api", api=asking("NONE", private=False)),
          code="public-api-through-endpoint"),
    Twins(law="an API of which nobody knows the type may be public", page=_FROM_VPC, ask=INVOKE, given=PRIVATE_API,
          change=lambda one: one.change("Api", api=None), other=Verdict.UNKNOWN),
    Twins(law="private DNS takes the names of public APIs too", page=_FROM_VPC, ask=ANY_CALL, verdict=Verdict.PUBLIC,
          given=with_nat(PUBLIC_API).change("execute-api", private_dns=False),
          change=lambda one: one.change("execute-api", private_dns=True), code="public-api-through-endpoint"),
    Twins(law="a public API is called over public addresses", page=_FROM_VPC, ask=ANY_CALL, verdict=Verdict.PUBLIC,
          given=with_nat(PUBLIC_API).without("execute-api"),
          change=lambda one: one.change("Api", api=asking("NONE"), policy=policy(statement())),
          code="private-api-from-outside"),
    Twins(law="a public API needs no policy", page=_FLOW, ask=INVOKE, verdict=Verdict.PUBLIC,
          given=with_nat(PUBLIC_API).without("execute-api"),
          change=lambda one: one.change("Api", policy=ELSEWHERE), code="policy-refuses"),
    Twins(law="what is in no VPC does not reach a private API", page=_PRIVATE_APIS, ask=INVOKE, given=PRIVATE_API,
          change=lambda one: one.change("Worker", subnets=()), code="private-api-from-outside"),
    Twins(law="the name of the endpoint itself needs no private DNS", page=_NAMES,
          ask={**INVOKE, "host": "endpoint:execute-api"},
          given=PRIVATE_API.change("execute-api", private_dns=False),
          change=lambda one: one.change("Api", api=asking("NONE", private=False)),
          code="public-api-through-endpoint"),
    Twins(law="an API has one more name for each endpoint that it names", page=_NAMES, ask=INVOKE,
          verdict=Verdict.UNKNOWN,
          given=with_nat(PRIVATE_API).change("execute-api", private_dns=False).change(
              "Api", api=asking("NONE", endpoints=("execute-api",))),
          change=lambda one: one.change("Api", api=asking("NONE", endpoints=("ssm",))),
          code="private-api-from-outside"),
    Twins(law="with private DNS it is the endpoint that has it whatever the name", page=_NAMES, ask=INVOKE,
          given=PRIVATE_API.change("Api", api=asking("NONE", endpoints=("execute-api",))),
          change=lambda one: one.change("Api", policy=ELSEWHERE), code="policy-refuses"),
    Twins(law="an API may be without the name that AWS gives it", page=_DEFAULT_NAME, ask=INVOKE, given=PRIVATE_API,
          change=lambda one: one.change("Api", api=asking("NONE", has_default_name=False)),
          code="default-name-disabled"),
)  # fmt: skip
def test_from_where_an_api_answers(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}
