"""An endpoint that exists by other code, or existed before."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.catalog import EndpointKind, EndpointService
from private_endpoints.constructs._endpoints.node import EndpointNode
from private_endpoints.policy import EndpointPolicy

__all__ = ["AdoptedEndpointNode"]


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
