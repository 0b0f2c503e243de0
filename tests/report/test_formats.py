"""What holds for every format."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path as File
from subprocess import run
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from private_endpoints.network import Origin
from private_endpoints.network.paths.path import Blocker, Hop, Path
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Answered, Proof
from private_endpoints.report import FORMATS, render
from support.proofs import EVERYTHING, HOSTILE, PROOFS


@pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
@pytest.mark.parametrize("format", FORMATS)
def test_every_format_shows_every_proof_and_can_be_written(format: str, proof: Proof) -> None:
    text = render(proof, format)
    assert text
    assert text.encode("utf-8")


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_proof_is_the_same_report(format: str) -> None:
    assert render(EVERYTHING, format) == render(EVERYTHING, format)


@pytest.mark.parametrize("format", FORMATS)
def test_what_fails_is_in_every_report_with_its_reason_and_its_cure(format: str) -> None:
    text = render(EVERYTHING, format)
    for answer in EVERYTHING.answers:
        if answer.fails and answer.path.blockers:
            assert answer.path.blockers[0].what in text
            assert answer.path.service in text
    assert "question 7: no Nobody" in text
    assert "nobody can use Endpoint" in text
    assert "it serves the public" in text


@pytest.mark.parametrize("format", FORMATS)
def test_a_format_loads_no_other(format: str) -> None:
    others = {f"private_endpoints.report.as_{one}" for one in FORMATS} - {f"private_endpoints.report.as_{format}"}
    program = (
        "import sys; from private_endpoints.proof import Proof; from private_endpoints.report import render; "
        f"render(Proof(), {format!r}); print(*sys.modules)"
    )
    done = run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert not others & set(done.stdout.split())
    assert not {"rich", "aws_cdk", "boto3"} & set(done.stdout.split())


def test_formats_are_the_modules_of_the_floor() -> None:
    report = importlib.import_module("private_endpoints.report")
    folder = File(str(report.__file__)).parent
    assert {file.stem.removeprefix("as_") for file in folder.glob("as_*.py")} == set(FORMATS)


def test_a_proof_passes_when_nothing_fails() -> None:
    assert PROOFS["passed"].passed
    assert PROOFS["passed"].exit_code == 0
    assert not EVERYTHING.passed
    assert EVERYTHING.exit_code == 2
    assert Proof(answers=EVERYTHING.answers[:2]).exit_code == 1
    assert Proof(answers=EVERYTHING.answers[4:6]).exit_code == 0
    assert Proof(findings=EVERYTHING.findings[:1]).exit_code == 1
    assert Proof(findings=EVERYTHING.findings[1:]).exit_code == 0


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.PRIVATE])
def test_only_private_passes(verdict: Verdict) -> None:
    failing = [one for one in EVERYTHING.answers if one.path.verdict is verdict and one.accepted is None]
    assert failing
    assert all(one.fails for one in failing)


@pytest.mark.parametrize("format", FORMATS)
def test_no_name_of_a_template_can_steer_a_terminal(format: str) -> None:
    text = render(HOSTILE, format)
    assert not {"\x00", "\x1b", "\x9b", "\u202e"} & set(text)


@given(st.text(st.characters(), max_size=30), st.text(st.characters(), max_size=30))
def test_any_text_can_be_reported(name: str, words: str) -> None:
    """Also halves of characters, which JSON can name."""
    place = Origin(template=name, logical_id=words, locate=lambda: 1)
    path = Path(
        source=name,
        service=words,
        verdict=Verdict.BLOCKED,
        hops=(Hop(element=name, why=words, origin=place),),
        blockers=(Blocker(code="x", element=name, what=words, fix=name),),
        unknowns=(words,),
        origin=place,
    )
    proof = Proof(answers=(Answered(path=path),))
    for one in FORMATS:
        assert render(proof, one).encode("utf-8")
    ET.fromstring(render(proof, "junit"))  # noqa: S314 - our own text
