"""One template file: its text, and what the text says."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.pause import collection_paused
from private_endpoints.cloudformation.reading.json_lines import JsonLines
from private_endpoints.cloudformation.reading.json_text import read_json_text
from private_endpoints.cloudformation.reading.limits import MOST_BYTES, MOST_DEPTH
from private_endpoints.cloudformation.reading.lines import Lines
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.reading.shape import check_shape

__all__ = ["Document", "looks_like_template", "parse_document", "read_document", "read_text"]


# White space before a template's first character.
_HEAD = 4096


@dataclass(frozen=True, eq=False)
class Document:
    """A template as it was written.

    Attributes:
        file: what findings and errors call it.
        text: the text.
        body: what the text says; nobody changes it.
        is_yaml: whether the text is YAML rather than JSON.
    """

    file: str
    text: str = field(repr=False)
    body: dict[str, Any] = field(repr=False)
    is_yaml: bool = False

    @cached_property
    def lines(self) -> Lines:
        """Where in the text each value is."""
        if not self.is_yaml:
            return JsonLines(self.text)
        from private_endpoints.cloudformation.reading.yaml_lines import YamlLines  # noqa: PLC0415 - most are JSON

        return YamlLines(self.text)

    @cached_property
    def chooses(self) -> bool:
        """Whether values in it may depend on conditions or maps."""
        return any(name in self.text for name in ("Fn::If", "!If", "FindInMap"))

    def where(self, *path: str | int) -> str:
        """File and line of a value, for messages."""
        return f"{self.file}:{self.lines.at(path)}"


def read_text(path: Path, file: str) -> str:
    """The text of a file.

    Raises:
        InvalidInputError: no such file, too large, or no UTF-8.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refusal(
                file,
                "too-large",
                f"it has {size:,} bytes",
                f"at most {MOST_BYTES:,} are read; CloudFormation takes templates of 1 MB",
            )
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusal(file, "not-utf-8", "it is no UTF-8 text", "give a template in UTF-8") from None
    except OSError as error:
        raise refusal(
            file, "not-readable", f"it cannot be read: {error.strerror}", "give a template or a folder of them"
        ) from None


def read_document(path: Path, file: str | None = None) -> Document:
    """Read a template file.

    Args:
        path: the file.
        file: what findings call it. Default: the path.

    Raises:
        InvalidInputError: not a template; the text says where and why.
    """
    name = file or str(path)
    return parse_document(read_text(path, name), name)


def parse_document(text: str, file: str) -> Document:
    """Read a template's text: JSON if it begins like an object of JSON and its name does not say YAML.

    Raises:
        InvalidInputError: not a template; the text says where and why.
    """
    with collection_paused():
        is_object = text[:_HEAD].lstrip().startswith("{")
        is_yaml = not is_object or file.endswith((".yaml", ".yml"))
        if is_yaml and is_object:
            # JSON in a file of another name is common, and read faster as what it is.
            is_yaml = not _is_json(text)
        body = _read_yaml(text, file) if is_yaml else read_json_text(text, file)
        _check_characters(text, body, file)
        document = Document(file, text, body if isinstance(body, dict) else {}, is_yaml)
        check_shape(document, body)
        return document


def _read_yaml(text: str, file: str) -> Any:  # noqa: ANN401 - whatever the text holds
    from private_endpoints.cloudformation.reading.yaml_text import read_yaml_text  # noqa: PLC0415 - most are JSON

    return read_yaml_text(text, file)


def looks_like_template(text: str) -> bool:
    """Whether a text that cannot be read, or says something odd, was meant as a template."""
    return "AWSTemplateFormatVersion" in text or ("Resources" in text and ("AWS::" in text or "Custom::" in text))


def _is_json(text: str) -> bool:
    try:
        read_json_text(text, "")
    except ValueError:
        return False
    return True


def _check_characters(text: str, body: object, file: str) -> None:
    """Half of a surrogate pair, written as an escape, could be printed nowhere."""
    if "\\u" not in text or ("\\ud" not in text and "\\uD" not in text):
        return
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise refusal(file, "bad-character", "it has half of a surrogate pair", "give whole characters") from None
    except RecursionError:
        raise refusal(
            file, "too-deep", f"its objects are nested deeper than {MOST_DEPTH} levels", "no template needs as many"
        ) from None
