"""Private DNS on `execute-api` takes the names of all APIs of the region, public ones too.

https://repost.aws/knowledge-center/api-gateway-vpc-connections (2026-11-21)
"""

from __future__ import annotations

import aws_cdk as cdk

from private_endpoints.constructs._endpoints.pitfalls.surroundings import Surroundings

__all__ = ["warn_of_public_apis"]


def warn_of_public_apis(around: Surroundings) -> None:
    """Warn where the VPC no longer reaches public APIs: the endpoint serves private ones only, and answers 403."""
    node = around.resolves_to("execute-api")
    if node is not None:
        cdk.Annotations.of(node).add_warning_v2(
            "private-endpoints:execute-api-private-dns",
            "private DNS takes the names of all APIs of the region, and this endpoint answers 403 for public ones: "
            "give private_dns=False if the VPC calls public APIs by those names, else acknowledge this",
        )
