"""Where SDKs and tools may call STS by its global name."""

from __future__ import annotations

from functools import cache

from private_endpoints.catalog._data import read_json

__all__ = ["regions_of_global_sts"]


@cache
def regions_of_global_sts() -> frozenset[str]:
    """Regions in which the setting `sts_regional_endpoints=legacy` means `sts.amazonaws.com`.

    "All other Regions automatically use their respective Regional endpoint."
    """
    return frozenset(read_json("global_sts.json")["regions"])
