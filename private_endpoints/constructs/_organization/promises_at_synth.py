"""The promises of an organization's perimeters, judged on the policies as they are at synth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_organizations as organizations
from constructs import Construct, IValidation

from private_endpoints.catalog import partition_of
from private_endpoints.errors import InvalidInputError, Problem
from private_endpoints.policy.organization import Organization, Perimeters, promises
from private_endpoints.policy.promise import broken

__all__ = ["PromisesAtSynth"]

# Stands for an id that is known only at deployment.
_SOME_ORGANIZATION = "o-knownatdeployment"
# More of them say nothing new: the first broken promise is the one to mend.
_MOST_SHOWN = 5


@jsii.implements(IValidation)
class PromisesAtSynth:
    """Refuses to synthesize where a promise is broken, and warns where that depends on something unknown.

    Args:
        perimeter: the construct.
        perimeters: what was promised.
        organization_id: whose; may be a token.
        policies: the policies; what they hold at synth counts.
    """

    def __init__(
        self,
        perimeter: Construct,
        perimeters: Perimeters,
        organization_id: str,
        policies: Sequence[organizations.CfnPolicy],
    ) -> None:
        self._perimeter = perimeter
        self._perimeters = perimeters
        self._organization_id = organization_id
        self._policies = policies

    def validate(self) -> list[str]:
        """The promises that are certainly broken."""
        stack = cdk.Stack.of(self._perimeter)
        given = stack.resolve(self._organization_id)
        organization_id = given if isinstance(given, str) else _SOME_ORGANIZATION
        partition = partition_of(stack.region)
        contents = {policy: _with(stack.resolve(policy.content), given, organization_id) for policy in self._policies}
        try:
            found = list(
                broken(
                    promises(
                        self._perimeters,
                        Organization(organization_id, partition),
                        service_control=[one for key, one in contents.items() if key.type == "SERVICE_CONTROL_POLICY"],
                        resource_control=[
                            one for key, one in contents.items() if key.type == "RESOURCE_CONTROL_POLICY"
                        ],
                        bindings={"AWS::Partition": partition},
                    )
                )
            )
        except InvalidInputError as error:
            return [f"{self._perimeter.node.path}: {error}"]
        doubts = [one for one in found if not one.certainly]
        for one in doubts[:_MOST_SHOWN]:
            cdk.Annotations.of(self._perimeter).add_warning_v2("private-endpoints:perimeter-unproven", str(one))
        certain = [one for one in found if one.certainly]
        return [
            f"{self._perimeter.node.path}: {Problem('broken-promise', str(one), 'take back what changed the policy')}"
            for one in certain[:_MOST_SHOWN]
        ]


def _with(value: Any, reference: object, text: str) -> Any:  # noqa: ANN401 - any JSON value
    """The value with a text in place of a reference."""
    if value == reference:
        return text
    if isinstance(value, dict):
        return {key: _with(inner, reference, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with(inner, reference, text) for inner in value]
    return value
