"""What clients of endpoints declare that they need: the metadata that `allow_from` leaves in templates.

A declaration is metadata of a resource under `private-endpoints:needs`, and holds texts only, so that it makes no
stack depend on another:

```json
{"version": 1, "needs": [{"service": "s3", "kind": "Gateway", "endpoint": "Network.VpcPrivateEndpointss3C0FFEE12",
                          "client": "App.Worker0DDBA115", "by": ["App/S3"]}]}
```

Where it stands says who needs it:

- on a security group, or on what makes one (an EKS cluster): `client`, if it is a workload that wears the group, else
  all workloads that wear it;
- on an endpoint, with `group`: the same for a group that was made elsewhere;
- on a workload itself: that workload. Nothing of this library writes it there; a person may, in any template. Only
  `service` is required then, and `host`, `port`, `action` and `resource` may be said as well.

`endpoint` and `client` are ids of the network, `Stack.LogicalId`, with the construct path of the stack as a cloud
assembly has it. A reader that knows the stack by another name finds a logical id in the stack of the declaration, else
in the only other stack that has it. An endpoint that was made elsewhere is named by AWS's id. Construct paths of the
resources themselves would not do: only the CDK CLI puts them into templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from private_endpoints.catalog import EndpointKind
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.values import Join, Value

__all__ = ["DECLARED", "DeclaredNeed", "declared_needs", "merge_needs", "needs_metadata"]

DECLARED = "private-endpoints:needs"
"""The key in the metadata of a resource."""

_VERSION = 1
_KINDS = {kind.value: kind for kind in EndpointKind}
_TEXTS = ("service", "kind", "endpoint", "client", "group", "action", "host")
_NAMES = (*_TEXTS, "by", "port", "resource")
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredNeed:
    """A service that a client says it needs.

    Attributes:
        service: short or full name of the service.
        kind: type of the endpoint that the client was let into; None: not said.
        endpoint: id of the endpoint that the client was let into. An interface endpoint that does not answer to the
            service's own name is called by its own. Empty: not said.
        client: id of what was let in; empty: all that wear the group.
        group: id of the security group that the client wears; empty: the one that carries the metadata.
        by: construct paths of who let it in, sorted.
        action: the IAM action that is called; None: not said.
        resource: ARN of what is called; None: not said.
        host: DNS name that is called; empty: the service's own.
        port: TCP port; None: 443.
    """

    service: str
    kind: EndpointKind | None = None
    endpoint: str = ""
    client: str = ""
    group: str = ""
    by: tuple[str, ...] = ()
    action: str | None = None
    resource: Value | None = None
    host: str = ""
    port: int | None = None

    @property
    def reason(self) -> str:
        """Who says so, in words."""
        return f"declared by {', '.join(self.by)}" if self.by else "declared in the template"


def merge_needs(*several: Iterable[DeclaredNeed]) -> tuple[DeclaredNeed, ...]:
    """All needs, each once with everybody who says so, in an order that tells nobody's turn."""
    found: dict[DeclaredNeed, set[str]] = {}
    for needs in several:
        for need in needs:
            found.setdefault(replace(need, by=()), set()).update(need.by)
    return tuple(sorted((replace(need, by=tuple(sorted(by))) for need, by in found.items()), key=_rank))


def needs_metadata(needs: Iterable[DeclaredNeed]) -> dict[str, Any]:
    """The metadata that declares some needs."""
    return {"version": _VERSION, "needs": [_written(need) for need in merge_needs(needs)]}


def declared_needs(metadata: object, *, where: str) -> tuple[DeclaredNeed, ...]:
    """The needs that metadata declare.

    Args:
        metadata: what stands under `DECLARED`, with its values resolved; None: nothing does.
        where: the resource, for messages.

    Raises:
        InvalidInputError: all that is wrong with them.
    """
    if metadata is None:
        return ()
    problems = list(_problems(metadata))
    if problems:
        raise InvalidInputError(where, problems)
    assert isinstance(metadata, Mapping)  # noqa: S101 - looked at above
    return merge_needs(_read(one) for one in metadata["needs"])


def _written(need: DeclaredNeed) -> dict[str, Any]:
    every = {
        "service": need.service,
        "kind": need.kind.value if need.kind else None,
        "endpoint": need.endpoint,
        "client": need.client,
        "group": need.group,
        "by": list(need.by),
        "action": need.action,
        "resource": need.resource,
        "host": need.host,
        "port": need.port,
    }
    return {name: value for name, value in every.items() if value}


def _read(given: Mapping[str, Any]) -> DeclaredNeed:
    kind = given.get("kind")
    return DeclaredNeed(
        service=given["service"],
        kind=None if kind is None else _KINDS[kind],
        endpoint=given.get("endpoint", ""),
        client=given.get("client", ""),
        group=given.get("group", ""),
        by=tuple(sorted(set(given.get("by", ())))),
        action=given.get("action"),
        resource=given.get("resource"),
        host=given.get("host", ""),
        port=None if given.get("port") is None else int(given["port"]),
    )


def _rank(need: DeclaredNeed) -> tuple[str, ...]:
    kind = need.kind.value if need.kind else ""
    rest = (need.action or "", str(need.resource or ""), need.host, str(need.port or ""))
    return need.service, kind, need.client, need.group, need.endpoint, *rest


def _problems(metadata: object) -> Iterator[Problem]:
    if not isinstance(metadata, Mapping) or not isinstance(metadata.get("needs"), list):
        yield _problem(f"is {metadata!r}", "give {'version': 1, 'needs': [{'service': 's3'}]}")
        return
    if str(metadata.get("version")) != str(_VERSION):
        yield _problem(
            f"has version {metadata.get('version')!r}",
            f"give version {_VERSION}, or read it with the release of private-endpoints that wrote it",
        )
        return
    for need in metadata["needs"]:
        yield from _need_problems(need)


def _need_problems(need: object) -> Iterator[Problem]:
    if not isinstance(need, Mapping) or not need.get("service"):
        yield _problem(f"has {need!r}, which names no service", "give each need a service, such as {'service': 's3'}")
        return
    for name in need:
        if name not in _NAMES:
            yield _problem(f"has {name!r} in the need of {need['service']!r}", f"the names are {', '.join(_NAMES)}")
    for name in _TEXTS:
        if not isinstance(need.get(name, ""), str):
            yield _problem(f"has {name}={need[name]!r}", "give a text that the template itself says")
    if "kind" in need and isinstance(need["kind"], str) and need["kind"] not in _KINDS:
        yield _problem(f"has kind={need['kind']!r}", f"give {' or '.join(_KINDS)}")
    by = need.get("by", [])
    if not isinstance(by, list) or not all(isinstance(one, str) for one in by):
        yield _problem(f"has by={by!r}", "give a list of construct paths")
    if not isinstance(need.get("resource", ""), str | Join):
        yield _problem(f"has resource={need['resource']!r}", "give an ARN")
    if "port" in need and not _is_port(need["port"]):
        yield _problem(f"has port={need['port']!r}", f"give one from 1 to {_LAST_PORT}")


def _is_port(given: object) -> bool:
    if isinstance(given, bool) or not isinstance(given, int | str):
        return False
    return str(given).isdecimal() and len(str(given)) <= len(str(_LAST_PORT)) and 0 < int(given) <= _LAST_PORT


def _problem(given: str, fix: str) -> Problem:
    return Problem("bad-declaration", f"the metadata {DECLARED} {given}", fix)
