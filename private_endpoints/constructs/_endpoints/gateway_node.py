"""A gateway endpoint: a route to the service in some route tables."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.policy_of_askers import PolicyOfAskers
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
        # The L2 knows route tables by their subnets only. One that carries a route table gets it made; the list
        # is set below.
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
        # Else the endpoint would carry the name of the VPC that it lives in.
        cdk.Tags.of(self).add("Name", self.node.path)
        self._policy = PolicyOfAskers(self, endpoint=self.endpoint, service=service, kind=self.kind)
        self._route_tables = RouteTables(facts)

    def fulfil(self, planned: PlannedEndpoint) -> None:
        """Take an ask in: the endpoint joins the route tables that it wants."""
        self._route_tables.add(planned.route_table_ids)
        cfn = self.endpoint.node.default_child
        assert isinstance(cfn, ec2.CfnVPCEndpoint)  # noqa: S101 - what the L2 is made of
        cfn.route_table_ids = self._route_tables.in_order()

    def let_through(self, policy: EndpointPolicy | None, *, asker: str) -> None:
        """Add a rule to the endpoint's policy, on behalf of an asker."""
        self._policy.add(policy, asker=asker)


class RouteTables:
    """Route tables of a VPC, each once, in an order that does not tell who asked first."""

    def __init__(self, facts: VpcFacts) -> None:
        self._places = {one.route_table_id: place for place, one in enumerate(facts.all_subnets())}
        self._ids: set[str] = set()

    def add(self, ids: tuple[str, ...]) -> None:
        """Add some."""
        self._ids.update(ids)

    def in_order(self) -> list[str]:
        """Those of the VPC's subnets in the order of the subnets, then the others by id."""
        return sorted(self._ids, key=lambda one: (self._places.get(one, len(self._places)), one))
