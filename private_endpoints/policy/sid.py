"""Names of statements that say who asked."""

from __future__ import annotations

import hashlib
import re

__all__ = ["sid"]

_HASH_LENGTH = 8
_READABLE_LENGTH = 60


def sid(asker: str, what: str) -> str:
    """A Sid such as `AirGappedStoreBuckets1a2b3c4d`: alphanumeric, stable, and one of its own for each asker.

    Args:
        asker: construct path of who asked.
        what: alphanumeric word for what was asked.
    """
    readable = re.sub(r"[^A-Za-z0-9]", "", asker)[-_READABLE_LENGTH:]
    return f"{readable}{what}{hashlib.sha256(asker.encode()).hexdigest()[:_HASH_LENGTH]}"
