"""Services that a perimeter covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from private_endpoints.catalog import organization_endpoint_prefixes, resource_control_services, services
from private_endpoints.catalog._suggest import suggest
from private_endpoints.errors import Problem

__all__ = ["controlled_actions", "is_controlled", "prefix_problems", "resource_control_problems"]


def is_controlled(prefix: str) -> bool:
    """Whether resource control policies apply to resources of the service."""
    return prefix in resource_control_services()


def controlled_actions(prefixes: Iterable[str]) -> list[str]:
    """The actions of services that RCPs can refuse without breaking callers of no organization."""
    rows = resource_control_services()
    return [action for prefix in prefixes for action in rows[prefix].actions]


def resource_control_problems(where: str, prefixes: Sequence[str] | None) -> Iterator[Problem]:
    """Services that RCPs do not apply to."""
    yield from _none(where, prefixes)
    known = resource_control_services()
    for prefix in prefixes or ():
        if prefix not in known:
            yield Problem(
                "no-resource-control",
                f"{where} has {prefix!r} in services=, to which resource control policies do not apply",
                f"{_meant(prefix, known)}allowed are {', '.join(known)}; others keep strangers out by policies on each "
                "resource",
            )


def prefix_problems(where: str, prefixes: Sequence[str] | None) -> Iterator[Problem]:
    """What is no prefix of IAM actions, as far as the catalog knows."""
    yield from _none(where, prefixes)
    known = {*resource_control_services(), *organization_endpoint_prefixes(), *(row.name for row in services())}
    for prefix in prefixes or ():
        if prefix not in known:
            yield Problem(
                "unknown-prefix",
                f"{where} has {prefix!r} in services=, which begins no IAM action that the catalog knows",
                f"{_meant(prefix, known)}give prefixes such as 's3' or 'kms'",
            )


def _none(where: str, prefixes: Sequence[str] | None) -> Iterator[Problem]:
    if prefixes is not None and not prefixes:
        yield Problem("no-services", f"{where} has services=[], so it covers nothing", "leave it out for the default")


def _meant(prefix: str, known: Iterable[str]) -> str:
    near = " or ".join(repr(one) for one in suggest(prefix, sorted(known), {}))
    return f"did you mean {near}? " if near else ""
