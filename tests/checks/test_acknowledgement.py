"""Acknowledging findings by id, with a reason."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from private_endpoints.checks import (
    Acknowledgement,
    Finding,
    Severity,
    acknowledgements_of,
    read_acknowledgements,
)
from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Origin


def finding(rule: str = "some-rule", logical_id: str = "Endpoint", path: str = "Net/Vpc/Endpoint") -> Finding:
    origin = Origin(template="net.json", logical_id=logical_id, construct_path=path)
    return Finding(rule=rule, severity=Severity.ERROR, message="wrong", origin=origin)


@pytest.mark.parametrize(
    ("given", "covers"),
    [
        ({"id": "some-rule"}, True),
        ({"id": "another-rule"}, False),
        ({"id": "some-rule", "logical_id": "Endpoint"}, True),
        ({"id": "some-rule", "logical_id": "Other"}, False),
        ({"id": "some-rule", "template": "net.json"}, True),
        ({"id": "some-rule", "template": "app.json"}, False),
        ({"id": "some-rule", "construct_path": "Net/Vpc/Endpoint"}, True),
        ({"id": "some-rule", "construct_path": "Net/Vpc"}, True),
        ({"id": "some-rule", "construct_path": "Net/Vp"}, False),
        ({"id": "some-rule", "template": "net.json", "logical_id": "Other"}, False),
    ],
)
def test_an_acknowledgement_covers_what_it_names_and_no_more(given: dict[str, str], covers: bool) -> None:  # noqa: FBT001
    found = finding()
    assert Acknowledgement(reason="it is so", **given).covers(found.rule, found.origin) is covers


def test_a_template_is_named_as_it_was_given_or_as_reports_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = str(tmp_path / "out" / "App.json")
    origin = Origin(template=given, logical_id="Endpoint")
    for name, covers in ((given, True), ("out/App.json", True), ("App.json", False)):
        assert Acknowledgement(id="some-rule", reason="x", template=name).covers("some-rule", origin) is covers


TEMPLATE = """
Metadata:
  private-endpoints:
    acknowledge:
    - {id: endpoint-policy-full-access, reason: Nothing leaves this account}
Resources:
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Metadata:
      private-endpoints:
        acknowledge: [{id: private-dns-off, reason: Called by its own name}]
    Properties: {VpcId: vpc-0a1b2c3d, VpcEndpointType: Interface, ServiceName: com.amazonaws.eu-west-1.ssm}
"""


def test_the_metadata_of_a_template_is_about_the_template_and_that_of_a_resource_about_the_resource() -> None:
    of_template, of_resource = acknowledgements_of(Deployment.of({"T.yaml": TEMPLATE}))
    assert (of_template.id, of_template.template, of_template.logical_id) == (
        "endpoint-policy-full-access",
        "T.yaml",
        "",
    )
    assert (of_resource.id, of_resource.template, of_resource.logical_id) == ("private-dns-off", "T.yaml", "Ssm")


@pytest.mark.parametrize(
    "given",
    [
        {"id": "some-rule"},
        {"reason": "because"},
        {"id": "some-rule", "reason": " "},
        {"id": "some-rule", "reason": "because", "resource": "Ssm"},
        {"id": "some-rule", "reason": 1},
        "some-rule",
    ],
)
def test_an_acknowledgement_without_an_id_or_a_reason_is_refused(given: Any) -> None:
    with pytest.raises(InvalidInputError, match=r"file.json: \[bad-acknowledgement\]"):
        read_acknowledgements([given], where="file.json")


def test_all_that_is_wrong_is_in_one_error() -> None:
    with pytest.raises(InvalidInputError) as raised:
        read_acknowledgements([{"id": "x"}, {"reason": "y"}], where="file.json")
    assert len(raised.value.problems) == 2


def test_acknowledgements_that_are_no_list_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="bad-acknowledgement"):
        read_acknowledgements({"id": "x", "reason": "y"}, where="file.json")


def test_the_error_says_where_in_the_template() -> None:
    with pytest.raises(InvalidInputError, match=r"T.yaml.*Ssm"):
        acknowledgements_of(Deployment.of({"T.yaml": TEMPLATE.replace(", reason: Called by its own name", "")}))
