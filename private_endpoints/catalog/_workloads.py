"""Workloads and what they need of the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from private_endpoints.catalog._data import read_rows, source
from private_endpoints.catalog._kinds import EndpointKind
from private_endpoints.catalog._suggest import suggest

__all__ = ["Need", "Workload", "workload", "workloads"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One endpoint that a workload needs.

    Attributes:
        service: short name of the endpoint service.
        kind: type of the endpoint.
        required: False if it is needed only where the workload uses what `reason` names.
        reason: what it is for.
        buckets: groups of service-owned buckets that the endpoint's policy must let through.
        alternative: name that needs share of which any one will do; None for a need of its own.
        regions: the only regions where it is needed; None for all.
        where_offered: whether it is needed in the regions that have the service only: elsewhere the workload does
            without, so that nothing is missing there.
        optional_buckets: groups of service-owned buckets that only some uses of the workload need, and for what.
        own_buckets: whether the workload also uses buckets of the user's own through the endpoint.
        brings: groups of service-owned buckets, optional for the workload, without which this need is of no use.
        assumed: whether the need is from memory, and no source confirms it.
    """

    service: str
    kind: EndpointKind
    required: bool
    reason: str
    buckets: tuple[str, ...] = ()
    alternative: str | None = None
    regions: tuple[str, ...] | None = None
    where_offered: bool = False
    optional_buckets: Mapping[str, str] = field(default_factory=dict, hash=False)
    own_buckets: bool = False
    brings: tuple[str, ...] = ()
    assumed: bool = False

    def applies_in(self, region: str) -> bool:
        """Whether the need exists in a region; a text that is no region of the list counts as another region."""
        return self.regions is None or region in self.regions


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """A workload and the endpoints that it needs.

    Attributes:
        name: what it is called here, such as `session-manager`.
        title: what people call it, such as `Systems Manager Session Manager`.
        needs: its endpoints, the required ones first.
        note: what else to know.
        source: where the row comes from.
        as_of: ISO date on which the source said so.
    """

    name: str
    title: str
    needs: tuple[Need, ...]
    note: str = ""
    source: str
    as_of: str


def workload(name: str) -> Workload:
    """The workload of this name.

    Raises:
        LookupError: there is no such workload; it suggests names that come close.
    """
    try:
        return _by_name()[name]
    except KeyError:
        near = " or ".join(repr(known) for known in suggest(name, _by_name(), {}))
        hint = f"did you mean {near}?" if near else f"allowed are {', '.join(_by_name())}"
        msg = f"[unknown-workload] {name!r} is no workload of the catalog; {hint}"
        raise LookupError(msg) from None


def workloads() -> tuple[Workload, ...]:
    """All workloads, sorted by name."""
    return tuple(_by_name().values())


@cache
def _by_name() -> Mapping[str, Workload]:
    return {row["name"]: _workload(row) for row in read_rows("workloads.jsonl")}


def _workload(row: Mapping[str, Any]) -> Workload:
    came_from = source(row["source"])
    needs = tuple(_need(need) for need in row["needs"])
    return Workload(**{**row, "needs": needs, "source": str(came_from), "as_of": came_from.as_of})


def _need(row: Mapping[str, Any]) -> Need:
    return Need(
        **{
            **row,
            "kind": EndpointKind(row["kind"]),
            "buckets": tuple(row.get("buckets", ())),
            "brings": tuple(row.get("brings", ())),
            "regions": tuple(row["regions"]) if "regions" in row else None,
        }
    )
