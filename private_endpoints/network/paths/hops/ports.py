"""Whether a rule's protocol and ports take a flow."""

from __future__ import annotations

from private_endpoints.network.model.ports import ANY_PROTOCOL, Protocol
from private_endpoints.network.paths.hops.flow import Flow
from private_endpoints.values import Truth, Unknown

__all__ = ["takes"]

_EVERY_PORT = -1


def takes(protocol: Protocol, flow: Flow) -> Truth:
    """Whether a rule takes a flow on all of its ports; unknown where it takes some of them."""
    ports = flow.ports
    number = protocol.number
    if number == ANY_PROTOCOL:
        return True
    if isinstance(number, int) and number != flow.protocol:
        return False
    first = _EVERY_PORT if protocol.first is None else protocol.first
    last = first if protocol.last is None else protocol.last
    if isinstance(first, Unknown) or isinstance(last, Unknown):
        return first if isinstance(first, Unknown) else last if isinstance(last, Unknown) else False
    if _EVERY_PORT in (first, last):
        inside: Truth = True
    elif last < ports.first or ports.last < first:
        return False
    elif first <= ports.first and ports.last <= last:
        inside = True
    else:
        inside = Unknown(frozenset({f"which of {ports} is used: a rule takes {first}-{last} only"}))
    return number if isinstance(number, Unknown) else inside
