"""What a template must look like before anything in it is read.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.did_you_mean import did_you_mean
from private_endpoints.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from private_endpoints.cloudformation.reading.document import Document

__all__ = ["MACRO", "check_resources", "check_shape"]

MACRO = "Fn::Transform"
_SECTIONS = ("Resources", "Parameters", "Mappings", "Conditions", "Outputs", "Metadata", "Globals", "Rules")
# What each member of a section is.
_MEMBERS = ("Parameters", "Mappings", "Outputs", "Conditions")
_LOOP = "Fn::ForEach"
_MOST_PROBLEMS = 20
# What stands beside `Type`; another word, such as `Conditions` for `Condition`, CloudFormation refuses
# (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html).
_ATTRIBUTES = frozenset(
    {
        "Condition",
        "CreationPolicy",
        "DeletionPolicy",
        "DependsOn",
        "Description",
        "Metadata",
        "Properties",
        "Type",
        "UpdatePolicy",
        "UpdateReplacePolicy",
        "Version",
    }
)


def check_shape(document: Document, body: object) -> None:
    """Refuse what is no template.

    Raises:
        InvalidInputError: a section, resource or parameter is not what it must be.
    """
    if not isinstance(body, dict):
        raise refusal(document.file, "not-a-template", f"it is {_kind(body)}", "give a mapping with Resources")
    if not isinstance(body.get("Resources"), dict):
        raise refusal(
            document.where("Resources"),
            "not-a-template",
            "it has no Resources" if "Resources" not in body else f"Resources is {_kind(body['Resources'])}",
            "give a mapping of logical ids to resources",
        )
    # What a transform reads beside `Type`, such as the Connectors of SAM, is its own affair.
    attributes = () if "Transform" in body or MACRO in body else _attributes(body["Resources"])
    _raise(document, chain(_sections(body), _resources(body["Resources"], loops=True), attributes))


def check_resources(document: Document, resources: Mapping[str, Any]) -> None:
    """Refuse resources that loops have made, and that are none.

    Raises:
        InvalidInputError: a resource is not what it must be.
    """
    _raise(document, _resources(resources, loops=False))


def _raise(document: Document, found: Iterable[tuple[tuple[str, ...], str, str]]) -> None:
    wrong = [(path, f"{'.'.join(path)} {given}", fix) for path, given, fix in islice(found, _MOST_PROBLEMS)]
    if len(wrong) == 1:
        ((path, given, fix),) = wrong
        raise refusal(document.where(*path), "bad-template", given, fix)
    if wrong:
        every = [Problem("bad-template", f"line {document.lines.at(path)}: {given}", fix) for path, given, fix in wrong]
        raise InvalidInputError(document.file, every)


def _sections(body: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for section in _SECTIONS:
        found = body.get(section)
        if found is not None and not isinstance(found, dict):
            yield (section,), f"is {_kind(found)}", "give a mapping"
        elif found and section in _MEMBERS:
            for name, member in found.items():
                if isinstance(member, dict) or name.startswith(f"{_LOOP}::"):
                    continue
                if section == "Conditions" and isinstance(member, bool):
                    continue
                yield (section, name), f"is {_kind(member)}", "give a mapping"


def _resources(resources: Mapping[str, Any], *, loops: bool) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for logical_id, resource in resources.items():
        if logical_id == MACRO or (loops and logical_id.startswith(f"{_LOOP}::")):
            continue
        path = ("Resources", logical_id)
        if type(resource) is not dict:
            yield path, f"is {_kind(resource)}", "give a mapping with Type and Properties"
        elif MACRO in resource and "Type" not in resource:
            # What a macro is to write as a whole.
            continue
        elif type(resource.get("Type")) is not str:
            given = "has no Type" if "Type" not in resource else f"has a Type that is {_kind(resource['Type'])}"
            yield path, given, "give a resource type, such as AWS::EC2::VPC"
        elif type(resource.get("Properties")) is not dict and resource.get("Properties") is not None:
            yield (*path, "Properties"), f"is {_kind(resource['Properties'])}", "give a mapping"
        elif "Condition" in resource and type(resource["Condition"]) is not str:
            yield (*path, "Condition"), f"is {_kind(resource['Condition'])}", "give the name of a condition"


def _attributes(resources: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Misspelt words beside `Type`, which would say nothing; others that nobody reads do no harm."""
    for logical_id, resource in resources.items():
        if type(resource) is not dict or MACRO in (logical_id, *resource):
            continue
        for name in sorted(resource.keys() - _ATTRIBUTES):
            guess = did_you_mean(name, _ATTRIBUTES, "")
            if guess and not name.startswith(_LOOP):
                yield ("Resources", logical_id, name), "is no attribute of a resource", guess


def _kind(value: object) -> str:
    names = {dict: "a mapping", list: "a list", str: "a string", bool: "a boolean", type(None): "empty"}
    return names.get(type(value), "a number")
