"""`AWS::EC2::VPCEndpointService`: somebody's own service behind PrivateLink."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, as_list, is_true, new_id
from private_endpoints.local.aws.stores import endpoint_services

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["VPC_ENDPOINT_SERVICE", "EndpointServiceRecord", "describe_configurations", "endpoint_service"]


class EndpointServiceRecord:
    """An endpoint service that somebody made.

    Args:
        service_id: its id.
        properties: its properties.
    """

    def __init__(self, service_id: str, properties: Properties) -> None:
        self.service_id = service_id
        self.network_load_balancers = [str(arn) for arn in as_list(properties.get("NetworkLoadBalancerArns"))]
        self.gateway_load_balancers = [str(arn) for arn in as_list(properties.get("GatewayLoadBalancerArns"))]
        # The default is from memory, unverified: neither CloudFormation's nor EC2's reference names one.
        self.acceptance_required = is_true(properties.get("AcceptanceRequired", True))
        # In AWS it is a property of the API, not of CloudFormation, and works after the domain is verified.
        self.private_dns_name: str | None = properties.get("PrivateDnsName")

    @property
    def kind(self) -> str:
        """Type of the endpoints that reach it."""
        return "GatewayLoadBalancer" if self.gateway_load_balancers else "Interface"

    @property
    def name(self) -> str:
        """Its full name."""
        return f"com.amazonaws.vpce.{ministack.region()}.{self.service_id}"


def endpoint_service(name: str) -> EndpointServiceRecord | None:
    """The endpoint service of a full name, if somebody made one here."""
    record = endpoint_services.get(name.rsplit(".", 1)[-1])
    found = record["service"] if record else None
    return found if isinstance(found, EndpointServiceRecord) and found.name == name else None


def _check(properties: Properties) -> None:
    network = as_list(properties.get("NetworkLoadBalancerArns"))
    gateway = as_list(properties.get("GatewayLoadBalancerArns"))
    # One kind of load balancer per service:
    # https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpointServiceConfiguration.html
    # Rule and texts are from memory of that page, unverified.
    if bool(network) == bool(gateway):
        raise RefusedError(
            "InvalidParameter", "Exactly one of NetworkLoadBalancerArns and GatewayLoadBalancerArns must be given"
        )
    for wanted, arns in (("network", network), ("gateway", gateway)):
        for arn in arns:
            balancer = ministack.load_balancers.get(arn)
            if balancer is None:
                raise RefusedError("InvalidLoadBalancerArn", f"The load balancer '{arn}' does not exist")
            if balancer["Type"] != wanted:
                raise RefusedError(
                    "InvalidParameter",
                    f"The load balancer '{arn}' is of type {balancer['Type']}, and must be of type {wanted}",
                )


def _create(properties: Properties) -> str:
    _check(properties)
    service_id = new_id("vpce-svc")
    endpoint_services[service_id] = {"service": EndpointServiceRecord(service_id, properties)}
    return service_id


def _update(service_id: str, old: Properties, new: Properties) -> None:
    del old
    _check(new)
    endpoint_services[service_id] = {"service": EndpointServiceRecord(service_id, new)}


def _delete(service_id: str, properties: Properties) -> None:
    del properties
    used = [i for i, endpoint in ministack.vpc_endpoints.items() if endpoint["ServiceName"].endswith(f".{service_id}")]
    if used:
        # Rule, code and text are from memory of
        # https://docs.aws.amazon.com/vpc/latest/privatelink/delete-endpoint-service.html
        raise RefusedError(
            "ExistingVpcEndpointConnections",
            f"The service {service_id} has existing active VPC Endpoint connections: {', '.join(used)}",
        )
    endpoint_services.pop(service_id, None)


def _drift(service_id: str, properties: Properties) -> Attributes | None:
    del properties
    record = endpoint_services.get(service_id)
    return {"AcceptanceRequired": record["service"].acceptance_required} if record else None


VPC_ENDPOINT_SERVICE = ResourceType(
    name="AWS::EC2::VPCEndpointService",
    create=_create,
    update=_update,
    delete=_delete,
    attributes=lambda service_id: {"ServiceId": service_id},
    drift=_drift,
    compared=frozenset({"AcceptanceRequired"}),
)


def describe_configurations(request: object) -> ministack.Response:
    """`DescribeVpcEndpointServiceConfigurations` of the EC2 API."""
    wanted = ministack.ec2_list(request, "ServiceId")
    rows = "".join(
        _xml(record["service"])
        for service_id, record in endpoint_services.items()
        if not wanted or service_id in wanted
    )
    return ministack.ec2_xml(
        200,
        "DescribeVpcEndpointServiceConfigurationsResponse",
        f"<serviceConfigurationSet>{rows}</serviceConfigurationSet>",
    )


def _xml(service: EndpointServiceRecord) -> str:
    def items(tag: str, values: list[str]) -> str:
        return f"<{tag}>{''.join(f'<item>{escape(value)}</item>' for value in values)}</{tag}>"

    return (
        f"<item><serviceId>{service.service_id}</serviceId><serviceName>{service.name}</serviceName>"
        f"<serviceState>Available</serviceState>"
        f"<serviceType><item><serviceType>{service.kind}</serviceType></item></serviceType>"
        f"<acceptanceRequired>{str(service.acceptance_required).lower()}</acceptanceRequired>"
        f"{items('networkLoadBalancerArnSet', service.network_load_balancers)}"
        f"{items('gatewayLoadBalancerArnSet', service.gateway_load_balancers)}"
        f"{ministack.ec2_tag_set(service.service_id)}</item>"
    )
