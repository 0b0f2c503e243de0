"""Environments of Elastic Beanstalk are where their settings say."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.beanstalk import ALONE, PROFILE, SUBNETS, WEARS, option
from support.labelled.callers import KMS, SSM, caller, strangers
from support.labelled.networks import identity, role, rule, to_internet

_OPTIONS = "https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/command-options-general.html"


def beanstalk(*options: Any, **properties: Any) -> Template:
    made = caller("AWS::ElasticBeanstalk::Environment", ApplicationName="a", OptionSettings=list(options), **properties)
    return (made | role("Rights", identity())).plus("Profile", "AWS::IAM::InstanceProfile", {"Roles": [ref("Rights")]})


def deaf(template: Template) -> Template:
    """The same with a group that lets out nothing but SSH."""
    return template.set("CallerGroup", SecurityGroupEgress=[rule(22, CidrIp="10.0.0.0/16")])


@labelled(
    Twins(law="an environment of Beanstalk is in the subnets of its settings", page=_OPTIONS, ask=SSM,
          given=beanstalk(SUBNETS, WEARS, PROFILE), change=lambda _: beanstalk(WEARS, PROFILE), other=UNKNOWN,
          because="files of the application may say the subnets, which else are those of the default VPC"),
    Twins(law="an environment wears the groups of its settings", page=_OPTIONS, ask=SSM,
          given=beanstalk(SUBNETS, WEARS, PROFILE), change=strangers, because="the endpoint admits another group"),
    Twins(law="Beanstalk makes a group beside them unless it may not", page=_OPTIONS, ask=SSM,
          given=deaf(beanstalk(SUBNETS, WEARS, PROFILE)), verdict=UNKNOWN,
          change=lambda _: deaf(beanstalk(SUBNETS, WEARS, PROFILE, ALONE)),
          because="no other group lets the call out"),
    Twins(law="instances of an environment have a role", page=_OPTIONS, ask={**SSM, "action": "ssm:GetParameter"},
          given=beanstalk(SUBNETS, WEARS, PROFILE),
          change=lambda t: t | role("Rights", identity(action="s3:*")), because="the role does not allow it"),
    Twins(law="a configuration template gives what the environment leaves open", page=_OPTIONS, ask=SSM,
          given=beanstalk(WEARS, PROFILE, TemplateName=ref("Shared")).plus(
              "Shared", "AWS::ElasticBeanstalk::ConfigurationTemplate",
              {"ApplicationName": "a", "OptionSettings": [SUBNETS]}),
          change=lambda t: t.set("Shared", OptionSettings=[]), other=UNKNOWN,
          because="nobody says the subnets"),
    Twins(law="the settings say whether instances have a public address", page=_OPTIONS, ask=KMS, verdict=PUBLIC,
          given=beanstalk(SUBNETS, WEARS, PROFILE, option("AssociatePublicIpAddress", "true")) | to_internet(),
          change=lambda _: beanstalk(
              SUBNETS, WEARS, PROFILE, option("AssociatePublicIpAddress", "false"),
              option("EnvironmentType", "LoadBalanced", "aws:elasticbeanstalk:environment")) | to_internet(),
          because="the internet gateway drops what has none"),
)  # fmt: skip
def test_elastic_beanstalk(case: Labelled) -> None:
    case.check()
