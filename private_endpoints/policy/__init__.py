"""IAM documents as values: what may pass through an endpoint, and who may use it."""

from private_endpoints.policy.boundary import Boundary
from private_endpoints.policy.endpoint_policy import DefaultPolicy, EndpointPolicy
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Statement, allow, merge

__all__ = ["Boundary", "DefaultPolicy", "EndpointPolicy", "Place", "Statement", "allow", "merge"]
