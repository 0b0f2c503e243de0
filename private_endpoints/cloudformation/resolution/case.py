"""Cases: what is assumed of parameters whose values nobody gave, so that conditions on them can be decided.

An unknown condition splits the question into two cases, and each of them is answered by itself. The cases of one
question exclude each other and leave nothing out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from private_endpoints.values import Value

__all__ = ["Case", "UndecidedError"]


@dataclass(frozen=True, slots=True)
class Case:
    """Assumptions that do not contradict each other.

    Attributes:
        equals: strings that references are assumed to be, by name of the reference.
        differs: strings that references are assumed not to be.
        pairs: whether two values of which neither is known are assumed to be equal.
    """

    equals: Mapping[str, str] = field(default_factory=dict)
    differs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    pairs: Mapping[tuple[Value, Value], bool] = field(default_factory=dict)

    def assume(self, name: str, text: str, *, equal: bool) -> Case:
        """This case, and that a reference is or is not a string."""
        if equal:
            return Case({**self.equals, name: text}, self.differs, self.pairs)
        excluded = self.differs.get(name, frozenset()) | {text}
        return Case(self.equals, {**self.differs, name: excluded}, self.pairs)

    def assume_pair(self, one: Value, other: Value, *, equal: bool) -> Case:
        """This case, and that two values are or are not equal."""
        return Case(self.equals, self.differs, {**self.pairs, (one, other): equal, (other, one): equal})

    @property
    def names(self) -> frozenset[str]:
        """References about which something is assumed."""
        return frozenset(self.equals) | frozenset(self.differs)

    def __str__(self) -> str:
        parts = [f"{name} = {text!r}" for name, text in self.equals.items()]
        parts += [
            f"{name} != {text!r}"
            for name, texts in self.differs.items()
            if name not in self.equals
            for text in sorted(texts)
        ]
        parts += [f"{one} {'=' if equal else '!='} {other}" for (one, other), equal in self.pairs.items()]
        return " and ".join(parts)


class UndecidedError(Exception):
    """A condition cannot be decided in a case; the cases that it splits into can go on. Never reaches a user.

    Attributes:
        cases: what the case splits into.
    """

    def __init__(self, *cases: Case) -> None:
        self.cases = cases
        super().__init__("a condition is undecided")
