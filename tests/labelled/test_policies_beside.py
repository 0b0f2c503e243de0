"""Policies that stand beside what they are of, and what else may set one."""

from __future__ import annotations

from typing import Any

from support.labelled import UNKNOWN, Labelled, Twins, att, labelled, ref, sub
from support.labelled.called import GET, NOBODY, OF_OTHERS, beside, called, caller, calls, own
from support.labelled.networks import bucket, identity

_TYPES = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-"
_URLS = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html"
_NAMES = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html"
_CUSTOM = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html"
_HELPERS = "https://github.com/aws/aws-cdk/tree/main/packages/aws-cdk-lib"


def of_type(name: str) -> str:
    return f"{_TYPES}{name}.html"


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
