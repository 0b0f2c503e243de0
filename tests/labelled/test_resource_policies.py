"""Policies of what else is called: keys, queues, secrets and others."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.called import DECRYPT, NOBODY, OF_OTHERS, ROOT, beside, called, caller, calls, key, own
from support.labelled.networks import gateway, identity, interface, policy, statement, with_nat

_KEYS = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"
_SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/vpc-endpoint-overview.html"
_QUEUES = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-creating-custom-policies.html"


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
_DOMAINS = "https://docs.aws.amazon.com/codeartifact/latest/ug/domain-policies.html"
_REGISTRY = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html"
_LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutResourcePolicy.html"


def of_type(name: str) -> str:
    return f"{_TYPES}{name}.html"


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
