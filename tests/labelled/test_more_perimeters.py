"""Callers of whom little is known, and perimeters in the forms that people write."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import bucket, gateway, interface, policy, statement, vpc

_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_PERIMETER = "https://github.com/aws-samples/data-perimeter-policy-examples"
_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
_APIS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html"
_PRIVATE_APIS = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-apis.html"
_KEYS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
_VIA = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"
_SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
_QUEUES = (
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-internetwork-traffic-privacy.html"
)

ROLE = "arn:aws:iam::111122223333:role/worker"
FOREIGN = "arn:aws:iam::444455556666:role/thief"
ALL = [att("Files", "Arn"), sub("${Files.Arn}/*")]
OWN = statement(action="s3:*", resource=ALL, Principal={"AWS": sub("arn:aws:iam::${AWS::AccountId}:root")})


def guarded(*statements: dict[str, Any]) -> Template:
    return vpc() | gateway() | interface() | bucket("Files", *statements)


def says(*statements: dict[str, Any]) -> Any:
    return lambda t: t | bucket("Files", *statements)


def asks(action: str = "s3:GetObject", resource: str = "logical:Files/x", **caller: Any) -> dict[str, Any]:
    return {"protect": "Files", "action": action, "resource": resource, "caller": caller}


def deny(conditions: dict[str, Any], action: Any = "s3:*", resource: Any = None) -> dict[str, Any]:
    return statement("Deny", action, resource or ALL, Condition=conditions)


ONLY = deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}})


@labelled(
    Twins(law="who comes from the internet is refused, whoever it is", page=_BUCKETS, given=guarded(OWN, ONLY),
          ask=asks(source_ip="203.0.113.7"), change=says(statement(action="s3:*", resource=ALL)), other=PUBLIC,
          because="everybody is granted everything"),
    Twins(law="a bucket without a policy refuses strangers", page=_LOGIC, given=guarded(),
          ask=asks(principal_arn=FOREIGN, source_ip="203.0.113.7"),
          other_ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"), other=PUBLIC,
          because="the account's own roles need no grant of the bucket"),
    Twins(law="a grant to another account lets its callers in", page=_LOGIC,
          given=guarded(OWN), ask=asks(principal_arn=FOREIGN, source_ip="203.0.113.7"),
          change=says(statement(action="s3:GetObject", resource=ALL, Principal={"AWS": "444455556666"})), other=PUBLIC,
          because="the other account is granted"),
    Twins(law="a grant of one role is not one of the others", page=_LOGIC,
          given=guarded(statement(action="s3:GetObject", resource=ALL,
                                  Principal={"AWS": "arn:aws:iam::444455556666:role/partner"})),
          ask=asks(principal_arn=FOREIGN), other=PUBLIC,
          other_ask=asks(principal_arn="arn:aws:iam::444455556666:role/partner"), because="it is that role"),
    Twins(law="strangers in the VPC may pass a network perimeter", page=_PERIMETER,
          given=guarded(statement(action="s3:*", resource=ALL), ONLY,
                        deny({"StringNotEquals": {"aws:PrincipalAccount": ref("AWS::AccountId")}})),
          ask=asks(principal_arn=FOREIGN, source_vpce="logical:S3Gateway"),
          change=says(statement(action="s3:*", resource=ALL), ONLY), other=PUBLIC,
          because="only the network is asked for"),
    Twins(law="an organization is known by nobody's ARN", page=_PERIMETER, given=guarded(OWN, ONLY),
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"), other=UNKNOWN,
          change=says(OWN, deny({"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})),
          because="whether the account is in the organization is not known"),
    Twins(law="a Deny of everything but reading leaves reading open", page=_LOGIC,
          given=guarded(OWN, statement("Deny", ["s3:Put*", "s3:Delete*"], ALL)),
          ask=asks("s3:PutObject", principal_arn=ROLE), other_ask=asks("s3:GetObject", principal_arn=ROLE),
          other=PUBLIC, because="reading is not denied"),
    Twins(law="a Deny with NotAction denies all others", page=_LOGIC,
          given=guarded(OWN, {"Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": ALL}),
          ask=asks("s3:PutObject", principal_arn=ROLE), other_ask=asks("s3:GetObject", principal_arn=ROLE),
          other=PUBLIC, because="GetObject is the exception"),
)  # fmt: skip
def test_callers(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a CIDR of the office is an exception", page=_OPERATORS,
          given=guarded(OWN, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
                                   "NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}})),
          ask=asks(principal_arn=ROLE, source_ip="198.51.100.1"), other=PUBLIC,
          other_ask=asks(principal_arn=ROLE, source_ip="203.0.113.255"), because="the address is in the range"),
    Twins(law="an Allow by endpoint grants through it only", page=_BUCKETS,
          given=guarded(statement(action="s3:GetObject", resource=ALL, Condition={
              "StringEquals": {"aws:SourceVpce": ref("S3Gateway")}})),
          ask=asks(principal_arn=FOREIGN, source_ip="203.0.113.7"), other=PUBLIC,
          other_ask=asks(principal_arn=FOREIGN, source_vpce="logical:S3Gateway"), because="it comes through it"),
    Twins(law="an Allow by endpoint does not refuse the account's own roles", page=_LOGIC,
          given=guarded(statement(action="s3:GetObject", resource=ALL, Condition={
              "StringEquals": {"aws:SourceVpce": ref("S3Gateway")}})), verdict=PUBLIC,
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"),
          other=PRIVATE, change=says(ONLY), because="a Deny refuses them"),
    Twins(law="the second of two Denies counts as the first", page=_LOGIC,
          given=guarded(OWN, deny({"Bool": {"aws:SecureTransport": "false"}}), ONLY),
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"),
          change=says(OWN, deny({"Bool": {"aws:SecureTransport": "false"}})), other=PUBLIC,
          because="only plain HTTP is denied"),
    Twins(law="values know case, keys do not", page=_OPERATORS,
          given=guarded(OWN, deny({"StringNotEquals": {"AWS:sourcevpce": ref("S3Gateway")}})),
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"), other=PUBLIC,
          other_ask=asks(principal_arn=ROLE, source_vpce="logical:S3Gateway"), because="it is the endpoint"),
    Twins(law="a Deny of the bucket is not one of its objects", page=_BUCKETS,
          given=guarded(OWN, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}},
                                  "s3:ListBucket", att("Files", "Arn"))),
          ask=asks("s3:ListBucket", "logical:Files", principal_arn=ROLE), other=PUBLIC,
          other_ask=asks("s3:GetObject", principal_arn=ROLE), because="objects are not denied"),
    Twins(law="a pattern in the middle of a resource", page=_BUCKETS,
          given=guarded(OWN, deny({"Null": {"aws:SourceVpce": "true"}}, "s3:GetObject", sub("${Files.Arn}/private/*"))),
          ask=asks(resource="logical:Files/private/x", principal_arn=ROLE), other=PUBLIC,
          other_ask=asks(resource="logical:Files/public/x", principal_arn=ROLE), because="it is another prefix"),
)  # fmt: skip
def test_forms(case: Labelled) -> None:
    case.check()


def resource(type_: str, properties: dict[str, Any], policy_type: str = "", **more: Any) -> Template:
    made = (vpc() | interface()).plus("Thing", type_, properties)
    return made.plus("ThingPolicy", policy_type, more) if policy_type else made


def thing(action: str, **caller: Any) -> dict[str, Any]:
    return {"protect": "Thing", "action": action, "caller": {"principal_arn": ROLE, **caller}}


ONLY_ENDPOINT = {"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}


@labelled(
    Twins(law="a secret refuses outside", page=_SECRETS,
          given=resource("AWS::SecretsManager::Secret", {}, "AWS::SecretsManager::ResourcePolicy",
                         SecretId=ref("Thing"), ResourcePolicy=policy(statement(
                             "Deny", "secretsmanager:GetSecretValue", Condition=ONLY_ENDPOINT))),
          ask=thing("secretsmanager:GetSecretValue", source_ip="203.0.113.7"), other=PUBLIC,
          other_ask=thing("secretsmanager:GetSecretValue", source_vpce="logical:Endpoint"),
          because="it comes through the endpoint"),
    Twins(law="a queue refuses outside", page=_QUEUES,
          given=resource("AWS::SQS::Queue", {}, "AWS::SQS::QueuePolicy", Queues=[ref("Thing")],
                         PolicyDocument=policy(statement("Deny", "sqs:*", att("Thing", "Arn"),
                                                         Condition=ONLY_ENDPOINT))),
          ask=thing("sqs:SendMessage", source_ip="203.0.113.7"), other=PUBLIC,
          other_ask=thing("sqs:SendMessage", source_vpce="logical:Endpoint"), because="it comes through the endpoint"),
    Twins(law="a queue's policy is for the queues it names", page=_QUEUES,
          given=resource("AWS::SQS::Queue", {}, "AWS::SQS::QueuePolicy", Queues=[ref("Thing")],
                         PolicyDocument=policy(statement("Deny", "sqs:*", "*", Condition=ONLY_ENDPOINT)))
          .plus("Other", "AWS::SQS::Queue"),
          ask=thing("sqs:SendMessage", source_ip="203.0.113.7"), other=PUBLIC,
          change=lambda t: t.set("ThingPolicy", Queues=[ref("Other")]), because="it is another queue's policy"),
    Twins(law="a key by its account grants strangers nothing", page=_LOGIC,
          given=resource("AWS::KMS::Key", {"KeyPolicy": policy(statement(
              action="kms:*", Principal={"AWS": sub("arn:aws:iam::${AWS::AccountId}:root")}))}),
          ask={"protect": "Thing", "action": "kms:Decrypt", "caller": {"principal_arn": FOREIGN}}, other=PUBLIC,
          other_ask=thing("kms:Decrypt"), because="the account's own policies may grant it"),
)  # fmt: skip
def test_resources(case: Labelled) -> None:
    case.check()


def api(kind: str | None, *statements: dict[str, Any]) -> Template:
    """A private API with a method, whose authorization a parameter may give."""
    made = (vpc() | interface(of="execute-api")).section("Parameters", Authorization={"Type": "String"})
    options = {"Name": "a", "EndpointConfiguration": {"Types": ["PRIVATE"]}, "Policy": policy(*statements)}
    made = made.plus("Thing", "AWS::ApiGateway::RestApi", options)
    method = {"RestApiId": ref("Thing"), "ResourceId": att("Thing", "RootResourceId"), "HttpMethod": "GET"}
    authorization = ref("Authorization") if kind is None else kind
    return made.plus("Method", "AWS::ApiGateway::Method", {**method, "AuthorizationType": authorization})


def method(kind: str | None) -> Any:
    return lambda t: t.set("Method", AuthorizationType=ref("Authorization") if kind is None else kind)


def refuses(**conditions: Any) -> Any:
    return lambda t: t.set("Thing", Policy=policy(INVOKES, not_here(**conditions)))


def not_here(**conditions: Any) -> dict[str, Any]:
    return statement("Deny", "execute-api:Invoke", "execute-api:/*", Condition={**ONLY_ENDPOINT, **conditions})


INVOKES = statement(action="execute-api:Invoke", resource="execute-api:/*")
OF_ACCOUNT = {**INVOKES, "Principal": {"AWS": sub("arn:aws:iam::${AWS::AccountId}:root")}}
SIGNED_ONLY = {"Bool": {"aws:PrincipalIsAWSService": "false"}}
ELSEWHERE = "vpce-0123456789abcdef0"
INVOKE = thing("execute-api:Invoke", source_vpce=ELSEWHERE)
FROM_INTERNET = thing("execute-api:Invoke", source_ip="203.0.113.7")


@labelled(
    Twins(law="a private API does not answer to the internet", page=_PRIVATE_APIS, given=api("NONE", INVOKES),
          ask=FROM_INTERNET, other=PUBLIC, because="a regional API does",
          change=lambda t: t.set("Thing", EndpointConfiguration={"Types": ["REGIONAL"]})),
    Twins(law="a private API answers nobody without a policy", page=_PRIVATE_APIS,
          given=api("AWS_IAM", INVOKES).set("Thing", Policy=None), ask=INVOKE, other=PUBLIC,
          change=lambda t: t.set("Thing", Policy=policy(INVOKES)), because="it allows everybody"),
    Twins(law="a private API refuses other endpoints, signed or not", page=_APIS,
          given=api("NONE", INVOKES, not_here()),
          ask=INVOKE, change=lambda t: t.set("Thing", Policy=policy(INVOKES)), other=PUBLIC,
          because="everybody is allowed"),
    Twins(law="a Deny by a key of principals does not meet who signs nothing", page=_KEYS,
          given=api("AWS_IAM", INVOKES, not_here(**SIGNED_ONLY)), ask=INVOKE, change=method("NONE"), other=PUBLIC,
          because="the key is in signed requests only, and the method takes unsigned ones"),
    Twins(law="what decides is whether some method takes unsigned calls", page=_KEYS,
          given=api("AWS_IAM", INVOKES, not_here(**SIGNED_ONLY)), ask=INVOKE, change=method(None), other=UNKNOWN,
          because="a parameter says it"),
    Twins(law="a Deny of everybody outside needs no knowledge of methods", page=_APIS,
          given=api(None, INVOKES, not_here()), ask=INVOKE, change=refuses(**SIGNED_ONLY), other=UNKNOWN,
          because="it spares who signs nothing, if a method lets them"),
    Twins(law="a method without authorization asks for an Allow", page=_APIS,
          given=api("NONE", not_here()), ask=thing("execute-api:Invoke", source_vpce="logical:Endpoint"), other=PUBLIC,
          change=method("AWS_IAM"), because="the account's own roles may be allowed by their own policies"),
    Twins(law="an authorizer may let in whom the policy does not name", page=_APIS,
          given=api("COGNITO_USER_POOLS", OF_ACCOUNT),
          ask=thing("execute-api:Invoke", principal_arn=FOREIGN, source_vpce=ELSEWHERE),
          change=method("CUSTOM"), other=PUBLIC, because="a Lambda authorizer decides, as the policy denies nothing"),
    Twins(law="what a service calls for somebody is signed", page=_KEYS,
          given=api("NONE", INVOKES, not_here(Bool={"aws:ViaAWSService": "false"})).set(
              "Thing", EndpointConfiguration={"Types": ["REGIONAL"]}), ask=FROM_INTERNET, other=PUBLIC,
          other_ask=thing("execute-api:Invoke", via_aws_service=True), because="a service calls for the caller"),
)  # fmt: skip
def test_apis(case: Labelled) -> None:
    case.check()


FOR_S3 = {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}


@labelled(
    Twins(law="a key for S3 is not for who calls KMS itself", page=_VIA,
          given=resource("AWS::KMS::Key", {"KeyPolicy": policy(statement(action="kms:*", Condition=FOR_S3))}),
          ask=thing("kms:Decrypt", source_ip="203.0.113.7"), other=UNKNOWN,
          other_ask=thing("kms:Decrypt", via_aws_service=True), because="the service may be S3"),
    Twins(law="a key for the account's callers is not for others", page=_VIA,
          given=resource("AWS::KMS::Key", {"KeyPolicy": policy(statement(action="kms:*", Condition={
              "StringEquals": {"kms:CallerAccount": ref("AWS::AccountId")}}))}),
          ask=thing("kms:Decrypt") | {"caller": {"principal_arn": FOREIGN}}, other=PUBLIC,
          other_ask=thing("kms:Decrypt"), because="it is of the account"),
)  # fmt: skip
def test_keys_of_kms(case: Labelled) -> None:
    case.check()
