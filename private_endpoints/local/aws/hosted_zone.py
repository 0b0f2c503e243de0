"""`AWS::Route53::HostedZone`: private zones on VPCs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.private_dns import zone_names_of
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import as_list

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["extend_hosted_zone"]

_TYPE = "AWS::Route53::HostedZone"


def extend_hosted_zone() -> None:
    """Add the VPCs of a private zone, and the refusal of a second zone of one name on a VPC."""
    handler = ministack.handlers[_TYPE]
    original_create, original_update = handler["create"], handler["update"]

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        _check(properties, None)
        zone_id, attributes = original_create(logical_id, properties, stack)
        _associate(zone_id, properties)
        return zone_id, attributes

    def update(zone_id: str, old: Properties, new: Properties, *more: Any) -> tuple[str, Attributes]:  # noqa: ANN401 - handed through
        _check(new, zone_id)
        new_zone_id, attributes = original_update(zone_id, old, new, *more)
        _associate(new_zone_id, new)
        return new_zone_id, attributes

    handler["create"], handler["update"] = create, update


def _associate(zone_id: str, properties: Properties) -> None:
    vpcs = as_list(properties.get("VPCs"))
    ministack.hosted_zones[zone_id].update(vpcs=vpcs, private=bool(vpcs))


def _check(properties: Properties, zone_id: str | None) -> None:
    name = str(properties.get("Name", "")).rstrip(".")
    for vpc in as_list(properties.get("VPCs")):
        vpc_id = vpc.get("VPCId")
        region = vpc.get("VPCRegion", ministack.region())
        if region == ministack.region() and vpc_id not in ministack.vpcs:
            # https://docs.aws.amazon.com/Route53/latest/APIReference/API_AssociateVPCWithHostedZone.html (InvalidVPCId)
            raise RefusedError("InvalidVPCId", f"The VPC: {vpc_id} that you provided is invalid.", service="Route53")
        taken = {
            str(zone["name"]).rstrip(".")
            for other_id, zone in ministack.hosted_zones.items()
            if other_id != zone_id and any(other.get("VPCId") == vpc_id for other in zone.get("vpcs", []))
        }
        # Private DNS of an endpoint is a zone on the VPC as well. That Route 53 refuses its name is from memory.
        for endpoint in ministack.vpc_endpoints.values():
            if endpoint["VpcId"] == vpc_id:
                taken |= zone_names_of(endpoint)
        if name in taken:
            # Code: ConflictingDomainExists on the page above; text from memory.
            raise RefusedError(
                "ConflictingDomainExists",
                f"The VPC {vpc_id} in region {region} has already been associated with a hosted zone with the same "
                f"domain name {name}.",
                service="Route53",
            )
