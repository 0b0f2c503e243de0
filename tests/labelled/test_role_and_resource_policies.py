"""Policies of the caller's role and of what is called."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import (
    bucket,
    gateway,
    identity,
    interface,
    policy,
    role,
    statement,
    vpc,
    with_nat,
    worker,
)

_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_BOUNDARY = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"
_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html"
_KEYS = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"
_SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/vpc-endpoint-overview.html"
_QUEUES = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html"

GET: dict[str, Any] = {
    "source": "Worker",
    "service": "s3",
    "action": "s3:GetObject",
    "resource": "logical:Files/report.csv",
    "target": "Files",
}
OBJECTS = [att("Files", "Arn"), sub("${Files.Arn}/*")]


def caller(*statements: dict[str, Any], **properties: Any) -> Template:
    """A worker with a role, an endpoint of S3, and a bucket without a policy."""
    made = vpc() | worker(IamInstanceProfile=ref("WorkerProfile")) | gateway() | bucket()
    made = made | role("WorkerRole", *statements, **properties)
    return made.plus("WorkerProfile", "AWS::IAM::InstanceProfile", {"Roles": [ref("WorkerRole")]})


def guarded(*statements: dict[str, Any]) -> Template:
    """A bucket with a policy, and a worker that may do everything."""
    return caller(identity()) | bucket("Files", *statements)


def says(*statements: dict[str, Any]) -> Any:
    """Another policy of the bucket."""
    return lambda t: t | bucket("Files", *statements)


def deny(operator: str, key: str, value: Any, action: str = "s3:*") -> dict[str, Any]:
    return statement("Deny", action, OBJECTS, Condition={operator: {key: value}})


def inline(*statements: dict[str, Any]) -> Any:
    """Another policy of the role."""
    return lambda t: t | role("WorkerRole", *statements)


@labelled(
    Twins(law="the role allows the action", page=_LOGIC, given=caller(identity(action="s3:GetObject")), ask=GET,
          change=inline(identity(action="s3:PutObject")), because="nothing allows GetObject"),
    Twins(law="the role allows the resource", page=_LOGIC,
          given=caller(identity(action="s3:GetObject", resource=sub("${Files.Arn}/*"))), ask=GET,
          change=inline(identity(action="s3:GetObject", resource="arn:aws:s3:::other/*")),
          because="another bucket is allowed"),
    Twins(law="a role without policies may do nothing", page=_LOGIC, given=caller(identity()), ask=GET,
          change=inline(), because="nothing allows it"),
    Twins(law="without an action nobody asks the role", page=_LOGIC, given=caller(), verdict=PRIVATE,
          ask={"source": "Worker", "service": "s3"}, other_ask=GET, because="nothing allows GetObject"),
    Twins(law="a Deny of the role wins", page=_LOGIC, given=caller(identity()), ask=GET,
          change=inline(identity(), identity("Deny", "s3:Get*")), because="an explicit Deny wins"),
    Twins(law="a policy of its own is attached to the role", page=_CFN,
          given=caller().plus("Grant", "AWS::IAM::Policy", {
              "PolicyName": "grant", "Roles": [ref("WorkerRole")], "PolicyDocument": policy(identity())}), ask=GET,
          change=lambda t: (t | role("Other")).set("Grant", Roles=[ref("Other")]), because="it is another role's"),
    Twins(law="a managed policy of the template is attached from either side", page=_CFN,
          given=caller().plus("Grant", "AWS::IAM::ManagedPolicy", {"PolicyDocument": policy(identity())})
          .set("WorkerRole", ManagedPolicyArns=[ref("Grant")]), ask=GET,
          change=lambda t: t.set("Grant", PolicyDocument=policy(identity(action="sqs:*"))),
          because="it allows another service"),
    Twins(law="a managed policy may name its roles", page=_CFN,
          given=caller().plus("Grant", "AWS::IAM::ManagedPolicy", {
              "Roles": [ref("WorkerRole")], "PolicyDocument": policy(identity())}), ask=GET,
          change=lambda t: t.set("Grant", Roles=None), because="it is attached to nobody"),
    Twins(law="a boundary limits what the role allows", page=_BOUNDARY,
          given=caller(identity(), PermissionsBoundary=ref("Limit")).plus(
              "Limit", "AWS::IAM::ManagedPolicy", {"PolicyDocument": policy(identity(action="s3:*"))}), ask=GET,
          change=lambda t: t.set("Limit", PolicyDocument=policy(identity(action="ec2:*"))),
          because="the boundary does not allow it"),
    Twins(law="a boundary allows nothing by itself", page=_BOUNDARY,
          given=caller(identity(), PermissionsBoundary=ref("Limit")).plus(
              "Limit", "AWS::IAM::ManagedPolicy", {"PolicyDocument": policy(identity())}), ask=GET,
          change=inline(), because="no policy of the role allows it"),
    Twins(law="everything but an action", page=_LOGIC,
          given=caller({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}), ask=GET,
          change=inline({"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"}),
          because="S3 is among the exceptions"),
    Twins(law="a condition of the role may name the endpoint", page=_LOGIC,
          given=caller(identity(Condition={"StringEquals": {"aws:SourceVpce": ref("S3Gateway")}})), ask=GET,
          change=lambda t: (t | interface()).set("WorkerRole", Policies=[{
              "PolicyName": "own", "PolicyDocument": policy(identity(
                  Condition={"StringEquals": {"aws:SourceVpce": ref("Endpoint")}}))}]),
          because="the call goes through the other endpoint"),
    Twins(law="the bucket's policy grants within the account", page=_LOGIC,
          given=caller() | bucket("Files", statement(
              action="s3:GetObject", resource=OBJECTS, Principal={"AWS": att("WorkerRole", "Arn")})), ask=GET,
          change=says(statement(action="s3:PutObject", resource=OBJECTS, Principal={"AWS": att("WorkerRole", "Arn")})),
          because="neither the role nor the bucket allows GetObject"),
    Twins(law="a role from elsewhere is not known", page=_LOGIC, given=caller(identity()), ask=GET,
          change=lambda t: t.set("WorkerProfile", Roles=["role-of-others"]), other=UNKNOWN,
          because="its policies are not in the template"),
    Twins(law="a managed policy from elsewhere may allow", page=_LOGIC, given=caller(identity()), ask=GET,
          change=lambda t: t | role("WorkerRole", ManagedPolicyArns=["arn:aws:iam::111122223333:policy/own"]),
          other=UNKNOWN, because="its text is not in the template"),
)  # fmt: skip
def test_roles(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="the bucket admits its endpoint", page=_BUCKETS,
          given=guarded(deny("StringNotEquals", "aws:SourceVpce", ref("S3Gateway"))) | interface(), ask=GET,
          change=says(deny("StringNotEquals", "aws:SourceVpce", ref("Endpoint"))),
          because="the call goes through the other endpoint"),
    Twins(law="the bucket admits several endpoints", page=_BUCKETS,
          given=guarded(deny("StringNotEquals", "aws:SourceVpce", [ref("Endpoint"), ref("S3Gateway")])) | interface(),
          ask=GET, change=says(deny("StringNotEquals", "aws:SourceVpce", [ref("Endpoint")])),
          because="the endpoint of the call is not in the list"),
    Twins(law="the bucket admits its VPC", page=_BUCKETS,
          given=guarded(deny("StringNotEquals", "aws:SourceVpc", ref("Vpc"))) | vpc("Other", "10.9"), ask=GET,
          change=says(deny("StringNotEquals", "aws:SourceVpc", ref("Other"))), because="it is another VPC"),
    Twins(law="an endpoint's id is no VPC's id", page=_BUCKETS,
          given=guarded(deny("StringNotEquals", "aws:SourceVpc", ref("Vpc"))), ask=GET,
          change=says(deny("StringNotEquals", "aws:SourceVpce", ref("Vpc"))), because="no endpoint has a VPC's id"),
    Twins(law="an id from elsewhere is not the endpoint of the template", page=_BUCKETS,
          given=guarded(deny("StringNotEquals", "aws:SourceVpce", ref("S3Gateway"))), ask=GET,
          change=says(deny("StringNotEquals", "aws:SourceVpce", "vpce-0123456789abcdef0")),
          because="AWS has not yet given the endpoint its id"),
    Twins(law="a Deny of everything refuses everybody", page=_LOGIC, given=guarded(), ask=GET,
          change=says(statement("Deny", "s3:*", OBJECTS)), because="an explicit Deny wins"),
    Twins(law="a Deny of another action does not matter", page=_LOGIC,
          given=guarded(statement("Deny", "s3:PutObject", OBJECTS)), ask=GET,
          change=says(statement("Deny", "s3:GetObject", OBJECTS)), because="an explicit Deny wins"),
    Twins(law="a Deny for others does not matter", page=_LOGIC,
          given=guarded(statement("Deny", "s3:*", OBJECTS, Principal={"AWS": "arn:aws:iam::444455556666:root"})),
          ask=GET, change=says(statement("Deny", "s3:*", OBJECTS, Principal={"AWS": att("WorkerRole", "Arn")})),
          because="the role is denied"),
    Twins(law="a Deny of all but the role", page=_LOGIC,
          given=guarded(deny("ArnNotEquals", "aws:PrincipalArn", att("WorkerRole", "Arn"))), ask=GET,
          change=says(deny("ArnNotEquals", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/admin")),
          because="the worker's role is not the exception"),
    Twins(law="a Deny by source address refuses calls through endpoints", page=_BUCKETS, given=guarded(), ask=GET,
          change=says(deny("NotIpAddress", "aws:SourceIp", "10.0.0.0/16")),
          because="the key is absent, and a negated operator is true without its key"),
    Twins(law="a Deny of plain HTTP does not matter", page=_BUCKETS,
          given=guarded(deny("Bool", "aws:SecureTransport", "false")), ask=GET,
          change=says(deny("Bool", "aws:SecureTransport", "true")), because="HTTPS is denied"),
    Twins(law="keys of one condition have all to match", page=_OPERATORS,
          given=guarded(statement("Deny", "s3:*", OBJECTS, Condition={
              "StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0", "aws:PrincipalAccount": "111122223333"},
          })), ask=GET, change=says(deny("StringNotEquals", "aws:SourceVpce", "vpce-0123456789abcdef0")),
          because="the account was the exception"),
    Twins(law="the policy of another bucket does not matter", page=_BUCKETS,
          given=guarded() | bucket("Second", statement("Deny", "s3:*", [att("Second", "Arn"), sub("${Second.Arn}/*")])),
          ask=GET, other_ask={**GET, "target": "Second", "resource": "logical:Second/x"},
          because="that bucket refuses everybody"),
)  # fmt: skip
def test_buckets(case: Labelled) -> None:
    case.check()


def key(*statements: dict[str, Any]) -> Template:
    """A worker that may do everything, an endpoint of KMS, and a key."""
    made = caller(identity()) | interface(of="kms")
    return made.plus("Secrets", "AWS::KMS::Key", {"KeyPolicy": policy(*statements)})


DECRYPT: dict[str, Any] = {
    "source": "Worker",
    "service": "kms",
    "action": "kms:Decrypt",
    "resource": "logical:Secrets",
    "target": "Secrets",
}
ROOT = {"AWS": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}


def queue(*statements: dict[str, Any]) -> Template:
    return (
        (caller(identity()) | interface(of="sqs"))
        .plus("Jobs", "AWS::SQS::Queue")
        .plus("JobsPolicy", "AWS::SQS::QueuePolicy", {"Queues": [ref("Jobs")], "PolicyDocument": policy(*statements)})
    )


SEND = {
    "source": "Worker",
    "service": "sqs",
    "action": "sqs:SendMessage",
    "resource": "logical:Jobs",
    "target": "Jobs",
}


@labelled(
    Twins(law="a key's policy has to let the account's policies count", page=_KEYS,
          given=key(statement(action="kms:*", Principal=ROOT)), ask=DECRYPT,
          change=lambda t: t.set("Secrets", KeyPolicy=policy(statement(
              action="kms:*", Principal={"AWS": "arn:aws:iam::111122223333:role/admin"}))),
          because="only the key policy grants, and it grants somebody else"),
    Twins(law="a key's policy may name the role", page=_KEYS,
          given=key(statement(action="kms:Decrypt", Principal={"AWS": att("WorkerRole", "Arn")})), ask=DECRYPT,
          change=lambda t: t.set("Secrets", KeyPolicy=policy(statement(
              action="kms:Encrypt", Principal={"AWS": att("WorkerRole", "Arn")}))),
          because="it allows to encrypt only"),
    Twins(law="a key may be used through an endpoint only", page=_KEYS,
          given=key(statement(action="kms:*", Principal=ROOT), statement(
              "Deny", "kms:Decrypt", Condition={"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}})), ask=DECRYPT,
          change=lambda t: t.set("Secrets", KeyPolicy=policy(
              statement(action="kms:*", Principal=ROOT),
              statement("Deny", "kms:Decrypt", Condition={"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}}))),
          because="the endpoint of S3 does not serve KMS"),
    Twins(law="a queue admits its endpoint", page=_QUEUES,
          given=queue(statement("Deny", "sqs:*", att("Jobs", "Arn"), Condition={
              "StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}})), ask=SEND,
          change=lambda t: t.set("JobsPolicy", PolicyDocument=policy(statement("Deny", "sqs:*", att("Jobs", "Arn"),
              Condition={"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}}))),
          because="calls of SQS do not go through the endpoint of S3"),
    Twins(law="a secret's policy refuses who comes another way", page=_SECRETS,
          given=(caller(identity()) | interface(of="secretsmanager")).plus("Password", "AWS::SecretsManager::Secret")
          .plus("PasswordPolicy", "AWS::SecretsManager::ResourcePolicy", {
              "SecretId": ref("Password"), "ResourcePolicy": policy(statement("Deny", "secretsmanager:GetSecretValue",
              Condition={"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}))}),
          ask={"source": "Worker", "service": "secretsmanager", "action": "secretsmanager:GetSecretValue",
               "resource": "logical:Password", "target": "Password"},
          change=lambda t: t.set("PasswordPolicy", ResourcePolicy=policy(statement(
              "Deny", "secretsmanager:GetSecretValue",
              Condition={"StringNotEquals": {"aws:SourceVpc": "vpc-0123456789abcdef0"}}))),
          because="it is another VPC"),
    Twins(law="a perimeter refuses what goes out by NAT", page=_SECRETS,
          given=(caller(identity()) | interface(of="sqs", PrivateDnsEnabled=False) | with_nat())
          .plus("Jobs", "AWS::SQS::Queue"), ask=SEND, verdict=PUBLIC,
          change=lambda t: t.plus("JobsPolicy", "AWS::SQS::QueuePolicy", {
              "Queues": [ref("Jobs")], "PolicyDocument": policy(statement("Deny", "sqs:*", att("Jobs", "Arn"),
              Condition={"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}))}),
          because="a call over public addresses has no endpoint's id, so that the Deny refuses it"),
)  # fmt: skip
def test_other_resources(case: Labelled) -> None:
    case.check()
