"""One stack: a template with the values that it is deployed with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.reading.document import Document
from private_endpoints.cloudformation.reading.shape import check_resources
from private_endpoints.cloudformation.stacks.construct_paths import paths_of
from private_endpoints.cloudformation.stacks.loops import LOOP, expand_loops
from private_endpoints.cloudformation.stacks.macros import (
    MACRO,
    function_of_properties,
    macro_names,
    macros_in,
    with_made_values,
)

__all__ = ["Stack"]

# Transforms that change nothing but what this package understands.
_EXTENSIONS = "AWS::LanguageExtensions"
_UNDERSTOOD = {_EXTENSIONS, "AWS::Serverless-2016-10-31", "AWS::SecretsManager-2020-07-23"}


def _no_metadata() -> Mapping[str, Any]:
    return {}


@dataclass(eq=False, kw_only=True)
class Stack:
    """One stack; a template nested twice is two.

    Attributes:
        name: unique among the stacks that are read together; ids of elements begin with it.
        document: its template.
        stack_name: what CloudFormation calls it; None: not known.
        region: None: not known.
        account: None: not known.
        given: values of parameters, by name: strings given by a user.
        parent: the stack that it is nested in.
        parent_id: its logical id there.
        children: the stacks nested in it, by logical id.
        find_metadata: reads the metadata of the cloud assembly, which has the construct paths that the template does
            not say.
    """

    name: str
    document: Document
    stack_name: str | None = None
    region: str | None = None
    account: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    parent: Stack | None = None
    parent_id: str = ""
    children: dict[str, Stack] = field(default_factory=dict)
    find_metadata: Callable[[], Mapping[str, Any]] = _no_metadata

    @cached_property
    def body(self) -> Mapping[str, Any]:
        """The template, without loops."""
        body = self.document.body
        return expand_loops(self.document, {**self._passed, **self.given}) if LOOP in self.document.text else body

    @property
    def _passed(self) -> Mapping[str, str | None]:
        """What the stack around gives for parameters, as far as it is written out; None: it is not."""
        if self.parent is None:
            return {}
        properties = self.parent.resources[self.parent_id].get("Properties") or {}
        passed = properties.get("Parameters")
        if passed is None:
            return {}
        if not isinstance(passed, dict) or any(name.startswith("Fn::") for name in passed):
            return dict.fromkeys(self.document.body.get("Parameters") or {})
        return {name: self.parent.written(one) for name, one in passed.items() if one != {"Ref": "AWS::NoValue"}}

    def written(self, value: object) -> str | None:
        """A value for a parameter of a nested stack, with lists as texts; None: only its resolver could tell.

        Loops are written out before there is a resolver, so only what passes lists on is understood: `Fn::Join`.
        """
        match value:
            case bool() | str() | int() | float():
                return str(value).lower() if isinstance(value, bool) else str(value)
            case list():
                return self._joined(",", value)
            case {"Ref": str(name), **rest} if not rest:
                return self._of_parameter(name)
            case {"Fn::Join": [str(delimiter), list(items)], **rest} if not rest:
                return self._joined(delimiter, items)
            case {"Fn::Join": [str(delimiter), {"Ref": str(name)}], **rest} if not rest:
                joined = self._of_parameter(name)
                return None if joined is None else delimiter.join(one.strip() for one in joined.split(","))
        return None

    def _joined(self, delimiter: str, items: Sequence[object]) -> str | None:
        texts = [self.written(one) for one in items]
        return None if None in texts else delimiter.join(str(one) for one in texts)

    def _of_parameter(self, name: str) -> str | None:
        """The value of a parameter, where it is given or by default; of one of Systems Manager nobody knows it."""
        parameter = (self.document.body.get("Parameters") or {}).get(name)
        if not isinstance(parameter, dict) or str(parameter.get("Type")).startswith("AWS::SSM::"):
            return None
        given = {**self._passed, **self.given}
        return given[name] if name in given else self.written(parameter.get("Default"))

    @cached_property
    def resources(self) -> Mapping[str, Mapping[str, Any]]:
        """Resources by logical id."""
        found: Mapping[str, Any] = self.body["Resources"]
        if self.body is not self.document.body:
            check_resources(self.document, found)
        return with_made_values(found) if self._calls_macros else found

    def section(self, name: str) -> Mapping[str, Any]:
        """A section; empty where the template has none."""
        return self.body.get(name) or {}

    @cached_property
    def transforms(self) -> tuple[str, ...]:
        """Names of the macros that change the whole template."""
        found = self.document.body.get("Transform") or []
        given = list(found) if isinstance(found, list) else [found]
        if self._calls_macros:
            given += [self.document.body[MACRO]] if MACRO in self.document.body else []
            given += macros_in(self.body["Resources"])
        return tuple(map(macro_names, given))

    @property
    def unknown_transforms(self) -> tuple[str, ...]:
        """Those of which nobody knows what they do to the template."""
        return tuple(name for name in self.transforms if name not in _UNDERSTOOD)

    @cached_property
    def has_macros(self) -> bool:
        """Whether something in it is written by a macro, which may define names that the template does not show."""
        return any(name != _EXTENSIONS for name in self.transforms) or self._calls_macros

    @cached_property
    def _calls_macros(self) -> bool:
        # What a loop over an unknown list makes of an object is as unknown as what a macro does.
        if any(name in self.document.text for name in (MACRO, "!Transform", LOOP)):
            return True
        return any(function_of_properties(one) is not None for one in self.document.body["Resources"].values())

    def construct_path(self, logical_id: str) -> str:
        """The construct path of a resource; empty where nobody says."""
        metadata = self.resources.get(logical_id, {}).get("Metadata")
        path = metadata.get("aws:cdk:path") if isinstance(metadata, dict) else None
        if isinstance(path, str):
            return path
        return self._paths.get(logical_id, "")

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        return paths_of(self.find_metadata(), Path(self.document.file).name)

    def where(self, *path: str | int) -> str:
        """File, line and construct path of a value, for messages."""
        place = self.document.where(*path)
        if len(path) > 1 and path[0] == "Resources" and isinstance(path[1], str):
            construct = self.construct_path(path[1])
            return f"{place} ({construct or path[1]})"
        return place
