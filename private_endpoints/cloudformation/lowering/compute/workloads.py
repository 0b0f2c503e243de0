"""Workloads whose subnets, groups and role stand in properties that data name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from private_endpoints.cloudformation.lowering.compute.default_access import public_by_default
from private_endpoints.cloudformation.lowering.compute.inherited import cluster_of
from private_endpoints.cloudformation.lowering.compute.named_property import container_of
from private_endpoints.cloudformation.lowering.compute.workload_roles import role_of_workload
from private_endpoints.cloudformation.lowering.data import workload_types
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.vpc.addresses import managed_ipv6
from private_endpoints.cloudformation.lowering.vpc.open_groups import open_group, open_group_id
from private_endpoints.cloudformation.lowering.vpc.protocols import takes_tcp
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.return_values import return_values
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Truth, Unknown, all_of, negate

__all__ = ["lower_workload"]


def lower_workload(facts: Facts) -> Iterator[Element]:
    """A workload of a type that `data/workload_types.jsonl` has."""
    row = workload_types()[facts.type]
    subnets = _subnets(facts, row)
    if subnets is None:
        return
    groups = _groups(facts, row)
    ports = _ports(facts, row)
    open_types = row.get("open_without_groups")
    if open_types is not None and groups in (None, ()):
        kind = facts.known(open_types["property"])
        if isinstance(kind, Unknown):
            groups = kind
        elif kind in open_types["values"]:
            yield from open_group(facts, ports)
            groups = (open_group_id(facts),)
    yield Workload(
        **facts.common,
        value=facts.arn if return_values(facts.type).arn else None,
        kind=facts.type,
        subnets=subnets,
        groups=() if groups is None else groups,
        public_ip=_public(facts, row, subnets),
        ipv6=_ipv6(facts, row, subnets),
        role=role_of_workload(facts, row),
        serves=ports,
        uses=tuple(row.get("uses", ())) if subnets != () else (),
        calls_outside=_calls_outside(facts, row),
    )


def _calls_outside(facts: Facts, row: Mapping[str, Any]) -> Truth:
    """Whether it answers in its subnets, but calls from the service's own network."""
    inside = row.get("calls_inside")
    return False if inside is None else negate(facts.truth(inside, default=False))


def _subnets(facts: Facts, row: Mapping[str, Any]) -> Ids | None:
    """Its subnets; empty where it runs in AWS's own network, None where it is no workload."""
    instead = row.get("instead")
    if instead is not None and (doubt := _instead(facts, instead)) is not None:
        return doubt
    bypass = row.get("bypass")
    beside = None if bypass is None else facts.known(bypass["property"])
    if isinstance(beside, Unknown):
        return beside
    if bypass is not None and beside != bypass["unless"]:
        # It has a way of its own beside the VPC, of which the VPC shows nothing.
        return ()
    group = row.get("subnet_group")
    return _given(facts, row) if group is None else _of_group(facts, row, group)


def _instead(facts: Facts, path: str) -> Unknown | None:
    """Something else than its own subnets that a property says it runs in, or without; None: it says nothing."""
    fields, name = container_of(facts, path)
    if isinstance(fields, Unknown):
        return fields
    nothing = fields is None or fields.get(name) in (ABSENT, None, False, "false")
    return None if nothing else Unknown(frozenset({f"{facts.id}.{path}"}))


def _given(facts: Facts, row: Mapping[str, Any]) -> Ids | None:
    found = _ids(facts, row["subnets"])
    if found is None or found == ():
        match row.get("without_subnets"):
            case "outside":
                return ()
            case "none":
                return None
        mapped = _mapped(facts)
        return Unknown(frozenset({f"{facts.id}.{row['subnets']}"})) if mapped is None else mapped
    return found


def _of_group(facts: Facts, row: Mapping[str, Any], group: Mapping[str, str]) -> Ids:
    value = facts.get(group["property"])
    cluster = cluster_of(facts, row) if value is ABSENT else None
    if isinstance(cluster, Facts):
        return _of_group(cluster, workload_types()[cluster.type], group)
    id_ = facts.context.find(value, group["type"], near=facts)
    found = facts.context.get(id_, group["type"])
    if found is None:
        return Unknown(frozenset({f"{facts.id}.{group['property']}"}))
    return found.ids(group["subnets"])


def _groups(facts: Facts, row: Mapping[str, Any]) -> Ids | None:
    """Its security groups; an instance in a cluster has those of the cluster."""
    cluster = cluster_of(facts, row)
    if cluster is None:
        return _ids(facts, row.get("groups"))
    return cluster if isinstance(cluster, Unknown) else _groups(cluster, workload_types()[cluster.type])


def _mapped(facts: Facts) -> Ids | None:
    """Subnets of a load balancer that are given one by one."""
    found = [
        mapping if isinstance(mapping, Unknown) else mapping.required_id("SubnetId")
        for mapping in facts.several("SubnetMappings")
    ]
    return tuple(found) or None


def _ids(facts: Facts, path: str | None) -> Ids | None:
    if path is None:
        return None
    fields, name = container_of(facts, path)
    if isinstance(fields, Unknown):
        return fields
    return None if fields is None else fields.ids(name)


def _public(facts: Facts, row: Mapping[str, Any], subnets: Ids) -> Truth | None:
    """Whether it has a public address: as a property says, unless one says that it is private, always or never."""
    public = row.get("public")
    if isinstance(public, str):
        default = row.get("public_by_default", False)
        if default == "gateway" and not facts.has(public):
            return public_by_default(facts, subnets)
        return facts.truth(public, default=default is True)
    if isinstance(public, Mapping):
        return all_of(_differs(facts.known(name), private) for name, private in public["unless"].items())
    return public if isinstance(public, bool) else None


def _differs(value: str | Unknown | None, other: str) -> Truth:
    return value if isinstance(value, Unknown) else value != other


def _ipv6(facts: Facts, row: Mapping[str, Any], subnets: Ids) -> Truth | None:
    """Whether it has an IPv6 address, as a property says; else it may."""
    if "ipv6" not in row:
        return managed_ipv6(facts, subnets)
    fields, name = container_of(facts, row["ipv6"])
    if isinstance(fields, Unknown):
        return fields
    return False if fields is None else fields.truth(name, default=False)


def _ports(facts: Facts, row: Mapping[str, Any]) -> tuple[Maybe[int], ...] | None:
    """The ports that it says it answers on, or that others say of it, as listeners do of a load balancer."""
    listeners = row.get("listeners")
    if listeners is not None:
        several = facts.context.once(f"{listeners['type']} by owner", lambda: _listeners(facts, listeners))
        return (*several.get(facts.id, ()), *several.get(None, ()))
    cluster = cluster_of(facts, row)
    if cluster is not None:
        return None if isinstance(cluster, Unknown) else _ports(cluster, workload_types()[cluster.type])
    if "port" not in row:
        return None
    port = facts.number(row["port"]) if facts.has(row["port"]) else _default_port(facts, row)
    return None if port is None else (port,)


def _default_port(facts: Facts, row: Mapping[str, Any]) -> int | None:
    """The port of a database that says its engine only.

    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    """
    default = row.get("default_port")
    engine = None if default is None else facts.known(default["property"])
    return default["ports"].get(engine) if default is not None and isinstance(engine, str) else None


def _listeners(facts: Facts, row: Mapping[str, str]) -> Mapping[str | None, list[Maybe[int]]]:
    """The TCP ports of listeners by what listens; under None those of which that is not known."""
    found: dict[str | None, list[Maybe[int]]] = {}
    for listener in facts.context.of(row["type"]):
        owner = listener.one_id(row["of"])
        port = listener.number(row["port"])
        over_tcp = takes_tcp(listener)
        if port is None or over_tcp is False:
            continue
        unsure = [one for one in (owner, listener.exists, over_tcp) if isinstance(one, Unknown)]
        known = owner if isinstance(owner, str) else None
        found.setdefault(known, []).append(unsure[0] if unsure else port)
    return {owner: sorted(ports, key=_as_number) for owner, ports in found.items()}


def _as_number(port: Maybe[int]) -> int:
    return port if isinstance(port, int) else 0
