"""Breaking a line of defence of a sample is found: by a path that it promises, or by a rule."""

from __future__ import annotations

import os
import re
from collections import Counter
from itertools import groupby
from typing import Any

import pytest

from private_endpoints.network import Verdict
from private_endpoints.samples import SAMPLES
from support.guarded import Guarded, network_of
from support.mutations import OPERATORS, mutants

LEAST = 0.95
# Mutants of a sample by each operator; MUTANTS=all in the environment tries all of them.
EACH = None if os.environ.get("MUTANTS") == "all" else 1
# What is not found, and why.
UNFOUND = {
    "without any egress rule a group lets everything out, which in these VPCs leads nowhere else": (
        r"delete_an_egress_rule: \w+(s3|dynamodb)prefixlist\w+"
    ),
    "whether an image is one of Amazon is not known before it is asked for": (
        r".*_endpoint(_policy)?: VpcPrivateEndpointsec2\w+ AmazonImagesOfFleets( without ec2:Owner)?"
    ),
    "a list of buckets is of whoever asks, and names nothing of the account": (
        r"widen_an_endpoint_policy: VpcPrivateEndpointss3\w+ ListAllMyBuckets without conditions"
    ),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_breaking_a_line_of_defence_is_found(templates: dict[str, dict[str, Any]], name: str) -> None:
    template = templates[name]
    guarded = Guarded.of(network_of(template))
    every = [one for _, several in groupby(mutants(template), lambda one: one.operator) for one in [*several][:EACH]]
    unfound = [str(one) for one in every if not guarded.broken_by(one.template)]
    score = 1 - len(unfound) / len(every)
    print(f"\n{name}: {len(every) - len(unfound)} of {len(every)} mutants found, {score:.1%}")  # noqa: T201 - the figure
    assert [one for one in unfound if not any(re.fullmatch(known, one) for known in UNFOUND.values())] == []
    # Of so few the known ones would weigh too much.
    assert EACH is not None or score >= LEAST, "\n".join(unfound)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_promises_more_than_it_declares(templates: dict[str, dict[str, Any]], name: str) -> None:
    guarded = Guarded.of(network_of(templates[name]))
    verdicts = Counter(verdict for _, verdict in guarded.promises)
    assert verdicts[Verdict.PRIVATE] >= 10
    assert verdicts[Verdict.BLOCKED] >= 10
    assert guarded.broken_by(templates[name]) == ""


def test_every_operator_is_of_use(templates: dict[str, dict[str, Any]]) -> None:
    made = {one.operator for template in templates.values() for one in mutants(template)}
    assert made == {operator.__name__ for operator in OPERATORS}
