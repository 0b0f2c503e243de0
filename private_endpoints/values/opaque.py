"""A value of a template of which nothing is known, not even whether it is a string or a list."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.values.truth import Unknown
from private_endpoints.values.value import Choice, Reference, Value, join

__all__ = ["Opaque"]


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value known only at deployment.

    Attributes:
        name: what it is; two of one name are the same value.
        unique_in: a kind of which its elements, if it is a list, are different strings, such as the names of the
            Availability Zones of a region. Empty: two elements may turn out to be the same string.
        choice: whether it is one of several values that the template itself has, such as an undecided `Fn::If`, so
            that it may turn out to be something that is named elsewhere too.
        candidates: what it can be, where that is known: what decides, such as a region, and the string then.
    """

    name: str
    unique_in: str = ""
    choice: bool = False
    candidates: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> Value:
        """The value as a string."""
        return join([Choice(self.name) if self.choice else Reference(self.name)])

    @property
    def unknown(self) -> Unknown:
        """The value as the reason for which something is unknown."""
        return Unknown(frozenset({self.name}))

    def element(self, index: int) -> Value:
        """The string at this place of the list that the value is."""
        name = f"{self.name}[{index}]"
        return join([Choice(name) if self.choice else Reference(name, self.unique_in)])
