"""Strings of a policy as patterns: how each element and operator reads wildcards, and variables put in."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation.variables import Quoted, Template, Variable, template
from private_endpoints.values import (
    Element,
    Glob,
    Pattern,
    Reference,
    Truth,
    Unknown,
    Value,
    Wildcard,
    compile_glob,
    join,
    literal_pattern,
    matches,
    wildcard_pattern,
)

if TYPE_CHECKING:
    from private_endpoints.policy.evaluation.context import Context

__all__ = ["Mode", "PolicyString"]

# An ARN has six parts; colons of the last one are its own business. Without the last one it is an ARN still, which no
# resource has.
_COLONS = 5
_LEAST_COLONS = 4
_MOST_FILLED = 1024


class Mode(Enum):
    """How a policy string is compared.

    ARN and RESOURCE differ in one thing. The ARN operators check each of the six parts by itself
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN);
    in the Resource element "If the * wildcard is the last character of a resource ARN segment, it can expand to match
    beyond the colon boundaries"
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html).
    """

    EQUAL = "all characters, case-sensitive"
    EQUAL_IGNORING_CASE = "all characters, ignoring case"
    LIKE = "wildcards, case-sensitive"
    LIKE_IGNORING_CASE = "wildcards, ignoring case"
    ARN = "wildcards within each part of an ARN"
    RESOURCE = "wildcards within each part of an ARN, a last one beyond"


_IGNORING_CASE = (Mode.EQUAL_IGNORING_CASE, Mode.LIKE_IGNORING_CASE)
_LITERAL = (Mode.EQUAL, Mode.EQUAL_IGNORING_CASE)


class PolicyString:
    """One string of a policy, compiled once."""

    __slots__ = ("_filled", "_fixed", "_head", "_mode", "_negated", "_owner", "_template", "_variables", "value")

    def __init__(self, value: Value, mode: Mode, *, variables: bool, negated: bool = True) -> None:
        """Compile a string.

        Args:
            value: the string.
            mode: how it is compared.
            variables: whether variables in it are variables.
            negated: whether the answer may be negated, so that it matters whether a variable can be resolved even
                where the text differs before it.
        """
        self.value = value
        self._mode = mode
        self._negated = negated
        self._template = template(value, variables=variables)
        self._variables = tuple(piece for piece in self._template if isinstance(piece, Variable))
        self._fixed = None if self._variables else _Compiled(_pattern(self._template, mode), mode)
        # Patterns with variables put in, by what was put in: one caller asks for many resources.
        self._filled: dict[tuple[Value, ...], _Compiled] = {}
        self._head = _head(self._template, mode)
        self._owner = _owner(self._template, mode) if self._variables else None

    def match(self, text: Value, context: Context) -> Truth | None:
        """Whether a text of the request matches; None where the two cannot be compared.

        "Any attempt to match [an absent variable] fails and causes the statement to be invalid"
        (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable), so that
        neither a test nor its negation holds. There is no attempt for a resource of another service, region or account.
        """
        if self._mode in _IGNORING_CASE:
            text = _lower(text)
        if self._fixed is not None:
            return self._fixed.match(text)
        differs = self._head != "" and isinstance(text, str) and not text.startswith(self._head)
        if differs and not self._negated:
            return False
        values: list[Value] = []
        unknown: Unknown | None = None
        for variable in self._variables:
            value = variable.resolve(context)
            if value is None:
                # Another's resource is not matched, for certain; of the owner's own nothing can be said.
                owned = True if self._owner is None else self._owner.match(text)
                return None if owned is True else owned
            if isinstance(value, Unknown):
                unknown = value
            else:
                values.append(value)
        if differs:
            return False
        return self._fill(tuple(values)).match(text) if unknown is None else unknown

    def _fill(self, values: tuple[Value, ...]) -> _Compiled:
        """Put the values in; what a variable stands for is text, never a wildcard."""
        compiled = self._filled.get(values)
        if compiled is None:
            rest = iter(values)
            pieces: list[str | Quoted | Variable | Reference] = []
            for piece in self._template:
                if isinstance(piece, Variable):
                    filler = next(rest)
                    parts = (filler,) if isinstance(filler, str) else filler.parts
                    pieces += [Quoted(part) if isinstance(part, str) else part for part in parts]
                else:
                    pieces.append(piece)
            compiled = _Compiled(_pattern(tuple(pieces), self._mode), self._mode)
            if len(self._filled) >= _MOST_FILLED:
                self._filled.clear()
            self._filled[values] = compiled
        return compiled


class _Compiled:
    """A pattern without variables."""

    __slots__ = ("_glob", "_is_arn", "_mode", "_pattern")

    def __init__(self, pattern: Pattern, mode: Mode) -> None:
        self._pattern = pattern
        self._mode = mode
        self._is_arn = _is_arn(pattern)
        self._glob: Glob | None = None
        if not any(isinstance(element, Reference) for element in pattern):
            self._glob = compile_glob(pattern)

    def match(self, text: Value) -> Truth | None:
        truth = self._glob(text) if self._glob and isinstance(text, str) else matches(self._pattern, text)
        return truth if self._mode is not Mode.ARN else self._of_arns(text, truth)

    def _of_arns(self, text: Value, truth: Truth) -> Truth | None:
        """By the parts of an ARN; what is no ARN can only be the very same string."""
        if isinstance(text, str) and self._glob is not None:
            arns = self._is_arn and text.count(":") >= _LEAST_COLONS
            return truth if arns or (truth is True and self._pattern == (text,)) else None
        if truth is True and self._pattern == literal_pattern(text):
            return True
        if self._is_arn and _is_arn(literal_pattern(text)):
            return truth
        doubtful = [part.name for part in (*self._pattern, *literal_pattern(text)) if isinstance(part, Reference)]
        return Unknown(frozenset(doubtful)) if doubtful else None


def _head(pieces: Template, mode: Mode) -> str:
    """Literal text that every match begins with; empty where none is certain or it would not decide."""
    first = pieces[0] if pieces else ""
    if not isinstance(first, str) or mode is Mode.ARN:
        return ""
    head = first if mode in _LITERAL else first.partition("*")[0].partition("?")[0]
    return head.lower() if mode in _IGNORING_CASE else head


def _owner(pieces: Template, mode: Mode) -> _Compiled | None:
    """The parts of a resource's ARN that say whose it is, if no variable is among them; the rest is left open."""
    first = pieces[0] if pieces else ""
    if mode is not Mode.RESOURCE or not isinstance(first, str) or first.count(":") < _COLONS:
        return None
    return _Compiled(_pattern((":".join([*first.split(":")[:_COLONS], "*"]),), mode), mode)


def _lower(value: Value) -> Value:
    if isinstance(value, str):
        return value.lower()
    return join(part.lower() if isinstance(part, str) else part for part in value.parts)


def _pattern(pieces: Template, mode: Mode) -> Pattern:
    elements: list[Element] = []
    for piece in pieces:
        if isinstance(piece, Quoted):
            elements.append(piece.text)
        elif isinstance(piece, str):
            elements.extend(literal_pattern(piece) if mode in _LITERAL else wildcard_pattern(piece))
        elif isinstance(piece, Reference):
            elements.append(piece)
    if mode in _IGNORING_CASE:
        elements = [element.lower() if isinstance(element, str) else element for element in elements]
    if mode in (Mode.ARN, Mode.RESOURCE):
        elements = _segmented(elements, beyond=mode is Mode.RESOURCE)
    return tuple(element for element in elements if element != "")


def _segmented(elements: list[Element], *, beyond: bool) -> list[Element]:
    """Keep the wildcards of the first five parts of an ARN within their part."""
    segmented: list[Element] = []
    colons = 0
    # A reference may hold colons, so that what stands at the end may be the last part.
    open_ended = beyond or any(isinstance(element, Reference) for element in elements)
    for index, element in enumerate(elements):
        kept = element
        if isinstance(element, str):
            colons += element.count(":")
        elif colons < _COLONS and isinstance(element, Wildcard):
            following = elements[index + 1] if index + 1 < len(elements) else None
            ends_segment = (following is None and open_ended) or (
                beyond and isinstance(following, str) and following.startswith(":")
            )
            if element is Wildcard.ONE:
                kept = Wildcard.ONE_IN_SEGMENT
            elif not ends_segment:
                kept = Wildcard.MANY_IN_SEGMENT
        segmented.append(kept)
    return segmented


def _is_arn(parts: Pattern) -> bool:
    """Whether it has the parts of an ARN for certain; `*` is one part, not six.

    Attributes of CloudFormation whose name ends in `Arn` are ARNs.
    """
    colons = sum(part.count(":") for part in parts if isinstance(part, str))
    return colons >= _LEAST_COLONS or any(isinstance(part, Reference) and part.name.endswith("Arn") for part in parts)
