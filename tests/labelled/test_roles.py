"""Policies of the caller's role."""

from __future__ import annotations

from typing import Any

from support.labelled import PRIVATE, UNKNOWN, Labelled, Twins, att, labelled, ref, sub
from support.labelled.called import GET, caller
from support.labelled.networks import OBJECTS, bucket, identity, interface, policy, role, says, statement

_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_SESSIONS = (
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session"
)
_RESOURCES = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
_BOUNDARY = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-policy.html"


def inline(*statements: dict[str, Any]) -> Any:
    """Another policy of the role."""
    return lambda t: t | role("WorkerRole", *statements)


def asks(action: str) -> dict[str, Any]:
    return {"source": "Worker", "service": "s3", "action": action}


@labelled(
    Twins(law="what is about no resource is allowed for all of them only", page=_RESOURCES,
          given=caller(identity(action="s3:*")), ask=asks("s3:ListAllMyBuckets"),
          change=inline(identity(action="s3:*", resource=["arn:aws:s3:::b", "arn:aws:s3:::b/*"])),
          because="buckets are named"),
    Twins(law="all buckets may be listed by a pattern for all of them", page=_RESOURCES,
          given=caller(identity(action="s3:*", resource="arn:aws:s3:::*")), ask=asks("s3:ListAllMyBuckets"),
          change=inline(identity(action="s3:*", resource="arn:aws:s3:::b*")), because="some buckets are named"),
    Twins(law="objects are in buckets", page=_RESOURCES,
          given=caller(identity(action="s3:*", resource="arn:aws:s3:::b/*")), ask=asks("s3:GetObject"),
          change=inline(identity(action="s3:*", resource="arn:aws:s3:::b")), other=UNKNOWN,
          because="the bucket alone is named"),
    Twins(law="buckets are no objects", page=_RESOURCES,
          given=caller(identity(action="s3:*", resource="arn:aws:s3:::b")), ask=asks("s3:ListBucket"),
          change=inline(identity(action="s3:*", resource="arn:aws:s3:::b/*")), other=UNKNOWN,
          because="what is in the bucket is named"),
)  # fmt: skip
def test_what_actions_are_about(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="which session of a role calls is not in the template", page=_SESSIONS,
          given=caller(identity(), RoleName="worker") | bucket("Files", statement(
              "Deny", "s3:*", OBJECTS, Principal={"AWS": "arn:aws:sts::111122223333:assumed-role/other/one"})),
          ask=GET, change=says(statement(
              "Deny", "s3:*", OBJECTS, Principal={"AWS": "arn:aws:sts::111122223333:assumed-role/worker/one"})),
          other=UNKNOWN, because="the worker may be the session that is refused"),
    Twins(law="nor is it where AWS makes up the name of the role", page=_SESSIONS,
          given=caller(identity()) | bucket("Files", statement(
              "Deny", "s3:*", OBJECTS, Principal={"AWS": "arn:aws:sts::444455556666:assumed-role/other/one"})),
          ask=GET, change=says(statement("Deny", "s3:*", OBJECTS, Principal={"AWS": sub(
              "arn:aws:sts::${AWS::AccountId}:assumed-role/${WorkerRole}/one")})), other=UNKNOWN,
          because="the worker may be the session that is refused"),
)  # fmt: skip
def test_sessions_of_roles(case: Labelled) -> None:
    case.check()


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
