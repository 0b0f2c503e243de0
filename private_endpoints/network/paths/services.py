"""Which service an endpoint or a question is about, and in which region."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from private_endpoints.catalog import EndpointService as Row
from private_endpoints.catalog import partition_of, service
from private_endpoints.errors import InvalidInputError, Problem, UnknownServiceError
from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.values import Reference, Truth, Unknown, Value, all_of, equal, join, literal_pattern, references

__all__ = ["Service", "is_for", "not_said", "region_of", "service_named", "service_of"]

_REGION = Reference("AWS::Region")
# How `shown` begins a reference.
_REFERENCE = "${"
_OWN_REGION = "${AWS::Region}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service in a region.

    Attributes:
        row: its row of the catalog.
        region: its region; a reference where nobody has said which.
    """

    row: Row
    region: Value

    @property
    def text_region(self) -> str:
        """The region as text that stands for it in patterns of the catalog."""
        return shown(self.region)

    @property
    def partition(self) -> str:
        """The partition; that of most customers where the region is not known."""
        return partition_of(self.text_region) or "aws"


def shown(value: Value) -> str:
    """A value as text, with a reference as `${Name}`."""
    parts = literal_pattern(value)
    return "".join(f"${{{part.name}}}" if isinstance(part, Reference) else str(part) for part in parts)


def hidden(text: str, region: Value) -> Value:
    """Text in which a region may stand as `shown` writes it, as a value."""
    return text if isinstance(region, str) else join(_split(text, shown(region), region))


def _split(text: str, stand_in: str, region: Value) -> list[str | Reference]:
    parts: list[str | Reference] = []
    for index, piece in enumerate(text.split(stand_in)):
        if index:
            parts.extend(part for part in literal_pattern(region) if isinstance(part, str | Reference))
        parts.append(piece)
    return parts


def region_of(vpc: Vpc, network: Network) -> Value:
    """The region of a VPC."""
    if vpc.region is not None:
        return vpc.region
    return network.region or join([_REGION])


def service_named(name: str, region: Value, *, where: str) -> Service:
    """The service that a question names; a full name may name another region than the caller's.

    Raises:
        InvalidInputError: there is no such service.
    """
    try:
        row = service(name)
    except UnknownServiceError as error:
        fix = "give a name that `private-endpoints catalog` lists, or a full service name"
        raise InvalidInputError(where, [Problem("unknown-service", error.given, fix)]) from error
    return Service(row=row, region=_region_in(name, row) or region)


def service_of(endpoint: Endpoint, vpc: Vpc, network: Network) -> Service | None:
    """The service that an endpoint leads to; None: not known, or none of AWS."""
    if isinstance(endpoint.service_name, Unknown) or not endpoint.service_name:
        return None
    text = shown(endpoint.service_name)
    row = _row_of(text)
    if row is None:
        return None
    home = region_of(vpc, network)
    if endpoint.service_region is not None:
        home = (
            join([Reference("service region")])
            if isinstance(endpoint.service_region, Unknown)
            else (endpoint.service_region)
        )
    elif isinstance(endpoint.service_name, str):
        home = _region_in(text, row) or home
    elif references(endpoint.service_name) not in ({_REGION.name}, references(home)):
        # A region that a parameter gives may be any.
        home = join(part for part in literal_pattern(endpoint.service_name) if isinstance(part, Reference))
    return Service(row=row, region=home)


def not_said(endpoint: Endpoint) -> Truth:
    """Whether an endpoint without a row may be for any service: one whose name is not text; others are for none."""
    if isinstance(endpoint.service, str):
        return False
    if isinstance(endpoint.service_name, Unknown):
        return endpoint.service_name
    names = references(endpoint.service_name)
    return Unknown(names) if names else False


def is_for(endpoint: Endpoint, wanted: Service, vpc: Vpc, network: Network) -> Truth:
    """Whether an endpoint leads to a service."""
    found = service_of(endpoint, vpc, network)
    if found is None:
        return not_said(endpoint)
    return all_of((found.row.name == wanted.row.name, wanted.row.is_global or equal(found.region, wanted.region)))


@lru_cache(maxsize=4096)
def _row_of(text: str) -> Row | None:
    try:
        row = service(text)
    except UnknownServiceError:
        return None
    # Any full name is one of a service; but what a parameter gives is not said.
    return None if _REFERENCE in row.name.replace(_OWN_REGION, "") else row


@lru_cache(maxsize=4096)
def _region_in(name: str, row: Row) -> str:
    """The code that stands in a full name in place of the region."""
    parts = name.split(".")
    for pattern in (row.service_name, *row.partition_service_names.values()):
        places = pattern.split(".")
        if len(places) != len(parts) or "{region}" not in places:
            continue
        region = parts[places.index("{region}")]
        rest = [one for one in places if one != "{region}"]
        if region != "{region}" and "$" not in region and [p for p in parts if p != region] == rest:
            return region
    return ""
