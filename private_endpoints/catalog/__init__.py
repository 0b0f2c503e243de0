"""The facts of the field, as dated data: endpoint services, regions, prefix lists, workloads, owned resources.

No table is in the code. Data files are read at first use and once; importing this package reads none.
"""

from private_endpoints.catalog._catalog import Catalog, default_catalog, service, services
from private_endpoints.catalog._kinds import EndpointKind, ServiceStatus
from private_endpoints.catalog._owned_buckets import OwnedBucket, owned_bucket_groups, owned_buckets
from private_endpoints.catalog._owned_resources import OwnedResource, owned_resources
from private_endpoints.catalog._perimeter_exceptions import PerimeterException, perimeter_exceptions
from private_endpoints.catalog._ports import PortRange
from private_endpoints.catalog._prefix_lists import managed_prefix_list_id, managed_prefix_list_ids
from private_endpoints.catalog._regions import Region, partition_of, region, regions
from private_endpoints.catalog._service import EndpointService
from private_endpoints.catalog._workloads import Need, Workload, workload, workloads
from private_endpoints.catalog._zones import PrivateZone

__all__ = [
    "Catalog",
    "EndpointKind",
    "EndpointService",
    "Need",
    "OwnedBucket",
    "OwnedResource",
    "PerimeterException",
    "PortRange",
    "PrivateZone",
    "Region",
    "ServiceStatus",
    "Workload",
    "default_catalog",
    "managed_prefix_list_id",
    "managed_prefix_list_ids",
    "owned_bucket_groups",
    "owned_buckets",
    "owned_resources",
    "partition_of",
    "perimeter_exceptions",
    "region",
    "regions",
    "service",
    "services",
    "workload",
    "workloads",
]
