"""What workloads call: buckets, keys, queues, secrets ..., with their policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.data import resource_policies
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.policies.given_away import keeps_its_policy
from private_endpoints.cloudformation.lowering.policies.resource_policies import policy_and_whether_all
from private_endpoints.network import Element, Resource
from private_endpoints.values import Opaque, all_of, join

__all__ = ["lower_resource"]


def lower_resource(facts: Facts) -> Iterator[Element]:
    """A resource with a policy of its own, or one beside it; what is beside it is no element by itself."""
    row = resource_policies()[facts.type]
    if "policy_of" in row:
        return
    policy: Any
    policy, complete = policy_and_whether_all(facts)
    complete = all_of((complete, keeps_its_policy(facts)))
    if policy is None and row.get("default") == "account":
        policy = _of_account(facts)
    if isinstance(policy, Opaque):
        policy, complete = None, policy.unknown
    yield Resource(
        **facts.common,
        value=facts.value,
        type=facts.type,
        arn=facts.arn,
        policy=policy,
        account=facts.account(),
        region=facts.resolver.stack.region,
        complete=complete,
    )


def _of_account(facts: Facts) -> Mapping[str, Any]:
    """What KMS gives a key without a policy.

    https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    """
    partition, account = facts.resolver.ref("AWS::Partition"), facts.resolver.ref("AWS::AccountId")
    root = join(["arn:", partition, ":iam::", account, ":root"])
    statement = {"Effect": "Allow", "Principal": {"AWS": root}, "Action": "kms:*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
