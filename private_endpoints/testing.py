"""Asserting in tests that paths are private.

```python
def test_worker_is_private(template: Template) -> None:
    paths = PrivatePaths.from_template(template)
    paths.of("Worker").to("s3").assert_private()
    paths.of("Worker").assert_no_internet()
```
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from private_endpoints.checks import Finding, Severity
from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Endpoint, Interface, Resource, SecurityGroup, Subnet, Workload
from private_endpoints.network.paths.path import Blocker, Hop, Path
from private_endpoints.network.paths.question import INTERNET
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Acknowledgements, Answered, Proof, Prover, prove, read_question
from private_endpoints.proof.nicknames import Nicknames
from private_endpoints.proof.prover import is_service
from private_endpoints.report.as_text import as_text, explanation
from private_endpoints.report.lines import plain

if TYPE_CHECKING:
    import aws_cdk as cdk
    from aws_cdk.assertions import Template

__all__ = ["PathsOf", "PrivatePaths", "ProvenPath"]

_TARGETS = (Resource, Workload, Interface)


class PrivatePaths:
    """The paths of what templates make, for assertions.

    Args:
        deployment: the templates.
        stack: the stack that is meant where several have something of one name. Default: none is.
    """

    def __init__(self, deployment: Deployment, *, stack: str = "") -> None:
        cases = list(deployment.cases())
        self._deployment = deployment
        self._prover = Prover([(str(one.case), one.network) for one in cases], deployment.stacks)
        self._names = Nicknames([one.network for one in cases], stack)

    @classmethod
    def from_template(
        cls,
        template: Template | Mapping[str, Any] | str,
        *,
        parameters: Mapping[str, str] | None = None,
        region: str | None = None,
        account: str | None = None,
    ) -> PrivatePaths:
        """The paths of one template.

        What other stacks make is not in it, so where its VPC is of another stack take `from_stack` or `from_assembly`.

        Args:
            template: `aws_cdk.assertions.Template`, what a template says, or its text in JSON.
            parameters: values of parameters. Default: each parameter's own default.
            region: where it is deployed. Default: not known.
            account: as the region.

        Raises:
            InvalidInputError: a template that cannot be.
        """
        body: Any = template.to_json() if hasattr(template, "to_json") else template
        return cls(Deployment.of({"template": body}, parameters=parameters or {}, region=region, account=account))

    @classmethod
    def from_stack(cls, stack: cdk.Stack, *, parameters: Mapping[str, str] | None = None) -> PrivatePaths:
        """The paths of a stack, together with all other stacks of its app; the app is synthesized.

        Args:
            stack: the stack; its own constructs are meant where several stacks have something of one name.
            parameters: values by name, or by `Stack:Name` for one stack only. Default: each parameter's own default.

        Raises:
            InvalidInputError: a template that cannot be.
        """
        assembly = stack.node.root.synth()  # type: ignore[attr-defined] # an app, or a stage
        return cls(Deployment.read(assembly.directory, parameters=parameters or {}), stack=stack.node.path)

    @classmethod
    def from_assembly(
        cls,
        *paths: FilePath | str,
        parameters: Mapping[str, str] | None = None,
        region: str | None = None,
        account: str | None = None,
    ) -> PrivatePaths:
        """The paths of templates in files, all of them together.

        Args:
            paths: cloud assemblies (`cdk.out`), folders of templates, and templates in JSON or YAML.
            parameters: values by name, or by `Stack:Name` for one stack only. Default: each parameter's own default.
            region: of the stacks that do not say theirs. Default: not known.
            account: as the region.

        Raises:
            InvalidInputError: something cannot be read.
        """
        return cls(Deployment.read(*paths, parameters=parameters or {}, region=region, account=account))

    def of(self, name: str) -> PathsOf:
        """The paths from a workload, a network interface or a subnet.

        Args:
            name: its logical id or construct path; the construct's own id, or the beginning or end of the logical id,
                where that is the only one of its kind.

        Raises:
            InvalidInputError: nothing has the name, or several have.
        """
        return PathsOf(self, self._names.find(name, "source", Workload, Interface, Subnet))

    def ask(self, question: Mapping[str, Any]) -> ProvenPath:
        """The answer to a question as `private-endpoints check --requirements` has it, also one about a perimeter.

        Args:
            question: such as `{"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_ip": "192.0.2.1"}}`.

        Raises:
            InvalidInputError: no question, or one that names what is not there.
        """
        path = self._prover.ask(read_question(dict(question), "question"))
        return ProvenPath(Answered(path=path, question=dict(question)))

    @cached_property
    def proof(self) -> Proof:
        """What `private-endpoints check` finds: the paths that workloads are found to need, and the findings."""
        return prove(self._prover, acknowledgements=Acknowledgements(deployment=self._deployment))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules find, but for what is acknowledged."""
        return tuple(noted.finding for noted in self.proof.findings if noted.accepted is None)

    def assert_all_private(self) -> None:
        """All paths that workloads are found to need are private, but for what is acknowledged."""
        __tracebackhide__ = True
        if not self.proof.answers:
            raise AssertionError("no workload is found to need a service; name one: paths.of(...).to(...)")
        if any(answer.fails for answer in self.proof.answers):
            raise AssertionError(f"some paths are not private\n\n{as_text(self.proof)}")

    def assert_no_findings(self, severity: Severity | str = Severity.ERROR) -> None:
        """The rules find nothing that counts so much, but for what is acknowledged.

        Args:
            severity: the least that counts: `error`, `warning` or `info`.

        Raises:
            InvalidInputError: a severity that there is not.
        """
        __tracebackhide__ = True
        least = Severity(severity).weight
        found = [one for one in self.findings if one.severity.weight >= least]
        if found:
            lines = [f"- {one.severity} [{one.rule}] {one.origin}: {one.message}; {one.fix}" for one in found]
            raise AssertionError("\n".join([f"{len(found)} findings", *lines]))

    def _called(self, name: str) -> dict[str, str]:
        if is_service(name):
            return {"service": name}
        found = self._names.candidates(name, *_TARGETS, Endpoint)
        return self._prover.called(self._names.find(name, "target", *_TARGETS, Endpoint) if found else name)


class PathsOf:
    """The paths from one source.

    Args:
        paths: all paths.
        source: its id.
    """

    def __init__(self, paths: PrivatePaths, source: str) -> None:
        self._paths = paths
        self.source = source

    def to(
        self,
        called: str = "",
        *,
        host: str | None = None,
        port: int | None = None,
        action: str | None = None,
        resource: str | None = None,
        target: str | None = None,
        groups: Sequence[str] = (),
    ) -> ProvenPath:
        """The path to a service, or to what is called otherwise.

        Args:
            called: a service such as `"s3"`, a DNS name, a resource, workload or endpoint of the templates, or
                `"internet"`. Default: what `host` or `target` say.
            host: the DNS name that is called, or `endpoint:LOGICAL_ID` for the name of an endpoint itself. Default:
                the service's own name.
            port: TCP port. Default: 443.
            action: IAM action of the call, so that the policies of the workload's role count too. Default: any action.
            resource: ARN of what is called. Default: any.
            target: the resource that is called.
            groups: security groups worn by a caller in a subnet.

        Raises:
            InvalidInputError: something that is not there, or not known.
        """
        names = self._paths._names  # noqa: SLF001 - of this module
        question: dict[str, Any] = {"source": self.source}
        if called:
            question |= self._paths._called(called)  # noqa: SLF001 - of this module
        given = {"host": host, "port": port, "action": action, "resource": resource}
        question |= {key: value for key, value in given.items() if value is not None}
        if target is not None:
            question["target"] = names.find(target, "target", *_TARGETS)
        if groups:
            question["groups"] = [names.find(group, "group", SecurityGroup) for group in groups]
        return self._paths.ask(question)

    def assert_no_internet(self) -> None:
        """There is no way to the internet, neither directly nor through a NAT gateway."""
        __tracebackhide__ = True
        self.to(INTERNET).assert_blocked()


class ProvenPath:
    """One path, with its proof.

    Args:
        answer: the answer of the engine.
    """

    def __init__(self, answer: Answered) -> None:
        self._answer = answer

    @property
    def path(self) -> Path:
        """The answer of the engine."""
        return self._answer.path

    @property
    def verdict(self) -> Verdict:
        """PRIVATE, PUBLIC, BLOCKED or UNKNOWN."""
        return self.path.verdict

    @property
    def hops(self) -> tuple[Hop, ...]:
        """The steps, as far as the traffic gets."""
        return self.path.hops

    @property
    def blockers(self) -> tuple[Blocker, ...]:
        """What keeps it from being private, and what to change."""
        return self.path.blockers

    @property
    def unknowns(self) -> tuple[str, ...]:
        """What an unknown verdict depends on."""
        return self.path.unknowns

    def assert_private(self) -> None:
        """The traffic gets there, and never leaves private networks."""
        __tracebackhide__ = True
        self._assert(Verdict.PRIVATE)

    def assert_blocked(self) -> None:
        """The traffic does not get there."""
        __tracebackhide__ = True
        self._assert(Verdict.BLOCKED)

    def assert_public(self) -> None:
        """The traffic gets out to public addresses; for what is public by design."""
        __tracebackhide__ = True
        self._assert(Verdict.PUBLIC)

    def _assert(self, expected: Verdict) -> None:
        __tracebackhide__ = True
        if self.verdict is not expected:
            raise AssertionError(f"expected {expected}, got {self}")

    def __str__(self) -> str:
        return plain(explanation(self._answer))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path.source} to {self._answer.called}: {self.verdict}>"
