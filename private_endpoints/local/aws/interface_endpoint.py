"""What AWS refuses of an endpoint with network interfaces: interface and Gateway Load Balancer endpoints."""

from __future__ import annotations

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError

__all__ = ["check_interface"]


def check_interface(endpoint: ministack.Record) -> None:
    """Raise RefusedError for wrong subnets, groups or route tables."""
    if endpoint["RouteTableIds"]:
        # Text: https://github.com/ansible-collections/amazon.aws/issues/576
        raise RefusedError("InvalidParameter", "Route table IDs are only supported for Gateway type VPC Endpoint.")
    _check_subnets(endpoint)
    if endpoint["VpcEndpointType"] == "GatewayLoadBalancer":
        _check_gateway_load_balancer(endpoint)
    _check_groups(endpoint)


def _check_subnets(endpoint: ministack.Record) -> None:
    zones: set[str] = set()
    for subnet_id in endpoint["SubnetIds"]:
        subnet = ministack.subnets.get(subnet_id)
        if subnet is None:
            # Code and text from memory, unverified.
            raise RefusedError("InvalidSubnetId.NotFound", f"The subnet ID '{subnet_id}' does not exist")
        if subnet["VpcId"] != endpoint["VpcId"]:
            # Text from memory, unverified.
            raise RefusedError("InvalidParameter", f"Subnet {subnet_id} does not belong to the VPC {endpoint['VpcId']}")
        if subnet["AvailabilityZone"] in zones:
            # Code and text: https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/451
            raise RefusedError(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet_id}. VPC endpoint subnets "
                "should be in different availability zones supported by the VPC endpoint service.",
            )
        zones.add(subnet["AvailabilityZone"])


def _check_gateway_load_balancer(endpoint: ministack.Record) -> None:
    # One subnet only, from memory of SubnetIds in
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html; so is the text.
    if len(endpoint["SubnetIds"]) != 1:
        raise RefusedError("InvalidParameter", "A GatewayLoadBalancer type VPC Endpoint must have exactly one subnet.")
    if endpoint["SecurityGroupIds"]:
        # https://docs.aws.amazon.com/vpc/latest/privatelink/create-gateway-load-balancer-endpoint-service.html says
        # that such endpoints have neither groups nor policies; text from memory.
        raise RefusedError(
            "InvalidParameter", "Security group IDs are only supported for Interface type VPC Endpoints."
        )


def _check_groups(endpoint: ministack.Record) -> None:
    for group_id in endpoint["SecurityGroupIds"]:
        group = ministack.security_groups.get(group_id)
        if group is None:
            # Code and text from memory, unverified.
            raise RefusedError("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")
        if group["VpcId"] != endpoint["VpcId"]:
            # Code and text from memory, unverified.
            raise RefusedError(
                "InvalidParameter",
                f"Security group {group_id} and VPC {endpoint['VpcId']} belong to different networks",
            )
