"""An endpoint that admits nobody would synthesize, deploy, and time out."""

from __future__ import annotations

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2

from private_endpoints.constructs._endpoints.node import EndpointNode

__all__ = ["warn_if_nobody_is_let_in"]


def warn_if_nobody_is_let_in(node: EndpointNode) -> None:
    """Warn about an interface endpoint whose groups let nobody in. No error: clients may be let in later."""
    if not node.clients and not any(_has_rules(group) for group in node.security_groups):
        cdk.Annotations.of(node).add_warning_v2(
            "private-endpoints:no-clients",
            f"{node.node.path} admits nobody: let its clients in with allow_from(...)",
        )


def _has_rules(group: ec2.ISecurityGroup) -> bool:
    """Whether a rule was made through the L2: inside the group, or anywhere in the app with its id."""
    cfn = group.node.default_child
    if isinstance(cfn, ec2.CfnSecurityGroup) and cdk.Stack.of(group).resolve(cfn.security_group_ingress):
        return True
    return any(
        isinstance(one, ec2.CfnSecurityGroupIngress) and one.group_id == group.security_group_id
        for one in group.node.root.node.find_all()
    )
