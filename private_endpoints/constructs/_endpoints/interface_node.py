"""An interface endpoint with a security group of its own."""

from __future__ import annotations

from functools import cached_property

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._endpoints.let_in import warn_if_nobody_is_let_in
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.policy_of_askers import PolicyOfAskers
from private_endpoints.constructs._planning.ask import PrivateDns
from private_endpoints.constructs._planning.existing import Choice
from private_endpoints.constructs._planning.planned import PlannedEndpoint
from private_endpoints.constructs._planning.services import home_region
from private_endpoints.constructs._planning.vpc_facts import SubnetFacts, VpcFacts
from private_endpoints.policy import EndpointPolicy

__all__ = ["InterfaceEndpointNode"]


class InterfaceEndpointNode(EndpointNode):
    """`<registry>/<key>`, with the L2 as `Resource` and its group as `SecurityGroup`.

    The group has no way out, because an endpoint never calls, and no way in until a client is let in.
    """

    endpoint: ec2.InterfaceVpcEndpoint

    def __init__(self, scope: Construct, *, facts: VpcFacts, planned: PlannedEndpoint) -> None:
        service = planned.ask.service
        super().__init__(scope, planned.ask.key, service=service, kind=EndpointKind.INTERFACE)
        self.security_group = ec2.SecurityGroup(
            self,
            "SecurityGroup",
            vpc=facts.vpc,
            description=f"Clients of the VPC endpoint for {service.name}",
            allow_all_outbound=False,
        )
        name = service.service_name_in(facts.region)
        self.endpoint = ec2.InterfaceVpcEndpoint(
            self,
            "Resource",
            vpc=facts.vpc,
            service=ec2.InterfaceVpcEndpointService(name, service.ports[0].first),
            subnets=ec2.SubnetSelection(subnets=[one.subnet for one in planned.subnets]),
            security_groups=[self.security_group],
            # Set when the asks are taken in.
            private_dns_enabled=False,
            open=False,
            service_region=home_region(service, facts.region),
        )
        if service.is_global and cdk.Token.is_unresolved(facts.region):
            cdk.Annotations.of(self).add_warning_v2(
                "private-endpoints:global-service-without-region",
                f"{service.name} lives in one region, and {facts.stack.node.path} has none: deployed elsewhere the "
                "endpoint is refused; give the stack env=cdk.Environment(account=..., region=...)",
            )
        self._name_after_path()
        cfn = self.endpoint.node.default_child
        assert isinstance(cfn, ec2.CfnVPCEndpoint)  # noqa: S101 - what the L2 is made of
        self._cfn = cfn
        self._policy = PolicyOfAskers(self, cfn=cfn, service=service, kind=self.kind, place=facts.place)
        self.private_dns: PrivateDns = False
        self._subnets = planned.subnets
        self._zones_were_looked_up = False

    def fulfil(self, planned: PlannedEndpoint) -> None:
        """Take an ask in. Who states a preference decides; who states none goes along, whoever comes first."""
        ask = planned.ask
        if self.private_dns_choice is None:
            self._set_private_dns(planned)
        if ask.private_dns is not None:
            self.private_dns_choice = Choice(ask.asker, ask.private_dns)
        looked_up = bool(ask.supported_zones_only)
        if ask.subnets is not None or (self.subnet_choice is None and (looked_up or not self._zones_were_looked_up)):
            self._put_into(planned.subnets)
        self._zones_were_looked_up |= looked_up
        if ask.subnets is not None:
            self.subnet_choice = Choice(ask.asker, planned.subnets)

    def let_through(self, policy: EndpointPolicy | None, *, asker: str) -> None:
        """Add a rule to the endpoint's policy, on behalf of an asker."""
        self._policy.add(policy, asker=asker)

    def findings(self) -> list[str]:
        """What AWS would refuse in the policy; and a warning where nobody is let in."""
        warn_if_nobody_is_let_in(self)
        return self._policy.findings()

    @cached_property
    def security_groups(self) -> list[ec2.ISecurityGroup]:
        """Its own group."""
        return [self.security_group]

    def _put_into(self, subnets: tuple[SubnetFacts, ...]) -> None:
        if subnets != self._subnets:
            self._subnets = subnets
            self._cfn.subnet_ids = [one.id for one in subnets]

    def _set_private_dns(self, planned: PlannedEndpoint) -> None:
        if planned.private_dns == self.private_dns:
            return
        self.private_dns = planned.private_dns
        self._cfn.private_dns_enabled = planned.private_dns is not False
        if EndpointKind.GATEWAY not in self.service.kinds:
            return
        # Said either way where private DNS is on: what AWS does by itself where it is left out differs by client.
        choice = "OnlyInboundResolver" if planned.private_dns == "inbound-only" else "AllResolvers"
        self._cfn.dns_options = (
            ec2.CfnVPCEndpoint.DnsOptionsSpecificationProperty(private_dns_only_for_inbound_resolver_endpoint=choice)
            if planned.private_dns
            else None
        )
