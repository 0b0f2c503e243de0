"""EC2 instances and Auto Scaling groups."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.account.workload import instance_role
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Truth, Unknown

__all__ = ["launch_data", "read_auto_scaling_groups", "read_instances"]

_GONE = ("terminated", "shutting-down")


def read_instances(reading: Reading) -> Iterator[Element]:
    """Instances, whoever launched them."""
    for reservation in reading.every("ec2", "describe_instances", "Reservations"):
        for row in reservation["Instances"]:
            if row["State"]["Name"] not in _GONE and row.get("SubnetId"):
                yield _instance(reading, row)


def _instance(reading: Reading, row: Row) -> Workload:
    role, uses = instance_role(reading, (row.get("IamInstanceProfile") or {}).get("Arn"))
    groups = [group["GroupId"] for group in row.get("SecurityGroups") or ()]
    interfaces = row.get("NetworkInterfaces") or ()
    return Workload(
        **reading.common(row["InstanceId"]),
        kind="AWS::EC2::Instance",
        subnets=(row["SubnetId"],),
        groups=tuple(groups),
        public_ip=bool(row.get("PublicIpAddress")),
        ipv6=bool(row.get("Ipv6Address")) or any(one.get("Ipv6Addresses") for one in interfaces),
        role=role,
        private_ip=row.get("PrivateIpAddress"),
        uses=uses,
        forwards=row.get("SourceDestCheck") is False,
    )


def read_auto_scaling_groups(reading: Reading) -> Iterator[Element]:
    """Auto Scaling groups, with what their next instance is launched from."""
    for row in reading.every("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups"):
        subnets = tuple(filter(None, (row.get("VPCZoneIdentifier") or "").split(",")))
        data = _launched_from(reading, row)
        groups: Maybe[tuple[Maybe[str], ...]]
        public: Truth | None = None
        role: Maybe[str] | None
        uses: tuple[str, ...] = ()
        if isinstance(data, Unknown):
            groups, role, public = data, data, data
        else:
            first: Row = next(iter(data.get("NetworkInterfaces") or ()), {})
            given = first.get("Groups") or data.get("SecurityGroupIds") or data.get("SecurityGroups")
            groups = tuple(given or ())
            public = first.get("AssociatePublicIpAddress", data.get("AssociatePublicIpAddress"))
            role, uses = instance_role(reading, _profile(data))
        yield Workload(
            **reading.common(row["AutoScalingGroupARN"]),
            value=row["AutoScalingGroupName"],
            kind="AWS::AutoScaling::AutoScalingGroup",
            subnets=subnets,
            groups=groups,
            public_ip=public,
            role=role,
            uses=uses,
        )


def _profile(data: Row) -> str | None:
    given = data.get("IamInstanceProfile")
    if isinstance(given, str):
        return given
    found: str | None = None if given is None else given.get("Arn") or given.get("Name")
    return found


def _launched_from(reading: Reading, row: Row) -> Row | Unknown:
    name = row.get("LaunchConfigurationName")
    if name:
        operation = "describe_launch_configurations"
        for one in reading.every("autoscaling", operation, "LaunchConfigurations"):
            if one["LaunchConfigurationName"] == name:
                return one
        return Unknown(frozenset({f"the launch configuration {name}"}))
    mixed = (row.get("MixedInstancesPolicy") or {}).get("LaunchTemplate") or {}
    return launch_data(reading, row.get("LaunchTemplate") or mixed.get("LaunchTemplateSpecification") or {})


def launch_data(reading: Reading, template: Row) -> Row | Unknown:
    """What a version of a launch template says.

    Args:
        reading: the account.
        template: its id or name, and the version, as other services give them.
    """
    own = template.get("LaunchTemplateId") or template.get("id")
    name = template.get("LaunchTemplateName") or template.get("name")
    version = template.get("Version") or template.get("version") or "$Default"
    which = {"LaunchTemplateId": own} if own else {"LaunchTemplateName": name}
    if not (own or name):
        return Unknown(frozenset({"what instances are launched from"}))
    for found in reading.calls.every(
        "ec2", "describe_launch_template_versions", "LaunchTemplateVersions", **which, Versions=[version]
    ):
        data: Row = found["LaunchTemplateData"]
        return data
    return Unknown(frozenset({f"the launch template {own or name}"}))
