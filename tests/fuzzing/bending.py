"""JSON values bent: something taken out, put in, wrapped or swapped somewhere."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from tests.fuzzing.choices import Choices

__all__ = ["bent"]

_ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 2.5, 65536, 1e308, 10**30),
    *("", "*", "?", ".", "-1", "443", "true", "a" * 300, "é\u2028\ud7ff", "\0", "vpc-0", "subnet-0,subnet-1"),
    *("10.0.0.0/8", "0.0.0.0/0", "::/0", "10.0.0.0/33", "256.1.1.1", "fe80::1%x", "com.amazonaws.us-east-1.s3"),
    *("arn:aws:s3:::b/*", "arn:::::", "${", "${aws:username}", "${a, 'b'}", "{{resolve:ssm:x}}", "2012-10-17"),
    *("{}", "[]", '{"Statement": []}', [], [[]], [{}], [None], {}, {"": ""}, {"a": 1}, {"Statement": 1}),
    *({"Ref": "AWS::NoValue"}, {"Ref": "P"}, {"Ref": "AWS::Region"}, {"Fn::Sub": "${AWS::Region}-${P}"}),
    *({"Fn::If": ["C", 1, [2]]}, {"Fn::Split": [",", {"Ref": "P"}]}, {"Fn::GetAZs": {"Ref": "P"}}),
    *({"Fn::Cidr": ["::/0", 256, 64]}, {"Fn::Select": [1, {"Ref": "P"}]}, {"Fn::ImportValue": "x"}),
    *({"Fn::Transform": {"Name": "x"}}, {"unknown": "k"}),
    {"Statement": [{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}]},
]
# What is refused wherever it stands, so not to be taken often.
_BROKEN: list[Any] = [
    *({"Ref": "Nothing"}, {"Ref": 1}, {"Fn::GetAtt": "A.B"}, {"Fn::GetAtt": []}, {"Fn::Sub": []}),
    *({"Fn::Sub": "${X.y}"}, {"Fn::If": []}, {"Fn::If": ["X", 1, 2]}, {"Fn::Join": [1, 2]}, {"Fn::Unknown": 1}),
    *({"Fn::Select": ["9", [1]]}, {"Fn::Split": ["", "x"]}, {"Fn::Base64": []}, {"Fn::Cidr": ["::/0", 999, 129]}),
    {"Fn::FindInMap": ["M", "x", "y"]},
]
# What stands less deep holds much else up, and a name that nothing has is refused: both are bent less often.
_DEEP, _SHALLOW = 3, -3
_NAMES = ("Ref", "Fn::GetAtt")
_HOW_MANY = (1, 1, 1, 1, 2, 2, 4)
# What a copy may have at most: copies of copies would double at each step.
_MOST_COPIED = 200
_Place = tuple[Any, Any]


def bent(value: Any, choices: Choices) -> Any:
    """A copy, changed at one place or at a few.

    Args:
        value: what is bent; an object or a list.
        choices: how.
    """
    value = copy.deepcopy(value)
    for _ in range(choices.one(_HOW_MANY)):
        found = list(_places(value))
        every = [place for _, place in found]
        chosen = every if choices.often(5) else [place for depth, place in found if depth >= _DEEP]
        if chosen or every:
            _bend(*choices.one(chosen or every), every, choices)
    return value


def _places(value: Any, depth: int = 0) -> Iterator[tuple[int, _Place]]:
    """Where values stand, how deep: their container, and key or index."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        here = _SHALLOW if key in _NAMES else depth
        yield here, (value, key)
        yield from _places(inner, here + 1)


def _bend(container: Any, key: Any, places: list[_Place], choices: Choices) -> None:
    given = container[key]
    match choices.number(8):
        case 0:
            del container[key]
        case 1 | 2:
            container[key] = copy.deepcopy(choices.one(_BROKEN if choices.often(5) else _ODD))
        case 3:
            container[key] = _copied(places, choices)
        case 4 if isinstance(container, list):
            container.append(_copied(places, choices))
        case 4:
            container[_text(str(key), choices)] = container.pop(key)
        case 5:
            container[key] = _wrapped(given, places, choices)
        case 6 if isinstance(given, int | float):
            container[key] = given + choices.one((1, -1, 256, 0.5))
        case _:
            container[key] = _text(str(given), choices) if isinstance(given, str | int) else choices.text()


def _copied(places: list[_Place], choices: Choices) -> Any:
    """What stands elsewhere."""
    container, key = choices.one(places)
    found = container[key] if isinstance(container, list) or key in container else None
    return copy.deepcopy(found) if sum(1 for _ in _places(found)) <= _MOST_COPIED else None


def _wrapped(given: Any, places: list[_Place], choices: Choices) -> Any:
    other = _copied(places, choices)
    return choices.one(
        (
            [given],
            [given, other],
            {"Fn::If": ["C", given, other]},
            {"Fn::If": ["C", {"Ref": "AWS::NoValue"}, given]},
            {"Fn::Join": ["", [given, other]]},
            {"Fn::Select": [choices.number(3), given]},
            {"Fn::Split": [choices.text(), given]},
            {"Fn::Sub": given},
            {choices.text(): given},
            {"AWS": given},
        )
    )


def _text(given: str, choices: Choices) -> str:
    """A text with another one in it, or instead of a part of it."""
    at = choices.number(len(given) + 1)
    return given[:at] + choices.text() + given[at + choices.number(4) :]
