"""The samples of this project break no rule."""

from __future__ import annotations

import aws_cdk as cdk
import pytest

from private_endpoints.checks import Severity, check_cases
from private_endpoints.cloudformation import Deployment
from private_endpoints.samples import SAMPLES
from support.vpcs import ENV


@pytest.fixture(scope="module", params=["env", "agnostic"])
def deployment(request: pytest.FixtureRequest) -> Deployment:
    app = cdk.App()
    for name, sample in SAMPLES.items():
        sample(app, name, env=ENV if request.param == "env" else None)
    return Deployment.read(app.synth().directory)


def test_no_sample_has_an_error_or_a_warning(deployment: Deployment) -> None:
    found = check_cases(deployment.networks())
    assert [one for one in found if one.severity is not Severity.INFO] == []
