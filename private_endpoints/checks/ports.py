"""Whether a rule of a security group or network ACL may be about a port."""

from __future__ import annotations

from private_endpoints.network import ANY_PROTOCOL, TCP, Protocol
from private_endpoints.values import Unknown

__all__ = ["may_take", "takes"]

_EVERY_PORT = -1


def may_take(protocol: Protocol, first: int, last: int) -> bool:
    """Whether a rule takes TCP on some port of a range, or may do so.

    Args:
        protocol: what the rule says.
        first: the lowest port of the range.
        last: the highest.
    """
    if isinstance(protocol.number, int) and protocol.number not in (TCP, ANY_PROTOCOL):
        return False
    lowest = _EVERY_PORT if protocol.first is None else protocol.first
    highest = lowest if protocol.last is None else protocol.last
    if protocol.number == ANY_PROTOCOL or isinstance(lowest, Unknown) or isinstance(highest, Unknown):
        return True
    return _EVERY_PORT in (lowest, highest) or (lowest <= last and first <= highest)


def takes(protocol: Protocol, first: int, last: int) -> bool:
    """Whether a rule takes TCP on some port of a range for certain.

    Args:
        protocol: what the rule says.
        first: the lowest port of the range.
        last: the highest.
    """
    known = protocol.number == ANY_PROTOCOL or (
        protocol.number == TCP and not isinstance(protocol.first, Unknown) and not isinstance(protocol.last, Unknown)
    )
    return known and may_take(protocol, first, last)
