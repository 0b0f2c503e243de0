"""What workloads need in one region: laws of `resolve` and of what it leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from private_endpoints.catalog import (
    EndpointKind,
    LeftOut,
    LeftOutNeed,
    absent_services,
    left_out,
    need_problems,
    regions,
    resolve,
    service,
    workload,
    workloads,
)

AnAsk = tuple[list[str], str | None, list[str], list[str]]

NAMES = [row.name for row in workloads()]
PLACES = [row.name for row in regions()]

some_workloads = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
a_place = st.sampled_from([*PLACES, None])


def services_of(names: Iterable[str]) -> list[str]:
    return sorted({need.service for name in names for need in workload(name).needs})


def names_known_to(names: Iterable[str]) -> list[str]:
    groups = {g for name in names for need in workload(name).needs for g in (*need.buckets, *need.optional_buckets)}
    return sorted({*services_of(names), *groups})


@st.composite
def an_ask(draw: st.DrawFn) -> AnAsk:
    names = draw(some_workloads)
    known = draw(st.permutations(names_known_to(names)))
    cut = draw(st.integers(0, len(known)))
    include = draw(st.lists(st.sampled_from(known[:cut]), unique=True)) if cut else []
    exclude = draw(st.lists(st.sampled_from(known[cut:]), unique=True)) if cut < len(known) else []
    return names, draw(a_place), include, exclude


def left(names: Sequence[str], place: str | None, name: str, **more: Sequence[str]) -> LeftOutNeed:
    (found,) = [one for one in left_out(names, place, **more) if one.name == name]
    return found


@given(an_ask())
def test_the_order_of_names_changes_nothing(ask: AnAsk) -> None:
    names, place, include, exclude = ask
    backwards = {"include": include[::-1], "exclude": exclude[::-1]}
    for question in (resolve, left_out):
        assert question(names, place, include=include, exclude=exclude) == question(names[::-1], place, **backwards)


@given(an_ask())
def test_each_endpoint_comes_once_and_sorted(ask: AnAsk) -> None:
    names, place, include, exclude = ask
    keys = [(need.service, need.kind) for need in resolve(names, place, include=include, exclude=exclude)]
    assert keys == sorted(set(keys))


@given(an_ask())
def test_every_need_is_either_taken_or_left_out(ask: AnAsk) -> None:
    names, place, include, exclude = ask
    taken = {need.service for need in resolve(names, place, include=include, exclude=exclude)}
    without = {
        one.service for one in left_out(names, place, include=include, exclude=exclude) if one.name == one.service
    }
    assert taken | without == set(services_of(names))
    assert not taken & without


@given(an_ask())
def test_what_is_excluded_is_not_there(ask: AnAsk) -> None:
    names, place, include, exclude = ask
    for need in resolve(names, place, include=include, exclude=exclude):
        assert need.service not in exclude
        assert not set(need.buckets) & set(exclude)


@given(some_workloads, a_place)
def test_more_workloads_never_need_less(names: list[str], place: str | None) -> None:
    together = {need.service: need for need in resolve(names, place)}
    for name in names:
        for need in resolve([name], place):
            shared = together[need.service]
            assert shared.required >= need.required
            assert set(need.buckets) <= set(shared.buckets)
            assert set(need.reasons) <= set(shared.reasons)
            assert shared.own_buckets >= need.own_buckets


@given(some_workloads, st.sampled_from(PLACES))
def test_no_endpoint_is_asked_for_that_the_region_is_known_to_lack(names: list[str], place: str) -> None:
    for need in resolve(names, place, include=names_known_to(names)):
        assert service(need.service).available_in(place) is not False


@given(some_workloads)
def test_without_a_region_nothing_is_asked_for_that_some_regions_lack(names: list[str]) -> None:
    for need in resolve(names, None):
        assert service(need.service).regions is None


def test_a_token_is_no_region() -> None:
    assert resolve(["ecs-fargate"], "${Token[AWS.Region.4]}") == resolve(["ecs-fargate"], None)


def test_what_is_optional_waits_to_be_included() -> None:
    assert left(["ecs-fargate"], "us-east-1", "secretsmanager").why is LeftOut.OPTIONAL
    (secrets,) = [
        need for need in resolve(["ecs-fargate"], "us-east-1", include=["secretsmanager"]) if not need.required
    ]
    assert secrets.service == "secretsmanager"
    assert secrets.reasons == (("ecs-fargate", "secrets in the task definition"),)


def test_what_is_required_can_be_excluded_and_is_told() -> None:
    assert "logs" not in {need.service for need in resolve(["ecs-fargate"], "us-east-1", exclude=["logs"])}
    logs = left(["ecs-fargate"], "us-east-1", "logs", exclude=["logs"])
    assert (logs.why, logs.required) == (LeftOut.EXCLUDED, True)


def test_of_alternatives_the_first_is_taken_unless_another_is_included() -> None:
    assert [need.service for need in resolve(["bedrock"], "us-east-1")] == ["bedrock-runtime"]
    assert left(["bedrock"], "us-east-1", "bedrock-mantle").why is LeftOut.ALTERNATIVE
    chosen = resolve(["bedrock"], "us-east-1", include=["bedrock-mantle"])
    assert [need.service for need in chosen] == ["bedrock-mantle"]
    both = resolve(["bedrock"], "us-east-1", include=["bedrock-mantle", "bedrock-runtime"])
    assert [need.service for need in both] == ["bedrock-mantle", "bedrock-runtime"]


def test_an_excluded_alternative_gives_way_to_the_next() -> None:
    assert [need.service for need in resolve(["bedrock"], "us-east-1", exclude=["bedrock-runtime"])] == [
        "bedrock-mantle"
    ]


def test_what_a_region_does_not_need_can_be_included_all_the_same() -> None:
    assert left(["ecs-fargate"], "us-east-1", "ecs-agent").why is LeftOut.NOT_NEEDED_IN_REGION
    included = resolve(["ecs-fargate"], "us-east-1", include=["ecs-agent"])
    assert "ecs-agent" in {need.service for need in included}


def test_without_a_region_what_only_some_regions_need_is_asked_for_because_all_have_it() -> None:
    assert {"ecs", "ecs-agent", "ecs-telemetry"} <= {need.service for need in resolve(["ecs-fargate"], None)}


def test_without_a_region_what_only_some_regions_have_is_asked_for_where_it_is_named() -> None:
    assert left(["session-manager"], None, "ec2messages").why is LeftOut.REGION_UNKNOWN
    named = resolve(["session-manager"], None, include=["ec2messages"])
    assert "ec2messages" in {need.service for need in named}


def test_what_a_region_lacks_is_left_out_though_it_is_included() -> None:
    lacking = left(["session-manager"], "mx-central-1", "ec2messages", include=["ec2messages"])
    assert lacking.why is LeftOut.NOT_IN_REGION


def test_what_a_partition_lacks_is_left_out_and_told() -> None:
    assert resolve(["bedrock"], "cn-north-1") == ()
    runtime = left(["bedrock"], "cn-north-1", "bedrock-runtime")
    assert (runtime.why, runtime.required) == (LeftOut.NOT_IN_REGION, True)


def test_buckets_that_a_partition_lacks_are_left_out_with_the_endpoint_that_only_they_need() -> None:
    assert [need.service for need in resolve(["mgn"], "cn-north-1")] == ["ec2"]
    assert left(["mgn"], "cn-north-1", "s3").why is LeftOut.NOT_IN_REGION
    shared = resolve(["mgn", "ecr"], "cn-north-1")
    (s3,) = [need for need in shared if need.service == "s3"]
    assert s3.buckets == ("ecr-layers",)


def test_a_group_of_buckets_is_included_by_name_and_brings_its_endpoint() -> None:
    (s3,) = [need for need in resolve(["session-manager"], "us-east-1", include=["ssm-agent"]) if need.service == "s3"]
    assert (s3.kind, s3.required, s3.buckets) == (EndpointKind.GATEWAY, False, ("ssm-agent",))
    (s3,) = [need for need in resolve(["eks"], "us-east-1", include=["amazon-linux-2023"]) if need.service == "s3"]
    assert s3.buckets == ("amazon-linux-2023", "ecr-layers")


def test_an_included_need_brings_the_buckets_without_which_it_is_of_no_use() -> None:
    (s3,) = [need for need in resolve(["codebuild"], "us-east-1", include=["ecr.dkr"]) if need.service == "s3"]
    assert s3.buckets == ("ecr-layers",)
    none = resolve(["codebuild"], "us-east-1", include=["ecr.dkr"], exclude=["ecr-layers"])
    assert not [need for need in none if need.buckets]


def test_a_group_of_buckets_can_be_excluded_and_is_told() -> None:
    (s3,) = [need for need in resolve(["ecr"], "us-east-1", exclude=["ecr-layers"]) if need.service == "s3"]
    assert s3.buckets == ()
    layers = left(["ecr"], "us-east-1", "ecr-layers", exclude=["ecr-layers"])
    assert (layers.why, layers.required, layers.service) == (LeftOut.EXCLUDED, True, "s3")


def test_buckets_of_an_optional_use_are_told_where_the_endpoint_is_there_for_another() -> None:
    agent = left(["ecr", "session-manager"], "us-east-1", "ssm-agent")
    assert (agent.why, agent.required) == (LeftOut.OPTIONAL, False)


def test_own_buckets_are_used_where_a_workload_keeps_data() -> None:
    def own(name: str) -> bool:
        (s3,) = [need for need in resolve([name], "us-east-1") if need.service == "s3"]
        return s3.own_buckets

    assert own("codebuild")
    assert own("emr")
    assert not own("ecr")
    assert not own("ecs-fargate")


@pytest.mark.parametrize(
    ("given_names", "text"),
    [
        ({"workloads": ["fargate"]}, r"\[unknown-workload\] workloads= names 'fargate' .*did you mean .*'ecs-fargate'"),
        (
            {"workloads": ["eks"], "include": ["stss"]},
            r"\[unknown-need\] include= names 'stss'.* eks; did you mean 'sts'",
        ),
        (
            {"workloads": ["eks"], "exclude": ["athena"]},
            r"\[unknown-need\] exclude= names 'athena'.*allowed are amazon-linux-2023, autoscaling",
        ),
        (
            {"workloads": ["eks"], "include": ["sts"], "exclude": ["sts"]},
            r"\[included-and-excluded\] 'sts' is in include= and in exclude=",
        ),
    ],
)
def test_a_wrong_name_is_refused_and_says_what_to_do(given_names: dict[str, list[str]], text: str) -> None:
    more = {name: value for name, value in given_names.items() if name != "workloads"}
    with pytest.raises(LookupError, match=text):
        resolve(given_names["workloads"], "us-east-1", **more)
    with pytest.raises(LookupError, match=text):
        left_out(given_names["workloads"], "us-east-1", **more)
    (problem,) = need_problems(given_names["workloads"], **more)
    assert f"[{problem.code}]" in text.replace("\\", "")


def test_all_wrong_names_are_told_at_once() -> None:
    assert len(need_problems(["eks"], include=["a", "b"], exclude=["c"])) == 3
    assert len(need_problems(["x", "y"], include=["a"])) == 2


def test_no_workloads_need_nothing() -> None:
    assert resolve([], "us-east-1") == ()
    assert left_out([], "us-east-1") == ()


def test_absent_services_are_of_the_catalog_sorted_and_of_a_partition() -> None:
    partitions = [row.partition for row in regions()]
    for row in absent_services():
        assert row.partition in partitions
        assert list(row.services) == sorted(set(row.services))
        assert set(row.assumed) <= set(row.services)
        assert all(service(name).name == name for name in row.services)
        assert "https://" in row.source
    assert len({row.partition for row in absent_services()}) == len(absent_services())
