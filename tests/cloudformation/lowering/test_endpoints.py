"""Endpoints of VPCs."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.network import Endpoint
from private_endpoints.values import Reference, Unknown, join
from support.lowered import ENDPOINT, INTERFACE_ENDPOINT, element, network


def test_an_endpoint_to_ones_own_service_knows_it() -> None:
    name = {"Fn::Sub": "com.amazonaws.vpce.${AWS::Region}.${Service}"}
    for required, accepted in ((False, True), (True, Unknown(frozenset({"T.Service.AcceptanceRequired"})))):
        resources = {
            "Service": ("AWS::EC2::VPCEndpointService", {"AcceptanceRequired": required}),
            "X": ("AWS::EC2::VPCEndpoint", {**INTERFACE_ENDPOINT, "ServiceName": name}),
        }
        endpoint = element(Endpoint, resources)
        assert (endpoint.service, endpoint.accepted) == ("T.Service", accepted)


def test_an_element_is_called_by_its_reference_in_policies() -> None:
    found = network({"X": ("AWS::EC2::VPCEndpoint", ENDPOINT)}).of(Endpoint)[0]
    assert found.named == join([Reference("T.X", "AWS::EC2::VPCEndpoint")])


@pytest.mark.parametrize(
    ("options", "only_inbound"),
    [
        ({}, None),
        ({"DnsOptions": {"DnsRecordIpType": "ipv4"}}, None),
        ({"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "NotSpecified"}}, None),
        ({"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "AllResolvers"}}, False),
        ({"DnsOptions": {"PrivateDnsOnlyForInboundResolverEndpoint": "OnlyInboundResolver"}}, True),
    ],
)
def test_what_an_endpoint_does_not_say_of_inbound_resolvers_is_not_known(options: Any, only_inbound: object) -> None:
    endpoint = element(Endpoint, {"X": ("AWS::EC2::VPCEndpoint", {**INTERFACE_ENDPOINT, **options})})
    assert endpoint.private_dns_only_inbound is only_inbound
