"""`private-endpoints catalog`: what is known of endpoint services."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Literal

import click

from private_endpoints.catalog import EndpointKind, EndpointService, ServiceStatus, is_region_code, service, services
from private_endpoints.cli.inputs import note_of_region

__all__ = ["catalog"]

_NO_LIMIT = 100_000


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs: one object for one NAME, else a list.",
)
@click.option("--region", metavar="CODE", help="Fill in names for this region, such as eu-west-1.")
@click.option("--kind", type=click.Choice([kind.value for kind in EndpointKind]), help="Only services of this kind.")
@click.option("--status", type=click.Choice([status.value for status in ServiceStatus]), help="Only of this status.")
def catalog(
    names: tuple[str, ...], output: Literal["text", "json"], region: str | None, kind: str | None, status: str | None
) -> None:
    """Show endpoint services: all of them in a table, or each NAME in full.

    A NAME is a name of the catalog such as `ecr.api`, or a full service name.
    """
    if region is not None and not is_region_code(region):
        raise click.BadParameter(f"{region!r} is no code of a region, such as eu-west-1", param_hint="--region")
    note_of_region(region)
    found = [service(name) for name in names] if names else list(services())
    rows = [row for row in found if (kind is None or kind in row.kinds) and (status is None or status == row.status)]
    if output == "json":
        click.echo(_as_json(rows, region, single=len(names) == 1))
    elif names:
        click.echo("\n\n".join(_in_full(row, region) for row in rows))
    else:
        _print_table(rows, region)


def _as_json(rows: Sequence[EndpointService], region: str | None, *, single: bool) -> str:
    values = [row.to_json(region) for row in rows]
    return json.dumps(values[0] if single and values else values, indent=2)


def _in_full(row: EndpointService, region: str | None) -> str:
    lines = []
    for field, value in row.to_json(region).items():
        if value not in ("", [], {}, None) or field == "policy_supported":
            lines.append(f"{field + ':':<25} {_words(value)}")
    return "\n".join(lines)


def _words(value: object) -> str:
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key}={item}" for key, item in value.items())
    return ", ".join(value) if isinstance(value, list) else str(value)


def _print_table(rows: Sequence[EndpointService], region: str | None) -> None:
    from rich.console import Console  # noqa: PLC0415 - rich loads in 50 ms, which only the table needs
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("NAME", "KINDS", "STATUS", "POLICY", "PORTS", "SERVICE NAME", "PRIVATE DNS NAMES"):
        table.add_column(heading, no_wrap=True)
    for row in rows:
        table.add_row(*_cells(row, region), style="dim" if row.status is ServiceStatus.ENDED else None)
    # A row is one line at any width of the terminal, so that it can be searched for.
    width = Console(width=_NO_LIMIT).measure(table).maximum
    # By itself rich would keep bold and dim under NO_COLOR.
    console = Console(width=width, highlight=False, color_system=None if os.environ.get("NO_COLOR") else "auto")
    console.print(table)


def _cells(row: EndpointService, region: str | None) -> tuple[str, ...]:
    values = row.to_json(region)
    assumed = values["assumed_dns_names"]
    dns_names = [f"{name} (assumed)" if name in assumed else name for name in values["private_dns_names"]]
    return (
        row.name,
        ",".join(row.kinds),
        row.status,
        {True: "yes", False: "no", None: "not known"}[row.policy_supported],
        ",".join(values["ports"]),
        values["service_name"],
        " ".join(dns_names) or ("not known" if row.private_dns_supported else "none"),
    )
