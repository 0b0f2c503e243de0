"""Cases of the evaluator that are bent: requests, and policies of all kinds around them."""

from __future__ import annotations

from typing import Any

__all__ = ["CASES"]

_HERE = "111122223333"
_ROLE = f"arn:aws:iam::{_HERE}:role/app/worker"
_OBJECT = {"action": "s3:GetObject", "resource": "arn:aws:s3:::data/a", "resource_account": _HERE}
_ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def _policy(*statements: dict[str, Any], version: str = "2012-10-17") -> dict[str, Any]:
    return {"Version": version, "Statement": list(statements)}


_PERIMETER = _policy(
    {
        "Sid": "OnlyFromHere",
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:*"],
        "Resource": ["arn:aws:s3:::data", {"Fn::Sub": "arn:${AWS::Partition}:s3:::${Bucket}/*"}],
        "Condition": {
            "StringNotEquals": {"aws:SourceVpce": ["vpce-1", {"Ref": "Endpoint"}]},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": False},
            "ArnNotLikeIfExists": {"aws:PrincipalArn": f"arn:aws:iam::{_HERE}:role/admin*"},
        },
    },
    {"Effect": "Allow", "Principal": {"AWS": [_HERE, _ROLE], "Service": "logs.amazonaws.com"}, "Action": "s3:Get*"}
    | {"Resource": "*"},
)
_OPERATORS = {
    "ForAllValues:StringLike": {"aws:TagKeys": ["a*", "?b"]},
    "ForAnyValue:StringEqualsIgnoreCase": {"aws:CalledVia": "athena.amazonaws.com"},
    "NumericLessThanEquals": {"s3:max-keys": 10},
    "DateGreaterThan": {"aws:CurrentTime": "2026-01-01T00:00:00Z", "aws:EpochTime": 1767225600},
    "IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "2001:db8::/32"]},
    "NotIpAddressIfExists": {"aws:VpcSourceIp": "10.1.0.0/16"},
    "Null": {"aws:SourceVpc": "true"},
    "BinaryEquals": {"k:b": "QmluYXJ5"},
    "ArnEquals": {"aws:SourceArn": "arn:aws:sns:*:*:topic"},
    "StringEquals": {"aws:PrincipalTag/team": "${aws:ResourceTag/team, 'none'}", "aws:username": "${aws:username}"},
}
CASES: list[dict[str, Any]] = [
    {
        "id": 1,
        "request": {**_OBJECT, "principal": _ROLE, "context": {"aws:SourceVpce": {"Ref": "Endpoint"}}},
        "identity_policies": [_policy(_ALL), _policy({**_ALL, "Effect": "Deny", "NotAction": "s3:*"} | {"Sid": "No"})],
        "resource_policy": _PERIMETER,
        "endpoint_policy": _policy({**_ALL, "Principal": "*", "Condition": _OPERATORS}),
        "parameters": {"Bucket": "data"},
    },
    {
        "id": 2,
        "request": {
            "principal": f"arn:aws:sts::{_HERE}:assumed-role/worker/i-1",
            "action": "kms:Decrypt",
            "resource": f"arn:aws:kms:eu-west-1:{_HERE}:key/1",
            "organization": "o-a1b2c3d4e5",
            "context": {
                "aws:SourceIp": "10.2.3.4",
                "aws:TagKeys": ["a", "xb"],
                "aws:CurrentTime": "2026-11-21T00:00:00Z",
                "s3:max-keys": 5,
                "aws:PrincipalTag/team": {"unknown": "the tag"},
            },
        },
        "identity_policies": [_policy({**_ALL, "Condition": _OPERATORS})],
        "resource_policy": _policy(
            {"Effect": "Allow", "NotPrincipal": {"AWS": [_ROLE]}, "Action": "kms:*", "Resource": "*"}
        ),
        "permissions_boundary": _policy({"Effect": "Allow", "Action": ["kms:*", "s3:*"], "NotResource": "arn:aws:x"}),
        "session_policy": _policy({**_ALL, "Resource": "arn:aws:kms:*:*:key/${aws:PrincipalTag/team}*"}),
        "service_control_policies": [[_policy(_ALL)], [_policy(_ALL), _policy({**_ALL, "Effect": "Deny"})]],
        "resource_control_policies": [[_policy({**_ALL, "Principal": "*"})]],
    },
    {
        "id": 3,
        "request": {**_OBJECT, "principal": {"service": "logs.amazonaws.com"}, "context": {"aws:SourceArn": "arn"}},
        "resource_policy": _policy({**_ALL, "Principal": {"Service": ["logs.amazonaws.com"]}}, version="2008-10-17"),
    },
    {
        "id": 4,
        "request": {**_OBJECT, "principal": "anonymous", "resource": {"Fn::Join": ["", ["arn:", {"Ref": "Rest"}]]}},
        "resource_policy": '{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}}',
        "management_account": True,
    },
    {
        "id": 5,
        "request": {
            "principal": {"federated": "cognito-identity.amazonaws.com"},
            "action": "sts:AssumeRoleWithWebIdentity",
            "resource": _ROLE,
        },
        "resource_policy": _policy(
            {"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"}, "Action": "sts:*"}
            | {"Resource": "*"},
            {"Effect": "Deny", "Principal": {"CanonicalUser": "abc"}, "NotAction": ["s3:*"], "Resource": "*"},
        ),
    },
]
