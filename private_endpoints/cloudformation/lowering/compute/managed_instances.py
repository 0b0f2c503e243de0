"""What makes an instance one that Systems Manager manages."""

from __future__ import annotations

__all__ = ["makes_managed"]

# AWS's managed policies with which the agent may talk to Systems Manager (2026-11-21):
# https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html and, of the last one,
# https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html
_POLICIES = ("AmazonSSMManagedInstanceCore", "AmazonEC2RoleforSSM", "AmazonSSMManagedEC2InstanceDefaultPolicy")


def makes_managed(policy: str) -> bool:
    """Whether the role of an instance with this managed policy lets Systems Manager manage it.

    Args:
        policy: ARN of the policy, or what is known of its end.
    """
    return policy.endswith(_POLICIES)
