"""Settings of environments of Elastic Beanstalk."""

from __future__ import annotations

from typing import Any

from support.labelled.callers import HERE
from support.labelled.template import ref

__all__ = ["ALONE", "PROFILE", "SUBNETS", "WEARS", "option"]

_LAUNCH = "aws:autoscaling:launchconfiguration"


def option(name: str, value: Any, namespace: str = "aws:ec2:vpc") -> dict[str, Any]:
    return {"Namespace": namespace, "OptionName": name, "Value": value}


SUBNETS = option("Subnets", {"Fn::Join": [", ", HERE]})
WEARS = option("SecurityGroups", ref("CallerGroup"), _LAUNCH)
ALONE = option("DisableDefaultEC2SecurityGroup", "true", _LAUNCH)
PROFILE = option("IamInstanceProfile", ref("Profile"), _LAUNCH)
