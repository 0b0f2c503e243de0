"""What is known of one endpoint service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from private_endpoints.catalog._check import check_service
from private_endpoints.catalog._kinds import EndpointKind, ServiceStatus
from private_endpoints.catalog._ports import HTTPS, PortRange
from private_endpoints.catalog._regions import is_region_code, partition_of, suffixes_of
from private_endpoints.catalog._zones import PrivateZone, zones_for

__all__ = ["EndpointService"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


def _nothing() -> Mapping[str, str]:
    return _NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointService:
    """What is known of one endpoint service: a row of the catalog, or a row of your own.

    Patterns hold `{region}`, and DNS names also `{dns_suffix}` (such as `amazonaws.com`) and
    `{dual_stack_dns_suffix}` (such as `api.aws`).

    Attributes:
        name: AWS's short name, such as `ssm` or `ecr.api`.
        service_name: pattern of the full name, in the partition `aws`.
        partition_service_names: patterns where the full name differs, by partition, or by region where that differs
            from its partition.
        kinds: endpoint types of the service. Default: interface.
        status: whether the service still takes customers. Default: it does.
        ended: when and how it ended; None for an active service.
        private_dns_names: patterns of all names that resolve to the endpoint when private DNS is on, wildcards too.
            Default: none.
        private_dns_supported: whether private DNS can be turned on. Default: it cannot.
        policy_supported: whether the endpoint takes a policy; None if that is not known.
        ports: TCP ports on which the endpoint answers. Default: 443.
        ip_address_types: `ipv4` and `ipv6` as seen on the date of the source. The list only grows: a missing `ipv6`
            never means that there is none today.
        cross_region: whether an endpoint in another region can reach it (CloudFormation's `ServiceRegion`).
        is_global: whether the service is one for a whole partition, its full name being without a region.
        home_regions: region by partition in which a global service lives; elsewhere its endpoint needs
            `ServiceRegion`. Empty where that is not known.
        regions: all regions that have the service; None if that is not known.
        perimeter_keys: condition keys of the network perimeter that requests through the endpoint carry, such as
            `aws:VpceOrgID`; None if that is not known. `aws:SourceVpce` and `aws:SourceVpc` are always there.
        assumed: fields whose value follows the regular pattern, or is from memory, and that no source confirms.
            `private_dns_names` among them means that not one of the names is confirmed.
        assumed_dns_names: those of `private_dns_names` that no source confirms, where it confirms others.
        confirmed_in: partitions of which the source speaks; elsewhere every DNS name is assumed. None for all.
        note: what else to know.
        source: where the row comes from.
        as_of: ISO date on which the source said so.
        field_sources: source by field, with its date, where a field comes from elsewhere than the row.

    Raises:
        CatalogDataError: a field is no valid value; the text names the field, what was given and what is allowed.
    """

    name: str
    service_name: str
    partition_service_names: Mapping[str, str] = field(default_factory=_nothing, hash=False)
    kinds: tuple[EndpointKind, ...] = (EndpointKind.INTERFACE,)
    status: ServiceStatus = ServiceStatus.ACTIVE
    ended: str | None = None
    private_dns_names: tuple[str, ...] = ()
    private_dns_supported: bool = False
    policy_supported: bool | None = None
    ports: tuple[PortRange, ...] = (HTTPS,)
    ip_address_types: tuple[str, ...] = ()
    cross_region: bool = False
    is_global: bool = False
    home_regions: Mapping[str, str] = field(default_factory=_nothing, hash=False)
    regions: tuple[str, ...] | None = None
    perimeter_keys: tuple[str, ...] | None = None
    assumed: tuple[str, ...] = ()
    assumed_dns_names: tuple[str, ...] = ()
    confirmed_in: tuple[str, ...] | None = None
    note: str = ""
    source: str = "given by the user"
    as_of: str = ""
    field_sources: Mapping[str, str] = field(default_factory=_nothing, hash=False)

    def __post_init__(self) -> None:
        check_service(self)

    def service_name_in(self, region: str, partition: str | None = None, *, kind: EndpointKind | None = None) -> str:
        """The full name to ask for in a region.

        Args:
            region: code of a region, or any text that stands for one, such as a token.
            partition: its partition. Default: that of the region, or `aws` where the catalog does not have it.
            kind: type of the endpoint: a gateway has the plain name in every partition, also where an interface
                endpoint of the same service has not. Default: interface.
        """
        if kind is EndpointKind.GATEWAY:
            return self.service_name.replace("{region}", region)
        partition = partition or partition_of(region)
        by_place = self.partition_service_names
        return (by_place.get(region) or by_place.get(partition) or self.service_name).replace("{region}", region)

    def private_dns_names_in(
        self, region: str, partition: str | None = None, *, confirmed: bool = False
    ) -> tuple[str, ...]:
        """The names that resolve to the endpoint when private DNS is on.

        Args:
            region: code of a region, or any text that stands for one, such as a token.
            partition: its partition. Default: that of the region, or `aws` where the catalog does not have it.
            confirmed: leave out the names that are assumed. Default: they are among the names.
        """
        partition = partition or partition_of(region)
        suffix, dual_stack_suffix = suffixes_of(partition)
        return tuple(
            name.replace("{region}", region)
            .replace("{dns_suffix}", suffix)
            .replace("{dual_stack_dns_suffix}", dual_stack_suffix)
            for name in self.private_dns_names
            if not (confirmed and self._is_assumed(name, partition))
        )

    def _is_assumed(self, dns_name: str, partition: str) -> bool:
        # What AWS said of one partition is only likely in another.
        return (
            (self.confirmed_in is not None and partition not in self.confirmed_in)
            or "private_dns_names" in self.assumed
            or dns_name in self.assumed_dns_names
        )

    def available_in(self, region: str) -> bool | None:
        """Whether a region has the service; None if that is not known."""
        return region in self.regions if self.regions is not None and is_region_code(region) else None

    def hosted_zones_in(self, region: str, partition: str | None = None) -> tuple[PrivateZone, ...]:
        """The private hosted zones that do for other VPCs what private DNS does for the endpoint's own.

        Args:
            region: code of a region, or any text that stands for one, such as a token.
            partition: its partition. Default: that of the region, or `aws` where the catalog does not have it.
        """
        return zones_for(self.private_dns_names_in(region, partition))

    def to_json(self, region: str | None = None) -> dict[str, Any]:
        """The row as JSON values.

        Args:
            region: where to fill in the patterns. Default: `{region}` stays, and the domains are those of `aws`.
        """
        place = region or "{region}"
        return {
            "name": self.name,
            "service_name": self.service_name_in(place),
            "partition_service_names": dict(self.partition_service_names),
            "kinds": [kind.value for kind in self.kinds],
            "status": self.status.value,
            "ended": self.ended,
            "private_dns_names": list(self.private_dns_names_in(place)),
            "private_dns_supported": self.private_dns_supported,
            "policy_supported": self.policy_supported,
            "ports": [str(ports) for ports in self.ports],
            "ip_address_types": list(self.ip_address_types),
            "cross_region": self.cross_region,
            "is_global": self.is_global,
            "home_regions": dict(self.home_regions),
            "regions": None if self.regions is None else list(self.regions),
            "perimeter_keys": None if self.perimeter_keys is None else list(self.perimeter_keys),
            "assumed": list(self.assumed),
            "assumed_dns_names": [
                name
                for name in self.private_dns_names_in(place)
                if name not in self.private_dns_names_in(place, confirmed=True)
            ],
            "confirmed_in": None if self.confirmed_in is None else list(self.confirmed_in),
            "note": self.note,
            "source": self.source,
            "as_of": self.as_of,
            "field_sources": dict(self.field_sources),
        }
