"""The facts of the field, as dated data: endpoint services, regions, prefix lists, workloads, owned resources.

No table is in the code. Data files are read at first use and once; importing this package reads none.
"""

from private_endpoints.catalog._absent_services import AbsentServices, absent_services
from private_endpoints.catalog._action_services import action_prefixes_of, services_of_action
from private_endpoints.catalog._actions_without_resources import is_about_no_resource
from private_endpoints.catalog._catalog import Catalog, default_catalog, known_as, service, services
from private_endpoints.catalog._control_policies import (
    ControlPolicyQuota,
    ResourceControlService,
    actions_without_network_keys,
    control_policy_quota,
    landing_zone_roles,
    organization_endpoint_prefixes,
    resource_control_services,
)
from private_endpoints.catalog._global_sts import regions_of_global_sts
from private_endpoints.catalog._kinds import EndpointKind, ServiceStatus
from private_endpoints.catalog._lengths import Length, length_of
from private_endpoints.catalog._load_balancer_accounts import load_balancer_accounts
from private_endpoints.catalog._managed_policies import ManagedPolicy, managed_policy, may_allow
from private_endpoints.catalog._needs import LeftOut, LeftOutNeed, ResolvedNeed, left_out, need_problems, resolve
from private_endpoints.catalog._owned_buckets import OwnedBucket, owned_bucket_groups, owned_buckets
from private_endpoints.catalog._owned_resources import OwnedResource, owned_resources
from private_endpoints.catalog._perimeter_exceptions import PerimeterException, perimeter_exceptions
from private_endpoints.catalog._perimeter_forms import PerimeterForm, perimeter_forms
from private_endpoints.catalog._perimeter_resources import (
    PerimeterResource,
    perimeter_resource,
    perimeter_resources,
)
from private_endpoints.catalog._ports import PortRange
from private_endpoints.catalog._prefix_lists import managed_prefix_list_id, managed_prefix_list_ids
from private_endpoints.catalog._public_names import PublicNames, public_names
from private_endpoints.catalog._regions import Region, is_region_code, partition_of, region, regions
from private_endpoints.catalog._role_calls import made_by_service
from private_endpoints.catalog._service import EndpointService
from private_endpoints.catalog._service_roles import RoleUser, ServiceRole, service_role, service_roles
from private_endpoints.catalog._workloads import Need, Workload, workload, workloads
from private_endpoints.catalog._zones import PrivateZone

__all__ = [
    "AbsentServices",
    "Catalog",
    "ControlPolicyQuota",
    "EndpointKind",
    "EndpointService",
    "LeftOut",
    "LeftOutNeed",
    "Length",
    "ManagedPolicy",
    "Need",
    "OwnedBucket",
    "OwnedResource",
    "PerimeterException",
    "PerimeterForm",
    "PerimeterResource",
    "PortRange",
    "PrivateZone",
    "PublicNames",
    "Region",
    "ResolvedNeed",
    "ResourceControlService",
    "RoleUser",
    "ServiceRole",
    "ServiceStatus",
    "Workload",
    "absent_services",
    "action_prefixes_of",
    "actions_without_network_keys",
    "control_policy_quota",
    "default_catalog",
    "is_about_no_resource",
    "is_region_code",
    "known_as",
    "landing_zone_roles",
    "left_out",
    "length_of",
    "load_balancer_accounts",
    "made_by_service",
    "managed_policy",
    "managed_prefix_list_id",
    "managed_prefix_list_ids",
    "may_allow",
    "need_problems",
    "organization_endpoint_prefixes",
    "owned_bucket_groups",
    "owned_buckets",
    "owned_resources",
    "partition_of",
    "perimeter_exceptions",
    "perimeter_forms",
    "perimeter_resource",
    "perimeter_resources",
    "public_names",
    "region",
    "regions",
    "regions_of_global_sts",
    "resolve",
    "resource_control_services",
    "service",
    "service_role",
    "service_roles",
    "services",
    "services_of_action",
    "workload",
    "workloads",
]
