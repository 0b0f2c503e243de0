"""A few resources in a VPC, and the network that they are lowered to."""

from __future__ import annotations

from typing import Any

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network

__all__ = ["ENDPOINT", "INTERFACE_ENDPOINT", "REF", "element", "network"]

REF = {name: {"Ref": name} for name in ("Vpc", "Subnet", "Group", "Table")}
ENDPOINT = {"VpcId": REF["Vpc"], "ServiceName": "com.amazonaws.us-east-1.ssm"}
INTERFACE_ENDPOINT = {**ENDPOINT, "VpcEndpointType": "Interface"}
_BASE: dict[str, Any] = {
    "Vpc": ("AWS::EC2::VPC", {"CidrBlock": "10.0.0.0/16"}),
    "Subnet": ("AWS::EC2::Subnet", {"VpcId": REF["Vpc"], "CidrBlock": "10.0.0.0/24"}),
    "Group": ("AWS::EC2::SecurityGroup", {"VpcId": REF["Vpc"], "GroupDescription": "x"}),
    "Table": ("AWS::EC2::RouteTable", {"VpcId": REF["Vpc"]}),
}


def network(resources: dict[str, Any], parameters: tuple[str, ...] = (), **more: Any) -> Network:
    """The network of a template `T`: its resources are types, properties, and attributes beside them."""
    template: dict[str, Any] = {
        "Parameters": {name: {"Type": "String"} for name in parameters},
        "Resources": {
            name: {"Type": given[0], "Properties": given[1], **(given[2] if len(given) > 2 else {})}
            for name, given in {**_BASE, **resources}.items()
        },
        **more,
    }
    deployment = Deployment.of({"T": template}, region="us-east-1", account="111111111111")
    (only,) = deployment.networks(most=1)
    return only


def element(kind: Any, resources: dict[str, Any], **more: Any) -> Any:
    """The only element of a kind that is made of a resource whose name begins with X."""
    found = [one for one in network(resources, **more).of(kind) if one.id.startswith("T.X")]
    assert len(found) == 1
    return found[0]
