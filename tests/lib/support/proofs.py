"""Proofs built by hand: one of everything that a report may have to show."""

from __future__ import annotations

from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.network import Origin
from private_endpoints.network.paths.path import Blocker, Hop, Path
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Accepted, AcceptedBy, Answered, Noted, Proof

TEMPLATE = "cdk.out/App.template.json"


def origin(logical_id: str = "Worker", line: int | None = 7, template: str = TEMPLATE) -> Origin:
    """A place in a template."""
    path = f"App/{logical_id}/Resource"
    return Origin(template=template, logical_id=logical_id, construct_path=path, locate=lambda: line)


def path(verdict: Verdict = Verdict.PRIVATE, service: str = "s3", source: str = "Worker") -> Path:
    """A path with hops, and with blockers unless it is private."""
    blocker = Blocker(
        code="no-endpoint",
        element="App.Vpc",
        origin=origin("Vpc", 3),
        what=f"Vpc has no endpoint for {service}",
        fix="add a VPC endpoint (interface)",
    )
    return Path(
        source=f"App.{source}",
        service=service,
        verdict=verdict,
        hops=(
            Hop(element=f"App.{source}", origin=origin(source), why="calls from Subnet"),
            Hop(element="the internet", why="leaves Vpc"),
        ),
        blockers=() if verdict is Verdict.PRIVATE else (blocker,),
        unknowns=("App.Stage", "PUBLIC where Stage = 'dev'") if verdict is Verdict.UNKNOWN else (),
        origin=origin(source),
    )


def finding(severity: Severity = Severity.ERROR, rule: str = "endpoint-unused") -> Finding:
    """A finding."""
    return Finding(
        rule=rule,
        severity=severity,
        message="nobody can use Endpoint",
        fix="let clients in",
        origin=origin("Endpoint", 40),
        related=(origin("Vpc", 3),),
    )


BY_DESIGN = Accepted(by=AcceptedBy.TEMPLATE, reason="it serves the public")
KNOWN = Accepted(by=AcceptedBy.BASELINE, reason="known before")

EMPTY = Proof()
PASSED = Proof(answers=(Answered(path=path()),), findings=(Noted(finding=finding(Severity.WARNING)),))
EVERYTHING = Proof(
    answers=(
        Answered(path=path(), reason="declared by App/S3"),
        Answered(
            path=path(Verdict.PUBLIC, "ssm"),
            question={"source": "Worker", "service": "ssm", "port": 443},
            details=("port 443",),
        ),
        Answered(path=path(Verdict.BLOCKED, "kms")),
        Answered(path=path(Verdict.UNKNOWN, "sqs")),
        Answered(path=path(Verdict.PUBLIC, "sns", "Web"), accepted=BY_DESIGN),
        Answered(path=path(Verdict.BLOCKED, "sts", "Web"), accepted=KNOWN),
        Answered(
            path=Path(source="Nobody", service="s3", verdict=Verdict.UNKNOWN, unknowns=("question 7: no Nobody",)),
            question={"source": "Nobody", "service": "s3"},
            error="question 7: no Nobody",
        ),
        Answered(
            path=path(Verdict.PRIVATE, "s3", "Bucket"),
            question={"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_ip": "203.0.113.7"}},
        ),
    ),
    findings=(
        Noted(finding=finding()),
        Noted(finding=finding(Severity.WARNING, "nat-instead-of-endpoint")),
        Noted(finding=finding(Severity.INFO, "many-endpoints")),
        Noted(finding=finding(Severity.ERROR, "endpoint-open"), accepted=BY_DESIGN),
        Noted(finding=Finding(rule="no-place", severity=Severity.WARNING, message="something is odd")),
    ),
    outside=(origin("Handler", 90),),
    stale=("nothing is left of x",),
)
HOSTILE_TEXT = "<b>&\"'|`*_[x](y)\\ %0A::error::,\r\nline 2\x00\x1b[31m\u202e\ud83d é 漢 ]]>"
HOSTILE = Proof(
    answers=(
        Answered(
            path=Path(
                source=HOSTILE_TEXT,
                service=HOSTILE_TEXT,
                verdict=Verdict.PUBLIC,
                hops=(Hop(element=HOSTILE_TEXT, why=HOSTILE_TEXT, origin=origin(HOSTILE_TEXT, 1, "a b/ü%,.json")),),
                blockers=(Blocker(code="x", element="", what=HOSTILE_TEXT, fix=HOSTILE_TEXT),),
                unknowns=(HOSTILE_TEXT,),
                origin=origin(HOSTILE_TEXT, 2, "a b/ü%,.json"),
            ),
            question={"source": HOSTILE_TEXT},
        ),
    ),
    findings=(
        Noted(
            finding=Finding(
                rule="x", severity=Severity.ERROR, message=HOSTILE_TEXT, origin=origin(HOSTILE_TEXT, 1, "a b/ü%,.json")
            ),
            accepted=Accepted(by=AcceptedBy.FILE, reason=HOSTILE_TEXT),
        ),
    ),
)
PROOFS = {"empty": EMPTY, "passed": PASSED, "everything": EVERYTHING, "hostile": HOSTILE}
