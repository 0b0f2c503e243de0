"""What a resolver is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace

from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.paths.dns.names import Labels

__all__ = ["DnsQuery", "text_of"]

_MOST_ALIASES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class DnsQuery:
    """What is asked for.

    Attributes:
        name: the name.
        vpc: where the caller is.
        family: 4 for A records, 6 for AAAA records.
        inbound: whether a Resolver inbound endpoint asks.
        depth: how many aliases and rules led here.
    """

    name: Labels
    vpc: Vpc
    family: int
    inbound: bool = False
    depth: int = 0

    @property
    def goes_in_a_circle(self) -> bool:
        """Whether so many aliases and rules led here that they have no end."""
        return self.depth >= _MOST_ALIASES

    def for_alias(self, name: Labels) -> DnsQuery:
        """What an alias leads to, asked for in turn."""
        return replace(self, name=name, depth=self.depth + 1)

    def forwarded_to(self, vpc: Vpc) -> DnsQuery:
        """The same, asked of the inbound endpoint of another VPC."""
        return replace(self, vpc=vpc, inbound=True, depth=self.depth + 1)


def text_of(name: Labels) -> str:
    """A name as messages have it."""
    return ".".join(
        label if isinstance(label, str) else "".join(str(getattr(piece, "name", piece)) for piece in label)
        for label in name
    )
