"""Resources that AWS accounts own and that customers' own identities reach through an endpoint.

A policy that only lets an account reach its own resources refuses these: the documents of Systems Manager, the images
of EKS add-ons, the AMIs of Amazon. Each row names them as narrowly as AWS's ARNs allow. Buckets of S3 are not here.

What AWS manages but keeps in the caller's account (AWS managed KMS keys, service-linked roles) needs no row. Neither do
the accounts of AWS that a service reaches by itself, from its own network: such calls pass no endpoint of the customer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from private_endpoints.catalog._data import Source, read_rows
from private_endpoints.catalog._regions import is_region_code

__all__ = ["OwnedResource", "owned_resources"]

_REGION_OF_ARN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedResource:
    """Resources of one kind, owned by AWS, that calls through one endpoint service need.

    Attributes:
        service: short name of the endpoint service, such as `ecr.api`.
        sid: alphanumeric name for the policy statement, unique within the service.
        actions: IAM actions that the need comes down to.
        resources: ARN patterns; `{partition}` and `{region}` stand for those of the endpoint. A pattern that names a
            region literally is of use in that region only.
        condition: keys and values that a statement must demand with StringEquals, so that a pattern without an account
            does not admit resources of just anybody; mostly empty.
        signed_by: `account`: the customer's identity calls, so its principal keys can still be demanded; `aws`: a
            service principal calls; `anyone`: no promise about the caller.
        needed_for: names of the workloads that need it; `always` where the service is of little use without.
        only_declared: whether a policy should have it only where one of these workloads is declared: anybody can own
            what the pattern names, and the actions can carry data there.
        why: what breaks without the row.
        source: where the row comes from.
        as_of: ISO date on which the row was compared with its source.
        confidence: `documented` by the source, or `memory` where the source does not say all of it.
    """

    service: str
    sid: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    condition: tuple[tuple[str, str], ...]
    signed_by: Literal["account", "aws", "anyone"]
    needed_for: tuple[str, ...]
    only_declared: bool
    why: str
    source: str
    as_of: str
    confidence: Literal["documented", "memory"]

    def resources_in(self, region: str | None) -> tuple[str, ...]:
        """The patterns that are of use in a region.

        Accounts of AWS differ between regions, so some rows list dozens of ARNs of which one region needs one.

        Args:
            region: code of a region. None, or a text that stands for a region, such as a token, keeps every pattern.
        """
        if region is None or not is_region_code(region):
            return self.resources
        return tuple(arn for arn in self.resources if arn.split(":")[_REGION_OF_ARN] in {"{region}", "*", "", region})


def owned_resources(service_name: str) -> tuple[OwnedResource, ...]:
    """What a default policy on this service's endpoint must let the account's identities reach, sorted by Sid.

    A FIPS endpoint takes the same calls as its service, so it has the same rows.

    Args:
        service_name: short name of the endpoint service, such as `ssm`. A name without rows gives an empty tuple.
    """
    return _by_service().get(service_name.removesuffix("-fips"), ())


@cache
def _by_service() -> dict[str, tuple[OwnedResource, ...]]:
    found: dict[str, list[OwnedResource]] = {}
    for row in read_rows("owned_resources.jsonl"):
        found.setdefault(row["service"], []).append(_owned_resource(row))
    return {service: tuple(rows) for service, rows in found.items()}


def _owned_resource(row: dict[str, Any]) -> OwnedResource:
    source = Source(**row["source"])
    return OwnedResource(
        **{
            **row,
            "actions": tuple(row["actions"]),
            "resources": tuple(row["resources"]),
            "condition": tuple(row["condition"].items()),
            "needed_for": tuple(row["needed_for"]),
            "source": str(source),
            "as_of": source.as_of,
        }
    )
