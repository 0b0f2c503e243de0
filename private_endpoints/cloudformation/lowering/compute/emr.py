"""EMR clusters.

Without groups of its user's a cluster gets such as EMR makes, from which everything may leave
(https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-man-sec-groups.html).
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import instance_profile_role
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Maybe, SecurityGroup, SecurityGroupRule, Workload
from private_endpoints.values import Unknown

__all__ = ["lower_emr_cluster"]


def lower_emr_cluster(facts: Facts) -> Iterator[Element]:
    """`AWS::EMR::Cluster`."""
    instances = facts.one("Instances")
    if not isinstance(instances, Fields):
        doubt = Unknown(frozenset({f"{facts.id}.Instances"})) if instances is None else instances
        yield Workload(**facts.common, kind=facts.type, subnets=doubt, groups=doubt)
        return
    subnets = instances.ids("Ec2SubnetId")
    if subnets == ():
        subnets = instances.ids("Ec2SubnetIds")
    if subnets == ():
        # The default VPC, which no template shows.
        subnets = Unknown(frozenset({f"{facts.id}.Ec2SubnetId"}))
    master, core = (_groups(instances, name) for name in ("Master", "Slave"))
    groups: Ids
    if master is None and core is None:
        group = f"{facts.id}.EmrManagedSecurityGroup"
        common = {**facts.common, "id": group}
        yield SecurityGroup(**common, vpc=_vpc(facts, subnets))
        yield SecurityGroupRule(**{**common, "id": f"{group}#self"}, group=group, peer=group)
        groups = (group,)
    else:
        # Masters and cores with different groups are two workloads, of which the model has one.
        groups = master if master is not None and master == core else Unknown(frozenset({f"{facts.id}.Instances"}))
    profile = facts.get("JobFlowRole")
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        role=None if profile is ABSENT else instance_profile_role(facts, profile),
        uses=("emr",),
    )


def _groups(instances: Fields, kind: str) -> Ids | None:
    """The groups that are given for a kind of nodes; None: those that EMR makes."""
    managed = instances.ids(f"EmrManaged{kind}SecurityGroup")
    more = instances.ids(f"Additional{kind}SecurityGroups")
    if managed == () and more == ():
        return None
    if isinstance(managed, Unknown) or isinstance(more, Unknown) or managed == ():
        return Unknown(frozenset({f"EmrManaged{kind}SecurityGroup"}))
    return (*managed, *more)


def _vpc(facts: Facts, subnets: Ids) -> Maybe[str]:
    for subnet in () if isinstance(subnets, Unknown) else subnets:
        found = facts.context.get(subnet, "AWS::EC2::Subnet")
        if found is not None:
            return found.required_id("VpcId")
    return Unknown(frozenset({f"{facts.id}.Ec2SubnetId"}))
