"""The samples before judges that we did not write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from private_endpoints.samples import SAMPLES
from support import judge

Templates = dict[str, dict[str, Any]]


def reports(samples: str, packs: str) -> dict[str, dict[str, Any]]:
    """What CDK's validation and the packs say, by plugin."""
    environment = {key: value for key, value in os.environ.items() if key != "CDK_VALIDATION"}
    command = [sys.executable, str(Path(judge.__file__)), samples, packs]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return {one["pluginName"]: one for one in json.loads(done.stdout.splitlines()[-1])["pluginReports"]}


def violations(report: dict[str, Any]) -> list[str]:
    """What a judge finds in the samples; it must find something in the control, or it was not awake."""
    found = [
        f"{where['constructPath']}: {one['ruleName']}"
        for one in report["violations"]
        for where in one["violatingConstructs"]
    ]
    assert any(one.startswith("Control/") for one in found)
    return [one for one in found if not one.startswith("Control/")]


@pytest.fixture(scope="module")
def awssolutions() -> dict[str, dict[str, Any]]:
    return reports(",".join(SAMPLES), "AwsSolutionsChecks")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("which", ["templates", "agnostic_templates"])
def test_cfn_lint_finds_nothing(name: str, which: str, request: pytest.FixtureRequest) -> None:
    template = request.getfixturevalue(which)[name]
    # The CDK writes the zones of a stack with an account and a region as literals; W3010 would have them looked up.
    ignored = ["W3010"] if which == "templates" else []
    found = lint(json.dumps(template), config=ManualArgs(regions=["us-east-1"], ignore_checks=ignored))
    assert [f"{one.rule.id} {one.path}: {one.message}" for one in found] == []


def test_the_validation_of_the_cdk_finds_nothing(awssolutions: dict[str, dict[str, Any]]) -> None:
    assert violations(awssolutions["CloudFormation Validate"]) == []


def test_no_finding_of_awssolutions_is_unacknowledged(awssolutions: dict[str, dict[str, Any]]) -> None:
    assert violations(awssolutions["AwsSolutions"]) == []


def test_every_acknowledgement_has_a_reason_and_is_needed(awssolutions: dict[str, dict[str, Any]]) -> None:
    suppressed = awssolutions["AwsSolutions"]["suppressedViolations"]
    assert suppressed
    assert all(len(one["reason"].split()) > 4 for one in suppressed)


def test_the_air_gapped_sample_passes_the_compliance_packs() -> None:
    packs = {
        "NIST80053R5Checks": "NIST.800.53.R5",
        "HIPAASecurityChecks": "HIPAA.Security",
        "PCIDSS321Checks": "PCI.DSS.321",
    }
    found = reports("AirGapped", ",".join(packs))
    assert {pack: violations(found[pack]) for pack in packs.values()} == {pack: [] for pack in packs.values()}
