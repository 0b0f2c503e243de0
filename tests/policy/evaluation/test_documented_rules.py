# ruff: noqa: ERA001, FBT003 - the examples are JSON, in sections
"""Each rule of IAM's documentation with its page: an example, and a twin that differs in the one thing it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from private_endpoints.policy.evaluation import Outcome, Policies, Principal, Request, evaluate

_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
_ORGS = "https://docs.aws.amazon.com/organizations/latest/userguide/"
_OPERATORS = _GUIDE + "reference_policies_elements_condition_operators.html"
_MANY = _GUIDE + "reference_policies_condition-single-vs-multi-valued-context-keys.html"
_MISSING = _OPERATORS
_VARIABLES = _GUIDE + "reference_policies_variables.html"
_RESOURCE = _GUIDE + "reference_policies_elements_resource.html"
_PRINCIPAL = _GUIDE + "reference_policies_elements_principal.html"
_NOT_PRINCIPAL = _GUIDE + "reference_policies_elements_notprincipal.html"
_BOUNDARY = _GUIDE + "access_policies_boundaries.html"
_SESSION = _GUIDE + "access_policies.html#policies_session"
_LOGIC = _GUIDE + "reference_policies_evaluation-logic_policy-eval-denyallow.html"
_CROSS = _GUIDE + "reference_policies_evaluation-logic-cross-account.html"
_KMS = "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html"
_SCP = _ORGS + "orgs_manage_policies_scps_evaluation.html"
_RCP = _ORGS + "orgs_manage_policies_rcps.html"
_ENDPOINT = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"

HERE, THERE = "111122223333", "444455556666"
USER = f"arn:aws:iam::{HERE}:user/path/bob"
ROLE = f"arn:aws:iam::{HERE}:role/app/worker"
SESSION = f"arn:aws:sts::{HERE}:assumed-role/worker/i-1"
FEDERATED_USER = f"arn:aws:sts::{HERE}:federated-user/bob"
ROOT = f"arn:aws:iam::{HERE}:root"
KEY = f"arn:aws:kms:us-east-1:{HERE}:key/1234"
TARGET = f"arn:aws:iam::{HERE}:role/target"
OBJECT = "arn:aws:s3:::data/a/b.txt"
AWS_MANAGED = "arn:aws:iam::aws:policy/ReadOnlyAccess"
ALIAS = f"arn:aws:kms:us-east-1:{HERE}:alias"
RESERVED_ROLE = f"arn:aws:iam::{HERE}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef"

ALLOWED, EXPLICIT, IMPLICIT = Outcome.ALLOWED, Outcome.EXPLICITLY_DENIED, Outcome.IMPLICITLY_DENIED


def allow(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": "*", "Resource": "*", **elements}


def deny(**elements: Any) -> dict[str, Any]:
    return allow(Effect="Deny", **elements)


def policy(*statements: dict[str, Any], version: str | None = "2012-10-17") -> dict[str, Any]:
    return ({"Version": version} if version else {}) | {"Statement": list(statements)}


FULL = policy(allow())
NOTHING_OF_S3 = policy(allow(Action="ec2:*"))


def grants(principal: Any, **elements: Any) -> dict[str, Any]:
    return policy(allow(Principal=principal, **elements))


def _not_principal(names: list[str]) -> dict[str, Any]:
    return {"Effect": "Deny", "NotPrincipal": {"AWS": names}, "Action": "*", "Resource": "*"}


def _trust(principal: Any) -> dict[str, Any]:
    return policy({"Effect": "Allow", "Principal": principal, "Action": "sts:*"})


CONFUSED_DEPUTY = policy(
    deny(
        Principal="*",
        Condition={
            "StringNotEqualsIfExists": {"aws:SourceOrgID": "o-1"},
            "Null": {"aws:SourceAccount": "false"},
            "Bool": {"aws:PrincipalIsAWSService": "true"},
        },
    )
)


@dataclass(frozen=True)
class Example:
    """One request and the policies around it; by default bob reads an object of his account."""

    outcome: Outcome
    principal: Any = USER
    action: str = "s3:GetObject"
    resource: str = OBJECT
    owner: str | None = HERE
    context: dict[str, Any] = field(default_factory=dict)
    policies: dict[str, Any] = field(default_factory=dict)

    def decide(self) -> Outcome:
        request = Request.of(
            self.principal, self.action, self.resource, resource_account=self.owner, context=self.context
        )
        return evaluate(request, Policies.compile(**self.policies)).outcome


def example(
    outcome: Outcome, *, identity: Any = None, statement: dict[str, Any] | None = None, **given: Any
) -> Example:
    """An example; `statement` is one Allow of an identity-based policy."""
    names = ("principal", "action", "resource", "owner", "context")
    policies = {name: value for name, value in given.items() if name not in names}
    if statement is not None:
        identity = policy(allow(**statement))
    if "on_resource" in policies:
        policies["resource"] = policies.pop("on_resource")
    if identity is not None:
        policies["identity"] = identity if isinstance(identity, list) else [identity]
    return Example(outcome, policies=policies, **{name: given[name] for name in names if name in given})


def condition(operator: str, values: Any, context: Any, *, holds: bool, key: str = "aws:Key") -> Example:
    """An Allow with one condition on one key."""
    return example(
        ALLOWED if holds else IMPLICIT,
        statement={"Condition": {operator: {key: values}}},
        context={} if context is None else {key: context},
    )


# (rule, page, example, twin)
RULES: list[tuple[str, str, Example, Example]] = [
    # --- actions -------------------------------------------------------------------------------------------------
    (
        "action names are not case-sensitive",
        _GUIDE + "reference_policies_elements_action.html",
        example(ALLOWED, statement={"Action": "S3:getobject"}),
        example(IMPLICIT, statement={"Action": "s3:GetObjects"}),
    ),
    (
        "action wildcards",
        _GUIDE + "reference_policies_elements_action.html",
        example(ALLOWED, statement={"Action": "s3:Get?bj*"}),
        example(IMPLICIT, statement={"Action": "s3:Get?Obj*"}),
    ),
    (
        "NotAction covers all but the listed actions",
        _GUIDE + "reference_policies_elements_notaction.html",
        example(ALLOWED, identity=policy({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})),
        example(IMPLICIT, identity=policy({"Effect": "Allow", "NotAction": ["iam:*", "s3:Get*"], "Resource": "*"})),
    ),
    # --- resources -----------------------------------------------------------------------------------------------
    (
        "an asterisk in a resource also stands for slashes",
        _RESOURCE,
        example(ALLOWED, statement={"Resource": "arn:aws:s3:::data/*/test/*"}, resource="arn:aws:s3:::data/1/2/test/x"),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3:::data/*/test/*"}, resource="arn:aws:s3:::data/1-test/x"),
    ),
    (
        "resources are case-sensitive",
        _RESOURCE,
        example(ALLOWED, statement={"Resource": "arn:aws:s3:::data/a/*"}),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3:::data/A/*"}),
    ),
    (
        "an asterisk at the end of a segment goes beyond the colon, one inside does not",
        _RESOURCE,
        example(ALLOWED, statement={"Resource": "arn:aws:sqs:*:queue"}, resource=f"arn:aws:sqs:eu-west-1:{HERE}:queue"),
        example(
            IMPLICIT, statement={"Resource": "arn:aws:sqs:e*3:queue"}, resource=f"arn:aws:sqs:eu-west-1:{HERE}:queue"
        ),
    ),
    (
        "the partition is a part like any other",
        _RESOURCE,
        example(ALLOWED, statement={"Resource": "arn:*:s3:::data/*"}, resource="arn:aws-cn:s3:::data/a"),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3:::data/*"}, resource="arn:aws-cn:s3:::data/a"),
    ),
    (
        "square brackets are no wildcards",
        _RESOURCE,
        example(ALLOWED, statement={"Resource": "arn:aws:s3:::data/[ab]"}, resource="arn:aws:s3:::data/[ab]"),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3:::data/[ab]"}, resource="arn:aws:s3:::data/a"),
    ),
    (
        "NotResource covers all but the listed resources",
        _GUIDE + "reference_policies_elements_notresource.html",
        example(ALLOWED, identity=policy({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::other/*"})),
        example(IMPLICIT, identity=policy({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::data/*"})),
    ),
    (
        "an identity-based policy's ARN that ends too soon stands for all that it begins",
        _RESOURCE,
        example(ALLOWED, statement={"Resource": "arn:aws:s3"}),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3-object-lambda"}),
    ),
    (
        "a resource-based policy's ARN that ends too soon matches nothing",
        _RESOURCE,
        example(ALLOWED, on_resource=grants({"AWS": USER}, Resource="arn:aws:s3:::data/*")),
        example(IMPLICIT, on_resource=grants({"AWS": USER}, Resource="arn:aws:s3")),
    ),
    # --- variables -----------------------------------------------------------------------------------------------
    (
        "a variable stands for a value of the request",
        _VARIABLES,
        example(
            ALLOWED, statement={"Resource": "arn:aws:s3:::data/${aws:username}/*"}, resource="arn:aws:s3:::data/bob/x"
        ),
        example(
            IMPLICIT, statement={"Resource": "arn:aws:s3:::data/${aws:username}/*"}, resource="arn:aws:s3:::data/eve/x"
        ),
    ),
    (
        "variables need Version 2012-10-17",
        _GUIDE + "reference_policies_elements_version.html",
        example(
            ALLOWED,
            identity=policy(allow(Resource="arn:aws:s3:::data/${aws:username}"), version=None),
            resource="arn:aws:s3:::data/${aws:username}",
        ),
        example(
            IMPLICIT,
            identity=policy(allow(Resource="arn:aws:s3:::data/${aws:username}"), version="2008-10-17"),
            resource="arn:aws:s3:::data/bob",
        ),
    ),
    (
        "a variable's default stands in for an absent key",
        _VARIABLES + "#policy-vars-default-values",
        example(
            ALLOWED,
            statement={"Resource": "arn:aws:s3:::data/${aws:PrincipalTag/team, 'none'}/*"},
            resource="arn:aws:s3:::data/none/x",
        ),
        example(
            IMPLICIT,
            statement={"Resource": "arn:aws:s3:::data/${aws:PrincipalTag/team, 'none'}/*"},
            resource="arn:aws:s3:::data/none/x",
            context={"aws:PrincipalTag/team": "red"},
        ),
    ),
    (
        "a variable that cannot be resolved never matches, negated neither",
        _VARIABLES + "#principaltable",
        example(
            ALLOWED,
            statement={"Condition": {"StringNotEquals": {"aws:Key": "${aws:username}"}}},
            context={"aws:Key": "x"},
        ),
        example(
            IMPLICIT,
            statement={"Condition": {"StringNotEquals": {"aws:Key": "${aws:username}"}}},
            context={"aws:Key": "x"},
            principal=SESSION,
        ),
    ),
    (
        "a variable that cannot be resolved spoils NotResource for what it would be matched with only",
        _VARIABLES + "#principaltable",
        example(
            ALLOWED,
            principal=SESSION,
            identity=policy({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::data/${aws:username}/*"}),
            action="sqs:SendMessage",
            resource=f"arn:aws:sqs:us-east-1:{HERE}:queue",
        ),
        example(
            IMPLICIT,
            principal=SESSION,
            identity=policy({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::data/${aws:username}/*"}),
        ),
    ),
    (
        "a multivalued key is no variable",
        _MANY,
        example(ALLOWED, statement={"Resource": "arn:aws:s3:::data/${aws:Key}/*"}, context={"aws:Key": "a"}),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3:::data/${aws:Key}/*"}, context={"aws:Key": ["a"]}),
    ),
    (
        "a multivalued key leaves a variable to its default",
        _MANY,
        example(
            ALLOWED, statement={"Resource": "arn:aws:s3:::data/${aws:Key, 'a'}/*"}, context={"aws:Key": ["b", "c"]}
        ),
        example(IMPLICIT, statement={"Resource": "arn:aws:s3:::data/${aws:Key, 'a'}/*"}, context={"aws:Key": "b"}),
    ),
    (
        "Bool takes variables",
        _OPERATORS + "#Conditions_Boolean",
        example(
            ALLOWED,
            statement={"Condition": {"Bool": {"aws:SecureTransport": "${aws:PrincipalTag/tls}"}}},
            context={"aws:SecureTransport": True, "aws:PrincipalTag/tls": "True"},
        ),
        example(
            IMPLICIT,
            statement={"Condition": {"Bool": {"aws:SecureTransport": "${aws:PrincipalTag/tls}"}}},
            context={"aws:SecureTransport": True, "aws:PrincipalTag/tls": "false"},
        ),
    ),
    (
        "Bool compares nothing but true and false, also through a variable",
        _OPERATORS + "#Conditions_Boolean",
        example(
            ALLOWED,
            statement={"Condition": {"Bool": {"aws:Key": "${aws:PrincipalTag/tls}"}}},
            context={"aws:Key": "false", "aws:PrincipalTag/tls": "false"},
        ),
        example(
            IMPLICIT,
            statement={"Condition": {"Bool": {"aws:Key": "${aws:PrincipalTag/tls}"}}},
            context={"aws:Key": "yes", "aws:PrincipalTag/tls": "yes"},
        ),
    ),
    (
        "${*} is an asterisk",
        _VARIABLES + "#policy-vars-specialchars",
        condition("StringLike", "a${*}b${?}${$}", "a*b?$", holds=True),
        condition("StringLike", "a${*}b", "axb", holds=False),
    ),
    (
        "what a variable stands for holds no wildcards",
        _VARIABLES,
        example(
            ALLOWED,
            statement={"Condition": {"StringLike": {"aws:Key": "${aws:Tag}"}}},
            context={"aws:Key": "*", "aws:Tag": "*"},
        ),
        example(
            IMPLICIT,
            statement={"Condition": {"StringLike": {"aws:Key": "${aws:Tag}"}}},
            context={"aws:Key": "anything", "aws:Tag": "*"},
        ),
    ),
    # --- condition operators -------------------------------------------------------------------------------------
    (
        "StringEquals is exact and case-sensitive",
        _OPERATORS,
        condition("StringEquals", "Bob", "Bob", holds=True),
        condition("StringEquals", "Bob", "bob", holds=False),
    ),
    (
        "StringEquals knows no wildcards",
        _OPERATORS,
        condition("StringLike", "B*", "Bob", holds=True),
        condition("StringEquals", "B*", "Bob", holds=False),
    ),
    (
        "StringEqualsIgnoreCase ignores case",
        _OPERATORS,
        condition("StringEqualsIgnoreCase", "BOB", "bob", holds=True),
        condition("StringNotEqualsIgnoreCase", "BOB", "bob", holds=False),
    ),
    (
        "StringLike is case-sensitive",
        _OPERATORS,
        condition("StringLike", "te?m-*", "team-red", holds=True),
        condition("StringLike", "te?m-*", "Team-red", holds=False),
    ),
    (
        "StringNotLike is its negation",
        _OPERATORS,
        condition("StringNotLike", ["a*", "b*"], "c", holds=True),
        condition("StringNotLike", ["a*", "c*"], "c", holds=False),
    ),
    (
        "numbers compare as numbers",
        _OPERATORS,
        condition("NumericLessThan", "10", "9.5", holds=True),
        condition("NumericLessThan", "10", "10", holds=False),
    ),
    (
        "NumericEquals compares values, not text",
        _OPERATORS,
        condition("NumericEquals", "10", "10.0", holds=True),
        condition("NumericNotEquals", "10", "10.0", holds=False),
    ),
    (
        "NumericGreaterThanEquals includes the bound",
        _OPERATORS,
        condition("NumericGreaterThanEquals", 10, 10, holds=True),
        condition("NumericGreaterThan", 10, 10, holds=False),
    ),
    (
        "dates are ISO 8601",
        _OPERATORS,
        condition("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", holds=True),
        condition("DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:00", holds=False),
    ),
    (
        "dates may be epoch seconds",
        _OPERATORS,
        condition("DateGreaterThan", "1577836800", "2020-01-01T00:00:01Z", holds=True),
        condition("DateGreaterThan", "1577836800", "2020-01-01T01:00:00+01:00", holds=False),
    ),
    (
        "epoch time that is too long for seconds is in milliseconds",
        _OPERATORS,
        condition("DateEquals", "2020-01-01", "1577836800000", holds=True),
        condition("DateEquals", "2020-01-01", "1577836800001", holds=False),
    ),
    (
        "Bool compares true and false",
        _OPERATORS,
        condition("Bool", "true", True, holds=True),
        condition("Bool", True, "false", holds=False),
    ),
    (
        "BinaryEquals compares bytes",
        _OPERATORS,
        condition("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", holds=True),
        condition("BinaryEquals", "QmluYXJ5VmFsdWVJbkJhc2U2NA==", "QmluYXJ5", holds=False),
    ),
    (
        "what is no base64 is equal to itself only",
        _OPERATORS,
        condition("BinaryEquals", "not base64!", "not base64!", holds=True),
        condition("BinaryEquals", "not base64!", "not base64?", holds=False),
    ),
    (
        "IpAddress tests ranges",
        _OPERATORS,
        condition("IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "203.0.113.7", holds=True),
        condition("IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "203.0.114.7", holds=False),
    ),
    (
        "IpAddress knows IPv6",
        _OPERATORS,
        condition("IpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::1", holds=True),
        condition("NotIpAddress", ["203.0.113.0/24", "2001:DB8:1234:5678::/64"], "2001:db8:1234:5678::1", holds=False),
    ),
    (
        "an address without prefix is one address",
        _OPERATORS,
        condition("IpAddress", "203.0.113.7", "203.0.113.7", holds=True),
        condition("IpAddress", "203.0.113.7", "203.0.113.8", holds=False),
    ),
    (
        "the ARN operators check each part by itself",
        _OPERATORS + "#Conditions_ARN",
        condition(
            "StringLike",
            f"arn:aws:someservice:*:{HERE}:finance/*",
            f"arn:aws:someservice:us-east-2:999999999999:store/abc:{HERE}:finance/document.txt",
            holds=True,
        ),
        condition(
            "ArnLike",
            f"arn:aws:someservice:*:{HERE}:finance/*",
            f"arn:aws:someservice:us-east-2:999999999999:store/abc:{HERE}:finance/document.txt",
            holds=False,
        ),
    ),
    (
        "the ARN operators want the parts of an ARN, and * is one part",
        _OPERATORS + "#Conditions_ARN",
        condition("ArnLike", "arn:*:*:*:*:*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=True),
        condition("ArnLike", "*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=False),
    ),
    (
        "what lacks the parts of an ARN is not unlike one either",
        _OPERATORS + "#Conditions_ARN",
        condition("ArnNotLike", "arn:aws:sqs:*:*:*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=True),
        condition("ArnNotLike", "topic-2", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=False),
    ),
    (
        "no wildcard of an ARN operator stands for the resource that lacks",
        _OPERATORS + "#Conditions_ARN",
        condition("ArnEquals", "arn:aws:sns:us-east-1:*:*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=True),
        condition("ArnEquals", "arn:aws:sns:us-east-1:*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=False),
    ),
    (
        "ArnEquals behaves as ArnLike",
        _OPERATORS + "#Conditions_ARN",
        condition("ArnEquals", "arn:aws:sns:*:*:topic-*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=True),
        condition("ArnNotEquals", "arn:aws:sns:*:*:topic-*", f"arn:aws:sns:us-east-1:{HERE}:topic-1", holds=False),
    ),
    (
        "Null tests for absence",
        _OPERATORS + "#Conditions_Null",
        condition("Null", "true", None, holds=True),
        condition("Null", "true", "there", holds=False),
    ),
    (
        "Null false tests for presence",
        _OPERATORS + "#Conditions_Null",
        condition("Null", "false", "there", holds=True),
        condition("Null", False, None, holds=False),
    ),
    # --- absent keys ---------------------------------------------------------------------------------------------
    (
        "an operator on an absent key is false, its negation true",
        _MISSING,
        condition("StringNotLike", "a*", None, holds=True),
        condition("StringLike", "*", None, holds=False),
    ),
    (
        "each negated operator is true on an absent key",
        _MISSING,
        condition("NotIpAddress", "10.0.0.0/8", None, holds=True),
        condition("IpAddress", "10.0.0.0/8", None, holds=False),
    ),
    (
        "ArnNotLike is true on an absent key",
        _MISSING,
        condition("ArnNotLike", "arn:aws:iam::*:role/*", None, holds=True),
        condition("ArnLike", "arn:aws:iam::*:role/*", None, holds=False),
    ),
    (
        "NumericNotEquals is true on an absent key",
        _MISSING,
        condition("NumericNotEquals", "1", None, holds=True),
        condition("NumericEquals", "1", None, holds=False),
    ),
    (
        "IfExists makes an absent key true",
        _OPERATORS + "#Conditions_IfExists",
        condition("StringLikeIfExists", "t2.*", None, holds=True),
        condition("StringLikeIfExists", "t2.*", "m5.large", holds=False),
    ),
    (
        "Bool is false on an absent key, BoolIfExists true",
        _OPERATORS + "#Conditions_IfExists",
        condition("BoolIfExists", "false", None, holds=True),
        condition("Bool", "false", None, holds=False),
    ),
    # --- several keys and values ---------------------------------------------------------------------------------
    (
        "values of one key are ORed",
        _GUIDE + "reference_policies_condition-logic-multiple-context-keys-or-values.html",
        condition("StringEquals", ["a", "b"], "b", holds=True),
        condition("StringEquals", ["a", "b"], "c", holds=False),
    ),
    (
        "values of a negated operator are NORed",
        _GUIDE + "reference_policies_condition-logic-multiple-context-keys-or-values.html",
        condition("StringNotEquals", ["a", "b"], "c", holds=True),
        condition("StringNotEquals", ["a", "b"], "b", holds=False),
    ),
    (
        "keys and operators are ANDed",
        _GUIDE + "reference_policies_condition-logic-multiple-context-keys-or-values.html",
        example(
            ALLOWED,
            statement={"Condition": {"StringEquals": {"k:a": "1", "k:b": "2"}, "Bool": {"k:c": "true"}}},
            context={"k:a": "1", "k:b": "2", "k:c": "true"},
        ),
        example(
            IMPLICIT,
            statement={"Condition": {"StringEquals": {"k:a": "1", "k:b": "2"}, "Bool": {"k:c": "true"}}},
            context={"k:a": "1", "k:b": "3", "k:c": "true"},
        ),
    ),
    (
        "key names are not case-sensitive",
        _GUIDE + "reference_policies_elements_condition.html",
        example(
            ALLOWED, statement={"Condition": {"StringEquals": {"AWS:sourcevpce": "x"}}}, context={"aws:SourceVpce": "x"}
        ),
        example(
            IMPLICIT, statement={"Condition": {"StringEquals": {"AWS:sourcevpc": "x"}}}, context={"aws:SourceVpce": "x"}
        ),
    ),
    (
        "ForAllValues: every value of the request matches",
        _MANY,
        condition("ForAllValues:StringEquals", ["a", "b"], ["a", "b"], holds=True),
        condition("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], holds=False),
    ),
    (
        "ForAllValues is true without the key; a Null test closes that",
        _MANY,
        condition("ForAllValues:StringEquals", ["a"], None, holds=True),
        example(
            IMPLICIT,
            statement={
                "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": "a"}, "Null": {"aws:TagKeys": "false"}}
            },
        ),
    ),
    (
        "ForAllValues is true for an empty string",
        _MANY,
        condition("ForAllValues:StringEquals", ["a"], "", holds=True),
        condition("ForAnyValue:StringEquals", ["", "a"], "", holds=False),
    ),
    (
        "ForAnyValue: one value of the request matches",
        _MANY,
        condition("ForAnyValue:StringLike", ["a*", "b*"], ["x", "bc"], holds=True),
        condition("ForAnyValue:StringLike", ["a*", "b*"], ["x", "y"], holds=False),
    ),
    (
        "ForAnyValue is false without the key, negated too",
        _MANY,
        condition("ForAnyValue:StringNotEquals", ["a"], ["b"], holds=True),
        condition("ForAnyValue:StringNotEquals", ["a"], None, holds=False),
    ),
    (
        "ForAnyValue is false without the key, with IfExists too",
        "https://repost.aws/questions/QU9HFmDzP0QGuU-fd7rS6B7w/foranyvalue-stringequalsifexists-behaving-unexpectedly",
        condition("ForAnyValue:StringEqualsIfExists", ["team"], ["team"], holds=True),
        condition("ForAnyValue:StringEqualsIfExists", ["team"], None, holds=False),
    ),
    (
        "ForAllValues with a negated operator: no value of the request matches",
        _GUIDE + "reference_policies_condition_examples-multi-valued-context-keys.html",
        condition("ForAllValues:StringNotLike", "key1*", ["key2:audit"], holds=True),
        condition("ForAllValues:StringNotLike", "key1*", ["key1:hr", "key2:audit"], holds=False),
    ),
    (
        "one value of a multivalued key needs a set operator as well",
        _MANY,
        condition("StringEquals", "a", "a", holds=True),
        condition("StringEquals", "a", ["a"], holds=False),
    ),
    (
        "a negated operator on a multivalued key needs a set operator as well",
        _MANY,
        condition("ForAllValues:StringNotEquals", "a", ["b"], holds=True),
        condition("StringNotEqualsIfExists", "a", ["b"], holds=False),
    ),
    (
        "several values of the request need a set operator",
        _MANY,
        condition("ForAnyValue:StringEquals", "a", ["a", "b"], holds=True),
        condition("StringEquals", "a", ["a", "b"], holds=False),
    ),
    # --- identity-based and resource-based policies --------------------------------------------------------------
    (
        "everything is denied until allowed",
        _LOGIC,
        example(ALLOWED, identity=FULL),
        example(IMPLICIT),
    ),
    (
        "an explicit deny wins",
        _LOGIC,
        example(ALLOWED, identity=[FULL, policy(deny(Action="s3:PutObject"))]),
        example(EXPLICIT, identity=[FULL, policy(deny(Action="s3:GetObject"))]),
    ),
    (
        "one account: a resource-based policy for the user suffices",
        _LOGIC,
        example(ALLOWED, on_resource=grants({"AWS": USER})),
        example(IMPLICIT, on_resource=grants({"AWS": USER + "by"})),
    ),
    (
        "one account: a policy that names the account leaves it to identity-based policies",
        _PRINCIPAL + "#principal-accounts",
        example(ALLOWED, identity=FULL, on_resource=grants({"AWS": HERE})),
        example(IMPLICIT, on_resource=grants({"AWS": HERE})),
    ),
    (
        "everybody: within the account no other permission is required",
        _PRINCIPAL + "#principal-anonymous",
        example(ALLOWED, on_resource=grants("*")),
        example(IMPLICIT, on_resource=grants("*"), owner=THERE),
    ),
    (
        "account id and root ARN mean the same",
        _PRINCIPAL + "#principal-accounts",
        example(EXPLICIT, identity=FULL, on_resource=policy(deny(Principal={"AWS": HERE}))),
        example(EXPLICIT, identity=FULL, on_resource=policy(deny(Principal={"AWS": ROOT}))),
    ),
    (
        "a session is meant by the ARN of its role, whatever the path",
        _PRINCIPAL + "#principal-roles",
        example(ALLOWED, principal=SESSION, on_resource=grants({"AWS": ROLE})),
        example(IMPLICIT, principal=SESSION, on_resource=grants({"AWS": ROLE + "2"})),
    ),
    (
        "a session is meant by its own ARN, and by no other session's",
        _PRINCIPAL + "#principal-role-session",
        example(ALLOWED, principal=SESSION, on_resource=grants({"AWS": SESSION})),
        example(IMPLICIT, principal=SESSION, on_resource=grants({"AWS": SESSION + "1"})),
    ),
    (
        "no wildcard in a principal",
        _PRINCIPAL,
        example(ALLOWED, on_resource=grants({"AWS": "*"})),
        example(IMPLICIT, on_resource=grants({"AWS": f"arn:aws:iam::{HERE}:user/*"})),
    ),
    (
        "a service is meant by its name",
        _PRINCIPAL + "#principal-services",
        example(
            ALLOWED,
            principal=Principal.service("logs.amazonaws.com"),
            on_resource=grants({"Service": "logs.amazonaws.com"}),
        ),
        example(
            IMPLICIT,
            principal=Principal.service("sns.amazonaws.com"),
            on_resource=grants({"Service": "logs.amazonaws.com"}),
        ),
    ),
    (
        "a service has no identity-based policies",
        _PRINCIPAL + "#principal-services",
        example(ALLOWED, principal=Principal.service("logs.amazonaws.com"), on_resource=grants("*")),
        example(IMPLICIT, principal=Principal.service("logs.amazonaws.com"), identity=FULL),
    ),
    (
        "anonymous requests need a policy for everybody",
        _PRINCIPAL + "#principal-anonymous",
        example(ALLOWED, principal="anonymous", on_resource=grants({"AWS": "*"})),
        example(IMPLICIT, principal="anonymous", on_resource=grants({"AWS": HERE})),
    ),
    (
        "who comes from an identity provider is meant by Federated",
        _PRINCIPAL + "#principal-federated-web-identity",
        example(
            ALLOWED,
            principal=Principal.federated("accounts.google.com"),
            action="sts:AssumeRoleWithWebIdentity",
            resource=TARGET,
            on_resource=grants({"Federated": "accounts.google.com"}),
        ),
        example(
            IMPLICIT,
            principal=Principal.federated("www.amazon.com"),
            action="sts:AssumeRoleWithWebIdentity",
            resource=TARGET,
            on_resource=grants({"Federated": "accounts.google.com"}),
        ),
    ),
    (
        "a canonical user is meant by its id",
        _PRINCIPAL + "#principal-accounts",
        example(
            ALLOWED, principal="0123456789abcdef" * 4, on_resource=grants({"CanonicalUser": "0123456789abcdef" * 4})
        ),
        example(IMPLICIT, principal="0123456789abcdef" * 4, on_resource=grants({"CanonicalUser": "f" * 64})),
    ),
    (
        "NotPrincipal with Deny spares whom it names",
        _NOT_PRINCIPAL,
        example(ALLOWED, identity=FULL, on_resource=policy(_not_principal([USER, ROOT]))),
        example(EXPLICIT, identity=FULL, on_resource=policy(_not_principal([f"arn:aws:iam::{THERE}:root"]))),
    ),
    (
        "NotPrincipal with Deny and the account beside one of its users spares that user only",
        _NOT_PRINCIPAL,
        example(ALLOWED, identity=FULL, on_resource=policy(_not_principal([USER, ROOT]))),
        example(EXPLICIT, identity=FULL, on_resource=policy(_not_principal([f"arn:aws:iam::{HERE}:user/alice", ROOT]))),
    ),
    (
        "NotPrincipal with Deny that does not name the account may spare nobody",
        _NOT_PRINCIPAL,
        example(ALLOWED, identity=FULL, on_resource=policy(_not_principal([USER, HERE]))),
        example(Outcome.UNKNOWN, identity=FULL, on_resource=policy(_not_principal([USER]))),
    ),
    (
        "NotPrincipal with Deny spares nobody who has a permissions boundary",
        _BOUNDARY,
        example(ALLOWED, identity=FULL, on_resource=policy(_not_principal([USER, ROOT]))),
        example(EXPLICIT, identity=FULL, on_resource=policy(_not_principal([USER, ROOT])), permissions_boundary=FULL),
    ),
    (
        "the root user has full access",
        _LOGIC,
        example(ALLOWED, principal=ROOT),
        example(EXPLICIT, principal=ROOT, on_resource=policy(deny(Principal="*"))),
    ),
    (
        "a bucket policy cannot lock out the root user of its owner",
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html",
        example(
            ALLOWED,
            principal=ROOT,
            action="s3:PutBucketPolicy",
            resource="arn:aws:s3:::data",
            on_resource=policy(deny(Principal="*")),
        ),
        example(
            EXPLICIT,
            principal=f"arn:aws:iam::{THERE}:root",
            action="s3:PutBucketPolicy",
            resource="arn:aws:s3:::data",
            on_resource=policy(deny(Principal="*")),
        ),
    ),
    (
        "names of roles are not distinguished by case",
        "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html",
        example(ALLOWED, principal=SESSION, on_resource=grants({"AWS": f"arn:aws:iam::{HERE}:role/app/Worker"})),
        example(IMPLICIT, principal=SESSION, on_resource=grants({"AWS": f"arn:aws:iam::{HERE}:role/app/Workers"})),
    ),
    (
        "what AWS owns for everybody belongs to no other account",
        _GUIDE + "access_policies_managed-vs-inline.html",
        example(ALLOWED, identity=FULL, action="iam:GetPolicy", resource=AWS_MANAGED, owner=None),
        example(IMPLICIT, identity=FULL, action="iam:GetPolicy", resource=AWS_MANAGED, owner=THERE),
    ),
    (
        "nobody changes a policy that AWS manages",
        _GUIDE + "access_policies_managed-vs-inline.html",
        example(ALLOWED, identity=FULL, action="iam:CreatePolicyVersion", resource=f"arn:aws:iam::{HERE}:policy/own"),
        example(IMPLICIT, identity=FULL, action="iam:CreatePolicyVersion", resource=AWS_MANAGED),
    ),
    (
        "nobody makes an alias with the prefix of AWS managed keys",
        "https://docs.aws.amazon.com/kms/latest/developerguide/alias-create.html",
        example(ALLOWED, identity=FULL, action="kms:CreateAlias", resource=f"{ALIAS}/own"),
        example(IMPLICIT, identity=FULL, action="kms:CreateAlias", resource=f"{ALIAS}/aws/s3"),
    ),
    (
        "only its service-linked role changes a role of IAM Identity Center",
        "https://repost.aws/knowledge-center/identity-center-aws-reserved-sso",
        example(
            ALLOWED,
            principal=f"arn:aws:sts::{HERE}:assumed-role/AWSServiceRoleForSSO/s",
            identity=FULL,
            action="iam:PutRolePolicy",
            resource=RESERVED_ROLE,
        ),
        example(IMPLICIT, identity=FULL, action="iam:PutRolePolicy", resource=RESERVED_ROLE),
    ),
    (
        "a role of IAM Identity Center can be read, and a Deny is explicit there as well",
        "https://repost.aws/knowledge-center/identity-center-aws-reserved-sso",
        example(ALLOWED, identity=FULL, action="iam:GetRole", resource=RESERVED_ROLE),
        example(EXPLICIT, identity=policy(deny()), action="iam:PutRolePolicy", resource=RESERVED_ROLE),
    ),
    # --- two accounts --------------------------------------------------------------------------------------------
    (
        "two accounts: both must allow",
        _CROSS,
        example(ALLOWED, owner=THERE, identity=FULL, on_resource=grants({"AWS": USER})),
        example(IMPLICIT, owner=THERE, on_resource=grants({"AWS": USER})),
    ),
    (
        "two accounts: an identity-based policy alone does not suffice",
        _CROSS,
        example(ALLOWED, owner=THERE, identity=FULL, on_resource=grants({"AWS": HERE})),
        example(IMPLICIT, owner=THERE, identity=FULL),
    ),
    (
        "two accounts: a boundary limits also what a resource grants to the user",
        _CROSS,
        example(ALLOWED, owner=THERE, identity=FULL, on_resource=grants({"AWS": USER}), permissions_boundary=FULL),
        example(
            IMPLICIT, owner=THERE, identity=FULL, on_resource=grants({"AWS": USER}), permissions_boundary=NOTHING_OF_S3
        ),
    ),
    (
        "the account of the resource is in its ARN",
        _CROSS,
        example(
            ALLOWED, identity=FULL, action="sqs:SendMessage", resource=f"arn:aws:sqs:eu-west-1:{HERE}:q", owner=None
        ),
        example(
            IMPLICIT, identity=FULL, action="sqs:SendMessage", resource=f"arn:aws:sqs:eu-west-1:{THERE}:q", owner=None
        ),
    ),
    # --- boundaries and sessions ---------------------------------------------------------------------------------
    (
        "a permissions boundary must allow too",
        _BOUNDARY,
        example(ALLOWED, identity=FULL, permissions_boundary=FULL),
        example(IMPLICIT, identity=FULL, permissions_boundary=NOTHING_OF_S3),
    ),
    (
        "a boundary grants nothing",
        _BOUNDARY,
        example(ALLOWED, identity=FULL, permissions_boundary=FULL),
        example(IMPLICIT, permissions_boundary=FULL),
    ),
    (
        "a grant to the user's ARN is not limited by the boundary's implicit deny",
        _LOGIC,
        example(ALLOWED, on_resource=grants({"AWS": USER}), permissions_boundary=NOTHING_OF_S3),
        example(EXPLICIT, on_resource=grants({"AWS": USER}), permissions_boundary=policy(deny())),
    ),
    (
        "a grant to a role's ARN is limited by the boundary, one to the session's ARN is not",
        _LOGIC,
        example(ALLOWED, principal=SESSION, on_resource=grants({"AWS": SESSION}), permissions_boundary=NOTHING_OF_S3),
        example(IMPLICIT, principal=SESSION, on_resource=grants({"AWS": ROLE}), permissions_boundary=NOTHING_OF_S3),
    ),
    (
        "a grant to everybody with aws:PrincipalArn is not limited by the boundary",
        _PRINCIPAL + "#principal-roles",
        example(
            ALLOWED,
            principal=SESSION,
            on_resource=grants("*", Condition={"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{HERE}:role/worker"}}),
            permissions_boundary=NOTHING_OF_S3,
        ),
        example(
            IMPLICIT,
            principal=SESSION,
            on_resource=grants("*", Condition={"ArnEquals": {"aws:PrincipalArn": f"arn:aws:iam::{HERE}:role/other"}}),
            permissions_boundary=NOTHING_OF_S3,
        ),
    ),
    (
        "a session policy must allow too",
        _SESSION,
        example(ALLOWED, principal=SESSION, identity=FULL, session=FULL),
        example(IMPLICIT, principal=SESSION, identity=FULL, session=NOTHING_OF_S3),
    ),
    (
        "a grant to a role's ARN is limited by the session policy, one to the session's ARN is not",
        _SESSION,
        example(ALLOWED, principal=SESSION, on_resource=grants({"AWS": SESSION}), session=NOTHING_OF_S3),
        example(IMPLICIT, principal=SESSION, on_resource=grants({"AWS": ROLE}), session=NOTHING_OF_S3),
    ),
    (
        "a federated user without a session policy has direct grants only",
        _LOGIC,
        example(ALLOWED, principal=FEDERATED_USER, on_resource=grants({"AWS": FEDERATED_USER})),
        example(IMPLICIT, principal=FEDERATED_USER, identity=FULL),
    ),
    (
        "a federated user with a session policy has what it and the user's policies allow",
        _LOGIC,
        example(ALLOWED, principal=FEDERATED_USER, identity=FULL, session=FULL),
        example(IMPLICIT, principal=FEDERATED_USER, session=FULL),
    ),
    # --- trust and key policies ----------------------------------------------------------------------------------
    (
        "a key policy must grant, if only to the account",
        _KMS,
        example(ALLOWED, action="kms:Decrypt", resource=KEY, identity=FULL, on_resource=grants({"AWS": ROOT})),
        example(IMPLICIT, action="kms:Decrypt", resource=KEY, identity=FULL, on_resource=grants({"AWS": USER + "by"})),
    ),
    (
        "a key policy for the user suffices",
        _KMS,
        example(ALLOWED, action="kms:Decrypt", resource=KEY, on_resource=grants({"AWS": USER})),
        example(IMPLICIT, action="kms:Decrypt", resource=KEY, on_resource=grants({"AWS": ROOT})),
    ),
    (
        "actions on no key in particular have no key policy",
        _KMS,
        example(ALLOWED, action="kms:ListKeys", resource="*", identity=FULL),
        example(IMPLICIT, action="kms:Decrypt", resource=KEY, identity=FULL),
    ),
    (
        "the root user too needs the key policy",
        _KMS,
        example(ALLOWED, principal=ROOT, action="kms:Decrypt", resource=KEY, on_resource=grants({"AWS": ROOT})),
        example(IMPLICIT, principal=ROOT, action="kms:Decrypt", resource=KEY, on_resource=grants({"AWS": USER})),
    ),
    (
        "a trust policy must grant, if only to the account",
        _LOGIC,
        example(ALLOWED, action="sts:AssumeRole", resource=TARGET, identity=FULL, on_resource=_trust({"AWS": HERE})),
        example(IMPLICIT, action="sts:AssumeRole", resource=TARGET, identity=FULL, on_resource=_trust({"AWS": THERE})),
    ),
    (
        "a trust policy for the user suffices within the account, not across",
        _LOGIC,
        example(ALLOWED, action="sts:AssumeRole", resource=TARGET, on_resource=_trust({"AWS": USER})),
        example(
            IMPLICIT,
            principal=f"arn:aws:iam::{THERE}:user/eve",
            action="sts:AssumeRole",
            resource=TARGET,
            on_resource=_trust({"AWS": f"arn:aws:iam::{THERE}:user/eve"}),
        ),
    ),
    (
        "a service assumes a role by its trust policy",
        _PRINCIPAL + "#principal-services",
        example(
            ALLOWED,
            principal=Principal.service("ec2.amazonaws.com"),
            action="sts:AssumeRole",
            resource=TARGET,
            on_resource=_trust({"Service": ["ecs.amazonaws.com", "ec2.amazonaws.com"]}),
        ),
        example(
            IMPLICIT,
            principal=Principal.service("ec2.amazonaws.com"),
            action="sts:AssumeRole",
            resource=TARGET,
            on_resource=_trust({"Service": "ecs.amazonaws.com"}),
        ),
    ),
    (
        "whoever has credentials may ask who he is, unless the endpoint keeps him from it",
        "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
        example(
            ALLOWED,
            action="sts:GetCallerIdentity",
            resource="*",
            identity=policy(deny()),
            session=policy(deny()),
            service_control=[[policy(deny())]],
        ),
        example(IMPLICIT, action="sts:GetCallerIdentity", resource="*", endpoint=grants("*", Action="sts:AssumeRole")),
    ),
    (
        "NotPrincipal with Allow grants to a session itself, but to a role within its boundary",
        _LOGIC,
        example(
            ALLOWED,
            principal=SESSION,
            on_resource=policy({"Effect": "Allow", "NotPrincipal": {"AWS": USER}, "Action": "*", "Resource": "*"}),
            permissions_boundary=NOTHING_OF_S3,
        ),
        example(
            IMPLICIT,
            principal=ROLE,
            on_resource=policy({"Effect": "Allow", "NotPrincipal": {"AWS": USER}, "Action": "*", "Resource": "*"}),
            permissions_boundary=NOTHING_OF_S3,
        ),
    ),
    (
        "an empty list of boundaries is no boundary",
        _BOUNDARY,
        example(ALLOWED, identity=FULL, permissions_boundary=[], session=[]),
        example(IMPLICIT, identity=FULL, permissions_boundary=[NOTHING_OF_S3]),
    ),
    # --- endpoint policies ---------------------------------------------------------------------------------------
    (
        "an endpoint policy must allow too",
        _ENDPOINT,
        example(ALLOWED, identity=FULL, endpoint=grants("*", Resource="arn:aws:s3:::data/*")),
        example(IMPLICIT, identity=FULL, endpoint=grants("*", Resource="arn:aws:s3:::other/*")),
    ),
    (
        "an endpoint policy grants nothing",
        _ENDPOINT,
        example(ALLOWED, identity=FULL, endpoint=grants("*")),
        example(IMPLICIT, endpoint=grants("*")),
    ),
    (
        "an endpoint policy limits direct grants and services too",
        _ENDPOINT,
        example(ALLOWED, principal=Principal.service("a.amazonaws.com"), on_resource=grants("*"), endpoint=grants("*")),
        example(
            IMPLICIT,
            principal=Principal.service("a.amazonaws.com"),
            on_resource=grants("*"),
            endpoint=grants("*", Condition={"StringEquals": {"aws:PrincipalAccount": HERE}}),
        ),
    ),
    # --- organizations -------------------------------------------------------------------------------------------
    (
        "every level's SCPs must allow",
        _SCP,
        example(ALLOWED, identity=FULL, service_control=[[FULL], [NOTHING_OF_S3, FULL], [FULL]]),
        example(IMPLICIT, identity=FULL, service_control=[[FULL], [NOTHING_OF_S3], [FULL]]),
    ),
    (
        "a level without SCPs allows nothing",
        _SCP,
        example(ALLOWED, identity=FULL, service_control=[]),
        example(IMPLICIT, identity=FULL, service_control=[[FULL], []]),
    ),
    (
        "an SCP's deny counts at every level, for the root user too",
        _SCP,
        example(ALLOWED, principal=ROOT, service_control=[[FULL], [FULL]]),
        example(EXPLICIT, principal=ROOT, service_control=[[FULL, policy(deny())], [FULL]]),
    ),
    (
        "an SCP limits also what a resource grants to the user",
        _SCP,
        example(ALLOWED, on_resource=grants({"AWS": USER}), service_control=[[FULL]]),
        example(IMPLICIT, on_resource=grants({"AWS": USER}), service_control=[[NOTHING_OF_S3]]),
    ),
    (
        "SCPs spare service-linked roles",
        _ORGS + "orgs_manage_policies_scps.html#not-restricted-by-scp",
        example(
            ALLOWED,
            principal=f"arn:aws:sts::{HERE}:assumed-role/AWSServiceRoleForECS/x",
            identity=FULL,
            service_control=[[policy(deny())]],
        ),
        example(EXPLICIT, principal=SESSION, identity=FULL, service_control=[[policy(deny())]]),
    ),
    (
        "SCPs spare the management account",
        _ORGS + "orgs_manage_policies_scps.html",
        example(ALLOWED, identity=FULL, service_control=[[policy(deny())]], management_account=True),
        example(EXPLICIT, identity=FULL, service_control=[[policy(deny())]]),
    ),
    (
        "SCPs are about principals of the organization: services are none",
        _ORGS + "orgs_manage_policies_scps.html",
        example(
            ALLOWED,
            principal=Principal.service("a.amazonaws.com"),
            on_resource=grants("*"),
            service_control=[[policy(deny())]],
        ),
        example(EXPLICIT, on_resource=grants("*"), service_control=[[policy(deny())]]),
    ),
    (
        "RCPFullAWSAccess is always there: an RCP only denies",
        _ORGS + "orgs_manage_policies_rcps_evaluation.html",
        example(ALLOWED, identity=FULL, resource_control=[[policy(deny(Principal="*", Action="s3:Put*"))], []]),
        example(EXPLICIT, identity=FULL, resource_control=[[policy(deny(Principal="*", Action="s3:Get*"))], []]),
    ),
    (
        "RCPs are about services too: the confused-deputy example",
        _ORGS + "orgs_manage_policies_rcps_examples.html",
        example(
            ALLOWED,
            principal=Principal.service("a.amazonaws.com"),
            on_resource=grants("*"),
            resource_control=[[CONFUSED_DEPUTY]],
            context={"aws:SourceOrgID": "o-1", "aws:SourceAccount": HERE},
        ),
        example(
            EXPLICIT,
            principal=Principal.service("a.amazonaws.com"),
            on_resource=grants("*"),
            resource_control=[[CONFUSED_DEPUTY]],
            context={"aws:SourceOrgID": "o-2", "aws:SourceAccount": HERE},
        ),
    ),
    (
        "RCPs leave services alone that do not support them",
        _RCP + "#rcp-supported-services",
        example(
            ALLOWED,
            action="sns:Publish",
            resource=f"arn:aws:sns:us-east-1:{HERE}:topic",
            identity=FULL,
            resource_control=[[policy(deny(Principal="*"))]],
        ),
        example(
            EXPLICIT,
            action="sqs:SendMessage",
            resource=f"arn:aws:sqs:us-east-1:{HERE}:queue",
            identity=FULL,
            resource_control=[[policy(deny(Principal="*"))]],
        ),
    ),
    (
        "RCPs spare service-linked roles",
        _RCP + "#actions-not-restricted-by-rcps",
        example(
            ALLOWED,
            principal=f"arn:aws:sts::{HERE}:assumed-role/AWSServiceRoleForECS/x",
            identity=FULL,
            resource_control=[[policy(deny(Principal="*"))]],
        ),
        example(EXPLICIT, principal=SESSION, identity=FULL, resource_control=[[policy(deny(Principal="*"))]]),
    ),
    (
        "RCPs spare kms:RetireGrant",
        "https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html",
        example(
            ALLOWED,
            action="kms:RetireGrant",
            resource=KEY,
            on_resource=grants({"AWS": USER}),
            resource_control=[[policy(deny(Principal="*"))]],
        ),
        example(
            EXPLICIT,
            action="kms:CreateGrant",
            resource=KEY,
            on_resource=grants({"AWS": USER}),
            resource_control=[[policy(deny(Principal="*"))]],
        ),
    ),
    (
        "RCPs spare resources of the management account",
        _RCP,
        example(
            ALLOWED,
            identity=FULL,
            resource_control=[[policy(deny(Principal="*"))]],
            resource_in_management_account=True,
        ),
        example(EXPLICIT, identity=FULL, resource_control=[[policy(deny(Principal="*"))]]),
    ),
]


@pytest.mark.parametrize(("page", "one"), [(page, one) for _, page, one, _ in RULES], ids=[rule[0] for rule in RULES])
def test_rule(page: str, one: Example) -> None:
    assert one.decide() is one.outcome, page


@pytest.mark.parametrize(
    ("page", "twin"), [(page, twin) for _, page, _, twin in RULES], ids=[rule[0] for rule in RULES]
)
def test_twin(page: str, twin: Example) -> None:
    assert twin.decide() is twin.outcome, page


def test_rules_are_told_apart() -> None:
    assert len({rule[0] for rule in RULES}) == len(RULES)
    assert all(page.startswith(("https://docs.aws.amazon.com/", "https://repost.aws/")) for _, page, _, _ in RULES)
