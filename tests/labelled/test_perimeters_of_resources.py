"""Whom resources other than buckets refuse."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import interface, policy, statement, vpc
from support.labelled.perimeters import FOREIGN, ONLY_ENDPOINT, thing

_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_VIA = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"
_SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html"
_QUEUES = (
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-internetwork-traffic-privacy.html"
)


def resource(type_: str, properties: dict[str, Any], policy_type: str = "", **more: Any) -> Template:
    made = (vpc() | interface()).plus("Thing", type_, properties)
    return made.plus("ThingPolicy", policy_type, more) if policy_type else made


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
