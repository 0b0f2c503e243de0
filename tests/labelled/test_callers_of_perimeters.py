"""Callers of whom little is known, at the perimeter of a bucket."""

from __future__ import annotations

from support.labelled import PUBLIC, UNKNOWN, Labelled, Twins, labelled, ref
from support.labelled.networks import OBJECTS, says, statement
from support.labelled.perimeters import BY_ENDPOINT, FOREIGN, GRANT, ROLE, asks, deny, guarded

_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_PERIMETER = "https://github.com/aws-samples/data-perimeter-policy-examples"
_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"


@labelled(
    Twins(law="who comes from the internet is refused, whoever it is", page=_BUCKETS, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(source_ip="203.0.113.7"), change=says(statement(action="s3:*", resource=OBJECTS)), other=PUBLIC,
          because="everybody is granted everything"),
    Twins(law="a bucket without a policy refuses strangers", page=_LOGIC, given=guarded(),
          ask=asks(principal_arn=FOREIGN, source_ip="203.0.113.7"),
          other_ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"), other=PUBLIC,
          because="the account's own roles need no grant of the bucket"),
    Twins(law="a grant to another account lets its callers in", page=_LOGIC,
          given=guarded(GRANT), ask=asks(principal_arn=FOREIGN, source_ip="203.0.113.7"),
          change=says(statement(action="s3:GetObject", resource=OBJECTS, Principal={"AWS": "444455556666"})),
          other=PUBLIC, because="the other account is granted"),
    Twins(law="a grant of one role is not one of the others", page=_LOGIC,
          given=guarded(statement(action="s3:GetObject", resource=OBJECTS,
                                  Principal={"AWS": "arn:aws:iam::444455556666:role/partner"})),
          ask=asks(principal_arn=FOREIGN), other=PUBLIC,
          other_ask=asks(principal_arn="arn:aws:iam::444455556666:role/partner"), because="it is that role"),
    Twins(law="strangers in the VPC may pass a network perimeter", page=_PERIMETER,
          given=guarded(statement(action="s3:*", resource=OBJECTS), BY_ENDPOINT,
                        deny({"StringNotEquals": {"aws:PrincipalAccount": ref("AWS::AccountId")}})),
          ask=asks(principal_arn=FOREIGN, source_vpce="logical:S3Gateway"),
          change=says(statement(action="s3:*", resource=OBJECTS), BY_ENDPOINT), other=PUBLIC,
          because="only the network is asked for"),
    Twins(law="an organization is known by nobody's ARN", page=_PERIMETER, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(principal_arn=ROLE, source_ip="203.0.113.7"), other=UNKNOWN,
          change=says(GRANT, deny({"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})),
          because="whether the account is in the organization is not known"),
    Twins(law="a Deny of everything but reading leaves reading open", page=_LOGIC,
          given=guarded(GRANT, statement("Deny", ["s3:Put*", "s3:Delete*"], OBJECTS)),
          ask=asks("s3:PutObject", principal_arn=ROLE), other_ask=asks("s3:GetObject", principal_arn=ROLE),
          other=PUBLIC, because="reading is not denied"),
    Twins(law="a Deny with NotAction denies all others", page=_LOGIC,
          given=guarded(GRANT, {"Effect": "Deny", "Principal": "*", "NotAction": "s3:GetObject", "Resource": OBJECTS}),
          ask=asks("s3:PutObject", principal_arn=ROLE), other_ask=asks("s3:GetObject", principal_arn=ROLE),
          other=PUBLIC, because="GetObject is the exception"),
)  # fmt: skip
def test_callers(case: Labelled) -> None:
    case.check()
