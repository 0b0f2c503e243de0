"""A data perimeter around an organization, as policies of AWS Organizations."""

from __future__ import annotations

from collections.abc import Sequence

import aws_cdk as cdk
from aws_cdk import aws_organizations as organizations
from constructs import Construct

from private_endpoints.catalog import partition_of
from private_endpoints.constructs._organization.promises_at_synth import PromisesAtSynth
from private_endpoints.constructs._planning.arguments import listed
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import path_of
from private_endpoints.errors import Problem
from private_endpoints.policy.organization import (
    ControlPolicy,
    Exemptions,
    IdentityPerimeter,
    NetworkPerimeter,
    Organization,
    Perimeters,
    ResourcePerimeter,
    control_policies,
)
from private_endpoints.policy.organization.ids import target_problems
from private_endpoints.policy.organization_id import organization_id_problem

__all__ = ["OrganizationPerimeter"]

# https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html
_LONGEST_NAME = 128
_SUMMARY = {
    "IdentityRcp": "Only identities of the organization reach its resources",
    "NetworkRcp": "Resources of the organization are reached from expected networks only",
    "NetworkScp": "Identities of the organization call from expected networks only",
    "ProtectionScp": "Nobody exempts himself from the perimeter",
    "ResourceScp": "Identities of the organization reach only its resources",
}


class OrganizationPerimeter(Construct):
    """Service control policies and resource control policies that keep an organization's data inside.

    Three perimeters, each made only where it is given: `identity` (only our identities reach our resources),
    `resource` (our identities reach only our resources) and `network` (from expected networks only). Beside them a
    policy keeps everybody from giving himself the tags and roles that exempt. All are Denies; they grant nothing, and
    FullAWSAccess has to stay attached.

    Deploy it from the management account or from a delegated administrator of AWS Organizations, where both policy
    types are enabled. AWS spares the management account and service-linked roles, and `organizations:*` is never
    refused, so the policies can be changed and detached by whoever could attach them. Attach to one test account
    first, then to organizational units, and to the root last.

    At synth the promises of the perimeters are proven on the final policies: whoever should reach what, and who should
    not. The app does not synthesize when one fails.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        organization_id: str,
        targets: Sequence[str],
        identity: IdentityPerimeter | None = None,
        resource: ResourcePerimeter | None = None,
        network: NetworkPerimeter | None = None,
        break_glass: Sequence[str] = (),
        exempt_roles: Sequence[str] = (),
        tag_administrators: Sequence[str] = (),
    ) -> None:
        """Make the policies.

        Args:
            scope: parent.
            id: id below the parent.
            organization_id: id of the organization, such as `o-exampleorgid`; may be a token.
            targets: ids of the root, of organizational units or of accounts that the policies are attached to; may be
                tokens. There is no default: a policy that is attached to nothing protects nothing.
            identity: who reaches our resources. Default: no policy about that.
            resource: what our identities reach. Default: no policy about that.
            network: from which networks. Default: no policy about that.
            break_glass: exact ARNs of roles and users that are never refused. Default: none.
            exempt_roles: roles that are never refused in any account of the organization, by path and name, such as
                `AWSControlTowerExecution` and `stacksets-exec-*`. Nobody else can make or change roles of these names.
                Default: none.
            tag_administrators: exact ARNs of those who may set the tags that a perimeter reads. Default: the exempt,
                and whoever is in the management account.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
        """
        problems: list[Problem] = []
        attached = listed("targets", targets, problems)
        problems += target_problems(attached)
        if not attached and not problems:
            problems.append(
                Problem(
                    "no-targets",
                    "targets=[] attaches the policies to nothing, so they would protect nothing",
                    "give the root, organizational units or accounts; begin with one test account",
                )
            )
        if (wrong_id := organization_id_problem(organization_id)) is not None:
            problems.append(wrong_id)
        perimeters = Perimeters(
            identity=identity,
            resource=resource,
            network=network,
            exempt=Exemptions(break_glass=break_glass, roles=exempt_roles, tag_administrators=tag_administrators),
        )
        problems += perimeters.problems()
        raise_problems(path_of(scope, id), problems)
        stack = cdk.Stack.of(scope)
        known = not cdk.Token.is_unresolved(stack.region)
        organization = Organization(organization_id, partition_of(stack.region) if known else stack.partition)
        policies, problems = control_policies(perimeters, organization)
        raise_problems(path_of(scope, id), problems)

        super().__init__(scope, id)
        self.organization_id = organization_id
        self._policies = {policy.name: self._policy(policy, attached) for policy in policies}
        self._one_after_the_other()
        self.node.add_validation(PromisesAtSynth(self, perimeters, organization_id, list(self._policies.values())))

    @property
    def policies(self) -> tuple[organizations.CfnPolicy, ...]:
        """All policies, service control and resource control."""
        return tuple(self._policies.values())

    @property
    def service_control_policies(self) -> tuple[organizations.CfnPolicy, ...]:
        """The policies about what our identities may do."""
        return tuple(one for one in self.policies if one.type == "SERVICE_CONTROL_POLICY")

    @property
    def resource_control_policies(self) -> tuple[organizations.CfnPolicy, ...]:
        """The policies about what may be done with our resources."""
        return tuple(one for one in self.policies if one.type == "RESOURCE_CONTROL_POLICY")

    def _policy(self, policy: ControlPolicy, targets: Sequence[str]) -> organizations.CfnPolicy:
        prefix = cdk.Names.unique_resource_name(self, max_length=_LONGEST_NAME - len(policy.name) - 1, separator="-")
        return organizations.CfnPolicy(
            self,
            policy.name,
            name=f"{prefix}-{policy.name}",
            type=policy.type,
            content=policy.document,
            description=_SUMMARY[policy.name.rstrip("0123456789")],
            target_ids=list(targets),
        )

    def _one_after_the_other(self) -> None:
        """Organizations refuses changes while another one is under way (ConcurrentModificationException).

        https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
        """
        for before, after in zip(self.policies, self.policies[1:], strict=False):
            after.node.add_dependency(before)
