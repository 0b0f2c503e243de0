"""Credentials for the local cloud."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ROOT", "Credentials"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """Credentials that the local cloud knows; none of them is worth anything elsewhere.

    Attributes:
        access_key_id: id of the key. A number of 12 digits is the root user of that account.
        secret_access_key: its secret.
        session_token: for temporary credentials.
    """

    access_key_id: str
    secret_access_key: str
    session_token: str | None = None


# The emulator takes this key for the root user of the cloud's own account, which no policy limits.
ROOT = Credentials("test", "test")
