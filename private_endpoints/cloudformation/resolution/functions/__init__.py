"""Intrinsic functions, by name.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from private_endpoints.cloudformation.resolution.functions.addresses import cidr, get_azs
from private_endpoints.cloudformation.resolution.functions.choice import find_in_map, if_, select
from private_endpoints.cloudformation.resolution.functions.elsewhere import import_value, transform
from private_endpoints.cloudformation.resolution.functions.naming import get_att, ref
from private_endpoints.cloudformation.resolution.functions.text import (
    base64,
    join_,
    length,
    split_,
    sub,
    to_json_string,
)
from private_endpoints.cloudformation.resolution.functions.unsupported import PREFIX, unsupported

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["function_of"]

Function: TypeAlias = "Callable[[Resolver, Any], Any]"

_FUNCTIONS: Mapping[str, Function] = {
    "Ref": ref,
    "Fn::Base64": base64,
    "Fn::Cidr": cidr,
    "Fn::FindInMap": find_in_map,
    "Fn::GetAZs": get_azs,
    "Fn::GetAtt": get_att,
    "Fn::If": if_,
    "Fn::ImportValue": import_value,
    "Fn::Join": join_,
    "Fn::Length": length,
    "Fn::Select": select,
    "Fn::Split": split_,
    "Fn::Sub": sub,
    "Fn::ToJsonString": to_json_string,
    "Fn::Transform": transform,
}


@cache
def function_of(name: str) -> Function | None:
    """The function that a key of a mapping names; None: it names none."""
    found = _FUNCTIONS.get(name)
    if found is None and name.startswith(PREFIX):
        return lambda resolver, argument: unsupported(resolver, name, argument, _FUNCTIONS)
    return found
