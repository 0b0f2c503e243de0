"""Who plays in the promises of an organization: its own, strangers and AWS."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_address, ip_network
from itertools import count
from typing import NamedTuple

from private_endpoints.catalog import organization_endpoint_prefixes, resource_control_services
from private_endpoints.policy.evaluation import Principal, Request
from private_endpoints.policy.evaluation.context import Given
from private_endpoints.policy.organization.perimeters import Organization, Perimeters
from private_endpoints.policy.organization.resources_of_aws import accounts_of_aws
from private_endpoints.policy.organization.way import Way

__all__ = ["Cast"]

# The digits are those of AWS's documentation; no VPC has such an id.
_ACCOUNT, _SECOND_ACCOUNT = "111122223333", "444455556666"
_OTHER_VPC = "vpc-stranger"
_REGIONS = ("us-east-1", "eu-west-1")
# No region of AWS, so none that anybody gives.
_ELSEWHERE = "xx-elsewhere-1"
# https://www.rfc-editor.org/rfc/rfc5737: addresses for examples.
_ADDRESSES = ("203.0.113.66", "198.51.100.66", "192.0.2.66")


class _Account(NamedTuple):
    """An account and the organization that it is in."""

    id: str
    organization: str | None


class Cast:
    """The requests by which an organization's policies are judged.

    Args:
        perimeters: what was promised.
        organization: whose, with everything known.
    """

    account = _ACCOUNT

    def __init__(self, perimeters: Perimeters, organization: Organization) -> None:
        self.perimeters = perimeters
        self.organization = organization
        self.other_organization = f"{organization.id}stranger"
        self._ours = _Account(_ACCOUNT, organization.id)
        self._ours_too = _Account(_SECOND_ACCOUNT, organization.id)
        self.other_account = _untrusted(perimeters)
        self._theirs = _Account(self.other_account, self.other_organization)
        self._nobodys = _Account(self.other_account, None)

    @property
    def prefixes(self) -> tuple[str, ...]:
        """The services of the requests, sorted: those that a perimeter covers, and one that RCPs do not know."""
        found = {"s3", "ssm"}
        if self.perimeters.identity is not None:
            found |= set(self.perimeters.identity.prefixes)
        if self.perimeters.network is not None:
            found |= set(self.perimeters.network.controlled_prefixes)
        return tuple(sorted(found))

    @property
    def examples(self) -> frozenset[str]:
        """One service for each of the statements that differ by service: their exemptions are the same for the rest."""
        carrying = organization_endpoint_prefixes()
        kinds = {(one in carrying, one in resource_control_services()): one for one in reversed(self.prefixes)}
        return frozenset(kinds.values())

    @property
    def unexpected_address(self) -> str:
        """A public address that is in no corporate range; the last resort is one that can be in none."""
        network = self.perimeters.network
        ranges = [ip_network(one) for one in network.corporate_cidrs] if network is not None else []
        return next((one for one in _ADDRESSES if not any(ip_address(one) in net for net in ranges)), "0.0.0.1")

    def expected(self, prefix: str) -> list[Way]:
        """The ways by which a service may be called; at least one."""
        network = self.perimeters.network
        if network is None or not self._covered(prefix):
            return [Way.directly(self.unexpected_address)]
        ways = []
        if prefix in organization_endpoint_prefixes():
            ways.append(
                Way.through(
                    "through an endpoint of the organization",
                    vpc="vpc-ours",
                    organization=self.organization.id,
                    region=_REGIONS[0],
                )
            )
        else:
            ways += [
                Way.through(f"through {vpc} in {region}", vpc=vpc, organization=self.organization.id, region=region)
                for region, vpcs in network.vpcs.items()
                for vpc in vpcs[:1]
            ]
        return ways + [Way.directly(str(ip_network(cidr)[0])) for cidr in network.corporate_cidrs]

    def unexpected(self, prefix: str) -> list[Way]:
        """The ways by which a service may not be called; none where the network perimeter does not cover it."""
        network = self.perimeters.network
        if network is None or not self._covered(prefix):
            return []
        ways = [
            Way.directly(self.unexpected_address),
            Way.through(
                "through an endpoint of another organization",
                vpc=_OTHER_VPC,
                organization=self.other_organization,
                region=_REGIONS[0],
            ),
            Way.through(
                "through an endpoint of no organization", vpc=_OTHER_VPC, organization=None, region=_REGIONS[0]
            ),
        ]
        if prefix not in organization_endpoint_prefixes():
            ways += [
                Way.through(
                    f"through a stranger's {vpcs[0]} in another region than {region}",
                    vpc=vpcs[0],
                    organization=None,
                    region=_ELSEWHERE,
                )
                for region, vpcs in network.vpcs.items()
            ]
        return ways

    def insider(self, prefix: str) -> Request:
        """A principal of the organization and a resource in another of its accounts."""
        return self._request(prefix, self._ours, self._ours_too)

    def strangers(self, prefix: str) -> list[tuple[str, Request]]:
        """Principals of other organizations, of none, and without a name, who want a resource of ours."""
        ours = {"aws:ResourceOrgID": self.organization.id, "aws:RequestedRegion": _REGIONS[0]}
        action, resource = _example(prefix, _SECOND_ACCOUNT, self.organization.partition)
        anonymous = Request.of(
            Principal.parse("anonymous"), action, resource, resource_account=_SECOND_ACCOUNT, context=ours
        )
        return [
            (
                "a principal of another organization",
                self._request(prefix, self._theirs, self._ours_too),
            ),
            (
                "a principal of no organization",
                self._request(prefix, self._nobodys, self._ours_too),
            ),
            ("an anonymous caller", anonymous),
        ]

    def trusted(self, prefix: str, account: str) -> Request:
        """A principal of a trusted account and a resource of ours."""
        return self._request(prefix, _Account(account, None), self._ours_too)

    def let_in(self, prefix: str) -> Request | None:
        """A stranger and a resource of ours that he may reach; None where the identity perimeter lets in none."""
        stranger = self.strangers(prefix)[0][1]
        identity = self.perimeters.identity
        if identity is None or prefix not in identity.prefixes:
            return stranger
        if identity.excluded_by is None:
            return None
        return stranger.with_keys({f"aws:ResourceTag/{identity.excluded_by}": "true"})

    def session_tags(self, *, by_stranger: bool, tags: Sequence[str]) -> Request:
        """Somebody who may assume a role of ours brings session tags."""
        resource = f"arn:{self.organization.partition}:iam::{_SECOND_ACCOUNT}:role/Worker"
        caller = self._theirs if by_stranger else self._ours
        keys: dict[str, Given] = {"aws:TagKeys": list(tags)}
        return self._of(caller, "sts:TagSession", resource, self._ours_too).with_keys(keys)

    def abroad(self, prefix: str) -> list[tuple[str, Request]]:
        """Our principal, and resources that are not ours."""
        return [
            (
                "another organization",
                self._request(prefix, self._ours, self._theirs),
            ),
            (
                "an account in no organization",
                self._request(prefix, self._ours, self._nobodys),
            ),
        ]

    def of_aws(self) -> Iterator[tuple[str, Request]]:
        """Our principal, and resources that AWS owns."""
        partition = self.organization.partition
        region = _REGIONS[0]
        if self.perimeters.resource is not None and self.perimeters.resource.regions:
            region = self.perimeters.resource.regions[0]
        wanted = {
            "a public parameter": ("ssm:GetParameter", f"arn:{partition}:ssm:{region}::parameter/aws/service/x"),
            "a document of AWS": ("ssm:SendCommand", f"arn:{partition}:ssm:{region}::document/AWS-RunShellScript"),
            "a managed policy": ("iam:GetPolicy", f"arn:{partition}:iam::aws:policy/ReadOnlyAccess"),
        }
        for what, (action, resource) in wanted.items():
            request = self._of(self._ours, action, resource, self._nobodys)
            service = action.partition(":")[0]
            for way in self.expected(service):
                yield f"{what} {way.name}", way.send(request)
        image = self._of(
            self._ours, "ec2:RunInstances", f"arn:{partition}:ec2:{region}::image/ami-1", self._nobodys
        ).with_keys({"ec2:Owner": "amazon"})
        yield "an image of Amazon", self.expected("ec2")[0].send(image)

    def service(self, prefix: str, organization: str | None, account: str | None) -> Request:
        """An AWS service, on behalf of somebody or of nobody in particular."""
        action, resource = _example(prefix, _SECOND_ACCOUNT, self.organization.partition)
        keys: dict[str, Given] = {
            "aws:ResourceOrgID": self.organization.id,
            "aws:SourceAccount": account,
            "aws:SourceOrgID": organization,
            "aws:RequestedRegion": _REGIONS[0],
        }
        principal = Principal.service("delivery.logs.amazonaws.com")
        return Request.of(principal, action, resource, resource_account=_SECOND_ACCOUNT, context=keys)

    def exempt_principals(self) -> list[str]:
        """ARNs of the exempt, one for each; for `*` in it something that fits."""
        exempt = self.perimeters.exempt
        partition = self.organization.partition
        roles = [arn.replace("::*:", f"::{_ACCOUNT}:").replace("*", "0a1b") for arn in exempt.role_arns(partition)]
        return [*exempt.break_glass, *roles, f"arn:{partition}:iam::{_ACCOUNT}:role/aws:ec2-infrastructure"]

    def tag_administrators(self) -> list[str]:
        """ARNs of those who may set the tags of the perimeters."""
        return [*self.perimeters.exempt.tag_administrators, *self.perimeters.exempt.break_glass]

    def tagging(self, tag: str, *, by: str | None = None) -> Request:
        """One of ours tags a role."""
        resource = f"arn:{self.organization.partition}:iam::{_ACCOUNT}:role/Worker"
        request = self._of(self._ours, "iam:TagRole", resource, self._ours)
        keys: dict[str, Given] = {"aws:TagKeys": [tag]}
        if by is not None:
            keys["aws:PrincipalArn"] = by
        return request.with_keys(keys)

    def changing(self, role: str, *, by: str | None = None) -> Request:
        """One of ours changes who may assume a role."""
        arn = role.replace("::*:", f"::{_ACCOUNT}:").replace("*", "0a1b")
        action = "iam:PutUserPolicy" if ":user/" in arn else "iam:UpdateAssumeRolePolicy"
        request = self._of(self._ours, action, arn, self._ours)
        return request if by is None else request.with_keys({"aws:PrincipalArn": by})

    def administration(self, action: str) -> Request:
        """An administrator in the delegated account works on a policy of the organization."""
        organization = self.organization
        policy = f"policy/{organization.id}/service_control_policy/p-examplepolicy"
        resource = f"arn:{organization.partition}:organizations::{_SECOND_ACCOUNT}:{policy}"
        return self._of(self._ours, action, resource, self._ours_too)

    def of_aws_by_owner(self) -> Iterator[tuple[str, str, str]]:
        """Services some of whose resources are in numbered accounts of AWS: an action, an ARN of AWS's, one of not."""
        resource = self.perimeters.resource
        if resource is None:
            return
        found = accounts_of_aws(resource.workloads, resource.regions, self.organization.partition)
        for service, (pattern, accounts) in found.items():
            region = (resource.regions or _REGIONS)[0]
            arn = pattern.replace(":*:*:", f":{region}:{{}}:").replace("*", "example")
            yield f"{service}:GetExample", arn.format(accounts[0]), arn.format(self.other_account)

    def of_owner(self, action: str, arn: str) -> Request:
        """Our principal, and a resource of an account in no organization."""
        return self._of(self._ours, action, arn, _Account(arn.split(":")[4], None))

    def of_ours(self, action: str, arn: str) -> Request:
        """Our principal, and the same resource in an account of ours."""
        return self._of(self._ours, action, arn.replace(arn.split(":")[4], _SECOND_ACCOUNT), self._ours_too)

    def without_owner(self) -> Request:
        """Our principal, and an action that names no owner of a resource."""
        return self._of(self._ours, "ebs:ListSnapshotBlocks", "*", self._ours).with_keys(
            {"aws:ResourceAccount": None, "aws:ResourceOrgID": None}
        )

    def _covered(self, prefix: str) -> bool:
        """Whether the network perimeter judges calls of a service."""
        network = self.perimeters.network
        if network is None or prefix == "organizations":
            return False
        if network.services is not None and prefix not in network.services:
            return False
        return bool(network.vpcs) or prefix in organization_endpoint_prefixes()

    def _request(self, prefix: str, caller: _Account, owner: _Account) -> Request:
        action, resource = _example(prefix, owner.id, self.organization.partition)
        return self._of(caller, action, resource, owner)

    def _of(self, caller: _Account, action: str, resource: str, owner: _Account) -> Request:
        keys: dict[str, Given] = {"aws:ResourceOrgID": owner.organization, "aws:RequestedRegion": _REGIONS[0]}
        for perimeter in (self.perimeters.resource, self.perimeters.network):
            # Judged is only who has the tag, so the players have it.
            if perimeter is not None and perimeter.included_by is not None:
                keys[f"aws:PrincipalTag/{perimeter.included_by}"] = "true"
        return Request.of(
            f"arn:{self.organization.partition}:iam::{caller.id}:role/Worker",
            action,
            resource,
            resource_account=owner.id,
            context=keys,
            organization=caller.organization,
        )


def _example(prefix: str, account: str, partition: str) -> tuple[str, str]:
    """An action of a service, and a resource: of S3 a bucket, whose ARN does not tell whose it is."""
    row = resource_control_services().get(prefix)
    action = row.actions[0] if row is not None else f"{prefix}:*"
    resource = (
        f"arn:{partition}:s3:::example-bucket/example-key"
        if prefix == "s3"
        else f"arn:{partition}:{prefix}:{_REGIONS[0]}:{account}:key/example"
    )
    return action.replace("*", "PutExample"), resource


def _untrusted(perimeters: Perimeters) -> str:
    """An account that no perimeter trusts."""
    chosen = [one for one in (perimeters.identity, perimeters.resource) if one is not None]
    trusted = {account for one in chosen for account in one.trusted_accounts}
    return next(text for number in count(999988887777, -1) if (text := f"{number:012}") not in trusted)
