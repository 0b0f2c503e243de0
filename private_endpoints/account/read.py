"""An account in one region, as a network."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, Protocol, TypeAlias

from private_endpoints.account.builds import read_projects
from private_endpoints.account.calls import Calls
from private_endpoints.account.containers import read_services
from private_endpoints.account.databases import read_databases
from private_endpoints.account.default_groups import with_default_groups
from private_endpoints.account.endpoints import read_endpoint_services, read_endpoints
from private_endpoints.account.functions import read_functions
from private_endpoints.account.gateways import read_gateways, read_nat_gateways, read_peering, read_vpn
from private_endpoints.account.instances import read_auto_scaling_groups, read_instances
from private_endpoints.account.interfaces import read_interfaces
from private_endpoints.account.kubernetes import read_clusters
from private_endpoints.account.load_balancers import read_load_balancers
from private_endpoints.account.network_acls import read_network_acls
from private_endpoints.account.notebooks import read_domains, read_notebooks
from private_endpoints.account.prefix_lists import read_prefix_lists
from private_endpoints.account.reading import Family, Reading
from private_endpoints.account.resolver import read_profiles, read_resolver
from private_endpoints.account.resources import (
    read_apis,
    read_buckets,
    read_keys,
    read_log_groups,
    read_parameters,
    read_queues,
    read_repositories,
    read_secrets,
    read_streams,
    read_tables,
    read_topics,
)
from private_endpoints.account.roles import read_roles
from private_endpoints.account.routing import read_route_tables
from private_endpoints.account.security_groups import read_security_groups
from private_endpoints.account.transit_gateways import read_transit_gateways
from private_endpoints.account.unread import unread, unread_roles
from private_endpoints.account.vpcs import read_subnets, read_vpcs
from private_endpoints.account.zones import read_zones
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network import Network
from private_endpoints.values import Unknown

__all__ = ["read"]

_FAMILIES: tuple[Family, ...] = (
    read_vpcs,
    read_subnets,
    read_route_tables,
    read_network_acls,
    read_security_groups,
    read_gateways,
    read_nat_gateways,
    read_vpn,
    read_peering,
    read_transit_gateways,
    read_prefix_lists,
    read_endpoints,
    read_endpoint_services,
    read_zones,
    read_resolver,
    read_profiles,
    read_roles,
    read_interfaces,
    read_instances,
    read_auto_scaling_groups,
    read_functions,
    read_services,
    read_clusters,
    read_projects,
    read_notebooks,
    read_domains,
    read_databases,
    read_load_balancers,
    read_buckets,
    read_keys,
    read_queues,
    read_topics,
    read_secrets,
    read_tables,
    read_streams,
    read_repositories,
    read_apis,
    read_log_groups,
    read_parameters,
)
# Without these nothing can be said about any path.
_NEEDED = (
    "ec2.describe_vpcs",
    "ec2.describe_vpc_attribute",
    "ec2.describe_subnets",
    "ec2.describe_route_tables",
    "ec2.describe_network_acls",
    "ec2.describe_security_groups",
    "ec2.describe_internet_gateways",
    "ec2.describe_vpc_endpoints",
)


class _Session(Protocol):
    """What is used of `boto3.session.Session`."""

    @property
    def region_name(self) -> str | None:
        """The region that it was made for."""

    def client(self, service_name: str, *, region_name: str | None = None) -> Any:  # noqa: ANN401 - made at run time
        """A client."""


# A boto3 session, or what gives the client of a service by the name that boto3 has for it.
Clients: TypeAlias = _Session | Callable[[str], Any]


def read(clients: Clients, *, region: str | None = None, assume_none: Collection[str] = ()) -> Network:
    """Read an account in one region. Nothing is changed.

    What a call does not show, because it is refused, is unknown in every answer that it could change, and named there.

    Args:
        clients: a boto3 session, or a function that gives the boto3 client of a service.
        region: code of the region. Default: that of the session.
        assume_none: lists, such as `ec2.describe_carrier_gateways`, that are not asked for and taken to be empty.
            Default: everything is asked for.

    Raises:
        InvalidInputError: the region is not said, or what every answer needs is refused.
    """
    place = region or getattr(clients, "region_name", None)
    if place is None:
        problem = Problem("account-region-missing", "no region is given, and the session has none", "give region=")
        raise InvalidInputError("read", [problem])
    calls = Calls(_client_maker(clients, place), assume_none)
    reading = _reading(calls, place)
    elements = [element for family in _FAMILIES for element in family(reading)]
    _check(reading)
    elements += [*unread_roles(reading, elements), *unread(reading, elements)]
    return Network(with_default_groups(reading, elements), region=place, account=reading.account)


def _client_maker(clients: Clients, region: str) -> Callable[[str], Any]:
    made: dict[str, Any] = {}
    make: Any = getattr(clients, "client", None)

    def client(service: str) -> Any:  # noqa: ANN401 - the class of a boto3 client is made at run time
        if service not in made:
            made[service] = clients(service) if callable(clients) else make(service, region_name=region)
        return made[service]

    return client


def _reading(calls: Calls, region: str) -> Reading:
    identity = calls.one("sts", "get_caller_identity")
    if identity is None or isinstance(identity, Unknown):
        raise _refused(calls, ["sts.get_caller_identity"])
    return Reading(
        calls=calls, account=identity["Account"], region=region, partition=identity["Arn"].split(":")[1] or "aws"
    )


def _check(reading: Reading) -> None:
    missing = [call for call in _NEEDED if call in reading.calls.refused]
    if missing:
        raise _refused(reading.calls, missing)


def _refused(calls: Calls, missing: list[str]) -> InvalidInputError:
    problems = [
        Problem(
            "account-call-refused",
            f"{call} is not answered: {calls.refused.get(call, 'no answer')}",
            "read with credentials that may call it, such as those of the managed policy ReadOnlyAccess",
        )
        for call in missing
    ]
    return InvalidInputError("read", problems)
