"""The one registry of the endpoints of a VPC."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService, service
from private_endpoints.constructs._endpoints.adopted_node import AdoptedEndpointNode, adoption_problems
from private_endpoints.constructs._endpoints.checks_at_synth import ChecksAtSynth
from private_endpoints.constructs._endpoints.gateway_node import GatewayEndpointNode
from private_endpoints.constructs._endpoints.home import home_of
from private_endpoints.constructs._endpoints.imports import check_same_place, registries_of
from private_endpoints.constructs._endpoints.inbound_only import order_after_gateway
from private_endpoints.constructs._endpoints.interface_node import InterfaceEndpointNode
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs._planning.other_types import check_vpc
from private_endpoints.constructs._planning.plan import plan, raise_problems
from private_endpoints.constructs._planning.planned import PlannedEndpoint
from private_endpoints.constructs._planning.rows import rows_of
from private_endpoints.constructs._planning.vpc_facts import VpcFacts
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["VpcEndpoints"]

_KEPT = "__private_endpoints__"


class VpcEndpoints(Construct):
    """All endpoints of one VPC: whoever asks for a service gets the same endpoint.

    Get it with `VpcEndpoints.of(vpc)`. It lives at `<vpc>/PrivateEndpoints`, for an imported VPC at
    `<stack>/PrivateEndpoints-<vpc id>`, with one child per endpoint, named after the service. Who asks first changes
    nothing in the template. Where several stacks import one VPC, the endpoints live in the stack that asks first: call
    `VpcEndpoints.of(vpc)` in the one that shall have them.

    Attributes:
        vpc: the VPC.
    """

    def __init__(self, scope: Construct, id: str, *, facts: VpcFacts) -> None:
        super().__init__(scope, id)
        self.vpc = facts.vpc
        self._facts = facts
        self._nodes: dict[str, EndpointNode] = {}
        self.node.add_validation(ChecksAtSynth(facts, self._nodes))

    @classmethod
    def of(cls, vpc: ec2.IVpc) -> VpcEndpoints:
        """The registry of a VPC: owned, imported, looked up, or of another stack.

        Raises:
            InvalidInputError: the VPC was imported in another stage too, or for another account or region.
        """
        check_vpc("VpcEndpoints.of", vpc)
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
                through a Resolver inbound endpoint only. Default: on where the service has private DNS names and no
                gateway endpoint, so not for S3.
            policy: what may pass, added to what others let through. Default: this account's principals to this
                account's resources, and what the service cannot work without (`EndpointPolicy.account()`).
            supported_zones_only: look up at synth in which zones the service is offered, and leave out subnets in
                others; needs an account and a region. Default: no lookup.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
            EndpointConflictError: another asker wants it otherwise; the text names both.
        """
        where = f"{self.node.path}.add_interface"
        ask = Ask(
            asker=where,
            service=self._row(where, service_name),
            kind=EndpointKind.INTERFACE,
            subnets=subnets,
            private_dns=private_dns,
            policy=policy,
            supported_zones_only=supported_zones_only,
        )
        return cast("ec2.IInterfaceVpcEndpoint", self.request([ask], where=where)[0].endpoint)

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
        where = f"{self.node.path}.add_gateway"
        problems: list[Problem] = []
        ask = Ask(
            asker=where,
            service=self._row(where, service_name),
            kind=EndpointKind.GATEWAY,
            subnets=subnets,
            route_table_ids=None if route_table_ids is None else listed("route_table_ids", route_table_ids, problems),
            policy=policy,
        )
        return self.request([ask], where=where, problems=problems)[0].endpoint

    def adopt(
        self,
        service_name: str | EndpointService,
        endpoint: ec2.IInterfaceVpcEndpoint | ec2.IGatewayVpcEndpoint,
    ) -> None:
        """Let an endpoint that exists already, or that other code makes, serve whoever asks for the service.

        Its policy, subnets and DNS are left alone; a warning at synth says for whom its policy must let calls through.

        Args:
            service_name: what it is an endpoint for.
            endpoint: the L2, made or imported (`from_interface_vpc_endpoint_attributes`, with its security groups,
                or `from_gateway_vpc_endpoint_id`).

        Raises:
            InvalidInputError: an endpoint for another service.
            EndpointConflictError: the VPC has an endpoint for the service in this app already.
        """
        where = f"{self.node.path}.adopt"
        row = self._row(where, service_name)
        kind = EndpointKind.INTERFACE if hasattr(endpoint, "connections") else EndpointKind.GATEWAY
        key = Ask(asker=where, service=row, kind=kind).key
        problems = list(adoption_problems(endpoint, row, kind))
        if (existing := self._nodes.get(key)) is not None:
            problems.append(
                Problem(
                    "conflict",
                    f"{endpoint.node.path} is to be adopted for {row.name!r}, and {existing.node.path} is there",
                    "adopt before anything asks for the service, and once",
                )
            )
        raise_problems(where, problems)
        self._nodes[key] = AdoptedEndpointNode(self, key, service=row, kind=kind, endpoint=endpoint)

    def endpoints(self, service_name: str | EndpointService) -> tuple[ec2.IVpcEndpoint, ...]:
        """The endpoints of the VPC for a service: none, one, or for `s3` and `dynamodb` perhaps two."""
        name = service(service_name).name
        return tuple(node.endpoint for _, node in sorted(self._nodes.items()) if node.service.name == name)

    def _row(self, where: str, service_name: str | EndpointService) -> EndpointService:
        problems: list[Problem] = []
        rows = rows_of([service_name], stack=self._facts.stack, problems=problems)
        raise_problems(where, problems)
        return rows[0]

    @classmethod
    def _find(cls, facts: VpcFacts) -> VpcEndpoints | None:
        # Kept on the VPC as well: looking it up in the tree is two messages to Node for each ask.
        found = getattr(facts.vpc, _KEPT, None) or home_of(facts).existing()
        if isinstance(found, cls):
            return found
        if facts.literal_id is None or facts.is_dummy:
            return None
        elsewhere = registries_of(facts.vpc).get(facts.literal_id)
        if elsewhere is not None:
            check_same_place(elsewhere._facts, facts)  # noqa: SLF001 - of this class
        return elsewhere

    @classmethod
    def _create(cls, facts: VpcFacts) -> VpcEndpoints:
        home = home_of(facts)
        registry = cls(cast("Construct", home.scope), home.id, facts=facts)
        if home.scope is facts.vpc:
            setattr(facts.vpc, _KEPT, registry)
        if facts.literal_id is not None and not facts.is_dummy:
            registries_of(facts.vpc)[facts.literal_id] = registry
        return registry

    @classmethod
    def known(cls, vpc: ec2.IVpc) -> tuple[EndpointNode, ...]:
        """The endpoints that were asked for or adopted so far, sorted by key; for access constructs. Makes no registry.

        Raises:
            InvalidInputError: the VPC was imported in another stage too, or for another account or region.
        """
        registry = cls._find(VpcFacts.of(vpc))
        return tuple(node for _, node in sorted(registry._nodes.items())) if registry else ()  # noqa: SLF001 - as above

    def request(self, asks: Sequence[Ask], *, where: str, problems: Sequence[Problem] = ()) -> list[EndpointNode]:
        """Endpoints for some asks, checked together; for access constructs.

        Raises:
            InvalidInputError: all that is wrong; nothing was made.
        """
        return self.fulfil(self.checked(self.vpc, asks, where=where, problems=problems))

    @classmethod
    def checked(
        cls, vpc: ec2.IVpc, asks: Sequence[Ask], *, where: str, problems: Sequence[Problem] = ()
    ) -> list[PlannedEndpoint]:
        """What some asks come to, before a node exists: a construct that raises now leaves none behind.

        Args:
            vpc: the VPC.
            asks: the endpoints that are asked for.
            where: construct path of the caller, for messages.
            problems: what the caller found wrong already, to be raised together with the rest.

        Raises:
            InvalidInputError: all that is wrong.
            EndpointConflictError: among it, a conflict with another asker.
        """
        check_vpc(where, vpc)
        facts = VpcFacts.of(vpc)
        registry = cls._find(facts)
        planned, found = plan(facts, asks, registry._nodes if registry else {})  # noqa: SLF001 - of this class
        raise_problems(where, [*problems, *found])
        return planned

    def fulfil(self, planned: Sequence[PlannedEndpoint]) -> list[EndpointNode]:
        """Make or share the endpoints of checked asks, in their order."""
        return [self._fulfil(one) for one in planned]

    def _fulfil(self, planned: PlannedEndpoint) -> EndpointNode:
        ask = planned.ask
        node = self._nodes.get(ask.key)
        if node is None:
            make = GatewayEndpointNode if ask.kind is EndpointKind.GATEWAY else InterfaceEndpointNode
            node = self._nodes[ask.key] = make(self, facts=self._facts, planned=planned)
        if isinstance(node, GatewayEndpointNode | InterfaceEndpointNode):
            node.fulfil(planned)
        node.references.update(ask.references)
        node.askers.add(ask.asker)
        node.let_through(ask.policy, asker=ask.asker)
        order_after_gateway(self._nodes)
        return node
