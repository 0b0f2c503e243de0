# ruff: noqa: INP001 - a script, in no package
"""Why it costs what it costs: messages to Node and back for each sample, beside the same resources by hand.

The counts are exact and the same on every machine. Run it with `python benchmarks/round_trips.py [--top N]`.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table

from benchmarks.measuring.process import run_module
from benchmarks.measuring.samples import BY_HAND, OURS, SAMPLE_MODULES


@dataclass(frozen=True, slots=True)
class Count:
    """Messages for one stack, and for ours the lines that sent them."""

    build: int
    synth: int
    sites: dict[str, int]

    @property
    def total(self) -> int:
        """All messages."""
        return self.build + self.synth


@click.command()
@click.option("--quick", is_flag=True, help="The largest sample only.")
@click.option("--top", default=0, show_default=True, help="Print so many lines that send most messages.")
def main(*, quick: bool, top: int) -> None:
    """Count the messages of each sample."""
    table = Table("sample", "ours: build", "synth", "by hand: build", "synth", "ratio", title="Messages to Node")
    sites: Counter[str] = Counter()
    for name in ["AirGapped"] if quick else SAMPLE_MODULES:
        ours, by_hand = _count(OURS, name), _count(BY_HAND, name)
        sites.update(ours.sites)
        counts = (str(one) for one in (ours.build, ours.synth, by_hand.build, by_hand.synth))
        table.add_row(name, *counts, f"{ours.total / by_hand.total:.2f}")
    console = Console()
    console.print(table)
    if top:
        by_line = Table("messages", "line of private_endpoints/constructs", title="Lines that send most, all samples")
        for site, count in sites.most_common(top):
            by_line.add_row(str(count), site)
        console.print(by_line)


def _count(package: str, name: str) -> Count:
    return Count(**json.loads(run_module("count_once", package, SAMPLE_MODULES[name], name).output))


if __name__ == "__main__":
    main()
