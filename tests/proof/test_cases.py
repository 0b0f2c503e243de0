"""One answer out of many."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof.cases import over_cases
from support.proofs import path

_VERDICTS = st.lists(st.sampled_from(list(Verdict)), min_size=1, max_size=6)


@given(_VERDICTS)
def test_a_verdict_is_given_only_where_all_cases_agree(verdicts: list[Verdict]) -> None:
    found = over_cases([(f"Stage = {index}", path(verdict)) for index, verdict in enumerate(verdicts)])
    assert found.verdict is (verdicts[0] if len(set(verdicts)) == 1 else Verdict.UNKNOWN)


@given(_VERDICTS)
def test_the_order_of_cases_changes_no_verdict(verdicts: list[Verdict]) -> None:
    cases = [(f"Stage = {index}", path(verdict)) for index, verdict in enumerate(verdicts)]
    assert over_cases(cases).verdict is over_cases(cases[::-1]).verdict


@given(_VERDICTS, st.sampled_from(list(Verdict)))
def test_a_further_case_never_makes_a_path_private(verdicts: list[Verdict], more: Verdict) -> None:
    cases = [(str(index), path(verdict)) for index, verdict in enumerate(verdicts)]
    before, after = over_cases(cases), over_cases([*cases, ("more", path(more))])
    assert after.verdict is not Verdict.PRIVATE or before.verdict is Verdict.PRIVATE


def test_one_case_is_the_answer_as_it_is() -> None:
    one = path(Verdict.PUBLIC)
    assert over_cases([("", one)]) is one


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_where_cases_differ_it_says_which_case_gives_which_verdict(order: tuple[int, ...]) -> None:
    cases = [
        ("Stage = 'prod'", path(Verdict.PRIVATE)),
        ("Stage != 'prod'", path(Verdict.PUBLIC)),
        ("Stage = 'x'", path(Verdict.UNKNOWN)),
    ]
    found = over_cases([cases[index] for index in order])
    assert found.verdict is Verdict.UNKNOWN
    assert "PRIVATE where Stage = 'prod'" in found.unknowns
    assert "PUBLIC where Stage != 'prod'" in found.unknowns
    assert "App.Stage" in found.unknowns
    assert found.blockers == path(Verdict.PUBLIC).blockers


def test_many_cases_are_told_in_few_words() -> None:
    cases = [(f"A = {index}", path(Verdict.PRIVATE if index % 2 else Verdict.BLOCKED)) for index in range(64)]
    found = over_cases(cases)
    assert len(found.unknowns) < 12
    assert found.unknowns[-1].endswith("more cases")
