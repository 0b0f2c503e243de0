"""Further twins: what else breaks a rule, and what comes close and does not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from private_endpoints.checks import RULES, Severity, check_cases
from private_endpoints.cloudformation import Deployment

VPC = """
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Subnet:
    Type: AWS::EC2::Subnet
    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1a}
  Use: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {RouteTableId: !Ref Table, SubnetId: !Ref Subnet}}
"""
GROUP = """
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the endpoint
      VpcId: !Ref Vpc
      SecurityGroupIngress: [%s]
"""
HTTPS = "{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}"
NOTHING = ""


def interface(service: str = "ssm", more: str = "", name: str = "Endpoint", vpc: str = "!Ref Vpc") -> str:
    return f"""
  {name}:
    Type: AWS::EC2::VPCEndpoint
    Properties: {{VpcId: {vpc}, VpcEndpointType: Interface, PrivateDnsEnabled: true,
      ServiceName: !Sub "com.amazonaws.${{AWS::Region}}.{service}"{", " + more if more else ""}}}
"""


def gateway(more: str, service: str = "s3", name: str = "Gateway") -> str:
    return f"""
  {name}:
    Type: AWS::EC2::VPCEndpoint
    Properties: {{VpcId: !Ref Vpc, ServiceName: !Sub "com.amazonaws.${{AWS::Region}}.{service}", {more}}}
"""


def policy(*statements: str, more: str = "") -> str:
    lines = "".join(f"        - {one}\n" for one in statements)
    return f"""{more}
  Bucket: {{Type: AWS::S3::Bucket}}
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Bucket
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
{lines}"""


SPARED = 'BoolIfExists: {"aws:PrincipalIsAWSService": false, "aws:ViaAWSService": false}'


def deny(condition: str, action: str = "s3:GetObject") -> str:
    return (
        f'{{Effect: Deny, Principal: "*", Action: "{action}", '
        f'Resource: [!GetAtt Bucket.Arn, !Sub "${{Bucket.Arn}}/*"], Condition: {{{condition}}}}}'
    )


BY_ENDPOINT = 'StringNotEquals: {"aws:SourceVpce": vpce-0a1b2c3d4e5f60718}'
ROLE = """
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies: [{PolicyName: p, PolicyDocument: {Statement: [{Effect: Allow, Action: "%s", Resource: "*"}]}}]
  Client: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the client, VpcId: !Ref Vpc%s}}
  Worker:
    Type: AWS::Lambda::Function
    Properties:
      Code: {ZipFile: ""}
      Role: !GetAtt Role.Arn
      VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Client]}
"""


ADMITTING = """
  Client:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: of the client
      VpcId: !Ref Vpc
      SecurityGroupEgress: [%s]
  Group: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the endpoint, VpcId: !Ref Vpc}}
  In:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: %d, ToPort: %d, SourceSecurityGroupId: !Ref Client}
  Worker: {Type: AWS::EC2::Instance, Properties: {ImageId: i, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Client]}}
"""
PLACED = "SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]"
DATABASE = "{IpProtocol: tcp, FromPort: 5432, ToPort: 5432, CidrIp: 10.0.0.0/16}"
TO_GROUP = "{IpProtocol: tcp, FromPort: %d, ToPort: %d, DestinationSecurityGroupId: !GetAtt Group.GroupId}"
ANOTHER_WEARER = """
  Server: {Type: AWS::EC2::Instance, Properties: {ImageId: i, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}
"""
INTERNET = """
  Out: {Type: AWS::EC2::InternetGateway}
  Attached: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Out}}
  Address: {Type: AWS::EC2::EIP}
  Public: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.9.0/24}}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PublicUse:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: {RouteTableId: !Ref PublicTable, SubnetId: !Ref Public}
  PublicOut:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Out}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Public, AllocationId: !GetAtt Address.AllocationId}}
  NatOut:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
"""
ANOTHER_CLIENT = """
  Out: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: out, VpcId: !Ref Vpc, SecurityGroupEgress: [
    {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}]}}
  Other:
    Type: AWS::EC2::Instance
    Properties: {ImageId: i, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Client, !Ref Out]}
"""
BESIDE = """
  Spoke: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}
  SpokeTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Spoke}}
  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Vpc, PeerVpcId: !Ref Spoke}}
  There:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref SpokeTable, DestinationCidrBlock: 10.0.0.0/16, VpcPeeringConnectionId: !Ref Peering}
"""
AWAY = """
  Office: {Type: AWS::EC2::VPNGateway, Properties: {Type: ipsec.1}}
  Away:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: %s, GatewayId: !Ref Office}
"""
ALLOWED = '{Effect: Allow, Principal: "*", Action: "s3:GetObject", Resource: "%s"%s}'
OWN = ', Condition: {StringEquals: {"aws:PrincipalAccount": !Ref AWS::AccountId}}'

ANYTHING = '{Effect: Allow, Principal: "*", Action: "*", Resource: "*"}'


def deny_all(test: str) -> str:
    return f'{{Effect: Deny, Principal: "*", Action: "*", Resource: "*", Condition: {{StringNotEquals: {{{test}}}}}}}'


def allowing(*statements: str) -> str:
    return gateway(f"RouteTableIds: [!Ref Table], PolicyDocument: {{Statement: [{', '.join(statements)}]}}")


def network_acl(*entries: str) -> str:
    lines = "".join(
        f"  Entry{index}: {{Type: AWS::EC2::NetworkAclEntry, Properties: {{NetworkAclId: !Ref Acl, RuleNumber: 100, "
        f"RuleAction: allow, CidrBlock: 0.0.0.0/0, {one}}}}}\n"
        for index, one in enumerate(entries)
    )
    return (
        "  Acl: {Type: AWS::EC2::NetworkAcl, Properties: {VpcId: !Ref Vpc}}\n"
        "  AclUse:\n    Type: AWS::EC2::SubnetNetworkAclAssociation\n"
        f"    Properties: {{NetworkAclId: !Ref Acl, SubnetId: !Ref Subnet}}\n{lines}"
    )


def zone(*names: str) -> str:
    alias = 'Type: A, AliasTarget: {DNSName: !Select [1, !Split [":", !Select [0, !GetAtt Endpoint.DnsEntries]]], '
    records = "".join(
        f"  Record{index}: {{Type: AWS::Route53::RecordSet, Properties: {{HostedZoneId: !Ref Zone, Name: '{name}', "
        f"{alias}HostedZoneId: Z1}}}}}}\n"
        for index, name in enumerate(names)
    )
    return f"""
  Zone:
    Type: AWS::Route53::HostedZone
    Properties: {{Name: dkr.ecr.eu-west-1.amazonaws.com, VPCs: [{{VPCId: !Ref Vpc, VPCRegion: eu-west-1}}]}}
{records}"""


@dataclass(frozen=True)
class Case:
    """A template, and how much a rule finds wrong with it; None: nothing."""

    rule: str
    name: str
    resources: str
    severity: Severity | None

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"


def case(rule: str, name: str, resources: str, severity: Severity | None = None) -> Case:
    return Case(rule, name, resources, severity)


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
CASES = [
    # duplicate-private-dns
    case("duplicate-private-dns", "two services", VPC + interface() + interface("kms", name="Other")),
    case("duplicate-private-dns", "one service twice", VPC + interface() + interface(name="Other"), ERROR),
    case(
        "duplicate-private-dns",
        "two VPCs",
        VPC
        + "  Second: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.1.0.0/16}}\n"
        + interface()
        + interface(name="Other", vpc="!Ref Second"),
    ),
    case("duplicate-private-dns", "a VPC that was made elsewhere", interface(vpc="vpc-0a1b2c3d"), None),
    case(
        "duplicate-private-dns",
        "twice in a VPC that was made elsewhere",
        interface(vpc="vpc-0a1b2c3d") + interface(name="Other", vpc="vpc-0a1b2c3d"),
        ERROR,
    ),
    # dns-attributes-off
    case("dns-attributes-off", "an imported VPC says nothing", interface(vpc="vpc-0a1b2c3d")),
    case(
        "dns-attributes-off", "support off", VPC.replace("true}", "true, EnableDnsSupport: false}") + interface(), ERROR
    ),
    case(
        "dns-attributes-off", "hostnames not said", VPC.replace(", EnableDnsHostnames: true", "") + interface(), ERROR
    ),
    # inbound-only-without-gateway
    case(
        "inbound-only-without-gateway",
        "all resolvers need no gateway",
        VPC + interface("s3", "DnsOptions: {PrivateDnsOnlyForInboundResolverEndpoint: AllResolvers}"),
    ),
    case(
        "inbound-only-without-gateway",
        "no gateway",
        VPC + interface("s3", "DnsOptions: {PrivateDnsOnlyForInboundResolverEndpoint: OnlyInboundResolver}"),
        ERROR,
    ),
    # private-dns-off
    case(
        "private-dns-off",
        "a service without names",
        VPC + interface("dynamodb").replace("Enabled: true", "Enabled: false"),
    ),
    case("private-dns-off", "not said", VPC + interface().replace("PrivateDnsEnabled: true,", ""), WARNING),
    case(
        "private-dns-off",
        "a second endpoint beside one with names",
        VPC + interface() + interface(name="Other").replace("Enabled: true", "Enabled: false"),
    ),
    case(
        "private-dns-off",
        "S3 beside its gateway",
        VPC + gateway("RouteTableIds: [!Ref Table]") + interface("s3").replace("Enabled: true", "Enabled: false"),
    ),
    case(
        "private-dns-off",
        "an API, which is called by names of its own",
        VPC + interface("execute-api").replace("Enabled: true", "Enabled: false"),
    ),
    # endpoint-admits-nobody
    case(
        "endpoint-admits-nobody",
        "no rule",
        VPC + GROUP % NOTHING + interface(more="SecurityGroupIds: [!Ref Group]") + ROLE % ("ssm:GetParameter", ""),
        ERROR,
    ),
    case(
        "endpoint-admits-nobody",
        "no rule, where clients are in templates of their own",
        VPC + GROUP % NOTHING + interface(more="SecurityGroupIds: [!Ref Group]"),
        WARNING,
    ),
    case("endpoint-admits-nobody", "HTTPS", VPC + GROUP % HTTPS + interface(more="SecurityGroupIds: [!Ref Group]")),
    case(
        "endpoint-admits-nobody",
        "every protocol",
        VPC + GROUP % '{IpProtocol: "-1", CidrIp: 10.0.0.0/16}' + interface(more="SecurityGroupIds: [!Ref Group]"),
    ),
    case(
        "endpoint-admits-nobody",
        "UDP only",
        VPC
        + GROUP % "{IpProtocol: udp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}"
        + interface(more="SecurityGroupIds: [!Ref Group]"),
        ERROR,
    ),
    case(
        "endpoint-admits-nobody",
        "a standalone rule",
        VPC
        + GROUP % NOTHING
        + interface(more="SecurityGroupIds: [!Ref Group]")
        + """
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref Group, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}
""",
    ),
    case(
        "endpoint-admits-nobody",
        "a group that was made elsewhere",
        VPC + interface(more="SecurityGroupIds: [sg-0a1b2c3d]"),
    ),
    case(
        "endpoint-admits-nobody",
        "SMTP on 443 only",
        VPC + GROUP % HTTPS + interface("email-smtp", "SecurityGroupIds: [!Ref Group]"),
        ERROR,
    ),
    case(
        "endpoint-admits-nobody",
        "SMTP on 587",
        VPC + GROUP % HTTPS.replace("443", "587") + interface("email-smtp", "SecurityGroupIds: [!Ref Group]"),
    ),
    case(
        "endpoint-admits-nobody",
        "Keyspaces on 443 only",
        VPC + GROUP % HTTPS + interface("cassandra", "SecurityGroupIds: [!Ref Group]"),
        ERROR,
    ),
    case(
        "endpoint-admits-nobody",
        "Keyspaces on 9142",
        VPC + GROUP % HTTPS.replace("443", "9142") + interface("cassandra", "SecurityGroupIds: [!Ref Group]"),
    ),
    case("endpoint-admits-nobody", "the default group as AWS makes it", VPC + interface()),
    case(
        "endpoint-admits-nobody",
        "the default group, emptied by the CDK",
        VPC
        + interface()
        + ROLE % ("ssm:GetParameter", "")
        + """
  Restrict:
    Type: Custom::VpcRestrictDefaultSG
    Properties: {ServiceToken: x, DefaultSecurityGroupId: !GetAtt Vpc.DefaultSecurityGroup, Account: "1"}
""",
        ERROR,
    ),
    # endpoint-open-to-the-world
    case(
        "endpoint-open-to-the-world",
        "every IPv6 address",
        VPC
        + GROUP % 'IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIpv6: "::/0"'.join("{}")
        + interface(more="SecurityGroupIds: [!Ref Group]"),
        WARNING,
    ),
    case(
        "endpoint-open-to-the-world",
        "ICMP, which tells of packets that are too big",
        VPC
        + GROUP % (HTTPS + ", {IpProtocol: icmp, FromPort: 3, ToPort: 4, CidrIp: 0.0.0.0/0}")
        + interface(more="SecurityGroupIds: [!Ref Group]"),
    ),
    case(
        "endpoint-open-to-the-world",
        "a port that the service does not have",
        VPC
        + GROUP % HTTPS.replace("443", "80").replace("10.0.0.0/16", "0.0.0.0/0")
        + interface(more="SecurityGroupIds: [!Ref Group]"),
    ),
    case(
        "endpoint-open-to-the-world",
        "a group of something else",
        VPC + GROUP % HTTPS.replace("10.0.0.0/16", "0.0.0.0/0") + interface(more="SecurityGroupIds: [sg-0a1b2c3d]"),
    ),
    # endpoint-subnets-share-zone
    case(
        "endpoint-subnets-share-zone",
        "zones that AWS chooses",
        VPC.replace(", AvailabilityZone: eu-west-1a", "")
        + "  Other: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24}}\n"
        + interface(more="SubnetIds: [!Ref Subnet, !Ref Other]"),
    ),
    case(
        "endpoint-subnets-share-zone",
        "the same zone by name",
        VPC
        + "  Other: {Type: AWS::EC2::Subnet, "
        + "Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: eu-west-1a}}\n"
        + interface(more="SubnetIds: [!Ref Subnet, !Ref Other]"),
        ERROR,
    ),
    # gateway-endpoint-not-in-table
    case(
        "gateway-endpoint-not-in-table",
        "a workload that does not call the service",
        VPC
        + "  Other: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}\n"
        + gateway("RouteTableIds: [!Ref Other]")
        + ROLE % ("sqs:SendMessage", ""),
    ),
    case(
        "gateway-endpoint-not-in-table",
        "an interface endpoint does as well",
        VPC
        + "  Other: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}\n"
        + gateway("RouteTableIds: [!Ref Other]")
        + interface("s3")
        + ROLE % ("s3:GetObject", ""),
    ),
    # prefix-list-egress-missing
    case(
        "prefix-list-egress-missing",
        "all egress by default",
        VPC + gateway("RouteTableIds: [!Ref Table]") + ROLE % ("s3:GetObject", ""),
    ),
    case(
        "prefix-list-egress-missing",
        "egress inside the VPC only",
        VPC
        + gateway("RouteTableIds: [!Ref Table]")
        + ROLE % ("s3:GetObject", ', SecurityGroupEgress: [{IpProtocol: "-1", CidrIp: 10.0.0.0/16}]'),
        WARNING,
    ),
    case(
        "prefix-list-egress-missing",
        "the prefix list of another service",
        VPC
        + gateway("RouteTableIds: [!Ref Table]")
        + ROLE % ("s3:GetObject", ', SecurityGroupEgress: [{IpProtocol: "-1", DestinationPrefixListId: pl-6fa54006}]'),
        WARNING,
    ),
    case(
        "prefix-list-egress-missing",
        "a list that nobody knows",
        VPC
        + gateway("RouteTableIds: [!Ref Table]")
        + ROLE
        % ("s3:GetObject", ', SecurityGroupEgress: [{IpProtocol: "-1", DestinationPrefixListId: pl-0a1b2c3d4e}]'),
    ),
    # endpoint policies
    case("endpoint-policy-full-access", "no policy", VPC + interface(), WARNING),
    case("endpoint-policy-full-access", "a service without policies", VPC + interface("email-smtp")),
    case(
        "endpoint-policy-full-access",
        "everything of the service",
        VPC
        + interface(
            "sqs", 'PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "sqs:*", Resource: "*"}]}'
        ),
        WARNING,
    ),
    case(
        "endpoint-policy-full-access",
        "everything, but a Deny of those that are not of the organization",
        VPC + allowing(ANYTHING, deny_all('"aws:PrincipalOrgID": o-1')),
    ),
    case(
        "endpoint-policy-full-access",
        "everything, and a Deny that tells no callers apart",
        VPC + allowing(ANYTHING, deny_all('"aws:RequestedRegion": eu-west-1')),
        WARNING,
    ),
    case(
        "endpoint-policy-full-access",
        "one action of the service",
        VPC
        + interface(
            "sqs",
            'PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "sqs:SendMessage", Resource: "*"}]}',
        ),
    ),
    case(
        "endpoint-policy-denies-all",
        "a public address, which no request through an endpoint has",
        VPC + allowing(ALLOWED % ("*", ', Condition: {IpAddress: {"aws:SourceIp": 10.0.0.0/16}}')),
        ERROR,
    ),
    case(
        "endpoint-policy-denies-all",
        "an address in the VPC",
        VPC + allowing(ALLOWED % ("*", ', Condition: {IpAddress: {"aws:VpcSourceIp": 10.0.0.0/16}}')),
    ),
    case(
        "endpoint-policy-denies-all",
        "a policy that is a parameter",
        VPC + interface("sqs", "PolicyDocument: {Statement: [!Ref AWS::StackName]}"),
    ),
    case(
        "gateway-policy-principal",
        "a role in a policy of an interface endpoint",
        VPC
        + interface(
            "sqs",
            "PolicyDocument: {Statement: [{Effect: Allow, Principal: {AWS: 'arn:aws:iam::111122223333:root'}, "
            'Action: "sqs:*", Resource: "*"}]}',
        ),
    ),
    case(
        "gateway-policy-principal",
        "a role in a policy of a gateway endpoint",
        VPC
        + gateway(
            "RouteTableIds: [!Ref Table], PolicyDocument: {Statement: [{Effect: Allow, "
            'Principal: {AWS: \'arn:aws:iam::111122223333:role/worker\'}, Action: "s3:*", Resource: "*"}]}'
        ),
        ERROR,
    ),
    # perimeters
    case("for-any-value-perimeter", "no qualifier", policy(deny(BY_ENDPOINT))),
    case(
        "for-any-value-perimeter",
        "the qualifier",
        policy(deny(f'"ForAnyValue:{BY_ENDPOINT[:15]}"{BY_ENDPOINT[15:]}')),
        ERROR,
    ),
    case(
        "for-any-value-perimeter",
        "another statement refuses requests without the key",
        policy(deny(f'"ForAnyValue:{BY_ENDPOINT[:15]}"{BY_ENDPOINT[15:]}'), deny('"Null": {"aws:SourceVpce": true}')),
    ),
    case(
        "for-any-value-perimeter",
        "a key that is no perimeter",
        policy(deny('"ForAnyValue:StringNotEquals": {"aws:TagKeys": team}')),
    ),
    case("perimeter-without-services", "services are spared", policy(deny(f"{BY_ENDPOINT}, {SPARED}"))),
    case("perimeter-without-services", "services are refused", policy(deny(BY_ENDPOINT)), WARNING),
    case(
        "perimeter-without-services",
        "no perimeter by network",
        policy(deny('Bool: {"aws:SecureTransport": false}')),
    ),
    case(
        "policy-lock-out",
        "everything, for the whole account",
        policy(deny(BY_ENDPOINT, "s3:*").replace('Principal: "*"', "Principal: {AWS: !Ref AWS::AccountId}")),
        ERROR,
    ),
    case(
        "policy-lock-out",
        "everything, for one role",
        policy(
            deny(BY_ENDPOINT, "s3:*").replace('Principal: "*"', "Principal: {AWS: arn:aws:iam::111122223333:role/one}")
        ),
    ),
    case("policy-lock-out", "data only", policy(deny(BY_ENDPOINT))),
    case("policy-lock-out", "everything", policy(deny(BY_ENDPOINT, "s3:*")), ERROR),
    case(
        "policy-lock-out",
        "everything, without a condition on the network",
        policy(deny('Bool: {"aws:SecureTransport": false}', "s3:*")),
    ),
    case(
        "policy-lock-out",
        "everything, but for one role",
        policy(
            deny(BY_ENDPOINT + ', ArnNotEquals: {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/admin"}', "s3:*")
        ),
    ),
    case(
        "policy-lock-out",
        "everything, but for what CloudFormation does for a caller",
        policy(deny(f"{BY_ENDPOINT}, {SPARED}", "s3:*")),
    ),
    case(
        "policy-lock-out",
        "everything, but for some addresses",
        policy(deny(BY_ENDPOINT + ', NotIpAddress: {"aws:SourceIp": 192.0.2.0/24}', "s3:*")),
    ),
    case(
        "policy-lock-out",
        "everything, but for those with a tag",
        policy(deny(BY_ENDPOINT + ', StringNotEqualsIfExists: {"aws:PrincipalTag/team": security}', "s3:*")),
    ),
    case(
        "name-pattern-exemption",
        "a service-linked role",
        policy(deny(BY_ENDPOINT + ', ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/*"}')),
    ),
    case(
        "name-pattern-exemption",
        "a pattern",
        policy(deny(BY_ENDPOINT + ', ArnNotLike: {"aws:PrincipalArn": "arn:aws:iam::*:role/admin*"}')),
        WARNING,
    ),
    case(
        "name-pattern-exemption",
        "any session of a role",
        policy(
            deny(
                BY_ENDPOINT + ', StringNotLike: {"aws:PrincipalArn": "arn:aws:sts::111122223333:assumed-role/admin/*"}'
            )
        ),
    ),
    case("wrong-endpoint-in-policy", "an id of an endpoint", policy(deny(BY_ENDPOINT))),
    case("wrong-endpoint-in-policy", "an id of a VPC", policy(deny(BY_ENDPOINT.replace("vpce-", "vpc-"))), ERROR),
    case(
        "wrong-endpoint-in-policy",
        "a VPC of the template",
        policy(deny('StringNotEquals: {"aws:SourceVpce": !Ref Vpc}'), more=VPC),
        ERROR,
    ),
    case(
        "wrong-endpoint-in-policy",
        "one right, one wrong",
        policy(
            deny('StringNotEquals: {"aws:SourceVpce": [!Ref Endpoint, vpce-0a1b2c3d4e5f60718]}'), more=VPC + interface()
        ),
        WARNING,
    ),
    case(
        "wrong-endpoint-in-policy",
        "an endpoint where a VPC belongs",
        policy(deny('StringNotEquals: {"aws:SourceVpc": !Ref Endpoint}'), more=VPC + interface()),
        ERROR,
    ),
    case(
        "wrong-endpoint-in-policy",
        "a VPC where it belongs",
        policy(deny('StringNotEquals: {"aws:SourceVpc": !Ref Vpc}'), more=VPC),
    ),
    case("wrong-endpoint-in-policy", "a pattern", policy(deny('StringNotLike: {"aws:SourceVpce": "*"}'))),
    case(
        "perimeter-forgets-endpoint",
        "an id that may be the neighbour's",
        policy(
            deny('StringNotEquals: {"aws:SourceVpce": [!Ref Gateway, vpce-0a1b2c3d4e5f60718]}'),
            more=VPC + gateway("RouteTableIds: [!Ref Table]") + interface("s3"),
        ),
    ),
    # services
    case(
        "endpoint-kind-unavailable", "a gateway for DynamoDB", VPC + gateway("RouteTableIds: [!Ref Table]", "dynamodb")
    ),
    case("endpoint-kind-unavailable", "a gateway for SQS", VPC + gateway("RouteTableIds: [!Ref Table]", "sqs"), ERROR),
    case(
        "endpoint-kind-unavailable",
        "a service that the catalog does not have",
        VPC + gateway("RouteTableIds: [!Ref Table]", "brand-new"),
    ),
    case("unknown-endpoint-service", "a service that is like no other", VPC + interface("brand-new")),
    case("unknown-endpoint-service", "what people call it", VPC + interface("firehose"), WARNING),
    case("unknown-endpoint-service", "a slip of the finger", VPC + interface("ssmmesages"), WARNING),
    case(
        "service-of-other-region",
        "another region",
        VPC + interface().replace('!Sub "com.amazonaws.${AWS::Region}.ssm"', "com.amazonaws.us-east-1.ssm"),
        ERROR,
    ),
    case("service-of-other-region", "another region, which is said", VPC + interface("s3", "ServiceRegion: us-east-1")),
    case(
        "service-of-other-region",
        "another region, for a service that cannot",
        VPC + interface("ssm", "ServiceRegion: us-east-1"),
        WARNING,
    ),
    case("private-dns-unsupported", "a service with names", VPC + interface()),
    # client-egress-missing
    case(
        "client-egress-missing",
        "admitted on the port",
        VPC + ADMITTING % (DATABASE, 443, 443) + interface(more=PLACED),
        ERROR,
    ),
    case(
        "client-egress-missing",
        "admitted on the port of something else",
        VPC + ADMITTING % (DATABASE, 5432, 5432) + interface(more=PLACED),
    ),
    case(
        "client-egress-missing",
        "a group that is admitted for others who wear it",
        VPC + ADMITTING % (DATABASE, 443, 443) + interface(more=PLACED) + ANOTHER_CLIENT,
        WARNING,
    ),
    # client-not-admitted
    case(
        "client-not-admitted",
        "out on the port",
        VPC + ADMITTING % (TO_GROUP % (443, 443), 80, 80) + interface(more=PLACED),
        ERROR,
    ),
    case(
        "client-not-admitted",
        "out on the port of something else",
        VPC + ADMITTING % (TO_GROUP % (5432, 5432), 80, 80) + interface(more=PLACED),
    ),
    case(
        "client-not-admitted",
        "something else wears the group too",
        VPC + ADMITTING % (TO_GROUP % (443, 443), 80, 80) + ANOTHER_WEARER + interface(more=PLACED),
        WARNING,
    ),
    # endpoint-policy-any-principal
    case("endpoint-policy-any-principal", "any resource", VPC + allowing(ALLOWED % ("*", OWN))),
    case(
        "endpoint-policy-any-principal",
        "a bucket of one's own",
        VPC + allowing(ALLOWED % ("arn:aws:s3:::example/*", "")),
        INFO,
    ),
    case(
        "endpoint-policy-any-principal",
        "a bucket of AWS, which takes unsigned calls",
        VPC + allowing(ALLOWED % ("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*", "")),
    ),
    case(
        "endpoint-policy-any-principal",
        "a bucket of AWS in another region",
        VPC + allowing(ALLOWED % ("arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*", "")),
        INFO,
    ),
    case(
        "endpoint-policy-any-principal",
        "strangers are refused elsewhere",
        VPC
        + allowing(
            ALLOWED % ("arn:aws:s3:::example/*", ""),
            '{Effect: Deny, Principal: "*", Action: "*", Resource: "*", Condition: {StringNotEquals: '
            '{"aws:PrincipalOrgID": o-1}}}',
        ),
    ),
    case(
        "endpoint-policy-any-principal",
        "an action that takes no resource",
        VPC + allowing((ALLOWED % ("*", "")).replace("s3:GetObject", "s3:ListAllMyBuckets")),
        INFO,
    ),
    case(
        "endpoint-policy-any-principal",
        "full access",
        VPC + allowing((ALLOWED % ("*", "")).replace("s3:GetObject", "*")),
    ),
    case("endpoint-policy-any-principal", "no policy at all", VPC + gateway("RouteTableIds: [!Ref Table]")),
    # perimeter-lets-in-unseen-endpoint
    case("perimeter-lets-in-unseen-endpoint", "no endpoint in the templates", policy(deny(BY_ENDPOINT))),
    case(
        "perimeter-lets-in-unseen-endpoint",
        "an id beside one of the templates",
        VPC
        + gateway("RouteTableIds: [!Ref Table]")
        + policy(deny('StringNotEquals: {"aws:SourceVpce": [!Ref Gateway, vpce-0a1b2c3d4e5f60718]}')),
        INFO,
    ),
    case(
        "perimeter-lets-in-unseen-endpoint",
        "a pattern is no id",
        VPC
        + gateway("RouteTableIds: [!Ref Table]")
        + policy(deny('StringNotLike: {"aws:SourceVpce": [!Ref Gateway, "vpce-*"]}')),
    ),
    # group-without-egress-rules
    case(
        "group-without-egress-rules",
        "all groups let everything out",
        VPC + ADMITTING % ("", 443, 443) + interface(more=PLACED),
    ),
    case(
        "group-without-egress-rules",
        "beside a group that does not",
        VPC
        + (ADMITTING % (DATABASE, 443, 443))
        + ANOTHER_WEARER.replace("Ref Group", "Ref Other")
        + "  Other: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: other, VpcId: !Ref Vpc}}\n"
        + interface(more=PLACED),
        INFO,
    ),
    # workload-internet-path
    case(
        "workload-internet-path",
        "an instance behind a NAT gateway",
        VPC + INTERNET + ROLE % ("s3:GetObject", ""),
        WARNING,
    ),
    case(
        "workload-internet-path",
        "a mount target opens no connections",
        VPC
        + INTERNET
        + """
  Files: {Type: AWS::EFS::FileSystem}
  Client: {Type: AWS::EC2::SecurityGroup, Properties: {GroupDescription: of the files, VpcId: !Ref Vpc}}
  Mount:
    Type: AWS::EFS::MountTarget
    Properties: {FileSystemId: !Ref Files, SubnetId: !Ref Subnet, SecurityGroups: [!Ref Client]}
""",
    ),
    # endpoint-kind-unavailable
    case("endpoint-kind-unavailable", "an interface where there were none", VPC + interface("s3express"), WARNING),
    # for-any-value-perimeter
    case(
        "for-any-value-perimeter",
        "another statement refuses who is in no organization",
        policy(
            deny('"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}'),
            deny('StringNotEquals: {"aws:PrincipalOrgID": o-1}'),
        ),
    ),
    case(
        "for-any-value-perimeter",
        "another test of the same statement mends nothing",
        policy(
            deny(
                '"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}, '
                'StringNotEquals: {"aws:PrincipalOrgID": o-1}'
            )
        ),
        ERROR,
    ),
    # no-route-back
    case("no-route-back", "no route at all", VPC + BESIDE, ERROR),
    case("no-route-back", "a route to somewhere else", VPC + BESIDE + AWAY % "172.16.0.0/12", ERROR),
    case("no-route-back", "a route that covers the caller", VPC + BESIDE + AWAY % "10.0.0.0/8"),
    # network-acl-answers
    case(
        "network-acl-answers",
        "HTTPS out and nothing in",
        VPC + network_acl("Egress: true, Protocol: 6, PortRange: {From: 443, To: 443}"),
        ERROR,
    ),
    case(
        "network-acl-answers",
        "everything out and nothing in",
        VPC + network_acl("Egress: true, Protocol: -1"),
        WARNING,
    ),
    case(
        "network-acl-answers",
        "a server's subnet: HTTPS in, and everything out for the answers",
        VPC + network_acl("Protocol: 6, PortRange: {From: 443, To: 443}", "Egress: true, Protocol: -1"),
    ),
    # hosted-zone-incomplete
    case(
        "hosted-zone-incomplete",
        "no wildcard",
        VPC + interface("ecr.dkr") + zone("dkr.ecr.eu-west-1.amazonaws.com"),
        ERROR,
    ),
    case(
        "hosted-zone-incomplete",
        "one registry by its name",
        VPC + interface("ecr.dkr") + zone("111122223333.dkr.ecr.eu-west-1.amazonaws.com"),
    ),
]


@pytest.mark.parametrize("given", CASES, ids=str)
def test_a_rule_finds_what_is_wrong_and_nothing_else(given: Case) -> None:
    rule = next(one for one in RULES if one.id == given.rule)
    text = "Resources:\n" + given.resources
    networks = Deployment.of({"T.yaml": text}, region="eu-west-1").networks()
    found = check_cases(networks, rules=[rule])
    assert {one.severity for one in found} == ({given.severity} if given.severity is not None else set())
