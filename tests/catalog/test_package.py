"""The package itself: what it exports, what it imports, and how long that takes."""

from __future__ import annotations

import json
import subprocess
import sys
import time

import private_endpoints.catalog
from private_endpoints.catalog._catalog import default_catalog
from private_endpoints.catalog._data import read_rows
from private_endpoints.catalog._rows import service_from_row

BUDGET_IN_SECONDS = 0.03


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


def test_importing_is_fast() -> None:
    # The standard library comes first: what counts is what this package adds. The best of several runs, because a
    # machine that does other work at the same time is not what is tested.
    code = """
import dataclasses, datetime, enum, functools, importlib.resources, json, pathlib, re, time, types, typing
started = time.perf_counter()
import private_endpoints.catalog
print(time.perf_counter() - started)
"""
    assert min(float(run(code)) for _ in range(5)) < BUDGET_IN_SECONDS


def test_loading_every_row_is_fast() -> None:
    default_catalog()
    times = []
    for _ in range(5):
        started = time.perf_counter()
        rows = [service_from_row(row) for row in read_rows("services.jsonl")]
        times.append(time.perf_counter() - started)
    assert rows
    assert min(times) < BUDGET_IN_SECONDS
