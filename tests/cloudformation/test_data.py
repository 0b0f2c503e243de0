"""The tables against CloudFormation's own schemas, as cfn-lint carries them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

from private_endpoints.cloudformation.lowering import registry
from private_endpoints.cloudformation.lowering.data import changing_types, resource_policies, workload_types
from private_endpoints.cloudformation.resolution.return_values import ReturnValues, return_values, types_with_values

_ROWS = [return_values(type_) for type_ in types_with_values()]


def _schema(type_: str) -> Any:
    return PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", type_)


def _has(schema: Any, path: str) -> bool:
    """Whether a property such as `VpcConfig.SubnetIds` is in a schema."""
    here: Any = schema
    for step in path.split("."):
        here = _meant(schema, here)
        here = _meant(schema, here["items"]) if here.get("type") == "array" else here
        if step not in here.get("properties", {}):
            return False
        here = here["properties"][step]
    return True


def _meant(schema: Any, here: Any) -> Any:
    """What a reference stands for."""
    while "$ref" in here:
        name = here["$ref"].split("/")
        here = schema
        for part in name[1:]:
            here = here[part]
    return here


@pytest.mark.parametrize("row", _ROWS, ids=lambda row: row.type)
def test_what_is_returned_is_in_the_schema(row: ReturnValues) -> None:
    schema = _schema(row.type)
    attributes = set(schema.get_atts)
    for name in (*row.same_as_ref, *row.properties, *row.attributes):
        assert name in attributes, name
    for name in (*row.properties.values(), *([row.name] if row.name else [])):
        assert _has(schema.schema, name), name


@pytest.mark.parametrize("type_", list(workload_types()))
def test_where_a_workload_has_its_network_is_in_the_schema(type_: str) -> None:
    row, schema = workload_types()[type_], _schema(type_).schema
    paths = [row[key] for key in ("subnets", "groups", "role", "profile", "port", "calls_inside") if key in row]
    public = row.get("public")
    paths += [public] if isinstance(public, str) else list(public["unless"]) if isinstance(public, dict) else []
    paths += [row[key]["property"] for key in ("subnet_group", "inherits", "bypass", "default_port") if key in row]
    paths += [row["roles_of_features"]["several"]] if "roles_of_features" in row else []
    assert [path for path in paths if not _has(schema, path)] == []
    if "subnet_group" in row:
        assert _has(_schema(row["subnet_group"]["type"]).schema, row["subnet_group"]["subnets"])


@pytest.mark.parametrize("type_", list(resource_policies()))
def test_where_a_resource_has_its_policy_is_in_the_schema(type_: str) -> None:
    row, schema = resource_policies()[type_], _schema(type_).schema
    given = [row[key] for key in ("of", "document", "statement") if key in row]
    if "region_of_one" in row:
        given.append(f"{row['document'].partition('.')[0]}.{row['region_of_one']}")
    assert [path for path in given if not _has(schema, path)] == []
    assert row.get("policy_of", type_) in resource_policies()


def test_what_is_known_of_aws_exists() -> None:
    every = {*registry.lowered_types(), *changing_types()}
    assert [type_ for type_ in sorted(every) if _is_of_aws(type_) and _schema(type_) is None] == []


def _is_of_aws(type_: str) -> bool:
    # Made by CloudFormation or SAM itself, without a schema.
    return type_.startswith("AWS::") and not type_.startswith(("AWS::Serverless::", "AWS::CloudFormation::"))


def test_every_row_has_a_source_a_date_and_how_sure_it_is() -> None:
    rows = [*workload_types().values(), *resource_policies().values(), *changing_types().values()]
    facts = [(row["source"], row["as_of"], row["confidence"]) for row in rows]
    facts += [(row.source, row.as_of, row.confidence) for row in _ROWS]
    for source, as_of, confidence in facts:
        assert source.startswith("https://")
        date.fromisoformat(as_of)
        assert confidence in {"schema", "memory"}
