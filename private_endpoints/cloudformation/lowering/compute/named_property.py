"""Properties that data name by a path, such as `VpcConfig.SubnetIds`."""

from __future__ import annotations

from functools import lru_cache

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.values import Unknown

__all__ = ["container_of"]


def container_of(facts: Facts, path: str) -> tuple[Fields | Unknown | None, str]:
    """The object that a path of names ends in, and the last of them."""
    outer, name = _split(path)
    fields: Fields | Unknown | None = facts
    for one in outer:
        if isinstance(fields, Fields):
            fields = fields.one(one)
    return fields, name


@lru_cache(maxsize=256)
def _split(path: str) -> tuple[tuple[str, ...], str]:
    *outer, name = path.split(".")
    return tuple(outer), name
