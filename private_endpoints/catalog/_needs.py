"""What workloads need of the network in one region: which endpoints are asked for, which are left out, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from private_endpoints.catalog._absent_services import is_absent_from
from private_endpoints.catalog._catalog import service
from private_endpoints.catalog._kinds import EndpointKind
from private_endpoints.catalog._owned_buckets import owned_buckets
from private_endpoints.catalog._regions import is_region_code
from private_endpoints.catalog._suggest import suggest
from private_endpoints.catalog._workloads import Need, Workload, workload
from private_endpoints.errors import Problem

__all__ = ["LeftOut", "LeftOutNeed", "ResolvedNeed", "left_out", "need_problems", "resolve"]

_Key = tuple[str, EndpointKind]


class LeftOut(StrEnum):
    """Why an endpoint, or a group of buckets, that a workload could use is not asked for."""

    OPTIONAL = "optional"
    """Needed only where the workload uses what the reason says; `include` brings it."""
    ALTERNATIVE = "alternative"
    """Another endpoint does as well; `include` chooses this one instead."""
    EXCLUDED = "excluded"
    """`exclude` names it."""
    NOT_NEEDED_IN_REGION = "not-needed-in-region"
    """The workload works without it in this region; `include` brings it all the same."""
    NOT_IN_REGION = "not-in-region"
    """The region does not have the service: asking for it would fail the deployment."""
    REGION_UNKNOWN = "region-unknown"
    """Not every region has the service, and the stack does not say which it is for; `include` asks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedNeed:
    """One endpoint to ask for.

    Attributes:
        service: short name of the endpoint service.
        kind: type of the endpoint.
        required: whether one of the workloads does not work without it.
        reasons: workload and what it is for, of each workload that needs it, sorted.
        buckets: groups of service-owned buckets that the endpoint's policy must let through, sorted.
        own_buckets: whether one of the workloads also uses buckets of the user's own through it.
    """

    service: str
    kind: EndpointKind
    required: bool
    reasons: tuple[tuple[str, str], ...]
    buckets: tuple[str, ...] = ()
    own_buckets: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutNeed:
    """One endpoint, or one group of service-owned buckets, that workloads could use and that is not asked for.

    Attributes:
        name: what `include` and `exclude` call it: the service, or the group of buckets.
        service: short name of the endpoint service.
        kind: type of the endpoint.
        why: why it is left out.
        required: whether one of the workloads does not work without it.
        reasons: workload and what it would be for, sorted.
        buckets: the group of service-owned buckets, where it is one, or those that would come with the endpoint.
    """

    name: str
    service: str
    kind: EndpointKind
    why: LeftOut
    required: bool
    reasons: tuple[tuple[str, str], ...]
    buckets: tuple[str, ...] = ()


def resolve(
    workloads: Sequence[str], region: str | None, *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[ResolvedNeed, ...]:
    """The endpoints that workloads need in a region, each once, sorted by service and kind.

    Of alternatives, of which any one will do, it is the first that the region has, or those that `include` names.

    Args:
        workloads: names of workloads; their order changes nothing.
        region: code of a region. None, or a token, for a stack that does not say: then an endpoint that some regions
            do not have is left out unless `include` names it, and one that exists everywhere but is needed in some
            regions only is asked for.
        include: what is optional and wanted: names of services, or groups of service-owned buckets.
        exclude: what is not wanted, required or not: names of services, or groups of service-owned buckets.

    Raises:
        LookupError: a name that is no workload, or that none of these workloads knows; it suggests names.
    """
    return _sort_out(workloads, region, include, exclude).taken()


def left_out(
    workloads: Sequence[str], region: str | None, *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[LeftOutNeed, ...]:
    """What `resolve` does not ask for with these arguments, and why, sorted by name.

    An endpoint that one workload needs and another could use is not among these: it is asked for.

    Raises:
        LookupError: as `resolve`.
    """
    return _sort_out(workloads, region, include, exclude).left_out()


def need_problems(
    workloads: Sequence[str], *, include: Sequence[str] = (), exclude: Sequence[str] = ()
) -> tuple[Problem, ...]:
    """All that `resolve` would refuse in these arguments; nothing if it would take them."""
    problems: list[Problem] = []
    rows = []
    for name in dict.fromkeys(workloads):
        try:
            rows.append(workload(name))
        except LookupError as error:
            code, _, text = str(error).partition("] ")
            given, _, fix = text.partition("; ")
            problems.append(
                Problem(code.removeprefix("["), f"workloads= names {given.replace(' is no ', ' which is no ')}", fix)
            )
    if problems:
        return tuple(problems)  # what the others know would be told wrongly
    known = _names(rows)
    for argument, names in (("include", include), ("exclude", exclude)):
        problems += [_unknown(argument, name, known, rows) for name in dict.fromkeys(names) if name not in known]
    problems += [
        Problem("included-and-excluded", f"{name!r} is in include= and in exclude=", "name it in one of them")
        for name in dict.fromkeys(include)
        if name in exclude
    ]
    return tuple(problems)


def _unknown(argument: str, name: str, known: Collection[str], rows: Iterable[Workload]) -> Problem:
    near = " or ".join(repr(meant) for meant in suggest(name, known, {}))
    of = ", ".join(row.name for row in rows) or "no workload"
    hint = f"did you mean {near}?" if near else f"allowed are {', '.join(sorted(known)) or 'none'}"
    return Problem("unknown-need", f"{argument}= names {name!r}, which is no need of {of}", hint)


def _names(rows: Iterable[Workload]) -> set[str]:
    needs = [need for row in rows for need in row.needs]
    groups = {group for need in needs for group in (*need.buckets, *need.optional_buckets)}
    return groups | {need.service for need in needs}


@dataclass(frozen=True, slots=True)
class _Use:
    """One need of one workload, and what became of it."""

    workload: str
    need: Need
    why_not: LeftOut | None

    @property
    def key(self) -> _Key:
        return self.need.service, self.need.kind

    @property
    def reason(self) -> tuple[str, str]:
        return self.workload, self.need.reason


class _SortedOut:
    def __init__(
        self, uses: Iterable[_Use], region: str | None, include: Sequence[str], exclude: Sequence[str]
    ) -> None:
        self._uses: dict[_Key, list[_Use]] = {}
        for use in uses:
            self._uses.setdefault(use.key, []).append(use)
        self._region, self._include, self._exclude = region, include, exclude

    def taken(self) -> tuple[ResolvedNeed, ...]:
        return tuple(self._resolved(key, wanted) for key in sorted(self._uses) if (wanted := self._wanted(key)))

    def left_out(self) -> tuple[LeftOutNeed, ...]:
        found = [one for key in self._uses if not self._wanted(key) for one in self._unwanted(key)]
        found += [one for key in self._uses for one in self._buckets_left_out(key)]
        return tuple(sorted(found, key=lambda one: (one.name, one.kind)))

    def _wanted(self, key: _Key) -> list[_Use]:
        return [use for use in self._uses[key] if use.why_not is None]

    def _resolved(self, key: _Key, wanted: list[_Use]) -> ResolvedNeed:
        groups = {group for use in wanted for group in use.need.buckets}
        groups |= {group for use in wanted for group in use.need.optional_buckets if group in self._include}
        return ResolvedNeed(
            service=key[0],
            kind=key[1],
            required=any(use.need.required for use in wanted),
            reasons=tuple(sorted(use.reason for use in wanted)),
            buckets=tuple(sorted(group for group in groups.difference(self._exclude) if _exists(group, self._region))),
            own_buckets=any(use.need.own_buckets for use in wanted),
        )

    def _unwanted(self, key: _Key) -> Iterator[LeftOutNeed]:
        # Why one workload goes without may differ from why another does: each is told.
        for why in sorted({use.why_not for use in self._uses[key] if use.why_not is not None}):
            uses = [use for use in self._uses[key] if use.why_not is why]
            yield LeftOutNeed(
                name=key[0],
                service=key[0],
                kind=key[1],
                why=why,
                required=any(use.need.required and not use.need.where_offered for use in uses),
                reasons=tuple(sorted(use.reason for use in uses)),
                buckets=tuple(sorted({group for use in uses for group in use.need.buckets})),
            )

    def _buckets_left_out(self, key: _Key) -> Iterator[LeftOutNeed]:
        wanted = self._wanted(key)
        let_through = self._resolved(key, wanted).buckets if wanted else ()
        required = {group for use in wanted for group in use.need.buckets}
        possible = {group for use in self._uses[key] for group in use.need.optional_buckets} | required
        if wanted:  # else the endpoint that is left out tells of them
            possible.update(group for use in self._uses[key] for group in use.need.buckets)
        for group in sorted(possible.difference(let_through)):
            yield LeftOutNeed(
                name=group,
                service=key[0],
                kind=key[1],
                why=self._why_no_bucket(group),
                required=group in required,
                reasons=tuple(sorted(_reasons_for_buckets(group, self._uses[key]))),
                buckets=(group,),
            )

    def _why_no_bucket(self, group: str) -> LeftOut:
        if group in self._exclude:
            return LeftOut.EXCLUDED
        return LeftOut.OPTIONAL if _exists(group, self._region) else LeftOut.NOT_IN_REGION


def _reasons_for_buckets(group: str, uses: Iterable[_Use]) -> Iterator[tuple[str, str]]:
    for use in uses:
        if group in use.need.optional_buckets:
            yield use.workload, use.need.optional_buckets[group]
        elif group in use.need.buckets:
            yield use.reason


def _sort_out(
    workloads: Sequence[str], region: str | None, include: Sequence[str], exclude: Sequence[str]
) -> _SortedOut:
    if problems := need_problems(workloads, include=include, exclude=exclude):
        raise LookupError("; ".join(map(str, problems)))
    place = region if region is not None and is_region_code(region) else None
    include = [*include, *_brought([workload(name) for name in workloads], include)]
    uses = [use for name in dict.fromkeys(workloads) for use in _uses(workload(name), place, include, exclude)]
    return _SortedOut(uses, place, include, exclude)


def _brought(rows: Iterable[Workload], include: Sequence[str]) -> Iterator[str]:
    for row in rows:
        for need in row.needs:
            if need.service in include:
                yield from need.brings


def _uses(row: Workload, region: str | None, include: Sequence[str], exclude: Sequence[str]) -> Iterator[_Use]:
    chosen = _chosen(row, region, include, exclude)
    for need in row.needs:
        why_not = _why_not(need, region, include, exclude)
        if why_not is None and need.alternative is not None and need.service not in chosen[need.alternative]:
            why_not = LeftOut.ALTERNATIVE
        yield _Use(row.name, need, why_not)


def _chosen(
    row: Workload, region: str | None, include: Sequence[str], exclude: Sequence[str]
) -> dict[str, Collection[str]]:
    """Per name of an alternative the services that are taken for it."""
    possible: dict[str, list[str]] = {}
    for need in row.needs:
        if need.alternative is not None and _why_not(need, region, include, exclude) is None:
            possible.setdefault(need.alternative, []).append(need.service)
    return {
        name: [service_name for service_name in names if service_name in include] or names[:1]
        for name, names in possible.items()
    }


def _why_not(need: Need, region: str | None, include: Sequence[str], exclude: Sequence[str]) -> LeftOut | None:
    if need.service in exclude:
        return LeftOut.EXCLUDED
    if region is not None and _is_known_to_lack(region, need):
        return LeftOut.NOT_IN_REGION
    if need.service in include:
        return None
    if not need.required:
        # A group of buckets is of use with the endpoint only.
        groups = {*need.buckets, *need.optional_buckets}
        return LeftOut.OPTIONAL if groups.isdisjoint(include) else None
    if region is None:
        return LeftOut.REGION_UNKNOWN if service(need.service).regions is not None else None
    return None if need.applies_in(region) else LeftOut.NOT_NEEDED_IN_REGION


def _is_known_to_lack(region: str, need: Need) -> bool:
    if service(need.service).available_in(region) is False or is_absent_from(need.service, region):
        return True
    only_for_buckets = bool(need.buckets) and not need.own_buckets
    return only_for_buckets and not any(_exists(group, region) for group in (*need.buckets, *need.optional_buckets))


def _exists(group: str, region: str | None) -> bool:
    return region is None or any(row.exists_in(region) for row in owned_buckets(group))
