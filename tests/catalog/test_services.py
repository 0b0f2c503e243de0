"""Laws of every row of the catalog."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import private_endpoints.catalog
from private_endpoints.catalog import (
    EndpointKind,
    EndpointService,
    PortRange,
    ServiceStatus,
    partition_of,
    regions,
    service,
    services,
    workloads,
)

DATA = Path(private_endpoints.catalog.__file__).parent / "data"
REGIONS = ("us-east-1", "ca-west-1", "us-gov-west-1", "cn-north-1", "cn-northwest-1", "us-iso-east-1", "eusc-de-east-1")
HOST = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}")

every_row = pytest.mark.parametrize("row", services(), ids=lambda row: row.name)


def lines(file_name: str) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in (DATA / file_name).read_text("utf-8").splitlines())


def test_every_service_of_the_field_is_there() -> None:
    names = {row.name for row in services()}
    assert len(names) >= 390
    assert {"s3", "dynamodb", "s3express", "iam", "route53", "savingsplans", "bedrock-mantle", "studio"} <= names
    assert {"bedrock-agentcore-control", "s3-global.accesspoint", "codecatalyst", "kendra-ranking"} <= names


@pytest.mark.parametrize("file_name", ["services.jsonl", "workloads.jsonl", "regions.jsonl"])
def test_names_are_unique_and_sorted(file_name: str) -> None:
    names = [row["name"] for row in lines(file_name)]
    assert names == sorted(set(names))


def test_a_row_leaves_out_what_is_default() -> None:
    defaults = {"kinds": ["Interface"], "status": "active", "ports": ["443"], "cross_region": False, "assumed": []}
    for row in lines("services.jsonl"):
        assert not {field for field, value in defaults.items() if row.get(field) == value}, row["name"]


def test_no_two_rows_have_one_full_name() -> None:
    full_names = [row.service_name for row in services()]
    assert len(full_names) == len(set(full_names))


@every_row
def test_a_name_stands_for_its_row(row: EndpointService) -> None:
    assert service(row.name) is row
    assert service(row) is row


@every_row
def test_a_full_name_stands_for_its_row(row: EndpointService) -> None:
    for region in (*REGIONS, "{region}", "${Token[AWS.Region.4]}", "${AWS::Region}", "xx-new-9"):
        assert service(row.service_name_in(region)) is row


@every_row
def test_dns_names_are_well_formed_in_every_partition(row: EndpointService) -> None:
    for name in (name for region in REGIONS for name in row.private_dns_names_in(region)):
        assert HOST.fullmatch(name), name
        assert len(name) <= 253


@every_row
def test_private_dns_has_names_or_says_that_they_are_not_known(row: EndpointService) -> None:
    assert bool(row.private_dns_names) <= row.private_dns_supported
    assert bool(row.private_dns_names) or not row.private_dns_supported or "private_dns_names" in row.assumed


@every_row
def test_zones_cover_the_dns_names_and_nothing_else(row: EndpointService) -> None:
    zones = row.hosted_zones_in("eu-west-1")
    assert sorted(record for zone in zones for record in zone.records) == sorted(row.private_dns_names_in("eu-west-1"))
    for zone in zones:
        assert "*" not in zone.name
        assert set(zone.records) <= {zone.name, f"*.{zone.name}"}
    assert [zone.name for zone in zones] == sorted({zone.name for zone in zones})


@every_row
def test_a_confirmed_name_comes_from_a_source_that_saw_names(row: EndpointService) -> None:
    """A name is confirmed by AWS's API or by a page on this service, never by the CDK, which has no DNS names."""
    confirmed = row.private_dns_names_in("us-east-1", confirmed=True)
    assert not confirmed or "aws-cdk-lib" not in row.source
    assert set(confirmed) <= set(row.private_dns_names_in("us-east-1"))


@every_row
def test_no_dns_name_is_confirmed_in_a_partition_that_no_source_saw(row: EndpointService) -> None:
    for region in ("cn-north-1", "us-gov-west-1", "us-iso-east-1", "eusc-de-east-1"):
        assert row.private_dns_names_in(region, confirmed=True) == ()


def test_a_users_own_names_are_confirmed_in_every_partition() -> None:
    row = EndpointService(
        name="mine",
        service_name="com.example.{region}.mine",
        private_dns_supported=True,
        private_dns_names=("a.example.com", "b.{region}.example.com"),
        assumed_dns_names=("b.{region}.example.com",),
    )
    assert row.private_dns_names_in("cn-north-1", confirmed=True) == ("a.example.com",)


@every_row
def test_ports_are_sorted_apart_and_in_range(row: EndpointService) -> None:
    assert row.ports == tuple(sorted(row.ports))
    assert all(one.last < other.first for one, other in zip(row.ports, row.ports[1:], strict=False))


@every_row
def test_a_row_says_where_it_comes_from_and_when(row: EndpointService) -> None:
    assert "https://" in row.source
    assert date(2021, 1, 1) <= date.fromisoformat(row.as_of) <= date(2026, 11, 21)
    for text in row.field_sources.values():
        assert "https://" in text
        assert date.fromisoformat(text[-10:]) <= date(2026, 11, 21)


@every_row
def test_regions_are_regions_of_the_catalog(row: EndpointService) -> None:
    known = {region.name for region in regions()}
    assert set(row.regions or ()) <= known
    for partition, home in row.home_regions.items():
        assert partition_of(home) == partition


@every_row
def test_an_ended_service_says_so_and_no_workload_needs_it(row: EndpointService) -> None:
    assert (row.ended is not None) is (row.status is ServiceStatus.ENDED)
    if row.status is ServiceStatus.ENDED:
        assert row.name not in {need.service for workload in workloads() for need in workload.needs}


@every_row
def test_json_is_json_and_fills_in_a_region(row: EndpointService) -> None:
    as_json = json.loads(json.dumps(row.to_json("eu-west-1")))
    assert as_json["name"] == row.name
    assert "{" not in as_json["service_name"]
    assert not any("{" in name for name in as_json["private_dns_names"])
    assert as_json["private_dns_supported"] is row.private_dns_supported


@every_row
def test_a_row_can_be_a_key(row: EndpointService) -> None:
    assert {row: 1}[row] == 1


@pytest.mark.parametrize("name", ["appmesh", "qldb.session", "nimble", "evidently", "elastic-inference.runtime"])
def test_services_that_ended_are_named_as_ended(name: str) -> None:
    assert service(name).status is ServiceStatus.ENDED


@pytest.mark.parametrize("name", ["dynamodb", "dynamodb-streams", "apprunner.requests", "iot.data", "iot.credentials"])
def test_services_without_private_dns(name: str) -> None:
    assert not service(name).private_dns_supported
    assert service(name).hosted_zones_in("us-east-1") == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ssm", ["ssm.eu-west-1.amazonaws.com"]),
        ("ecr.api", ["api.ecr.eu-west-1.amazonaws.com"]),
        ("ecr.dkr", ["*.dkr.ecr.eu-west-1.amazonaws.com"]),
        ("execute-api", ["*.execute-api.eu-west-1.amazonaws.com"]),
        ("ecs-agent", ["ecs-a.eu-west-1.amazonaws.com"]),
        ("kinesis-firehose", ["firehose.eu-west-1.amazonaws.com"]),
        ("studio", ["*.studio.eu-west-1.sagemaker.aws"]),
        ("kendra-ranking", ["kendra-ranking.eu-west-1.api.aws"]),
        ("eks-auth", ["eks-auth.eu-west-1.api.aws"]),
        ("athena", ["athena.eu-west-1.amazonaws.com", "athena.eu-west-1.api.aws"]),
        (
            "kinesis-streams",
            [
                "*.control-kinesis.eu-west-1.amazonaws.com",
                "*.data-kinesis.eu-west-1.amazonaws.com",
                "kinesis.eu-west-1.amazonaws.com",
            ],
        ),
        ("iam", ["iam.amazonaws.com", "iam.global.api.aws"]),
    ],
)
def test_irregular_names_are_data(name: str, expected: list[str]) -> None:
    assert list(service(name).private_dns_names_in("eu-west-1", confirmed=True)) == expected


def test_s3_has_a_record_at_the_apex_and_the_wildcards_of_aws() -> None:
    zones = {zone.name: zone.records for zone in service("s3").hosted_zones_in("us-east-1")}
    assert zones == {
        "s3.us-east-1.amazonaws.com": ("s3.us-east-1.amazonaws.com", "*.s3.us-east-1.amazonaws.com"),
        "s3-accesspoint.us-east-1.amazonaws.com": ("*.s3-accesspoint.us-east-1.amazonaws.com",),
        "s3-control.us-east-1.amazonaws.com": ("*.s3-control.us-east-1.amazonaws.com",),
    }


def test_the_domain_is_that_of_the_partition() -> None:
    assert service("kms").private_dns_names_in("cn-north-1") == ("kms.cn-north-1.amazonaws.com.cn",)
    assert service("kms").private_dns_names_in("${Token[AWS.Region.4]}", "aws-cn") == (
        "kms.${Token[AWS.Region.4]}.amazonaws.com.cn",
    )


def test_a_gateway_has_the_plain_name_in_every_partition() -> None:
    s3 = service("s3")
    assert s3.service_name_in("cn-north-1") == "cn.com.amazonaws.cn-north-1.s3"
    assert s3.service_name_in("cn-north-1", kind=EndpointKind.GATEWAY) == "com.amazonaws.cn-north-1.s3"


def test_ec2messages_ends_with_the_regions_of_2024() -> None:
    assert service("ec2messages").available_in("us-east-1") is True
    assert service("ec2messages").available_in("ca-west-1") is True
    for name in ("ap-southeast-5", "ap-southeast-7", "mx-central-1", "ap-east-2", "ap-southeast-6", "eusc-de-east-1"):
        assert service("ec2messages").available_in(name) is False


def test_availability_that_is_not_known_is_none() -> None:
    assert service("ssm").available_in("us-east-1") is None
    assert service("ec2messages").available_in("${Token[AWS.Region.4]}") is None


def test_kinds_of_the_gateway_services() -> None:
    gateways = {row.name: set(row.kinds) for row in services() if EndpointKind.GATEWAY in row.kinds}
    both = {EndpointKind.GATEWAY, EndpointKind.INTERFACE}
    assert gateways == {"s3": both, "dynamodb": both, "s3express": {EndpointKind.GATEWAY}}


def test_ports_other_than_https() -> None:
    assert service("cassandra").ports == (PortRange(9142, 9142),)
    assert [str(ports) for ports in service("email-smtp").ports] == ["25", "465", "587", "2465", "2587"]
    assert [str(ports) for ports in service("athena").ports] == ["443", "444"]


def test_perimeter_keys_are_those_of_the_list_and_none_elsewhere() -> None:
    keys = ("aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths")
    assert service("s3").perimeter_keys == keys
    assert service("sqs").perimeter_keys == ("aws:VpceOrgID",)
    assert service("ssm").perimeter_keys == ()


def test_perimeter_key_lists_name_services_of_the_catalog() -> None:
    for row in lines("perimeter_keys.jsonl"):
        assert set(row) == {"key", "services", "source"}
        assert row["services"] == sorted(set(row["services"]))
        assert all(service(name).name == name for name in row["services"])


def test_every_source_is_complete_and_in_use() -> None:
    sources = json.loads((DATA / "sources.json").read_text("utf-8"))
    assert list(sources) == sorted(sources)
    for entry in sources.values():
        assert set(entry) == {"title", "url", "as_of"}
        assert entry["url"].startswith("https://")
        assert date.fromisoformat(entry["as_of"]) <= date(2026, 11, 21)
    used: set[str] = set()
    files = ("services", "workloads", "owned_buckets", "prefix_lists", "perimeter_keys", "absent_services")
    for file_name in (*files, "managed_policies"):
        for row in lines(f"{file_name}.jsonl"):
            used |= {row["source"], *row.get("field_sources", {}).values()}
    assert set(sources) - used == set()
