# ruff: noqa: INP001 - a script, in no package
"""What `import private_endpoints` costs: milliseconds above a bare interpreter, and what it loads.

Run it with `python benchmarks/imports.py [--quick]`; exits 1 where it loads aws_cdk, which no machine's mood changes.
"""

from __future__ import annotations

import sys
from functools import partial
from statistics import median

import click
from rich.console import Console
from rich.table import Table

from benchmarks.measuring.compare import in_turns
from benchmarks.measuring.process import run_module

_AIM = 50
_HEAVY = ("aws_cdk", "boto3", "constructs", "jsii")
# A name out of each part, loaded on top of the package: what a first use adds.
_FIRST_USES = ("private_endpoints", "private_endpoints.catalog", "private_endpoints.policy", "private_endpoints.cli")


@click.command()
@click.option("--quick", is_flag=True, help="5 repetitions instead of 25.")
def main(*, quick: bool) -> None:
    """Time imports in fresh processes."""
    table = Table(
        "import",
        "above a bare interpreter (ms)",
        "modules of its own",
        "other modules",
        "of these heavy",
        title=f"Imports, aim {_AIM} ms for private_endpoints and nothing heavy",
    )
    heavy_in_package: list[str] = []
    for name in _FIRST_USES:
        bare, full = in_turns(partial(_milliseconds, "sys"), partial(_milliseconds, name), 5 if quick else 25)
        loaded = _loaded(name)
        own = [one for one in loaded if one.partition(".")[0] == "private_endpoints"]
        heavy = sorted({one.partition(".")[0] for one in loaded} & set(_HEAVY))
        if name == "private_endpoints":
            heavy_in_package = heavy
        above = median(two - one for one, two in zip(bare, full, strict=True))
        table.add_row(name, f"{above:.1f}", str(len(own)), str(len(loaded) - len(own)), ", ".join(heavy) or "none")
    Console().print(table)
    sys.exit(1 if heavy_in_package else 0)


def _milliseconds(name: str) -> float:
    return run_module("import_once", name).wall * 1000


def _loaded(name: str) -> list[str]:
    return run_module("import_once", name, "--list").output.split()


if __name__ == "__main__":
    main()
