"""Questions about calls of a service that are about a workload: they go to the service, not to the workload."""

from __future__ import annotations

from dataclasses import replace

from private_endpoints.catalog import action_prefixes_of
from private_endpoints.catalog import service as service_row
from private_endpoints.errors import UnknownServiceError
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.question import Question
from private_endpoints.values import Reference, join

__all__ = ["as_api_call"]

# Actions that the hosts of a service answer themselves
# (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html and
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html, 2026-11-21).
_OF_HOSTS = ("elasticfilesystem:client", "elasticache:connect")


def as_api_call(network: Network, question: Question) -> Question:
    """The question itself, or one about the ARN of a workload where the service has the action that is called.

    Without an action, or with one such as `rds-db:connect`, the workload is a host that is called itself.
    """
    target = None if question.target is None else network.get(question.target)
    action = (question.action or "").lower()
    if not isinstance(target, Workload | Interface) or question.host or not (question.service and action):
        return question
    try:
        prefixes = action_prefixes_of(service_row(question.service).name)
    except UnknownServiceError:
        return question
    if action.partition(":")[0] not in prefixes or action.startswith(_OF_HOSTS):
        return question
    arn = join([Reference(f"the ARN of {target}")]) if target.value is None else target.value
    return replace(question, target=None, resource=question.resource or arn)
