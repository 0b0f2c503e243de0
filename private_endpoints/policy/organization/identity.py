"""Only our identities reach our resources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from private_endpoints.catalog import resource_control_services
from private_endpoints.errors import Problem
from private_endpoints.policy.organization.deny import deny, for_principals
from private_endpoints.policy.organization.frozen import frozen, not_lists
from private_endpoints.policy.organization.ids import account_problems, tag_problems
from private_endpoints.policy.organization.services import controlled_actions, resource_control_problems
from private_endpoints.policy.statement import Condition, Statement

__all__ = ["IdentityPerimeter"]


@dataclass(frozen=True, kw_only=True)
class IdentityPerimeter:
    """Strangers do not reach resources of the organization, and AWS services only on the organization's behalf.

    A resource control policy. It refuses principals of other organizations, of none, and anonymous ones; and AWS
    services that act for a resource of another organization, as far as they say for whom (`aws:SourceAccount`). Not
    judged are AssumeRoleWithSAML and AssumeRoleWithWebIdentity, whose callers are of no organization: trust policies
    of roles name their identity providers.

    Attributes:
        services: prefixes of IAM actions, such as `s3`; RCPs must support the service. Default: the services whose
            resources take policies and can be shared with strangers: `aoss`, `dynamodb`, `ecr`, `kms`, `logs`, `s3`,
            `secretsmanager`, `sqs`, `sts`.
        trusted_accounts: accounts outside the organization whose principals, and on whose behalf AWS services, are let
            in as well. Accounts of AWS that deliver by themselves belong here, such as those of load balancers in older
            regions. Default: none.
        excluded_by: key of a tag; resources that have it with the value `true` are spared, as far as their service
            supports `aws:ResourceTag`. None: no tag spares. Default: `dp:exclude:identity`.
    """

    services: Sequence[str] | None = None
    trusted_accounts: Sequence[str] = ()
    excluded_by: str | None = "dp:exclude:identity"

    def __post_init__(self) -> None:
        object.__setattr__(self, "services", frozen(self.services))
        object.__setattr__(self, "trusted_accounts", frozen(self.trusted_accounts))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        lists: dict[str, object] = {"trusted_accounts": self.trusted_accounts}
        if self.services is not None:
            lists["services"] = self.services
        found = list(not_lists("identity", **lists))
        yield from found
        if found:
            return
        yield from resource_control_problems("identity", self.services)
        yield from account_problems("identity", "trusted_accounts", self.trusted_accounts)
        yield from tag_problems("identity", excluded_by=self.excluded_by)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The services that it covers, sorted."""
        if self.services is not None:
            return tuple(sorted(set(self.services)))
        return tuple(row.prefix for row in resource_control_services().values() if row.by_default)

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it reads."""
        return () if self.excluded_by is None else (self.excluded_by,)

    def resource_control(self, organization_id: str) -> Iterator[Statement]:
        """The statements of its RCP."""
        actions = controlled_actions(self.prefixes)
        accounts = sorted(set(self.trusted_accounts))
        yield for_principals(
            deny(
                "OnlyOurIdentities",
                self._spared("aws:PrincipalOrgID", organization_id, "aws:PrincipalAccount", accounts),
                {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}},
                actions=actions,
            )
        )
        # Services that act for nobody's resource in particular, such as by assuming a role, say no source account.
        yield for_principals(
            deny(
                "ServicesOnOurBehalf",
                self._spared("aws:SourceOrgID", organization_id, "aws:SourceAccount", accounts),
                {"Bool": {"aws:PrincipalIsAWSService": "true"}, "Null": {"aws:SourceAccount": "false"}},
                actions=actions,
            )
        )

    def _spared(self, key: str, organization_id: str, account_key: str, accounts: list[str]) -> Condition:
        tests: dict[str, object] = {key: organization_id}
        if accounts:
            tests[account_key] = accounts
        if self.excluded_by is not None:
            tests[f"aws:ResourceTag/{self.excluded_by}"] = "true"
        return {"StringNotEquals": tests}
