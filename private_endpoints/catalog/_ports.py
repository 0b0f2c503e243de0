"""TCP ports on which a service is called."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.errors import CatalogDataError

__all__ = ["HTTPS", "PortRange"]

_HIGHEST = 65535


@dataclass(frozen=True, slots=True, order=True)
class PortRange:
    """TCP ports from `first` to `last`, both included.

    Raises:
        CatalogDataError: a port is not within 1 to 65535, or the range runs backwards.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last <= _HIGHEST:
            msg = (
                f"[bad-catalog-row] ports: {self.first}-{self.last} is no range of TCP ports; "
                f"allowed is first <= last, both within 1 to {_HIGHEST}"
            )
            raise CatalogDataError(msg)

    @classmethod
    def parse(cls, text: str) -> PortRange:
        """Read `443` or `1024-1064`.

        Raises:
            CatalogDataError: the text is neither.
        """
        first, dash, last = text.partition("-")
        if not first.isdecimal() or (dash and not last.isdecimal()):
            msg = f"[bad-catalog-row] ports: {text!r} is no port; allowed is a text such as '443' or '1024-1064'"
            raise CatalogDataError(msg)
        return cls(int(first), int(last if dash else first))

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


HTTPS = PortRange(443, 443)
