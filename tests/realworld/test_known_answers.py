"""Networks with answers that another analyzer knows, hop by hop. See README.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Prover

_SNAPSHOTS = Path(__file__).parent / "snapshots"
PRIVATE, PUBLIC, BLOCKED, UNKNOWN = Verdict.PRIVATE, Verdict.PUBLIC, Verdict.BLOCKED, Verdict.UNKNOWN

Case = tuple[str, dict[str, Any], Verdict, tuple[str, ...]]


def _internet(source: str) -> dict[str, Any]:
    return {"source": source, "service": "internet"}


def _service(source: str, service: str) -> dict[str, Any]:
    return {"source": source, "service": service}


def _to(source: str, target: str, port: int) -> dict[str, Any]:
    return {"source": source, "target": target, "port": port}


def _host(source: str, host: str, port: int = 443) -> dict[str, Any]:
    return {"source": source, "host": host, "port": port}


# Snapshot, question, verdict, and what the packets pass, in this order.
_CASES: list[Case] = [
    # AwsConfigurationPublicSubnetTest
    ("public-subnet", _internet("Instance"), PUBLIC, ("Instance", "Default")),
    ("public-subnet", _host("Instance", "8.8.8.8", 80), PUBLIC, ("Instance", "Default")),
    # AwsConfigurationPublicPrivateSubnetTest. What lies behind a VPN, no template says.
    ("public-and-private-subnet", _internet("PublicInstance"), PUBLIC, ("PublicInstance", "PublicDefault")),
    ("public-and-private-subnet", _host("PublicInstance", "19.168.0.0"), PUBLIC, ("PublicInstance", "PublicDefault")),
    ("public-and-private-subnet", _host("PrivateInstance", "19.168.0.0"), UNKNOWN, ("PrivateDefault",)),
    ("public-and-private-subnet", _to("PrivateInstance", "PublicInstance", 22), BLOCKED, ("PublicInstance",)),
    ("public-and-private-subnet", _to("PublicInstance", "PrivateInstance", 22), BLOCKED, ("PrivateInstance",)),
    # AwsConfigurationNatGatewayTest
    ("nat-gateway", _internet("Instance1"), PUBLIC, ("Instance1", "Default1", "Nat", "NatDefault")),
    ("nat-gateway", _host("Instance1", "8.8.8.8", 80), PUBLIC, ("Instance1", "Default1", "Nat", "NatDefault")),
    ("nat-gateway", _internet("Instance20"), BLOCKED, ("Instance20",)),
    ("nat-gateway", _internet("JumpHost"), PUBLIC, ("JumpHost", "NatDefault")),
    ("nat-gateway", _to("Instance1", "Instance20", 22), PRIVATE, ("Instance1", "Instance20")),
    ("nat-gateway", _to("Instance1", "JumpHost", 22), PRIVATE, ("Instance1", "JumpHost")),
    ("nat-gateway", _to("Instance1", "JumpHost", 80), BLOCKED, ("Instance1",)),
    # AwsConfigurationVpcPeeringTest
    ("vpc-peering", _to("InstanceA", "InstanceB", 22), PRIVATE, ("InstanceA", "AToB", "InstanceB")),
    ("vpc-peering", _to("InstanceA", "InstanceB", 80), BLOCKED, ("InstanceA", "AToB", "InstanceB")),
    ("vpc-peering", _to("InstanceB", "InstanceA", 22), BLOCKED, ("InstanceB", "BToA", "InstanceA")),
    ("vpc-peering", _to("InstanceB", "InstanceC", 22), BLOCKED, ("InstanceB",)),
    ("vpc-peering", _host("InstanceA", "192.168.100.1", 22), BLOCKED, ("InstanceA",)),
    # AwsConfigurationTransitGatewayTest
    ("transit-gateway", _to("InstanceA", "InstanceB", 22), PRIVATE, ("InstanceA", "AToB", "Hub", "InstanceB")),
    ("transit-gateway", _to("InstanceA", "InstanceB", 80), BLOCKED, ("InstanceA", "AToB", "Hub", "InstanceB")),
    ("transit-gateway", _to("InstanceB", "InstanceA", 22), PRIVATE, ("InstanceB", "BToA", "Hub", "InstanceA")),
    ("transit-gateway", _to("InstanceA2", "InstanceB", 22), BLOCKED, ("InstanceA2", "AToB")),
    ("transit-gateway", _to("InstanceB", "InstanceA2", 22), BLOCKED, ("InstanceB", "BToA", "Hub")),
    # AwsConfigurationTransitGatewayMultiTableTest
    ("transit-gateway-tables", _to("InstanceA", "InstanceB", 22), PRIVATE, ("AToB", "Hub", "AttachmentB")),
    ("transit-gateway-tables", _to("InstanceB", "InstanceA", 22), PRIVATE, ("BToA", "Hub", "AttachmentA")),
    # AwsConfigurationTransitGatewayAsymmetricPathsTest
    ("transit-gateways-there-and-back", _to("InstanceBat", "InstanceFish", 22), PRIVATE, ("HubBat", "VpcFish")),
    ("transit-gateways-there-and-back", _to("InstanceFish", "InstanceBat", 22), PRIVATE, ("HubFish", "VpcBat")),
    ("transit-gateways-there-and-back", _to("InstanceFish", "InstanceBat", 443), BLOCKED, ("HubFish", "VpcBat")),
    ("transit-gateways-there-and-back", _internet("InstanceBat"), PUBLIC, ("InstanceBat", "DefaultBat")),
    # AwsConfigurationTransitGatewayPeeringTest
    ("transit-gateways-peered", _to("InstanceBat", "InstanceFish", 22), BLOCKED, ("InstanceBat", "HubBat")),
    ("transit-gateways-peered", _to("InstanceFish", "InstanceBat", 22), BLOCKED, ("InstanceFish", "HubFish")),
    ("transit-gateways-peered", _to("InstanceBat2", "InstanceFish", 22), BLOCKED, ("InstanceBat2", "HubBat")),
    ("transit-gateways-peered", _to("InstanceFish", "InstanceBat2", 22), BLOCKED, ("InstanceFish", "HubFish")),
    # AwsConfigurationLoadBalancerTest
    ("load-balancer", _to("Client", "Balancer", 80), PRIVATE, ("Client", "Balancer")),
    ("load-balancer", _to("Client", "Balancer", 81), BLOCKED, ("Client",)),
    ("load-balancer", _to("Client", "Server1", 22), PRIVATE, ("Client", "Server1")),
    ("load-balancer", _to("Client", "Server2", 22), PRIVATE, ("Client", "Server2")),
    # AwsConfigurationSubnetTest
    ("subnet", _to("Instance1", "Instance2", 22), BLOCKED, ("Instance1", "Instance2")),
    ("subnet", _internet("Instance1"), BLOCKED, ("Instance1",)),
    # AwsConfigurationVpcEndpointGatewayTest
    ("gateway-endpoint", _service("PrivateInstance", "s3"), PRIVATE, ("PrivateInstance", "Endpoint")),
    ("gateway-endpoint", _service("PublicInstance", "s3"), PRIVATE, ("PublicInstance", "Endpoint")),
    ("gateway-endpoint", _service("PrivateInstance", "dynamodb"), BLOCKED, ("PrivateInstance",)),
    ("gateway-endpoint", _service("PublicInstance", "dynamodb"), PUBLIC, ("PublicInstance", "PublicDefault")),
    # AwsConfigurationVpcEndpointInterfaceTest
    ("interface-endpoint", _service("PrivateInstance", "cloudtrail"), PRIVATE, ("PrivateInstance", "Endpoint")),
    ("interface-endpoint", _service("PublicInstance", "cloudtrail"), PRIVATE, ("PublicInstance", "Endpoint")),
    ("interface-endpoint", _service("PublicInstance", "ssm"), PUBLIC, ("PublicInstance", "PublicDefault")),
]


@cache
def _prover(snapshot: str) -> Prover:
    return Prover.of(Deployment.read(str(_SNAPSHOTS / f"{snapshot}.yaml"), region="us-east-1"))


def _in_order(wanted: tuple[str, ...], found: list[str]) -> bool:
    rest = iter(found)
    return all(one in rest for one in wanted)


@pytest.mark.parametrize(
    ("snapshot", "question", "verdict", "passes"),
    _CASES,
    ids=[f"{case[0]}: {' '.join(str(value) for value in case[1].values())}" for case in _CASES],
)
def test_another_analyzer_gives_the_same_answer(
    snapshot: str, question: dict[str, Any], verdict: Verdict, passes: tuple[str, ...]
) -> None:
    answer = _prover(snapshot).answer(question, "here")
    assert answer.error == ""
    assert (answer.path.verdict, answer.path.unknowns if verdict is not UNKNOWN else ()) == (verdict, ())
    hops = [hop.origin.logical_id for hop in answer.path.hops]
    assert _in_order(passes, hops), hops
