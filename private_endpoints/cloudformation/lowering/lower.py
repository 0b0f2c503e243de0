"""The stacks, in one case, as a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.declared import with_declared_needs
from private_endpoints.cloudformation.lowering.registry import is_relevant, lowering_of
from private_endpoints.cloudformation.lowering.vpc.prefix_lists import managed_lists
from private_endpoints.cloudformation.resolution.evaluation import Evaluation
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.network import Element, Network, Origin, UnknownResource

__all__ = ["lower"]


def lower(evaluation: Evaluation) -> Network:
    """The network that the stacks make."""
    context = Context(evaluation, is_relevant)
    return Network(
        with_declared_needs(evaluation, [*_elements(context), *managed_lists(context), *_macros(evaluation.stacks)]),
        region=_common([stack.region for stack in evaluation.stacks]),
        account=_common([stack.account for stack in evaluation.stacks]),
    )


def _elements(context: Context) -> Iterator[Element]:
    for type_, several in context.by_type.items():
        lowering = lowering_of(type_)
        if lowering is not None:
            for facts in several:
                yield from lowering(facts)


def _macros(stacks: Sequence[Stack]) -> Iterator[Element]:
    """A macro that nobody knows may change everything in its template."""
    for stack in stacks:
        for name in stack.unknown_transforms:
            yield UnknownResource(
                id=f"{stack.name}.Transform {name}",
                origin=Origin(template=stack.document.file, logical_id=f"Transform {name}"),
                type=name,
                touches=frozenset(f"{stack.name}.{logical_id}" for logical_id in stack.resources),
            )


def _common(places: Sequence[str | None]) -> str | None:
    """The one place that all stacks are in."""
    return places[0] if places and len(set(places)) == 1 else None
