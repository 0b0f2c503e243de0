"""Broken samples, deployed: the account is found to be as broken as the template, and in the same way."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud
from private_endpoints.network import Question, Verdict
from support.deployed import bootstrap, sample
from support.mutations import OPERATORS, Template
from support.read_back import Twin, questions, read_cloud

# Some without a gateway endpoint, of which a region has 20.
SAMPLES = ("SecretsApp", "DataPerimeter", "PrivateBedrock", "PrivateLambda")
# Not deployed: what AWS, and so the local cloud, refuses, which is found even earlier; and types that it has not.
REFUSED = {
    "ask_for_another_service",
    "add_a_nat_gateway",
    "deny_by_network_acl",
    "put_a_workload_into_another_group",
    "turn_a_dns_attribute_off",
    "use_other_dns_servers",
}


def chosen(templates: dict[str, Template]) -> Iterator[tuple[str, Template]]:
    """One mutant of each operator, of one sample after the other."""
    for index, operator in enumerate(OPERATORS):
        for turn in range(len(SAMPLES)):
            name = SAMPLES[(index + turn) % len(SAMPLES)]
            found = next(operator(templates[name]), None)
            if found is not None:
                yield operator.__name__, found[1]
                break


@pytest.fixture(scope="module")
def twin(cloud: LocalCloud) -> Iterator[tuple[Twin, set[str]]]:
    """The mutants that can be deployed, and which operators' cannot."""
    cloud.reset()
    bootstrap(cloud)
    templates = {name: sample(cloud, name).template for name in SAMPLES}
    deployed: dict[str, Template] = {}
    physical = {}
    refused = set()
    for operator, template in chosen(templates):
        name = f"M{operator.replace('_', '')}"
        try:
            physical[name] = cloud.stacks.deploy(template, name).resources
            deployed[name] = template
        except LocalCloudError as error:
            refused.add(operator)
            print(f"\n{operator}: {str(error)[:300]}")  # noqa: T201 - what is not deployed is said
    (network,) = Deployment.of(deployed, region=cloud.region, account=cloud.account).networks()
    yield Twin(network, read_cloud(cloud), physical), refused
    cloud.reset()


def test_what_cannot_be_deployed_is_said(twin: tuple[Twin, set[str]]) -> None:
    assert twin[1] == REFUSED


def test_a_broken_account_is_as_its_template(twin: tuple[Twin, set[str]]) -> None:
    different = []
    for asked in questions(twin[0].network):
        ours, theirs = twin[0].ask(asked)
        # What depends on names that AWS makes up is known only afterwards.
        if ours.verdict is not theirs.verdict and ours.verdict is not Verdict.UNKNOWN:
            called = asked.called if isinstance(asked, Question) else asked
            different.append((ours.source, called, ours.verdict, theirs.verdict, theirs.blockers, theirs.unknowns))
    assert different == []
