"""Private connectivity for AWS VPCs, in Python CDK, proven before it is deployed.

Names load when they are first used: importing this package imports neither `aws_cdk` nor anything else that is heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from private_endpoints.catalog import EndpointKind, EndpointService
    from private_endpoints.constructs.endpoint_access import EndpointAccess
    from private_endpoints.constructs.organization_perimeter import OrganizationPerimeter
    from private_endpoints.constructs.private_dynamodb_access import PrivateDynamoDbAccess
    from private_endpoints.constructs.private_s3_access import PrivateS3Access
    from private_endpoints.constructs.private_service_access import PrivateServiceAccess
    from private_endpoints.constructs.private_vpc import PrivateVpc
    from private_endpoints.constructs.private_workload_access import PrivateWorkloadAccess
    from private_endpoints.constructs.session_logging import SessionLogging
    from private_endpoints.constructs.source_vpce_bucket_policy import SourceVpceBucketPolicy
    from private_endpoints.constructs.source_vpce_resource_policy import SourceVpceResourcePolicy
    from private_endpoints.constructs.ssm_private_access import SsmPrivateAccess
    from private_endpoints.constructs.vpc_endpoints import VpcEndpoints
    from private_endpoints.constructs.workload_needs import WorkloadNeed, WorkloadNeeds
    from private_endpoints.errors import EndpointConflictError, InvalidInputError, PrivateEndpointsError
    from private_endpoints.plugin import PrivatePathValidation
    from private_endpoints.policy import EndpointPolicy
    from private_endpoints.policy.organization import IdentityPerimeter, NetworkPerimeter, ResourcePerimeter
    from private_endpoints.testing import PrivatePaths

__all__ = [
    "EndpointAccess",
    "EndpointConflictError",
    "EndpointKind",
    "EndpointPolicy",
    "EndpointService",
    "IdentityPerimeter",
    "InvalidInputError",
    "NetworkPerimeter",
    "OrganizationPerimeter",
    "PrivateDynamoDbAccess",
    "PrivateEndpointsError",
    "PrivatePathValidation",
    "PrivatePaths",
    "PrivateS3Access",
    "PrivateServiceAccess",
    "PrivateVpc",
    "PrivateWorkloadAccess",
    "ResourcePerimeter",
    "SessionLogging",
    "SourceVpceBucketPolicy",
    "SourceVpceResourcePolicy",
    "SsmPrivateAccess",
    "VpcEndpoints",
    "WorkloadNeed",
    "WorkloadNeeds",
]

# Under `not TYPE_CHECKING`, so that type checkers report a misspelt name instead of trusting __getattr__ with it.
if not TYPE_CHECKING:
    _HOMES = {
        "EndpointAccess": "constructs.endpoint_access",
        "EndpointConflictError": "errors",
        "EndpointKind": "catalog",
        "EndpointPolicy": "policy",
        "EndpointService": "catalog",
        "IdentityPerimeter": "policy.organization",
        "InvalidInputError": "errors",
        "NetworkPerimeter": "policy.organization",
        "OrganizationPerimeter": "constructs.organization_perimeter",
        "PrivateDynamoDbAccess": "constructs.private_dynamodb_access",
        "PrivateEndpointsError": "errors",
        "PrivatePathValidation": "plugin",
        "PrivatePaths": "testing",
        "PrivateS3Access": "constructs.private_s3_access",
        "PrivateServiceAccess": "constructs.private_service_access",
        "PrivateVpc": "constructs.private_vpc",
        "PrivateWorkloadAccess": "constructs.private_workload_access",
        "ResourcePerimeter": "policy.organization",
        "SessionLogging": "constructs.session_logging",
        "SourceVpceBucketPolicy": "constructs.source_vpce_bucket_policy",
        "SourceVpceResourcePolicy": "constructs.source_vpce_resource_policy",
        "SsmPrivateAccess": "constructs.ssm_private_access",
        "VpcEndpoints": "constructs.vpc_endpoints",
        "WorkloadNeed": "constructs.workload_needs",
        "WorkloadNeeds": "constructs.workload_needs",
    }

    def __getattr__(name: str) -> object:
        """Import the module of a public name at its first use (PEP 562)."""
        if name not in _HOMES:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """The public names, loaded or not."""
        return sorted({*globals(), *__all__})
