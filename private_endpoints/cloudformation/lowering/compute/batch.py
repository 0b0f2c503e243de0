"""Batch compute environments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.cloudformation.lowering.compute.launching import Launch, any_launch, launch_of, launch_template
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.roles import instance_profile_role, role_in
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["lower_compute_environment"]

_JOB = "AWS::Batch::JobDefinition"
_FARGATE = "FARGATE"


def lower_compute_environment(facts: Facts) -> Iterator[Element]:
    """`AWS::Batch::ComputeEnvironment`; an unmanaged one is made of instances that stand elsewhere."""
    resources = facts.one("ComputeResources")
    if resources is None:
        return
    if isinstance(resources, Unknown):
        yield Workload(**facts.common, kind=facts.type, subnets=resources, groups=resources)
        return
    fargate = resources.known("Type") in (_FARGATE, "FARGATE_SPOT")
    jobs = [one for one in facts.context.of(_JOB) if (_may_be_fargate(one) if fargate else _may_be_on_instances(one))]
    profile = resources.get("InstanceRole")
    groups = resources.ids("SecurityGroupIds")
    # The groups of the environment go before those of its launch template.
    launch = _launch(facts, resources.one("LaunchTemplate"))
    public_ip = None if launch is None else launch.public_ip
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=resources.ids("Subnets"),
        groups=launch.groups if launch is not None and groups == () else groups,
        public_ip=_are_public(facts, jobs) if fargate else public_ip,
        ipv6=None if launch is None else launch.ipv6,
        role=_role(facts, jobs, None if profile is ABSENT or fargate else instance_profile_role(facts, profile)),
        uses=("batch-fargate",) if fargate else ("batch",),
    )


def _launch(facts: Facts, specification: Fields | Unknown | None) -> Launch | None:
    """What instances of any type get: the overrides of some types go before the template of the others.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-batch-computeenvironment-launchtemplatespecificationoverride.html
    """
    if not isinstance(specification, Fields):
        return None if specification is None else launch_of(facts, specification)
    named = specification.has("LaunchTemplateId") or specification.has("LaunchTemplateName")
    # Types that no override is for are launched without a template where none is named.
    given = [launch_template(facts, specification) if named else None]
    given += [launch_template(facts, override) for override in specification.several("Overrides")]
    found = [Launch((), None, None, None) if data is None else launch_of(facts, data) for data in given]
    return any_launch(found, Unknown(frozenset({f"which launch template instances of {facts.id} have"})))


def _are_public(facts: Facts, jobs: Sequence[Facts]) -> Truth:
    """Whether Fargate jobs get public addresses, which their definitions say; any may come into any environment.

    https://docs.aws.amazon.com/batch/latest/APIReference/API_NetworkConfiguration.html
    """
    found = {_is_public(one) for one in jobs}
    return found.pop() if len(found) == 1 else Unknown(frozenset({f"which jobs run in {facts.id}"}))


def _role(facts: Facts, jobs: Sequence[Facts], otherwise: Maybe[str] | None) -> Maybe[str] | None:
    """The role of the jobs, which their definitions say; without one they have that of the instance below them."""
    doubt = Unknown(frozenset({f"which jobs run in {facts.id}"}))
    found: list[Maybe[str] | None] = []
    for job in jobs:
        container = job.one("ContainerProperties")
        role = role_in(job, container, "JobRoleArn") if isinstance(container, Fields) else doubt
        found.append(otherwise if role is None else role)
    if not found:
        return doubt if otherwise is None else otherwise
    return found[0] if all(one == found[0] for one in found) else doubt


def _may_be_on_instances(job: Facts) -> bool:
    """Which is what a job definition that names no platform is for."""
    platforms = job.texts("PlatformCapabilities")
    return isinstance(platforms, Unknown) or platforms == () or any(one in ("EC2", None) for one in _known(platforms))


def _may_be_fargate(job: Facts) -> bool:
    platforms = job.texts("PlatformCapabilities")
    return isinstance(platforms, Unknown) or any(one in (_FARGATE, None) for one in _known(platforms))


def _known(platforms: Sequence[Value]) -> list[str | None]:
    """The platforms; None: what a parameter gives."""
    return [one if isinstance(one, str) else None for one in platforms]


def _is_public(job: Facts) -> Truth:
    container = job.one("ContainerProperties")
    if not isinstance(container, Fields):
        # It describes tasks of ECS or pods of EKS.
        return Unknown(frozenset({f"whether jobs of {job.id} have public addresses"}))
    network = container.one("NetworkConfiguration")
    if network is None:
        return False
    given = network.known("AssignPublicIp") if isinstance(network, Fields) else network
    return given if isinstance(given, Unknown) else given == "ENABLED"
