"""Sample stacks: each short enough to read as documentation, and deployable as it is.

`python -m private_endpoints.samples` is a CDK app of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.samples.air_gapped import AirGapped
from private_endpoints.samples.data_perimeter import DataPerimeter
from private_endpoints.samples.data_pipeline import DataPipeline
from private_endpoints.samples.private_bedrock import PrivateBedrock
from private_endpoints.samples.private_code_build import PrivateCodeBuild
from private_endpoints.samples.private_dynamodb import PrivateDynamoDb
from private_endpoints.samples.private_ecs import PrivateEcs
from private_endpoints.samples.private_eks import PrivateEks
from private_endpoints.samples.private_lambda import PrivateLambda
from private_endpoints.samples.private_s3 import PrivateS3
from private_endpoints.samples.private_sagemaker import PrivateSageMaker
from private_endpoints.samples.secrets_app import SecretsApp
from private_endpoints.samples.ssm_session import SsmSession

if TYPE_CHECKING:
    import aws_cdk as cdk

__all__ = [
    "SAMPLES",
    "AirGapped",
    "DataPerimeter",
    "DataPipeline",
    "PrivateBedrock",
    "PrivateCodeBuild",
    "PrivateDynamoDb",
    "PrivateEcs",
    "PrivateEks",
    "PrivateLambda",
    "PrivateS3",
    "PrivateSageMaker",
    "SecretsApp",
    "SsmSession",
]

SAMPLES: dict[str, type[cdk.Stack]] = {
    sample.__name__: sample
    for sample in (
        AirGapped,
        DataPerimeter,
        DataPipeline,
        PrivateBedrock,
        PrivateCodeBuild,
        PrivateDynamoDb,
        PrivateEcs,
        PrivateEks,
        PrivateLambda,
        PrivateS3,
        PrivateSageMaker,
        SecretsApp,
        SsmSession,
    )
}
