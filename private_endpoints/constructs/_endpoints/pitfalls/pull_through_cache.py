"""The first pull through a cache of ECR, which the endpoints do not carry.

https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html: "When an image is pulled using a pull
through cache rule for the first time, if you've configured Amazon ECR to use an interface VPC endpoint using AWS
PrivateLink then you need to create a public subnet in the same VPC, with a NAT gateway [...]. Subsequent image pulls
don't require this." (2026-11-21)
"""

from __future__ import annotations

import aws_cdk as cdk

from private_endpoints.constructs._endpoints.pitfalls.surroundings import Surroundings

__all__ = ["warn_of_first_pulls"]


def warn_of_first_pulls(around: Surroundings) -> None:
    """Warn where the app has a rule for such a cache, for the region of a VPC that has no way out."""
    node = around.resolves_to("ecr.dkr")
    if node is None or around.has_way_out:
        return
    home = around.facts.stack
    rules = sorted(
        rule.node.path
        for rule in around.of_type("aws_ecr", "CfnPullThroughCacheRule")
        for stack in [cdk.Stack.of(rule)]
        if (stack.account, stack.region) == (home.account, home.region)
    )
    if rules:
        cdk.Annotations.of(node).add_warning_v2(
            "private-endpoints:pull-through-cache",
            f"the first pull of each image through {', '.join(rules)} needs a way to the internet, which this VPC does "
            "not have: pull it once from elsewhere, with ecr:BatchImportUpstreamImage and ecr:CreateRepository; "
            "later pulls take the endpoint",
        )
