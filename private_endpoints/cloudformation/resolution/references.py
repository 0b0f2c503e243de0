"""What Ref and Fn::GetAtt of a resource are: its name, its ARN, a property, or a reference that stays one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.return_values import ReturnValues, return_values
from private_endpoints.cloudformation.stacks.nested import STACK
from private_endpoints.values import Join, Opaque, Parameter, Reference, Value, join

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["attribute_of", "reference_to"]

_PSEUDO = {"partition": "AWS::Partition", "region": "AWS::Region", "account": "AWS::AccountId"}
_FIELD = re.compile(r"\{([^{}:]+)(?::([^{}]*))?\}")


def reference_to(resolver: Resolver, logical_id: str) -> Any:  # noqa: ANN401 - a resolved value
    """What Ref returns for a resource."""
    type_ = resolver.stack.resources[logical_id]["Type"]
    row = return_values(type_)
    if row.ref:
        return _filled(resolver, logical_id, row, row.ref)
    return _name(resolver, logical_id, row)


def attribute_of(resolver: Resolver, logical_id: str, attribute: str) -> Any:  # noqa: ANN401 - a resolved value
    """What Fn::GetAtt returns for a resource."""
    type_ = resolver.stack.resources[logical_id]["Type"]
    if type_ == STACK and attribute.startswith("Outputs."):
        return _output(resolver, logical_id, attribute.removeprefix("Outputs."))
    row = return_values(type_)
    if attribute in row.properties:
        value = resolver.property(logical_id, row.properties[attribute])
        if isinstance(value, str | Join | Opaque):
            return value
    text = row.arn if attribute == "Arn" else row.attributes.get(attribute, "")
    if text:
        return _filled(resolver, logical_id, row, text)
    name = f"{resolver.stack.name}.{logical_id}.{attribute}"
    if attribute.endswith("s") and type_.startswith("AWS::EC2::"):
        # CidrBlockAssociations, Ipv6CidrBlocks, DnsEntries, NetworkInterfaceIds ...: lists.
        return Opaque(name)
    return join([Reference(name, f"{type_}.Arn" if attribute == "Arn" else "")])


def _name(resolver: Resolver, logical_id: str, row: ReturnValues) -> Any:  # noqa: ANN401 - a resolved value
    if row.name:
        given = resolver.property(logical_id, row.name)
        if isinstance(given, str | Join):
            return given
        if isinstance(given, Opaque):
            return given.text
    type_ = resolver.stack.resources[logical_id]["Type"]
    return join([Reference(f"{resolver.stack.name}.{logical_id}", type_)])


def _filled(resolver: Resolver, logical_id: str, row: ReturnValues, text: str) -> Value:
    parts: list[str | Reference | Join] = []
    for literal, field, default in _fields(text):
        parts.append(literal)
        value: Any
        match field:
            case "":
                continue
            case "partition" | "region" | "account":
                value = resolver.ref(_PSEUDO[field])
            case "name":
                value = _name(resolver, logical_id, row)
            case "ref":
                value = resolver.ref(logical_id)
            case _:
                value = resolver.property(logical_id, field)
                value = default or None if value is ABSENT else value
        if isinstance(value, str | Join):
            parts.append(value)
        else:
            parts.append(Reference(f"{resolver.stack.name}.{logical_id}.{field}"))
    return join(parts)


@lru_cache(maxsize=1024)
def _fields(text: str) -> tuple[tuple[str, str, str], ...]:
    """A text as literals, each with the field after it and that field's default."""
    pieces = _FIELD.split(text)
    return tuple((pieces[i], *(pieces[i + 1 : i + 3] or ("", ""))) for i in range(0, len(pieces), 3))


def _output(resolver: Resolver, logical_id: str, output: str) -> Any:  # noqa: ANN401 - a resolved value
    """An output of a nested stack; a reference where its template was not given."""
    child = resolver.stack.children.get(logical_id)
    if child is None:
        return join([Parameter(f"{resolver.stack.name}.{logical_id}.Outputs.{output}")])
    found = child.section("Outputs").get(output)
    if not isinstance(found, dict) or "Value" not in found:
        if child.has_macros:
            return join([Parameter(f"{child.name}.Outputs.{output}")])
        raise resolver.refusal(
            "undefined-output", f"{child.document.file} has no output {output!r}", "name one that it has"
        )
    return resolver.evaluation.output(child, output)
