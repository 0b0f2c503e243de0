"""VPC Block Public Access with exclusions."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import to_internet, vpc, with_nat, worker

_EXAMPLE = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html"

KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}


def blocked(template: Template, mode: str = "block-bidirectional", **exclusion: Any) -> Template:
    """The same in an account that blocks public access, but for an exclusion."""
    made = {"InternetGatewayExclusionMode": "allow-bidirectional", **exclusion}
    return template.plus("Blocking", "AWS::EC2::VPCBlockPublicAccessOptions", {"InternetGatewayBlockMode": mode}).plus(
        "Except", "AWS::EC2::VPCBlockPublicAccessExclusion", made
    )


def public() -> Template:
    """A worker with a public address behind an internet gateway, and another VPC."""
    made = (vpc() | worker() | to_internet()).set("VpcSubnetA", MapPublicIpOnLaunch=True)
    return made.plus("Other", "AWS::EC2::VPC", {"CidrBlock": "10.9.0.0/16"})


def behind_nat() -> Template:
    return vpc() | worker() | with_nat()


@labelled(
    Twins(law="a VPC that is excluded is open", page=_EXAMPLE, ask=KMS, verdict=PUBLIC,
          given=blocked(public(), VpcId=ref("Vpc")), change=lambda _: blocked(public(), VpcId=ref("Other")),
          because="another VPC is excluded"),
    Twins(law="egress-only leaves the way through a NAT gateway", page=_EXAMPLE, ask=KMS, verdict=PUBLIC,
          given=blocked(behind_nat(), VpcId=ref("Vpc"), InternetGatewayExclusionMode="allow-egress"),
          change=lambda t: t.without("Except"), because="without the exclusion everything is blocked"),
    Twins(law="egress-only does not open an internet gateway", page=_EXAMPLE, ask=KMS, verdict=BLOCKED,
          given=blocked(public(), VpcId=ref("Vpc"), InternetGatewayExclusionMode="allow-egress"),
          change=lambda _: blocked(public(), VpcId=ref("Vpc")), other=PUBLIC,
          because="an exclusion for both directions does"),
    Twins(law="what is ignored changes nothing", page=_EXAMPLE, ask=KMS, verdict=BLOCKED,
          given=blocked(public(), "block-ingress", VpcId=ref("Vpc"), InternetGatewayExclusionMode="allow-egress"),
          change=lambda _: blocked(public(), "block-ingress", VpcId=ref("Vpc")), other=PUBLIC,
          because="an exclusion for both directions opens the gateway"),
    Twins(law="of a subnet that is excluded the rest of its VPC is not known", page=_EXAMPLE, ask=KMS, verdict=UNKNOWN,
          given=blocked(public(), SubnetId=ref("VpcSubnetB")),
          change=lambda t: t.without("Except"), because="nothing is excluded"),
)  # fmt: skip
def test_exclusions(case: Labelled) -> None:
    case.check()
