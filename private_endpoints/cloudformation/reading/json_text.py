"""JSON templates.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
"""

from __future__ import annotations

import json
from typing import Any, NoReturn

from private_endpoints.cloudformation.reading.limits import MOST_DEPTH, MOST_NODES
from private_endpoints.cloudformation.reading.problems import refusal

__all__ = ["read_json_text"]


class _DuplicateKeyError(ValueError):
    """An object has a key twice."""


class _NotANumberError(ValueError):
    """NaN or Infinity."""


def read_json_text(text: str, file: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """The value that a JSON text is.

    Args:
        text: the text.
        file: what errors call it.

    Raises:
        InvalidInputError: no JSON, or an object with a key twice.
    """
    _check_size(text, file)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise refusal(
            f"{file}:{error.lineno}",
            "not-json",
            f"it is no JSON: {error.msg} (line {error.lineno}, column {error.colno})",
            "mend it, or give a YAML template a name that ends with .yaml",
        ) from None
    except _DuplicateKeyError as error:
        key = str(error)
        raise refusal(
            f"{file}{_second(text, key)}", "duplicate-key", f"an object has the key {key!r} twice", "keep one"
        ) from None
    except _NotANumberError as error:
        raise refusal(file, "not-json", f"{error} is no JSON", "give a number or a string") from None
    except RecursionError:
        raise refusal(
            file, "too-deep", f"its objects are nested deeper than {MOST_DEPTH} levels", "no template needs as many"
        ) from None
    except ValueError as error:
        # A whole number of thousands of digits.
        raise refusal(
            file, "not-json", f"it has a value that is no JSON: {error}", "give a number or a string"
        ) from None


def _check_size(text: str, file: str) -> None:
    """Values are between commas and brackets: many of them take far more memory than their text."""
    if len(text) > MOST_NODES // 4 and sum(map(text.count, ",[{")) > MOST_NODES:
        raise refusal(file, "too-large", f"it has more than {MOST_NODES:,} values", "give a smaller template")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen = set()
        for key, _ in pairs:
            if key in seen:
                raise _DuplicateKeyError(key)
            seen.add(key)
    return made


def _no_constant(name: str) -> NoReturn:
    raise _NotANumberError(name)


def _second(text: str, key: str) -> str:
    """The line of a key that is there exactly twice; else none is better than a wrong one."""
    quoted = json.dumps(key) + ":"
    first = text.find(quoted)
    second = text.find(quoted, first + 1) if first >= 0 else -1
    if second < 0 or text.find(quoted, second + 1) >= 0:
        return ""
    return f":{text.count(chr(10), 0, second) + 1}"
