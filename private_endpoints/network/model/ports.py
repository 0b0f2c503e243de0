"""Protocols and ports, as rules of security groups and network ACLs have them."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Maybe

__all__ = ["ANY_PROTOCOL", "EVERYTHING", "TCP", "UDP", "Protocol"]

ANY_PROTOCOL = -1
TCP = 6
UDP = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A protocol and a range of ports.

    Attributes:
        number: IANA's number, 6 for TCP. Default: -1, every protocol, whatever the ports say.
        first: lowest port. Default: every port (-1 of a template is every port too).
        last: highest port.
    """

    number: Maybe[int] = ANY_PROTOCOL
    first: Maybe[int] | None = None
    last: Maybe[int] | None = None


EVERYTHING = Protocol()
