"""Fn::Cidr and Fn::GetAZs."""

from __future__ import annotations

import ipaddress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from private_endpoints.values import Join, Opaque

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["cidr", "get_azs"]

_MOST_BLOCKS = 256
_DEFAULT_BITS = {4: None, 6: 64}


def get_azs(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::GetAZs`: which zones an account has in a region, and in which order, is known only there."""
    region = resolver.resolve(argument)
    if region == "" or region is None:
        region = resolver.ref("AWS::Region")
    if not isinstance(region, str | Join | Opaque):
        raise resolver.refusal("bad-call", f"Fn::GetAZs is given {argument!r}", "give a region, or an empty string")
    shown = region if isinstance(region, str) else resolver.stack.name if isinstance(region, Opaque) else _shown(region)
    account = resolver.ref("AWS::AccountId")
    name = f"Availability Zones of {shown}" + (f" in {account}" if isinstance(account, str) else "")
    return Opaque(name, unique_in=name)


def _shown(region: Join) -> str:
    return "".join(part if isinstance(part, str) else part.name for part in region.parts)


def cidr(resolver: Resolver, argument: Any) -> Any:  # noqa: ANN401 - a resolved value
    """`Fn::Cidr`: `[block, count, bits]`."""
    if type(argument) is not list or len(argument) not in (2, 3):
        raise resolver.refusal("bad-call", f"Fn::Cidr is given {argument!r}", "give [block, count, bits]")
    block, *numbers = (resolver.resolve(one) for one in argument)
    count = _number(numbers[0])
    bits = _number(numbers[1]) if len(numbers) > 1 else -1
    if isinstance(block, Join | Opaque) or isinstance(count, Opaque) or isinstance(bits, Opaque):
        made = resolver.opaque("Fn::Cidr", argument)
        # The blocks of one call differ; those of two calls may be the same.
        return replace(made, unique_in=made.name)
    if not isinstance(block, str) or not isinstance(count, int) or not isinstance(bits, int):
        raise resolver.refusal("bad-call", f"Fn::Cidr is given {argument!r}", "give [block, count, bits]")
    try:
        network = ipaddress.ip_network(block, strict=False)
    except ValueError:
        raise resolver.refusal(
            "bad-cidr", f"Fn::Cidr is given the block {block!r}", "give one such as 10.0.0.0/16"
        ) from None
    if bits < 0:
        bits = (
            _DEFAULT_BITS[network.version] or network.max_prefixlen - network.prefixlen - max(count - 1, 0).bit_length()
        )
    prefix = network.max_prefixlen - bits
    if not network.prefixlen <= prefix <= network.max_prefixlen or not 1 <= count <= _MOST_BLOCKS:
        raise resolver.refusal(
            "bad-call", f"{block} has no {count} blocks of {bits} bits", "ask for fewer or smaller blocks"
        )
    blocks = [str(one) for one in islice(network.subnets(new_prefix=prefix), count)]
    if len(blocks) < count:
        raise resolver.refusal(
            "bad-call", f"{block} has no {count} blocks of {bits} bits", "ask for fewer or smaller blocks"
        )
    return blocks


def _number(value: Any) -> Any:  # noqa: ANN401 - a resolved value
    if isinstance(value, Join):
        return Opaque("number")
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:  # noqa: PLR2004 - far above any count
        return int(value)
    return None if isinstance(value, bool) else value
