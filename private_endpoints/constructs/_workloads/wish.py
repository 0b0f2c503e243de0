"""The workloads that a user names, checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk

from private_endpoints.catalog import LeftOutNeed, ResolvedNeed, left_out, need_problems, resolve
from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.errors import Problem

__all__ = ["Wish"]


@dataclass(frozen=True, slots=True)
class Wish:
    """Some workloads in a region.

    Attributes:
        workloads: names of the catalog.
        region: of the VPC; None where that is known only at deployment.
        include: optional needs that are wanted.
        exclude: needs that are not.
    """

    workloads: tuple[str, ...]
    region: str | None
    include: tuple[str, ...]
    exclude: tuple[str, ...]

    @classmethod
    def of(
        cls,
        workloads: Iterable[str],
        *,
        include: Iterable[str],
        exclude: Iterable[str],
        region: str,
        problems: list[Problem],
    ) -> Wish:
        """What a user named, each name once.

        Args:
            workloads: names of the catalog.
            include: names of services, or groups of service-owned buckets.
            exclude: as `include`.
            region: of the VPC; may be a token.
            problems: gets what is wrong; a wish with problems wishes for nothing.
        """
        before = len(problems)
        names, more, less = (
            tuple(dict.fromkeys(_names(argument, given, problems)))
            for argument, given in (("workloads", workloads), ("include", include), ("exclude", exclude))
        )
        if not names and len(problems) == before:
            problems.append(Problem("no-workloads", "workloads=[] names no workload", "name at least one"))
        if len(problems) == before:
            problems += need_problems(names, include=more, exclude=less)
        known = None if cdk.Token.is_unresolved(region) else region
        return cls(names, known, more, less) if len(problems) == before else cls((), known, (), ())

    def needs(self) -> tuple[ResolvedNeed, ...]:
        """The endpoints to ask for."""
        return resolve(self.workloads, self.region, include=self.include, exclude=self.exclude)

    def left_out(self) -> tuple[LeftOutNeed, ...]:
        """What is not asked for, and why."""
        return left_out(self.workloads, self.region, include=self.include, exclude=self.exclude)


def _names(argument: str, given: Iterable[str], problems: list[Problem]) -> tuple[str, ...]:
    names: tuple[Any, ...] = listed(argument, given, problems)
    for name in names:
        if not isinstance(name, str):
            problems.append(Problem("not-a-name", f"{argument}= holds {name!r}", "give names of the catalog"))
        elif cdk.Token.is_unresolved(name):
            problems.append(Problem("token-name", f"{argument}= holds a token", "give names that are known at synth"))
    return tuple(name for name in names if isinstance(name, str))
