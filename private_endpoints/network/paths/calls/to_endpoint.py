"""From a caller to an endpoint that has addresses."""

from __future__ import annotations

from collections.abc import Sequence

from private_endpoints.network.model.element import Maybe
from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.caller import Spot, place_in
from private_endpoints.network.paths.calls.ask import Ask
from private_endpoints.network.paths.calls.behind_resource import BehindResource
from private_endpoints.network.paths.calls.behind_service import BehindService
from private_endpoints.network.paths.calls.families import Family
from private_endpoints.network.paths.calls.onward import Onward
from private_endpoints.network.paths.dns.hosts import is_of_aws, is_of_somebody, named_service
from private_endpoints.network.paths.dns.names import labels_of
from private_endpoints.network.paths.hops.arrival import ArrivalKind
from private_endpoints.network.paths.hops.place import Place
from private_endpoints.network.paths.hops.private_leg import PrivateLeg
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import (
    Outcomes,
    any_way,
    anything,
    either,
    every_one,
    of_trail,
    private_or_not,
)
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.policies.authorization import Authorization
from private_endpoints.network.paths.services import Service, not_said, service_of
from private_endpoints.network.paths.trail import Trail, blocker, hop
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.values import Truth, Unknown, all_of, equal

__all__ = ["ToEndpoint"]

_HTTPS = 443
_WITH_ADDRESSES = (EndpointType.INTERFACE, EndpointType.RESOURCE, EndpointType.SERVICE_NETWORK)


class ToEndpoint:
    """Calls of endpoints.

    Args:
        index: the network.
        private: connections to private addresses.
        authorization: the policies.
        onward: what is behind endpoints, and makes connections of its own.
    """

    def __init__(self, index: Index, private: PrivateLeg, authorization: Authorization, onward: Onward) -> None:
        self._index = index
        self._private = private
        self._authorization = authorization
        self._resource = BehindResource(index, onward)
        self._service = BehindService(index, onward)

    def connect(self, ask: Ask, endpoint: Endpoint, trail: Trail, *, by_private_dns: bool = False) -> Outcomes:
        """All that may come of a call of an endpoint.

        Args:
            ask: the question.
            endpoint: what is called.
            trail: the way so far.
            by_private_dns: whether its own private DNS led here, which knows only names of its service.
        """
        if not by_private_dns:
            trail = trail.require(self._serves(ask, endpoint), lambda: _of_another_service(ask, endpoint))
        unknown = self._index.changed(endpoint.id)
        if unknown is None and isinstance(endpoint.type, Unknown):
            unknown = endpoint.type
        if unknown is not None:
            return anything(trail.assume(unknown.depends_on))
        if endpoint.type not in _WITH_ADDRESSES:
            wrong = blocker(
                "endpoint-without-address",
                endpoint,
                f"a {endpoint.type} endpoint such as {endpoint} has no address that a name could stand for",
                "use an interface endpoint",
            )
            return of_trail(Verdict.BLOCKED, trail.stop(wrong))
        if ask.family is Family.NAT64:
            return private_or_not(trail.assume(frozenset({f"whether NAT64 reaches {endpoint}"})))
        return self._to_interfaces(ask, endpoint, self._usable(endpoint, ask.family, trail))

    def _to_interfaces(self, ask: Ask, endpoint: Endpoint, trail: Trail) -> Outcomes:
        subnets = endpoint.subnets
        if isinstance(subnets, Unknown):
            return private_or_not(trail.assume(subnets.depends_on))
        if not subnets:
            nowhere = blocker("endpoint-without-subnets", endpoint, f"{endpoint} is in no subnet", "give SubnetIds")
            return of_trail(Verdict.BLOCKED, trail.stop(nowhere))
        ports = self._ports(ask, endpoint)
        # Its name stands for the addresses in all of its subnets, and callers use any of them.
        return any_way(
            every_one(self._to_interface(ask, endpoint, one, port, trail) for one in subnets) for port in ports
        )

    def _usable(self, endpoint: Endpoint, family: Family, trail: Trail) -> Trail:
        accepted = all_of((endpoint.accepted, self._accepted_by_service(endpoint)))
        waiting = blocker(
            "endpoint-not-accepted",
            endpoint,
            f"the owner of the service has not accepted {endpoint}",
            "have it accepted",
        )
        there = blocker("endpoint-not-there", endpoint, f"{endpoint} may not be there", "decide its condition")
        trail = trail.require(endpoint.exists, there).require(accepted, waiting)
        address = blocker(
            "endpoint-address-family",
            endpoint,
            f"{endpoint} has no IPv{family.value} address",
            "set IpAddressType to dualstack",
        )
        return trail.require(self._has_family(endpoint, family), address)

    def _accepted_by_service(self, endpoint: Endpoint) -> Truth:
        """An endpoint service of the network that asks for acceptance by hand leaves it open."""
        if not isinstance(endpoint.service, str):
            return True
        service = self._index.network.find(EndpointService, endpoint.service)
        if service is None or service.acceptance_required is False:
            return True
        return Unknown(frozenset({f"whether {service} accepts {endpoint}"}))

    def _has_family(self, endpoint: Endpoint, family: Family) -> Truth:
        """`IpAddressType`, which is IPv4 unless said otherwise, and `DnsRecordIpType`."""
        record = endpoint.dns_record_ip_type
        if isinstance(record, Unknown):
            return record
        if isinstance(record, str) and record in ("ipv4", "ipv6") and record != f"ipv{family.value}":
            return False
        given = endpoint.ip_address_type
        if isinstance(given, Unknown):
            return given
        if given is None:
            return True if family is Family.IPV4 else self._may_have_ipv6(endpoint)
        return given in ("dualstack", f"ipv{family.value}")

    def _may_have_ipv6(self, endpoint: Endpoint) -> Truth:
        subnets = () if isinstance(endpoint.subnets, Unknown) else endpoint.subnets
        found = [self._index.network.find(Subnet, one) for one in subnets if isinstance(one, str)]
        if found and all(one is not None and one.ipv6_cidr is None for one in found):
            return False
        return Unknown(frozenset({f"the IpAddressType of {endpoint}"}))

    def _ports(self, ask: Ask, endpoint: Endpoint) -> tuple[int, ...]:
        """The ports to try: the one that is asked for, or 443, or those that the service answers on."""
        if ask.question.port is not None:
            return (ask.question.port,)
        ranges = self._ranges(ask, endpoint)
        if not ranges or any(first <= _HTTPS <= last for first, last in ranges):
            return (_HTTPS,)
        return tuple(first for first, _ in ranges)

    def _ranges(self, ask: Ask, endpoint: Endpoint) -> Sequence[tuple[int, int]]:
        """What the service or the resource answers on; empty: not known."""
        if endpoint.resource is not None:
            return self._resource.ports(endpoint)
        if isinstance(endpoint.service, str):
            return [(one, one) for one in self._service.ports(endpoint)]
        return [] if ask.service is None else [(one.first, one.last) for one in ask.service.row.ports]

    def _to_interface(self, ask: Ask, endpoint: Endpoint, subnet_id: Maybe[str], port: int, trail: Trail) -> Outcomes:
        subnet = None if isinstance(subnet_id, Unknown) else self._index.network.find(Subnet, subnet_id)
        if subnet is None or isinstance(subnet.vpc, Unknown) or not isinstance(endpoint.vpc, str):
            return private_or_not(trail.assume(frozenset({f"the subnets of {endpoint}"})))
        home = self._index.vpc(endpoint.vpc)
        spot = Spot(
            subnet=subnet,
            ipv4=True,
            ipv6=True,
            public_ip=False,
            groups=endpoint.groups,
            private_ip=None,
            name=str(endpoint),
        )
        trail = trail.require(self._answers_on(ask, endpoint, port), _not_on_port(endpoint, port))
        flow = ask.flow(self._index, place_in(self._index, spot, ask.family.of_source), port)
        outcomes: list[Outcomes] = []
        for arrival in self._private.connect(flow, trail, ask.caller.element, endpoint):
            if arrival.kind not in (ArrivalKind.INTERFACE, ArrivalKind.ANYWHERE):
                outcomes.append(of_trail(Verdict.BLOCKED, arrival.trail))
                continue
            source = flow.source if arrival.flow is None else arrival.flow.source
            checked = self._authorization.check(ask.call(endpoint, home, source), arrival.trail)
            checked = checked.then(hop(endpoint, f"answers in {subnet} on port {port}"))
            outcomes.append(self._behind(endpoint, subnet, port, source, checked))
            if arrival.kind is not ArrivalKind.INTERFACE:
                outcomes.append(of_trail(Verdict.BLOCKED, checked))
        return either(outcomes)

    def _behind(self, endpoint: Endpoint, subnet: Subnet, port: int, source: Place, trail: Trail) -> Outcomes:
        if endpoint.resource is not None:
            return self._resource.connect(endpoint, subnet, port, trail)
        return self._service.connect(endpoint, port, source, trail)

    def _serves(self, ask: Ask, endpoint: Endpoint) -> Truth:
        """Whether the service that is called is behind an endpoint that a record or a caller names."""
        wanted = ask.service
        if wanted is None or is_of_somebody(wanted.row) or endpoint.resource is not None:
            return True
        home = Vpc(id="") if isinstance(endpoint.vpc, Unknown) else self._index.vpc(endpoint.vpc)
        found = service_of(endpoint, home, self._index.network)
        if found is None:
            return not_said(endpoint)
        if _without_fips(found) != _without_fips(wanted):
            return False
        # A name of AWS is one of a region, which neither certificates nor signatures of another one are good for. Of
        # other names nobody knows what callers sign for.
        host = labels_of(ask.question.host)
        if wanted.row.is_global or (host and not is_of_aws(host)):
            return True
        named = named_service(host, wanted.region)
        if named is not None and named.row.name != found.row.name:
            # No page says whether an endpoint is good for the names of the other kind.
            return Unknown(frozenset({f"whether {endpoint} answers for {ask.question.host}"}))
        return equal(found.region, wanted.region)

    def _answers_on(self, ask: Ask, endpoint: Endpoint, port: int) -> Truth:
        service = ask.service
        if service is None or endpoint.service is not None or is_of_somebody(service.row):
            # On which ports somebody else listens is no matter of the network.
            return True
        if any(one.first <= port <= one.last for one in service.row.ports):
            return True
        if "ports" in service.row.assumed:
            return Unknown(frozenset({f"the ports of {service.row.name}"}))
        return False


def _without_fips(service: Service) -> str:
    return service.row.name.removesuffix("-fips")


def _of_another_service(ask: Ask, endpoint: Endpoint) -> Blocker:
    name = "the service that is called" if ask.service is None else ask.service.row.name
    return blocker(
        "endpoint-of-another-service",
        endpoint,
        f"{endpoint} is no endpoint for {name}",
        f"let the name lead to an endpoint for {name}",
    )


def _not_on_port(endpoint: Endpoint, port: int) -> Blocker:
    return blocker("port-not-served", endpoint, f"{endpoint} does not answer on port {port}", "call another port")
