"""What the agent and Docker call for a task before its containers start, by the settings of its definition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.catalog import is_region_code, service
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.roles import role_of
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Requirement
from private_endpoints.values import Join, Unknown

__all__ = ["needs_of_exec", "needs_of_task", "runs_on_instances", "uses_of_task"]

_ECR = re.compile(r"\.dkr[.-]ecr\.([^.]*)\.")
_SECRET = re.compile(r"^arn:[^:]*:(secretsmanager|ssm):([^:]*):")
_ON_INSTANCES = frozenset({"EC2", "MANAGED_INSTANCES"})


def runs_on_instances(task: Facts, launch_type: str | Unknown | None) -> bool:
    """Whether the agent and Docker work for it by the interface of the instance below it.

    Of managed instances "image downloads", "secrets retrieval" and "log uploads" "use the primary ENI attached to the
    instance" (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-awsvpc-mode.html). On
    instances of one's own the agent is a container in the host's network (from memory; 2026-11-21).
    """
    if launch_type is not None:
        return launch_type in _ON_INSTANCES
    given = task.texts("RequiresCompatibilities")
    return not isinstance(given, Unknown) and given != () and all(one in _ON_INSTANCES for one in given)


def uses_of_task(starter: Facts, task: Facts) -> tuple[str, ...]:
    """What the catalog calls it: images from ECR are pulled through the task's own interface on Fargate."""
    containers = [one for one in task.several("ContainerDefinitions") if isinstance(one, Fields)]
    regions = [region for one in containers if (region := _region_of_image(one)) is not None]
    if all(_is_another(starter, region) and starter.region() is not None for region in regions):
        return ()
    # The row of Fargate counts on the log driver, too.
    return ("ecs-fargate",) if any(_region_of_logs(container) is not None for container in containers) else ("ecr",)


def needs_of_task(starter: Facts, task: Facts) -> Iterator[Requirement]:
    """Services that the containers' own settings call for, each once.

    Args:
        starter: what starts it, such as a service of ECS.
        task: its definition.
    """
    found: dict[str, Requirement] = {}
    for container in task.several("ContainerDefinitions"):
        if isinstance(container, Fields):
            for one in _needs_of_container(starter, task, container):
                found.setdefault(one.service, one)
    yield from found.values()


def needs_of_exec(starter: Facts) -> Iterator[Requirement]:
    """What ECS Exec calls for: its agent runs in the container, so in the task's own network wherever the task runs."""
    if starter.has("EnableExecuteCommand") and starter.truth("EnableExecuteCommand", default=False) is True:
        yield Requirement(service="ssmmessages", reason="ECS Exec")


def _needs_of_container(starter: Facts, task: Facts, container: Fields) -> Iterator[Requirement]:
    given = task.get("ExecutionRoleArn")
    # Logs and secrets are called for with the execution role; without one with that of the instance below.
    without = Unknown(frozenset({f"{task.id}.ExecutionRoleArn"}))
    role = without if given is ABSENT or given is None else role_of(starter, given)
    image = _region_of_image(container)
    if image is not None and _is_another(starter, image):
        for name in ("ecr.api", "ecr.dkr", "s3"):
            yield Requirement(service=_in_region(starter, name, image), reason=f"an image of {image}")
    logs = _region_of_logs(container)
    if logs is not None:
        name = _in_region(starter, "logs", logs)
        yield Requirement(service=name, reason="the log driver awslogs", action="logs:PutLogEvents", role=role)
    for name, region in _secrets(container):
        yield Requirement(service=_in_region(starter, name, region), reason="a secret of a container", role=role)
    if any(True for _ in container.several("EnvironmentFiles")):
        yield Requirement(service="s3", reason="environment files of a container", action="s3:GetObject", role=role)


def _region_of_image(container: Fields) -> str | None:
    """The region of the registry of ECR that a container's image is in; `?` where it is not written."""
    image = container.text("Image")
    found = None if image is None or isinstance(image, Unknown) else _ECR.search(_shown(image))
    return None if found is None else found[1]


def _region_of_logs(container: Fields) -> str | None:
    """The region that the log driver `awslogs` writes to; `?` where it is not written, None with another driver."""
    logging = container.one("LogConfiguration")
    if not isinstance(logging, Fields) or logging.known("LogDriver") != "awslogs":
        return None
    options = logging.one("Options")
    region = options.known("awslogs-region") if isinstance(options, Fields) else None
    return region if isinstance(region, str) else "?"


def _secrets(container: Fields) -> Iterator[tuple[str, str]]:
    """The service and the region of what is read before it starts: for it, its log driver and its registry."""
    logging = container.one("LogConfiguration")
    several = [
        *container.several("Secrets"),
        *(logging.several("SecretOptions") if isinstance(logging, Fields) else ()),
    ]
    # A name alone is one of Systems Manager.
    values = [("ssm", one.text("ValueFrom")) for one in several if isinstance(one, Fields)]
    registry = container.one("RepositoryCredentials")
    values += [("secretsmanager", registry.text("CredentialsParameter"))] if isinstance(registry, Fields) else []
    for otherwise, value in values:
        if isinstance(value, str | Join):
            found = _SECRET.match(_shown(value))
            yield (found[1], found[2]) if found else (otherwise, "?")


def _shown(value: str | Join) -> str:
    return value if isinstance(value, str) else "".join(p if isinstance(p, str) else "?" for p in value.parts)


def _is_another(starter: Facts, region: str) -> bool:
    """Whether it is the code of a region that is not known to be the starter's own."""
    return is_region_code(region) and region != starter.region()


def _in_region(starter: Facts, name: str, region: str) -> str:
    """A service; by its full name in another region, for which the endpoints of this one do not answer."""
    return service(name).service_name_in(region) if _is_another(starter, region) else name
