"""Types of resources whose own policy can say from where they are reached.

What may be refused to whom differs by type: a perimeter that refuses too much locks out its author or breaks AWS
services that work with the resource, one that refuses too little is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from private_endpoints.catalog._data import Source, read_rows

__all__ = ["PerimeterResource", "perimeter_resource", "perimeter_resources"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterResource:
    """What a perimeter must know of one type of resource.

    Patterns hold `{arn}`, `{account}` and `{partition}`: those of the resource.

    Attributes:
        type: CloudFormation's name of the type; a table's stream is `.Stream` of the table.
        name: word for messages, such as `queue`.
        prefix: of the IAM actions on it, such as `sqs`.
        reached_by: short names of the endpoint services through which it is reached.
        data_actions: actions on what is in it; a perimeter refuses these outside by default.
        probes: actions without wildcards, and the resource of each, by which a policy is tested.
        administration: actions by which its policy and the resource itself are changed and deleted.
        never_denied: actions that no perimeter may refuse, whoever is exempt, because nobody could undo it.
        resources: what a statement names as its Resource; empty where the type takes none.
        exempt_roles: patterns of roles that AWS services use in the account and that no customer can create.
        policy_must_grant: whether the policy must allow, also within the account.
        default_statements: what the first policy of the resource has to bring along, because the service falls back
            to less without.
        stranger_may_be_let_in: whether the type takes unsigned calls, so that foreign callers inside are no finding.
        max_characters: the longest policy that AWS takes.
        max_actions_per_statement: the most actions in one statement; None: no limit is known.
        note: what else to know.
        confidence: `documented` by the source, or `memory` where the source does not say all of it.
        source: where the row comes from.
        as_of: ISO date on which the row was compared with its source.
        field_sources: source by field, with its date, where a field comes from elsewhere than the row.
    """

    type: str
    name: str
    prefix: str
    reached_by: tuple[str, ...]
    data_actions: tuple[str, ...]
    probes: tuple[tuple[str, str], ...]
    administration: tuple[str, ...]
    never_denied: tuple[str, ...]
    resources: tuple[str, ...]
    exempt_roles: tuple[str, ...]
    policy_must_grant: bool
    default_statements: tuple[Mapping[str, Any], ...] = field(hash=False)
    stranger_may_be_let_in: bool
    max_characters: int
    max_actions_per_statement: int | None
    note: str
    confidence: Literal["documented", "memory"]
    source: str
    as_of: str
    field_sources: Mapping[str, str] = field(default_factory=lambda: _NOTHING, hash=False)


def perimeter_resource(type_name: str) -> PerimeterResource | None:
    """The row of a type; None where its resources take no perimeter.

    Args:
        type_name: such as `AWS::SQS::Queue`.
    """
    return _by_type().get(type_name)


def perimeter_resources() -> tuple[PerimeterResource, ...]:
    """All rows, sorted by type."""
    return tuple(_by_type().values())


@cache
def _by_type() -> dict[str, PerimeterResource]:
    return {row["type"]: _perimeter_resource(row) for row in read_rows("perimeter_resources.jsonl")}


def _perimeter_resource(row: dict[str, Any]) -> PerimeterResource:
    source = Source(**row["source"])
    # JSON's lists as tuples, because the row is frozen.
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    fields["probes"] = tuple((action, resource) for action, resource in row["probes"])
    fields["field_sources"] = {
        name: f"{Source(**given)} ({given['as_of']})" for name, given in row["field_sources"].items()
    }
    return PerimeterResource(**{**fields, "source": str(source), "as_of": source.as_of})
