"""Spreading statements over policies changes no decision, and moves as little as can be."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from private_endpoints.policy.evaluation import Request, evaluate
from private_endpoints.policy.organization.split import Spread, size, spread
from private_endpoints.policy.statement import Statement
from support.organizations import EVERYTHING, ORGANIZATION, around

SERVICES = [f"service-{number}" for number in range(40)]
LIMIT = 1000


def statement(sid: str, services: list[str], resources: list[str]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Deny",
        "Action": [f"{service}:*" for service in services],
        "Resource": resources,
        "Condition": {"StringNotEquals": {"aws:PrincipalOrgID": ORGANIZATION.id}},
    }


names = st.lists(st.sampled_from(SERVICES), min_size=2, max_size=40, unique=True)
resources = st.sampled_from([["*"], ["arn:aws:s3:::one/*"], ["arn:aws:s3:::one/*", "arn:aws:s3:::two/*"]])
statements = st.lists(st.tuples(names, resources), min_size=1, max_size=6).map(
    lambda parts: [statement(f"S{number}", *part) for number, part in enumerate(parts)]
)
requests = st.builds(
    lambda service, bucket, organization: Request.of(
        "arn:aws:iam::111122223333:role/Worker",
        f"{service}:Example",
        f"arn:aws:s3:::{bucket}/key",
        organization=organization,
    ),
    st.sampled_from(SERVICES),
    st.sampled_from(["one", "two", "three"]),
    st.sampled_from([ORGANIZATION.id, "o-anotherorg99", None]),
)


def placed(found: Spread, parts: list[Statement]) -> dict[tuple[str, str], set[int]]:
    """In which policies each action of each statement is."""
    homes: dict[tuple[str, str], set[int]] = {}
    for number, document in found.documents(parts).items():
        for one in document["Statement"]:
            actions = one["Action"] if isinstance(one["Action"], list) else [one["Action"]]
            for action in actions:
                homes.setdefault((one["Sid"], action), set()).add(number)
    return homes


@settings(deadline=None)
@given(parts=statements, request=requests)
def test_the_union_of_the_policies_decides_as_one_policy_would(parts: list[Statement], request: Request) -> None:
    whole = around([{"Version": "2012-10-17", "Statement": parts}])
    found = spread(parts, LIMIT, 60)
    assert found is not None
    assert evaluate(request, around(list(found.documents(parts).values()))).outcome == evaluate(request, whole).outcome


@settings(deadline=None)
@given(parts=statements)
def test_every_policy_is_short_enough_and_nothing_is_in_two(parts: list[Statement]) -> None:
    found = spread(parts, LIMIT, 60)
    assert found is not None
    assert all(size(document) <= LIMIT for document in found.documents(parts).values())
    homes = placed(found, parts)
    assert all(len(numbers) == 1 for numbers in homes.values())
    assert set(homes) == {(str(one["Sid"]), action) for one in parts for action in one["Action"]}


@given(parts=statements, count=st.integers(1, 6))
def test_what_is_added_moves_nothing_that_was_there(parts: list[Statement], count: int) -> None:
    apart = frozenset(str(one["Sid"]) for one in parts[::2])
    before = placed(Spread(count, apart), parts)
    more: list[Statement] = [{**one, "Action": [*one["Action"], "added:*"]} for one in parts]
    after = placed(Spread(count, apart), [statement("Added", ["more", "even-more"], ["*"]), *more])
    assert before.items() <= after.items()


@given(parts=statements, count=st.integers(1, 6))
def test_one_policy_more_moves_only_what_that_policy_takes(parts: list[Statement], count: int) -> None:
    apart = frozenset(str(one["Sid"]) for one in parts)
    before, after = placed(Spread(count, apart), parts), placed(Spread(count + 1, apart), parts)
    assert all(numbers in (before[key], {count + 1}) for key, numbers in after.items())


@given(parts=statements)
def test_the_order_of_statements_changes_no_home(parts: list[Statement]) -> None:
    found = Spread(3, frozenset())
    assert placed(found, parts) == placed(found, parts[::-1])


def test_a_list_of_exceptions_stays_whole() -> None:
    exceptions: dict[str, Any] = {
        "Sid": "OnlyOurs",
        "Effect": "Deny",
        "NotAction": [f"{service}:*" for service in SERVICES],
        "Resource": "*",
    }
    assert spread([exceptions], size(exceptions) // 2, 10) is None


def test_what_fits_into_one_policy_is_in_one() -> None:
    network = EVERYTHING.service_control(ORGANIZATION)["Network"]
    found = spread(network, 10_240, 9)
    assert found == Spread(1, frozenset())
    assert found.documents(network) == {1: {"Version": "2012-10-17", "Statement": network}}
