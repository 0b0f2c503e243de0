"""A program that proves one template: `check_once FILE`.

It prints as JSON the seconds of parsing the JSON, of the first pass (with imports), of a second pass, and what came
of it. The second pass is what the engine itself takes; a process has only the first.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from pathlib import Path

from private_endpoints.cloudformation import Deployment
from private_endpoints.proof import Proof, Prover, prove

__all__: list[str] = []


def main() -> None:
    """Parse, prove, print."""
    file = sys.argv[1]
    text = Path(file).read_text(encoding="utf-8")
    gc.disable()  # what the collector does depends on the heap, which both have grown by then
    parse = min(_parsing(text) for _ in range(5))
    first, _ = _proving(file)
    second, proof = min((_proving(file) for _ in range(3)), key=lambda one: one[0])
    found = {
        "parse": parse,
        "first": first,
        "prove": second,
        "paths": len(proof.answers),
        "private": proof.counts["private"],
        "findings": len(proof.findings),
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(found))  # noqa: T201 - the output of this program


def _parsing(text: str) -> float:
    start = time.perf_counter()
    json.loads(text)
    return time.perf_counter() - start


def _proving(file: str) -> tuple[float, Proof]:
    """From the file to every answer and finding."""
    start = time.perf_counter()
    proof = prove(Prover.of(Deployment.read(file)))
    return time.perf_counter() - start, proof


if __name__ == "__main__":
    main()
