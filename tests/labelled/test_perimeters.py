"""Whom a resource refuses."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref, sub
from support.labelled.networks import OBJECTS, bucket, identity, interface, policy, role, says, statement, vpc
from support.labelled.perimeters import BY_ENDPOINT, FOREIGN, GRANT, ROLE, deny, guarded

_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"
_ACTIONS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
_CANONICAL = (
    "https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html"
)
_GATEWAY = (
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#gateway-endpoint-policy-principals"
)
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html"
_KEYS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
_MISSING = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"
_PERIMETER = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html"
_NOT_PRINCIPAL = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html"
_KMS = "https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html"

THROUGH = {"principal_arn": ROLE, "source_vpce": "logical:S3Gateway"}
OUTSIDE = {"principal_arn": ROLE, "source_ip": "203.0.113.7"}
ELSEWHERE = {"principal_arn": ROLE, "source_vpce": "vpce-0123456789abcdef0"}
SPARED = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}}
BY_ENDPOINT_SPARED = deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}, **SPARED})


def but_for(*principals: str) -> dict[str, Any]:
    """A Deny of everything but for some principals."""
    return {"Effect": "Deny", "NotPrincipal": {"AWS": list(principals)}, "Action": "s3:*", "Resource": OBJECTS}


def asks(caller: dict[str, Any], action: str = "s3:GetObject", resource: str = "logical:Files/x") -> dict[str, Any]:
    return {"protect": "Files", "action": action, "resource": resource, "caller": caller}


_ADMIN = "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*"
_SESSION = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_0a1b/bob"
_LOGS = {"Service": "logging.s3.amazonaws.com"}


@labelled(
    Twins(law="a session does not show the path of its role", page=_KEYS, given=guarded(GRANT, deny({
              "StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
              "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}})),
          ask=asks({**OUTSIDE, "principal_arn": _SESSION}), verdict=PUBLIC,
          change=says(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
                                   "ArnNotLike": {"aws:PrincipalArn": _ADMIN}})), other=UNKNOWN,
          because="the role may have the path that is spared"),
    Twins(law="services say for whom they call", page=_KEYS,
          given=guarded(statement(action="s3:PutObject", resource=OBJECTS, Principal=_LOGS)),
          ask=asks({"principal_arn": "logging.s3.amazonaws.com"}, "s3:PutObject"), verdict=PUBLIC,
          change=says(statement(action="s3:PutObject", resource=OBJECTS, Principal=_LOGS, Condition={
              "StringEquals": {"aws:SourceAccount": "111122223333"}})), other=UNKNOWN,
          because="it may call for another account"),
    Twins(law="whose a canonical user id is nobody says", page=_CANONICAL,
          given=guarded(statement(action="s3:*", resource=OBJECTS, Principal={"AWS": FOREIGN})),
          ask=asks({"principal_arn": FOREIGN}), verdict=PUBLIC,
          change=says(statement(action="s3:*", resource=OBJECTS, Principal={"CanonicalUser": "79a5" * 16})),
          other=UNKNOWN, because="it may be that of the caller's account"),
    Twins(law="nor whose one that a parameter gives is", page=_CANONICAL,
          given=guarded(statement(action="s3:*", resource=OBJECTS, Principal={"AWS": FOREIGN})),
          ask=asks({"principal_arn": FOREIGN}), verdict=PUBLIC,
          change=lambda t: says(statement(action="s3:*", resource=OBJECTS, Principal={"CanonicalUser": ref("Id")}))(
              t.section("Parameters", Id={"Type": "String"})),
          other=UNKNOWN, because="it may be that of the caller's account"),
    Twins(law="a gateway endpoint with an account as principal lets only its root user through", page=_GATEWAY,
          given=guarded(GRANT), ask=asks(THROUGH), verdict=PUBLIC,
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(Principal={
              "AWS": "arn:aws:iam::111122223333:root"}))), other=PRIVATE, because="the caller is a role"),
)  # fmt: skip
def test_who_calls(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="actions on objects are those that AWS says are", page=_ACTIONS,
          given=guarded(GRANT, deny({"Bool": {"aws:SecureTransport": "true"}}, resource=sub("${Files.Arn}/*"))),
          ask={"protect": "Files", "action": "s3:AbortMultipartUpload", "caller": OUTSIDE},
          change=says(GRANT, deny({"Bool": {"aws:SecureTransport": "true"}}, resource=ref("Files"))), other=PUBLIC,
          because="the Deny is of the bucket, and the action of its objects"),
    Twins(law="the caller's account may be the bucket's", page=_BUCKETS, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(OUTSIDE), change=says(GRANT), other=UNKNOWN, more={"account": None},
          because="nobody says whose account the bucket is in"),
)  # fmt: skip
def test_what_an_action_is_about(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a bucket refuses callers outside its endpoint", page=_BUCKETS, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(OUTSIDE), other_ask=asks(THROUGH), other=PUBLIC, because="it comes through the endpoint"),
    Twins(law="without the Deny the account's callers are let in from anywhere", page=_BUCKETS,
          given=guarded(GRANT, BY_ENDPOINT), ask=asks(OUTSIDE), change=says(GRANT), other=PUBLIC,
          because="nothing refuses them"),
    Twins(law="a bucket refuses the wrong endpoint", page=_BUCKETS, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(ELSEWHERE), other_ask=asks(THROUGH), other=PUBLIC, because="it is the right one"),
    Twins(law="an endpoint of the template that is not named is the wrong one", page=_BUCKETS,
          given=guarded(GRANT, BY_ENDPOINT), ask=asks({**THROUGH, "source_vpce": "logical:Endpoint"}),
          change=says(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": [ref("S3Gateway"), ref("Endpoint")]}})),
          other=PUBLIC, because="now it is in the list"),
    Twins(law="stolen credentials are refused outside", page=_PERIMETER, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(OUTSIDE, "s3:PutObject"), change=says(GRANT, deny(
              {"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}}, "s3:GetObject")), other=PUBLIC,
          because="only GetObject is denied"),
    Twins(law="a literal id is that endpoint", page=_BUCKETS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": "vpce-0aaaaaaaaaaaaaaaa"}})),
          ask=asks(ELSEWHERE), other_ask=asks({**THROUGH, "source_vpce": "vpce-0aaaaaaaaaaaaaaaa"}), other=PUBLIC,
          because="the ids are the same"),
    Twins(law="a VPC may be named in place of its endpoints", page=_BUCKETS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpc": ref("Vpc")}})), ask=asks(OUTSIDE),
          other_ask=asks({"principal_arn": ROLE, "source_vpc": "logical:Vpc"}), other=PUBLIC,
          because="it is in the VPC"),
    Twins(law="another VPC is refused", page=_BUCKETS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpc": ref("Vpc")}})) | vpc("Other", "10.9"),
          ask=asks({"principal_arn": ROLE, "source_vpc": "logical:Other"}),
          other_ask=asks({"principal_arn": ROLE, "source_vpc": "logical:Vpc"}), other=PUBLIC,
          because="it is in the VPC"),
    Twins(law="an address is allowed beside the endpoint", page=_KEYS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
                                     "NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}})),
          ask=asks({**OUTSIDE, "source_ip": "198.51.100.7"}), other_ask=asks(OUTSIDE), other=PUBLIC,
          because="its address is an exception"),
)  # fmt: skip
def test_inside_and_outside(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a negated operator denies without its key", page=_MISSING, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(OUTSIDE), change=says(GRANT, deny({"ForAnyValue:StringNotEquals": {
              "aws:SourceVpce": ref("S3Gateway")}})), other=PUBLIC,
          because="ForAnyValue is false without the key: the perimeter is open"),
    Twins(law="IfExists denies without its key, too", page=_MISSING,
          given=guarded(GRANT, deny({"StringNotEqualsIfExists": {"aws:SourceVpce": ref("S3Gateway")}})),
          ask=asks(OUTSIDE), other_ask=asks(THROUGH), other=PUBLIC, because="it is the right endpoint"),
    Twins(law="ForAllValues denies without its key", page=_OPERATORS,
          given=guarded(GRANT, deny({"ForAllValues:StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}})),
          ask=asks(OUTSIDE), other_ask=asks(THROUGH), other=PUBLIC, because="it is the right endpoint"),
    Twins(law="a plain operator does not deny without its key", page=_MISSING,
          given=guarded(GRANT, deny({"Null": {"aws:SourceVpce": "true"}})), ask=asks(OUTSIDE), other=PUBLIC,
          change=says(GRANT, deny({"StringEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"}})),
          because="the key is absent, and StringEquals is false"),
    Twins(law="Null denies who comes through no endpoint at all", page=_MISSING,
          given=guarded(GRANT, deny({"Null": {"aws:SourceVpce": "true"}})), ask=asks(OUTSIDE),
          other_ask=asks(ELSEWHERE), other=PUBLIC, because="any endpoint will do"),
    Twins(law="patterns match endpoints", page=_MISSING,
          given=guarded(GRANT, deny({"StringNotLike": {"aws:SourceVpce": "vpce-*"}})), ask=asks(OUTSIDE),
          other_ask=asks(THROUGH), other=PUBLIC, because="every endpoint's id begins so"),
    Twins(law="every further test of a Deny is an exception", page=_PERIMETER, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks(OUTSIDE), change=says(GRANT, deny({"StringNotEquals": {
              "aws:SourceVpce": ref("S3Gateway"), "aws:PrincipalAccount": "111122223333"}})), other=PUBLIC,
          because="the account's own callers are excepted"),
    Twins(law="two statements are no exceptions of each other", page=_PERIMETER,
          given=guarded(GRANT, BY_ENDPOINT, deny({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}})),
          ask=asks(OUTSIDE), change=says(GRANT, deny({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}})),
          other=PUBLIC, because="the caller is of the account"),
)  # fmt: skip
def test_operators(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="AWS services on somebody's behalf are spared", page=_PERIMETER, given=guarded(GRANT, BY_ENDPOINT_SPARED),
          ask=asks(OUTSIDE), other_ask=asks({"principal_arn": ROLE, "via_aws_service": True}), other=PUBLIC,
          because="aws:ViaAWSService is true"),
    Twins(law="without the exemption AWS services are refused", page=_PERIMETER, given=guarded(GRANT, BY_ENDPOINT),
          ask=asks({"principal_arn": ROLE, "via_aws_service": True}), change=says(GRANT, BY_ENDPOINT_SPARED),
          other=PUBLIC, because="aws:ViaAWSService is an exception"),
    Twins(law="a role that breaks the glass is excepted", page=_PERIMETER,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
                                     "ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/glass"}})),
          ask=asks(OUTSIDE), other_ask=asks({**OUTSIDE, "principal_arn": "arn:aws:iam::111122223333:role/glass"}),
          other=PUBLIC, because="it is the exception"),
    Twins(law="a pattern of roles excepts each", page=_PERIMETER,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")},
                                     "ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/cdk-*"}})),
          ask=asks(OUTSIDE), other_ask=asks({**OUTSIDE, "principal_arn": "arn:aws:iam::111122223333:role/cdk-x"}),
          other=PUBLIC, because="its name matches"),
    Twins(law="another principal is not excepted", page=_PERIMETER,
          given=guarded(GRANT, but_for(ROLE, "111122223333")),
          ask=asks({**OUTSIDE, "principal_arn": "arn:aws:iam::111122223333:role/other"}), other_ask=asks(OUTSIDE),
          other=PUBLIC, because="it is the exception"),
    Twins(law="an exception is named together with its account", page=_NOT_PRINCIPAL,
          given=guarded(GRANT, but_for(ROLE, "111122223333")), ask=asks(OUTSIDE), verdict=PUBLIC,
          change=says(GRANT, but_for(ROLE)), other=UNKNOWN, because="whether the account is asked first is not said"),
    Twins(law="strangers are refused where nothing grants them", page=_PERIMETER, given=guarded(GRANT),
          ask=asks({**OUTSIDE, "principal_arn": FOREIGN}), other=PUBLIC,
          change=says(statement(action="s3:GetObject", resource=OBJECTS)),
          because="everybody is granted, if their own account lets them"),
    Twins(law="strangers inside the VPC are refused by account", page=_PERIMETER,
          given=guarded(statement(action="s3:*", resource=OBJECTS),
                        deny({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}})),
          ask=asks({**THROUGH, "principal_arn": FOREIGN}), other_ask=asks(THROUGH), other=PUBLIC,
          because="the caller is of the account"),
    Twins(law="a policy of reading protects reading", page=_BUCKETS,
          given=guarded(GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}}, ["s3:Get*"])),
          ask=asks(OUTSIDE), other_ask=asks(OUTSIDE, "s3:DeleteObject"), other=PUBLIC,
          because="deleting is not denied"),
    Twins(law="objects and bucket have ARNs of their own", page=_BUCKETS,
          given=guarded(GRANT, BY_ENDPOINT), ask=asks(OUTSIDE, "s3:ListBucket", "logical:Files"), other=PUBLIC,
          change=says(GRANT, statement("Deny", "s3:*", sub("${Files.Arn}/*"), Condition={
              "StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}})), because="the bucket itself is not denied"),
    Twins(law="a parameter leaves it open", page=_BUCKETS,
          given=guarded(GRANT, BY_ENDPOINT), ask=asks(ELSEWHERE),
          change=lambda t: (t | bucket("Files", GRANT, deny({"StringNotEquals": {"aws:SourceVpce": ref("Allowed")}})))
          .section("Parameters", Allowed={"Type": "String"}), other=UNKNOWN, because="it may be that endpoint"),
)  # fmt: skip
def test_exceptions(case: Labelled) -> None:
    case.check()


def other(type_: str, properties: dict[str, Any]) -> Template:
    return (vpc() | interface() | role("Reader", identity())).plus("Thing", type_, properties)


def thing(action: str, caller: dict[str, Any], resource: str | None = "logical:Thing") -> dict[str, Any]:
    given = {"protect": "Thing", "action": action, "resource": resource, "caller": caller}
    return {name: value for name, value in given.items() if value is not None}


ROOT = {"AWS": sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")}
INSIDE = {"principal_arn": ROLE, "source_vpce": "logical:Endpoint"}


@labelled(
    Twins(law="a key refuses to decrypt outside", page=_KMS,
          given=other("AWS::KMS::Key", {"KeyPolicy": policy(
              statement(action="kms:*", Principal=ROOT),
              statement("Deny", "kms:Decrypt", Condition={"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}))}),
          ask=thing("kms:Decrypt", OUTSIDE), other_ask=thing("kms:Decrypt", INSIDE), other=PUBLIC,
          because="it comes through the endpoint"),
    Twins(law="a key's policy may still be changed outside", page=_KMS,
          given=other("AWS::KMS::Key", {"KeyPolicy": policy(
              statement(action="kms:*", Principal=ROOT),
              statement("Deny", "kms:Decrypt", Condition={"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}))}),
          ask=thing("kms:Decrypt", OUTSIDE), other_ask=thing("kms:PutKeyPolicy", OUTSIDE), other=PUBLIC,
          because="only Decrypt is denied"),
    Twins(law="a table refuses outside", page=_PERIMETER,
          given=other("AWS::DynamoDB::Table", {"ResourcePolicy": {"PolicyDocument": policy(
              statement("Allow", "dynamodb:*", Principal=ROOT),
              statement("Deny", "dynamodb:GetItem", Condition={"StringNotEquals": {
                  "aws:SourceVpce": ref("Endpoint")}}))}}),
          ask=thing("dynamodb:GetItem", OUTSIDE), other_ask=thing("dynamodb:GetItem", INSIDE), other=PUBLIC,
          because="it comes through the endpoint"),
    Twins(law="a topic refuses outside", page=_PERIMETER,
          given=other("AWS::SNS::Topic", {}).plus("ThingPolicy", "AWS::SNS::TopicPolicy", {
              "Topics": [ref("Thing")], "PolicyDocument": policy(
                  statement("Allow", "sns:Publish", ref("Thing"), Principal=ROOT),
                  statement("Deny", "sns:Publish", ref("Thing"), Condition={"StringNotEquals": {
                      "aws:SourceVpce": ref("Endpoint")}}))}),
          ask=thing("sns:Publish", OUTSIDE), other_ask=thing("sns:Publish", INSIDE), other=PUBLIC,
          because="it comes through the endpoint"),
    Twins(law="a repository refuses outside", page=_PERIMETER,
          given=other("AWS::ECR::Repository", {"RepositoryPolicyText": policy(
              {"Effect": "Allow", "Principal": ROOT, "Action": "ecr:*"},
              {"Effect": "Deny", "Principal": "*", "Action": "ecr:BatchGetImage",
               "Condition": {"StringNotEquals": {"aws:SourceVpce": ref("Endpoint")}}})}),
          ask=thing("ecr:BatchGetImage", OUTSIDE), other_ask=thing("ecr:BatchGetImage", INSIDE), other=PUBLIC,
          because="it comes through the endpoint"),
)  # fmt: skip
def test_other_resources(case: Labelled) -> None:
    case.check()
