"""One answer out of several: of all cases, and of all parts."""

from __future__ import annotations

from collections.abc import Sequence

from private_endpoints.network.paths.path import Path
from private_endpoints.network.paths.verdict import Verdict

__all__ = ["over_cases", "over_parts"]

# Traffic that gets out is out, whatever the rest does; and what is not known may get out.
_WORST = (Verdict.PUBLIC, Verdict.UNKNOWN, Verdict.BLOCKED, Verdict.PRIVATE)
# Enough to see what decides; the rest says the same of further parameters.
_MOST_REASONS = 8


def over_cases(paths: Sequence[tuple[str, Path]]) -> Path:
    """The path whatever case holds: a verdict is given where all cases agree.

    Args:
        paths: the path in each case, with the case in words; at least one.
    """
    first = paths[0][1]
    verdicts = {path.verdict for _, path in paths}
    if len(verdicts) == 1:
        if len(paths) == 1:
            return first
        unknowns = {one for _, path in paths for one in path.unknowns}
        return _made_of(first, first.verdict, paths, tuple(sorted(unknowns)))
    reasons: dict[str, None] = {}
    for case, path in paths:
        if path.verdict is Verdict.UNKNOWN:
            reasons.update(dict.fromkeys(path.unknowns))
        else:
            reasons[f"{path.verdict} where {case}" if case else str(path.verdict)] = None
    shown = list(reasons)[:_MOST_REASONS]
    if len(reasons) > len(shown):
        shown.append(f"{len(reasons) - len(shown)} more cases")
    worst = next(path for _, path in paths if path.verdict is not Verdict.PRIVATE)
    return _made_of(worst, Verdict.UNKNOWN, paths, tuple(shown))


def over_parts(paths: Sequence[Path]) -> Path:
    """The path of a resource of which several workloads run, such as a fleet: the worst of theirs; at least one."""
    return min(paths, key=lambda path: _WORST.index(path.verdict))


def _made_of(like: Path, verdict: Verdict, paths: Sequence[tuple[str, Path]], unknowns: tuple[str, ...]) -> Path:
    return Path(
        source=like.source,
        service=like.service,
        verdict=verdict,
        hops=like.hops,
        blockers=tuple(dict.fromkeys(one for _, path in paths for one in path.blockers)),
        unknowns=unknowns,
        origin=like.origin,
    )
