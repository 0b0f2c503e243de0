"""Functions of the Serverless Application Model.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.compute.serverless_globals import said_for_all
from private_endpoints.cloudformation.lowering.compute.serverless_roles import made_role
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.ids import Ids
from private_endpoints.cloudformation.lowering.policies.roles import role_of
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.stacks.macros import calls_macro
from private_endpoints.network import Element, Maybe, Workload
from private_endpoints.values import Unknown

__all__ = ["lower_serverless_function"]


def lower_serverless_function(facts: Facts) -> Iterator[Element]:
    """`AWS::Serverless::Function`: a function, and a role where none is given."""
    subnets: Ids = ()
    groups: Ids = ()
    vpc = _vpc(facts)
    if isinstance(vpc, Unknown):
        subnets = groups = vpc
    elif vpc is not None:
        subnets, groups = vpc.ids("SubnetIds"), vpc.ids("SecurityGroupIds")
    given = facts.get("Role")
    role: Maybe[str] = f"{facts.id}Role"
    if given is not ABSENT:
        role = role_of(facts, given)
    else:
        yield made_role(facts, str(role), in_vpc=vpc is not None)
    yield Workload(
        **facts.common,
        kind=facts.type,
        subnets=subnets,
        groups=groups,
        public_ip=False,
        ipv6=vpc.truth("Ipv6AllowedForDualStack", default=False) if isinstance(vpc, Fields) else vpc,
        role=role,
    )


def _vpc(facts: Facts) -> Fields | Unknown | None:
    """`VpcConfig`, under what `Globals` says for all functions: mappings are merged, and lists are joined.

    https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
    """
    path = ("Globals", "Function", "VpcConfig")
    given = said_for_all(facts).get("VpcConfig")
    own = facts.one("VpcConfig")
    if calls_macro(facts.resolver.stack.section("Globals")):
        return Unknown(frozenset({".".join(path)}))
    if given is None:
        return own
    value = facts.resolver.resolve(given)
    if not isinstance(value, dict) or isinstance(own, Unknown):
        return Unknown(frozenset({".".join(path)}))
    merged = dict(value)
    for name in () if own is None else own.given:
        mine, theirs = own.get(name) if own is not None else None, value.get(name)
        merged[name] = [*theirs, *mine] if isinstance(mine, list) and isinstance(theirs, list) else mine
    return Fields(facts.resolver, path, merged)
