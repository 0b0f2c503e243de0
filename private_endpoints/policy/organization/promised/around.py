"""The policies around the requests of the promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from private_endpoints.policy.evaluation import Policies
from private_endpoints.policy.organization.perimeters import Perimeters

__all__ = ["Around"]

_ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
_ANYBODY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}


@dataclass(frozen=True, slots=True)
class Around:
    """The policies around a request, by whose principal and whose resource it is about.

    Attributes:
        both: a principal and a resource of ours.
        ours: a resource of ours only: the principal is a stranger's, or of an account that is no target.
        theirs: a principal of ours only.
        judges_resources: whether there are RCPs at all.
    """

    both: Policies
    ours: Policies
    theirs: Policies
    judges_resources: bool

    @classmethod
    def of(
        cls,
        perimeters: Perimeters,
        service_control: Sequence[object],
        resource_control: Sequence[object],
        bindings: Mapping[str, str],
    ) -> Around:
        """The policies of some perimeters, around principals and resources that everything else lets through."""
        shared: dict[str, Any] = {"identity": [_ALL], "resource": _ANYBODY, "bindings": bindings}
        scps, rcps = [[_ALL, *service_control]], [list(resource_control)]
        return cls(
            both=Policies.compile(**shared, service_control=scps, resource_control=rcps),
            ours=Policies.compile(**shared, resource_control=rcps),
            theirs=Policies.compile(**shared, service_control=scps),
            judges_resources=perimeters.identity is not None or perimeters.network is not None,
        )
