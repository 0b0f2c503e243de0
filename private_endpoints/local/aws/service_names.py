"""Which endpoint services exist: AWS's, from the catalog, and those that somebody made here."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.catalog import EndpointKind, EndpointService, services
from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.vpc_endpoint_service import EndpointServiceRecord, endpoint_service

__all__ = ["Service", "find_service"]


@dataclass(frozen=True)
class Service:
    """An endpoint service as an endpoint sees it.

    Attributes:
        name: its full name.
        aws: its row in the catalog, if it is a service of AWS.
        own: what was made here, if somebody made it.
    """

    name: str
    aws: EndpointService | None = None
    own: EndpointServiceRecord | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """Types of the endpoints that reach it."""
        if self.own is not None:
            return (self.own.kind,)
        return tuple(kind.value for kind in self.aws.kinds) if self.aws else ()

    @property
    def private_dns_names(self) -> tuple[str, ...]:
        """Names that resolve to an endpoint with private DNS; none if it has no private DNS."""
        if self.own is not None:
            return (self.own.private_dns_name,) if self.own.private_dns_name else ()
        if self.aws is None or not self.aws.private_dns_supported:
            return ()
        return self.aws.private_dns_names_in(ministack.region())

    @property
    def zone_names(self) -> frozenset[str]:
        """Domains of the hosted zones that private DNS puts on the VPC: the names without a leading wildcard.

        "we create a private hosted zone and associate it with" the VPC
        (https://docs.aws.amazon.com/vpc/latest/privatelink/manage-dns-names.html; one zone per domain is from memory).
        """
        return frozenset(name.removeprefix("*.") for name in self.private_dns_names)

    @property
    def has_both_kinds(self) -> bool:
        """Whether there are gateway and interface endpoints for it."""
        return {EndpointKind.GATEWAY.value, EndpointKind.INTERFACE.value} <= set(self.kinds)


def find_service(name: str, kind: str, service_region: str | None) -> Service:
    """The service of a full name, for endpoints of a type in the region of the request.

    Args:
        name: full name, such as `com.amazonaws.eu-west-1.s3`.
        kind: type of the endpoint.
        service_region: region of the service. Default: that of the endpoint.
    """
    own = endpoint_service(name)
    if own is not None:
        found = Service(name, own=own)
    else:
        row = _aws_service(name, service_region)
        if row is None:
            # Text: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/1010; the code is from memory.
            raise RefusedError("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
        found = Service(name, aws=row)
    if kind not in found.kinds:
        # Text: https://github.com/hashicorp/terraform-provider-aws/issues/2697
        raise RefusedError(
            "InvalidParameter", f"Endpoint type ({kind}) does not match service type ({', '.join(found.kinds)})."
        )
    return found


def _aws_service(name: str, service_region: str | None) -> EndpointService | None:
    here = ministack.region()
    region = service_region or here
    for row in services():
        if row.service_name_in(region) != name or row.available_in(region) is False:
            continue
        # Only cross-region services can be asked for with ServiceRegion, and a global service lives in one region; from
        # memory of
        # https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
        if region != here and not (row.cross_region or row.is_global):
            return None
        home = set(row.home_regions.values())
        if row.is_global and home and region not in home:
            return None
        return row
    return None
