"""A request through an endpoint, with the condition keys that the endpoint's service puts into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation import EndpointSource, Request, Unspecified
from private_endpoints.values import Reference

if TYPE_CHECKING:
    from private_endpoints.catalog import EndpointService
    from private_endpoints.policy.evaluation.context import Given

__all__ = ["through"]

# Keys that some services carry and others do not
# (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
_OF_EVERY_VPC = ("aws:SourceVpcArn", "aws:VpceAccount")
_OF_AN_ORGANIZATION = ("aws:VpceOrgID", "aws:VpceOrgPaths")


def through(service: EndpointService, request: Request, source: EndpointSource) -> Request:
    """The same request through an endpoint of a service.

    Which keys it carries beside `aws:SourceVpce`, `aws:SourceVpc` and `aws:VpcSourceIp` is the catalog's knowledge. For
    a row that does not say, their very presence is unknown; where the service carries one whose value the source does
    not have, the value is unknown. So no condition on them is decided by a guess.

    Args:
        service: row of the catalog.
        request: the request.
        source: the endpoint, and the VPC that hosts it.
    """
    carried = service.perimeter_keys
    if carried is None:
        unsure: dict[str, Given] = {
            key: Unspecified(f"whether {service.name} carries {key}") for key in (*_OF_EVERY_VPC, *_OF_AN_ORGANIZATION)
        }
        return request.through_endpoint(source).with_keys(unsure)
    sent = request.through_endpoint(source, carried_keys=carried)
    # Every VPC has an ARN and an account; that of no organization is truly without these keys.
    missing: dict[str, Given] = {
        key: Reference(key) for key in _OF_EVERY_VPC if key in carried and key.lower() not in sent.context
    }
    return sent.with_keys(missing)
