"""A program that builds and synthesizes much of one kind: `scale_once WAY KIND COUNT`.

WAY is `ours` or `by_hand`, KIND `stacks` or `accesses`. It prints the seconds of building and of synthesizing as JSON;
importing and starting Node are not in them, since they do not grow.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module

import aws_cdk as cdk

__all__: list[str] = []


def main() -> None:
    """Build, synthesize, print."""
    way, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    fill: Callable[[cdk.App, int], None] = getattr(import_module(f"benchmarks.measuring.scale_{way}"), kind)
    # Loads the CDK's JavaScript, once for each process.
    cdk.Stack(cdk.App(outdir="warm.out"), "Warm")
    app = cdk.App(outdir="cdk.out")
    start = time.perf_counter()
    fill(app, count)
    built = time.perf_counter()
    app.synth()
    done = time.perf_counter()
    print(json.dumps({"build": built - start, "synth": done - built}))  # noqa: T201 - the output of this program


if __name__ == "__main__":
    main()
