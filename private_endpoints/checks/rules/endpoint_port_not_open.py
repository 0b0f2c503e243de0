"""A service answers on several ports, and the endpoint is open on some of them."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.ports import may_take
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import EndpointType

__all__ = ["EndpointPortNotOpen"]


class EndpointPortNotOpen(Rule):
    """A service answers on several ports, and the endpoint is open on some of them."""

    id = "endpoint-port-not-open"
    title = "A port of the service is not open"
    rationale = (
        "Some services are called on more than one port: Athena streams results to its JDBC and ODBC drivers on 444. "
        "Clients that use a port that is not open wait until they time out"
    )
    severity = Severity.INFO
    source_url = "https://docs.aws.amazon.com/athena/latest/ug/interface-vpc-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress:
      - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
      - {IpProtocol: tcp, FromPort: 444, ToPort: 444, CidrIp: 10.0.0.0/16}  # good
  Athena:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.athena
      PrivateDnsEnabled: true
      SecurityGroupIds: [!Ref Group]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints open on one port of the service and not on another."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            vpc, service = survey.vpc(endpoint), survey.service(endpoint)
            groups = None if vpc is None else survey.groups_of(endpoint, vpc)
            # Of SMTP's ports a client uses one, whichever it likes.
            if vpc is None or groups is None or service is None or service.row.name.startswith("email-smtp"):
                continue
            if not all(survey.is_whole_group(one, vpc) for one in groups) or vpc.default_security_group_id in groups:
                continue
            rules = [rule.protocol for group in groups for rule, _ in survey.index.ingress.at(group)]
            closed = [
                str(one) for one in service.row.ports if not any(may_take(rule, one.first, one.last) for rule in rules)
            ]
            if closed and len(closed) < len(service.row.ports):
                yield self.finding(
                    endpoint,
                    f"{service.row.name} also answers on TCP {', '.join(closed)}, on which {endpoint} lets nobody in",
                    f"open TCP {', '.join(closed)} to the clients that use it",
                )
