"""A row that a user gives is checked: the error names the field, what was given and what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.catalog import EndpointKind, EndpointService, PortRange, ServiceStatus
from private_endpoints.catalog._rows import service_from_row
from private_endpoints.errors import CatalogDataError, PrivateEndpointsError

GOOD: dict[str, Any] = {"name": "mine", "service_name": "com.example.{region}.mine"}


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("name", "", "''"),
        ("name", "two words", "two words"),
        ("name", 7, "7"),
        ("service_name", "mine", "com.amazonaws.{region}.ssm"),
        ("kinds", (), "at least one"),
        ("kinds", ("Interface",), "EndpointKind"),
        ("kinds", EndpointKind.GATEWAY, "tuple"),
        ("status", "active", "ServiceStatus"),
        ("status", ServiceStatus.ENDED, "ended"),
        ("ended", "in 2020", "ended"),
        ("private_dns_names", "ssm.us-east-1.amazonaws.com", "tuple"),
        ("private_dns_names", ["ssm.us-east-1.amazonaws.com"], "tuple"),
        ("private_dns_names", ("Ssm.{region}.amazonaws.com",), "lower-case"),
        ("private_dns_names", ("ssm.{regoin}.amazonaws.com",), "{regoin}"),
        ("private_dns_names", ("a.*.example.com",), "only as the first label"),
        ("private_dns_names", ("example.com.",), "trailing dot"),
        ("private_dns_supported", True, "private_dns_names"),
        ("private_dns_supported", None, "True or False"),
        ("policy_supported", "yes", "not known"),
        ("ports", (443,), "PortRange"),
        ("ports", (), "at least one"),
        ("ip_address_types", ("dualstack",), "ipv4 and ipv6"),
        ("cross_region", "no", "True or False"),
        ("home_regions", ("us-east-1",), "mapping"),
        ("regions", "us-east-1", "tuple"),
        ("perimeter_keys", "aws:VpceOrgID", "tuple"),
        ("assumed", ("dns",), "names of fields"),
        ("assumed_dns_names", ("a.example.com",), "private_dns_names"),
        ("field_sources", {"dns": "somewhere"}, "names of fields"),
    ],
)
def test_a_bad_field_is_named(field: str, value: object, named: str) -> None:
    row = {**GOOD, field: value}
    if field == "private_dns_names":
        row["private_dns_supported"] = True
    with pytest.raises(CatalogDataError) as caught:
        EndpointService(**row)
    text = str(caught.value)
    assert text.startswith("[bad-catalog-row] ")
    assert field in text
    assert named in text


def test_names_without_support_are_refused() -> None:
    with pytest.raises(CatalogDataError, match="private_dns_supported"):
        EndpointService(**GOOD, private_dns_names=("mine.example.com",))


def test_all_problems_of_a_row_come_at_once() -> None:
    with pytest.raises(CatalogDataError, match=r"ports.*ip_address_types"):
        EndpointService(**GOOD, ports=(), ip_address_types=("ipv5",))


@pytest.mark.parametrize(("first", "last"), [(0, 1), (443, 442), (1, 65536)])
def test_a_range_of_ports_that_is_none_is_refused(first: int, last: int) -> None:
    with pytest.raises(CatalogDataError, match="ports"):
        PortRange(first, last)


@pytest.mark.parametrize("text", ["", "https", "1-", "-1", "1-2-3", "4.5"])
def test_a_text_that_is_no_port_is_refused(text: str) -> None:
    with pytest.raises(CatalogDataError, match="ports"):
        PortRange.parse(text)


@pytest.mark.parametrize("text", ["443", "1024-1064"])
def test_a_port_reads_as_it_is_written(text: str) -> None:
    assert str(PortRange.parse(text)) == text


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"protocol": "tcp"}, "protocol"),
        ({"source": "nowhere"}, "nowhere"),
        ({"source": None}, "None"),
        ({"ports": ["https"]}, "https"),
        ({"kinds": ["interface"]}, "interface"),
        ({"status": "gone"}, "gone"),
        ({"perimeter_keys": []}, "perimeter_keys"),
    ],
)
def test_a_bad_data_row_is_refused(change: dict[str, Any], named: str) -> None:
    row = {**GOOD, "source": "describe-2023-09", **change}
    with pytest.raises(CatalogDataError, match=named):
        service_from_row(row)


def test_a_data_row_that_lacks_a_field_is_refused() -> None:
    with pytest.raises(CatalogDataError, match="service_name left out"):
        service_from_row({"name": "mine", "source": "describe-2023-09"})


def test_the_error_is_one_of_this_library() -> None:
    assert issubclass(CatalogDataError, PrivateEndpointsError)
