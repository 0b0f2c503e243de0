"""Finding a row by name, and what happens when there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import private_endpoints.catalog
from private_endpoints.catalog import Catalog, EndpointKind, EndpointService, default_catalog, service, services
from private_endpoints.errors import UnknownServiceError

NAMES = [row.name for row in services()]
ALIASES = json.loads((Path(private_endpoints.catalog.__file__).parent / "data" / "aliases.json").read_text("utf-8"))


@st.composite
def one_letter_edits(draw: st.DrawFn) -> tuple[str, str]:
    """A name of the catalog, and the same with one letter put in, left out or replaced."""
    name = draw(st.sampled_from([name for name in NAMES if len(name) > 2]))
    at = draw(st.integers(0, len(name) - 1))
    letter = draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz0123456789"))
    edited = draw(
        st.sampled_from(
            [name[:at] + letter + name[at:], name[:at] + name[at + 1 :], name[:at] + letter + name[at + 1 :]]
        )
    )
    return name, edited


@given(one_letter_edits())
def test_a_name_with_one_letter_wrong_suggests_the_name(edit: tuple[str, str]) -> None:
    name, edited = edit
    if edited in NAMES:
        return
    with pytest.raises(UnknownServiceError) as caught:
        service(edited)
    assert name in caught.value.suggestions


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_capitals_suggests_the_name_first(name: str) -> None:
    with pytest.raises(UnknownServiceError) as caught:
        service(name.upper())
    assert caught.value.suggestions[0] == name


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_suggests_what_it_means_and_never_resolves(alias: str) -> None:
    assert alias not in NAMES
    with pytest.raises(UnknownServiceError) as caught:
        service(alias)
    assert caught.value.suggestions[: len(ALIASES[alias])] == tuple(ALIASES[alias])
    assert set(ALIASES[alias]) <= set(NAMES)


@pytest.mark.parametrize("alias", ["cloudwatch", "ecr", "session-manager", "apigateway-v2", "sfn", "elb", "kinesis"])
def test_common_words_suggest_something(alias: str) -> None:
    with pytest.raises(UnknownServiceError) as caught:
        service(alias)
    assert caught.value.suggestions


@pytest.mark.parametrize("name", ["", " ", "zzzzzzzzzzzz", "com.amazonaws", "${Token[TOKEN.12]}"])
def test_nonsense_is_refused_without_a_guess(name: str) -> None:
    with pytest.raises(UnknownServiceError) as caught:
        service(name)
    assert caught.value.suggestions == ()
    assert "[unknown-service]" in str(caught.value)


def test_a_full_name_with_a_misspelt_region_is_refused() -> None:
    with pytest.raises(UnknownServiceError) as caught:
        service("com.amazonaws.useast1.ecr.api")
    assert caught.value.suggestions == ("com.amazonaws.{region}.ecr.api",)


def test_somebody_elses_service_gets_a_row_that_claims_nothing() -> None:
    row = service("com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")
    assert row.name == "vpce-svc-0123456789abcdef0"
    assert row.kinds == (EndpointKind.INTERFACE,)
    assert row.private_dns_names == ()
    assert row.policy_supported is None
    assert row.perimeter_keys is None
    assert row.service_name_in("eu-west-1") == "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0"


def test_a_full_name_that_the_catalog_lacks_is_accepted() -> None:
    row = service("com.amazonaws.us-east-1.brand-new")
    assert row.service_name == "com.amazonaws.us-east-1.brand-new"
    assert "private_dns_names" in row.assumed


def test_an_own_row_is_returned_as_it_is() -> None:
    row = EndpointService(name="mine", service_name="com.amazonaws.vpce.us-east-1.vpce-svc-0a")
    assert service(row) is row


def test_a_catalog_with_rows_finds_them_and_leaves_the_first_alone() -> None:
    mine = EndpointService(name="mine", service_name="com.example.{region}.mine")
    other_ssm = EndpointService(name="ssm", service_name="com.amazonaws.{region}.ssm", policy_supported=False)
    mended = default_catalog().with_rows(mine, other_ssm)
    assert mended.service("mine") is mine
    assert mended.service("com.example.eu-west-1.mine") is mine
    assert mended.service("ssm") is other_ssm
    assert mended.service("com.amazonaws.eu-west-1.ssm") is other_ssm
    assert service("ssm") is not other_ssm
    assert [row.name for row in mended.services()] == sorted([*NAMES, "mine"])


def test_of_two_rows_with_one_name_the_later_holds() -> None:
    first, second = (EndpointService(name="a", service_name="com.example.a", note=note) for note in "12")
    assert Catalog([first, second]).services() == (second,)
