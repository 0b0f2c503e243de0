"""All stacks in one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from private_endpoints.cloudformation.resolution.case import Case, UndecidedError
from private_endpoints.cloudformation.resolution.parameters import allowed_values
from private_endpoints.cloudformation.resolution.resolver import Resolver
from private_endpoints.cloudformation.stacks.macros import MACRO
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.values import Join, Opaque, Truth, Unknown, Value, equal, references

__all__ = ["Evaluation"]

# A case for each of more would be many cases for one answer.
_MOST_ALLOWED = 8


class Evaluation:
    """The stacks, with what is assumed of parameters nobody gave.

    Args:
        stacks: every stack, parents before the stacks nested in them.
        case: what is assumed.
        split: whether an undecided condition raises `UndecidedError`; else it is unknown.
    """

    def __init__(self, stacks: Sequence[Stack], case: Case | None = None, *, split: bool = False) -> None:
        self.stacks = stacks
        self.case = case or Case()
        self._split = split
        self._resolvers: dict[int, Resolver] = {}
        self._exports: dict[Value, list[tuple[Stack, str]]] | None = None
        self._fits: dict[Value, list[tuple[Stack, str]]] = {}
        self._importing: list[Value] = []
        self._outputs: dict[tuple[int, str], Any] = {}

    def of(self, stack: Stack) -> Resolver:
        """The values of a stack."""
        found = self._resolvers.get(id(stack))
        if found is None:
            found = self._resolvers[id(stack)] = Resolver(stack, self)
        return found

    def equal(self, resolver: Resolver, one: Value, other: Value) -> Truth:
        """Whether two values are equal in this case; an unknown answer is what cases are split on."""
        truth = equal(one, other)
        if not isinstance(truth, Unknown):
            return truth
        named = _named(one, other)
        if named is not None:
            return self._equals(resolver, named[0], named[1], truth)
        known = self.case.pairs.get((one, other))
        if known is not None:
            return known
        return self._undecided(
            truth, self.case.assume_pair(one, other, equal=True), self.case.assume_pair(one, other, equal=False)
        )

    def _equals(self, resolver: Resolver, name: str, text: str, truth: Truth) -> Truth:
        """Whether the string that a reference is, is this one."""
        if name in self.case.equals:
            return self.case.equals[name] == text
        if text in self.case.differs.get(name, ()):
            return False
        allowed = allowed_values(resolver, name)
        if allowed is not None and text not in allowed:
            return False
        return self._undecided(
            truth, self.case.assume(name, text, equal=True), self.case.assume(name, text, equal=False)
        )

    def one_of(self, resolver: Resolver, value: Value, texts: Iterable[str]) -> None:
        """Split on which of some strings a value is, where that is what decides; do nothing where it cannot be."""
        named = _named(value, "")
        if named is None or not self._split or named[0].startswith("AWS::"):
            return
        name = named[0]
        excluded = self.case.differs.get(name, frozenset())
        allowed = allowed_values(resolver, name)
        possible = [text for text in texts if text not in excluded and (allowed is None or text in allowed)]
        if possible:
            raise UndecidedError(*(self.case.assume(name, text, equal=True) for text in possible))

    def any_allowed(self, resolver: Resolver, value: Value) -> None:
        """Split on which of the few strings that a parameter allows it is; do nothing where it may be any string."""
        named = _named(value, "")
        allowed = None if named is None else allowed_values(resolver, named[0])
        if allowed is not None and len(allowed) <= _MOST_ALLOWED:
            self.one_of(resolver, value, sorted(allowed))

    def _undecided(self, truth: Truth, *cases: Case) -> Truth:
        if self._split:
            raise UndecidedError(*cases)
        return truth

    def imported(self, resolver: Resolver, name: Value) -> Any:  # noqa: ANN401 - a resolved value
        """What a stack exports under a name; None where no stack of the same place does.

        Stacks that are read together are deployed together: where only a part of the name is known, as of
        `${NetworkStack}-VPC`, it is that of the only export that it fits.
        """
        stack = resolver.stack
        candidates = [
            (exporter, output)
            for exporter, output in self._exported().get(name) or self._fitting(name)
            if exporter.region == stack.region and exporter.account == stack.account
        ]
        if len(candidates) != 1:
            return None
        exporter, output = candidates[0]
        if name in self._importing:
            raise resolver.refusal("cyclic-import", f"the export {name!r} depends on itself", "end the circle")
        self._importing.append(name)
        value = self.output(exporter, output)
        self._importing.pop()
        return value

    def _fitting(self, name: Value) -> list[tuple[Stack, str]]:
        """The exports that a name fits where not all is known of either; some of their text has to be known."""
        if name not in self._fits:
            exports = self._exported().items() if _has_text(name) else ()
            self._fits[name] = [
                one
                for export, several in exports
                if _has_text(export) and equal(name, export) is not False
                for one in several
            ]
        return self._fits[name]

    def output(self, stack: Stack, name: str) -> Any:  # noqa: ANN401 - a resolved value
        """The value of an output, which is a string."""
        key = (id(stack), name)
        if key not in self._outputs:
            resolver = self.of(stack)
            here, resolver.here = resolver.here, ("Outputs", name)
            outputs = stack.section("Outputs")
            value: Any = resolver.resolve(outputs[name]["Value"])
            if MACRO in outputs or MACRO in outputs[name]:
                value = Opaque(f"{stack.name}: what {MACRO} makes of the output {name}", choice=True)
            if isinstance(value, bool | int | float):
                value = str(value).lower() if isinstance(value, bool) else str(value)
            if not isinstance(value, str | Join | Opaque):
                raise resolver.refusal("bad-output", f"the output {name!r} is no string", "give a string")
            self._outputs[key] = value
            resolver.here = here
        return self._outputs[key]

    def _exported(self) -> dict[Value, list[tuple[Stack, str]]]:
        if self._exports is None:
            self._exports = {}
            for stack in self.stacks:
                for output, given in stack.section("Outputs").items():
                    export = given.get("Export") if isinstance(given, dict) else None
                    if not isinstance(export, dict) or "Name" not in export or "Value" not in given:
                        continue
                    resolver = self.of(stack)
                    here, resolver.here = resolver.here, ("Outputs", output, "Export")
                    name = resolver.resolve(export["Name"])
                    resolver.here = here
                    if isinstance(name, str | Join):
                        self._exports.setdefault(name, []).append((stack, output))
        return self._exports


def _has_text(name: Value) -> bool:
    return isinstance(name, str) or any(isinstance(part, str) for part in name.parts)


def _named(one: Value, other: Value) -> tuple[str, str] | None:
    """The one reference that is compared, and the string that it is compared with."""
    if isinstance(one, str):
        one, other = other, one
    if isinstance(other, str) and isinstance(one, Join) and len(one.parts) == 1 and not isinstance(one.parts[0], str):
        return next(iter(references(one))), other
    return None
