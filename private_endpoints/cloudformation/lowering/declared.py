"""What templates declare that workloads need, put to the workloads.

`private_endpoints.network.declared` has the schema, and says who it is that a declaration speaks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from private_endpoints.cloudformation.resolution.evaluation import Evaluation
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.network import Element, Endpoint, EndpointType, Requirement, SecurityGroup, Workload
from private_endpoints.network.declared import DECLARED, DeclaredNeed, declared_needs
from private_endpoints.network.paths.question import own_name

__all__ = ["with_declared_needs"]


def with_declared_needs(evaluation: Evaluation, elements: Iterable[Element]) -> list[Element]:
    """The elements, of which workloads require what is declared for them."""
    every = list(elements)
    carriers = [
        (stack, logical_id, resource["Metadata"][DECLARED])
        for stack in evaluation.stacks
        if DECLARED in stack.document.text
        for logical_id, resource in stack.resources.items()
        if isinstance(resource.get("Metadata"), dict) and DECLARED in resource["Metadata"]
    ]
    if not carriers:
        return every
    needs = _Needs(every)
    for stack, logical_id, metadata in carriers:
        resolver = evaluation.of(stack)
        if resolver.exists(logical_id) is not False:
            where = stack.where("Resources", logical_id, "Metadata")
            for need in declared_needs(resolver.resolve(metadata), where=where):
                needs.add(stack, logical_id, need)
    return [
        replace(one, requires=(*one.requires, *needs.of[one.id]))
        if isinstance(one, Workload) and one.id in needs.of
        else one
        for one in every
    ]


class _Needs:
    """Needs by the id of the workload that has them.

    Attributes:
        of: the needs.
    """

    def __init__(self, elements: Sequence[Element]) -> None:
        self.of: dict[str, list[Requirement]] = {}
        self._workloads = {one.id: one for one in elements if isinstance(one, Workload)}
        self._endpoints = {one.id: one for one in elements if isinstance(one, Endpoint)}
        self._ids: dict[str, list[str]] = {}
        for id_ in (*self._workloads, *self._endpoints):
            self._ids.setdefault(id_.rpartition(".")[2], []).append(id_)
        self._wearers: dict[str, dict[str, Workload]] = {}
        for workload in self._workloads.values():
            for group in workload.groups if isinstance(workload.groups, tuple) else ():
                if isinstance(group, str):
                    self._wearers.setdefault(group, {})[workload.id] = workload
        self._groups: dict[tuple[str, str], list[str]] = {}
        for one in elements:
            if isinstance(one, SecurityGroup):
                self._groups.setdefault((one.origin.template, one.origin.logical_id), []).append(one.id)

    def add(self, stack: Stack, logical_id: str, need: DeclaredNeed) -> None:
        """Put a declaration that a resource carries to the workloads that it speaks for."""
        requirement = self._requirement(stack, need)
        for workload in self._spoken_for(stack, logical_id, need):
            self.of.setdefault(workload.id, []).append(requirement)

    def _spoken_for(self, stack: Stack, logical_id: str, need: DeclaredNeed) -> Iterator[Workload]:
        own = self._workloads.get(f"{stack.name}.{logical_id}")
        if own is not None:
            yield own
            return
        groups = [need.group] if need.group else self._groups.get((stack.document.file, logical_id), [])
        for group in groups:
            wearers = self._wearers.get(group, {})
            client = self._find(need.client, stack, wearers)
            yield from wearers.values() if client is None else [wearers[client]]

    def _requirement(self, stack: Stack, need: DeclaredNeed) -> Requirement:
        return Requirement(
            service=need.service,
            reason=need.reason,
            action=need.action,
            resource=need.resource,
            host=need.host or self._own_name(stack, need.endpoint),
            port=need.port,
        )

    def _own_name(self, stack: Stack, name: str) -> str | None:
        """How a client calls an endpoint that does not answer to the service's name."""
        id_ = self._find(name, stack, self._endpoints)
        endpoint = None if id_ is None else self._endpoints[id_]
        if endpoint is None or endpoint.type is not EndpointType.INTERFACE:
            return None
        hidden = endpoint.private_dns is False or endpoint.private_dns_only_inbound is True
        return own_name(endpoint.id) if hidden else None

    def _find(self, name: str, stack: Stack, among: Mapping[str, Element]) -> str | None:
        """The id that a name means: of the stack that it says, else of its own, else of the only one that has it."""
        logical_id = name.rpartition(".")[2]
        for exact in (name, f"{stack.name}.{logical_id}"):
            if exact in among:
                return exact
        elsewhere = [one for one in self._ids.get(logical_id, ()) if one in among]
        return elsewhere[0] if len(elsewhere) == 1 else None
