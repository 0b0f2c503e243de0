"""One measured process."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from private_endpoints.local.node import node_binary

__all__ = ["Run", "run_module"]

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Run:
    """What a process took.

    Attributes:
        wall: seconds from its start to its end.
        cpu: seconds of processor time, of its own and of the processes that it waited for (jsii's Node).
        output: what it printed.
    """

    wall: float
    cpu: float
    output: str


def run_module(module: str, *arguments: str, validation: bool = False) -> Run:
    """Run `python -m benchmarks.measuring.<module>` in an empty folder, with the Node of the environment.

    Args:
        module: below this package.
        arguments: of the program.
        validation: whether the CDK validates the templates, as it does by default.

    Raises:
        RuntimeError: the process failed; with what it printed.
    """
    environment = {
        **os.environ,
        "CDK_VALIDATION": "true" if validation else "false",
        "JSII_NODE": str(node_binary()),
        "PYTHONPATH": str(_ROOT),
    }
    command = [sys.executable, "-m", f"benchmarks.measuring.{module}", *arguments]
    with tempfile.TemporaryDirectory() as folder:
        cpu = _cpu_of_children()
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own program
            command, cwd=folder, env=environment, check=False, capture_output=True, text=True
        )
        wall = time.perf_counter() - start
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return Run(wall, _cpu_of_children() - cpu, done.stdout)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
