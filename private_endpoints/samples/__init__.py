"""Sample stacks: each short enough to read as documentation, and deployable as it is.

`python -m private_endpoints.samples` is a CDK app of all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.samples.air_gapped import AirGapped
from private_endpoints.samples.data_pipeline import DataPipeline
from private_endpoints.samples.private_dynamodb import PrivateDynamoDb
from private_endpoints.samples.private_s3 import PrivateS3
from private_endpoints.samples.secrets_app import SecretsApp
from private_endpoints.samples.ssm_session import SsmSession

if TYPE_CHECKING:
    import aws_cdk as cdk

__all__ = ["SAMPLES", "AirGapped", "DataPipeline", "PrivateDynamoDb", "PrivateS3", "SecretsApp", "SsmSession"]

SAMPLES: dict[str, type[cdk.Stack]] = {
    sample.__name__: sample for sample in (AirGapped, DataPipeline, PrivateDynamoDb, PrivateS3, SecretsApp, SsmSession)
}
