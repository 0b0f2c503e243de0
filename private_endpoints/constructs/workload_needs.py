"""Which endpoints workloads have, which they have not, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from private_endpoints.catalog import EndpointKind, LeftOut

__all__ = ["WorkloadNeed", "WorkloadNeeds"]

_WHY = {
    LeftOut.OPTIONAL: "include={name!r} asks for it",
    LeftOut.ALTERNATIVE: "another endpoint does as well: include={name!r} asks for this one",
    LeftOut.EXCLUDED: "excluded",
    LeftOut.NOT_NEEDED_IN_REGION: "not needed in this region",
    LeftOut.NOT_IN_REGION: "the region does not have it",
    LeftOut.REGION_UNKNOWN: "not every region has it, and the stack has none: give the stack a region, "
    "or ask for it with include={name!r}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadNeed:
    """One need of some workloads, and what came of it.

    Attributes:
        name: what `include` and `exclude` call it: the service, or a group of service-owned buckets.
        service: short name of the endpoint service.
        kind: type of the endpoint.
        required: whether one of the workloads does not work without it.
        reasons: workload and what it is for, of each workload that has the need.
        buckets: groups of service-owned buckets that the endpoint's policy lets through for them, or would.
        own_buckets: whether one of the workloads also keeps data in buckets of the user's.
        refused: those of `buckets` that the policy of an endpoint does not let through, as it stands.
        endpoint: construct path of the endpoint; None where there is none.
        adopted: the endpoint exists by other code, so its policy is not managed here.
        shared_with: construct paths of the others that asked for the same endpoint.
        left_out: why it was not asked for, a `private_endpoints.catalog.LeftOut`; None where it was.
    """

    name: str
    service: str
    kind: EndpointKind
    required: bool
    reasons: tuple[tuple[str, str], ...]
    buckets: tuple[str, ...] = ()
    own_buckets: bool = False
    refused: tuple[str, ...] = ()
    endpoint: str | None = None
    adopted: bool = False
    shared_with: tuple[str, ...] = ()
    left_out: LeftOut | None = None

    def __str__(self) -> str:
        return "\n".join([self._headline(), *(f"    {line}" for line in self._lines())])

    def _headline(self) -> str:
        needed = (
            "" if self.left_out is LeftOut.NOT_NEEDED_IN_REGION else ", required" if self.required else ", optional"
        )
        what = f"{self.service} ({self.kind.value}{needed})"
        if self.name != self.service:
            what = f"buckets {self.name} through {self.service} ({self.kind.value})"
        if self.left_out is not None:
            return f"- {what}: {_WHY[self.left_out].format(name=[self.name])}"
        if self.endpoint is None:
            return f"- {what}: missing"
        if self.refused:
            return f"- {what}: {self.endpoint}, which refuses the buckets of AWS {', '.join(self.refused)}"
        return f"+ {what}: {self.endpoint}{', adopted' if self.adopted else ''}"

    def _lines(self) -> Iterable[str]:
        for workload, reason in self.reasons:
            yield f"{workload}: {reason}"
        if self.buckets and self.buckets != (self.name,) and not self.refused:
            yield f"with the buckets of AWS: {', '.join(self.buckets)}"
        if self.own_buckets:
            yield "with buckets of your own"
        if self.shared_with:
            yield f"shared with {', '.join(self.shared_with)}"


class WorkloadNeeds(tuple[WorkloadNeed, ...]):
    """The needs of some workloads: what was asked for, then what was left out.

    As text a paragraph for each: `+` for an endpoint that there is, `-` for one that there is not, and why.
    """

    __slots__ = ()

    def __str__(self) -> str:
        return "\n".join(map(str, self))
