"""Our identities reach only our resources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from private_endpoints.catalog import workload
from private_endpoints.errors import Problem
from private_endpoints.policy.organization.deny import deny
from private_endpoints.policy.organization.exemptions import Exemptions
from private_endpoints.policy.organization.frozen import frozen, not_lists
from private_endpoints.policy.organization.ids import account_problems, region_problems, tag_problems
from private_endpoints.policy.organization.resources_of_aws import (
    accounts_of_aws,
    buckets_of_aws,
    needs_regions,
    resources_of_aws,
)
from private_endpoints.policy.statement import Condition, Statement

__all__ = ["ResourcePerimeter"]

_SERVICE = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")
_S3 = re.compile(r"arn:[a-z-]+:s3:::[a-z0-9.-]+(/.+)?")
_ARN = re.compile(r"arn:[a-z-]+:[a-z0-9-]+:[a-z0-9*-]*:(aws|\d{12}):.+")


@dataclass(frozen=True, kw_only=True)
class ResourcePerimeter:
    """Identities of the organization do not reach resources of strangers.

    A service control policy. It refuses every action on a resource whose account is of another organization or of none.
    Spared are resources that AWS owns (public documents and parameters, managed policies, images of add-ons, Amazon's
    machine images), by ARNs of the catalog, and actions that say no account of a resource. A request that AWS services
    make with the caller's credentials is judged as well: else one could carry data out through a service. Services that
    keep such data in accounts of AWS, such as Service Catalog and Data Exchange, are named in `called_via`.

    Attributes:
        workloads: names of the catalog; resources of AWS that only other workloads need are refused. Default: those of
            all workloads are spared, but for buckets, which are spared for workloads that are named here only.
        regions: the regions in use. Default: any; but buckets of AWS have names with the region, and a pattern would
            spare buckets of anybody, so workloads that read these need it.
        trusted_accounts: accounts outside the organization whose resources are reached as well. Default: none.
        trusted_resources: ARNs of single resources outside the organization that are reached as well. Default: none.
        called_via: service principals, such as `servicecatalog.amazonaws.com`, that may reach anything with the
            credentials of the caller. Default: none.
        included_by: key of a tag; only principals that have it with the value `true` are judged. Default: all are.
        excluded_by: key of a tag; principals that have it with the value `true` are spared. None: no tag spares.
            Default: `dp:exclude:resource`.
    """

    workloads: Sequence[str] | None = None
    regions: Sequence[str] = ()
    trusted_accounts: Sequence[str] = ()
    trusted_resources: Sequence[str] = ()
    called_via: Sequence[str] = ()
    included_by: str | None = None
    excluded_by: str | None = "dp:exclude:resource"

    def __post_init__(self) -> None:
        for name in ("workloads", "regions", "trusted_accounts", "trusted_resources", "called_via"):
            object.__setattr__(self, name, frozen(getattr(self, name)))

    def problems(self) -> Iterator[Problem]:
        """What is wrong with it."""
        lists: dict[str, object] = {
            "regions": self.regions,
            "trusted_accounts": self.trusted_accounts,
            "trusted_resources": self.trusted_resources,
            "called_via": self.called_via,
        }
        if self.workloads is not None:
            lists["workloads"] = self.workloads
        found = list(not_lists("resource", **lists))
        yield from found
        if found:
            return
        yield from self._workload_problems()
        yield from region_problems("resource", "regions", self.regions)
        yield from account_problems("resource", "trusted_accounts", self.trusted_accounts)
        yield from tag_problems("resource", included_by=self.included_by, excluded_by=self.excluded_by)
        for service in self.called_via:
            if not _SERVICE.fullmatch(service):
                yield Problem(
                    "not-a-service-principal",
                    f"resource has {service!r} in called_via=",
                    "give service principals such as 'servicecatalog.amazonaws.com'",
                )
        for arn in self.trusted_resources:
            if not (_S3.fullmatch(arn) or _ARN.fullmatch(arn)):
                yield Problem(
                    "not-an-exact-owner",
                    f"resource has {arn!r} in trusted_resources=, which does not tell whose it is",
                    "give ARNs with an account, or of a bucket by its full name: whoever can make a resource of a "
                    "matching name would be trusted",
                )

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it reads."""
        return tuple(tag for tag in (self.included_by, self.excluded_by) if tag is not None)

    def service_control(self, organization_id: str, partition: str, exempt: Exemptions) -> Iterator[Statement]:
        """The statements of its SCP."""
        by_owner = accounts_of_aws(self.workloads, self.regions, partition)
        judged = [self._included(), self._not_called_via(), exempt.not_by_insiders(partition)]
        yield deny(
            "OnlyOurResources",
            self._spared(organization_id, {"ec2:Owner": "amazon"}),
            *judged,
            # Whoever administers the organization is never kept from undoing this policy.
            not_actions=["organizations:*"],
            not_resources=[
                *resources_of_aws(self.workloads, self.regions, partition),
                *buckets_of_aws(self.workloads, self.regions, partition),
                *(pattern for pattern, _ in by_owner.values()),
                *self.trusted_resources,
            ],
        )
        for service, (pattern, accounts) in by_owner.items():
            yield deny(
                f"OnlyOurResourcesOf{service.title()}",
                self._spared(organization_id, {}, *accounts),
                *judged,
                actions=["*"],
                resources=[pattern],
            )

    def _spared(self, organization_id: str, further: Mapping[str, object], *accounts: str) -> Condition:
        tests: dict[str, object] = {"aws:ResourceOrgID": organization_id, **further}
        if owners := sorted({*self.trusted_accounts, *accounts}):
            tests["aws:ResourceAccount"] = owners
        if self.excluded_by is not None:
            tests[f"aws:PrincipalTag/{self.excluded_by}"] = "true"
        # aws:ResourceOrgID is missing where the owner is in no organization, and where there is no owner to tell. Only
        # a request that names an owner is judged.
        return {"StringNotEquals": tests, "Null": {"aws:ResourceAccount": "false"}}

    def _not_called_via(self) -> Condition:
        # True as well where no service called.
        return (
            {"ForAllValues:StringNotEquals": {"aws:CalledVia": sorted(set(self.called_via))}} if self.called_via else {}
        )

    def _included(self) -> Condition:
        if self.included_by is None:
            return {}
        return {"StringEquals": {f"aws:PrincipalTag/{self.included_by}": "true"}}

    def _workload_problems(self) -> Iterator[Problem]:
        known = True
        for name in self.workloads or ():
            try:
                workload(name)
            except LookupError as error:
                known = False
                text = str(error.args[0] if error.args else error)
                yield Problem(
                    "unknown-workload",
                    f"resource has {name!r} in workloads=",
                    text.removeprefix("[unknown-workload] "),
                )
        if known and not self.regions and (named := needs_regions(self.workloads)):
            yield Problem(
                "no-regions",
                f"resource has workloads= with {', '.join(repr(one) for one in named)}, which read buckets of AWS "
                "whose names hold the region",
                "give regions=[...]: a pattern for any region would spare buckets of anybody",
            )
