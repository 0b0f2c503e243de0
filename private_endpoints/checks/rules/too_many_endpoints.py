"""More interface endpoints than a VPC may have."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, Vpc

__all__ = ["TooManyEndpoints"]

_QUOTA = 50


class TooManyEndpoints(Rule):
    """More interface endpoints than a VPC may have."""

    id = "too-many-endpoints"
    title = "The VPC has more endpoints than the quota allows by default"
    rationale = (
        "AWS allows 50 interface and Gateway Load Balancer endpoints in a VPC, unless it raised the quota for you"
    )
    severity = Severity.WARNING
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html"
    example = Example(
        """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
"""
        + "".join(
            f"""
  Service{number}:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.vpce.${{AWS::Region}}.vpce-svc-{number:017}
"""
            for number in range(_QUOTA)
        )
        + """
  OneMore:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface  # bad
      VpcEndpointType: Gateway  # good
      ServiceName: !Sub com.amazonaws.${AWS::Region}.s3
      PrivateDnsEnabled: true  # bad
"""
    )

    def check(self, survey: Survey) -> Iterator[Finding]:
        """VPCs with more endpoints of these types than the quota."""
        found: dict[str, list[Endpoint]] = {}
        for one in survey.endpoints(EndpointType.INTERFACE, EndpointType.GATEWAY_LOAD_BALANCER):
            if isinstance(one.vpc, str) and one.exists is True:
                found.setdefault(one.vpc, []).append(one)
        for vpc, endpoints in found.items():
            count = len(endpoints)
            if count > _QUOTA:
                yield self.finding(
                    # A VPC that was made elsewhere stands in no template.
                    survey.network.find(Vpc, vpc) or endpoints[_QUOTA],
                    f"{survey.get(vpc) or vpc} has {count} interface and Gateway Load Balancer endpoints; the quota is "
                    f"{_QUOTA}",
                    "have the quota raised, or share endpoints of a hub",
                )
