"""What is called by an ARN, in the template or not: whose policies count."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, UNKNOWN, Labelled, Twins, labelled, ref, sub
from support.labelled.called import caller
from support.labelled.networks import identity, interface, policy, role, statement

_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html"
_STS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_manage-assume.html"
_TABLES = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html"
_LOGS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html"
_QUEUE = "arn:aws:sqs:eu-west-1:444455556666:orders"


def calls(action: str, resource: Any) -> dict[str, Any]:
    return {"source": "Worker", "service": action.partition(":")[0], "action": action, "resource": resource}


SEND = calls("sqs:SendMessage", _QUEUE)
DECRYPT = calls("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab")
ASSUME = calls("sts:AssumeRole", "arn:aws:iam::111122223333:role/other")
INDEX = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders/index/by-day"
STREAM = "arn:aws:logs:eu-west-1:111122223333:log-group:/app:log-stream:one"


@labelled(
    Twins(law="the policy of a queue of another account lets in whom its own policies let through", page=_LOGIC,
          given=caller(identity(action="sqs:*")) | interface(of="sqs"), ask=SEND,
          change=lambda t: t | role("WorkerRole", identity(action="sqs:ReceiveMessage")),
          because="the role may not send"),
    Twins(law="the policy of a key that no template shows leaves it to the account", page=_LOGIC,
          given=caller(identity(action="kms:*")) | interface(of="kms"), ask=DECRYPT,
          change=lambda t: t | role("WorkerRole", identity(action="kms:Encrypt")),
          because="the role may not decrypt"),
    Twins(law="whom a role of the template trusts is not read", page=_STS,
          given=caller(identity(action="sts:AssumeRole")) | interface(of="sts"), ask=ASSUME,
          change=lambda t: t | role("Other", identity(), RoleName="other"), other=UNKNOWN,
          because="the role is in the template, and may trust the caller"),
    Twins(law="what has no account in the template may be what the ARN names", page=_LOGIC,
          given=caller(identity()) | interface(of="sqs"), ask=calls(
              "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111122223333:orders"), more={"account": None}, verdict=PRIVATE,
          change=lambda t: t.plus("Queue", "AWS::SQS::Queue", {"QueueName": "orders"}), other=UNKNOWN,
          because="the template may be deployed in that account, with a queue of that name"),
    Twins(law="a parameter may give a role the name that is called", page=_STS,
          given=(caller(identity(action="sts:AssumeRole")) | interface(of="sts") | role("Other", identity())),
          ask=ASSUME, change=lambda t: t.section("Parameters", Name={"Type": "String"}).set(
              "Other", RoleName=ref("Name")), other=UNKNOWN, because="CloudFormation makes no name up that one writes"),
    Twins(law="the policy of a table is for its indexes too", page=_TABLES,
          given=caller(identity()).plus("Orders", "AWS::DynamoDB::Table", {"TableName": "orders"})
          | interface(of="dynamodb", PrivateDnsEnabled=False),
          ask={**calls("dynamodb:Query", INDEX), "host": "endpoint:Endpoint"},
          change=lambda t: t.set("Orders", ResourcePolicy={"PolicyDocument": policy(
              statement("Deny", "dynamodb:*", "*"))}), because="it refuses everything"),
    Twins(law="events are put into streams of a log group", page=_LOGS,
          given=caller(identity(action="logs:PutLogEvents", resource=sub(
              "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/app:log-stream:*")))
          .plus("Group", "AWS::Logs::LogGroup", {"LogGroupName": "/app"}) | interface(of="logs"),
          ask={"source": "Worker", "service": "logs", "action": "logs:PutLogEvents", "target": "Group"},
          change=lambda t: t | role("WorkerRole", identity(action="logs:PutLogEvents", resource=sub(
              "arn:aws:logs:${AWS::Region}:${AWS::AccountId}:log-group:/app"))),
          because="the role names the group alone", other=BLOCKED),
)  # fmt: skip
def test_what_is_called_by_its_arn(case: Labelled) -> None:
    case.check()
