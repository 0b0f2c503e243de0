"""Workloads: what calls services."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth, Value

__all__ = ["Requirement", "Workload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A service that a workload needs, as somebody says.

    Attributes:
        service: short or full name of the service.
        reason: who says so and what for, such as `declared by PrivateS3Access`.
        action: the IAM action that is called; None: not said.
        resource: ARN of what is called; None: not said.
        target: id of the `Resource` that is called; None: not said.
        host: DNS name that the workload uses; None: the service's default name.
        port: TCP port; None: 443.
        role: id of the role that calls, where it is not the workload's own, such as the execution role of a task.
    """

    service: str
    reason: str = ""
    action: str | None = None
    resource: Value | None = None
    target: str | None = None
    host: str | None = None
    port: int | None = None
    role: Maybe[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload(Element):
    """Something that runs: an instance, a group of them, a function, a task, a node group, a build project ...

    Attributes:
        kind: its CloudFormation type, such as `AWS::EC2::Instance`.
        subnets: where it may run: each of them has to be good. Empty: it runs in AWS's own network, outside any VPC.
        groups: its security groups; empty: the default group of the VPC.
        filtered: whether security groups filter its traffic. Default: they do; a Network Load Balancer that was made
            without any has none.
        public_ip: whether it has a public IPv4 address. None: as the subnet says. Never for functions in a VPC.
        ipv6: whether it has an IPv6 address. None: as the subnet says.
        role: id of its role; None: it has none.
        private_ip: its IPv4 address, where given.
        serves: TCP ports that it answers on, such as a database's; None: not known which.
        uses: names of workloads of the catalog that it is, such as `ecs-fargate` or `session-manager`.
        requires: what it is said to need.
        forwards: whether it passes on what is not addressed to it (source/destination check off). Default: no.
        calls_outside: whether its own calls leave from AWS's network outside any VPC, though it answers in its
            subnets, as Redshift's do without enhanced VPC routing. Default: they leave through its subnets.
        proxied: short names of services that its platform may call for it from a network of its own, as Glue does.
    """

    kind: str
    subnets: Maybe[tuple[Maybe[str], ...]] = ()
    groups: Maybe[tuple[Maybe[str], ...]] = ()
    filtered: Truth = True
    public_ip: Truth | None = None
    ipv6: Truth | None = None
    role: Maybe[str] | None = None
    private_ip: Value | None = None
    serves: tuple[Maybe[int], ...] | None = None
    uses: tuple[str, ...] = ()
    requires: tuple[Requirement, ...] = ()
    forwards: Truth = False
    calls_outside: Truth = False
    proxied: tuple[str, ...] = ()
