"""Services whose endpoints take a few forms of policy only, so that a perimeter has to be said in one of these.

All others take the whole policy language, and have no rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from private_endpoints.catalog._data import Source, read_rows

__all__ = ["PerimeterForm", "perimeter_forms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterForm:
    """One statement of a perimeter, in a form that AWS documents. Its Principal and Resource are `*`.

    Attributes:
        service: short name of the endpoint service, such as `signin`.
        sid: alphanumeric name for the policy statement, unique within the service.
        actions: its actions.
        tested: whose account or organization its only condition tests.
        why: what the form is for.
        source: where the row comes from.
        as_of: ISO date on which the row was compared with its source.
        confidence: `documented` by the source, or `memory` where the source does not say all of it.
    """

    service: str
    sid: str
    actions: tuple[str, ...]
    tested: Literal["caller", "resource"]
    why: str
    source: str
    as_of: str
    confidence: Literal["documented", "memory"]


def perimeter_forms(service_name: str) -> tuple[PerimeterForm, ...]:
    """The statements of a perimeter on this service's endpoint, sorted by Sid; none where any statement will do.

    Args:
        service_name: short name of the endpoint service, such as `console`.
    """
    return _by_service().get(service_name.removesuffix("-fips"), ())


@cache
def _by_service() -> dict[str, tuple[PerimeterForm, ...]]:
    found: dict[str, list[PerimeterForm]] = {}
    for row in read_rows("perimeter_forms.jsonl"):
        found.setdefault(row["service"], []).append(_perimeter_form(row))
    return {service: tuple(rows) for service, rows in found.items()}


def _perimeter_form(row: dict[str, Any]) -> PerimeterForm:
    source = Source(**row["source"])
    return PerimeterForm(
        **{**row, "actions": tuple(row["actions"]), "source": str(source), "as_of": source.as_of},
    )
