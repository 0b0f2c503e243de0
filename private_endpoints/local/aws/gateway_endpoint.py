"""What AWS refuses of a gateway endpoint."""

from __future__ import annotations

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError

__all__ = ["check_gateway"]


def check_gateway(endpoint: ministack.Record, others: list[ministack.Record]) -> None:
    """Raise RefusedError for what only a gateway endpoint gets wrong.

    Args:
        endpoint: the endpoint.
        others: the other endpoints of its VPC.
    """
    if endpoint["SubnetIds"]:
        # Text: https://github.com/nanlabs/terraform-aws-starter/issues/18
        raise RefusedError(
            "InvalidParameter",
            "Subnet IDs are only supported for Interface and GatewayLoadBalancer type VPC Endpoints.",
        )
    if endpoint["SecurityGroupIds"]:
        # Text from memory, after that for subnets.
        raise RefusedError(
            "InvalidParameter", "Security group IDs are only supported for Interface type VPC Endpoints."
        )
    for table_id in endpoint["RouteTableIds"]:
        _check_route_table(endpoint, table_id, others)


def _check_route_table(endpoint: ministack.Record, table_id: str, others: list[ministack.Record]) -> None:
    table = ministack.route_tables.get(table_id)
    if table is None:
        # Code and text from memory, unverified.
        raise RefusedError("InvalidRouteTableId.NotFound", f"The routeTable ID '{table_id}' does not exist")
    if table["VpcId"] != endpoint["VpcId"]:
        # Text from memory, unverified.
        raise RefusedError(
            "InvalidParameter", f"Route table {table_id} and network {endpoint['VpcId']} belong to different networks"
        )
    for other in others:
        if other["ServiceName"] == endpoint["ServiceName"] and table_id in other["RouteTableIds"]:
            # A table has one route per service, and each service as many tables as it likes. Rule, code and text are
            # from memory, unverified.
            prefix_list = ministack.prefix_list_id(endpoint["ServiceName"])
            raise RefusedError(
                "RouteAlreadyExists",
                f"route table {table_id} already has a route with destination-prefix-list-id {prefix_list}",
            )
