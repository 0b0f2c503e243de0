"""Callers of whom little is known, and perimeters in the forms that people write."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import bucket, gateway, interface, policy, statement, vpc

_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_PERIMETER = "https://github.com/aws-samples/data-perimeter-policy-examples"
_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
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
