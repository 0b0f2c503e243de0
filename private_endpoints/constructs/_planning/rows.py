"""Services as users name them."""

from __future__ import annotations

from collections.abc import Iterable

import aws_cdk as cdk

from private_endpoints.catalog import EndpointService, regions, service
from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.errors import Problem, UnknownServiceError

__all__ = ["rows_of"]


def rows_of(
    services: Iterable[str | EndpointService], *, stack: cdk.Stack, problems: list[Problem]
) -> list[EndpointService]:
    """The rows of the catalog, each once.

    Args:
        services: names of the catalog, full service names, or rows.
        stack: of the VPC.
        problems: gets what is wrong with the names.
    """
    before = len(problems)
    names = listed("services", services, problems)
    if not names and len(problems) == before:
        problems.append(Problem("no-services", "services=[] names no service", "name at least one"))
    rows: dict[str, EndpointService] = {}
    for one in names:
        row = _row(one, stack, problems)
        if row is not None and rows.setdefault(row.name, row) != row:
            problems.append(
                Problem("two-rows-of-one-name", f"services= holds two different rows named {row.name!r}", "give one")
            )
    return list(rows.values())


def _row(given: str | EndpointService, stack: cdk.Stack, problems: list[Problem]) -> EndpointService | None:
    if isinstance(given, EndpointService):
        return given
    if not _is_text(given):
        problems.append(Problem("not-a-service", f"services= holds {given!r}", "give names or EndpointService rows"))
        return None
    if cdk.Token.is_unresolved(given):
        problems.append(
            Problem("token-service", "services= holds a token", "give names that are known at synth, such as 'ssm'")
        )
        return None
    named = set(given.split(".")) & {region.name for region in regions()}
    if named and not cdk.Token.is_unresolved(stack.region) and stack.region not in named:
        problems.append(
            Problem(
                "other-region",
                f"services= names {given!r}, and the VPC is in {stack.region}",
                "give the short name of the catalog, which stands for the service in the VPC's own region",
            )
        )
        return None
    try:
        return service(given)
    except UnknownServiceError as error:
        problems.append(Problem("unknown-service", error.given, error.hint))
        return None


def _is_text(given: object) -> bool:
    return isinstance(given, str)
