"""Workloads that do not get all that they require, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence

import aws_cdk as cdk
from constructs import Construct

from private_endpoints.catalog import LeftOut
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._workloads.wish import Wish

__all__ = ["warn_if_incomplete"]


def warn_if_incomplete(access: Construct, wish: Wish, asks: Sequence[Ask]) -> None:
    """Warn where the region leaves a workload without what it requires, and where nothing was asked for."""
    annotations = cdk.Annotations.of(access)
    required = [need for need in wish.left_out() if need.required]
    absent = [need.service for need in required if need.why is LeftOut.NOT_IN_REGION]
    if absent:
        annotations.add_warning_v2(
            "private-endpoints:required-not-in-region",
            f"the workloads require {', '.join(absent)}, which {wish.region} does not have: "
            "calls to these find no private way there; explain() says who makes them",
        )
    unsure = [need.service for need in required if need.why is LeftOut.REGION_UNKNOWN]
    if unsure:
        annotations.add_warning_v2(
            "private-endpoints:required-region-unknown",
            f"the workloads require {', '.join(unsure)} in the regions that have it, and the stack has no region: "
            f"give it env=cdk.Environment(account=..., region=...), or ask with include={unsure!r} if its regions do",
        )
    if not asks and not wish.exclude:
        annotations.add_warning_v2(
            "private-endpoints:nothing-needed",
            f"{', '.join(wish.workloads)} requires no endpoint here, so there is none: "
            "name in include= what is used; explain() lists what there is",
        )
