"""Whether security groups let a client call an endpoint."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.ports import takes
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, SecurityGroupRule, Workload
from private_endpoints.network.paths.hops.flow import Flow, Ports

__all__ = ["is_about", "is_kept_in", "is_refused", "port_of"]

_HTTPS = 443


def port_of(survey: Survey, endpoint: Endpoint) -> int:
    """The first port of the service of an endpoint."""
    service = survey.service(endpoint)
    return _HTTPS if service is None else service.row.ports[0].first


def is_about(survey: Survey, rule: SecurityGroupRule, endpoint: Endpoint) -> bool:
    """Whether a rule certainly takes TCP on a port of the service of an endpoint."""
    service = survey.service(endpoint)
    return service is not None and any(takes(rule.protocol, one.first, one.last) for one in service.row.ports)


def is_kept_in(survey: Survey, client: Workload, endpoint: Endpoint) -> bool:
    """Whether the groups of a client certainly do not let it out to an endpoint, on any port of the service."""
    flows = list(_flows(survey, client, endpoint))
    known = _are_whole(survey, client, endpoint)
    return known and bool(flows) and all(survey.groups.let_out(flow) is False for flow in flows)


def is_refused(survey: Survey, client: Workload, endpoint: Endpoint) -> bool:
    """Whether the groups of an endpoint certainly do not let a client in, on any port of the service."""
    flows = list(_flows(survey, client, endpoint))
    known = _are_whole(survey, endpoint, endpoint)
    return known and bool(flows) and all(survey.groups.let_in(flow) is False for flow in flows)


def _are_whole(survey: Survey, element: Endpoint | Workload, endpoint: Endpoint) -> bool:
    """Whether all rules of the groups of an element are in the network."""
    vpc = survey.vpc(endpoint)
    groups = None if vpc is None else survey.groups_of(element, vpc)
    return vpc is not None and groups is not None and all(survey.is_whole_group(one, vpc) for one in groups)


def _flows(survey: Survey, client: Workload, endpoint: Endpoint) -> Iterator[Flow]:
    """One flow for each port of the service; none where client, endpoint or service are not known."""
    service, vpc = survey.service(endpoint), survey.vpc(endpoint)
    if endpoint.ip_address_type != "ipv4" and any(one.ipv6_cidr is not None for one in survey.subnets(endpoint) or ()):
        # They may talk to each other over IPv6.
        return
    here = None if vpc is None else survey.place(client, vpc)
    there = None if vpc is None else survey.place(endpoint, vpc)
    if here is not None and there is not None and service is not None:
        for one in service.row.ports:
            yield Flow(source=here, destination=there, ports=Ports(one.first, one.last))
