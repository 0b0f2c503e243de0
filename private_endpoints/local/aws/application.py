"""The emulator's application, with everything of this package added."""

from __future__ import annotations

from functools import cache

from private_endpoints.local.aws import authorization, endpoint_api, ministack, stores
from private_endpoints.local.aws.bucket import extend_bucket
from private_endpoints.local.aws.bucket_policy import extend_bucket_policy
from private_endpoints.local.aws.codebuild_project import extend_build_project
from private_endpoints.local.aws.custom_resource import limit_waiting
from private_endpoints.local.aws.dhcp_options import describe_options
from private_endpoints.local.aws.ecs_service import extend_service
from private_endpoints.local.aws.ecs_task_definition import extend_task_definition
from private_endpoints.local.aws.eks_cluster import extend_cluster
from private_endpoints.local.aws.eks_nodegroup import extend_node_group
from private_endpoints.local.aws.flow_log import FLOW_LOG
from private_endpoints.local.aws.hosted_zone import extend_hosted_zone
from private_endpoints.local.aws.instance import INSTANCE
from private_endpoints.local.aws.lambda_function import extend_lambda_function
from private_endpoints.local.aws.load_balancer import extend_load_balancer
from private_endpoints.local.aws.notebook_instance import NOTEBOOK_INSTANCE
from private_endpoints.local.aws.organizations_policy import ORGANIZATIONS_POLICY, enable_resource_control
from private_endpoints.local.aws.prefix_list import use_catalog_ids
from private_endpoints.local.aws.public_images import publish_amazon_linux
from private_endpoints.local.aws.resource_type import install
from private_endpoints.local.aws.restrict_default_group import add_restrict_default_group
from private_endpoints.local.aws.sagemaker_api import add_sagemaker
from private_endpoints.local.aws.secret import extend_secret
from private_endpoints.local.aws.secret_policy import SECRET_POLICY
from private_endpoints.local.aws.security_group import extend_security_group
from private_endpoints.local.aws.security_group_rule import RULES
from private_endpoints.local.aws.ssm_document import SSM_DOCUMENT
from private_endpoints.local.aws.subnet import extend_subnet
from private_endpoints.local.aws.vpc import extend_vpc
from private_endpoints.local.aws.vpc_endpoint import VPC_ENDPOINT
from private_endpoints.local.aws.vpc_endpoint_service import VPC_ENDPOINT_SERVICE, describe_configurations
from private_endpoints.local.aws.vpc_endpoint_service_permissions import (
    VPC_ENDPOINT_SERVICE_PERMISSIONS,
    describe_permissions,
)

__all__ = ["application"]

_TYPES = (
    FLOW_LOG,
    INSTANCE,
    NOTEBOOK_INSTANCE,
    ORGANIZATIONS_POLICY,
    *RULES,
    SECRET_POLICY,
    SSM_DOCUMENT,
    VPC_ENDPOINT,
    VPC_ENDPOINT_SERVICE,
    VPC_ENDPOINT_SERVICE_PERMISSIONS,
)


@cache
def application() -> ministack.Application:
    """The application to serve. It is put together once: the parts replace names of the emulator."""
    for kind in _TYPES:
        install(kind)
    extend_vpc()
    extend_subnet()
    extend_security_group()
    extend_hosted_zone()
    extend_load_balancer()
    extend_bucket()
    extend_bucket_policy()
    extend_secret()
    extend_lambda_function()
    extend_task_definition()
    extend_service()
    extend_cluster()
    extend_node_group()
    extend_build_project()
    add_restrict_default_group()
    limit_waiting()
    use_catalog_ids()
    publish_amazon_linux()
    enable_resource_control()
    ministack.actions.update(
        CreateVpcEndpoint=endpoint_api.create,
        DeleteVpcEndpoints=endpoint_api.delete,
        DescribeDhcpOptions=describe_options,
        DescribeVpcEndpoints=endpoint_api.describe,
        DescribeVpcEndpointServices=endpoint_api.describe_services,
        DescribeVpcEndpointServiceConfigurations=describe_configurations,
        DescribeVpcEndpointServicePermissions=describe_permissions,
        ModifyVpcEndpoint=endpoint_api.modify,
    )
    # The evaluator before the application, which copies names of it.
    authorization.install()
    served = authorization.seen_from_network(ministack.application())
    add_sagemaker()
    stores.clear_on_reset()
    return served
