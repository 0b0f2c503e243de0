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


_TYPES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-"
_URLS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html"
_NAMES = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html"
_CUSTOM = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html"
_HELPERS = "https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib"
_S3_KEYS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
_KMS_KEYS = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"
_KEY_USES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
_DOMAINS = "https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html"
_REGISTRY = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html"
_LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html"


def of_type(name: str) -> str:
    return f"{_TYPES}{name}.html"


NOBODY = policy(statement("Deny"))
OF_OTHERS = policy(statement("Deny", Principal={"AWS": "arn:aws:iam::444455556666:root"}))


def called(type_: str, action: str, *, of: str = "", **properties: Any) -> Template:
    """Something that a worker with all permissions calls through an endpoint."""
    of = of or action.partition(":")[0]
    way = gateway("Way", of) if of == "dynamodb" else interface(of=of)
    return (caller(identity()) | way).plus("Thing", type_, properties)


def calls(action: str, of: str = "") -> dict[str, Any]:
    return {"source": "Worker", "service": of or action.partition(":")[0], "action": action, "target": "Thing"}


def beside(type_: str, document: str = "PolicyDocument", **properties: Any) -> Any:
    """Another resource with a policy that refuses everybody."""
    return lambda t: t.plus("Beside", type_, {document: NOBODY, **properties})


def own(**properties: Any) -> Any:
    return lambda t: t.set("Thing", **properties)


def replicas(region: Any) -> list[dict[str, Any]]:
    here = {"Region": ref("AWS::Region"), "ResourcePolicy": {"PolicyDocument": OF_OTHERS}}
    one = {"Region": region, "ResourcePolicy": {"PolicyDocument": NOBODY}}
    return [one] if region == ref("AWS::Region") else [one, here]


@labelled(
    Twins(law="a queue may have an inline policy", page=of_type("sqs-queueinlinepolicy"),
          given=called("AWS::SQS::Queue", "sqs:SendMessage"), ask=calls("sqs:SendMessage"),
          change=beside("AWS::SQS::QueueInlinePolicy", Queue=ref("Thing")), because="it denies everything"),
    Twins(law="an inline policy is for the queue that it names", page=of_type("sqs-queueinlinepolicy"),
          given=beside("AWS::SQS::QueueInlinePolicy", Queue=ref("Other"))(
              called("AWS::SQS::Queue", "sqs:SendMessage").plus("Other", "AWS::SQS::Queue")),
          ask=calls("sqs:SendMessage"), change=lambda t: t.set("Beside", Queue=ref("Thing")),
          because="it names the queue that is called"),
    Twins(law="of two policies of one queue nobody knows which is there", page=of_type("sqs-queueinlinepolicy"),
          given=beside("AWS::SQS::QueueInlinePolicy", Queue=ref("Thing"), PolicyDocument=OF_OTHERS)(
              called("AWS::SQS::Queue", "sqs:SendMessage")),
          ask=calls("sqs:SendMessage"), other=UNKNOWN, because="the other policy denies everything",
          change=lambda t: t.plus("Second", "AWS::SQS::QueuePolicy", {
              "Queues": [ref("Thing")], "PolicyDocument": NOBODY})),
    Twins(law="a topic may have an inline policy", page=of_type("sns-topicinlinepolicy"),
          given=called("AWS::SNS::Topic", "sns:Publish"), ask=calls("sns:Publish"),
          change=beside("AWS::SNS::TopicInlinePolicy", TopicArn=ref("Thing")), because="it denies everything"),
    Twins(law="a queue's policy may name its URL", page=_URLS,
          given=beside("AWS::SQS::QueuePolicy", Queues=[sub(
              "https://sqs.${AWS::Region}.${AWS::URLSuffix}/${AWS::AccountId}/invoices")])(
              called("AWS::SQS::Queue", "sqs:SendMessage", QueueName="jobs")),
          ask=calls("sqs:SendMessage"), change=own(QueueName="invoices"), because="the queue has the name in the URL"),
    Twins(law="the URL of a queue may name what CloudFormation makes up", page=_URLS,
          given=beside("AWS::SQS::QueuePolicy", Queues=[sub(
              "https://sqs.us-east-1.amazonaws.com/${AWS::AccountId}/${Other.QueueName}")])(
              called("AWS::SQS::Queue", "sqs:SendMessage").plus("Other", "AWS::SQS::Queue")),
          ask=calls("sqs:SendMessage"), because="the URL names the queue that is called",
          change=lambda t: t.set("Beside", Queues=[sub(
              "https://sqs.us-east-1.amazonaws.com/${AWS::AccountId}/${Thing.QueueName}")])),
    Twins(law="a URL that a parameter gives may be that of a queue with a name", page=_URLS,
          given=beside("AWS::SQS::QueuePolicy", Queues=[ref("Url")])(
              called("AWS::SQS::Queue", "sqs:SendMessage").section("Parameters", Url={"Type": "String"})),
          ask=calls("sqs:SendMessage"), change=own(QueueName="jobs"), other=UNKNOWN,
          because="a name that CloudFormation makes up no parameter gives"),
    Twins(law="a secret's policy may name its name", page=_NAMES,
          given=beside("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", SecretId="app/other")(
              called("AWS::SecretsManager::Secret", "secretsmanager:GetSecretValue", Name="app/db")),
          ask=calls("secretsmanager:GetSecretValue"), change=own(Name="app/other"), because="it is that secret's name"),
    Twins(law="a secret's policy may name its ARN without the six characters", page=_NAMES,
          given=beside("AWS::SecretsManager::ResourcePolicy", "ResourcePolicy", SecretId=sub(
              "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:app/other"))(
              called("AWS::SecretsManager::Secret", "secretsmanager:GetSecretValue", Name="app/db")),
          ask=calls("secretsmanager:GetSecretValue"), change=own(Name="app/other"), because="it is that secret's ARN"),
    Twins(law="a replica of a global table has a policy of its own", page=of_type("dynamodb-globaltable"),
          given=called("AWS::DynamoDB::GlobalTable", "dynamodb:GetItem", Replicas=replicas("ap-south-2")),
          ask=calls("dynamodb:GetItem"), change=own(Replicas=replicas(ref("AWS::Region"))),
          because="the replica of this region denies everything"),
    Twins(law="the region of a replica may be a parameter", page=of_type("dynamodb-globaltable"),
          given=called("AWS::DynamoDB::GlobalTable", "dynamodb:GetItem", Replicas=replicas("ap-south-2"))
          .section("Parameters", Region={"Type": "String"}),
          ask=calls("dynamodb:GetItem"), change=own(Replicas=replicas(ref("Region"))), other=UNKNOWN,
          because="it may be this region"),
    Twins(law="a bucket policy that is named by a function of the ARN may be its own", page=of_type("s3-bucketpolicy"),
          given=caller(identity()), ask=GET, other=UNKNOWN, because="the function may make the bucket's name",
          change=lambda t: t.plus("Beside", "AWS::S3::BucketPolicy", {"PolicyDocument": NOBODY, "Bucket": {
              "Fn::Select": [5, {"Fn::Split": [":", att("Files", "Arn")]}]}})),
)  # fmt: skip
def test_policies_beside(case: Labelled) -> None:
    case.check()


def given_to(type_: str, **properties: Any) -> Any:
    """With a resource of a type, that is given something."""
    return lambda t: t.plus(
        "Receiver", type_, {"ServiceToken": "arn:aws:lambda:us-east-1:111122223333:function:f", **properties}
    )


def calls_of_sdk(action: str) -> dict[str, Any]:
    parts = ['{"service": "S3", "action": "', action, '", "parameters": {"Bucket": "', ref("Files"), '"}}']
    return {"Fn::Join": ["", parts]}


@labelled(
    Twins(law="a custom resource may set the policy of a bucket that it is given", page=_CUSTOM, ask=GET,
          given=given_to("Custom::Hardening", Bucket=ref("Other"))(caller(identity()) | bucket("Other")),
          change=lambda t: t.set("Receiver", Bucket=ref("Files")), other=UNKNOWN, because="it is given this one"),
    Twins(law="a bucket's ARN in a longer text gives it, too", page=_CUSTOM, ask=GET,
          given=given_to("Custom::Hardening", Text=sub("x=${Other.Arn}/*"))(caller(identity()) | bucket("Other")),
          change=lambda t: t.set("Receiver", Text=sub("x=${Files.Arn}/*")), other=UNKNOWN,
          because="it is given this one"),
    Twins(law="a bucket with a name is given by its name", page=_CUSTOM, ask=GET,
          given=given_to("Custom::Hardening", Where="s3://company-files-2/x")(
              caller(identity()) | bucket("Files", BucketName="company-files")),
          change=lambda t: t.set("Receiver", Where="s3://company-files/x"), other=UNKNOWN,
          because="the name stands in a property"),
    Twins(law="helpers of the CDK set no policy", page=_HELPERS, ask=GET,
          given=given_to("Custom::S3AutoDeleteObjects", BucketName=ref("Files"))(caller(identity())),
          change=given_to("Custom::SomethingElse", BucketName=ref("Files")), other=UNKNOWN,
          because="nobody knows what it does"),
    Twins(law="a call that only reads sets no policy", page=_HELPERS, ask=GET,
          given=given_to("Custom::AWS", Create=calls_of_sdk("getBucketLocation"))(caller(identity())),
          change=given_to("Custom::AWS", Create=calls_of_sdk("putBucketPolicy")), other=UNKNOWN,
          because="it sets a policy"),
    Twins(law="a stack whose template is not there may set a policy", page=of_type("cloudformation-stack"),
          given=given_to("AWS::CloudFormation::Stack", TemplateURL="https://x.example/y.json")(caller(identity())),
          ask=GET,
          change=lambda t: t.set("Receiver", Parameters={"Bucket": ref("Files")}), other=UNKNOWN,
          because="it is given the bucket"),
)  # fmt: skip
def test_what_may_set_a_policy(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="an event bus has a policy", page=of_type("events-eventbus"),
          given=called("AWS::Events::EventBus", "events:PutEvents", Name="bus", Policy=OF_OTHERS),
          ask=calls("events:PutEvents"), change=own(Policy=NOBODY), because="it denies everything"),
    Twins(law="statements of an event bus stand beside it", page=of_type("events-eventbuspolicy"),
          given=called("AWS::Events::EventBus", "events:PutEvents", Name="bus")
          .plus("First", "AWS::Events::EventBusPolicy", {
              "StatementId": "a", "EventBusName": ref("Thing"), "Statement": OF_OTHERS["Statement"][0]})
          .plus("Second", "AWS::Events::EventBusPolicy", {
              "StatementId": "b", "EventBusName": "other", "Statement": NOBODY["Statement"][0]}),
          ask=calls("events:PutEvents"), change=lambda t: t.set("Second", EventBusName=att("Thing", "Name")),
          because="the second denies everything"),
    Twins(law="statements of the default bus are not those of another", page=of_type("events-eventbuspolicy"),
          given=called("AWS::Events::EventBus", "events:PutEvents", Name="bus").plus(
              "First", "AWS::Events::EventBusPolicy", {"StatementId": "a", "Statement": NOBODY["Statement"][0]}),
          ask=calls("events:PutEvents"), change=lambda t: t.set("First", EventBusName="bus"),
          because="it names the bus"),
    Twins(law="a domain of CodeArtifact has a policy", page=_DOMAINS,
          given=called("AWS::CodeArtifact::Domain", "codeartifact:GetAuthorizationToken", of="codeartifact.api",
                       DomainName="d", PermissionsPolicyDocument=OF_OTHERS),
          ask=calls("codeartifact:GetAuthorizationToken", "codeartifact.api"),
          change=own(PermissionsPolicyDocument=NOBODY), because="it denies everything"),
    Twins(law="a replica key has a policy of its own", page=_KEYS,
          given=called("AWS::KMS::ReplicaKey", "kms:Decrypt",
                       PrimaryKeyArn="arn:aws:kms:us-west-2:111122223333:key/mrk-1",
                       KeyPolicy=policy(statement(action="kms:*", Principal=ROOT))),
          ask=calls("kms:Decrypt"), because="the policy grants somebody else",
          change=own(KeyPolicy=policy(statement(action="kms:*", Principal={"AWS": "444455556666"})))),
    Twins(law="a directory bucket has a policy", page=of_type("s3express-bucketpolicy"),
          given=(caller(identity()) | gateway("Way", "s3express")).plus("Thing", "AWS::S3Express::DirectoryBucket", {
              "DataRedundancy": "SingleAvailabilityZone", "LocationName": "use1-az4"}),
          ask=calls("s3express:CreateSession"),
          change=beside("AWS::S3Express::BucketPolicy", Bucket=ref("Thing")), because="it denies everything"),
    Twins(law="a backup vault has a policy", page=of_type("backup-backupvault"),
          given=called("AWS::Backup::BackupVault", "backup:StartBackupJob", BackupVaultName="v",
                       AccessPolicy=OF_OTHERS),
          ask=calls("backup:StartBackupJob"), change=own(AccessPolicy=NOBODY), because="it denies everything"),
    Twins(law="a log group may have a policy", page=of_type("logs-loggroup"),
          given=called("AWS::Logs::LogGroup", "logs:PutLogEvents", ResourcePolicyDocument=OF_OTHERS),
          ask=calls("logs:PutLogEvents"), change=own(ResourcePolicyDocument=NOBODY), because="it denies everything"),
    Twins(law="the policy of a registry counts for its repositories", page=_REGISTRY, other=UNKNOWN,
          given=called("AWS::ECR::Repository", "ecr:BatchGetImage", of="ecr.api"),
          ask=calls("ecr:BatchGetImage", "ecr.api"), change=beside("AWS::ECR::RegistryPolicy", "PolicyText"),
          because="which of the two scopes of registry policies the account has is not known"),
    Twins(law="policies of CloudWatch Logs for services are none of a workload's business", page=_LOGS,
          given=called("AWS::Logs::LogGroup", "logs:PutLogEvents").plus("Dns", "AWS::Logs::ResourcePolicy", {
              "PolicyName": "p", "PolicyDocument": sub(
                  '{"Statement": [{"Effect": "Allow", "Principal": {"Service": "route53.amazonaws.com"}, '
                  '"Action": "logs:PutLogEvents", "Resource": "${Thing.Arn}"}]}')}),
          ask=calls("logs:PutLogEvents"), other=UNKNOWN,
          because="whether a Deny of an account's policy counts is not known",
          change=lambda t: t.set("Dns", PolicyDocument='{"Statement": [{"Effect": "Deny", "Principal": "*", '
                                                       '"Action": "*", "Resource": "*"}]}')),
)  # fmt: skip
def test_more_types(case: Labelled) -> None:
    case.check()


def at_endpoint(operator: str, key: str, value: Any, effect: str = "Allow") -> Any:
    """With a condition in the policy of the endpoint of S3."""
    conditioned = statement(effect, Condition={operator: {key: value}})
    return lambda t: t.set(
        "S3Gateway", PolicyDocument=policy(*([conditioned] if effect == "Allow" else [statement(), conditioned]))
    )


KEY = key(statement(action="kms:*", Principal=ROOT))


def key_for(key_: str, value: Any, operator: str = "StringEquals") -> Any:
    return lambda t: t.set("Secrets", KeyPolicy=policy(statement(action="kms:*", Condition={operator: {key_: value}})))


@labelled(
    Twins(law="S3 knows the account of a bucket by a key of its own", page=_S3_KEYS,
          given=at_endpoint("StringEquals", "s3:ResourceAccount", ref("AWS::AccountId"))(caller(identity())), ask=GET,
          change=at_endpoint("StringEquals", "s3:ResourceAccount", "444455556666"), because="it is another account"),
    Twins(law="a Deny of buckets of other accounts spares one's own", page=_S3_KEYS,
          given=at_endpoint("StringNotEquals", "s3:ResourceAccount", ref("AWS::AccountId"), "Deny")(caller(identity())),
          ask=GET, change=at_endpoint("StringNotEquals", "s3:ResourceAccount", "444455556666", "Deny"),
          because="it is one of another account"),
    Twins(law="other services do not have the key of S3", page=_KEY_USES, ask=DECRYPT, other=UNKNOWN,
          given=KEY | role("WorkerRole", identity(), identity("Deny", "s3:*")),
          change=lambda t: t | role("WorkerRole", identity(), identity("Deny", Condition={
              "StringNotEquals": {"s3:ResourceAccount": ref("AWS::AccountId")}})),
          because="without the key a negated operator is true"),
    Twins(law="KMS knows the account of a caller", page=_KMS_KEYS,
          given=key_for("kms:CallerAccount", ref("AWS::AccountId"))(KEY), ask=DECRYPT,
          change=key_for("kms:CallerAccount", "444455556666"), because="it is another account"),
    Twins(law="who calls KMS itself calls through no service", page=_KMS_KEYS, ask=DECRYPT,
          given=key_for("kms:ViaService", "s3.us-east-1.amazonaws.com", "StringNotEquals")(KEY),
          change=key_for("kms:ViaService", "s3.us-east-1.amazonaws.com"), because="the key is for calls of S3 only"),
    Twins(law="the ARN of a secret begins with its name", page=_NAMES,
          given=(caller(identity(action="secretsmanager:*", resource=sub(
              "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:app/*")))
              | interface(of="secretsmanager")).plus("Thing", "AWS::SecretsManager::Secret", {"Name": "app/db"}),
          ask=calls("secretsmanager:GetSecretValue"), change=own(Name="other/db"),
          because="it begins with something else"),
    Twins(law="what CloudFormation calls a secret may begin with anything", page=_NAMES,
          given=(caller(identity(action="secretsmanager:*", resource=sub(
              "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:app/*")))
              | interface(of="secretsmanager")).plus("Thing", "AWS::SecretsManager::Secret", {"Name": "app/db"}),
          ask=calls("secretsmanager:GetSecretValue"), change=own(Name=None), other=UNKNOWN, because="it has no name"),
)  # fmt: skip
def test_keys_and_names_of_services(case: Labelled) -> None:
    case.check()
