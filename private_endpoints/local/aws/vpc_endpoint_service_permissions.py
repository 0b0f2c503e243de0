"""`AWS::EC2::VPCEndpointServicePermissions`: who may connect to an endpoint service."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, as_list
from private_endpoints.local.aws.stores import endpoint_service_permissions, endpoint_services

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["VPC_ENDPOINT_SERVICE_PERMISSIONS", "describe_permissions"]


def _create(properties: Properties) -> str:
    service_id = str(properties["ServiceId"])
    if service_id not in endpoint_services:
        # Code and text from memory, unverified.
        raise RefusedError("InvalidVpcEndpointServiceId.NotFound", f"The service '{service_id}' does not exist")
    endpoint_service_permissions[service_id] = {"principals": as_list(properties.get("AllowedPrincipals"))}
    # The id of the service, as `Ref` returns it; from memory, unverified.
    return service_id


def _update(service_id: str, old: Properties, new: Properties) -> None:
    del service_id, old
    _create(new)


def _delete(service_id: str, properties: Properties) -> None:
    del properties
    endpoint_service_permissions.pop(service_id, None)


def _drift(service_id: str, properties: Properties) -> Attributes | None:
    del properties
    record = endpoint_service_permissions.get(service_id)
    return {"AllowedPrincipals": record["principals"]} if record else None


VPC_ENDPOINT_SERVICE_PERMISSIONS = ResourceType(
    name="AWS::EC2::VPCEndpointServicePermissions",
    create=_create,
    update=_update,
    delete=_delete,
    attributes=lambda _: {},
    replaced_by=("ServiceId",),
    drift=_drift,
    compared=frozenset({"AllowedPrincipals"}),
)


def describe_permissions(request: object) -> ministack.Response:
    """`DescribeVpcEndpointServicePermissions` of the EC2 API."""
    record = endpoint_service_permissions.get(ministack.ec2_parameter(request, "ServiceId"), {"principals": []})
    rows = "".join(
        f"<item><principal>{escape(str(principal))}</principal><principalType>Account</principalType></item>"
        for principal in record["principals"]
    )
    return ministack.ec2_xml(
        200, "DescribeVpcEndpointServicePermissionsResponse", f"<allowedPrincipals>{rows}</allowedPrincipals>"
    )
