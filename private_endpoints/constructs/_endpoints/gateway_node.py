"""A gateway endpoint: a route to the service in some route tables."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.policy_of_askers import PolicyOfAskers
from private_endpoints.constructs._endpoints.route_tables import RouteTables
from private_endpoints.constructs._planning.planned import PlannedEndpoint
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.policy import EndpointPolicy

__all__ = ["GatewayEndpointNode"]


class GatewayEndpointNode(EndpointNode):
    """`<registry>/<key>`, with the L2 as `Resource`, in all the route tables that its askers want."""

    endpoint: ec2.GatewayVpcEndpoint

    def __init__(self, scope: Construct, *, facts: VpcFacts, planned: PlannedEndpoint) -> None:
        service = planned.ask.service
        super().__init__(scope, planned.ask.key, service=service, kind=EndpointKind.GATEWAY)
        # The L2 finds route tables by subnets only, which may not tell theirs: one that does gets it made, and the
        # list is set below.
        carrier = ec2.Subnet.from_subnet_attributes(
            self, "RouteTables", subnet_id="carrier", route_table_id=planned.route_table_ids[0]
        )
        self.endpoint = ec2.GatewayVpcEndpoint(
            self,
            "Resource",
            vpc=facts.vpc,
            service=ec2.GatewayVpcEndpointAwsService(service.name),
            subnets=[ec2.SubnetSelection(subnets=[carrier])],
        )
        self._name_after_path()
        cfn = self.endpoint.node.default_child
        assert isinstance(cfn, ec2.CfnVPCEndpoint)  # noqa: S101 - what the L2 is made of
        cfn.service_name = service.service_name_in(facts.region, kind=EndpointKind.GATEWAY)
        self._route_tables = RouteTables(facts)
        cfn.route_table_ids = cdk.Lazy.uncached_list(self._route_tables)
        self._policy = PolicyOfAskers(self, cfn=cfn, service=service, kind=self.kind, place=facts.place)

    def fulfil(self, planned: PlannedEndpoint) -> None:
        """Take an ask in: the endpoint joins the route tables that it wants."""
        self._route_tables.add(planned.route_table_ids)

    def findings(self) -> list[str]:
        """What AWS would refuse in the policy."""
        return self._policy.findings()

    def let_through(self, policy: EndpointPolicy | None, *, asker: str) -> None:
        """Add a rule to the endpoint's policy, on behalf of an asker."""
        self._policy.add(policy, asker=asker)
