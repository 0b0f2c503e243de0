"""Where clients may call STS by its global name."""

from __future__ import annotations

from private_endpoints.catalog import regions, regions_of_global_sts


def test_they_are_regions_of_the_partition_that_has_the_global_name() -> None:
    known = {region.name for region in regions() if region.partition == "aws"}
    assert regions_of_global_sts() <= known


def test_regions_that_have_to_be_enabled_first_are_not_among_them() -> None:
    assert {"us-east-1", "eu-central-1"} <= regions_of_global_sts()
    assert regions_of_global_sts().isdisjoint({"ap-east-1", "ca-west-1", "eu-south-1", "me-south-1"})
