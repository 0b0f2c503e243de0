"""Names and numbers of protocols."""

from __future__ import annotations

from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.network import ANY_PROTOCOL, Maybe
from private_endpoints.values import Truth, Unknown

__all__ = ["protocol", "takes_tcp"]

# As rules name them (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html, 2026-11-21).
_NUMBERS = {"tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58, "all": ANY_PROTOCOL, "any": ANY_PROTOCOL}
# Of what a listener may speak: TCP, TLS, UDP, TCP_UDP, QUIC and TCP_QUIC
# (https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html, 2026-11-21).
_NO_TCP = ("UDP", "QUIC")


def protocol(fields: Fields, name: str) -> Maybe[int]:
    """The number of a protocol; without one, every protocol."""
    value = fields.known(name)
    if value is None:
        return ANY_PROTOCOL
    if not isinstance(value, str):
        return value
    number = _NUMBERS.get(value.lower())
    if number is not None:
        return number
    text = value.strip()
    if not text.removeprefix("-").isdecimal() or len(text) > 3:  # noqa: PLR2004 - at most 255
        raise fields.refusal(name, value, "give tcp, udp, icmp, icmpv6, a protocol number, or -1 for all")
    return int(text)


def takes_tcp(listener: Fields) -> Truth:
    """Whether a listener of a load balancer answers over TCP."""
    protocol = listener.known("Protocol")
    return protocol if isinstance(protocol, Unknown) else protocol not in _NO_TCP
