"""Glue jobs: a connection puts them into a VPC."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import role_of
from private_endpoints.cloudformation.lowering.vpc.addresses import managed_ipv6
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Workload
from private_endpoints.values import Join, Unknown, Value

__all__ = ["lower_glue_job"]

_CONNECTION = "AWS::Glue::Connection"
_WITHOUT_PROXY = "--disable-proxy-v2"


def lower_glue_job(facts: Facts) -> Iterator[Element]:
    """`AWS::Glue::Job`."""
    subnets: Ids = ()
    groups: Ids = ()
    connections = facts.one("Connections")
    names = connections.get("Connections") if isinstance(connections, Fields) else ABSENT
    if isinstance(connections, Unknown):
        subnets = groups = connections
    elif isinstance(names, list) and names:
        # "A job uses the first connection that has a VPC."
        networks = [_network(facts, name) for name in names]
        subnets, groups = next((one for one in networks if one[0] != ()), ((), ()))
    elif names is not ABSENT and names != []:
        subnets = groups = Unknown(frozenset({f"{facts.id}.Connections"}))
    role = facts.get("Role")
    in_vpc = subnets != ()
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        public_ip=False,
        ipv6=managed_ipv6(facts, subnets),
        role=None if role is ABSENT else role_of(facts, role),
        uses=("glue",) if in_vpc else (),
        proxied=_proxied(facts) if in_vpc else (),
    )


def _proxied(job: Facts) -> tuple[str, ...]:
    """What Glue calls for a job through a proxy, from a VPC of its own.

    "By default, AWS Glue uses a local proxy to send traffic through the AWS Glue VPC to download scripts and libraries
    from Amazon S3, to send requests to CloudWatch for publishing logs and metrics, and to send requests to AWS Glue",
    and with the parameter that turns this off it "will continue to use local proxy for publishing CloudWatch logs".
    https://docs.aws.amazon.com/glue/latest/dg/connection-VPC-disable-proxy.html
    """
    places = [job.one(name) for name in ("NonOverridableArguments", "DefaultArguments")]
    values = [place.known(_WITHOUT_PROXY) for place in places if isinstance(place, Fields)]
    said = next((value for value in values if value is not None), None)
    # "Supported for AWS Glue jobs with AWS Glue version 2.0 and above", and without one it is 0.9.
    version = job.known("GlueVersion")
    honoured = isinstance(version, str) and version[:1].isdecimal() and not version.startswith(("0.", "1."))
    return ("logs",) if said == "true" and honoured else ("glue", "logs", "monitoring", "s3", "s3express")


def _network(facts: Facts, name: object) -> tuple[Ids, Ids]:
    unknown = Unknown(frozenset({f"{facts.id}.Connections"}))
    connections = facts.context.once("Glue connections", lambda: _connections(facts.context))
    given = connections.get(name) if isinstance(name, str | Join) else None
    if given is not None:
        physical = given.one("PhysicalConnectionRequirements")
        if isinstance(physical, Fields):
            return (physical.required_id("SubnetId"),), physical.ids("SecurityGroupIdList")
        return ((), ()) if physical is None else (physical, physical)
    return unknown, unknown


def _connections(context: Context) -> dict[Value, Fields]:
    """What Glue connections say, by name."""
    found: dict[Value, Fields] = {}
    for connection in context.of(_CONNECTION):
        given = connection.one("ConnectionInput")
        if isinstance(given, Fields):
            for name in (connection.value, given.text("Name")):
                if isinstance(name, str | Join):
                    found[name] = given
    return found
