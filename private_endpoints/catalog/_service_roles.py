"""AWS services that call with a role of the customer's, and from where.

A service role is an ordinary role: no condition key tells its calls from those of a thief of its credentials. So a
network perimeter refuses it, unless it is exempt by name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from private_endpoints.catalog._data import Source, read_rows

__all__ = ["RoleUser", "ServiceRole", "service_role", "service_roles"]

# Some services have a principal for each region, such as states.eu-west-1.amazonaws.com.
_REGIONAL = re.compile(r"\.[a-z]{2}(-[a-z]+)+-\d+\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleUser:
    """A class of the CDK that has a role do something.

    Attributes:
        module: such as `aws_lambda`.
        cls: the L1 in it, such as `CfnFunction`.
        role: property that is the role; empty where the role stands in `properties`.
        network: property that puts it into a VPC.
        properties: properties in which the resource is named.
    """

    module: str
    cls: str
    role: str = ""
    network: str = ""
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRole:
    """What is known of the roles of one service principal.

    Attributes:
        service_principal: whom the role's trust policy names, such as `firehose.amazonaws.com`.
        who: the service in words, such as `S3 replication`.
        calls_from_outside: `always`, or `outside-vpc` where what has the role can be put into a VPC, to call from
            there.
        placed_by: what has the role and can be put into a VPC.
        polls_by: what makes the service itself call with the role, wherever that which has it is.
        used_by: what names a resource and a role to use it with, also where the role's policies are not in the app.
        confidence: `documented` by the source, or `memory` where the source does not say all of it.
        source: where the row comes from.
        as_of: ISO date of the source.
    """

    service_principal: str
    who: str
    calls_from_outside: Literal["always", "outside-vpc"]
    placed_by: tuple[RoleUser, ...]
    polls_by: tuple[RoleUser, ...]
    used_by: tuple[RoleUser, ...]
    confidence: Literal["documented", "memory"]
    source: str
    as_of: str


def service_role(service_principal: str) -> ServiceRole | None:
    """The row of a service principal; None where its roles are not known to call from outside the VPC.

    Args:
        service_principal: such as `states.amazonaws.com`, or `states.eu-west-1.amazonaws.com`.
    """
    name = service_principal.removesuffix(".cn")
    return _by_principal().get(name) or _by_principal().get(_REGIONAL.sub(".", name))


def service_roles() -> tuple[ServiceRole, ...]:
    """All rows, sorted by service principal."""
    return tuple(_by_principal().values())


@cache
def _by_principal() -> dict[str, ServiceRole]:
    return {row["service_principal"]: _service_role(row) for row in read_rows("service_roles.jsonl")}


def _service_role(row: dict[str, Any]) -> ServiceRole:
    source = Source(**row["source"])
    users = {name: tuple(map(_user, row[name])) for name in ("placed_by", "polls_by", "used_by")}
    return ServiceRole(**{**row, **users, "source": str(source), "as_of": source.as_of})


def _user(given: dict[str, Any]) -> RoleUser:
    fields = {("cls" if name == "class" else name): value for name, value in given.items()}
    return RoleUser(**{**fields, "properties": tuple(fields.get("properties", ()))})
