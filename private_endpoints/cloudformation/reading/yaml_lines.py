"""Lines of a YAML text."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import yaml

from private_endpoints.cloudformation.reading.lines import Path
from private_endpoints.cloudformation.reading.short_forms import SHORT_FORMS
from private_endpoints.cloudformation.reading.yaml_text import yaml_loader

__all__ = ["YamlLines"]


class YamlLines:
    """Lines of a text that has been read without an error.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, path: Path) -> int:
        """The line, counted from 1, of the value at a path, or of the nearest thing around it that the text has."""
        node = shown = self._root
        for step in path:
            if isinstance(step, str) and SHORT_FORMS.get(node.tag) == step:
                continue
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == step), None)
                if pair is None:
                    break
                shown, node = pair
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
                shown = node = node.value[step]
            else:
                break
        line: int = shown.start_mark.line
        return line + 1

    @cached_property
    def _root(self) -> Any:  # noqa: ANN401 - a node, of which PyYAML has no types
        try:
            return yaml.compose(self._text, Loader=yaml_loader)
        except yaml.composer.ComposerError:
            return yaml.compose(self._text, Loader=_Anew)


class _Anew(yaml.SafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """Takes an anchor that is there already for a new one, as YAML does and PyYAML's own loaders do not.

    "An alias node ... refers to the most recent preceding node having the same anchor"
    (https://yaml.org/spec/1.2.2/#71-alias-nodes).
    """

    def compose_node(self, parent: Any, index: Any) -> Any:  # noqa: ANN401 - nodes
        if not self.check_event(yaml.AliasEvent):
            self.anchors.pop(self.peek_event().anchor, None)
        return super().compose_node(parent, index)
