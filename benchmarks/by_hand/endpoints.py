"""Endpoints with policies, and the rules that let a client use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import Aws, CfnMapping, Stack
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam

__all__ = ["gateway", "interface", "let_out_to_gateway", "own_account", "prefix_list"]

_HTTPS = 443
# Where this app is deployed; an id is looked up once for each region.
_PREFIX_LISTS = {
    "us-east-1": {"s3": "pl-63a5400a", "dynamodb": "pl-02cd2c6b"},
    "eu-central-1": {"s3": "pl-6ea54007", "dynamodb": "pl-66a5400f"},
}


def own_account(
    sid: str, *, actions: Sequence[str], resources: Sequence[str], further: Mapping[str, Any] | None = None
) -> iam.PolicyStatement:
    """Principals of this account, for some actions on some resources."""
    return iam.PolicyStatement(
        sid=sid,
        principals=[iam.StarPrincipal()],
        actions=list(actions),
        resources=list(resources),
        conditions={"StringEquals": {"aws:PrincipalAccount": Aws.ACCOUNT_ID}, **(further or {})},
    )


def gateway(
    vpc: ec2.Vpc, id: str, service: ec2.GatewayVpcEndpointAwsService, *statements: iam.PolicyStatement
) -> ec2.GatewayVpcEndpoint:
    """A gateway endpoint in the route tables of all subnets."""
    endpoint = vpc.add_gateway_endpoint(id, service=service)
    for statement in statements:
        endpoint.add_to_policy(statement)
    return endpoint


def interface(
    vpc: ec2.Vpc, id: str, service: ec2.InterfaceVpcEndpointAwsService, *statements: iam.PolicyStatement
) -> ec2.InterfaceVpcEndpoint:
    """An interface endpoint with a group of its own, for the principals and resources of this account.

    Args:
        vpc: where it is made.
        id: its id below the VPC.
        service: what it is for.
        statements: what passes it beside that.
    """
    group = ec2.SecurityGroup(
        vpc, f"{id}Group", vpc=vpc, description=f"Clients of the VPC endpoint {id}", allow_all_outbound=False
    )
    endpoint = vpc.add_interface_endpoint(id, service=service, security_groups=[group], open=False)
    endpoint.add_to_policy(
        own_account(
            "OwnAccount",
            actions=["*"],
            resources=["*"],
            further={"StringEqualsIfExists": {"aws:ResourceAccount": Aws.ACCOUNT_ID}},
        )
    )
    endpoint.add_to_policy(
        iam.PolicyStatement(
            sid="AwsServices",
            principals=[iam.StarPrincipal()],
            actions=["*"],
            resources=["*"],
            conditions={"Bool": {"aws:PrincipalIsAWSService": "true"}},
        )
    )
    for statement in statements:
        endpoint.add_to_policy(statement)
    return endpoint


def prefix_list(stack: Stack, service: str) -> ec2.IPeer:
    """AWS's prefix list of a gateway service in the region of a stack."""
    mapping = CfnMapping(stack, "PrefixLists", mapping=_PREFIX_LISTS)
    return ec2.Peer.prefix_list(mapping.find_in_map(Aws.REGION, service))


def let_out_to_gateway(stack: Stack, client: ec2.IConnectable, service: str) -> None:
    """A rule from a client to the prefix list of a gateway service."""
    client.connections.allow_to(prefix_list(stack, service), ec2.Port.tcp(_HTTPS))
