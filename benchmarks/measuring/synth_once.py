"""A program that synthesizes one stack, as a user's app does: `synth_once PACKAGE MODULE CLASS`."""

from __future__ import annotations

import sys
from importlib import import_module

import aws_cdk as cdk

__all__: list[str] = []

if __name__ == "__main__":
    package, module, name = sys.argv[1:]
    stack = getattr(import_module(f"{package}.{module}"), name)
    app = cdk.App(outdir="cdk.out")
    stack(app, name)
    app.synth()
