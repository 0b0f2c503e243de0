"""Service names as templates have them."""

from __future__ import annotations

from typing import Any

__all__ = ["written_out"]


def written_out(name: Any, region: str) -> Any:  # noqa: ANN401 - resolved JSON
    """A resolved service name in which the region, where it stands as a reference, is written out."""
    if not isinstance(name, dict) or "Fn::Join" not in name:
        return name
    return "".join(region if part == {"Ref": "AWS::Region"} else str(part) for part in name["Fn::Join"][1])
