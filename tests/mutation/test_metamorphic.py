"""What changes no verdict, and what never makes one better."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Network, PathEngine, PerimeterQuestion, Question, Verdict
from private_endpoints.samples import SAMPLES
from support import mutations
from support.guarded import ACCOUNT, REGION
from support.mutations import Template
from support.read_back import Asked, questions
from support.rewritten import closure, renamed, reordered, split

Templates = dict[str, dict[str, Any]]
NAMES = st.sampled_from(sorted(SAMPLES))
FEW = settings(max_examples=8, deadline=None)
# What only takes away.
HARMS = (
    mutations.delete_endpoint,
    mutations.turn_private_dns_off,
    mutations.take_a_route_table_from_a_gateway,
    mutations.drop_an_allow_of_an_endpoint,
    mutations.add_a_deny_to_an_endpoint,
    mutations.delete_an_ingress_rule,
    mutations.turn_a_dns_attribute_off,
    mutations.use_other_dns_servers,
    mutations.deny_by_network_acl,
    mutations.route_a_service_elsewhere,
)


def network(templates: Mapping[str, Template]) -> Network:
    (only,) = Deployment.of(templates, region=REGION, account=ACCOUNT).networks()
    return only


def verdicts(found: Network, asked: list[Asked]) -> list[Verdict]:
    engine = PathEngine(found)
    return [(engine.path(one) if isinstance(one, Question) else engine.perimeter(one)).verdict for one in asked]


def moved(asked: Asked, new: Callable[[str], str]) -> Asked:
    """The question in other ids."""
    if isinstance(asked, PerimeterQuestion):
        caller: dict[str, Any] = {
            key: f"logical:{new(given.removeprefix('logical:'))}"
            for key in ("source_vpce", "source_vpc")
            if (given := getattr(asked.caller, key)) is not None and given.startswith("logical:")
        }
        return replace(asked, protect=new(asked.protect), caller=replace(asked.caller, **caller))
    host = asked.host
    if host.startswith("endpoint:"):
        host = f"endpoint:{new(host.removeprefix('endpoint:'))}"
    return replace(
        asked,
        source=new(asked.source),
        host=host,
        target=None if asked.target is None else new(asked.target),
        role=new(asked.role) if asked.role else asked.role,
    )


def plain(found: Network) -> list[Asked]:
    """The questions that hold no value of a template."""
    return [one for one in questions(found) if not isinstance(one, Question) or one.resource is None]


@FEW
@given(name=NAMES)
def test_names_change_nothing(templates: Templates, name: str) -> None:
    before = network({"Stack": templates[name]})
    after = network({"Other": renamed(templates[name], lambda one: f"Zz{one}")})
    asked = plain(before)

    def new(id: str) -> str:
        return id.replace("Stack.", "Other.Zz")

    assert verdicts(after, [moved(one, new) for one in asked]) == verdicts(before, asked)


@FEW
@given(name=NAMES, data=st.data())
def test_the_order_of_resources_changes_nothing(templates: Templates, name: str, data: st.DataObject) -> None:
    before = network({"Stack": templates[name]})
    order = data.draw(st.permutations(sorted(templates[name]["Resources"])))
    asked = plain(before)
    assert verdicts(network({"Stack": reordered(templates[name], order)}), asked) == verdicts(before, asked)


@FEW
@given(name=NAMES, data=st.data())
def test_two_stacks_are_as_good_as_one(templates: Templates, name: str, data: st.DataObject) -> None:
    template = templates[name]
    chosen = data.draw(st.lists(st.sampled_from(sorted(template["Resources"])), min_size=1, max_size=6))
    below = closure(template, chosen)
    lower, upper = split(template, below)
    before = network({"Stack": template})
    after = network({"Below": lower, "Above": upper})

    def new(id: str) -> str:
        logical_id = id.removeprefix("Stack.")
        return f"{'Below' if logical_id.partition('.')[0] in below else 'Above'}.{logical_id}"

    asked = plain(before)
    assert verdicts(after, [moved(one, new) for one in asked]) == verdicts(before, asked)


@FEW
@given(name=NAMES, other=NAMES)
def test_unrelated_stacks_change_nothing(templates: Templates, name: str, other: str) -> None:
    before = network({"Stack": templates[name]})
    after = network({"Stack": templates[name], "Unrelated": renamed(templates[other], lambda one: f"Zz{one}")})
    asked = plain(before)
    assert verdicts(after, asked) == verdicts(before, asked)


@FEW
@given(name=NAMES, other=NAMES)
def test_unrelated_resources_change_nothing(templates: Templates, name: str, other: str) -> None:
    assume(name != other)  # one stack cannot have two resources of one physical name
    before = network({"Stack": templates[name]})
    more = renamed(templates[other], lambda one: f"Zz{one}")["Resources"]
    after = network({"Stack": {**templates[name], "Resources": {**templates[name]["Resources"], **more}}})
    asked = plain(before)
    assert verdicts(after, asked) == verdicts(before, asked)


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: str(harm.__name__))
def test_taking_away_never_makes_a_path_private(templates: Templates, harm: mutations.Operator) -> None:
    seen = 0
    for template in templates.values():
        # One mutant of each sample; all of them are in the test of the score.
        _, worse = next(harm(template), ("", None))
        if worse is None:
            continue
        before, after = network({"Stack": template}), network({"Stack": worse})
        asked = [one for one in plain(before) if _can_be_asked(one, after)]
        for one, old, new in zip(asked, verdicts(before, asked), verdicts(after, asked), strict=True):
            assert not (new is Verdict.PRIVATE and old is not Verdict.PRIVATE), (one, old)
            seen += new is not old
    assert seen > 0


def _can_be_asked(asked: Asked, found: Network) -> bool:
    """Whether what a path begins and ends at is still there. What a perimeter refuses is another matter."""
    if isinstance(asked, PerimeterQuestion) or asked.host.startswith("endpoint:"):
        return False
    return all(found.get(one) is not None for one in (asked.source, asked.target) if one)
