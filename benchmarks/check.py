# ruff: noqa: INP001 - a script, in no package
"""What a proof costs: a whole process, the engine beside parsing the same JSON, and how it grows.

Run it with `python benchmarks/check.py [--quick] [--largest N] [--beside COMMAND ...]`.
"""

from __future__ import annotations

import json
import math
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from benchmarks.measuring.compare import in_turns
from benchmarks.measuring.process import run_module
from benchmarks.measuring.samples import OURS, SAMPLE_MODULES
from benchmarks.measuring.template_of_vpcs import RESOURCES_OF_VPC, template_of_vpcs

_SAMPLE = "AirGapped"
_PROCESS_AIM = 0.4
_PARSE_AIM = 5
_OTHERS = ("cfn-lint", "checkov")


@click.command()
@click.option("--quick", is_flag=True, help="Up to 5,000 resources and 3 repetitions.")
@click.option("--largest", type=int, help="How many resources at most. Default: 100,000.")
@click.option("--beside", multiple=True, metavar="COMMAND", help="Also time this; the file's name is put at its end.")
def main(*, quick: bool, largest: int | None, beside: tuple[str, ...]) -> None:
    """Time processes, then the engine."""
    most = largest or (5_000 if quick else 100_000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = _synthesized(folder)
        _processes(sample, 3 if quick else 15, beside)
        _growth(folder, [count for count in (100, 500, 1_000, 5_000, 20_000, 100_000) if count <= most])


def _synthesized(folder: Path) -> Path:
    """A sample's template."""
    program = (
        "import sys, aws_cdk as cdk; from importlib import import_module; "
        "app = cdk.App(outdir=sys.argv[4]); getattr(import_module(sys.argv[1] + '.' + sys.argv[2]), sys.argv[3])"
        "(app, sys.argv[3]); app.synth()"
    )
    out = folder / "cdk.out"
    module = [OURS, SAMPLE_MODULES[_SAMPLE], _SAMPLE, str(out)]
    subprocess.run([sys.executable, "-c", program, *module], check=True, capture_output=True)  # noqa: S603 - our own
    return out / f"{_SAMPLE}.template.json"


def _processes(sample: Path, repetitions: int, beside: Sequence[str]) -> None:
    own = [sys.executable, "-m", "private_endpoints.cli", "check", str(sample)]
    bare = [sys.executable, "-c", "pass"]
    resources = len(json.loads(sample.read_text("utf-8"))["Resources"])
    table = Table(
        "process",
        "seconds",
        "of processor time",
        title=f"{_SAMPLE}, {resources} resources, whole process, aim {_PROCESS_AIM} s",
    )
    _run(own)  # fills the caches: bytecode, the disk's
    runs, bares = in_turns(lambda: _run(own), lambda: _run(bare), repetitions)
    _add(table, "python -c pass", bares)
    _add(table, "private-endpoints check", runs)
    found = [path for name in _OTHERS if (path := shutil.which(name, path=str(Path(sys.executable).parent)))]
    for command in (*found, *beside):
        other = [*shlex.split(command), *(["-f"] if command.endswith("checkov") else []), str(sample)]
        _add(table, command.rpartition("/")[2], [_run(other) for _ in range(max(3, repetitions // 3))])
    Console(width=None if Console().is_terminal else 120).print(table)


def _add(table: Table, name: str, runs: Sequence[Took]) -> None:
    table.add_row(name, f"{median(one.wall for one in runs):.3f}", f"{median(one.cpu for one in runs):.3f}")


def _growth(folder: Path, counts: Sequence[int]) -> None:
    table = Table(
        "resources",
        "JSON (MB)",
        "parse (s)",
        "prove (s)",
        f"ratio (aim {_PARSE_AIM})",
        "paths",
        "private",
        "findings",
        "memory (MB)",
        title="The engine beside json.loads of the same template",
    )
    runs: dict[int, Mapping[str, Any]] = {}
    for count in counts:
        file = folder / f"vpcs{count}.json"
        file.write_text(json.dumps(template_of_vpcs(count // RESOURCES_OF_VPC), indent=1), encoding="utf-8")
        run = runs[count] = json.loads(run_module("check_once", str(file)).output)
        table.add_row(
            f"{count:,}",
            f"{file.stat().st_size / 1e6:.1f}",
            f"{run['parse']:.4f}",
            f"{run['prove']:.3f}",
            f"{run['prove'] / run['parse']:.1f}",
            f"{run['paths']:,}",
            f"{run['private']:,}",
            f"{run['findings']:,}",
            f"{run['megabytes']:.0f}",
        )
        file.unlink()
    table.add_section()
    for name, key in (("exponent, parse", "parse"), ("exponent, prove", "prove")):
        table.add_row(
            name, "", *((f"{_exponent(runs, key):.2f}", "") if key == "parse" else ("", f"{_exponent(runs, key):.2f}"))
        )
    Console(width=None if Console().is_terminal else 120).print(table)


def _exponent(runs: Mapping[int, Mapping[str, Any]], key: str) -> float:
    """The slope of the line through the logarithms: 1 is linear, 2 is quadratic."""
    return linear_regression([math.log(one) for one in runs], [math.log(one[key]) for one in runs.values()]).slope


@dataclass(frozen=True, slots=True)
class Took:
    """What a process took.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds of processor time, which others on the machine disturb less.
    """

    wall: float
    cpu: float


def _run(command: Sequence[str]) -> Took:
    before, start = _cpu_of_children(), time.perf_counter()
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a finding is no failure
    return Took(time.perf_counter() - start, _cpu_of_children() - before)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
