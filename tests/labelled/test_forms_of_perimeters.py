"""Perimeters in the forms that people write."""

from __future__ import annotations

from support.labelled import PRIVATE, PUBLIC, Labelled, Twins, att, labelled, ref, sub
from support.labelled.networks import OBJECTS, says, statement
from support.labelled.perimeters import BY_ENDPOINT, FOREIGN, GRANT, ROLE, asks, deny, guarded

_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"


@labelled(
    Twins(law="a CIDR of the office is an exception", page=_OPERATORS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
                                   "NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}})),
          ask=asks(principal_arn=ROLE, source_ip="198.51.100.1"), other=PUBLIC,
          other_ask=asks(principal_arn=ROLE, source_ip="203.0.113.255"), because="the address is in the range"),
    Twins(law="an Allow by endpoint grants through it only", page=_BUCKETS,
          given=guarded(statement(action="s3:GetObject", resource=OBJECTS, Condition={
              "StringEquals": {"aws:SourceVpce": ref("S3Gateway")}})),
          ask=asks(principal_arn=FOREIGN, source_ip="203.0.113.7"), other=PUBLIC,
          other_ask=asks(principal_arn=FOREIGN, source_vpce="logical:S3Gateway"), because="it comes through it"),
    Twins(law="an Allow by endpoint does not refuse the account's own roles", page=_LOGIC,
          given=guarded(statement(action="s3:GetObject", resource=OBJECTS, Condition={
              "StringEquals": {"aws:SourceVpce": ref("S3Gateway")}})), verdict=PUBLIC,
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"),
          other=PRIVATE, change=says(BY_ENDPOINT), because="a Deny refuses them"),
    Twins(law="the second of two Denies counts as the first", page=_LOGIC,
          given=guarded(GRANT, deny({"Bool": {"aws:SecureTransport": "false"}}), BY_ENDPOINT),
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"),
          change=says(GRANT, deny({"Bool": {"aws:SecureTransport": "false"}})), other=PUBLIC,
          because="only plain HTTP is denied"),
    Twins(law="values know case, keys do not", page=_OPERATORS,
          given=guarded(GRANT, deny({"StringNotEquals": {"AWS:sourcevpce": ref("S3Gateway")}})),
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"), other=PUBLIC,
          other_ask=asks(principal_arn=ROLE, source_vpce="logical:S3Gateway"), because="it is the endpoint"),
    Twins(law="a Deny of the bucket is not one of its objects", page=_BUCKETS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}},
                                  "s3:ListBucket", att("Files", "Arn"))),
          ask=asks("s3:ListBucket", "logical:Files", principal_arn=ROLE), other=PUBLIC,
          other_ask=asks("s3:GetObject", principal_arn=ROLE), because="objects are not denied"),
    Twins(law="a pattern in the middle of a resource", page=_BUCKETS,
          given=guarded(GRANT, deny({"Null": {"aws:SourceVpce": "true"}}, "s3:GetObject",
                                    sub("${Files.Arn}/private/*"))),
          ask=asks(resource="logical:Files/private/x", principal_arn=ROLE), other=PUBLIC,
          other_ask=asks(resource="logical:Files/public/x", principal_arn=ROLE), because="it is another prefix"),
)  # fmt: skip
def test_forms(case: Labelled) -> None:
    case.check()
