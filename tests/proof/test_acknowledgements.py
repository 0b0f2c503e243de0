"""What is accepted, by whom, and what it covers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_lambda as lambda_

from private_endpoints.checks import Acknowledgement
from private_endpoints.cloudformation import Deployment
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import AcceptedBy, Acknowledgements, Baseline, Prover, baseline_of, prove
from support.proofs import EVERYTHING, finding, origin, path
from support.small_app import small_app

_KMS = [("here", {"source": "Worker", "service": "kms"})]


def _deployment(template: dict[str, Any]) -> Deployment:
    return Deployment.of({"App": template}, region="eu-west-1")


def _accepted(template: dict[str, Any]) -> Any:
    deployment = _deployment(template)
    proof = prove(Prover.of(deployment), _KMS, acknowledgements=Acknowledgements((), deployment))
    return proof.answers[0].accepted


def test_metadata_of_the_resource_and_of_the_template_accept() -> None:
    ours = {"acknowledge": [{"id": "path-blocked", "reason": "by design"}]}
    of_resource, of_template, of_another = small_app(), small_app(), small_app()
    of_resource["Resources"]["Worker"]["Metadata"]["private-endpoints"] = ours
    of_template["Metadata"] = {"private-endpoints": ours}
    of_another["Resources"]["Bucket"]["Metadata"] = {"private-endpoints": ours}
    for template in (of_resource, of_template):
        accepted = _accepted(template)
        assert accepted is not None
        assert (accepted.by, accepted.reason) == (AcceptedBy.TEMPLATE, "by design")
    assert _accepted(of_another) is None
    assert _accepted(small_app()) is None


def test_the_cdk_s_own_acknowledgement_covers_a_construct_and_what_is_in_it(tmp_path: Path) -> None:
    app = cdk.App(outdir=str(tmp_path / "cdk.out"))
    stack = cdk.Stack(app, "Stack")
    isolated = ec2.SubnetConfiguration(name="Isolated", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)
    vpc = ec2.Vpc(stack, "Vpc", nat_gateways=0, subnet_configuration=[isolated])
    code = lambda_.Code.from_inline("def handler(event, context): pass")
    for name in ("Worker", "Other"):
        lambda_.Function(
            stack,
            name,
            vpc=vpc,
            vpc_subnets=ec2.SubnetSelection(subnets=vpc.isolated_subnets),
            code=code,
            handler="index.handler",
            runtime=lambda_.Runtime.PYTHON_3_13,
        )
    acknowledgement = cdk.Acknowledgment(id="private-endpoints::path-blocked", reason="needs none")
    cdk.Validations.of(stack.node.find_child("Worker")).acknowledge(acknowledgement)
    app.synth()
    deployment = Deployment.read(tmp_path / "cdk.out")
    questions = [("here", {"source": f"Stack/{name}", "service": "kms"}) for name in ("Worker", "Other")]
    proof = prove(Prover.of(deployment), questions, acknowledgements=Acknowledgements((), deployment))
    worker, other = proof.answers
    assert worker.path.verdict is other.path.verdict is Verdict.BLOCKED
    assert worker.accepted is not None
    assert worker.accepted.reason == "needs none"
    assert other.accepted is None


@pytest.mark.parametrize(
    ("one", "covers"),
    [
        (Acknowledgement(id="path-public", reason="x"), True),
        (Acknowledgement(id="path-blocked", reason="x"), False),
        (Acknowledgement(id="path-public", reason="x", service="ssm"), True),
        (Acknowledgement(id="path-public", reason="x", service="s3"), False),
        (Acknowledgement(id="path-public", reason="x", logical_id="Worker"), True),
        (Acknowledgement(id="path-public", reason="x", construct_path="App"), True),
        (Acknowledgement(id="path-public", reason="x", construct_path="App/Work"), False),
        (Acknowledgement(id="path-public", reason="x", template="other.json"), False),
    ],
)
def test_an_acknowledgement_covers_what_it_says_and_no_more(one: Acknowledgement, *, covers: bool) -> None:
    accepted = Acknowledgements([one])
    assert (accepted.accept("path-public", origin(), "ssm") is not None) is covers
    assert (list(accepted.unneeded) == []) is covers


def test_nothing_accepts_a_question_that_cannot_be_asked() -> None:
    question = ("here", {"source": "Nobody", "service": "kms"})
    accepted = Acknowledgements([Acknowledgement(id="path-unknown", reason="x")])
    proof = prove(Prover.of(_deployment(small_app())), [question], acknowledgements=accepted)
    assert proof.answers[0].accepted is None
    assert proof.exit_code == 2


def _known(proof: Any) -> Baseline:
    return Baseline(json.loads(json.dumps(baseline_of(proof))), "known.json")


def test_a_baseline_knows_what_failed_and_nothing_else() -> None:
    known = _known(EVERYTHING)
    for answer in EVERYTHING.answers:
        expected = not answer.error and (
            answer.fails or (answer.accepted is not None and answer.accepted.by == "baseline")
        )
        assert (known.knows_path(answer) is not None) is expected
    for noted in EVERYTHING.findings:
        assert (known.knows_finding(noted.finding) is not None) is noted.fails
    assert list(known.gone) == []


def test_a_baseline_forgets_what_changed() -> None:
    known = _known(EVERYTHING)
    ssm = EVERYTHING.answers[1]
    worse = type(ssm)(path=path(Verdict.BLOCKED, "ssm"), question=ssm.question, details=ssm.details)
    assert known.knows_path(ssm) is not None
    assert known.knows_path(worse) is None
    assert known.knows_finding(finding(rule="another")) is None
    assert any("kms" in one for one in known.gone)


def test_words_and_lines_are_nothing_that_a_baseline_goes_by() -> None:
    known = _known(EVERYTHING)
    first = EVERYTHING.findings[0].finding
    moved = type(first)(
        rule=first.rule,
        severity=first.severity,
        message="other words",
        origin=origin("Endpoint", 99),
        related=first.related,
    )
    assert known.knows_finding(moved) is not None
