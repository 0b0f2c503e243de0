"""Policies of endpoints."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import (
    bucket,
    gateway,
    identity,
    interface,
    policy,
    role,
    statement,
    vpc,
    worker_with_role,
)

_POLICIES = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
_S3 = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html#vpc-endpoints-policies-s3"
_ROOT = (
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#gateway-endpoint-policy-principals"
)
_LOGIC = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"
_NOT_ACTION = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html"
_KEYS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
_PERIMETER = "https://github.com/aws-samples/data-perimeter-policy-examples"
_VARIABLES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html"
_OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"

GET: dict[str, Any] = {
    "source": "Worker",
    "service": "s3",
    "action": "s3:GetObject",
    "resource": "arn:aws:s3:::my-data/report.csv",
}
LIST = {**GET, "action": "s3:ListBucket", "resource": "arn:aws:s3:::my-data"}
OWN = {"source": "Worker", "service": "s3", "action": "s3:GetObject", "resource": "logical:Files/report.csv"}
SECRET: dict[str, Any] = {
    "source": "Worker",
    "service": "secretsmanager",
    "action": "secretsmanager:GetSecretValue",
    "resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf",
}


OF_OWN = {"StringEquals": {"aws:PrincipalAccount": ref("AWS::AccountId")}}
OF_GIVEN = {"StringEquals": {"aws:PrincipalAccount": ref("Own")}}
NAMED: dict[str, dict[str, Any]] = {
    "an action": {"action": "sqs:SendMessage"},
    "an action by a pattern": {"action": "sqs:Send*"},
    "a resource": {"resource": "arn:aws:sqs:eu-west-1:111122223333:orders"},
    "a resource by a pattern": {"resource": "arn:aws:sqs:*:*:*"},
}
MANY = [f"s3:Get{number}" for number in range(20)]
GIVEN_LATER = {
    "a dynamic reference": "{{resolve:ssm:/account}}",
    "an import": {"Fn::ImportValue": "account"},
    "a part of a name": {"Fn::Select": [0, {"Fn::Split": [":", {"Fn::ImportValue": "accounts"}]}]},
}


def with_policy(one: dict[str, Any]) -> Any:
    """Another policy of the endpoint, in which a parameter may stand."""
    return lambda t: t.section("Parameters", Own={"Type": "String"}).set("Endpoint", PolicyDocument=policy(one))


def caller() -> Template:
    """A worker whose role may do everything."""
    return worker_with_role(identity())


def s3(*statements: dict[str, Any]) -> Template:
    document: dict[str, Any] = {"PolicyDocument": policy(*statements)} if statements else {}
    return caller() | gateway(**document)


def secrets(*statements: dict[str, Any]) -> Template:
    document: dict[str, Any] = {"PolicyDocument": policy(*statements)} if statements else {}
    return caller() | interface(of="secretsmanager", **document)


def says(*statements: dict[str, Any]) -> Any:
    """Another policy of the endpoint of S3."""
    return lambda t: t.set("S3Gateway", PolicyDocument=policy(*statements))


def condition(operator: str, key: str, value: Any) -> dict[str, Any]:
    return {"Condition": {operator: {key: value}}}


ANYTHING = statement(action="s3:*")


@labelled(
    Twins(law="whom a parameter lets through is not known, whatever is called", page=_POLICIES,
          given=caller() | interface(of="sqs", PolicyDocument=policy(statement(
              Condition={"StringEquals": {"aws:PrincipalAccount": ref("AWS::AccountId")}}))),
          ask={"source": "Worker", "service": "sqs"},
          change=lambda t: t.section("Parameters", Own={"Type": "String"}).set("Endpoint", PolicyDocument=policy(
              statement(Condition={"StringEquals": {"aws:PrincipalAccount": ref("Own")}}))), other=UNKNOWN,
          because="nobody gave the account"),
    Twins(law="whom a parameter refuses is not known either", page=_POLICIES,
          given=caller() | interface(of="sqs", PolicyDocument=policy(statement(), statement(
              "Deny", Condition={"StringNotEquals": {"aws:PrincipalAccount": ref("AWS::AccountId")}}))),
          ask={"source": "Worker", "service": "sqs"},
          change=lambda t: t.section("Parameters", Own={"Type": "String"}).set("Endpoint", PolicyDocument=policy(
              statement(), statement("Deny", Condition={"StringNotEquals": {"aws:PrincipalAccount": ref("Own")}}))),
          other=UNKNOWN, because="nobody gave the account"),
    *(Twins(law=f"it is not known either where {name} is named", page=_POLICIES,
            given=caller() | interface(of="sqs", PolicyDocument=policy(statement(**named, Condition=OF_OWN))),
            ask={"source": "Worker", "service": "sqs"},
            change=with_policy(statement(**named, Condition=OF_GIVEN)), other=UNKNOWN,
            because="nobody gave the account")
      for name, named in NAMED.items()),
    *(Twins(law=f"what {name} gives is not known", page=_POLICIES,
            given=caller() | interface(of="sqs", PolicyDocument=policy(statement(Condition=OF_OWN))),
            ask={"source": "Worker", "service": "sqs"},
            change=with_policy(statement(Condition={"StringEquals": {"aws:PrincipalAccount": value}})), other=UNKNOWN,
            because="nobody gave the account")
      for name, value in GIVEN_LATER.items()),
    Twins(law="each statement counts, however many the first ones name", page=_POLICIES,
          given=s3(statement(action=MANY, Condition={"StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}}),
                   statement(action="s3:GetObject")), ask={"source": "Worker", "service": "s3"},
          change=lambda t: t | gateway(PolicyDocument=policy(statement(
              action=MANY, Condition={"StringEquals": {"aws:SourceVpc": "vpc-0a1b2c3d"}}))),
          because="the one statement is for another VPC"),
    Twins(law="a gateway endpoint lets only the root user through where it names accounts", page=_ROOT,
          given=s3(statement()), ask={"source": "Worker", "service": "s3"},
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(Principal={"AWS": ref(
              "AWS::AccountId")}))), because="the account is named"),
    Twins(law="it does so beside others too", page=_ROOT, given=s3(statement()),
          ask={"source": "Worker", "service": "s3"},
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(Principal={"AWS": [
              sub("arn:aws:iam::${AWS::AccountId}:root"), "arn:aws:iam::111122223333:role/other"]}))),
          because="no page says what naming a role does", other=UNKNOWN, more={"account": "111122223333"}),
)  # fmt: skip
def test_policies_that_hang_on_something(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="an endpoint without a policy lets everything through", page=_POLICIES, given=s3(), ask=GET,
          change=says(statement("Deny")), because="everything is denied"),
    Twins(law="a policy that denies only lets nothing through", page=_POLICIES, given=s3(ANYTHING), ask=GET,
          change=says(statement("Deny", "s3:DeleteObject")), because="what no statement allows is refused"),
    Twins(law="the action has to be allowed", page=_S3, given=s3(statement(action="s3:GetObject")), ask=GET,
          change=says(statement(action="s3:PutObject")), because="only PutObject is allowed"),
    Twins(law="actions may have wildcards", page=_S3, given=s3(statement(action="s3:Get*")), ask=GET,
          change=says(statement(action="s3:List*")), because="GetObject is no List action"),
    Twins(law="actions know no case", page=_LOGIC, given=s3(statement(action="S3:getobject")), ask=GET,
          change=says(statement(action="S3:putobject")), because="it is another action"),
    Twins(law="the resource has to be allowed", page=_S3, given=s3(statement(resource="arn:aws:s3:::my-data/*")),
          ask=GET, change=says(statement(resource="arn:aws:s3:::other/*")), because="another bucket is allowed"),
    Twins(law="objects are not the bucket", page=_S3, given=s3(statement(resource="arn:aws:s3:::my-data")), ask=LIST,
          other_ask=GET, because="the bucket's ARN does not stand for its objects"),
    Twins(law="the bucket is not its objects", page=_S3, given=s3(statement(resource="arn:aws:s3:::my-data/*")),
          ask=GET, other_ask=LIST, because="objects do not stand for the bucket"),
    Twins(law="ARNs know case", page=_S3, given=s3(statement(resource="arn:aws:s3:::my-data/*")), ask=GET,
          change=says(statement(resource="arn:aws:s3:::My-Data/*")), because="names of buckets are lower case"),
    Twins(law="a list of resources allows each", page=_S3,
          given=s3(statement(resource=["arn:aws:s3:::a/*", "arn:aws:s3:::my-data/*"])), ask=GET,
          change=says(statement(resource=["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"])), because="neither is the bucket"),
    Twins(law="an explicit Deny wins", page=_LOGIC, given=s3(ANYTHING), ask=GET,
          change=says(ANYTHING, statement("Deny", "s3:GetObject")), because="an explicit Deny wins over every Allow"),
    Twins(law="a Deny of another action does not matter", page=_LOGIC,
          given=s3(ANYTHING, statement("Deny", "s3:PutObject")), ask=GET,
          change=says(ANYTHING, statement("Deny", "s3:*Object")), because="GetObject matches"),
    Twins(law="the order of statements does not matter", page=_LOGIC,
          given=s3(statement("Deny", "s3:PutObject"), ANYTHING), ask=GET,
          change=says(statement("Deny", "s3:Get*"), ANYTHING), because="an explicit Deny wins over every Allow"),
    Twins(law="everything but an action", page=_NOT_ACTION,
          given=s3({"Effect": "Allow", "Principal": "*", "NotAction": "s3:DeleteObject", "Resource": "*"}), ask=GET,
          change=says({"Effect": "Allow", "Principal": "*", "NotAction": "s3:Get*", "Resource": "*"}),
          because="GetObject is the exception"),
    Twins(law="everything but a resource", page=_LOGIC,
          given=s3({"Effect": "Allow", "Principal": "*", "Action": "*", "NotResource": "arn:aws:s3:::other/*"}),
          ask=GET,
          change=says({"Effect": "Allow", "Principal": "*", "Action": "*", "NotResource": "arn:aws:s3:::my-data/*"}),
          because="the bucket is the exception"),
    Twins(law="a Deny of everything but a bucket", page=_PERIMETER,
          given=s3(ANYTHING, {"Effect": "Deny", "Principal": "*", "Action": "s3:*",
                              "NotResource": ["arn:aws:s3:::my-data", "arn:aws:s3:::my-data/*"]}), ask=GET,
          change=says(ANYTHING, {"Effect": "Deny", "Principal": "*", "Action": "s3:*",
                                 "NotResource": ["arn:aws:s3:::my-data"]}), because="the object is not excepted"),
    Twins(law="a policy may be a text", page=_POLICIES,
          given=s3().set("S3Gateway", PolicyDocument='{"Statement":[{"Effect":"Allow","Principal":"*",'
                                                     '"Action":"s3:*","Resource":"*"}]}'), ask=GET,
          change=lambda t: t.set("S3Gateway", PolicyDocument='{"Statement":[{"Effect":"Deny","Principal":"*",'
                                                             '"Action":"s3:*","Resource":"*"}]}'),
          because="it denies everything"),
    Twins(law="a statement alone needs no list", page=_LOGIC,
          given=s3().set("S3Gateway", PolicyDocument={"Version": "2012-10-17", "Statement": ANYTHING}), ask=GET,
          change=lambda t: t.set("S3Gateway", PolicyDocument={
              "Version": "2012-10-17", "Statement": statement(action="sqs:*")}), because="it allows another service"),
)  # fmt: skip
def test_what_a_policy_allows(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="the bucket of the template is named by its ARN", page=_S3,
          given=s3(statement(resource=[att("Files", "Arn"), sub("${Files.Arn}/*")])) | bucket() | bucket("Second"),
          ask=OWN, change=says(statement(resource=[att("Second", "Arn"), sub("${Second.Arn}/*")])),
          because="it is the ARN of the other bucket"),
    Twins(law="the ARN may be joined from the bucket's name", page=_S3,
          given=s3(statement(resource={"Fn::Join": ["", ["arn:", ref("AWS::Partition"), ":s3:::", ref("Files"),
                                                         "/*"]]})) | bucket(), ask=OWN,
          change=says(statement(resource={"Fn::Join": ["", ["arn:", ref("AWS::Partition"), ":s3:::",
                                                            ref("Files")]]})),
          because="it is the bucket, not its objects"),
    Twins(law="a bucket with a name of its own is known by it", page=_S3,
          given=s3(statement(resource="arn:aws:s3:::my-data/*")) | bucket(BucketName="my-data"), ask=OWN,
          change=lambda t: t.set("Files", BucketName="my-other-data"), because="the policy names another bucket"),
    Twins(law="a target without an action has to be reachable at all", page=_S3,
          given=s3(statement(resource=[att("Files", "Arn"), sub("${Files.Arn}/*")])) | bucket() | bucket("Second"),
          ask={"source": "Worker", "service": "s3", "target": "Files"},
          other_ask={"source": "Worker", "service": "s3", "target": "Second"},
          because="nothing of that bucket is allowed"),
    Twins(law="the resource is one of the template for another action, too", page=_S3,
          given=s3(statement(action=["s3:GetObject", "s3:PutObject"], resource=sub("${Files.Arn}/*"))) | bucket(),
          ask={**OWN, "action": "s3:PutObject"}, other_ask={**OWN, "action": "s3:DeleteObject"},
          because="it is not among the actions"),
)  # fmt: skip
def test_resources_of_the_template(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="callers of the account are let through", page=_KEYS,
          given=s3(statement(**condition("StringEquals", "aws:PrincipalAccount", "111122223333"))), ask=GET,
          change=says(statement(**condition("StringEquals", "aws:PrincipalAccount", "444455556666"))),
          because="the worker's role is of 111122223333"),
    Twins(law="the account is the stack's own", page=_KEYS,
          given=s3(statement(**condition("StringEquals", "aws:PrincipalAccount", ref("AWS::AccountId")))), ask=GET,
          change=says(statement(**condition("StringNotEquals", "aws:PrincipalAccount", ref("AWS::AccountId")))),
          because="only others are let through"),
    Twins(law="the account is the stack's own, whatever it is", page=_KEYS, more={"account": None, "region": None},
          given=s3(statement(**condition("StringEquals", "aws:PrincipalAccount", ref("AWS::AccountId")))), ask=GET,
          change=says(statement(**condition("StringEquals", "aws:PrincipalAccount", "111122223333"))), other=UNKNOWN,
          because="nobody says the account"),
    Twins(law="whether the account is in an organization is not in a template", page=_PERIMETER, given=s3(ANYTHING),
          ask=GET, change=says(statement(**condition("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"))),
          other=UNKNOWN, because="nobody says the organization"),
    Twins(law="only encrypted requests", page=_KEYS,
          given=s3(ANYTHING, statement("Deny", "s3:*", **condition("Bool", "aws:SecureTransport", "false"))), ask=GET,
          change=says(ANYTHING, statement("Deny", "s3:*", **condition("Bool", "aws:SecureTransport", "true"))),
          because="HTTPS is denied"),
    Twins(law="a role is named by its ARN", page=_S3,
          given=s3(statement(**condition("ArnEquals", "aws:PrincipalArn", att("WorkerRole", "Arn")))), ask=GET,
          change=lambda t: (t | role("Other", identity())).set("S3Gateway", PolicyDocument=policy(
              statement(**condition("ArnEquals", "aws:PrincipalArn", att("Other", "Arn"))))),
          because="it is another role"),
    Twins(law="the endpoint's own id is the request's", page=_KEYS,
          given=s3(statement(**condition("StringEquals", "aws:SourceVpc", ref("Vpc")))), ask=GET,
          change=lambda t: (t | vpc("Other", "10.9")).set("S3Gateway", PolicyDocument=policy(
              statement(**condition("StringEquals", "aws:SourceVpc", ref("Other"))))), because="it is another VPC"),
    Twins(law="through an endpoint there is no source address", page=_KEYS, given=s3(ANYTHING), ask=GET,
          change=says(statement(**condition("IpAddress", "aws:SourceIp", "10.0.0.0/16"))),
          because="aws:SourceIp is absent from requests through an endpoint"),
    Twins(law="through an endpoint there is the VPC's source address", page=_KEYS,
          given=s3(statement(**condition("IpAddress", "aws:VpcSourceIp", "10.0.0.0/24"))), ask=GET,
          change=says(statement(**condition("IpAddress", "aws:VpcSourceIp", "10.0.1.0/24"))),
          because="the worker is in 10.0.0.0/24"),
    Twins(law="resources of the account are let through", page=_PERIMETER,
          given=s3(statement(**condition("StringEquals", "aws:ResourceAccount", ref("AWS::AccountId")))) | bucket(),
          ask=OWN, change=says(statement(**condition("StringEquals", "aws:ResourceAccount", "444455556666"))),
          because="the bucket is of the stack's account"),
    Twins(law="several keys have all to match", page=_OPERATORS,
          given=s3(statement(Condition={"StringEquals": {
              "aws:PrincipalAccount": "111122223333", "aws:SourceVpc": ref("Vpc")}})), ask=GET,
          change=says(statement(Condition={"StringEquals": {
              "aws:PrincipalAccount": "444455556666", "aws:SourceVpc": ref("Vpc")}})),
          because="one of them does not"),
    Twins(law="of several values one has to match", page=_OPERATORS,
          given=s3(statement(**condition("StringEquals", "aws:PrincipalAccount", ["444455556666", "111122223333"]))),
          ask=GET,
          change=says(statement(**condition("StringEquals", "aws:PrincipalAccount", ["444455556666", "777788889999"]))),
          because="none does"),
    Twins(law="a missing key matches no plain operator", page=_OPERATORS,
          given=s3(statement(**condition("StringEqualsIfExists", "aws:SourceAccount", "444455556666"))), ask=GET,
          change=says(statement(**condition("StringEquals", "aws:SourceAccount", "444455556666"))),
          because="requests of roles have no aws:SourceAccount"),
    Twins(law="Null asks whether a key is there", page=_OPERATORS,
          given=s3(statement(**condition("Null", "aws:SourceVpce", "false"))), ask=GET,
          change=says(statement(**condition("Null", "aws:SourceVpce", "true"))),
          because="requests through an endpoint have the key"),
)  # fmt: skip
def test_conditions(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a principal may be everybody in two forms", page=_POLICIES,
          given=secrets(statement(Principal={"AWS": "*"})), ask=SECRET,
          change=lambda t: t.set("Endpoint", PolicyDocument=policy(statement(
              Principal={"AWS": "arn:aws:iam::444455556666:root"}))), because="only another account is let through"),
    Twins(law="a principal may be an account", page=_POLICIES,
          given=secrets(statement(Principal={"AWS": "111122223333"})), ask=SECRET,
          change=lambda t: t.set("Endpoint", PolicyDocument=policy(statement(Principal={"AWS": "444455556666"}))),
          because="it is another account"),
    Twins(law="a principal may be the stack's account", page=_POLICIES,
          given=secrets(statement(Principal={"AWS": sub("arn:aws:iam::${AWS::AccountId}:root")})), ask=SECRET,
          change=lambda t: t.set("Endpoint", PolicyDocument=policy(statement(
              Principal={"Service": "ecs-tasks.amazonaws.com"}))), because="a role is no service"),
    Twins(law="a principal may be the role", page=_POLICIES,
          given=secrets(statement(Principal={"AWS": att("WorkerRole", "Arn")})), ask=SECRET,
          change=lambda t: (t | role("Other", identity())).set("Endpoint", PolicyDocument=policy(statement(
              Principal={"AWS": att("Other", "Arn")}))), because="it is another role"),
    Twins(law="an interface endpoint's policy narrows to a secret", page=_POLICIES,
          given=secrets(statement(action="secretsmanager:GetSecretValue",
                                  resource="arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-*")), ask=SECRET,
          other_ask={**SECRET, "resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:api-AbCdEf"},
          because="it is another secret"),
    Twins(law="policy variables stand for the request's values", page=_VARIABLES,
          given=secrets(statement(resource="arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*")), ask=SECRET,
          other_ask={**SECRET, "resource": "arn:aws:secretsmanager:eu-west-1:444455556666:secret:db-AbCdEf"},
          because="the secret is of another account"),
    Twins(law="a policy for another service lets nothing through", page=_POLICIES, ask=SECRET,
          given=secrets(statement(action="secretsmanager:*")),
          change=lambda t: t.set("Endpoint", PolicyDocument=policy(statement(action="ssm:*"))),
          because="secretsmanager is not allowed"),
    Twins(law="a policy that refuses everything is seen without an action", page=_POLICIES,
          given=secrets(statement(action="secretsmanager:*")), ask={"source": "Worker", "service": "secretsmanager"},
          change=lambda t: t.set("Endpoint", PolicyDocument=policy(statement("Deny"))),
          because="no call can pass"),
    Twins(law="each endpoint has a policy of its own", page=_POLICIES,
          given=secrets(ANYTHING, statement()) | interface("Keys", "kms"), ask=SECRET,
          change=lambda t: t.set("Endpoint", PolicyDocument=None).set("Keys", PolicyDocument=policy(statement("Deny"))),
          other_ask={"source": "Worker", "service": "kms", "action": "kms:Decrypt"}, other=BLOCKED,
          because="the endpoint of KMS denies everything"),
    Twins(law="a policy that is a parameter is not known", page=_POLICIES,
          given=secrets(statement(resource=ref("Allowed")))
          .section("Parameters", Allowed={"Type": "String", "Default": "*"}), ask=SECRET,
          change=lambda t: t.section("Parameters", Allowed={"Type": "String"}), other=UNKNOWN,
          because="nobody gave the resource"),
)  # fmt: skip
def test_principals_and_services(case: Labelled) -> None:
    case.check()


ANY_CALL = {"source": "Worker", "service": "s3"}


def with_parameter(change: dict[str, Any]) -> Any:
    """The policy with a further statement of which a parameter gives a part."""
    more = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", **change}
    return lambda _: s3(statement(), more).section("Parameters", P={"Type": "String"})


@labelled(
    *(
        Twins(law=f"a parameter may give the {name} of what is refused", page=_POLICIES, ask=ANY_CALL,
              given=s3(statement(), statement("Deny", "s3:Put*")), change=with_parameter({name: value}), other=UNKNOWN,
              because="it may refuse every call")
        for name, value in (("Effect", ref("P")), ("Action", ref("P")), ("Resource", [ref("P")]),
                            ("Principal", {"AWS": ref("P")}))
    ),
)  # fmt: skip
def test_what_a_parameter_may_refuse(case: Labelled) -> None:
    case.check()
