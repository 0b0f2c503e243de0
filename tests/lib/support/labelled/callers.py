"""Callers of any type, in a VPC with an endpoint that admits one group."""

from __future__ import annotations

from typing import Any

from support.labelled.networks import group, interface, rule, vpc
from support.labelled.template import Template, ref

__all__ = ["GROUPS", "HERE", "KMS", "NETWORK", "SSM", "caller", "strangers"]

SSM: dict[str, Any] = {"source": "Caller", "service": "ssm"}
KMS: dict[str, Any] = {"source": "Caller", "service": "kms"}
HERE = [ref("VpcSubnetA"), ref("VpcSubnetB")]
GROUPS = [ref("CallerGroup")]
NETWORK = {"Subnets": HERE, "SecurityGroups": GROUPS}


def caller(type_: str, **properties: Any) -> Template:
    """A caller, whose group the endpoint admits if it wears it."""
    return _network("CallerGroup").plus("Caller", type_, properties)


def strangers(template: Template) -> Template:
    """The same with an endpoint that admits another group."""
    return template | _network("OtherGroup")


def _network(admitted: str) -> Template:
    made = vpc() | interface(SecurityGroupIds=[ref("Admitting")])
    made = made | group("CallerGroup", "Vpc") | group("OtherGroup", "Vpc")
    return made | group("Admitting", "Vpc", rule(SourceSecurityGroupId=ref(admitted)))
