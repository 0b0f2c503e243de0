"""Equality and wildcard matching of values known only in part."""

from __future__ import annotations

from collections import Counter

from private_endpoints.values.glob import compile_glob
from private_endpoints.values.pattern import Pattern, Wildcard, literal_pattern
from private_endpoints.values.steps import Token, certainly, possibly, tokens_of
from private_endpoints.values.truth import Truth, Unknown
from private_endpoints.values.value import Reference, Value, references

__all__ = ["equal", "matches"]

# Beyond this many steps the answer is "unknown" rather than late; no policy within IAM's quotas comes near it.
_MOST_STEPS = 20_000_000


_MANY = (Wildcard.MANY, Wildcard.MANY_IN_SEGMENT)
_ONE = (Wildcard.ONE, Wildcard.ONE_IN_SEGMENT)


def equal(one: Value, other: Value) -> Truth:
    """Whether two values are the same string: the same references are, others may turn out to be."""
    if one == other:
        return True
    if isinstance(one, str) and isinstance(other, str):
        return False
    pattern = literal_pattern(one)
    return False if _of_another_length(pattern, literal_pattern(other)) else matches(pattern, other)


def matches(pattern: Pattern, text: Value) -> Truth:
    """Whether a text matches a pattern.

    A reference in the pattern may turn out to hold wildcards itself, unless AWS makes its string up; a reference in the
    text is a plain string.
    The answer is sound: true and false hold for every string that the references can turn out to be.
    """
    if not any(isinstance(element, Reference) for element in pattern):
        if isinstance(text, str):
            return compile_glob(pattern)(text)
        if pattern == (Wildcard.MANY,):
            return True
    tokens, characters = tokens_of(pattern), tokens_of(literal_pattern(text))
    unknown = Unknown(
        references(text) | frozenset(element.name for element in pattern if isinstance(element, Reference))
    )
    if len(tokens) * (len(characters) + 1) > _MOST_STEPS:
        return unknown
    if certainly(tokens, characters):
        return True
    never = (
        not possibly(*_behind_common_start(tokens, characters))
        or _known_different(pattern, tokens, characters)
        # What AWS makes up holds no wildcards.
        or (_all_made_up(tokens) and _of_another_length(pattern, literal_pattern(text)))
        or _of_another_name(tokens, characters)
    )
    return False if never else unknown


def _behind_common_start(tokens: list[Token], characters: list[Token]) -> tuple[list[Token], list[Token]]:
    """What is left behind what both begin with: as long as that is one string, it decides nothing."""
    at = 0
    for token, character in zip(tokens, characters, strict=False):
        if token != character or isinstance(token, Wildcard):
            break
        if isinstance(token, Reference) and token.unique_in == "":
            break
        at += 1
    return tokens[at:], characters[at:]


def _all_made_up(tokens: list[Token]) -> bool:
    """Whether every reference is to a name or id that AWS makes up, and none to what a user gives."""
    return all(token.unique_in != "" for token in tokens if isinstance(token, Reference))


def _of_another_length(pattern: Pattern, text: Pattern) -> bool:
    """Whether the text is too long or too short: no `X` is `X/key`, whatever X turns out to be."""
    wanted, given = _references_of(pattern), _references_of(text)
    least, length = _length(pattern), _length(text)
    open_ended = any(element in _MANY for element in pattern)
    too_short = not given - wanted and length < least
    return too_short or (not open_ended and not wanted - given and length > least)


def _references_of(pattern: Pattern) -> Counter[str]:
    return Counter(element.name for element in pattern if isinstance(element, Reference))


def _length(pattern: Pattern) -> int:
    """How many characters there are at least, beside those of references."""
    return sum(len(one) if isinstance(one, str) else one in _ONE for one in pattern)


def _known_different(pattern: Pattern, tokens: list[Token], characters: list[Token]) -> bool:
    """Whether all that differs is two references known to be different strings."""
    if len(tokens) != len(characters) or any(isinstance(element, Wildcard) for element in pattern):
        return False
    differing = [(one, other) for one, other in zip(tokens, characters, strict=True) if one != other]
    if len(differing) != 1:
        return False
    one, other = differing[0]
    return isinstance(one, Reference) and isinstance(other, Reference) and one.differs_from(other)


# Before a name in which neither `/` nor `:` can stand: of a bucket, of a table
# (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html,
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html).
_BEFORE_A_NAME = (":s3:::", ":table/")
_SEPARATORS = ("/", ":")


def _of_another_name(tokens: list[Token], characters: list[Token]) -> bool:
    """Whether both are ARNs that differ in a name: what stands behind it cannot make up for that."""
    at = next((i for i, (one, other) in enumerate(zip(tokens, characters, strict=False)) if one != other), None)
    if at is None:
        return False
    one, other = tokens[at], characters[at]
    if not (isinstance(one, Reference) and isinstance(other, Reference) and one.differs_from(other)):
        return False
    before = "".join(token if isinstance(token, str) else "?" for token in tokens[:at])
    if not before.endswith(_BEFORE_A_NAME):
        return False
    return all(len(rest) == at + 1 or rest[at + 1] in _SEPARATORS for rest in (tokens, characters))
