"""What workloads ask of the registry."""

from __future__ import annotations

from dataclasses import dataclass

from aws_cdk import aws_ec2 as ec2

from private_endpoints.catalog import EndpointKind, ResolvedNeed, service
from private_endpoints.constructs._planning.ask import Ask, PrivateDns
from private_endpoints.constructs._planning.named_resources import NamedResources
from private_endpoints.constructs._workloads.wish import Wish
from private_endpoints.constructs.private_s3_access import BUCKET_ACTIONS
from private_endpoints.policy import EndpointPolicy
from private_endpoints.policy.sid import sid

__all__ = ["Terms", "asks_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On which terms workloads ask for their endpoints.

    Attributes:
        asker: construct path of who asks.
        policy: what may pass, as the user said it; None for the perimeter.
        organization_id: whose principals and resources are inside; None for the account.
        buckets: the user's own buckets, if the user named some.
        subnets: where the network interfaces are.
        private_dns: whether the services' own names resolve to the interface endpoints.
        supported_zones_only: leave out subnets in zones without the service.
    """

    asker: str
    policy: EndpointPolicy | None
    organization_id: str | None
    buckets: NamedResources | None
    subnets: ec2.SubnetSelection | None
    private_dns: PrivateDns | None
    supported_zones_only: bool | None


def asks_of(wish: Wish, terms: Terms) -> list[Ask]:
    """An ask for each endpoint that the workloads need."""
    passing = terms.policy or EndpointPolicy.default(
        organization_id=terms.organization_id, workloads=list(wish.workloads)
    )
    return [
        _s3_gateway(need, passing, terms)
        if (need.service, need.kind) == ("s3", EndpointKind.GATEWAY)
        else _ask(need, passing, terms)
        for need in wish.needs()
    ]


def _ask(need: ResolvedNeed, passing: EndpointPolicy, terms: Terms) -> Ask:
    is_interface = need.kind is EndpointKind.INTERFACE
    return Ask(
        asker=terms.asker,
        service=service(need.service),
        kind=need.kind,
        subnets=terms.subnets if is_interface else None,
        private_dns=terms.private_dns if is_interface else None,
        policy=passing,
        supported_zones_only=terms.supported_zones_only if is_interface else None,
    )


def _s3_gateway(need: ResolvedNeed, passing: EndpointPolicy, terms: Terms) -> Ask:
    """The gateway, narrowed to what the workloads do with S3.

    Image layers are in a bucket of ECR's and nowhere else, so a workload that only pulls images reaches no bucket of
    the user's. One that also has data in buckets of the user's reaches those that were named, else all of them.
    """
    rules = [terms.policy] if terms.policy else []
    if terms.buckets is not None and terms.buckets.arns:
        rules.append(
            EndpointPolicy.resources(
                sid(terms.asker, "Buckets"),
                actions=BUCKET_ACTIONS,
                resources=terms.buckets.arns,
                organization_id=terms.organization_id,
            )
        )
    elif terms.policy is None and (need.own_buckets or not need.buckets):
        rules.append(passing)
    if need.buckets:
        rules.append(EndpointPolicy.owned_buckets(*need.buckets, organization_id=terms.organization_id))
    return Ask(
        asker=terms.asker,
        service=service(need.service),
        kind=need.kind,
        policy=EndpointPolicy.union(*rules),
        references=terms.buckets.references if terms.buckets is not None else (),
    )
