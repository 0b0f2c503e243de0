"""YAML templates, built from the events of libyaml.

Events rather than PyYAML's own constructor: depth and size are counted while reading, a key that stands twice is seen,
tags are CloudFormation's, and it takes less than half the time. Without libyaml the parser in Python gives the same.
"""

from __future__ import annotations

from typing import Any

import yaml

from private_endpoints.cloudformation.reading.limits import MOST_ALIASED_NODES, MOST_DEPTH, MOST_NODES
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.reading.short_forms import SHORT_FORMS, from_short_form
from private_endpoints.cloudformation.reading.yaml_scalars import plain_scalar
from private_endpoints.errors import InvalidInputError

__all__ = ["YamlReader", "read_yaml_text", "yaml_loader"]

_MAPPING, _SEQUENCE, _STRING = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str"
_SCALAR_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("int", "float", "bool", "null")}
_NO_KEY = object()

yaml_loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml_text(text: str, file: str) -> Any:  # noqa: ANN401 - whatever the text holds
    """The value that a YAML text is; a short form is in its long form.

    Args:
        text: the text.
        file: what errors call it.

    Raises:
        InvalidInputError: no YAML, a key twice, an alias bomb, or a tag that CloudFormation does not have.
    """
    try:
        return YamlReader(text, file).read()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = "" if mark is None else f":{mark.line + 1}"
        raise refusal(
            f"{file}{line}", "not-yaml", f"it is no YAML: {error.problem or error.context}", "mend it"
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise refusal(file, "not-yaml", f"it is no YAML: {' '.join(str(error).split())}", "mend it") from None


class _Open:
    """A mapping or sequence that is being read."""

    __slots__ = ("anchor", "items", "key", "merges", "size", "tag")

    def __init__(self, items: dict[str, Any] | list[Any], tag: str | None, anchor: str | None) -> None:
        self.items = items
        self.tag = tag
        self.anchor = anchor
        self.key: Any = _NO_KEY
        self.merges: list[Any] | None = None
        self.size = 1


class YamlReader:
    """Reads one document."""

    def __init__(self, text: str, file: str) -> None:
        self._loader = yaml_loader(text)
        self._file = file
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._aliased = 0
        self._documents = 0
        self._nodes = 0

    def read(self) -> Any:  # noqa: ANN401 - whatever the text holds
        """Read it all."""
        root: Any = None
        get_event = self._loader.get_event
        while True:
            event = get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value, size = self._scalar(event), 1
                if event.anchor is not None:
                    self._anchors[event.anchor] = (value, size)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._start(event, {} if kind is yaml.MappingStartEvent else [])
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value, size = self._end()
            elif kind is yaml.AliasEvent:
                value, size = self._alias(event)
            elif kind is yaml.StreamEndEvent:
                return root
            else:
                self._count(event)
                continue
            if self._open:
                self._put(self._open[-1], value, size, event)
            else:
                root = value

    def _count(self, event: yaml.Event) -> None:
        """Count the documents: a file is one template."""
        self._documents += type(event) is yaml.DocumentStartEvent
        if self._documents > 1:
            raise self._refusal(event, "several-documents", "it has several YAML documents", "give one per file")

    def _refusal(self, event: yaml.Event, code: str, given: str, fix: str) -> InvalidInputError:
        return refusal(f"{self._file}:{event.start_mark.line + 1}", code, given, fix)

    def _scalar(self, event: yaml.ScalarEvent) -> Any:  # noqa: ANN401 - whatever the text holds
        tag = event.tag
        if tag is None or tag == "!":
            parent = self._open[-1] if self._open else None
            is_key = parent is not None and type(parent.items) is dict and parent.key is _NO_KEY
            # A key is a string whatever it looks like.
            return plain_scalar(event.value) if event.implicit[0] and not is_key else event.value
        if tag in SHORT_FORMS:
            return from_short_form(tag, event.value)
        if tag == _STRING:
            return event.value
        if tag in _SCALAR_TAGS:
            return plain_scalar(event.value)
        raise self._unknown_tag(event, tag)

    def _unknown_tag(self, event: yaml.Event, tag: str) -> InvalidInputError:
        return self._refusal(
            event, "unknown-tag", f"CloudFormation has no tag {tag}", f"allowed are {', '.join(sorted(SHORT_FORMS))}"
        )

    def _start(self, event: yaml.CollectionStartEvent, items: dict[str, Any] | list[Any]) -> None:
        tag = event.tag
        if tag in (None, "!", _MAPPING, _SEQUENCE):
            tag = None
        elif tag not in SHORT_FORMS:
            raise self._unknown_tag(event, tag)
        if len(self._open) >= MOST_DEPTH:
            raise self._refusal(
                event,
                "too-deep",
                f"its values are nested deeper than {MOST_DEPTH} levels",
                "no template needs as many",
            )
        if event.anchor is not None:
            # An alias to what is not complete yet would be a value inside itself.
            self._anchors.pop(event.anchor, None)
        self._open.append(_Open(items, tag, event.anchor))

    def _end(self) -> tuple[Any, int]:
        done = self._open.pop()
        value: Any = done.items
        if done.merges:
            value = _merged(done.merges, value)
        if done.tag is not None:
            value = from_short_form(done.tag, value)
        if done.anchor is not None:
            self._anchors[done.anchor] = (value, done.size)
        return value, done.size

    def _alias(self, event: yaml.AliasEvent) -> tuple[Any, int]:
        found = self._anchors.get(event.anchor)
        if found is None:
            raise self._refusal(
                event,
                "bad-alias",
                f"the alias *{event.anchor} stands for nothing, or for a value that it is itself a part of",
                "write the value in its place",
            )
        self._aliased += found[1]
        if self._aliased > MOST_ALIASED_NODES:
            raise self._refusal(
                event,
                "alias-bomb",
                f"its aliases repeat more than {MOST_ALIASED_NODES:,} values",
                "write the values in their place",
            )
        return found

    def _put(self, parent: _Open, value: Any, size: int, event: yaml.Event) -> None:  # noqa: ANN401 - as above
        parent.size += size
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._refusal(
                event, "too-large", f"it has more than {MOST_NODES:,} values", "give a smaller template"
            )
        items = parent.items
        if type(items) is list:
            items.append(value)
            return
        if parent.key is _NO_KEY:
            if not isinstance(value, str):
                if isinstance(value, dict | list):
                    raise self._refusal(event, "bad-key", "a mapping has a key that is no string", "give a string")
                value = "" if value is None else str(value)
            parent.key = value
            return
        key, parent.key = parent.key, _NO_KEY
        if key == "<<":
            self._merge(parent, value, event)
            return
        if key in items:
            raise self._refusal(event, "duplicate-key", f"a mapping has the key {key!r} twice", "keep one")
        items[key] = value

    def _merge(self, parent: _Open, value: Any, event: yaml.Event) -> None:  # noqa: ANN401 - as above
        sources = value if isinstance(value, list) else [value]
        if not all(isinstance(source, dict) for source in sources):
            raise self._refusal(event, "bad-merge", "<< is given what is no mapping", "give an alias of a mapping")
        parent.merges = [*(parent.merges or []), *sources]


def _merged(sources: list[dict[str, Any]], own: dict[str, Any]) -> dict[str, Any]:
    """The keys of the sources, the first of them first, under the mapping's own."""
    made: dict[str, Any] = {}
    for source in reversed(sources):
        made.update(source)
    made.update(own)
    return made
