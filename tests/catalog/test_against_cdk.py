"""The catalog against the services, ports and regions that aws-cdk-lib names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import region_info

from private_endpoints.catalog import EndpointKind, EndpointService, regions, service, services

# Where the catalog knows more ports than the one of the CDK, and from where.
MORE_PORTS = {
    "appstream.streaming": "streaming to desktops on 1400-1499",
    "athena": "results for the JDBC 2 and ODBC 1 drivers on 444",
    "datasync": "agents on 1024-1064",
    "email-smtp": "SMTP; nothing answers on the CDK's 443",
    "iot.data": "MQTT on 8883",
    "storagegateway": "gateways on 1026-1028, 1031 and 2222",
    "transfer.server": "SFTP and FTPS; nothing answers on the CDK's 443",
}
REGIONS = (
    "us-east-1",
    "eu-west-1",
    "us-gov-west-1",
    "cn-north-1",
    "cn-northwest-1",
    "us-iso-east-1",
    "us-iso-west-1",
    "us-isob-east-1",
    "us-isob-west-1",
    "us-isof-south-1",
    "eu-isoe-west-1",
    "eusc-de-east-1",
)


@dataclass(frozen=True)
class Named:
    """A service as the CDK names it: constants, port, and its full name by region."""

    constants: tuple[str, ...]
    port: int
    full_names: dict[str, str]


@pytest.fixture(scope="module")
def cdk_services() -> dict[str, Named]:
    """By the full name in us-east-1. One resolve per region, as each crossing into JavaScript takes its time."""
    named = ec2.InterfaceVpcEndpointAwsService
    constants = {name: getattr(named, name) for name in dir(named) if name.isupper()}
    tokens = {name: value.name for name, value in constants.items()}
    app = cdk.App()
    by_region = {
        region: cdk.Stack(app, region, env=cdk.Environment(region=region)).resolve(tokens) for region in REGIONS
    }
    found: dict[str, Named] = {}
    for name, value in constants.items():
        full_names = {region: by_region[region][name] for region in REGIONS}
        earlier = found.get(full_names["us-east-1"])
        found[full_names["us-east-1"]] = Named(
            (*(earlier.constants if earlier else ()), name), int(value.port), full_names
        )
    return found


def rows_of(cdk_services: dict[str, Named]) -> Iterator[tuple[EndpointService, Named]]:
    return ((service(full_name), named) for full_name, named in cdk_services.items())


def test_every_service_of_the_cdk_has_a_row(cdk_services: dict[str, Named]) -> None:
    assert len(cdk_services) >= 390
    assert {row.name for row, _ in rows_of(cdk_services)} <= {row.name for row in services()}


def test_full_names_are_those_of_the_cdk_in_every_partition(cdk_services: dict[str, Named]) -> None:
    different = [
        (named.full_names[region], row.service_name_in(region))
        for row, named in rows_of(cdk_services)
        for region in REGIONS
        if row.service_name_in(region) != named.full_names[region]
    ]
    assert different == []


def test_ports_are_those_of_the_cdk_but_for_reasons(cdk_services: dict[str, Named]) -> None:
    different = {
        row.name
        for row, named in rows_of(cdk_services)
        if [(ports.first, ports.last) for ports in row.ports] != [(named.port, named.port)]
    }
    assert different == set(MORE_PORTS)


def test_every_service_of_the_cdk_is_reached_by_an_interface_endpoint(cdk_services: dict[str, Named]) -> None:
    assert all(EndpointKind.INTERFACE in row.kinds for row, _ in rows_of(cdk_services))


@pytest.mark.parametrize("region", ["us-east-1", "cn-north-1", "us-gov-west-1", "eusc-de-east-1"])
def test_gateway_services_are_those_of_the_cdk(region: str) -> None:
    gateways = ec2.GatewayVpcEndpointAwsService
    # The CDK writes a reference to the region of the stack into these names.
    named = {
        re.sub(r"\$\{Token\[[^]]*\]\}", region, gateway.name)
        for gateway in (gateways.S3, gateways.DYNAMODB, gateways.S3_EXPRESS)
    }
    assert named == {
        row.service_name_in(region, kind=EndpointKind.GATEWAY)
        for row in services()
        if EndpointKind.GATEWAY in row.kinds
    }


def test_regions_are_those_of_the_cdk() -> None:
    # jsii gives Python a class property as its value.
    known: list[region_info.RegionInfo] = region_info.RegionInfo.regions
    assert {(row.name, row.partition, row.dns_suffix) for row in regions()} == {
        (info.name, info.partition, info.domain_suffix) for info in known
    }
