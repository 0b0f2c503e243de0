"""`AWS::ElasticLoadBalancingV2::LoadBalancer`: network and gateway load balancers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_load_balancer"]

# https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
_IN_ARN = {"application": "app", "network": "net", "gateway": "gwy"}


def extend_load_balancer() -> None:
    """Give each type its ARN and its VPC: the emulator makes all of them application load balancers of one VPC."""
    handler = ministack.handlers["AWS::ElasticLoadBalancingV2::LoadBalancer"]
    original_create = handler["create"]

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        arn, attributes = original_create(logical_id, properties, stack)
        balancer = ministack.load_balancers[arn]
        for subnet_id in balancer["Subnets"]:
            if subnet_id in ministack.subnets:
                balancer["VpcId"] = ministack.subnets[subnet_id]["VpcId"]
        kind = f"{_IN_ARN[balancer['Type']]}/"
        new_arn = arn.replace("loadbalancer/app/", f"loadbalancer/{kind}")
        for store in (
            ministack.load_balancers,
            ministack.load_balancer_attributes,
            ministack.load_balancer_tags,
        ):
            store[new_arn] = store.pop(arn)
        balancer["LoadBalancerArn"] = new_arn
        full_name = str(attributes["LoadBalancerFullName"]).replace("app/", kind, 1)
        return new_arn, {
            **attributes,
            "Arn": new_arn,
            "LoadBalancerArn": new_arn,
            "LoadBalancerFullName": full_name,
        }

    handler["create"] = create
