"""Image layers, which ECR keeps in S3, where the VPC has no private way to them.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-setting-up-s3-gateway (2026-11-21)
"""

from __future__ import annotations

import aws_cdk as cdk

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._endpoints.pitfalls.surroundings import Surroundings
from private_endpoints.constructs._endpoints.refused import refused_groups

__all__ = ["warn_of_image_layers"]

_GROUP = "ecr-layers"


def warn_of_image_layers(around: Surroundings) -> None:
    """Warn where manifests take the endpoint, and layers have no S3 endpoint, or one that refuses them."""
    node = around.resolves_to("ecr.dkr")
    if node is None:
        return
    # An interface endpoint that S3's names resolve to takes the whole VPC off the gateway.
    way = around.resolves_to("s3") or around.find("s3", EndpointKind.GATEWAY)
    if way is None and not around.has_stranger("s3"):
        cdk.Annotations.of(node).add_warning_v2(
            "private-endpoints:image-layers-without-endpoint",
            "image pulls get their layers from S3, for which the VPC has no endpoint: "
            "ask for it with PrivateS3Access(owned_buckets=['ecr-layers']) or PrivateWorkloadAccess, "
            "or adopt the one that there is (VpcEndpoints.of(vpc).adopt('s3', ...))",
        )
    if way is not None and refused_groups(way, [_GROUP], around.facts.place):
        cdk.Annotations.of(way).add_warning_v2(
            "private-endpoints:image-layers-refused",
            f"image pulls through {node.node.path} fail, because this endpoint's policy refuses the layers: "
            "add owned_buckets=['ecr-layers'] to one of its askers",
        )
