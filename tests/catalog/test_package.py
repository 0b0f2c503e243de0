"""The package itself: what it exports and what it imports. How long that takes is in `benchmarks/imports.py`."""

from __future__ import annotations

import json
import subprocess
import sys

import private_endpoints.catalog


def run(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout  # noqa: S603


def test_exports_are_sorted_and_exist() -> None:
    names = private_endpoints.catalog.__all__
    assert names == sorted(names)
    assert all(hasattr(private_endpoints.catalog, name) for name in names)


def test_importing_brings_in_no_aws_library_and_reads_no_data() -> None:
    code = """
import builtins, io, json, sys
opened = []
def watch(event, args):
    if event == "open" and "catalog/data" in str(args[0]):
        opened.append(str(args[0]))
sys.addaudithook(watch)
import private_endpoints.catalog
heavy = sorted({"aws_cdk", "boto3", "botocore", "constructs", "jsii", "rich"} & set(sys.modules))
print(json.dumps([heavy, opened]))
"""
    assert json.loads(run(code)) == [[], []]
