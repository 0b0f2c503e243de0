"""Prefix lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.catalog import EndpointKind, managed_prefix_list_ids, services
from private_endpoints.cloudformation.lowering.context import Context
from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.sdk_calls import SDK_CALL, calls_of, only_reads
from private_endpoints.network import Cidr, Element, Maybe, PrefixList
from private_endpoints.values import Opaque, Unknown

__all__ = ["lower_prefix_list", "managed_lists", "prefix_list_id"]

# `com.amazonaws.us-east-1.s3` in quotes.
_NAME = re.compile(r'"com\.amazonaws\.([^"]+)\.([^".]+)"')
_USED = "services with a managed prefix list of an unknown region"


def prefix_list_id(facts: Facts, fields: Fields, name: str) -> str | Unknown | None:
    """The id of a prefix list; in a mapping from regions to AWS's own lists, one id for all of them."""
    found = fields.one_id(name)
    if isinstance(found, Unknown):
        value = fields.get(name)
        asked = [_asked_for(facts, one) for one in found.depends_on]
        service = _service(value) if isinstance(value, Opaque) else asked[0] if len(asked) == 1 else None
        if service is not None:
            return _use(facts, service)
    return found


def _use(facts: Facts, service: str) -> str:
    used: set[str] = facts.context.once(_USED, set)
    used.add(service)
    return _id(service)


def _asked_for(facts: Facts, id_: str) -> str | None:
    """The service whose list a custom resource of the CDK asks for by its name."""
    call = facts.context.get(id_.partition(".PrefixLists.")[0], SDK_CALL)
    if call is None or not only_reads(call):
        return None
    region = call.resolver.stack.region or "${AWS::Region}"
    named = {found[2] for text in calls_of(call) for found in _NAME.finditer(text) if found[1] == region}
    return named.pop() if len(named) == 1 else None


def managed_lists(context: Context) -> Iterator[Element]:
    """The lists of AWS whose id is known only with the region."""
    used: set[str] = context.once(_USED, set)
    for service in sorted(used):
        yield PrefixList(id=_id(service), service=service)


def _id(service: str) -> str:
    return f"managed prefix list of {service}"


def _service(value: Opaque) -> str | None:
    """The service whose list each candidate is, in the region that decides for it."""
    for row in services():
        if row.kinds and EndpointKind.GATEWAY in row.kinds and value.candidates:
            ids = managed_prefix_list_ids(row.name)
            if all(ids.get(region) == id_ for region, id_ in value.candidates):
                return row.name
    return None


def lower_prefix_list(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::PrefixList`, a customer's own."""
    found: list[Cidr] = []
    entries: Maybe[tuple[Cidr, ...]]
    doubt: Unknown | None = None
    for entry in facts.several("Entries"):
        cidr = entry if isinstance(entry, Unknown) else entry.cidr("Cidr")
        if isinstance(entry, Unknown):
            doubt = entry
        elif cidr is not None:
            found.append(cidr)
    entries = tuple(found) if doubt is None else doubt
    yield PrefixList(**facts.common, entries=entries, ipv6=facts.known("AddressFamily") == "IPv6")
