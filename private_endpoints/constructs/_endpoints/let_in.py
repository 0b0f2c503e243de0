"""An endpoint that admits nobody would synthesize, deploy, and time out."""

from __future__ import annotations

import aws_cdk as cdk
import jsii
from aws_cdk import aws_ec2 as ec2
from constructs import IValidation

from private_endpoints.constructs._endpoints.node import EndpointNode

__all__ = ["SomeoneIsLetIn"]


@jsii.implements(IValidation)
class SomeoneIsLetIn:
    """Warns about an interface endpoint whose groups let nobody in."""

    def __init__(self, node: EndpointNode) -> None:
        self._node = node

    def validate(self) -> list[str]:
        """No error: who deploys first and lets clients in later may."""
        if not self._node.clients and not any(self._has_rules(group) for group in self._node.security_groups):
            cdk.Annotations.of(self._node).add_warning_v2(
                "private-endpoints:no-clients",
                f"{self._node.node.path} admits nobody: let its clients in with allow_from(...)",
            )
        return []

    @staticmethod
    def _has_rules(group: ec2.ISecurityGroup) -> bool:
        """Whether a rule was made through the L2: inside the group, or anywhere in the app with its id."""
        cfn = group.node.default_child
        if isinstance(cfn, ec2.CfnSecurityGroup) and cdk.Stack.of(group).resolve(cfn.security_group_ingress):
            return True
        return any(
            isinstance(one, ec2.CfnSecurityGroupIngress) and one.group_id == group.security_group_id
            for one in group.node.root.node.find_all()
        )
