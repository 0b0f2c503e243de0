"""Names and numbers of protocols.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
"""

from __future__ import annotations

from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.network import ANY_PROTOCOL, Maybe

__all__ = ["protocol"]

_NUMBERS = {"tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58, "all": ANY_PROTOCOL, "any": ANY_PROTOCOL}


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
