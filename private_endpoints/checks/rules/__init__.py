"""Every rule, one per file."""

from __future__ import annotations

from private_endpoints.checks.rule import Rule
from private_endpoints.checks.rules.client_egress_missing import ClientEgressMissing
from private_endpoints.checks.rules.client_not_admitted import ClientNotAdmitted
from private_endpoints.checks.rules.dns_attributes_off import DnsAttributesOff
from private_endpoints.checks.rules.dual_stack_ipv4_only import DualStackIpv4Only
from private_endpoints.checks.rules.duplicate_gateway_endpoint import DuplicateGatewayEndpoint
from private_endpoints.checks.rules.duplicate_private_dns import DuplicatePrivateDns
from private_endpoints.checks.rules.ended_service import EndedService
from private_endpoints.checks.rules.endpoint_admits_nobody import EndpointAdmitsNobody
from private_endpoints.checks.rules.endpoint_default_group import EndpointDefaultGroup
from private_endpoints.checks.rules.endpoint_in_other_vpc import EndpointInOtherVpc
from private_endpoints.checks.rules.endpoint_kind_unavailable import EndpointKindUnavailable
from private_endpoints.checks.rules.endpoint_open_to_the_world import EndpointOpenToTheWorld
from private_endpoints.checks.rules.endpoint_policy_any_principal import EndpointPolicyAnyPrincipal
from private_endpoints.checks.rules.endpoint_policy_denies_all import EndpointPolicyDeniesAll
from private_endpoints.checks.rules.endpoint_policy_full_access import EndpointPolicyFullAccess
from private_endpoints.checks.rules.endpoint_policy_unsupported import EndpointPolicyUnsupported
from private_endpoints.checks.rules.endpoint_port_not_open import EndpointPortNotOpen
from private_endpoints.checks.rules.endpoint_service_open import EndpointServiceOpen
from private_endpoints.checks.rules.endpoint_subnets_share_zone import EndpointSubnetsShareZone
from private_endpoints.checks.rules.endpoint_zone_coverage import EndpointZoneCoverage
from private_endpoints.checks.rules.execute_api_private_dns import ExecuteApiPrivateDns
from private_endpoints.checks.rules.for_all_values_allow import ForAllValuesAllow
from private_endpoints.checks.rules.for_any_value_perimeter import ForAnyValuePerimeter
from private_endpoints.checks.rules.gateway_endpoint_from_outside import GatewayEndpointFromOutside
from private_endpoints.checks.rules.gateway_endpoint_not_in_table import GatewayEndpointNotInTable
from private_endpoints.checks.rules.gateway_endpoint_without_routes import GatewayEndpointWithoutRoutes
from private_endpoints.checks.rules.gateway_policy_principal import GatewayPolicyPrincipal
from private_endpoints.checks.rules.group_without_egress_rules import GroupWithoutEgressRules
from private_endpoints.checks.rules.hosted_zone_incomplete import HostedZoneIncomplete
from private_endpoints.checks.rules.hosted_zone_name import HostedZoneName
from private_endpoints.checks.rules.hub_names_unresolved import HubNamesUnresolved
from private_endpoints.checks.rules.if_exists_allow import IfExistsAllow
from private_endpoints.checks.rules.inbound_only_without_gateway import InboundOnlyWithoutGateway
from private_endpoints.checks.rules.key_not_carried import KeyNotCarried
from private_endpoints.checks.rules.name_pattern_exemption import NamePatternExemption
from private_endpoints.checks.rules.nat_for_gateway_service import NatForGatewayService
from private_endpoints.checks.rules.network_acl_answers import NetworkAclAnswers
from private_endpoints.checks.rules.no_route_back import NoRouteBack
from private_endpoints.checks.rules.perimeter_forgets_endpoint import PerimeterForgetsEndpoint
from private_endpoints.checks.rules.perimeter_lets_in_unseen_endpoint import PerimeterLetsInUnseenEndpoint
from private_endpoints.checks.rules.perimeter_without_services import PerimeterWithoutServices
from private_endpoints.checks.rules.policy_lock_out import PolicyLockOut
from private_endpoints.checks.rules.policy_malformed import PolicyMalformed
from private_endpoints.checks.rules.policy_too_long import PolicyTooLong
from private_endpoints.checks.rules.prefix_list_egress_missing import PrefixListEgressMissing
from private_endpoints.checks.rules.private_dns_off import PrivateDnsOff
from private_endpoints.checks.rules.private_dns_unsupported import PrivateDnsUnsupported
from private_endpoints.checks.rules.private_dns_zone_conflict import PrivateDnsZoneConflict
from private_endpoints.checks.rules.route_beats_gateway_endpoint import RouteBeatsGatewayEndpoint
from private_endpoints.checks.rules.service_not_in_region import ServiceNotInRegion
from private_endpoints.checks.rules.service_of_other_region import ServiceOfOtherRegion
from private_endpoints.checks.rules.too_many_endpoints import TooManyEndpoints
from private_endpoints.checks.rules.unknown_endpoint_service import UnknownEndpointService
from private_endpoints.checks.rules.unused_endpoint import UnusedEndpoint
from private_endpoints.checks.rules.workload_internet_path import WorkloadInternetPath
from private_endpoints.checks.rules.wrong_endpoint_in_policy import WrongEndpointInPolicy

__all__ = ["RULES"]

RULES: tuple[Rule, ...] = (
    ClientEgressMissing(),
    ClientNotAdmitted(),
    DnsAttributesOff(),
    DualStackIpv4Only(),
    DuplicateGatewayEndpoint(),
    DuplicatePrivateDns(),
    EndedService(),
    EndpointAdmitsNobody(),
    EndpointDefaultGroup(),
    EndpointInOtherVpc(),
    EndpointKindUnavailable(),
    EndpointOpenToTheWorld(),
    EndpointPolicyAnyPrincipal(),
    EndpointPolicyDeniesAll(),
    EndpointPolicyFullAccess(),
    EndpointPolicyUnsupported(),
    EndpointPortNotOpen(),
    EndpointServiceOpen(),
    EndpointSubnetsShareZone(),
    EndpointZoneCoverage(),
    ExecuteApiPrivateDns(),
    ForAllValuesAllow(),
    ForAnyValuePerimeter(),
    GatewayEndpointFromOutside(),
    GatewayEndpointNotInTable(),
    GatewayEndpointWithoutRoutes(),
    GatewayPolicyPrincipal(),
    GroupWithoutEgressRules(),
    HostedZoneIncomplete(),
    HostedZoneName(),
    HubNamesUnresolved(),
    IfExistsAllow(),
    InboundOnlyWithoutGateway(),
    KeyNotCarried(),
    NamePatternExemption(),
    NatForGatewayService(),
    NetworkAclAnswers(),
    NoRouteBack(),
    PerimeterForgetsEndpoint(),
    PerimeterLetsInUnseenEndpoint(),
    PerimeterWithoutServices(),
    PolicyLockOut(),
    PolicyMalformed(),
    PolicyTooLong(),
    PrefixListEgressMissing(),
    PrivateDnsOff(),
    PrivateDnsUnsupported(),
    PrivateDnsZoneConflict(),
    RouteBeatsGatewayEndpoint(),
    ServiceNotInRegion(),
    ServiceOfOtherRegion(),
    TooManyEndpoints(),
    UnknownEndpointService(),
    UnusedEndpoint(),
    WorkloadInternetPath(),
    WrongEndpointInPolicy(),
)
"""All of them, sorted by id."""
