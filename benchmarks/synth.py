# ruff: noqa: INP001 - a script, in no package
"""What the library costs: whole-process synth of each sample beside the same resources by hand.

Run it with `python benchmarks/synth.py [--quick] [--validation]`.
"""

from __future__ import annotations

from itertools import chain

import click
from rich.console import Console
from rich.table import Table

from benchmarks.measuring.compare import Comparison, in_turns
from benchmarks.measuring.process import Run, run_module
from benchmarks.measuring.samples import BY_HAND, OURS, SAMPLE_MODULES

_AIM = 1.05


@click.command()
@click.option("--quick", is_flag=True, help="3 repetitions instead of 15: tells a doubling, no percents.")
@click.option("--validation", is_flag=True, help="Let the CDK validate the templates, as it does by default.")
@click.option("--repetitions", type=click.IntRange(min=1), help="How often each is run.")
@click.option("--sample", "names", multiple=True, type=click.Choice(list(SAMPLE_MODULES)), help="Only this one.")
def main(*, quick: bool, validation: bool, repetitions: int | None, names: tuple[str, ...]) -> None:
    """Compare whole processes: import, build, synthesize."""
    table = Table(
        "sample",
        "ours (s)",
        "by hand (s)",
        "ratio",
        "lowest-highest",
        "ratio of processor time",
        title=f"Whole-process synth, ours to by hand, aim {_AIM}, validation {'on' if validation else 'off'}",
    )
    walls: list[Comparison] = []
    cpus: list[Comparison] = []
    for name in names or SAMPLE_MODULES:
        wall, cpu = _compare(name, repetitions or (3 if quick else 15), validation=validation)
        walls.append(wall)
        cpus.append(cpu)
        _add(table, name, wall, cpu)
    table.add_section()
    _add(table, "all", _together(walls), _together(cpus))
    Console(width=None if Console().is_terminal else 120).print(table)


def _compare(name: str, repetitions: int, *, validation: bool) -> tuple[Comparison, Comparison]:
    def run(package: str) -> Run:
        return run_module("synth_once", package, SAMPLE_MODULES[name], name, validation=validation)

    for package in (OURS, BY_HAND):
        run(package)  # fills the caches: bytecode, jsii's package cache, the disk's
    ours, by_hand = in_turns(lambda: run(OURS), lambda: run(BY_HAND), repetitions)
    return (
        Comparison([one.wall for one in ours], [one.wall for one in by_hand]),
        Comparison([one.cpu for one in ours], [one.cpu for one in by_hand]),
    )


def _together(comparisons: list[Comparison]) -> Comparison:
    return Comparison(
        list(chain.from_iterable(one.ours for one in comparisons)),
        list(chain.from_iterable(one.by_hand for one in comparisons)),
    )


def _add(table: Table, name: str, wall: Comparison, cpu: Comparison) -> None:
    seconds = (f"{one:.2f}" for one in (wall.median_of_ours, wall.median_by_hand))
    table.add_row(name, *seconds, f"{wall.ratio:.2f}", wall.spread, f"{cpu.ratio:.2f}")


if __name__ == "__main__":
    main()
