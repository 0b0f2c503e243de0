"""Policy templates of the Serverless Application Model: statements with parameters, of which SAM has a fixed list.

https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-templates.html
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.lowering.data import sam_policies
from private_endpoints.values import Opaque

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["from_template"]


def from_template(resolver: Resolver, given: Mapping[str, Any]) -> dict[str, Any] | None:
    """The document that SAM makes of `{name of the template: {parameter: value}}`; None: there is no such template.

    Args:
        resolver: of the stack.
        given: the policy as the template has it, resolved.
    """
    if len(given) != 1:
        return None
    name, values = next(iter(given.items()))
    row = sam_policies().get(name)
    values = {} if values is None else values
    if row is None or not isinstance(values, dict) or not values.keys() >= set(row["parameters"]):
        return None
    return {"Statement": resolver.resolve(_filled(row["statements"], values))}


def _filled(value: Any, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON
    """Statements with the values of their parameters in the places of the references to them."""
    if isinstance(value, list):
        return [_filled(one, values) for one in value]
    if not isinstance(value, dict):
        return value
    name = value.get("Ref")
    if isinstance(name, str) and name in values:
        return values[name].text if isinstance(values[name], Opaque) else values[name]
    return {key: _filled(one, values) for key, one in value.items()}
