"""JUnit XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from private_endpoints.proof import Proof
from private_endpoints.report import render
from support.proofs import EVERYTHING, HOSTILE, PROOFS


def _suites(proof: Proof) -> ET.Element:
    return ET.fromstring(render(proof, "junit"))  # noqa: S314 - our own text


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
def test_counts_are_those_of_the_cases(proof: Proof) -> None:
    root = _suites(proof)
    assert root.tag == "testsuites"
    assert len(root.findall(".//testcase")) == len(proof.answers) + len(proof.findings)
    for node in (root, *root.findall("testsuite")):
        assert int(node.attrib["tests"]) == len(node.findall(".//testcase"))
        assert int(node.attrib["failures"]) == len(node.findall(".//failure"))
        assert int(node.attrib["errors"]) == len(node.findall(".//error"))


def test_what_fails_is_a_failure_and_what_is_accepted_is_skipped() -> None:
    root = _suites(EVERYTHING)
    paths, findings = root.findall("testsuite")
    assert [one.attrib["type"] for one in paths.iter("failure")] == ["PUBLIC", "BLOCKED", "UNKNOWN"]
    assert [one.attrib["type"] for one in paths.iter("error")] == ["bad-question"]
    assert [one.attrib["message"] for one in paths.iter("skipped")] == [
        "it serves the public (template)",
        "known before (baseline)",
    ]
    assert len(list(findings.iter("failure"))) == 1
    assert len(list(findings.iter("skipped"))) == 1


def test_a_case_says_file_and_line() -> None:
    case = _suites(EVERYTHING).find(".//testcase")
    assert case is not None
    assert case.attrib["file"] == "cdk.out/App.template.json"
    assert case.attrib["line"] == "7"
    assert case.attrib["classname"] == "App/Worker/Resource"
    assert case.attrib["name"] == "App/Worker/Resource to s3"


def test_what_xml_cannot_say_is_replaced() -> None:
    failure = _suites(HOSTILE).find(".//failure")
    assert failure is not None
    assert "\x00" not in failure.attrib["message"]
    assert "<b>&\"'" in failure.attrib["message"]
    assert "line 2" in (failure.text or "")
