"""The region that a template can only be deployed to, because it names a zone or a service of that region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from private_endpoints.catalog import region
from private_endpoints.cloudformation.stacks.stack import Stack

__all__ = ["implied_region"]

_ZONE = re.compile(r"([a-z]{2,5}(?:-[a-z]+)+-[0-9]+)[a-z]")
_SERVICE = re.compile(r"(?:cn\.)?com\.amazonaws\.([a-z]{2,5}(?:-[a-z]+)+-[0-9]+)\..+")


def implied_region(stack: Stack) -> str | None:
    """The region; None where the template fits several.

    A subnet in `us-east-1a` cannot be made in another region, nor an endpoint for `com.amazonaws.us-east-1.ssm` unless
    it says `ServiceRegion`. What stands under a condition says nothing.
    """
    for resource in stack.resources.values():
        type_ = resource.get("Type")
        if type_ not in ("AWS::EC2::Subnet", "AWS::EC2::VPCEndpoint") or "Condition" in resource:
            continue
        found = _named(resource.get("Properties") or {})
        if found is not None and region(found) is not None:
            return found
    return None


def _named(properties: Mapping[str, Any]) -> str | None:
    zone, service = properties.get("AvailabilityZone"), properties.get("ServiceName")
    found = _ZONE.fullmatch(zone) if isinstance(zone, str) else None
    if found is None and isinstance(service, str) and "ServiceRegion" not in properties:
        found = _SERVICE.fullmatch(service)
    return None if found is None else found[1]
