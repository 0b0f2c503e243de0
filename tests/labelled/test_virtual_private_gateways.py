"""Virtual private gateways of templates that do not show what leads to them."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PRIVATE, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import gateway, interface, vpc, worker

_PROPAGATION = "https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html#vpn-configure-route-tables"
_STATIC = "https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html"
_PRIORITY = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"

KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}
S3: dict[str, Any] = {"source": "Worker", "service": "s3"}
SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}


def propagated() -> Template:
    """A worker whose table gets the routes of a virtual private gateway to which nothing leads in the template."""
    return (
        (vpc() | worker())
        .plus("Side", "AWS::EC2::VPNGateway", {"Type": "ipsec.1"})
        .plus("Attached", "AWS::EC2::VPCGatewayAttachment", {"VpcId": ref("Vpc"), "VpnGatewayId": ref("Side")})
        .plus(
            "Learnt",
            "AWS::EC2::VPNGatewayRoutePropagation",
            {"VpnGatewayId": ref("Side"), "RouteTableIds": [ref("VpcTable")]},
        )
    )


def connected(template: Template) -> Template:
    """The same with a VPN connection that has one static route."""
    return template.plus(
        "Connection",
        "AWS::EC2::VPNConnection",
        {
            "Type": "ipsec.1",
            "CustomerGatewayId": "cgw-0a1b2c3d4e5f60718",
            "VpnGatewayId": ref("Side"),
            "StaticRoutesOnly": True,
        },
    ).plus(
        "Static",
        "AWS::EC2::VPNConnectionRoute",
        {"VpnConnectionId": ref("Connection"), "DestinationCidrBlock": "192.168.0.0/16"},
    )


@labelled(
    Twins(law="a gateway to which nothing leads here serves a connection of elsewhere", page=_PROPAGATION, ask=KMS,
          given=propagated(), verdict=UNKNOWN, change=lambda t: t.without("Learnt"), other=BLOCKED,
          because="no route leads to the gateway"),
    Twins(law="connections that are there say what leads to the gateway", page=_STATIC, ask=KMS, given=propagated(),
          verdict=UNKNOWN, change=connected, other=BLOCKED, because="the only route is static, and to another network"),
    Twins(law="what is not attached propagates nothing", page=_PROPAGATION, ask=KMS, given=propagated(),
          verdict=UNKNOWN, change=lambda t: t.without("Attached"), other=BLOCKED,
          because="the gateway is attached to no VPC"),
    Twins(law="the local route comes before what is learnt", page=_PRIORITY, ask=SSM, given=propagated() | interface(),
          verdict=PRIVATE, change=lambda t: t.without("Endpoint"), other=UNKNOWN,
          because="without the endpoint the service has public addresses, to which a route may be learnt"),
    Twins(law="the prefix list of a gateway endpoint comes before what is learnt", page=_PRIORITY, ask=S3,
          given=propagated() | gateway(), verdict=PRIVATE, change=lambda t: t.without("S3Gateway"), other=UNKNOWN,
          because="without the endpoint a route to S3 may be learnt"),
)  # fmt: skip
def test_virtual_private_gateways(case: Labelled) -> None:
    case.check()
