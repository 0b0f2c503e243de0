"""What the page on organizations says is what the catalog and the construct say."""

from __future__ import annotations

from pathlib import Path

from private_endpoints import IdentityPerimeter, NetworkPerimeter, ResourcePerimeter
from private_endpoints.catalog import control_policy_quota, resource_control_services

PAGE = (Path(__file__).parents[2] / "docs" / "guides" / "organization-perimeter.md").read_text("utf-8")


def test_the_quotas_on_the_page_are_those_of_the_catalog() -> None:
    scp, rcp = control_policy_quota("SERVICE_CONTROL_POLICY"), control_policy_quota("RESOURCE_CONTROL_POLICY")
    said = f"an SCP has {scp.max_characters:,} characters and a target {scp.max_attached} of them; an RCP "
    assert f"{said}{rcp.max_characters:,}, a target {rcp.max_attached}." in " ".join(PAGE.split())


def test_the_services_that_the_page_says_are_missing_are() -> None:
    assert "SNS and Lambda are not among them" in PAGE
    assert not {"sns", "lambda"} & set(resource_control_services())


def test_the_tags_on_the_page_are_the_defaults() -> None:
    tags = (*IdentityPerimeter().tags, *ResourcePerimeter().tags, *NetworkPerimeter().tags)
    assert {tag for tag in tags if f"`{tag}`" not in PAGE} == set()
