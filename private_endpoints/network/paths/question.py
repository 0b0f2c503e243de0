"""Questions about paths."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.values import Value

__all__ = ["INTERNET", "Question"]

INTERNET = "internet"
"""The service of a question that asks for any way to the internet."""


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
