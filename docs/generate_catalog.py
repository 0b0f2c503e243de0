# A script beside the pages that it writes, not a module.
# ruff: noqa: INP001
"""Writes the reference pages of the catalog from its data: `python docs/generate_catalog.py`.

A test holds the committed pages to what this would write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from private_endpoints.catalog import (
    AbsentServices,
    EndpointService,
    Need,
    OwnedBucket,
    ServiceStatus,
    Workload,
    absent_services,
    owned_bucket_groups,
    owned_buckets,
    services,
    workloads,
)

DIRECTORY = Path(__file__).parent / "reference"
MADE = "<!-- Made by docs/generate_catalog.py from the catalog's data; edit the data. -->"


def pages() -> Mapping[str, str]:
    """The pages by file name."""
    return {
        "owned-buckets.md": _page(_owned_buckets()),
        "services.md": _page(_services()),
        "workloads.md": _page(_workloads()),
    }


def _page(lines: Iterable[str]) -> str:
    return "\n".join((MADE, "", *lines)) + "\n"


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    titles = list(headings)
    yield _line(titles)
    yield _line("---" for _ in titles)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(texts: Iterable[str]) -> str:
    return "<br>".join(f"`{text}`" for text in texts)


def _services() -> Iterator[str]:
    rows = services()
    confirmed = sum(1 for row in rows if row.private_dns_names_in("us-east-1", confirmed=True))
    yield "# Endpoint services"
    yield ""
    yield (
        f"{len(rows)} services; of {confirmed} a source confirms at least one private DNS name. "
        "A name marked *assumed* follows the regular pattern, and no source confirms it. "
        "In a partition other than `aws` every private DNS name is assumed."
    )
    yield ""
    yield (
        "IP address types are those seen on the date of the source: a missing `ipv6` never means that there is none "
        "today. A policy marked `?` is not known. Names here are those of the partition `aws`; "
        "`private-endpoints catalog NAME --region CODE` fills in a region of any partition."
    )
    yield ""
    headings = ("Name", "Service name", "Kinds", "Private DNS names", "Policy", "Ports", "IP", "As of", "Notes")
    yield from _table(headings, map(_service, rows))
    yield ""
    yield "## Sources"
    yield ""
    yield from sorted({f"- {row.source} ({row.as_of})" for row in rows})
    yield from sorted({f"- {text}" for row in rows for text in row.field_sources.values()})


def _service(row: EndpointService) -> tuple[str, ...]:
    return (
        f"`{row.name}`",
        f"`{row.service_name}`",
        ", ".join(row.kinds),
        _dns_names(row),
        {True: "yes", False: "no", None: "?"}[row.policy_supported],
        ", ".join(map(str, row.ports)) + (" *assumed*" if "ports" in row.assumed else ""),
        ", ".join(row.ip_address_types) or "?",
        row.as_of,
        "; ".join(_notes(row)),
    )


def _dns_names(row: EndpointService) -> str:
    if not row.private_dns_supported:
        return "none"
    confirmed = row.private_dns_names_in("{region}", confirmed=True)
    names = row.private_dns_names_in("{region}")
    return "<br>".join(f"`{name}`" + ("" if name in confirmed else " *assumed*") for name in names) or "not known"


def _notes(row: EndpointService) -> Iterator[str]:
    if row.status is ServiceStatus.ENDED:
        yield f"**ended**: {row.ended}" + (" (*assumed*)" if "ended" in row.assumed else "")
    if row.cross_region:
        yield "cross-region"
    if row.home_regions:
        yield "lives in " + ", ".join(row.home_regions.values())
    if row.perimeter_keys:
        yield _code(row.perimeter_keys)
    if row.note:
        yield row.note


def _workloads() -> Iterator[str]:
    rows = workloads()
    yield "# Workloads"
    yield ""
    yield (
        "The endpoints that a workload needs in a VPC without a way to the internet, and why. Names in *if used* are "
        "what `include=` takes; so are groups of buckets that are marked so. "
        "[How needs become endpoints](../concepts/workloads.md) has the rules."
    )
    yield ""
    yield from _table(("Workload", "What it is", "Always", "If used", "Buckets of AWS"), map(_summary, rows))
    yield ""
    yield (
        "A need marked *assumed* is from memory, and no source confirms it. *Own buckets*: the workload also uses "
        "buckets of yours through the endpoint. *Brings*: including the need includes these buckets of AWS."
    )
    for row in rows:
        yield from _workload(row)
    yield ""
    yield "## What a partition does not have"
    yield ""
    yield "Endpoints of these services are left out there, because asking for one would fail the deployment."
    yield ""
    yield from _table(("Partition", "Services", "Source"), map(_absent, absent_services()))


def _summary(row: Workload) -> tuple[str, ...]:
    always = [need for need in row.needs if need.required and need.alternative is None and need.regions is None]
    groups = {group for need in always for group in need.buckets}
    return (
        f"[`{row.name}`](#{row.name})",
        row.title,
        _names(always),
        _names(need for need in row.needs if need not in always),
        _code(sorted(groups)),
    )


def _names(needs: Iterable[Need]) -> str:
    return ", ".join(f"`{need.service}`" for need in needs)


def _absent(row: AbsentServices) -> tuple[str, ...]:
    names = "<br>".join(f"`{name}`" + (" *assumed*" if name in row.assumed else "") for name in row.services)
    return f"`{row.partition}`", names, f"{row.source} ({row.as_of})"


def _workload(row: Workload) -> Iterator[str]:
    yield ""
    yield f"## {row.name}"
    yield ""
    yield f"{row.title}."
    if row.note:
        yield f"{row.note}."
    yield ""
    yield from _table(("Service", "Kind", "Needed", "For", "Buckets of AWS"), map(_need, row.needs))
    yield ""
    yield f"Source: {row.source} ({row.as_of})"


def _need(need: Need) -> tuple[str, ...]:
    when = "always" if need.required else "if used"
    if need.alternative:
        when = f"any one for {need.alternative}"
    if need.regions:
        when += f" in {', '.join(need.regions)}"
    reason = need.reason + (" *assumed*" if need.assumed else "") + ("; *own buckets*" if need.own_buckets else "")
    groups = [f"`{group}`" for group in need.buckets]
    groups += [f"`{group}` if used: {what}" for group, what in need.optional_buckets.items()]
    groups += [f"brings `{group}`" for group in need.brings]
    return f"`{need.service}`", need.kind, when, reason, "<br>".join(groups)


def _owned_buckets() -> Iterator[str]:
    yield "# Buckets of AWS's own"
    yield ""
    yield (
        "What an endpoint policy for S3 must let through so that a workload works. Callers marked *anonymous* may "
        "carry no identity of yours: a condition on the principal would refuse them."
    )
    yield ""
    yield (
        "Sources speak of the partition `aws`, and of others where this is said. Elsewhere a name follows the same "
        "rule and is assumed; a policy lets it through all the same, because the workload surely fails without. Where "
        "AWS chose a part of a name by itself and no page says what it is, the policy has `*` in its place, and so "
        "admits reading a bucket of anybody whose name fits; it never admits writing."
    )
    for group in owned_bucket_groups():
        rows = owned_buckets(group)
        yield ""
        yield f"## {group}"
        yield ""
        yield from _table(("Bucket", "Actions", "Callers", "Without it"), map(_bucket, rows))
        for row in rows:
            yield from _exceptions(row)
        yield ""
        yield from sorted({f"Source: {row.source} ({row.as_of})" for row in rows})


def _bucket(row: OwnedBucket) -> tuple[str, ...]:
    callers = "anonymous" if row.anonymous else "yours"
    assumed = f" (*assumed*: {', '.join(row.assumed)})" if row.assumed else ""
    return f"`{row.bucket}`", _code(row.actions) + assumed, callers, row.why


def _exceptions(row: OwnedBucket) -> Iterator[str]:
    lines = []
    if row.unique:
        lines.append(", ".join(f"{region} `{text}`" for region, text in row.unique.items()))
    if row.names:
        lines.append(", ".join(f"in {region} it is `{name}`" for region, name in row.names.items()))
    if row.regions is not None:
        lines.append(f"only in {', '.join(row.regions)}")
    if row.not_in:
        lines.append(f"not in {', '.join(row.not_in)}")
    if row.confirmed_in != ("aws",):
        lines.append(f"confirmed in {', '.join(row.confirmed_in)}")
    for line in lines:
        yield ""
        yield f"`{row.bucket}`: {line}"


def main() -> None:
    """Write the pages."""
    DIRECTORY.mkdir(exist_ok=True)
    for name, text in pages().items():
        (DIRECTORY / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
