"""A network ACL that lets connections begin and refuses their answers."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.ports import may_take, takes
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.survey import Survey
from private_endpoints.network import TCP, NetworkAcl, NetworkAclAssociation, NetworkAclEntry
from private_endpoints.network.paths.hops.flow import EPHEMERAL

__all__ = ["NetworkAclAnswers"]


class NetworkAclAnswers(Rule):
    """A network ACL that lets connections begin and refuses their answers."""

    id = "network-acl-answers"
    title = "A network ACL lets connections begin and refuses all answers"
    rationale = (
        "Network ACLs keep no state: the answers to a connection on 443 come back to a port from 1024 to 65535, which "
        "the other direction has to allow"
    )
    severity = Severity.ERROR
    source_url = "https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html#nacl-ephemeral-ports"
    example = Example("""
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}
  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}
  Use: {Type: AWS::EC2::SubnetNetworkAclAssociation, Properties: {NetworkAclId: !Ref Acl, SubnetId: !Ref Subnet}}
  Out:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref Acl
      RuleNumber: 100
      Egress: true
      Protocol: 6
      PortRange: {From: 443, To: 443}
      CidrBlock: 0.0.0.0/0
      RuleAction: allow
  Back:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref Acl
      RuleNumber: 100
      Protocol: 6
      PortRange: {From: 443, To: 443}  # bad
      PortRange: {From: 1024, To: 65535}  # good
      CidrBlock: 0.0.0.0/0
      RuleAction: allow
""")

    def check(self, survey: Survey) -> Iterator[Finding]:
        """ACLs in use that allow TCP one way and no port for answers the other way."""
        used = {association.network_acl for association in survey.network.of(NetworkAclAssociation)}
        for acl in survey.network.of(NetworkAcl):
            if acl.id not in used or survey.index.doubt(NetworkAcl, acl.id) is not None:
                continue
            if survey.may_have(NetworkAclEntry, "network_acl", acl.id):
                continue
            entries = [entry for entry, _ in survey.index.entries.at(acl.id)]
            for egress in (True, False):
                begins = [one for one in entries if one.egress is egress and _allows_tcp(one)]
                answers = [one for one in entries if one.egress is not egress and _may_answer(one)]
                # What is open on all ports may be there for the answers to what begins the other way.
                begin_back = any(one.egress is not egress and _allows_tcp(one) for one in entries)
                if begin_back and all(_may_answer(one) for one in begins):
                    continue
                if begins and not answers:
                    way, back = ("out", "in") if egress else ("in", "out")
                    yield self.finding(
                        begins[0],
                        f"{acl} lets TCP {way} and no answers back {back}: no entry allows a port from 1024 to 65535",
                        f"allow TCP 1024-65535 {'inbound' if egress else 'outbound'}",
                        acl,
                        # An entry for every protocol may be there for those that need no answers.
                        severity=None if any(one.protocol.number == TCP for one in begins) else Severity.WARNING,
                    )


def _allows_tcp(entry: NetworkAclEntry) -> bool:
    """Whether connections to services begin by an entry: what is for higher ports only lets their answers through."""
    return entry.allow is True and entry.exists is True and takes(entry.protocol, 1, EPHEMERAL.first - 1)


def _may_answer(entry: NetworkAclEntry) -> bool:
    return entry.allow is not False and may_take(entry.protocol, EPHEMERAL.first, EPHEMERAL.last)
