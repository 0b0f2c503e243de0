"""Synthesizes samples with validation on and cdk-nag's packs, in a process of its own, and prints the report.

`CDK_VALIDATION` is read when aws_cdk is imported, and the other tests have it off; so this is a program.

Usage: python judge.py SAMPLE[,SAMPLE...] PACK[,PACK...]
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import aws_cdk as cdk
import cdk_nag
from aws_cdk import aws_s3 as s3

from private_endpoints.samples import SAMPLES

ENV = cdk.Environment(account="111111111111", region="us-east-1")


def main() -> None:
    """Print the validation report, also where it holds violations."""
    samples, packs = (argument.split(",") for argument in sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        app = cdk.App(outdir=folder)
        cdk.Validations.of(app).add_plugins(*(getattr(cdk_nag, pack)() for pack in packs))
        for name in samples:
            SAMPLES[name](app, name, env=ENV)
        # A judge that says nothing may be asleep: this stack has a finding for each.
        control = s3.CfnBucket(cdk.Stack(app, "Control", env=ENV), "Bucket")
        control.add_property_override("VersioningConfiguration.Status", "Perhaps")
        try:
            app.synth()
        except RuntimeError as error:
            if "ValidationFailed: " not in str(error):
                raise
        report = json.loads((Path(folder) / "validation-report.json").read_text(encoding="utf-8"))
    print(json.dumps(report))  # noqa: T201 - the output of this program


if __name__ == "__main__":
    main()
