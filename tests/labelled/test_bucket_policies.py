"""Policies of the bucket that is called."""

from __future__ import annotations

from typing import Any

from support.labelled import Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.called import GET, caller
from support.labelled.networks import OBJECTS, bucket, identity, interface, says, statement, vpc

_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html"


def guarded(*statements: dict[str, Any]) -> Template:
    """A bucket with a policy, and a worker that may do everything."""
    return caller(identity()) | bucket("Files", *statements)


def deny(operator: str, key: str, value: Any, action: str = "s3:*") -> dict[str, Any]:
    return statement("Deny", action, OBJECTS, Condition={operator: {key: value}})


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
