"""Findings that somebody has looked at and decided to live with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from private_endpoints.checks.file_of import file_of
from private_endpoints.cloudformation import Deployment, Stack
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.network import Origin

__all__ = ["Acknowledgement", "acknowledgements_of", "read_acknowledgements"]

_METADATA = "private-endpoints"
_FIX = 'give {"id": RULE, "reason": WHY}, with "logical_id" or "construct_path" where it is about one resource'


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """A decision to live with the findings of a rule.

    Attributes:
        id: id of the rule.
        reason: why that is all right.
        template: the template that it is about, as it was given or as reports name it. Default: all.
        logical_id: the resource that it is about. Default: all.
        construct_path: the construct that it is about, with all below it. Default: all.
        service: of paths, the service that is called. Default: all.
    """

    id: str
    reason: str
    template: str = ""
    logical_id: str = ""
    construct_path: str = ""
    service: str = ""

    def covers(self, rule: str, origin: Origin, service: str = "") -> bool:
        """Whether it is about a finding of a rule at a place, or about a path from there to a service."""
        if rule != self.id or self.service not in ("", service):
            return False
        if self.template not in ("", origin.template, file_of(origin)) or self.logical_id not in (
            "",
            origin.logical_id,
        ):
            return False
        above = self.construct_path
        return not above or origin.construct_path == above or origin.construct_path.startswith(f"{above}/")


def acknowledgements_of(deployment: Deployment) -> tuple[Acknowledgement, ...]:
    """What the templates themselves acknowledge: `Metadata: {private-endpoints: {acknowledge: [...]}}`.

    In the metadata of a template it is about the whole template, in that of a resource about the resource.

    Raises:
        InvalidInputError: one has no id, or no reason.
    """
    found: list[Acknowledgement] = []
    for stack in deployment.stacks:
        file = stack.document.file
        found += _in_metadata(stack.section("Metadata"), stack, ("Metadata",), template=file)
        for logical_id, resource in stack.resources.items():
            metadata = resource.get("Metadata")
            if isinstance(metadata, Mapping) and _METADATA in metadata:
                place = ("Resources", logical_id, "Metadata")
                found += _in_metadata(metadata, stack, place, template=file, logical_id=logical_id)
    return tuple(found)


def _in_metadata(
    metadata: object, stack: Stack, place: tuple[str, ...], *, template: str, logical_id: str = ""
) -> Iterator[Acknowledgement]:
    own = metadata.get(_METADATA) if isinstance(metadata, Mapping) else None
    given = own.get("acknowledge") if isinstance(own, Mapping) else None
    if given is not None:
        for one in read_acknowledgements(given, where=stack.where(*place)):
            yield Acknowledgement(
                id=one.id,
                reason=one.reason,
                template=template,
                logical_id=one.logical_id or logical_id,
                construct_path=one.construct_path,
                service=one.service,
            )


def read_acknowledgements(given: object, *, where: str) -> tuple[Acknowledgement, ...]:
    """Acknowledgements as JSON values: a list of `{id, reason}`, narrowed by `template`, `logical_id` ... if wanted.

    Args:
        given: the list.
        where: what errors call it, such as the file.

    Raises:
        InvalidInputError: one has no id or no reason, or says what no acknowledgement has; all are in the one error.
    """
    problems: list[Problem] = []
    found: list[Acknowledgement] = []
    if not isinstance(given, list | tuple):
        problems.append(Problem("bad-acknowledgement", f"acknowledgements are a {type(given).__name__}", "give a list"))
        given = ()
    for index, one in enumerate(given):
        wrong = _wrong(one)
        if wrong:
            problems.append(Problem("bad-acknowledgement", f"acknowledgement {index} {wrong}", _FIX))
        else:
            found.append(Acknowledgement(**one))
    if problems:
        raise InvalidInputError(where, problems)
    return tuple(found)


def _wrong(given: Any) -> str:  # noqa: ANN401 - any JSON value
    if not isinstance(given, Mapping):
        return f"is a {type(given).__name__}"
    for name in ("id", "reason"):
        if not isinstance(given.get(name), str) or not given[name].strip():
            return f"has no {name}"
    unknown = set(given) - set(Acknowledgement.__slots__)
    if unknown:
        return f"has {', '.join(sorted(map(repr, unknown)))}"
    return next((f"has a {name} that is no text" for name, value in given.items() if not isinstance(value, str)), "")
