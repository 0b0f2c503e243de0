"""`AWS::ECS::TaskDefinition`: what AWS refuses of a task for Fargate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list, extend

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_task_definition"]

_SERVICE = "AmazonECS"
# Units of processor, and the megabytes that they go with.
# https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
_MEMORY = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4097, 1024)),
    1024: tuple(range(2048, 8193, 1024)),
    2048: tuple(range(4096, 16385, 1024)),
    4096: tuple(range(8192, 30721, 1024)),
    8192: tuple(range(16384, 61441, 4096)),
    16384: tuple(range(32768, 122881, 8192)),
}


def extend_task_definition() -> None:
    """Refuse what cannot run on Fargate."""
    extend("AWS::ECS::TaskDefinition", check=_check, made=_made)


def _made(arn: str, properties: Properties) -> Attributes:
    del arn, properties
    return {}


def _check(properties: Properties) -> None:
    containers = as_list(properties.get("ContainerDefinitions"))
    if not containers:
        # Text from memory.
        raise _refused("Container list cannot be empty.")
    if "FARGATE" not in as_list(properties.get("RequiresCompatibilities")):
        return
    if properties.get("NetworkMode") != "awsvpc":
        # Text from memory.
        raise _refused("Fargate only supports network mode ‘awsvpc’.")  # noqa: RUF001 - AWS's own quotation marks
    if not _fits(properties.get("Cpu"), properties.get("Memory")):
        # Text as in logs of public repositories; what goes together is in the table above.
        raise _refused("No Fargate configuration exists for given values.")
    if not properties.get("ExecutionRoleArn"):
        for container in containers:
            _check_without_role(container)


def _fits(processor: object, memory: object) -> bool:
    try:
        return int(str(memory)) in _MEMORY[int(str(processor))]
    except (KeyError, ValueError):
        return False


def _check_without_role(container: dict[str, Any]) -> None:
    # Texts: https://github.com/hashicorp/terraform-provider-aws/issues/3051 (images) and
    # https://github.com/virtual-kubelet/virtual-kubelet/issues/193 (logs); that of secrets is from memory.
    driver = (container.get("LogConfiguration") or {}).get("LogDriver")
    if ".dkr.ecr." in str(container.get("Image")):
        raise _refused("Fargate requires task definition to have execution role ARN to support ECR images.")
    if driver == "awslogs":
        raise _refused("Fargate requires task definition to have execution role ARN to support log driver awslogs.")
    if container.get("Secrets"):
        raise _refused(
            "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'."
        )


def _refused(text: str) -> RefusedError:
    return RefusedError("ClientException", text, service=_SERVICE)
