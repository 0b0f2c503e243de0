"""Lambda functions."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Workload

__all__ = ["read_functions"]


def read_functions(reading: Reading) -> Iterator[Element]:
    """Lambda functions, also those outside any VPC."""
    for row in reading.every("lambda", "list_functions", "Functions"):
        config = row.get("VpcConfig") or {}
        yield Workload(
            **reading.common(row["FunctionArn"]),
            value=row["FunctionName"],
            kind="AWS::Lambda::Function",
            subnets=tuple(config.get("SubnetIds") or ()),
            groups=tuple(config.get("SecurityGroupIds") or ()),
            public_ip=False,
            role=row.get("Role"),
        )
