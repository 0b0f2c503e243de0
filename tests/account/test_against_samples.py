"""Every verdict on the samples is the same, whether computed from the templates or from the deployed cloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.local import LocalCloud
from private_endpoints.network import (
    AMAZON_DNS,
    Endpoint,
    EndpointType,
    Question,
    Resource,
    Role,
    SecurityGroup,
    SecurityGroupRule,
    Subnet,
    UnknownResource,
    Verdict,
    Vpc,
    Workload,
)
from private_endpoints.samples import SAMPLES
from support.deployed import bootstrap, sample
from support.read_back import NO_API, Twin, questions, read_cloud


@pytest.fixture(scope="module")
def twin(cloud: LocalCloud) -> Iterator[Twin]:
    """The network of the templates of all samples, and the account that they are deployed to."""
    cloud.reset()
    bootstrap(cloud)
    samples = [sample(cloud, name) for name in SAMPLES]
    templates = {one.name: one.template for one in samples}
    (network,) = Deployment.of(templates, region=cloud.region, account=cloud.account).networks()
    physical = {one.name: one.deploy(cloud).resources for one in samples}
    yield Twin(network, read_cloud(cloud), physical)
    cloud.reset()


def test_what_the_local_cloud_has_no_api_for_is_said(twin: Twin) -> None:
    print(f"\nnot asked of the local cloud: {', '.join(NO_API)}")  # noqa: T201 - the list is part of the result
    assert [one.id for one in twin.account.of(UnknownResource)] == []


def test_everything_of_the_templates_is_read_back(twin: Twin) -> None:
    for kind in (Vpc, Subnet, Endpoint, Role, Resource, Workload):
        ids = {twin.id(one.id) for one in twin.network.of(kind)}
        assert len(ids) == len(twin.network.of(kind))


def test_every_verdict_is_the_same(twin: Twin) -> None:
    verdicts: Counter[Verdict] = Counter()
    for asked in questions(twin.network):
        ours, theirs = twin.ask(asked)
        verdicts[ours.verdict] += 1
        if ours.verdict is not theirs.verdict:
            # Only after deployment AWS has made up the names of roles, which exemptions name by pattern.
            assert ours.verdict is Verdict.UNKNOWN, (asked, ours, theirs)
            assert isinstance(asked, Question)
            source = twin.network.find(Workload, asked.source)
            assert source is not None
            assert set(ours.unknowns) <= {source.role, f"the managed policies of {twin.network.get(str(source.role))}"}
    for verdict in (Verdict.PRIVATE, Verdict.PUBLIC, Verdict.BLOCKED):
        assert verdicts[verdict] > 100


def test_elements_say_where_they_are_from(twin: Twin) -> None:
    for element in twin.account:
        assert element.origin.template == f"{twin.account.account} {twin.account.region}"
        assert element.origin.logical_id
        assert element.origin.line is None


def test_a_vpc_has_the_attributes_that_it_was_given(twin: Twin) -> None:
    for vpc in twin.network.of(Vpc):
        found = twin.account.find(Vpc, twin.id(vpc.id))
        assert found is not None
        assert (found.cidrs, found.dns_support, found.dns_hostnames) == (vpc.cidrs, vpc.dns_support, vpc.dns_hostnames)
        assert found.dns_servers == (AMAZON_DNS,)


def test_the_default_group_has_the_id_that_a_network_gives_it(twin: Twin) -> None:
    vpc = twin.account.find(Vpc, twin.id("AirGapped.Vpc8378EB38"))
    assert vpc is not None
    group = twin.account.find(SecurityGroup, vpc.default_security_group_id)
    assert group is not None
    assert str(group.value).startswith("sg-")
    # The sample empties it.
    assert [one for one in twin.account.of(SecurityGroupRule) if one.group == group.id] == []


def test_policies_are_documents(twin: Twin) -> None:
    for endpoint in twin.account.of(Endpoint):
        assert isinstance(endpoint.policy, dict)
        assert endpoint.type in {EndpointType.GATEWAY, EndpointType.INTERFACE}
    for role in twin.account.of(Role):
        assert all(isinstance(document, dict) for document in role.policies)
        assert role.complete is True
