"""A resource type of CloudFormation, and how the emulator comes to know it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from private_endpoints.local.aws import ministack

__all__ = [
    "Attributes",
    "Properties",
    "ResourceType",
    "as_list",
    "extend",
    "install",
    "is_true",
    "new_id",
    "wrap_created",
]

Properties = Mapping[str, Any]
Attributes = dict[str, Any]


@dataclass(frozen=True)
class ResourceType:
    """A resource type that lives in EC2's tag store.

    Attributes:
        name: such as `AWS::EC2::FlowLog`.
        create: makes a resource of the properties: its physical id.
        attributes: what `Fn::GetAtt` gives for a physical id.
        update: changes a resource from the old to the new properties. Default: nothing but its tags changes.
        delete: removes a resource, given its physical id and properties.
        replaced_by: properties whose change makes a new resource.
        drift: properties of a resource as they are now, or None if it is gone. Default: it exists or not.
        compared: properties that `drift` reads.
    """

    name: str
    create: Callable[[Properties], str]
    delete: Callable[[str, Properties], None]
    attributes: Callable[[str], Attributes]
    update: Callable[[str, Properties, Properties], None] | None = None
    replaced_by: tuple[str, ...] = ()
    drift: Callable[[str, Properties], Attributes | None] | None = None
    compared: frozenset[str] = frozenset()


def install(kind: ResourceType) -> None:
    """Make the emulator's CloudFormation handle a resource type."""

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        del logical_id, stack
        physical_id = kind.create(properties)
        ministack.apply_ec2_tags(physical_id, properties)
        return physical_id, kind.attributes(physical_id)

    def update(physical_id: str, old: Properties, new: Properties, stack: str) -> tuple[str, Attributes]:
        del stack
        if kind.update is not None:
            kind.update(physical_id, old, new)
        ministack.apply_ec2_tags(physical_id, new, old)
        return physical_id, kind.attributes(physical_id)

    def delete(physical_id: str, properties: Properties) -> None:
        kind.delete(physical_id, properties)
        ministack.tags.pop(physical_id, None)

    ministack.handlers[kind.name] = {"create": create, "update": update, "delete": delete}
    ministack.tag_properties[kind.name] = ("Tags", "list")
    if kind.replaced_by:
        ministack.replacing_properties[kind.name] = kind.replaced_by
    if kind.drift is not None:
        ministack.drift_readers[kind.name] = (kind.drift, kind.compared)


def wrap_created(name: str, more: Callable[[str, Properties], Attributes]) -> None:
    """Do more after the emulator created or updated a resource of a type it has.

    Args:
        name: the resource type.
        more: what to do for a physical id and its properties; gives attributes to add.
    """
    handler = ministack.handlers[name]
    original_create, original_update = handler["create"], handler["update"]

    def create(*arguments: Any) -> tuple[str, Attributes]:  # noqa: ANN401 - handed through
        physical_id, attributes = original_create(*arguments)
        return physical_id, {**attributes, **more(physical_id, arguments[1])}

    def update(*arguments: Any) -> tuple[str, Attributes]:  # noqa: ANN401 - handed through
        physical_id, attributes = original_update(*arguments)
        return physical_id, {**attributes, **more(physical_id, arguments[2])}

    handler["create"], handler["update"] = create, update


def extend(
    name: str,
    *,
    check: Callable[[Properties], None],
    made: Callable[[str, Properties], Attributes],
    removed: Callable[[str, Properties], None] | None = None,
    kept: Callable[[str], None] | None = None,
) -> None:
    """Add to a resource type of the emulator what AWS does beyond it.

    Args:
        name: the resource type.
        check: refuses properties, before anything is made or changed.
        made: what else to do for a physical id and its properties, once it is made or changed; gives attributes to
            add.
        removed: what else to do once a resource is gone. Default: nothing.
        kept: refuses to delete a resource. Default: nothing is refused.
    """
    handler = ministack.handlers[name]
    original_create, original_update, original_delete = handler["create"], handler["update"], handler["delete"]

    def create(logical_id: str, properties: Properties, stack: str) -> tuple[str, Attributes]:
        check(properties)
        physical_id, attributes = original_create(logical_id, properties, stack)
        return physical_id, {**attributes, **made(physical_id, properties)}

    def update(physical_id: str, old: Properties, new: Properties, *more: Any) -> tuple[str, Attributes]:  # noqa: ANN401 - handed through
        check(new)
        current_id, attributes = original_update(physical_id, old, new, *more)
        if current_id != physical_id and removed is not None:
            ministack.after_replacement(removed, physical_id, old)
        return current_id, {**attributes, **made(current_id, new)}

    def delete(physical_id: str, properties: Properties) -> None:
        if kept is not None:
            kept(physical_id)
        original_delete(physical_id, properties)
        if removed is not None:
            removed(physical_id, properties)

    handler.update(create=create, update=update, delete=delete)


def as_list(value: object) -> list[Any]:
    """A property that may be absent, one value or a list of values."""
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def is_true(value: object) -> bool:
    """A boolean property, which a template may also write as text."""
    return str(value).lower() == "true"


def new_id(prefix: str) -> str:
    """An id in the manner of EC2: a prefix and 17 hexadecimal digits."""
    return f"{prefix}-{secrets.token_hex(9)[:17]}"
