"""What a workload needs: what it declares, what it is, and what its role allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from private_endpoints.catalog import (
    ResolvedNeed,
    is_region_code,
    made_by_service,
    owned_buckets,
    partition_of,
    resolve,
    services_of_action,
)
from private_endpoints.catalog import service as service_row
from private_endpoints.errors import UnknownServiceError
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.role import Role
from private_endpoints.network.model.workload import Requirement, Workload

__all__ = ["needs_of"]


def needs_of(network: Network, workload: Workload) -> tuple[Requirement, ...]:
    """Every service that a workload needs, each with the first of the reasons, sorted by service.

    What is declared comes first, then what the workload is; what its role allows is a need only of a service that
    neither names, for a permission does not say that it is used. An action such as `*` names no service. What runs
    outside any VPC, such as the helper functions of the CDK, needs no more of the network than it declares.
    """
    found: dict[tuple[object, ...], Requirement] = {}
    for one in workload.requires:
        named = _short(one)
        found.setdefault((named.service, one.action, one.resource, one.target, one.host, one.port), named)
    named_services = {one.service for one in found.values()}
    for one in () if workload.subnets == () else (*_of_kind(network, workload), *_of_role(network, workload)):
        if one.action is not None:
            found.setdefault((one.service, one.action, one.resource), one)
        elif one.service not in named_services:
            named_services.add(one.service)
            found[(one.service,)] = one
    return tuple(sorted(found.values(), key=lambda one: (one.service, one.host or "", one.action or "", one.port or 0)))


def _of_kind(network: Network, workload: Workload) -> Iterator[Requirement]:
    """What the catalog says of workloads of its kind; only what they do not work without."""
    region = network.region if network.region is not None and is_region_code(network.region) else None
    for use in dict.fromkeys((*workload.uses, *_uses_of_role(network, workload))):
        try:
            needs = resolve([use], region)
        except LookupError:
            continue
        for need in needs:
            if need.required:
                reason = "; ".join(f"{name}: {why}" for name, why in need.reasons)
                if region is not None:
                    yield from _of_buckets(need, region, reason)
                yield Requirement(service=need.service, reason=reason)


def _of_buckets(need: ResolvedNeed, region: str, reason: str) -> Iterator[Requirement]:
    """The reads of buckets of AWS's own, which AWS may have presigned: the caller's own role does not count."""
    for group in need.buckets:
        for row in owned_buckets(group):
            bucket = row.bucket_in(region)
            if row.exists_in(region) and "*" not in bucket and "s3:GetObject" in row.actions:
                yield Requirement(
                    service=need.service,
                    reason=f"{reason} ({group})",
                    action="s3:GetObject",
                    resource=f"arn:{partition_of(region)}:s3:::{bucket}/object",
                    role="",
                )


def _uses_of_role(network: Network, workload: Workload) -> tuple[str, ...]:
    """Instances that may register with a cluster of ECS are its container instances, also without AWS's own policy."""
    role = network.find(Role, workload.role) if isinstance(workload.role, str) else None
    if role is None or not workload.kind.startswith(("AWS::AutoScaling::", "AWS::EC2::")):
        return ()
    allowed = {action.lower() for document in role.policies for action in _allowed(document)}
    return ("ecs-ec2",) if "ecs:registercontainerinstance" in allowed else ()


def _of_role(network: Network, workload: Workload) -> Iterator[Requirement]:
    role = network.find(Role, workload.role) if isinstance(workload.role, str) else None
    if role is None:
        return
    for document in role.policies:
        for action in _allowed(document):
            if made_by_service(workload.kind, action):
                continue
            for name in services_of_action(action):
                yield Requirement(service=name, reason=f"{role} allows {action}")


def _allowed(document: object) -> Iterator[str]:
    """The actions that a policy document allows by name."""
    statements = document.get("Statement") if isinstance(document, Mapping) else None
    for statement in statements if isinstance(statements, list) else [statements]:
        if isinstance(statement, Mapping) and statement.get("Effect") == "Allow":
            yield from _texts(statement.get("Action"))


def _texts(given: Any) -> Iterator[str]:  # noqa: ANN401 - JSON values
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, str):
            yield one


def _short(given: Requirement) -> Requirement:
    """The same by the short name of its service; what no row names stays as it is."""
    try:
        row = service_row(given.service)
    except UnknownServiceError:
        return given
    # A full name may be of another region than the caller's, which the short name would lose.
    return given if given.service.startswith(("com.", "cn.", "aws.")) else replace(given, service=row.name)
