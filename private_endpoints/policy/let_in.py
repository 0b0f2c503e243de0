"""From where and by whom a resource may be used, as the condition of a Deny for all others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from private_endpoints.policy.statement import Condition

__all__ = ["LetIn", "missing_keys"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """Whom the Deny of a perimeter spares. Each list widens: all keys of a Deny must match, so each is an exemption.

    The operators are true where a key is missing, so whoever comes through no endpoint is refused. Never
    `ForAnyValue:StringNotEquals`, which is false there and opens the perimeter
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html).

    Attributes:
        endpoints: ids of endpoints.
        vpc_arns: VPCs, for services that carry their ARN.
        vpc_ids: VPCs, for services that do not; an id is unique in its region only.
        organizations: organizations whose accounts have the endpoint.
        accounts: accounts that have the endpoint.
        principals: roles and users, by exact ARNs, or patterns of roles that only AWS can create.
        principal_accounts: accounts of AWS that call as themselves.
    """

    endpoints: tuple[Any, ...] = ()
    vpc_arns: tuple[Any, ...] = ()
    vpc_ids: tuple[Any, ...] = ()
    organizations: tuple[Any, ...] = ()
    accounts: tuple[Any, ...] = ()
    principals: tuple[Any, ...] = ()
    principal_accounts: tuple[Any, ...] = ()

    def condition(self) -> Condition:
        """When a request is refused."""
        return {
            # Two keys, because a service is either the caller itself or passes the caller's request on.
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"},
            **_operator(
                "StringNotEquals",
                ("aws:SourceVpce", self.endpoints),
                ("aws:SourceVpc", self.vpc_ids),
                ("aws:VpceOrgID", self.organizations),
                ("aws:VpceAccount", self.accounts),
                ("aws:PrincipalAccount", self.principal_accounts),
            ),
            **_operator(
                "ArnNotEquals",
                ("aws:PrincipalArn", self.principals),
                ("aws:SourceVpcArn", self.vpc_arns),
            ),
        }

    def elsewhere(self, regions: Iterable[Any]) -> Condition:
        """When a request from one of `vpc_ids` is refused after all.

        It is for another region, where another VPC may have the id.

        Args:
            regions: regions of the VPCs.
        """
        without = LetIn(
            endpoints=self.endpoints,
            organizations=self.organizations,
            accounts=self.accounts,
            principals=self.principals,
            principal_accounts=self.principal_accounts,
        ).condition()
        other = {**without.get("StringNotEquals", {}), "aws:RequestedRegion": list(regions)}
        return {**without, "StringEquals": {"aws:SourceVpc": list(self.vpc_ids)}, "StringNotEquals": other}


def _operator(name: str, *keys: tuple[str, tuple[Any, ...]]) -> dict[str, dict[str, Any]]:
    given = {key: list(values) for key, values in keys if values}
    return {name: given} if given else {}


def missing_keys(carried: Iterable[str] | None, *, organizations: bool, accounts: bool) -> tuple[str, ...]:
    """The keys that a perimeter would test and a service does not carry: it would refuse one's own traffic.

    Args:
        carried: the keys that the service carries; None where that is not known.
        organizations: whether an organization is let in.
        accounts: whether accounts are.
    """
    wanted = {"aws:VpceOrgID": organizations, "aws:VpceAccount": accounts}
    return tuple(key for key, asked in wanted.items() if asked and key not in (carried or ()))
