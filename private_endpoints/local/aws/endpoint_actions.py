"""Which endpoint services the actions of a service go through."""

from __future__ import annotations

from private_endpoints.local.aws import ministack

__all__ = ["serves"]

# Where an endpoint service is called otherwise than the prefix of the IAM actions that go through it.
# https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
_ACTIONS = {
    "dynamodb-streams": "dynamodb",
    "ecr.api": "ecr",
    "ecr.dkr": "ecr",
    "email": "ses",
    "kinesis-firehose": "firehose",
    "kinesis-streams": "kinesis",
    "monitoring": "cloudwatch",
    "sagemaker.api": "sagemaker",
    "sagemaker.runtime": "sagemaker",
}


def serves(service_name: str, iam_action: str, service: str) -> bool:
    """Whether requests of an action reach their service through an endpoint.

    Args:
        service_name: full service name of the endpoint.
        iam_action: the action, such as `s3:GetObject`.
        service: the emulator's name of the service.
    """
    region = ministack.region()
    name = service_name.partition(f".{region}.")[2] or service_name.rpartition(".")[2]
    name = name.removesuffix("-fips")
    return _ACTIONS.get(name, name) in {iam_action.partition(":")[0], service}
