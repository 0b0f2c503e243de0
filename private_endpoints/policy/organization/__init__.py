"""A data perimeter of an organization, as service control policies (SCP) and resource control policies (RCP).

Three perimeters: only our identities reach our resources, our identities reach only our resources, and both only from
networks that we expect (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html). All
statements are Denies: they grant nothing, and a custom RCP could not hold anything else.
"""

from private_endpoints.policy.organization.control_policy import ControlPolicy, control_policies
from private_endpoints.policy.organization.exemptions import Exemptions
from private_endpoints.policy.organization.identity import IdentityPerimeter
from private_endpoints.policy.organization.network import NetworkPerimeter
from private_endpoints.policy.organization.perimeters import Organization, Perimeters
from private_endpoints.policy.organization.promises import promises
from private_endpoints.policy.organization.resource import ResourcePerimeter

__all__ = [
    "ControlPolicy",
    "Exemptions",
    "IdentityPerimeter",
    "NetworkPerimeter",
    "Organization",
    "Perimeters",
    "ResourcePerimeter",
    "control_policies",
    "promises",
]
