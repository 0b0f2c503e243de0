"""The accounts by which load balancers of older regions write access logs."""

from __future__ import annotations

from functools import cache

from private_endpoints.catalog._data import read_rows

__all__ = ["load_balancer_accounts"]


@cache
def load_balancer_accounts() -> dict[str, str]:
    """Account by region.

    Load balancers of regions opened since August 2022 write as the service principal
    `logdelivery.elasticloadbalancing.amazonaws.com`.
    """
    return {row["region"]: row["account"] for row in read_rows("load_balancer_accounts.jsonl")}
