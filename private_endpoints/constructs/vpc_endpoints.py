"""The one registry of the endpoints of a VPC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService, service
from private_endpoints.constructs._endpoints.adopted_node import AdoptedEndpointNode
from private_endpoints.constructs._endpoints.gateway_node import GatewayEndpointNode
from private_endpoints.constructs._endpoints.home import home_of
from private_endpoints.constructs._endpoints.imports import registries_of
from private_endpoints.constructs._endpoints.inbound_only import InboundOnlyHasGateway, order_after_gateway
from private_endpoints.constructs._endpoints.interface_node import InterfaceEndpointNode
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.strangers import NoStrangers
from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs._planning.plan import plan, raise_problems
from private_endpoints.constructs._planning.planned import PlannedEndpoint
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["EndpointRequest", "VpcEndpoints"]


class VpcEndpoints(Construct):
    """All endpoints of one VPC: whoever asks for a service gets the same endpoint.

    Get it with `VpcEndpoints.of(vpc)`. It lives at `<vpc>/PrivateEndpoints`, for an imported VPC at
    `<stack>/PrivateEndpoints-<vpc id>`, with one child per endpoint, named after the service. Who asks first changes
    nothing in the template.

    Attributes:
        vpc: the VPC.
    """

    def __init__(self, scope: Construct, id: str, *, facts: VpcFacts) -> None:
        super().__init__(scope, id)
        self.vpc = facts.vpc
        self._facts = facts
        self._nodes: dict[str, EndpointNode] = {}
        self.node.add_validation(InboundOnlyHasGateway(self._nodes))
        self.node.add_validation(NoStrangers(facts.vpc, facts.stack, self._nodes))

    @classmethod
    def of(cls, vpc: ec2.IVpc) -> VpcEndpoints:
        """The registry of a VPC: owned, imported, looked up, or of another stack.

        Raises:
            InvalidInputError: the VPC was imported in another stack too, for another account or region.
        """
        facts = VpcFacts.of(vpc)
        return cls._find(facts) or cls._create(facts)

    def add_interface(
        self,
        service_name: str | EndpointService,
        *,
        subnets: ec2.SubnetSelection | None = None,
        private_dns: PrivateDns | None = None,
        policy: EndpointPolicy | None = None,
        supported_zones_only: bool | None = None,
    ) -> ec2.IInterfaceVpcEndpoint:
        """The interface endpoint for a service; made if the VPC has none yet.

        Args:
            service_name: a name of the catalog such as `ecr.api`, a full service name, or a row of your own.
            subnets: where its network interfaces are, one per Availability Zone. Default: of each zone the first
                isolated subnet, else the first private one.
            private_dns: whether the service's own names resolve to it; `"inbound-only"` (S3) for callers that come
                through a Resolver inbound endpoint only. Default: on where the service has private DNS names.
            policy: what may pass, added to what others let through. Default: this account's principals to this
                account's resources, and what the service cannot work without (`EndpointPolicy.account()`).
            supported_zones_only: look up at synth in which zones the service is offered, and leave out subnets in
                others; needs an account and a region. Default: no lookup.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
            EndpointConflictError: another asker wants it otherwise; the text names both.
        """
        ask = Ask(
            asker=f"{self.node.path}.add_interface",
            service=service(service_name),
            kind=EndpointKind.INTERFACE,
            subnets=subnets,
            private_dns=private_dns,
            policy=policy,
            supported_zones_only=supported_zones_only,
        )
        return cast("ec2.IInterfaceVpcEndpoint", self._request_one(ask).endpoint)

    def add_gateway(
        self,
        service_name: str | EndpointService,
        *,
        subnets: ec2.SubnetSelection | None = None,
        route_table_ids: Sequence[str] | None = None,
        policy: EndpointPolicy | None = None,
    ) -> ec2.IGatewayVpcEndpoint:
        """The gateway endpoint for a service (`s3`, `dynamodb`, `s3express`); made if the VPC has none yet.

        Args:
            service_name: a name of the catalog, a full service name, or a row of your own.
            subnets: subnets in whose route tables it becomes a route, joined with those that others want. Default:
                all isolated and private subnets, unless `route_table_ids` is given.
            route_table_ids: route tables by id, beside those of `subnets`.
            policy: what may pass, added to what others let through. Default: `EndpointPolicy.account()`.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
        """
        ask = Ask(
            asker=f"{self.node.path}.add_gateway",
            service=service(service_name),
            kind=EndpointKind.GATEWAY,
            subnets=subnets,
            route_table_ids=route_table_ids,
            policy=policy,
        )
        return self._request_one(ask).endpoint

    def adopt(
        self,
        service_name: str | EndpointService,
        endpoint: ec2.IInterfaceVpcEndpoint | ec2.IGatewayVpcEndpoint,
    ) -> None:
        """Let an endpoint that exists already, or that other code makes, serve whoever asks for the service.

        Its policy, subnets and DNS are left alone; a warning at synth says what its policy must let through.

        Args:
            service_name: what it is an endpoint for.
            endpoint: the L2, made or imported (`from_interface_vpc_endpoint_attributes`, with its security groups,
                or `from_gateway_vpc_endpoint_id`).

        Raises:
            EndpointConflictError: the VPC has an endpoint for the service in this app already.
        """
        row = service(service_name)
        kind = EndpointKind.INTERFACE if hasattr(endpoint, "connections") else EndpointKind.GATEWAY
        key = Ask(asker=self.node.path, service=row, kind=kind).key
        if (existing := self._nodes.get(key)) is not None:
            problem = Problem(
                "conflict",
                f"{endpoint.node.path} is to be adopted for {row.name!r}, and {existing.node.path} is there already",
                "adopt before anything asks for the service, and once",
            )
            raise_problems(f"{self.node.path}.adopt", [problem])
        self._nodes[key] = AdoptedEndpointNode(self, key, service=row, kind=kind, endpoint=endpoint)

    def endpoints(self, service_name: str | EndpointService) -> tuple[ec2.IVpcEndpoint, ...]:
        """The endpoints of the VPC for a service: none, one, or for `s3` and `dynamodb` perhaps two."""
        name = service(service_name).name
        return tuple(node.endpoint for _, node in sorted(self._nodes.items()) if node.service.name == name)

    @classmethod
    def _find(cls, facts: VpcFacts) -> VpcEndpoints | None:
        found = home_of(facts).existing()
        if isinstance(found, cls):
            return found
        if facts.literal_id is None or facts.is_dummy:
            return None
        elsewhere = registries_of(facts.vpc).get(facts.literal_id)
        if elsewhere is not None:
            _check_same_environment(elsewhere._facts, facts)  # noqa: SLF001 - of this class
        return elsewhere

    @classmethod
    def _create(cls, facts: VpcFacts) -> VpcEndpoints:
        home = home_of(facts)
        registry = cls(cast("Construct", home.scope), home.id, facts=facts)
        if facts.literal_id is not None and not facts.is_dummy:
            registries_of(facts.vpc)[facts.literal_id] = registry
        return registry

    def _request_one(self, ask: Ask) -> EndpointNode:
        return EndpointRequest(self.vpc, [ask], where=ask.asker).fulfil()[0]

    def _fulfil(self, planned: PlannedEndpoint) -> EndpointNode:
        ask = planned.ask
        node = self._nodes.get(ask.key)
        if node is None:
            make = GatewayEndpointNode if ask.kind is EndpointKind.GATEWAY else InterfaceEndpointNode
            node = self._nodes[ask.key] = make(self, facts=self._facts, planned=planned)
        if isinstance(node, GatewayEndpointNode | InterfaceEndpointNode):
            node.fulfil(planned)
        node.let_through(ask.policy, asker=ask.asker)
        order_after_gateway(self._nodes)
        return node


class EndpointRequest:
    """Some asks of one VPC, checked: all of them can be fulfilled, and nothing was made yet.

    For authors of access constructs: check before `super().__init__`, fulfil after it, and a construct that raises
    leaves no node behind.
    """

    def __init__(self, vpc: ec2.IVpc, asks: Sequence[Ask], *, where: str, problems: Sequence[Problem] = ()) -> None:
        """Check the asks.

        Args:
            vpc: the VPC.
            asks: the endpoints that are asked for.
            where: construct path of the caller, for messages.
            problems: what the caller found wrong already, to be raised together with the rest.

        Raises:
            InvalidInputError: all that is wrong.
            EndpointConflictError: among it, a conflict with another asker.
        """
        self._facts = VpcFacts.of(vpc)
        registry = VpcEndpoints._find(self._facts)  # noqa: SLF001 - of this module
        self._planned, found = plan(self._facts, asks, registry._nodes if registry else {})  # noqa: SLF001
        raise_problems(where, [*problems, *found])

    def fulfil(self) -> list[EndpointNode]:
        """Make or share the endpoints, in the order of the asks."""
        registry = VpcEndpoints.of(self._facts.vpc)
        return [registry._fulfil(planned) for planned in self._planned]  # noqa: SLF001


def _check_same_environment(first: VpcFacts, second: VpcFacts) -> None:
    environments = {(facts.stack.account, facts.stack.region) for facts in (first, second)}
    if len(environments) > 1:
        problem = Problem(
            "imported-twice",
            f"{second.path} and {first.path} import one VPC, {first.literal_id}, into stacks of different account "
            "or region",
            "give both stacks the same env=, so that they can share its endpoints",
        )
        raise InvalidInputError(second.path, [problem])
