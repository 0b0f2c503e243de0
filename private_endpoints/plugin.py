"""The proof as a validation plugin of the CDK: a path that is not private fails the synth."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii

from private_endpoints.checks import RULES, Finding, Severity, acknowledgements_of
from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network import Origin
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Acknowledgements, Answered, Prover, prove
from private_endpoints.proof.prove import rule_of
from private_endpoints.report.words import name_of

__all__ = ["PrivatePathValidation"]

_DISTRIBUTION = "private-endpoints"
_MANIFEST = "manifest.json"
_MISSING = "context-missing"
_SERVICES = "give services by workload, such as {'Worker': ['s3', 'ssm']}"
_LIST = "give a list of questions, such as [{'source': 'Worker', 'service': 's3'}]"
# Lookups whose stand-ins change nothing of the network.
_HARMLESS = frozenset({"ami", "availability-zones", "ssm"})


@jsii.implements(cdk.IPolicyValidationPlugin)
class PrivatePathValidation:
    """Checks at synth that paths are private, and what else the rules find.

    ```python
    Validations.of(app).add_plugins(PrivatePathValidation())
    ```

    The paths are those that workloads are found to need, or those of `require` and `requirements`. One that is not
    PRIVATE fails the synth, and so does a finding of severity `error`. Each points at the construct; with
    `JSII_HOST_STACK_TRACES=1` and `cdk synth --debug` also at the file and line that made it. What is meant so is
    acknowledged by its id, on the construct or above it:

    ```python
    Validations.of(worker).acknowledge(Acknowledgment(id="private-endpoints::path-public", reason="a crawler"))
    ```
    """

    def __init__(
        self,
        *,
        require: Mapping[str, Sequence[str]] | None = None,
        requirements: Sequence[Mapping[str, Any]] = (),
        severity: Severity | str = Severity.ERROR,
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        """Set it up.

        Args:
            require: services to which the paths of workloads must be private, by logical id or construct path of the
                workload. Default: what the workloads are found to need.
            requirements: further questions, as in the file of `private-endpoints check --requirements`.
            severity: the least severity of findings that are reported: `error`, `warning` or `info`. Only errors fail
                the synth.
            parameters: values of CloudFormation parameters. Default: each parameter's own default.

        Raises:
            InvalidInputError: all that is wrong with the arguments.
        """
        self._questions = _questions(require or {}, requirements, severity)
        self._least = Severity(severity)
        self._parameters = dict(parameters or {})

    @property
    def name(self) -> str:
        """What stands before the ids of rules where they are acknowledged."""
        return _DISTRIBUTION

    @property
    def version(self) -> str:
        """The version of this library."""
        return version(_DISTRIBUTION)

    @property
    def rule_ids(self) -> list[str]:
        """The ids of all rules, and of paths that are not private."""
        paths = [rule_of(one) for one in Verdict if one is not Verdict.PRIVATE]
        return [*paths, _MISSING, *(rule.id for rule in RULES)]

    def validate(self, context: cdk.IPolicyValidationContext) -> cdk.PolicyValidationPluginReport:
        """What is wrong with the templates that the CDK made.

        Raises:
            InvalidInputError: a template or a question that cannot be; the CDK reports it as a failure of the plugin.
        """
        folders = _folders(context.template_paths)
        missing = sorted({one for folder in folders for one in _looked_up(folder)})
        if missing:
            return cdk.PolicyValidationPluginReport(success=True, violations=[_of_missing(missing)])
        deployment = Deployment.read(*folders, parameters=self._parameters)
        # The CDK itself knows what constructs acknowledge.
        accepted = Acknowledgements(acknowledgements_of(deployment))
        proof = prove(Prover.of(deployment), self._questions, acknowledgements=accepted)
        if proof.errors:
            raise InvalidInputError(self.name, [Problem("bad-requirement", text, "mend it") for text in proof.errors])
        violations = [_of_path(answer) for answer in proof.answers if answer.fails]
        violations += [
            _of_finding(one.finding)
            for one in proof.findings
            if one.accepted is None and one.finding.severity.weight >= self._least.weight
        ]
        return cdk.PolicyValidationPluginReport(
            success=all(one.severity != Severity.ERROR for one in violations), violations=violations
        )


def _questions(require: object, requirements: object, severity: object) -> list[tuple[str, object]] | None:
    """What is asked, each with its place; None: nothing is."""
    problems: list[Problem] = []
    if severity not in list(Severity):
        known = ", ".join(repr(one.value) for one in Severity)
        problems.append(Problem("unknown-severity", f"severity={severity!r}", f"give one of {known}"))
    questions = [*_of_require(require, problems), *_of_requirements(requirements, problems)]
    if problems:
        raise InvalidInputError(PrivatePathValidation.__name__, problems)
    return questions or None


def _of_require(require: object, problems: list[Problem]) -> Iterator[tuple[str, object]]:
    if not isinstance(require, Mapping):
        problems.append(Problem("not-a-mapping", f"require={require!r}", _SERVICES))
        return
    for worker, services in require.items():
        if not isinstance(services, list | tuple | set) or not all(isinstance(one, str) for one in services):
            problems.append(Problem("not-a-list", f"require= has {services!r} for {worker!r}", _SERVICES))
            continue
        for one in services:
            yield f"require= of {worker!r}", {"source": worker, "service": one}


def _of_requirements(requirements: object, problems: list[Problem]) -> Iterator[tuple[str, object]]:
    if not isinstance(requirements, list | tuple):
        problems.append(Problem("not-a-list", f"requirements={requirements!r}", _LIST))
        return
    for number, one in enumerate(requirements, 1):
        if isinstance(one, Mapping):
            yield f"requirements=, question {number}", dict(one)
        else:
            problems.append(Problem("not-a-mapping", f"requirements= has {one!r}", _LIST))


def _folders(templates: Sequence[str]) -> list[Path]:
    """The cloud assemblies of some templates; one that is inside another is read with it."""
    folders = {Path(template).parent for template in templates}
    return sorted(one for one in folders if not folders & set(one.parents))


def _looked_up(folder: Path) -> list[str]:
    """What the CDK CLI is yet to look up before it synthesizes again: till then VPCs in the templates are made up."""
    manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    return [one["key"] for one in manifest.get("missing", ()) if one["provider"] not in _HARMLESS]


def _of_missing(keys: Sequence[str]) -> cdk.PolicyViolation:
    return cdk.PolicyViolation(
        rule_name=_MISSING,
        description=f"nothing is proven before the context is there: {', '.join(keys)}",
        fix="synthesize with the CDK CLI, which looks it up",
        severity=Severity.WARNING.value,
        violating_resources=[],
    )


def _of_path(answer: Answered) -> cdk.PolicyViolation:
    path = answer.path
    fixes = dict.fromkeys(blocker.fix for blocker in path.blockers)
    reasons = dict.fromkeys((*(blocker.what for blocker in path.blockers), *path.unknowns))
    needed = f" ({answer.reason})" if answer.reason else ""
    return cdk.PolicyViolation(
        rule_name=rule_of(path.verdict),
        description=f"{name_of(path.origin, path.source)} to {answer.called}{needed} is {path.verdict}: "
        f"{'; '.join(reasons) or path.hops[-1]}",
        fix="; ".join(fixes) or None,
        severity=Severity.ERROR.value,
        violating_resources=[_resource(path.origin)],
        rule_metadata={f"hop {number}": str(hop) for number, hop in enumerate(path.hops, 1)} or None,
    )


def _of_finding(finding: Finding) -> cdk.PolicyViolation:
    return cdk.PolicyViolation(
        rule_name=finding.rule,
        description=finding.message,
        fix=finding.fix or None,
        severity=finding.severity.value,
        violating_resources=[_resource(finding.origin)],
        rule_metadata=_related(finding.related) or None,
    )


def _related(origins: Sequence[Origin]) -> dict[str, str]:
    return {f"related {number}": str(one) for number, one in enumerate(origins, 1)}


def _resource(origin: Origin) -> cdk.PolicyViolatingResource:
    # The CDK finds construct, file and line by template and logical id.
    return cdk.PolicyViolatingResource(
        resource_logical_id=origin.logical_id or None, template_path=origin.template or None, locations=[]
    )
