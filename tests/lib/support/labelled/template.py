"""A CloudFormation template that is made in small steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

__all__ = ["Template", "att", "ref", "sub"]

_NONE: Mapping[str, Any] = {}


def ref(logical_id: str) -> dict[str, Any]:
    return {"Ref": logical_id}


def att(logical_id: str, attribute: str) -> dict[str, Any]:
    return {"Fn::GetAtt": [logical_id, attribute]}


def sub(text: str) -> dict[str, Any]:
    return {"Fn::Sub": text}


@dataclass(frozen=True)
class Template:
    """Resources and the other sections of a template; every step gives a new one.

    Attributes:
        resources: by logical id.
        sections: all but the resources.
    """

    resources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sections: Mapping[str, Any] = field(default_factory=dict)

    @property
    def body(self) -> dict[str, Any]:
        return {**self.sections, "Resources": dict(self.resources)}

    def plus(self, logical_id: str, type_: str, properties: Mapping[str, Any] = _NONE, **more: Any) -> Self:
        """With one more resource, or another one in its place."""
        made = {"Type": type_, "Properties": dict(properties), **more}
        return replace(self, resources={**self.resources, logical_id: made})

    def set(self, logical_id: str, **properties: Any) -> Self:
        """With other properties of a resource; None takes one away."""
        one = self.resources[logical_id]
        changed = {k: v for k, v in {**one["Properties"], **properties}.items() if v is not None}
        return replace(self, resources={**self.resources, logical_id: {**one, "Properties": changed}})

    def attribute(self, logical_id: str, **attributes: Any) -> Self:
        """With attributes of a resource beside its properties, such as its condition."""
        return replace(self, resources={**self.resources, logical_id: {**self.resources[logical_id], **attributes}})

    def without(self, *logical_ids: str) -> Self:
        return replace(self, resources={k: v for k, v in self.resources.items() if k not in logical_ids})

    def section(self, name: str, **entries: Any) -> Self:
        """With entries in another section, such as its parameters."""
        return replace(self, sections={**self.sections, name: {**self.sections.get(name, {}), **entries}})

    def __or__(self, other: Template) -> Self:
        """Both in one template; of resources with one name the other's."""
        sections = {**other.sections, **self.sections}
        for name, more in other.sections.items():
            if isinstance(own := self.sections.get(name), dict):
                sections[name] = {**own, **more}
        return replace(self, resources={**self.resources, **other.resources}, sections=sections)
