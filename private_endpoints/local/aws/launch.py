"""Instances in a subnet, as records: nothing runs."""

from __future__ import annotations

from collections.abc import Sequence

from private_endpoints.local.aws import ministack

__all__ = ["launch", "terminate"]


def launch(
    image_id: str, instance_type: str, subnet_id: str, group_ids: Sequence[str], *, profile: str | None = None
) -> str:
    """Launch an instance, with a public address only where the subnet gives one.

    Args:
        image_id: what it would run.
        instance_type: its type.
        subnet_id: a subnet that exists.
        group_ids: its groups.
        profile: ARN of its instance profile. Default: none.
    """
    subnet = ministack.subnets[subnet_id]
    (instance,) = ministack.launch_instances(
        image_id,
        instance_type,
        subnet_id,
        1,
        sg_ids=list(group_ids),
        iam_profile={"Arn": profile, "Id": "AIPALOCALCLOUD"} if profile else None,
    )
    instance["Placement"]["AvailabilityZone"] = subnet["AvailabilityZone"]
    if not subnet.get("MapPublicIpOnLaunch"):
        instance["PublicIpAddress"] = instance["PublicDnsName"] = ""
    return str(instance["InstanceId"])


def terminate(instance_id: str) -> None:
    """Remove an instance, and the root volume that the emulator invents for each."""
    ministack.instances.pop(instance_id, None)
    ministack.tags.pop(instance_id, None)
    for volume_id, volume in list(ministack.volumes.items()):
        if any(attachment["InstanceId"] == instance_id for attachment in volume["Attachments"]):
            del ministack.volumes[volume_id]
