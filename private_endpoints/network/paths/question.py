"""Questions about paths."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.workload import Requirement
from private_endpoints.values import Unknown, Value

__all__ = ["INTERNET", "Question", "called_endpoint", "own_name", "question_of"]

INTERNET = "internet"
"""The service of a question that asks for any way to the internet."""

_OWN_NAME = "endpoint:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether the path from a source to a service is private.

    Attributes:
        source: id of a workload, an interface or a subnet.
        service: short or full name of an AWS service, or of an endpoint service. Empty where `host` or `target` says
            what is called.
        host: the DNS name that is called, or `endpoint:ID` for the name of an endpoint itself. Default: the name that
            AWS gives the service.
        port: TCP port. Default: 443, or for a service that does not answer there any port that it answers on.
        action: IAM action of the call. Default: any action of the service.
        resource: ARN of what is called. Default: that of the target, or anything.
        target: id of the resource, or of the workload, that is called.
        role: id of the role that calls; empty: one of which nothing is known. Default: the source's own.
        groups: security groups that a subnet's caller wears. Default: the default group of the VPC.
    """

    source: str
    service: str = ""
    host: str = ""
    port: int | None = None
    action: str | None = None
    resource: Value | None = None
    target: str | None = None
    role: str | None = None
    groups: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What is called, in a word."""
        return self.service or self.host or self.target or ""


def question_of(source: str, need: Requirement) -> Question:
    """Whether the path to something that a workload needs is private."""
    return Question(
        source=source,
        service=need.service,
        host=need.host or "",
        port=need.port,
        action=need.action,
        resource=need.resource,
        target=need.target,
        role="" if isinstance(need.role, Unknown) else need.role,
    )


def own_name(endpoint: str) -> str:
    """The host that stands for the name that an endpoint has for itself."""
    return f"{_OWN_NAME}{endpoint}"


def called_endpoint(host: str) -> str | None:
    """The endpoint that is called by its own name; None: the host is a DNS name."""
    return host.removeprefix(_OWN_NAME) if host.startswith(_OWN_NAME) else None
