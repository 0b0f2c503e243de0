"""The example of the page runs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import boto3
import pytest

from support.fake_account import FakeAccount

PAGE = Path(__file__).parents[2] / "docs" / "concepts" / "accounts.md"


def test_the_example_answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    instance = {"InstanceId": "i-0a1b2c3d4e5f67890", "SubnetId": "subnet-0a1b2c3d", "State": {"Name": "running"}}
    account = FakeAccount({"ec2.describe_instances": {"Reservations": [{"Instances": [instance]}]}})

    class Session:
        region_name = None

        def client(self, service: str, *, region_name: str | None = None) -> Any:
            assert region_name == "eu-central-1"
            return account.client(service)

    monkeypatch.setattr(boto3, "Session", Session)
    exec(compile(code, str(PAGE), "exec"), {})  # noqa: S102 - our own page
    # Its subnet was not read.
    assert capsys.readouterr().out.startswith("UNKNOWN")
