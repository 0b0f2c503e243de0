"""A workload with a way to the internet."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import (
    INTERNET,
    CarrierGateway,
    EgressOnlyGateway,
    InternetGateway,
    NatGateway,
    Question,
    Route,
    TargetKind,
    Verdict,
    Workload,
)

__all__ = ["WorkloadInternetPath"]

_WAYS_OUT = (
    TargetKind.INTERNET_GATEWAY,
    TargetKind.NAT_GATEWAY,
    TargetKind.EGRESS_ONLY_GATEWAY,
    TargetKind.CARRIER_GATEWAY,
    TargetKind.UNKNOWN,
)
# What only answers: a mount target takes connections of NFS clients and opens none
# (https://docs.aws.amazon.com/efs/latest/ug/how-it-works.html, 2026-11-21).
_ONLY_ANSWER = ("AWS::EFS::MountTarget",)
_GATEWAYS = (InternetGateway, NatGateway, EgressOnlyGateway, CarrierGateway)


class WorkloadInternetPath(Rule):
    """A workload with a way to the internet."""

    id = "workload-internet-path"
    title = "The workload has a way to the internet"
    rationale = (
        "As long as there is one, data can leave by it, and calls to AWS services that no endpoint takes go out by it "
        "unnoticed. A workload that is public by design says so"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attached:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
  Out:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the worker, VpcId: !Ref Vpc}}
  Worker:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-1
      NetworkInterfaces:
      - DeviceIndex: "0"
        SubnetId: !Ref Subnet
        GroupSet: [!Ref Group]
        AssociatePublicIpAddress: true  # bad
        AssociatePublicIpAddress: false  # good
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Workloads in a VPC that reach public addresses for certain."""
        # Every way out takes a route to a gateway.
        if not any(route.target.kind in _WAYS_OUT for route in survey.network.of(Route)):
            return
        for workload in survey.network.of(Workload):
            if workload.subnets == () or workload.kind in _ONLY_ANSWER:
                continue
            path = survey.paths.path(Question(source=workload.id, service=INTERNET))
            if path.verdict is Verdict.PUBLIC:
                gateways = [one for hop in path.hops if isinstance(one := survey.get(hop.element), _GATEWAYS)]
                way = f" through {' and '.join(map(str, gateways))}" if gateways else ""
                yield self.finding(
                    workload,
                    f"{workload} has a way to the internet{way}",
                    "move it to subnets without a route out, or acknowledge that it is public by design",
                    *gateways,
                )
