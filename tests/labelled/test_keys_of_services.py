"""Condition keys and names that only one service has."""

from __future__ import annotations

from typing import Any

from support.labelled import UNKNOWN, Labelled, Twins, labelled, ref, sub
from support.labelled.called import DECRYPT, GET, ROOT, caller, calls, key, own
from support.labelled.networks import identity, interface, policy, role, statement

_NAMES = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html"
_S3_KEYS = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
_KMS_KEYS = "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"
_KEY_USES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"


def at_endpoint(operator: str, key: str, value: Any, effect: str = "Allow") -> Any:
    """With a condition in the policy of the endpoint of S3."""
    conditioned = statement(effect, Condition={operator: {key: value}})
    return lambda t: t.set(
        "S3Gateway", PolicyDocument=policy(*([conditioned] if effect == "Allow" else [statement(), conditioned]))
    )


KEY = key(statement(action="kms:*", Principal=ROOT))


def key_for(key_: str, value: Any, operator: str = "StringEquals") -> Any:
    return lambda t: t.set("Secrets", KeyPolicy=policy(statement(action="kms:*", Condition={operator: {key_: value}})))


@labelled(
    Twins(law="S3 knows the account of a bucket by a key of its own", page=_S3_KEYS,
          given=at_endpoint("StringEquals", "s3:ResourceAccount", ref("AWS::AccountId"))(caller(identity())), ask=GET,
          change=at_endpoint("StringEquals", "s3:ResourceAccount", "444455556666"), because="it is another account"),
    Twins(law="a Deny of buckets of other accounts spares one's own", page=_S3_KEYS,
          given=at_endpoint("StringNotEquals", "s3:ResourceAccount", ref("AWS::AccountId"), "Deny")(caller(identity())),
          ask=GET, change=at_endpoint("StringNotEquals", "s3:ResourceAccount", "444455556666", "Deny"),
          because="it is one of another account"),
    Twins(law="other services do not have the key of S3", page=_KEY_USES, ask=DECRYPT, other=UNKNOWN,
          given=KEY | role("WorkerRole", identity(), identity("Deny", "s3:*")),
          change=lambda t: t | role("WorkerRole", identity(), identity("Deny", Condition={
              "StringNotEquals": {"s3:ResourceAccount": ref("AWS::AccountId")}})),
          because="without the key a negated operator is true"),
    Twins(law="KMS knows the account of a caller", page=_KMS_KEYS,
          given=key_for("kms:CallerAccount", ref("AWS::AccountId"))(KEY), ask=DECRYPT,
          change=key_for("kms:CallerAccount", "444455556666"), because="it is another account"),
    Twins(law="who calls KMS itself calls through no service", page=_KMS_KEYS, ask=DECRYPT,
          given=key_for("kms:ViaService", "s3.us-east-1.amazonaws.com", "StringNotEquals")(KEY),
          change=key_for("kms:ViaService", "s3.us-east-1.amazonaws.com"), because="the key is for calls of S3 only"),
    Twins(law="the ARN of a secret begins with its name", page=_NAMES,
          given=(caller(identity(action="secretsmanager:*", resource=sub(
              "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:app/*")))
              | interface(of="secretsmanager")).plus("Thing", "AWS::SecretsManager::Secret", {"Name": "app/db"}),
          ask=calls("secretsmanager:GetSecretValue"), change=own(Name="other/db"),
          because="it begins with something else"),
    Twins(law="what CloudFormation calls a secret may begin with anything", page=_NAMES,
          given=(caller(identity(action="secretsmanager:*", resource=sub(
              "arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:app/*")))
              | interface(of="secretsmanager")).plus("Thing", "AWS::SecretsManager::Secret", {"Name": "app/db"}),
          ask=calls("secretsmanager:GetSecretValue"), change=own(Name=None), other=UNKNOWN, because="it has no name"),
)  # fmt: skip
def test_keys_and_names_of_services(case: Labelled) -> None:
    case.check()
