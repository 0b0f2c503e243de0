"""Names and numbers of protocols.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html
"""

from __future__ import annotations

from private_endpoints.network import ANY_PROTOCOL, Maybe
from private_endpoints.values import Unknown

__all__ = ["protocol_number"]

_NUMBERS = {"tcp": 6, "udp": 17, "icmp": 1, "icmpv6": 58, "all": ANY_PROTOCOL}


def protocol_number(name: str) -> Maybe[int]:
    """The number of a protocol, which the API names where it has a name."""
    number = _NUMBERS.get(name.lower())
    if number is not None:
        return number
    return int(name) if name.removeprefix("-").isdecimal() else Unknown(frozenset({f"the protocol {name}"}))
