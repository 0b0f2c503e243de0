"""Guesses at what a misspelt name means."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean"]

_MOST = 2


def did_you_mean(given: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about a name that is not known.

    Args:
        given: the name.
        known: the names that there are; the last part of a path is looked at too.
        otherwise: what to say where none of them is near.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - costs milliseconds that only a mistake needs

    meant: dict[str, str] = {}
    for name in sorted(known):
        meant.setdefault(name.lower(), name)
        meant.setdefault(name.rpartition("/")[2].lower(), name)
    near = dict.fromkeys(meant[one] for one in get_close_matches(given.lower(), meant, n=_MOST))
    return f"did you mean {' or '.join(repr(one) for one in near)}?" if near else otherwise
