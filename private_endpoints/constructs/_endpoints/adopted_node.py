"""An endpoint that exists by other code, or existed before."""

from __future__ import annotations

from collections.abc import Iterator

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.constructs._endpoints.service_name import written_out
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["AdoptedEndpointNode", "adoption_problems"]


class AdoptedEndpointNode(EndpointNode):
    """`<registry>/<key>`, without resources: it stands for an endpoint whose settings are somebody else's."""

    adopted = True

    def __init__(
        self, scope: Construct, key: str, *, service: EndpointService, kind: EndpointKind, endpoint: ec2.IVpcEndpoint
    ) -> None:
        super().__init__(scope, key, service=service, kind=kind)
        self.endpoint = endpoint

    def let_through(self, policy: EndpointPolicy | None, *, asker: str) -> None:
        """Say what the endpoint's policy must allow; it is not written here."""
        del policy
        cdk.Annotations.of(self).add_warning_v2(
            "private-endpoints:adopted-policy",
            f"the endpoint for {self.service.name} was adopted, so its policy is not managed here: "
            f"it must let through what {asker} needs",
        )


def adoption_problems(endpoint: ec2.IVpcEndpoint, service: EndpointService, kind: EndpointKind) -> Iterator[Problem]:
    """What can be seen to be wrong with an endpoint that is to be adopted; of an imported one that is nothing."""
    cfn = endpoint.node.default_child
    if not isinstance(cfn, ec2.CfnVPCEndpoint):
        return
    stack = cdk.Stack.of(endpoint)
    name = written_out(stack.resolve(cfn.service_name), stack.region)
    expected = written_out(stack.resolve(service.service_name_in(stack.region, kind=kind)), stack.region)
    if name != expected:
        yield Problem(
            "another-service",
            f"{endpoint.node.path} is an endpoint for {name}, not for {service.name!r}",
            "adopt it for the service that it is for",
        )
