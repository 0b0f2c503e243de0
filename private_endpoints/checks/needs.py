"""Whether a workload calls a service, as far as the network says."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.catalog import service
from private_endpoints.checks.survey import Survey
from private_endpoints.errors import UnknownServiceError
from private_endpoints.network import Workload

__all__ = ["Reason", "why_needed"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a workload calls a service.

    Attributes:
        text: in words.
        declared: whether somebody says so; else it is what such a workload mostly does, or its role merely allows it.
    """

    text: str
    declared: bool

    def __str__(self) -> str:
        return self.text


def why_needed(survey: Survey, one: Workload, name: str) -> Reason | None:
    """Why a workload calls a service: what it declares, what it is, or what its role allows; None: nobody says so.

    Args:
        survey: the network.
        one: the workload.
        name: short name of the service.
    """
    found = next((need for need in survey.needs(one) if need.service == name), None)
    if found is None:
        return None
    declared = any(_is_service(need.service, name) for need in one.requires)
    return Reason(found.reason or "declared", declared=declared)


def _is_service(given: str, name: str) -> bool:
    try:
        return service(given).name == name
    except UnknownServiceError:
        return False
