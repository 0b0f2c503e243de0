"""Full service names, such as `com.amazonaws.eu-west-1.ecr.api`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from private_endpoints.catalog._regions import is_region_code
from private_endpoints.catalog._service import EndpointService

__all__ = ["ad_hoc_service", "patterns_by_full_name", "to_pattern"]

# What stands for a region where it is known only at deployment: a CDK token, or a reference in Fn::Sub.
_STAND_IN = re.compile(r"\$\{[^{}]*\}")
# A full name begins with one of the reversed domains of AWS, or has the id of somebody's endpoint service in it.
_FULL_NAME = re.compile(
    r"((cn\.)?com\.amazonaws|aws\.(api|sagemaker)|api\.aws|eu\.amazonaws|gov\.ic\.c2s|gov\.sgov\.sc2s"
    r"|gov\.ic\.hci\.csp|uk\.adc-e\.cloud)\.[A-Za-z0-9.{}_-]+"
    r"|.*\bvpce-svc-[0-9a-f]+"
)
_OTHERS_SERVICE = re.compile(r"vpce-svc-[0-9a-f]+")


def to_pattern(full_name: str) -> str:
    """The full name with `{region}` in place of its region, whether that is a code or stands for one."""
    parts = _STAND_IN.sub("{region}", full_name).split(".")
    return ".".join("{region}" if is_region_code(part) else part for part in parts)


def patterns_by_full_name(rows: Iterable[EndpointService]) -> dict[str, EndpointService]:
    """Every pattern that a row's full name has in some partition, and the row."""
    found: dict[str, EndpointService] = {}
    for row in rows:
        for pattern in (row.service_name, *row.partition_service_names.values()):
            found[pattern] = row
    return found


def ad_hoc_service(full_name: str) -> EndpointService | None:
    """A row for a full name that the catalog does not have; None if the text is no full name.

    It claims as little as can be: an interface endpoint on port 443 of which nothing else is known.
    """
    if not _FULL_NAME.fullmatch(_STAND_IN.sub("{region}", full_name)):
        return None
    others = _OTHERS_SERVICE.search(full_name)
    return EndpointService(
        name=others[0] if others else full_name,
        service_name=full_name,
        assumed=("kinds", "ports", "private_dns_names", "private_dns_supported"),
        note="Made from its full name: nothing else is known of it",
    )
