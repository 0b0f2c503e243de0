"""What an endpoint to a service of the network leads to: a Network Load Balancer, and its targets.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.load_balancer import Listener, LoadBalancer, Registered, TargetGroup
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import spots_of
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.onward import Onward, Sender
from private_endpoints.network.paths.grouped import Grouped
from private_endpoints.network.paths.hops.flow import Flow, Ports
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.security_groups import SecurityGroups
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, either, of_trail, private_or_not
from private_endpoints.network.paths.strays import stack_of
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Truth, Unknown, all_of, any_of, negate

__all__ = ["BehindService"]


class BehindService:
    """Connections that came to an endpoint for a service of the network.

    Args:
        index: the network.
        onward: the connections that a load balancer makes.
    """

    def __init__(self, index: Index, onward: Onward) -> None:
        self._index = index
        self._onward = onward
        self._groups = SecurityGroups(index)

    @cached_property
    def _balancers(self) -> Mapping[str, LoadBalancer]:
        return {one.balancer: one for one in self._index.network.of(LoadBalancer)}

    @cached_property
    def _listeners(self) -> Grouped[Listener]:
        return Grouped(self._index.network.of(Listener), lambda one: (one.balancer,), self._index.strays)

    def ports(self, endpoint: Endpoint) -> tuple[int, ...]:
        """The ports that its load balancers are known to answer on."""
        service = self._service(endpoint)
        ids = () if service is None or isinstance(service.load_balancers, Unknown) else service.load_balancers
        known = [one for one in ids if isinstance(one, str) and one in self._balancers]
        ports = {row.port for one in known for row, _ in self._listeners.at(one) if row.takes_tcp is not False}
        return tuple(sorted(one for one in ports if isinstance(one, int)))

    def connect(self, endpoint: Endpoint, port: int, source: Place, trail: Trail) -> Outcomes:
        """All that may come of a connection, which one of the load balancers takes.

        Args:
            endpoint: where it came.
            port: the port that is called.
            source: the addresses of the client, which the load balancer sees.
            trail: the way so far.
        """
        service = self._service(endpoint)
        if service is None:
            return of_trail(Verdict.PRIVATE, trail)
        unknown = self._index.changed(service.id)
        if unknown is None and isinstance(service.load_balancers, Unknown):
            unknown = service.load_balancers
        if unknown is not None:
            return private_or_not(trail.assume(unknown.depends_on))
        ids = () if isinstance(service.load_balancers, Unknown) else service.load_balancers
        if len(ids) > 1:
            trail = trail.assume(frozenset({f"which of the load balancers of {service} takes the connection"}))
        parts = [
            private_or_not(trail.assume(one.depends_on))
            if isinstance(one, Unknown)
            else self._to_named(one, service, port, source, trail)
            for one in ids
        ]
        return either(parts) if parts else of_trail(Verdict.PRIVATE, trail)

    def _service(self, endpoint: Endpoint) -> EndpointService | None:
        return (
            self._index.network.find(EndpointService, endpoint.service) if isinstance(endpoint.service, str) else None
        )

    def _to_named(self, id: str, service: EndpointService, port: int, source: Place, trail: Trail) -> Outcomes:
        """What a parameter gives, or an import, may be a load balancer of another stack."""
        stack = self._index.strays.stack_that_gets(id, service.id)
        others = [one for one in self._balancers if stack and stack_of(one) != stack]
        if others:
            trail = trail.assume(frozenset({f"what {id} is"}))
        return either(self._to_balancer(one, port, source, trail) for one in (id, *others))

    def _to_balancer(self, id: str, port: int, source: Place, trail: Trail) -> Outcomes:
        known = self._balancers.get(id)
        balancer = self._index.network.find(Workload, id)
        if known is None or balancer is None:
            # On which ports one of elsewhere listens is not said.
            return of_trail(Verdict.PRIVATE, trail)
        changed = self._index.changed(id)
        if changed is not None:
            return private_or_not(trail.assume(changed.depends_on))
        there = blocker("endpoint-not-there", balancer, f"{balancer} may not be there", "decide its condition")
        deaf = blocker(
            "port-not-served", balancer, f"{balancer} does not answer on port {port}", "add a listener for the port"
        )
        refused = blocker(
            "ingress-refused",
            balancer,
            f"no ingress rule of the groups of {balancer} lets {source.name} in on port {port}",
            f"allow TCP {port} from the addresses of {source.name}, or set "
            "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic to off",
        )
        trail = trail.require(balancer.exists, there).require(self._listens(id, port), deaf)
        trail = trail.require(self._lets_in(known, balancer, port, source), refused)
        return self._to_targets(balancer, port, trail.then(hop(balancer, f"answers on port {port}")))

    def _listens(self, id: str, port: int) -> Truth:
        return any_of(
            all_of((truth, row.port if isinstance(row.port, Unknown) else row.port == port, row.takes_tcp))
            for row, truth in self._listeners.at(id)
        )

    def _lets_in(self, known: LoadBalancer, balancer: Workload, port: int, source: Place) -> Truth:
        """The rules see "the private IP address of the client, not the endpoint interface"."""
        if known.groups == ():
            return True
        if source.family != Family.IPV4.value or isinstance(known.groups, Unknown):
            # What becomes of IPv6 addresses on their way to IPv4 load balancers is not said.
            return any_of((negate(known.filters_private_link), Unknown(frozenset({f"whom {balancer} lets in"}))))
        spots = spots_of(self._index, balancer)
        found = [] if isinstance(spots, Unknown) else [one.subnet.vpc for one in spots]
        home = next((one for one in found if isinstance(one, str)), "")
        there = Place(family=4, name=str(balancer), vpc=home, groups=known.groups)
        flow = Flow(source=source, destination=there, ports=Ports(port, port))
        named: Truth = Unknown(frozenset({"whether rules can name security groups through PrivateLink"}))
        return any_of((negate(known.filters_private_link), self._groups.let_in(flow, peers=named)))

    def _to_targets(self, balancer: Workload, port: int, trail: Trail) -> Outcomes:
        """To the targets, if all of them are known; what others register is taken to answer.

        "the source IP addresses are the private IP addresses of the load balancer nodes"
        (https://repost.aws/knowledge-center/security-network-acl-vpc-endpoint).
        """
        found = self._target_group(balancer, port)
        spots = spots_of(self._index, balancer)
        if found is not None and found.targets is None and isinstance(found.filled_by_others, Unknown):
            return private_or_not(trail.assume(found.filled_by_others.depends_on))
        if found is None or found.targets is None or found.filled_by_others is True or isinstance(spots, Unknown):
            return of_trail(Verdict.PRIVATE, trail)
        if len(found.targets) > 1:
            trail = trail.assume(frozenset({f"which of its targets {balancer} chooses"}))
        sender = Sender(balancer, spots, (Family.IPV4,))
        parts = [self._to_target(one, sender, trail) for one in found.targets]
        if isinstance(found.filled_by_others, Unknown):
            parts.append(of_trail(Verdict.PRIVATE, trail.assume(found.filled_by_others.depends_on)))
        return either(parts)

    def _to_target(self, target: Registered, sender: Sender, trail: Trail) -> Outcomes:
        called = self._index.network.find(Workload, target.element) if target.element else target.address
        if called is None:
            return private_or_not(trail.assume(frozenset({f"the addresses of {target.element}"})))
        return self._onward.connect(sender, called, target.port, trail)

    def _target_group(self, balancer: Workload, port: int) -> TargetGroup | None:
        """Where the only listener on a port sends connections; None: it is not known, or there is more to it."""
        rows = [(row, truth) for row, truth in self._listeners.at(balancer.id) if row.port == port]
        if len(rows) != 1 or rows[0][1] is not True:
            return None
        match rows[0][0].target_groups:
            case (str(only),):
                found = self._index.network.find(TargetGroup, only)
                known = found is not None and found.exists is True and self._index.changed(only) is None
                return found if known else None
        return None
