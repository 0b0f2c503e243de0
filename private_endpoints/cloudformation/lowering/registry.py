"""Which resource type becomes what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeAlias

from private_endpoints.cloudformation.lowering.compute import (
    app_runner,
    auto_scaling,
    batch,
    beanstalk,
    clusters,
    emr,
    fleets,
    glue,
    instances,
    serverless,
    state_machines,
    tasks,
)
from private_endpoints.cloudformation.lowering.compute.workloads import lower_workload
from private_endpoints.cloudformation.lowering.data import resource_policies, workload_types
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.policies import (
    apis,
    roles,
)
from private_endpoints.cloudformation.lowering.policies.resources import lower_resource
from private_endpoints.cloudformation.lowering.unknown import is_unknown, lower_unknown
from private_endpoints.cloudformation.lowering.vpc import (
    dns,
    endpoints,
    firewall_policies,
    firewalls,
    gateways,
    lattice,
    load_balancers,
    network_acls,
    prefix_lists,
    routing,
    security_groups,
    transit_gateways,
    vpcs,
)
from private_endpoints.network import Element

__all__ = ["Lowering", "is_relevant", "lowered_types", "lowering_of"]

Lowering: TypeAlias = Callable[[Facts], Iterator[Element]]

_LOWERINGS: Mapping[str, Lowering] = {
    "AWS::ApiGateway::RestApi": apis.lower_rest_api,
    "AWS::AppRunner::Service": app_runner.lower_app_runner_service,
    "AWS::AutoScaling::AutoScalingGroup": auto_scaling.lower_auto_scaling_group,
    "AWS::Batch::ComputeEnvironment": batch.lower_compute_environment,
    "AWS::DirectConnect::DirectConnectGatewayAssociation": gateways.lower_direct_connect_association,
    "AWS::EC2::CarrierGateway": gateways.lower_carrier_gateway,
    "AWS::EC2::EC2Fleet": fleets.lower_fleet,
    "AWS::EC2::EgressOnlyInternetGateway": gateways.lower_egress_only_gateway,
    "AWS::EC2::GatewayRouteTableAssociation": routing.lower_gateway_association,
    "AWS::EC2::Instance": instances.lower_instance,
    "AWS::EC2::InternetGateway": gateways.lower_internet_gateway,
    "AWS::EC2::NatGateway": gateways.lower_nat_gateway,
    "AWS::EC2::NetworkAcl": network_acls.lower_network_acl,
    "AWS::EC2::NetworkAclEntry": network_acls.lower_network_acl_entry,
    "AWS::EC2::NetworkInterface": instances.lower_interface,
    "AWS::EC2::PrefixList": prefix_lists.lower_prefix_list,
    "AWS::EC2::Route": routing.lower_route,
    "AWS::EC2::RouteTable": routing.lower_route_table,
    "AWS::EC2::SecurityGroup": security_groups.lower_security_group,
    "AWS::EC2::SecurityGroupEgress": security_groups.lower_rule,
    "AWS::EC2::SecurityGroupIngress": security_groups.lower_rule,
    "AWS::EC2::SpotFleet": fleets.lower_spot_fleet,
    "AWS::EC2::Subnet": vpcs.lower_subnet,
    "AWS::EC2::SubnetNetworkAclAssociation": network_acls.lower_network_acl_association,
    "AWS::EC2::SubnetRouteTableAssociation": routing.lower_subnet_association,
    "AWS::EC2::TransitGateway": transit_gateways.lower_transit_gateway,
    "AWS::EC2::TransitGatewayAttachment": transit_gateways.lower_transit_gateway_attachment,
    "AWS::EC2::TransitGatewayConnect": transit_gateways.lower_transit_gateway_connect,
    "AWS::EC2::TransitGatewayPeeringAttachment": transit_gateways.lower_transit_gateway_peering,
    "AWS::EC2::TransitGatewayRoute": transit_gateways.lower_transit_gateway_route,
    "AWS::EC2::TransitGatewayRouteTable": transit_gateways.lower_transit_gateway_route_table,
    "AWS::EC2::TransitGatewayRouteTableAssociation": transit_gateways.lower_transit_gateway_association,
    "AWS::EC2::TransitGatewayRouteTablePropagation": transit_gateways.lower_transit_gateway_propagation,
    "AWS::EC2::TransitGatewayVpcAttachment": transit_gateways.lower_transit_gateway_attachment,
    "AWS::EC2::VPC": vpcs.lower_vpc,
    "AWS::EC2::VPCEndpoint": endpoints.lower_endpoint,
    "AWS::EC2::VPCEndpointService": endpoints.lower_endpoint_service,
    "AWS::EC2::VPCGatewayAttachment": gateways.lower_gateway_attachment,
    "AWS::EC2::VPCPeeringConnection": gateways.lower_peering,
    "AWS::EC2::VPNConnection": gateways.lower_vpn_connection,
    "AWS::EC2::VPNGateway": gateways.lower_vpn_gateway,
    "AWS::EC2::VPNGatewayRoutePropagation": routing.lower_propagation,
    "AWS::ECS::Service": tasks.lower_service,
    "AWS::ECS::TaskSet": tasks.lower_task_set,
    "AWS::EKS::Cluster": clusters.lower_cluster,
    "AWS::EKS::FargateProfile": clusters.lower_fargate_profile,
    "AWS::EKS::Nodegroup": clusters.lower_node_group,
    "AWS::EMR::Cluster": emr.lower_emr_cluster,
    "AWS::ElasticBeanstalk::Environment": beanstalk.lower_environment,
    "AWS::ElasticLoadBalancingV2::Listener": load_balancers.lower_listener,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": load_balancers.lower_load_balancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": load_balancers.lower_target_group,
    "AWS::Events::Rule": tasks.lower_rule_of_events,
    "AWS::Glue::Job": glue.lower_glue_job,
    "AWS::IAM::Role": roles.lower_role,
    "AWS::IAM::User": roles.lower_role,
    "AWS::NetworkFirewall::Firewall": firewalls.lower_firewall,
    "AWS::NetworkFirewall::VpcEndpointAssociation": firewalls.lower_firewall_association,
    "AWS::Pipes::Pipe": tasks.lower_pipe,
    "AWS::Route53::HostedZone": dns.lower_hosted_zone,
    "AWS::Route53::RecordSet": dns.lower_record,
    "AWS::Route53::RecordSetGroup": dns.lower_record_group,
    "AWS::Route53Profiles::Profile": dns.lower_profile,
    "AWS::Route53Profiles::ProfileAssociation": dns.lower_profile_association,
    "AWS::Route53Profiles::ProfileResourceAssociation": dns.lower_profile_resource,
    "AWS::Route53Resolver::ResolverEndpoint": dns.lower_resolver_endpoint,
    "AWS::Route53Resolver::ResolverRule": dns.lower_resolver_rule,
    "AWS::Route53Resolver::ResolverRuleAssociation": dns.lower_resolver_rule_association,
    "AWS::Scheduler::Schedule": tasks.lower_schedule,
    "AWS::Serverless::Function": serverless.lower_serverless_function,
    "AWS::ServiceDiscovery::PrivateDnsNamespace": dns.lower_private_namespace,
    "AWS::StepFunctions::StateMachine": state_machines.lower_state_machine,
    "AWS::VpcLattice::ResourceConfiguration": lattice.lower_resource_configuration,
    "AWS::VpcLattice::ResourceGateway": lattice.lower_resource_gateway,
    "Custom::AWSCDK-EKS-Cluster": clusters.lower_cluster,
    "Custom::AWSCDK-EKS-FargateProfile": clusters.lower_cdk_fargate_profile,
    "Custom::VpcRestrictDefaultSG": security_groups.lower_restricted_default_group,
}
# Read by the lowering of others.
_PARTS = frozenset(
    {
        apis.METHOD,
        "AWS::AutoScaling::LaunchConfiguration",
        "AWS::Batch::JobDefinition",
        "AWS::EC2::DHCPOptions",
        "AWS::EC2::EIP",
        "AWS::EC2::EIPAssociation",
        "AWS::EC2::LaunchTemplate",
        "AWS::EC2::NetworkInterfaceAttachment",
        "AWS::EC2::SubnetCidrBlock",
        "AWS::EC2::VPCBlockPublicAccessExclusion",
        "AWS::EC2::VPCBlockPublicAccessOptions",
        "AWS::EC2::VPCCidrBlock",
        "AWS::EC2::VPCDHCPOptionsAssociation",
        "AWS::EC2::VPCEndpointServicePermissions",
        "AWS::EC2::VPNConnectionRoute",
        "AWS::ECS::TaskDefinition",
        "AWS::Glue::Connection",
        beanstalk.TEMPLATE,
        firewall_policies.POLICY,
        "AWS::IAM::InstanceProfile",
        *roles.POLICY_TYPES,
    }
)


def lowered_types() -> frozenset[str]:
    """The types of which something is known."""
    return frozenset(_LOWERINGS) | _read_by_others() | frozenset(workload_types()) | frozenset(resource_policies())


def lowering_of(type_: str) -> Lowering | None:
    """How resources of a type become elements; None: they are no element by themselves."""
    found = _LOWERINGS.get(type_)
    if found is not None:
        return found
    if type_ in workload_types():
        return lower_workload
    if type_ in resource_policies():
        return lower_resource
    return lower_unknown if is_unknown(type_) else None


@cache
def _read_by_others() -> frozenset[str]:
    groups = {
        row[key]["type"] for row in workload_types().values() for key in ("subnet_group", "role_of") if key in row
    }
    groups |= {row["listeners"]["type"] for row in workload_types().values() if "listeners" in row}
    return _PARTS | groups


def is_relevant(type_: str) -> bool:
    """Whether a type is of interest at all."""
    return lowering_of(type_) is not None or type_ in _read_by_others()
