"""Whether a database has a public address where its template does not say.

"If the subnets are part of a VPC that doesn't have an internet gateway attached to it, the DB instance is private."
Where there is one, pages of AWS disagree: by some it is public then, by others private
(https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html and its translations, 2026-11-21).
"""

from __future__ import annotations

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.network import Maybe
from private_endpoints.values import Truth, Unknown

__all__ = ["public_by_default"]

_ATTACHMENT = "AWS::EC2::VPCGatewayAttachment"


def public_by_default(facts: Facts, subnets: Maybe[tuple[Maybe[str], ...]]) -> Truth:
    """Private where no internet gateway is attached to the VPC of its subnets, else not known."""
    doubt = Unknown(frozenset({f"{facts.id}.PubliclyAccessible"}))
    attachments = facts.context.grouped(_ATTACHMENT, "VpcId")
    for id_ in (None,) if isinstance(subnets, Unknown) else subnets:
        subnet = facts.context.get(id_, "AWS::EC2::Subnet")
        vpc = None if subnet is None else facts.context.get(subnet.required_id("VpcId"), "AWS::EC2::VPC")
        if vpc is None:
            return doubt
        may = (
            *attachments.get(vpc.id, ()),
            *attachments.get(None, ()),
            *facts.context.strays(_ATTACHMENT, "VpcId", vpc),
        )
        if any(one.has("InternetGatewayId") for one in may):
            return doubt
    return False
