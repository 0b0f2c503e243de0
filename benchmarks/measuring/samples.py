"""The samples that have twins, and these, as places to import them from; nothing is imported here."""

from __future__ import annotations

__all__ = ["BY_HAND", "OURS", "SAMPLE_MODULES"]

SAMPLE_MODULES = {
    "AirGapped": "air_gapped",
    "DataPipeline": "data_pipeline",
    "PrivateDynamoDb": "private_dynamodb",
    "PrivateS3": "private_s3",
    "SecretsApp": "secrets_app",
    "SsmSession": "ssm_session",
}
OURS = "private_endpoints.samples"
BY_HAND = "benchmarks.by_hand"
