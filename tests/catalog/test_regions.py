"""Regions and partitions."""

from __future__ import annotations

from datetime import date

import pytest

from private_endpoints.catalog import partition_of, region, regions, service


def test_a_region_knows_its_partition_and_domains() -> None:
    found = region("cn-north-1")
    assert found is not None
    assert (found.partition, found.dns_suffix) == ("aws-cn", "amazonaws.com.cn")
    assert found.dual_stack_dns_suffix == "api.amazonwebservices.com.cn"


@pytest.mark.parametrize("name", ["xx-new-9", "", "${Token[AWS.Region.4]}"])
def test_a_region_that_is_not_known_is_none_and_counts_as_commercial(name: str) -> None:
    assert region(name) is None
    assert partition_of(name) == "aws"


def test_a_partition_has_one_domain() -> None:
    domains = {(row.partition, row.dns_suffix, row.dual_stack_dns_suffix) for row in regions()}
    assert len(domains) == len({partition for partition, _, _ in domains})


def test_a_partition_that_is_none_is_refused() -> None:
    with pytest.raises(LookupError, match=r"\[unknown-partition\] 'aws-mars'.*aws-cn"):
        service("ssm").private_dns_names_in("us-east-1", "aws-mars")


def test_launch_dates_are_dates() -> None:
    launched = {row.name: row.launched for row in regions() if row.launched}
    assert launched["ca-west-1"] == "2023-12-20"
    assert all(date.fromisoformat(text) for text in launched.values())
