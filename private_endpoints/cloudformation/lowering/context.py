"""All resources, found by type and by what they refer to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.ids import id_of, may_be_given
from private_endpoints.cloudformation.resolution.evaluation import Evaluation
from private_endpoints.cloudformation.resolution.return_values import return_values
from private_endpoints.cloudformation.stacks.macros import MACRO
from private_endpoints.values import Join, Opaque, Unknown, Value, references

__all__ = ["Context"]

T = TypeVar("T")

_TYPES_OF_IDS = {
    "igw": "AWS::EC2::InternetGateway",
    "vgw": "AWS::EC2::VPNGateway",
    "eigw": "AWS::EC2::EgressOnlyInternetGateway",
    "cagw": "AWS::EC2::CarrierGateway",
    "vpce": "AWS::EC2::VPCEndpoint",
    "nat": "AWS::EC2::NatGateway",
    "tgw": "AWS::EC2::TransitGateway",
    "pcx": "AWS::EC2::VPCPeeringConnection",
    "eni": "AWS::EC2::NetworkInterface",
    "i": "AWS::EC2::Instance",
    "lgw": "AWS::EC2::LocalGateway",
}


class Context:
    """The resources of all stacks in one case.

    Args:
        evaluation: the stacks and the case.
        relevant: whether a resource type is of interest; of the others not even the condition is decided.

    Attributes:
        by_type: the resources of interest that are made, or may be, by their type.
    """

    def __init__(self, evaluation: Evaluation, relevant: Callable[[str], bool]) -> None:
        self.evaluation = evaluation
        self.by_type: dict[str, list[Facts]] = {}
        self._by_id: dict[str, Facts] = {}
        self._grouped: dict[tuple[str, str], dict[str | None, list[Facts]]] = {}
        self._named: dict[str, dict[Value, list[str]]] = {}
        self._once: dict[str, Any] = {}
        interest: dict[str, bool] = {}
        for stack in evaluation.stacks:
            resolver = evaluation.of(stack)
            stack_exists = resolver.stack_exists()
            if stack_exists is False:
                continue
            for logical_id, resource in stack.resources.items():
                type_ = resource["Type"]
                wanted = interest.get(type_)
                if wanted is None:
                    wanted = interest[type_] = relevant(type_)
                if not wanted:
                    continue
                exists = stack_exists if "Condition" not in resource else resolver.exists(logical_id)
                if exists is not False:
                    facts = Facts(self, resolver, logical_id, type_, exists)
                    self.by_type.setdefault(type_, []).append(facts)
                    self._by_id[facts.id] = facts

    def of(self, *types: str) -> Iterator[Facts]:
        """The resources of some types."""
        for type_ in types:
            yield from self.by_type.get(type_, ())

    def get(self, id: object, *types: str) -> Facts | None:
        """The resource of this id, if it is of one of these types."""
        found = self._by_id.get(id) if isinstance(id, str) else None
        return found if found is not None and found.type in types else None

    def type_of(self, id: str) -> str:
        """The resource type of an element, seen from its id; empty where that does not say."""
        found = self._by_id.get(id)
        if found is not None:
            return found.type
        prefix, dash, _ = id.partition("-")
        # What has a dot is an id of a template, whose name may begin like one of AWS: `nat-test.Endpoint`.
        return _TYPES_OF_IDS.get(prefix, "") if dash and "." not in id else ""

    def grouped(self, type_: str, property_: str) -> Mapping[str | None, list[Facts]]:
        """The resources of a type by the id in a property; under None those in which it is not known."""
        key = (type_, property_)
        found = self._grouped.get(key)
        if found is None:
            found = self._grouped[key] = {}
            for facts in self.of(type_):
                ids = facts.ids(property_)
                for one in (None,) if isinstance(ids, Unknown) else ids:
                    found.setdefault(None if isinstance(one, Unknown) else one, []).append(facts)
        return found

    def strays(self, type_: str, property_: str, of: Facts) -> list[Facts]:
        """The resources of a type in whose property something unknown may mean a resource."""
        grouped = self.grouped(type_, property_)
        return [*grouped.get(None, ())] + [
            facts
            for id_, several in grouped.items()
            if id_ is not None and id_ not in self._by_id and may_be_given(id_)
            for facts in several
            if facts.resolver.stack is not of.resolver.stack
        ]

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made at first use and remembered under a name."""
        if name not in self._once:
            self._once[name] = make()
        found: T = self._once[name]
        return found

    def find(self, value: Any, *types: str, near: Facts) -> str | Unknown:  # noqa: ANN401 - a resolved value
        """The id of the resource that a name, ARN or reference means.

        Args:
            value: the name, ARN or reference.
            types: types that the resource may have.
            near: who says it. Stacks of several regions and accounts may each have a resource of one name: that of
                the same stack is meant, and where there is none there it is not known which.
        """
        if isinstance(value, str | Join):
            for type_ in types:
                found = self._names(type_).get(value, [])
                own = [one for one in found if one.startswith(f"{near.resolver.stack.name}.")]
                if len(found) == 1 or len(own) == 1:
                    return (own or found)[0]
                if found:
                    return Unknown(frozenset(found))
        if isinstance(value, str | Join | Opaque):
            return id_of(value)
        return Unknown(frozenset())

    def may_mean(self, value: Value | Unknown, of: Facts, *, near: Facts) -> bool:
        """Whether a name, ARN or reference that nothing is found for may turn out to be that of a resource.

        Args:
            value: the name, ARN or reference.
            of: the resource.
            near: who says it.
        """
        named = return_values(of.type).name in of.given
        if isinstance(value, str):
            return named and not isinstance(of.value, str)
        # No parameter has a name that CloudFormation makes up in the same stack; a function of its ARN may make it, and
        # a macro may refer to it.
        return named or near.resolver.stack is not of.resolver.stack or _mentions(value, of.logical_id)

    def _names(self, type_: str) -> Mapping[Value, list[str]]:
        found = self._named.get(type_)
        if found is None:
            found = self._named[type_] = {}
            for facts in self.of(type_):
                for value in {facts.arn, facts.value}:
                    if value is not None:
                        found.setdefault(value, []).append(facts.id)
        return found


def _mentions(value: Join | Unknown, logical_id: str) -> bool:
    """Whether a value that is not known is made of something of a resource, as what a macro makes may be."""
    names = value.depends_on if isinstance(value, Unknown) else references(value)
    return any(MACRO in name or re.search(rf"\b{logical_id}\b", name) for name in names)
