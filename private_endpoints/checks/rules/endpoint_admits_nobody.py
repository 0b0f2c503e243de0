"""Security groups of an endpoint that let nobody in."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.needs import why_needed
from private_endpoints.checks.ports import may_take
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import Endpoint, EndpointType, SecurityGroup, SecurityGroupRule, Vpc, Workload
from private_endpoints.network.paths.services import Service

__all__ = ["EndpointAdmitsNobody"]


class EndpointAdmitsNobody(Rule):
    """Security groups of an endpoint that let nobody in."""

    id = "endpoint-admits-nobody"
    title = "No security group of the endpoint lets anybody in on a port of its service"
    rationale = (
        "A security group refuses what no rule allows. Without an inbound rule on the service's port (443 for most, "
        "9142 for Keyspaces, 25, 465, 587, 2465 or 2587 for SMTP) every call through the endpoint times out"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16}]  # bad
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]  # good
  Ssm:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm
      PrivateDnsEnabled: true
      SecurityGroupIds: [!Ref Group]
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """Endpoints none of whose groups has an inbound rule on one of the service's ports."""
        for endpoint in survey.endpoints(EndpointType.INTERFACE):
            vpc = survey.vpc(endpoint)
            groups = None if vpc is None else survey.groups_of(endpoint, vpc)
            if vpc is None or groups is None or not all(_is_plain(survey, one, vpc) for one in groups):
                continue
            rules = [rule for group in groups for rule, _ in survey.index.ingress.at(group)]
            service = survey.service(endpoint)
            if not any(_opens(rule, service) for rule in rules):
                yield self._nobody(survey, endpoint, service, groups, has_rules=bool(rules))

    def _nobody(
        self, survey: Survey, endpoint: Endpoint, service: Service | None, groups: tuple[str, ...], *, has_rules: bool
    ) -> Finding:
        ports = ", ".join(map(str, service.row.ports)) if service is not None else "its port"
        found = [one for group in groups if (one := survey.get(group)) is not None]
        named = " and ".join(map(str, found)) or "its security group"
        assumed = service is not None and has_rules and "ports" in service.row.assumed
        # Where nothing calls the service, the clients are in templates that are not here, and may bring their rules
        # along: the group may be exported, or looked up.
        called = service is not None and any(
            why_needed(survey, one, service.row.name) for one in survey.network.of(Workload)
        )
        unfinished = not has_rules and not called
        return self.finding(
            endpoint,
            f"{named} lets nobody reach {endpoint} on TCP {ports}",
            f"add an inbound rule for TCP {ports} from the clients' security groups",
            *found,
            severity=Severity.WARNING if assumed or unfinished else None,
        )


def _is_plain(survey: Survey, group: str, vpc: Vpc) -> bool:
    """Whether a group has no rules but those of the network: the default group that AWS makes lets its own in."""
    return survey.is_whole_group(group, vpc) and survey.network.find(SecurityGroup, group) is not None


def _opens(rule: SecurityGroupRule, service: Service | None) -> bool:
    if service is None:
        return True
    return any(may_take(rule.protocol, one.first, one.last) for one in service.row.ports)
