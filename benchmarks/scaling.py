# ruff: noqa: INP001 - a script, in no package
"""Whether the cost is linear: in the stacks of an app, and in the askers of one VPC; ours beside by hand.

Run it with `python benchmarks/scaling.py [--quick]`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import linear_regression, median

import click
from rich.console import Console
from rich.table import Table

from benchmarks.measuring.compare import Comparison, in_turns
from benchmarks.measuring.process import run_module

_TITLES = {
    "stacks": "Stacks of one app, each with a VPC, a bucket, its access, Systems Manager, two services and a client",
    "accesses": "Askers on one VPC, each with a bucket, two services and a client",
}


@dataclass(frozen=True, slots=True)
class Once:
    """Seconds of one run."""

    build: float
    synth: float

    @property
    def total(self) -> float:
        """Both."""
        return self.build + self.synth


@click.command()
@click.option("--quick", is_flag=True, help="1, 5 and 20 of each, twice, instead of 1, 10 and 50, five times.")
@click.option("--validation", is_flag=True, help="Let the CDK validate the templates, as it does by default.")
def main(*, quick: bool, validation: bool) -> None:
    """Build and synthesize 1, 10 and 50 of each; imports and the start of Node are left out."""
    counts, repetitions = ((1, 5, 20), 2) if quick else ((1, 10, 50), 5)
    for kind, title in _TITLES.items():
        runs = {count: _run(kind, count, repetitions, validation=validation) for count in counts}
        _print(title, runs)


def _run(kind: str, count: int, repetitions: int, *, validation: bool) -> tuple[list[Once], list[Once]]:
    def once(way: str) -> Once:
        return Once(**json.loads(run_module("scale_once", way, kind, str(count), validation=validation).output))

    return in_turns(lambda: once("ours"), lambda: once("by_hand"), repetitions)


def _print(title: str, runs: Mapping[int, tuple[list[Once], list[Once]]]) -> None:
    table = Table("", "ours, build + synth (s)", "each (ms)", "by hand (s)", "each (ms)", "ratio", title=title)
    for count, (ours, by_hand) in runs.items():
        totals = Comparison([one.total for one in ours], [one.total for one in by_hand])
        table.add_row(
            str(count),
            f"{_parts(ours)} = {totals.median_of_ours:.2f}",
            f"{totals.median_of_ours / count * 1000:.0f}",
            f"{_parts(by_hand)} = {totals.median_by_hand:.2f}",
            f"{totals.median_by_hand / count * 1000:.0f}",
            f"{totals.ratio:.2f}",
        )
    table.add_section()
    for name, some in (("exponent", list(runs)), ("exponent without the first", list(runs)[1:])):
        exponents = [
            exponent({count: median(one.total for one in runs[count][side]) for count in some}) for side in (0, 1)
        ]
        table.add_row(name, f"{exponents[0]:.2f}", "", f"{exponents[1]:.2f}", "", "")
    Console().print(table)


def _parts(runs: list[Once]) -> str:
    return f"{median(one.build for one in runs):.2f} + {median(one.synth for one in runs):.2f}"


def exponent(seconds: Mapping[int, float]) -> float:
    """The slope of the line through the logarithms: 1 is linear, 2 is quadratic."""
    return linear_regression([math.log(one) for one in seconds], [math.log(one) for one in seconds.values()]).slope


if __name__ == "__main__":
    main()
