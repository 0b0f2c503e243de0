"""Ids of organizations, accounts, networks and tags: what AWS takes.

https://docs.aws.amazon.com/organizations/latest/APIReference/API_AttachPolicy.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network, IPv6Network, ip_network

from private_endpoints.catalog import regions
from private_endpoints.catalog._suggest import suggest
from private_endpoints.errors import Problem
from private_endpoints.policy.organization_id import is_token

__all__ = [
    "LONGEST_ORGANIZATION_ID",
    "account_problems",
    "cidr_problems",
    "region_problems",
    "tag_problems",
    "target_problems",
    "vpc_problems",
]

LONGEST_ORGANIZATION_ID = "o-" + 32 * "x"

_ACCOUNT = re.compile(r"\d{12}")
_TARGET = re.compile(r"r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|\d{12}")
_VPC = re.compile(r"vpc-([0-9a-f]{8}|[0-9a-f]{17})")
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
_TAG = re.compile(r"(?!aws:)[A-Za-z0-9 _.:/=+@-]{1,128}", re.IGNORECASE)
# RFC 1918, 4193, 6598, and what no packet has on its way to AWS. Ranges for documentation are no mistake here.
_NOT_PUBLIC = [
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
        "ff00::/8",
    )
]


def target_problems(targets: Iterable[object]) -> Iterator[Problem]:
    """What a policy cannot be attached to, as far as it is known before deployment."""
    for target in targets:
        if not isinstance(target, str) or not (is_token(target) or _TARGET.fullmatch(target)):
            yield Problem(
                "not-a-target",
                f"targets= holds {target!r}",
                "give ids of the root ('r-exam'), of organizational units ('ou-exam-12345678') or of accounts "
                "(12 digits)",
            )


def account_problems(where: str, name: str, accounts: Iterable[str]) -> Iterator[Problem]:
    """What is no account."""
    for account in accounts:
        if not _ACCOUNT.fullmatch(account):
            yield Problem("not-an-account", f"{where} has {account!r} in {name}=", "give account ids of 12 digits")


def cidr_problems(where: str, cidrs: Iterable[str]) -> Iterator[Problem]:
    """Ranges that are none, or that `aws:SourceIp` never has."""
    for cidr in cidrs:
        try:
            network = ip_network(cidr)
        except ValueError as error:
            yield Problem("not-a-cidr", f"{where} has corporate_cidrs with {cidr!r}: {error}", "give '203.0.113.0/24'")
            continue
        if network.prefixlen == 0:
            yield Problem(
                "everywhere", f"{where} has corporate_cidrs with {cidr!r}, which is everywhere", "name your own ranges"
            )
        elif any(_overlap(network, one) for one in _NOT_PUBLIC):
            yield Problem(
                "private-cidr",
                f"{where} has corporate_cidrs with {cidr!r}, which is no public range",
                "AWS sees the public addresses of NAT and proxies in aws:SourceIp: give these; for calls through "
                "endpoints give vpcs=",
            )


def vpc_problems(where: str, vpcs: Iterable[object]) -> Iterator[Problem]:
    """What is no VPC."""
    for vpc in vpcs:
        if not isinstance(vpc, str) or not _VPC.fullmatch(vpc):
            yield Problem("not-a-vpc", f"{where} has {vpc!r} in vpcs=", "give ids such as 'vpc-0123456789abcdef0'")


def region_problems(where: str, name: str, given: Iterable[str]) -> Iterator[Problem]:
    """What is no region."""
    known = [region.name for region in regions()]
    for region in given:
        if region not in known:
            near = " or ".join(repr(one) for one in suggest(region, known, {}))
            yield Problem(
                "unknown-region",
                f"{where} has {region!r} in {name}=, which is no region of the catalog",
                f"did you mean {near}?" if near else "give codes such as 'eu-west-1'",
            )


def tag_problems(where: str, **tags: object) -> Iterator[Problem]:
    """What is no name of a tag; None is: no tag counts then."""
    for name, tag in tags.items():
        if tag is not None and (not isinstance(tag, str) or not _TAG.fullmatch(tag)):
            yield Problem("not-a-tag", f"{where} has {name}={tag!r}", "give a tag key such as 'dp:exclude:network'")


def _overlap(one: IPv4Network | IPv6Network, other: IPv4Network | IPv6Network) -> bool:
    if isinstance(one, IPv4Network):
        return isinstance(other, IPv4Network) and one.overlaps(other)
    return isinstance(other, IPv6Network) and one.overlaps(other)
