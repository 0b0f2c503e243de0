# ruff: noqa: INP001 - a script, in no package
"""How many requests a second the IAM evaluator decides, on one core, with policies of 20 statements.

Run it with `python benchmarks/evaluate_policies.py`; exits 1 below 10,000 evaluations a second.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from typing import Any

from private_endpoints.policy.evaluation import Policies, Request, evaluate

_ENOUGH = 10_000
_STATEMENTS = 20
_SECONDS = 2.0
_ACCOUNT = "111122223333"


def _statement(index: int) -> dict[str, Any]:
    """Statements of all sorts: wildcards, variables, conditions; every fifth is a Deny."""
    conditions: list[dict[str, Any]] = [
        {},
        {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
        {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{_ACCOUNT}:role/team-{index}-*"}},
        {"IpAddress": {"aws:VpcSourceIp": ["10.0.0.0/8", "192.168.0.0/16"]}},
        {
            "StringNotEquals": {"aws:SourceVpce": "vpce-0123456789abcdef0"},
            "BoolIfExists": {"aws:ViaAWSService": "false"},
        },
    ]
    return {
        "Sid": f"S{index}",
        "Effect": "Deny" if index % 5 == 4 else "Allow",  # noqa: PLR2004 - every fifth
        "Action": ["s3:Get*", "s3:List*"] if index % 3 else ["dynamodb:*", "s3:PutObject"],
        "Resource": [f"arn:aws:s3:::data-{index}/*", f"arn:aws:s3:::home/${{aws:PrincipalTag/team}}/{index}/*"],
        "Condition": conditions[index % len(conditions)],
    }


def _policies() -> dict[str, Policies]:
    statements = [_statement(index) for index in range(_STATEMENTS)]
    identity = {"Version": "2012-10-17", "Statement": statements}
    resource = {"Version": "2012-10-17", "Statement": [{**one, "Principal": {"AWS": _ACCOUNT}} for one in statements]}
    return {
        "a policy": Policies.compile(identity=[identity]),
        "each of two policies": Policies.compile(identity=[identity], resource=resource),
    }


def _requests() -> list[Request]:
    return [
        Request.of(
            f"arn:aws:sts::{_ACCOUNT}:assumed-role/team-{index}-worker/i-{index}",
            ("s3:GetObject", "s3:PutObject", "s3:ListBucket")[index % 3],
            f"arn:aws:s3:::data-{index % 25}/some/key/{index}",
            resource_account=_ACCOUNT,
            context={
                "aws:PrincipalOrgID": "o-a1b2c3d4e5",
                "aws:PrincipalTag/team": f"team-{index}",
                "aws:SourceVpce": "vpce-0123456789abcdef0" if index % 4 else "vpce-other",
                "aws:VpcSourceIp": f"10.0.{index % 256}.7",
            },
        )
        for index in range(500)
    ]


def _rate(policies: Policies, requests: list[Request]) -> float:
    done, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < _SECONDS:
        for request in requests:
            evaluate(request, policies)
        done += len(requests)
    return done / elapsed


def main() -> int:
    """Measure, print, and say whether it is enough."""
    requests = _requests()
    rates = []
    for name, policies in _policies().items():
        outcomes = Counter(evaluate(request, policies).outcome.value for request in requests)
        rates.append(_rate(policies, requests))
        print(f"{rates[-1]:,.0f} evaluations/s with {_STATEMENTS} statements in {name}: {dict(outcomes)}")  # noqa: T201
    return 0 if rates[0] >= _ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
