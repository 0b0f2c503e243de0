"""ECS services."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, Requirement, Workload
from private_endpoints.values import Unknown

__all__ = ["read_services"]

_ECR = re.compile(r"\.dkr[.-]ecr\.")
_SECRET = re.compile(r"^arn:[^:]*:(secretsmanager|ssm):")
# As many as one request may name.
_MOST = 10


def read_services(reading: Reading) -> Iterator[Element]:
    """Services in `awsvpc` mode: the task has an interface of its own. In other modes it is the instance that calls."""
    for cluster in reading.every("ecs", "list_clusters", "clusterArns"):
        names = list(reading.calls.every("ecs", "list_services", "serviceArns", cluster=cluster))
        for start in range(0, len(names), _MOST):
            some = names[start : start + _MOST]
            for row in reading.calls.every("ecs", "describe_services", "services", cluster=cluster, services=some):
                network = (row.get("networkConfiguration") or {}).get("awsvpcConfiguration")
                if row.get("status") == "ACTIVE" and network:
                    yield _service(reading, row, network)


def _service(reading: Reading, row: Row, network: Row) -> Workload:
    answer = reading.calls.one("ecs", "describe_task_definition", taskDefinition=row["taskDefinition"])
    task: Row = {} if answer is None or isinstance(answer, Unknown) else answer["taskDefinition"]
    subnets = tuple(network.get("subnets") or ())
    containers = task.get("containerDefinitions") or ()
    return Workload(
        **reading.common(row["serviceArn"]),
        kind="AWS::ECS::Service",
        subnets=subnets,
        groups=tuple(network.get("securityGroups") or ()),
        public_ip=network.get("assignPublicIp") == "ENABLED",
        role=answer if isinstance(answer, Unknown) else task.get("taskRoleArn") or None,
        uses=_uses(row, task, containers),
        requires=tuple(_needs(containers, task.get("executionRoleArn") or None)),
    )


def _uses(row: Row, task: Row, containers: Sequence[Row]) -> tuple[str, ...]:
    """What the catalog calls it: images from ECR are pulled through the task's own interface on Fargate."""
    if not any(_ECR.search(one.get("image") or "") for one in containers):
        return ()
    kind = row.get("launchType")
    on_instances = kind == "EC2" or (not kind and task.get("requiresCompatibilities") == ["EC2"])
    return ("ecs-ec2",) if on_instances else ("ecs-fargate",)


def _needs(containers: Sequence[Row], role: str | None) -> Iterator[Requirement]:
    """Services that the containers' own settings call for, with the execution role."""
    seen: set[str] = set()
    for container in containers:
        if (container.get("logConfiguration") or {}).get("logDriver") == "awslogs" and "logs" not in seen:
            seen.add("logs")
            yield Requirement(service="logs", reason="the log driver awslogs", action="logs:PutLogEvents", role=role)
        for secret in container.get("secrets") or ():
            found = _SECRET.match(secret.get("valueFrom") or "")
            service = found[1] if found else "ssm"
            if secret.get("valueFrom") and service not in seen:
                seen.add(service)
                yield Requirement(service=service, reason="a secret of a container", role=role)
