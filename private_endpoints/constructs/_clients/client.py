"""Who can be a client of an endpoint."""

from __future__ import annotations

from typing import cast

from aws_cdk import aws_ec2 as ec2

from private_endpoints.errors import Problem

__all__ = ["Client", "connectable"]

# A whole VPC is its IPv4 range.
Client = ec2.IConnectable | ec2.IVpc


def connectable(client: Client) -> ec2.IConnectable | Problem:
    """The client as something that rules can be made for."""
    try:
        return _as_connectable(client)
    except AttributeError:
        return Problem(
            "not-a-client",
            f"{_name(client)} has no security groups",
            "give an instance, function, service, security group, ec2.Peer, or a VPC",
        )
    except RuntimeError as error:
        return Problem(
            "not-a-client",
            f"{_name(client)} cannot be let in: {str(error).splitlines()[0]}",
            "give something inside the VPC; import a VPC with vpc_cidr_block= to let all of it in",
        )


def _as_connectable(client: Client) -> ec2.IConnectable:
    # By attributes, because an import is a proxy without a class to tell it by.
    if hasattr(client, "vpc_id"):
        return ec2.Peer.ipv4(cast("ec2.IVpc", client).vpc_cidr_block)
    # Asked for here because it is here that a function outside a VPC says that it has no groups.
    client.connections  # noqa: B018
    return client


def _name(client: object) -> str:
    return str(client.node.path) if hasattr(client, "node") else repr(client)
