"""What somebody may have meant by a name that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = ["suggest"]

_MOST = 5


def suggest(name: str, names: Iterable[str], aliases: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The names that come closest, best first.

    These are, in this order: the same name in another spelling (case, `_`, blanks), what the name is an alias of,
    names that are one edit away, names that begin with it, and names that look alike.

    Args:
        name: what was given.
        names: all names that there are.
        aliases: other words for some of the names.
    """
    from difflib import get_close_matches  # noqa: PLC0415 - costs milliseconds that only a mistake needs

    known = list(names)
    wanted = name.strip().lower().replace("_", "-").replace(" ", "-")
    if not wanted:
        return ()
    sure = [known_name for known_name in known if known_name == wanted]
    sure += [meant for meant in aliases.get(wanted, ()) if meant in known]
    sure += get_close_matches(wanted, [near for near in known if _one_edit_apart(wanted, near)], n=len(known), cutoff=0)
    guesses = [longer for longer in known if longer.startswith((f"{wanted}.", f"{wanted}-"))]
    guesses += get_close_matches(wanted, known, n=_MOST, cutoff=0.75)
    for alias in get_close_matches(wanted, aliases, n=2, cutoff=0.85):
        guesses += [meant for meant in aliases[alias] if meant in known]
    found = list(dict.fromkeys(sure))
    room = max(0, _MOST - len(found))
    return tuple(found + [guess for guess in dict.fromkeys(guesses) if guess not in found][:room])


def _one_edit_apart(one: str, other: str) -> bool:
    """Whether one letter put in, left out, replaced or swapped with its neighbour makes one text of the other."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    start = 0
    while start < len(one) and one[start] == other[start]:
        start += 1
    if len(one) < len(other):
        return one[start:] == other[start + 1 :]
    if one[start + 1 :] == other[start + 1 :]:
        return True
    swapped = one[:start] + one[start + 1 : start + 2] + one[start : start + 1] + one[start + 2 :]
    return swapped == other
