"""Elastic Beanstalk environments, whose network is in option settings.

What the settings of the environment leave open may be in files of its application, which no template shows
(https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options.html#configuration-options-precedence).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from private_endpoints.cloudformation.lowering.compute.launching import profile_role
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.resolution.split import split
from private_endpoints.network import Element, SecurityGroup, SecurityGroupRule, Workload
from private_endpoints.values import Join, Truth, Unknown, join

__all__ = ["TEMPLATE", "lower_environment"]

TEMPLATE = "AWS::ElasticBeanstalk::ConfigurationTemplate"
_VPC = "aws:ec2:vpc"
_LAUNCH = "aws:autoscaling:launchconfiguration"

_Options: TypeAlias = Mapping[tuple[str, str], Fields]


def lower_environment(facts: Facts) -> Iterator[Element]:
    """`AWS::ElasticBeanstalk::Environment`.

    https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html
    """
    options = _options_of(facts)
    doubt = Unknown(frozenset({f"{facts.id}.OptionSettings"}))
    if isinstance(options, Unknown):
        yield Workload(**facts.common, kind=facts.type, subnets=options, groups=options, role=options)
        return
    groups = _several(options, _LAUNCH, "SecurityGroups", doubt)
    disabled = options.get((_LAUNCH, "DisableDefaultEC2SecurityGroup"))
    if disabled is None or disabled.truth("Value", default=False) is not True:
        yield from _default_group(facts, options)
        groups = groups if isinstance(groups, Unknown) else (*groups, _group_id(facts))
    profile = options.get((_LAUNCH, "IamInstanceProfile"))
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=_several(options, _VPC, "Subnets", doubt),
        groups=groups,
        public_ip=_public(options, doubt),
        role=doubt if profile is None else profile_role(facts, profile.get("Value")),
        uses=("elastic-beanstalk",),
    )


def _options_of(facts: Facts) -> _Options | Unknown:
    """The settings by namespace and name: those of the environment before those of its configuration template."""
    found: dict[tuple[str, str], Fields] = {}
    sources = [facts]
    if facts.has("TemplateName"):
        template = facts.context.get(facts.context.find(facts.get("TemplateName"), TEMPLATE, near=facts), TEMPLATE)
        sources = [facts] if template is None else [template, facts]
    for source in sources:
        for option in source.several("OptionSettings"):
            if isinstance(option, Unknown):
                return option
            namespace, name = option.known("Namespace"), option.known("OptionName")
            if not (isinstance(namespace, str) and isinstance(name, str)):
                return Unknown(frozenset({f"{source.id}.OptionSettings"}))
            found[namespace, name] = option
    return found


def _several(options: _Options, namespace: str, name: str, doubt: Unknown) -> Ids:
    """Ids with commas between them."""
    option = options.get((namespace, name))
    if option is None:
        return doubt
    value: Any = option.get("Value")
    pieces = split(value, ",") if isinstance(value, str | Join) else None
    found = option.as_ids(value if pieces is None else [_trimmed(one) for one in pieces], "Value")
    return doubt if found == () else found


def _trimmed(value: str | Join) -> str | Join:
    """Without the spaces that may stand beside a comma."""
    if isinstance(value, str):
        return value.strip()
    return join(part.strip() if isinstance(part, str) else part for part in value.parts)


def _group_id(facts: Facts) -> str:
    return f"{facts.id}.DefaultSecurityGroup"


def _default_group(facts: Facts, options: _Options) -> Iterator[Element]:
    """The group that Elastic Beanstalk makes, for requests over HTTP; what it lets out is not documented."""
    vpc = options.get((_VPC, "VPCId"))
    doubt = Unknown(frozenset({f"what the default security group of {facts.id} lets out"}))
    common = {**facts.common, "id": _group_id(facts)}
    home = Unknown(frozenset({f"{facts.id}.VPCId"})) if vpc is None else vpc.required_id("Value")
    yield SecurityGroup(**common, vpc=home, egress_by_default=doubt)
    yield SecurityGroupRule(
        **{**common, "id": f"{_group_id(facts)}#http", "exists": Unknown(frozenset({f"who calls {facts.id}"}))},
        group=_group_id(facts),
        cidr="0.0.0.0/0",
    )


def _public(options: _Options, doubt: Unknown) -> Truth:
    """Whether instances have a public address; the one of a single-instance environment has an Elastic IP."""
    option = options.get((_VPC, "AssociatePublicIpAddress"))
    given: Truth = doubt if option is None else option.truth("Value", default=False)
    kind = options.get(("aws:elasticbeanstalk:environment", "EnvironmentType"))
    single = kind is None or kind.known("Value") != "LoadBalanced"
    return doubt if given is False and single else given
