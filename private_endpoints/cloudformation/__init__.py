"""Templates read: cloud assemblies and plain templates, resolved symbolically, lowered to a network."""

from private_endpoints.cloudformation.deployment import MOST_CASES, Deployment, NetworkCase
from private_endpoints.cloudformation.resolution.case import Case
from private_endpoints.cloudformation.stacks.stack import Stack

__all__ = ["MOST_CASES", "Case", "Deployment", "NetworkCase", "Stack"]
