"""Load balancers."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Workload

__all__ = ["read_load_balancers"]


def read_load_balancers(reading: Reading) -> Iterator[Element]:
    """Application, Network and Gateway Load Balancers."""
    for row in reading.every("elbv2", "describe_load_balancers", "LoadBalancers"):
        yield Workload(
            **reading.common(row["LoadBalancerArn"]),
            kind="AWS::ElasticLoadBalancingV2::LoadBalancer",
            subnets=tuple(zone["SubnetId"] for zone in row.get("AvailabilityZones") or () if zone.get("SubnetId")),
            groups=tuple(row.get("SecurityGroups") or ()),
            public_ip=row.get("Scheme") == "internet-facing",
        )
