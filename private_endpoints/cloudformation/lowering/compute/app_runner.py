"""App Runner services, which call through a VPC connector or over public addresses."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import role_in
from private_endpoints.cloudformation.lowering.vpc.addresses import managed_ipv6
from private_endpoints.network import Element, Workload
from private_endpoints.values import Unknown

__all__ = ["lower_app_runner_service"]

_CONNECTOR = "AWS::AppRunner::VpcConnector"


def lower_app_runner_service(facts: Facts) -> Iterator[Element]:
    """`AWS::AppRunner::Service`: with the egress type `VPC` all that it sends goes through its connector.

    https://docs.aws.amazon.com/apprunner/latest/dg/network-vpc.html
    """
    subnets, groups = _network(facts)
    instance = facts.one("InstanceConfiguration")
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        public_ip=False,
        ipv6=managed_ipv6(facts, subnets),
        role=role_in(facts, instance, "InstanceRoleArn") if isinstance(instance, Fields) else instance,
    )


def _network(facts: Facts) -> tuple[Ids, Ids]:
    network = facts.one("NetworkConfiguration")
    egress = network.one("EgressConfiguration") if isinstance(network, Fields) else network
    if egress is None:
        return (), ()
    if isinstance(egress, Unknown):
        return egress, egress
    type_ = egress.known("EgressType")
    if type_ in (None, "DEFAULT"):
        return (), ()
    arn = egress.one_id("VpcConnectorArn")
    id_ = arn.removesuffix(".VpcConnectorArn") if isinstance(arn, str) else arn
    connector = facts.context.get(id_, _CONNECTOR)
    if type_ != "VPC" or connector is None:
        unknown = Unknown(frozenset({f"{facts.id}.NetworkConfiguration"}))
        return unknown, unknown
    return connector.ids("Subnets"), connector.ids("SecurityGroups")
