"""Conditions: true, false, or unknown in this case.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.stacks.macros import MACRO
from private_endpoints.errors import InvalidInputError
from private_endpoints.values import Join, Opaque, Truth, Unknown, Value, all_of, any_of, negate

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["Conditions"]

_MOST_DEPTH = 100


class Conditions:
    """The conditions of one stack."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._known: dict[str, Truth] = {}
        self._busy: list[str] = []
        self._depth = 0

    def named(self, name: object) -> Truth:
        """Whether a condition holds."""
        if not isinstance(name, str):
            raise self._refusal(f"the name of a condition is {name!r}", "give a string")
        found = self._known.get(name)
        if found is None:
            stack = self._resolver.stack
            conditions = stack.section("Conditions")
            if MACRO in conditions or (name not in conditions and stack.has_macros):
                return Unknown(frozenset({f"{stack.name}: what {MACRO} makes of the condition {name}"}))
            if name not in conditions:
                raise self._refusal(f"the template has no condition {name!r}", "name one that it has")
            if name in self._busy or len(self._busy) >= _MOST_DEPTH:
                raise self._resolver.refusal(
                    "cyclic-condition", f"the condition {name!r} depends on itself", "end the circle"
                )
            self._busy.append(name)
            here, self._resolver.here = self._resolver.here, ("Conditions", name)
            found = self._known[name] = self.holds(conditions[name])
            self._resolver.here = here
            self._busy.pop()
        return found

    def holds(self, given: Any) -> Truth:  # noqa: ANN401 - JSON
        """Whether what stands in a template as a condition holds."""
        if isinstance(given, bool):
            return given
        if isinstance(given, str) and given.lower() in {"true", "false"}:
            return given.lower() == "true"
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise self._resolver.refusal("too-deep", f"a condition has more than {_MOST_DEPTH} levels", "nest less")
        match given:
            case {"Condition": name} if len(given) == 1:
                truth = self.named(name)
            case {"Fn::Equals": [one, other]} if len(given) == 1:
                truth = self._equal(one, other)
            case {"Fn::Not": [one]} if len(given) == 1:
                truth = negate(self.holds(one))
            case {"Fn::And": list(several)} if len(given) == 1:
                truth = all_of(self.holds(one) for one in several)
            case {"Fn::Or": list(several)} if len(given) == 1:
                truth = any_of(self.holds(one) for one in several)
            case {} if MACRO in given:
                truth = Unknown(frozenset({f"{self._resolver.stack.name}: what {MACRO} makes of a condition"}))
            case _:
                raise self._refusal(
                    f"{_short(given)} is no condition", "give Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition"
                )
        self._depth -= 1
        return truth

    def _equal(self, one: object, other: object) -> Truth:
        left, right = self._resolver.resolve(one), self._resolver.resolve(other)
        texts = _as_text(left), _as_text(right)
        if texts[0] is not None and texts[1] is not None:
            return self._resolver.evaluation.equal(self._resolver, texts[0], texts[1])
        return bool(left == right)

    def _refusal(self, given: str, fix: str) -> InvalidInputError:
        return self._resolver.refusal("bad-condition", given, fix)


def _as_text(value: object) -> Value | None:
    if isinstance(value, str | Join):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Opaque):
        return value.text
    if isinstance(value, list):
        # A list is compared as its text, which is as good as any: it is equal to an equal list.
        texts = [_as_text(one) for one in value]
        return ",".join(map(str, texts)) if all(isinstance(text, str) for text in texts) else None
    return "" if value is ABSENT else str(value) if isinstance(value, int | float) else None


def _short(given: object) -> str:
    text = repr(given)
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a line
