"""The path that all possible outcomes come to."""

from __future__ import annotations

from private_endpoints.network.model.origin import Origin
from private_endpoints.network.paths.outcomes import Outcomes
from private_endpoints.network.paths.path import Blocker, Path
from private_endpoints.network.paths.verdict import Verdict

__all__ = ["summary"]

_MOST_TELLING = (Verdict.BLOCKED, Verdict.PUBLIC, Verdict.PRIVATE)


def summary(source: str, called: str, origin: Origin, outcomes: Outcomes) -> Path:
    """One verdict if only one is possible, else unknown and on what it depends."""
    verdict = next(iter(outcomes)) if len(outcomes) == 1 else Verdict.UNKNOWN
    trails = [outcomes[one] for one in _MOST_TELLING if one in outcomes]
    blockers: list[Blocker] = []
    unknowns: set[str] = set()
    for trail in () if verdict is Verdict.PRIVATE else trails:
        blockers += trail.blockers
        blockers += [one for note in trail.notes for one in note()]
        if verdict is Verdict.UNKNOWN:
            blockers += trail.doubts
            unknowns |= trail.depends_on
    return Path(
        source=source,
        service=called,
        verdict=verdict,
        hops=max((trail.hops for trail in trails), key=len, default=()),
        blockers=tuple(dict.fromkeys(blockers)),
        unknowns=tuple(sorted(unknowns)),
        origin=origin,
    )
