"""VPCs as users have them: made in the stack, imported, looked up, and of another stack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints import PrivateVpc

ACCOUNT = "111111111111"
REGION = "us-east-1"
ENV = cdk.Environment(account=ACCOUNT, region=REGION)
VPC_ID = "vpc-0123456789abcdef0"
ZONES = ("us-east-1a", "us-east-1b")


@dataclass(frozen=True)
class Case:
    """A VPC, the stack of whoever asks for endpoints, and the stack in which the endpoints end up."""

    vpc: ec2.IVpc
    stack: cdk.Stack
    home: cdk.Stack

    @property
    def app(self) -> cdk.App:
        """The app of the stacks."""
        return cast("cdk.App", self.stack.node.root)


def new_stack(context: dict[str, object] | None = None, id: str = "App") -> cdk.Stack:
    """A stack in an app of its own."""
    return cdk.Stack(cdk.App(context=context), id, env=ENV)


def agnostic_stack() -> cdk.Stack:
    """A stack for any account and region."""
    return cdk.Stack(cdk.App(), "App")


def owned() -> Case:
    """Made in the stack."""
    stack = new_stack()
    return Case(PrivateVpc(stack, "Vpc", flow_logs={}), stack, stack)


def imported() -> Case:
    """Imported by its attributes."""
    stack = new_stack()
    return Case(import_vpc(stack), stack, stack)


def looked_up() -> Case:
    """Looked up, with the answer in the context."""
    stack = new_stack(LOOKUP_CONTEXT)
    return Case(ec2.Vpc.from_lookup(stack, "Vpc", vpc_id=VPC_ID), stack, stack)


def of_another_stack() -> Case:
    """Made in a network stack, used by an application stack."""
    app = cdk.App()
    network = cdk.Stack(app, "Network", env=ENV)
    return Case(PrivateVpc(network, "Vpc", flow_logs={}), cdk.Stack(app, "App", env=ENV), network)


def dummy() -> Case:
    """Looked up, on the first pass, before the CDK CLI has the answer."""
    stack = new_stack()
    return Case(ec2.Vpc.from_lookup(stack, "Vpc", vpc_id=VPC_ID), stack, stack)


def import_vpc(stack: cdk.Stack, id: str = "Vpc", **attributes: Any) -> ec2.IVpc:
    """An imported VPC with two isolated subnets; attributes given as None are left out."""
    given: dict[str, Any] = {
        "vpc_id": VPC_ID,
        "availability_zones": list(ZONES),
        "isolated_subnet_ids": ["subnet-a", "subnet-b"],
        "isolated_subnet_route_table_ids": ["rtb-a", "rtb-b"],
        "vpc_cidr_block": "10.0.0.0/16",
        **attributes,
    }
    return ec2.Vpc.from_vpc_attributes(stack, id, **{key: value for key, value in given.items() if value is not None})


LOOKUP_CONTEXT: dict[str, object] = {
    f"vpc-provider:account={ACCOUNT}:filter.vpc-id={VPC_ID}:region={REGION}:returnAsymmetricSubnets=true": {
        "vpcId": VPC_ID,
        "vpcCidrBlock": "10.0.0.0/16",
        "ownerAccountId": ACCOUNT,
        "availabilityZones": [],
        "subnetGroups": [
            {
                "name": "Isolated",
                "type": "Isolated",
                "subnets": [
                    {
                        "subnetId": f"subnet-{zone[-1]}",
                        "cidr": f"10.0.{index}.0/24",
                        "availabilityZone": zone,
                        "routeTableId": f"rtb-{zone[-1]}",
                    }
                    for index, zone in enumerate(ZONES)
                ],
            }
        ],
    }
}

CASES: dict[str, Callable[[], Case]] = {
    "owned": owned,
    "imported": imported,
    "looked up": looked_up,
    "of another stack": of_another_stack,
}
