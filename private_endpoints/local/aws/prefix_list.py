"""Managed prefix lists: those of AWS have the ids that AWS gives them."""

from __future__ import annotations

import re

from private_endpoints.catalog import managed_prefix_list_id
from private_endpoints.local.aws import ministack

__all__ = ["use_catalog_ids"]

_REGIONAL = re.compile(r"com\.amazonaws\.([a-z0-9-]+)\.([a-z0-9-]+)")


def use_catalog_ids() -> None:
    """Take ids from the catalog, so that templates that name them work; the emulator makes up the others."""
    made_up = ministack.use("services.ec2", "_aws_pl_id_from_name")

    def prefix_list_id(name: str) -> str:
        match = _REGIONAL.fullmatch(name)
        known = managed_prefix_list_id(match[2], match[1]) if match else None
        return known or str(made_up(name))

    ministack.replace("services.ec2", "_aws_pl_id_from_name", prefix_list_id)
