"""A program that counts what goes to Node and back for one stack: `count_once PACKAGE MODULE CLASS [SOURCE]`.

It prints as JSON how many messages it took to build and to synthesize, and which lines below the folder SOURCE sent
most of them. Callbacks of Node into Python are counted by their answers.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from importlib import import_module
from types import FrameType
from typing import Any

import aws_cdk as cdk
from jsii._kernel.providers import process

__all__: list[str] = []


class Counted:
    """Stands in for jsii's way to send a message."""

    def __init__(self, source: str) -> None:
        self.total = 0
        self.sites: Counter[str] = Counter()
        self._source = source
        self._send = process._NodeProcess.send  # noqa: SLF001 - jsii has no public place to count
        process._NodeProcess.send = self._counted  # type: ignore[method-assign, assignment] # noqa: SLF001

    def _counted(self, request: Any, response_type: Any) -> Any:  # noqa: ANN401 - jsii's signature
        self.total += 1
        site = self._site(sys._getframe(1))  # noqa: SLF001 - inspect.stack() reads source files
        if site:
            self.sites[f"{site} {type(request).__name__.removesuffix('Request').lower()}"] += 1
        return self._send(self._process(), request, response_type)

    def _process(self) -> Any:  # noqa: ANN401 - jsii's
        from jsii._kernel import Kernel  # noqa: PLC0415 - its only instance exists by now

        return Kernel._instances[Kernel].provider._process  # noqa: SLF001

    def _site(self, frame: FrameType | None) -> str:
        while frame is not None:
            file = frame.f_code.co_filename
            if self._source in file:
                return f"{file.partition(self._source)[2]}:{frame.f_lineno}"
            frame = frame.f_back
        return ""


def main() -> None:
    """Count, print."""
    package, module, name = sys.argv[1:4]
    stack = getattr(import_module(f"{package}.{module}"), name)
    app = cdk.App(outdir="cdk.out")
    counted = Counted("private_endpoints/constructs/")
    stack(app, name)
    build = counted.total
    app.synth()
    result = {"build": build, "synth": counted.total - build, "sites": counted.sites}
    print(json.dumps(result))  # noqa: T201 - the output of this program


if __name__ == "__main__":
    main()
