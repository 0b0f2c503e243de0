"""Where two rules meet."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.networks import (
    bucket,
    gateway,
    identity,
    interface,
    policy,
    private_network,
    record,
    role,
    route,
    rule,
    statement,
    to_internet,
    vpc,
    with_nat,
    worker,
    zone,
)

_CIDRS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"
_ENI = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html"
_ASG = "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-in-vpc.html"
_IP_TYPES = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
_POLICIES = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html"
_GATEWAY_POLICY = (
    "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#gateway-endpoint-policy-principals"
)
_DNS = "https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html"
_ROUTES = "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"
_MACROS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html"
_RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-vpc.html"
_MAIN = "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html"
_ECS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking.html"
_BUCKETS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}
S3: dict[str, Any] = {"source": "Worker", "service": "s3"}
GET: dict[str, Any] = {**S3, "action": "s3:GetObject", "resource": "arn:aws:s3:::data/x"}
KMS: dict[str, Any] = {"source": "Worker", "service": "kms"}


FIRST = {"DeviceIndex": 0, "Groups": [ref("WorkerGroup")], "Ipv6AddressCount": 0}


def two_interfaces() -> Template:
    """A group of instances in a subnet with both families, from which IPv6 leads out; their one interface has IPv4."""
    block = {"Fn::Select": [0, {"Fn::Cidr": [{"Fn::Select": [0, att("Vpc", "Ipv6CidrBlocks")]}, 4, 64]}]}
    made = (
        private_network()
        .plus("Six", "AWS::EC2::VPCCidrBlock", {"VpcId": ref("Vpc"), "AmazonProvidedIpv6CidrBlock": True})
        .set("VpcSubnetA", Ipv6CidrBlock=block)
        .plus("Out6", "AWS::EC2::EgressOnlyInternetGateway", {"VpcId": ref("Vpc")})
        .plus("Launch", "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {"NetworkInterfaces": [FIRST]}})
        .plus("Worker", "AWS::AutoScaling::AutoScalingGroup", {
            "MinSize": "1", "MaxSize": "1", "VPCZoneIdentifier": [ref("VpcSubnetA")],
            "LaunchTemplate": {"LaunchTemplateId": ref("Launch"), "Version": "1"}})
    )  # fmt: skip
    return made | route("Route6", "VpcTable", "::/0", EgressOnlyInternetGatewayId=ref("Out6"))


def wider() -> Template:
    """A VPC with a second range, in which the worker's subnet is."""
    return (
        private_network()
        .plus("Second", "AWS::EC2::VPCCidrBlock", {"VpcId": ref("Vpc"), "CidrBlock": "10.200.0.0/16"})
        .set("VpcSubnetA", CidrBlock="10.200.0.0/24")
        .attribute("VpcSubnetA", DependsOn="Second")
        .set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp="10.0.0.0/16"), rule(CidrIp="10.200.0.0/16")])
    )


@labelled(
    Twins(law="a VPC's further ranges are local, too", page=_CIDRS, given=wider(), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIp=att("Vpc", "CidrBlock"))]),
          because="the range of the VPC's own CidrBlock has not the worker in it"),
    Twins(law="an IPv6 endpoint has no IPv4 addresses", page=_IP_TYPES,
          given=private_network().set("Endpoint", IpAddressType="ipv4"), ask=SSM,
          change=lambda t: t.set("Endpoint", IpAddressType="ipv6"), because="the worker has IPv4 only"),
    Twins(law="a dual-stack endpoint serves IPv4, too", page=_IP_TYPES,
          given=private_network().set("Endpoint", IpAddressType="dualstack"), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[rule(CidrIpv6="::/0")]),
          because="IPv4 is not admitted"),
    Twins(law="an Auto Scaling group without subnets is in a default VPC", page=_ASG,
          given=private_network().plus("Launch", "AWS::EC2::LaunchTemplate", {"LaunchTemplateData": {
              "SecurityGroupIds": [ref("WorkerGroup")]}}).plus("Worker", "AWS::AutoScaling::AutoScalingGroup", {
                  "MinSize": "1", "MaxSize": "1", "VPCZoneIdentifier": [ref("VpcSubnetA")],
                  "LaunchTemplate": {"LaunchTemplateId": ref("Launch"), "Version": "1"}}), ask=SSM,
          change=lambda t: t.set("Worker", VPCZoneIdentifier=None, AvailabilityZones={"Fn::GetAZs": ""}),
          other=UNKNOWN, because="the default VPC is not in the template"),
    Twins(law="a function in a public subnet uses the gateway endpoint", page=_LAMBDA,
          given=(private_network() | to_internet()).set("VpcSubnetA", MapPublicIpOnLaunch=True).plus(
              "Worker", "AWS::Lambda::Function", {
                  "Code": {"ZipFile": "pass"}, "Handler": "i.h", "Runtime": "python3.13",
                  "Role": "arn:aws:iam::111122223333:role/f",
                  "VpcConfig": {"SubnetIds": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]}}), ask=S3,
          change=lambda t: t.without("S3Gateway"), because="a function has no public address"),
    Twins(law="a second interface may be open", page=_ENI,
          given=private_network().set("Worker", SubnetId=None, SecurityGroupIds=None, NetworkInterfaces=[
              {"DeviceIndex": "0", "SubnetId": ref("VpcSubnetA"), "GroupSet": [ref("WorkerGroup")]}]), ask=SSM,
          change=lambda t: t.set("Worker", NetworkInterfaces=[
              {"DeviceIndex": "0", "NetworkInterfaceId": ref("Card")}]).plus("Card", "AWS::EC2::NetworkInterface", {
                  "SubnetId": ref("VpcSubnetA"), "GroupSet": [ref("Tight")]}).plus(
                      "Tight", "AWS::EC2::SecurityGroup", {"GroupDescription": "t", "VpcId": ref("Vpc"),
                      "SecurityGroupEgress": [rule(80, CidrIp="127.0.0.1/32")]}),
          because="the interface that it is given lets nothing out"),
)  # fmt: skip
def test_addresses_and_places(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="the principal of a gateway endpoint's policy is everybody", page=_GATEWAY_POLICY,
          given=private_network().set("S3Gateway", PolicyDocument=policy(statement(Principal="*"))), ask=GET,
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(
              Principal={"AWS": "arn:aws:iam::111122223333:root"}))), because="only the root user is let through"),
    Twins(law="gateway endpoints tell roles by a condition", page=_GATEWAY_POLICY,
          given=private_network().set("S3Gateway", PolicyDocument=policy(statement(
              Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"}}))), ask=GET,
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(
              Condition={"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:*"}}))),
          because="callers of another account are let through"),
    Twins(law="a policy without statements lets nothing through", page=_POLICIES,
          given=private_network().set("S3Gateway", PolicyDocument=policy(statement())), ask=S3,
          change=lambda t: t.set("S3Gateway", PolicyDocument={"Version": "2012-10-17", "Statement": []}),
          because="nothing is allowed"),
    Twins(law="policy and route are asked apart", page=_POLICIES,
          given=private_network().set("S3Gateway", PolicyDocument=policy(statement(resource="arn:aws:s3:::data/*"))),
          ask=GET, change=lambda t: t.set("S3Gateway", RouteTableIds=[]), because="no route leads to it"),
    Twins(law="a bucket policy and an endpoint policy are ANDed", page=_BUCKETS,
          given=private_network().set("S3Gateway", PolicyDocument=policy(statement(action="s3:*"))) | bucket(
              "Files", statement("Deny", "s3:*", [att("Files", "Arn"), {"Fn::Sub": "${Files.Arn}/*"}],
                                 Condition={"StringNotEquals": {"aws:SourceVpce": ref("S3Gateway")}})),
          ask={**S3, "action": "s3:GetObject", "resource": "logical:Files/x", "target": "Files"},
          change=lambda t: t.set("S3Gateway", PolicyDocument=policy(statement(action="s3:Put*"))),
          because="the endpoint does not allow GetObject"),
    Twins(law="a key that is not carried refuses", page=_BUCKETS,
          given=private_network() | bucket("Files", statement("Deny", "s3:*", {"Fn::Sub": "${Files.Arn}/*"},
              Condition={"StringNotEquals": {"aws:SourceVpc": ref("Vpc")}})),
          ask={**S3, "action": "s3:GetObject", "resource": "logical:Files/x", "target": "Files"},
          change=lambda t: t | bucket("Files", statement("Deny", "s3:*", {"Fn::Sub": "${Files.Arn}/*"},
              Condition={"StringNotEquals": {"aws:SourceArn": ref("Vpc")}})),
          because="requests of a worker have no aws:SourceArn"),
)  # fmt: skip
def test_policies(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="two endpoints of one service need not both have private DNS", page=_DNS,
          given=private_network() | interface("Spare", PrivateDnsEnabled=False), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="none has private DNS"),
    Twins(law="a zone for a parent domain does not hide private DNS", page=_DNS,
          given=private_network() | zone("amazonaws.com", "Vpc"), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False),
          because="the zone answers that there is no such name"),
    Twins(law="a zone may send a name to somebody else", page=_DNS,
          given=vpc() | worker() | with_nat() | zone("api.example.com", "Vpc")
          | record("api.example.com", TTL="60", ResourceRecords=["10.0.1.5"]),
          ask={"source": "Worker", "host": "www.example.com"}, verdict=PUBLIC,
          change=lambda t: t | zone("example.com", "Vpc"),
          because="the zone has the domain, and no such name"),
    Twins(law="host names know no case", page=_DNS, given=private_network(),
          ask={"source": "Worker", "host": "SSM.eu-west-1.AMAZONAWS.com"},
          other_ask={"source": "Worker", "host": "KMS.eu-west-1.AMAZONAWS.com"}, because="no endpoint has that name"),
    Twins(law="a name of the endpoint in its zone form is not the plain one", page=_DNS,
          given=private_network().set("Endpoint", PrivateDnsEnabled=False),
          ask={"source": "Worker", "host": "endpoint:Endpoint"},
          other_ask={"source": "Worker", "host": "ssm.eu-west-1.amazonaws.com"}, because="private DNS is off"),
)  # fmt: skip
def test_names(case: Labelled) -> None:
    case.check()


def tied() -> Template:
    """A worker in a table with NAT and a narrower route."""
    return vpc() | worker() | with_nat() | interface(of="kms", PrivateDnsEnabled=False)


@labelled(
    Twins(law="the VPC's own addresses stay local", page=_ROUTES, given=tied(),
          ask={**KMS, "host": "endpoint:Endpoint"}, other_ask=KMS, other=PUBLIC,
          because="the service's name has public addresses"),
    Twins(law="an explicit association replaces the main table", page=_MAIN,
          given=private_network(), ask=S3, change=lambda t: t.set("VpcAssociationA", RouteTableId=ref("Empty")).plus(
              "Empty", "AWS::EC2::RouteTable", {"VpcId": ref("Vpc")}), because="that table has no endpoint"),
    Twins(law="a security group opened for all ports is open for 443", page=_ROUTES,
          given=private_network().set("EndpointGroup", SecurityGroupIngress=[
              {"IpProtocol": "-1", "FromPort": 80, "ToPort": 80, "CidrIp": "10.0.0.0/16"}]), ask=SSM,
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[
              {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "10.0.0.0/16"}]),
          because="with a protocol the ports count"),
    Twins(law="an owner beside a group does not matter in the own account", page=_ROUTES,
          given=private_network().set("EndpointGroup", SecurityGroupIngress=[
              rule(SourceSecurityGroupId=ref("WorkerGroup"), SourceSecurityGroupOwnerId=ref("AWS::AccountId"))]),
          ask=SSM, change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[
              rule(SourceSecurityGroupId=ref("EndpointGroup"), SourceSecurityGroupOwnerId=ref("AWS::AccountId"))]),
          because="the worker does not wear the endpoint's group"),
    Twins(law="a macro over a whole template may change everything", page=_MACROS, given=private_network(), ask=SSM,
          change=lambda t: Template(t.resources, {**t.sections, "Transform": "MyOwnMacro"}), other=UNKNOWN,
          because="what it makes of the template is not known"),
    Twins(law="an Aurora cluster is called on its port", page=_RDS,
          given=private_network().plus("Places", "AWS::RDS::DBSubnetGroup", {
              "DBSubnetGroupDescription": "p", "SubnetIds": [ref("VpcSubnetA"), ref("VpcSubnetB")]}).plus(
                  "Data", "AWS::RDS::DBCluster", {
                      "Engine": "aurora-mysql", "DBSubnetGroupName": ref("Places"),
                      "VpcSecurityGroupIds": [ref("DataGroup")]}).plus("DataGroup", "AWS::EC2::SecurityGroup", {
                          "GroupDescription": "d", "VpcId": ref("Vpc"),
                          "SecurityGroupIngress": [rule(3306, SourceSecurityGroupId=ref("WorkerGroup"))]}),
          ask={"source": "Worker", "target": "Data", "port": 3306},
          change=lambda t: t.set("DataGroup", SecurityGroupIngress=[rule(5432, CidrIp="10.0.0.0/16")]),
          because="3306 is not admitted"),
    Twins(law="an instance of an Aurora cluster has the groups of the cluster", page=_RDS,
          given=private_network().plus("Places", "AWS::RDS::DBSubnetGroup", {
              "DBSubnetGroupDescription": "p", "SubnetIds": [ref("VpcSubnetA"), ref("VpcSubnetB")]}).plus(
                  "Data", "AWS::RDS::DBCluster", {
                      "Engine": "aurora-mysql", "DBSubnetGroupName": ref("Places"),
                      "VpcSecurityGroupIds": [ref("DataGroup")]}).plus("DataGroup", "AWS::EC2::SecurityGroup", {
                          "GroupDescription": "d", "VpcId": ref("Vpc"),
                          "SecurityGroupIngress": [rule(3306, SourceSecurityGroupId=ref("WorkerGroup"))]}).plus(
                              "Member", "AWS::RDS::DBInstance", {
                                  "Engine": "aurora-mysql", "DBInstanceClass": "db.r6g.large",
                                  "DBClusterIdentifier": ref("Data")}),
          ask={"source": "Worker", "target": "Member", "port": 3306},
          change=lambda t: t.set("DataGroup", SecurityGroupIngress=[rule(5432, CidrIp="10.0.0.0/16")]),
          because="3306 is not admitted"),
    Twins(law="an instance of an Aurora cluster calls with the role of the cluster", page=_RDS,
          given=(private_network() | role("Loads", identity())).plus("Places", "AWS::RDS::DBSubnetGroup", {
              "DBSubnetGroupDescription": "p", "SubnetIds": [ref("VpcSubnetA"), ref("VpcSubnetB")]}).plus(
                  "Data", "AWS::RDS::DBCluster", {
                      "Engine": "aurora-mysql", "DBSubnetGroupName": ref("Places"),
                      "AssociatedRoles": [{"RoleArn": att("Loads", "Arn")}],
                      "VpcSecurityGroupIds": [ref("WorkerGroup")]}).plus("Member", "AWS::RDS::DBInstance", {
                          "Engine": "aurora-mysql", "DBInstanceClass": "db.r6g.large",
                          "DBClusterIdentifier": ref("Data")}),
          ask={**GET, "source": "Member"},
          change=lambda t: t | role("Loads", identity(action="sqs:*")), because="the role may not read S3"),
    Twins(law="a group launches all interfaces of its template", page=_ENI, given=two_interfaces(), verdict=BLOCKED,
          ask={"source": "Worker", "service": "internet"},
          change=lambda t: t.set("Launch", LaunchTemplateData={"NetworkInterfaces": [
              FIRST, {"DeviceIndex": 1, "Groups": [ref("WorkerGroup")], "Ipv6AddressCount": 1}]}), other=PUBLIC,
          because="the second one has an IPv6 address, and `::/0` leads out"),
    Twins(law="a caller in a subnet without groups of the question wears the default one", page=_ECS,
          given=private_network(), ask={"source": "VpcSubnetA", "service": "ssm"},
          change=lambda t: t.set("EndpointGroup", SecurityGroupIngress=[
              rule(SourceSecurityGroupId=ref("WorkerGroup"))]), because="only workers are admitted"),
    Twins(law="NAT for one destination is no way for others", page=_ROUTES,
          given=tied().set("VpcNatRoute", DestinationCidrBlock="10.99.0.0/16"), ask=KMS, verdict=BLOCKED,
          change=lambda t: t.set("VpcNatRoute", DestinationCidrBlock="0.0.0.0/0"), other=PUBLIC,
          because="the default route leads out"),
    Twins(law="a gateway endpoint beside an internet gateway", page=_ROUTES,
          given=vpc() | worker() | gateway() | to_internet() | route("Own", "VpcTable", "192.168.0.0/16",
                                                                     GatewayId=ref("VpcInternetGateway")),
          ask=S3, change=lambda t: t.without("S3Gateway"), because="without a public address nothing gets out"),
)  # fmt: skip
def test_routes_and_groups(case: Labelled) -> None:
    case.check()


def unseen(change: dict[str, Any], name: str = "Worker") -> Any:
    return lambda t: t.set(name, **change)


def function() -> Template:
    given = {
        "Code": {"ZipFile": "pass"},
        "Handler": "i.h",
        "Runtime": "python3.13",
        "Role": att("OwnRole", "Arn"),
        "VpcConfig": {"SubnetIds": [ref("VpcSubnetA")], "SecurityGroupIds": [ref("WorkerGroup")]},
    }
    return (private_network() | role("OwnRole", identity(), trusted="lambda.amazonaws.com")).plus(
        "Worker", "AWS::Lambda::Function", given
    )


@labelled(
    Twins(law="a route narrower than the VPC may lead to a middlebox", page=_ROUTES,
          given=private_network() | worker("Box", subnet="VpcSubnetA"), ask=SSM,
          change=lambda t: t | route("Middle", "VpcTable", "10.0.1.0/24", InstanceId=ref("Box")),
          because="the instance drops what is not addressed to it"),
    Twins(law="a role from elsewhere is not known", page=_POLICIES, given=function(), ask=GET,
          change=unseen({"Role": "arn:aws:iam::111122223333:role/of-others"}), other=UNKNOWN,
          because="its policies are not in the template"),
    Twins(law="an ACL from elsewhere is not known", page=_ROUTES, given=private_network(), ask=SSM, other=UNKNOWN,
          change=lambda t: t.plus("Use", "AWS::EC2::SubnetNetworkAclAssociation", {
              "SubnetId": ref("VpcSubnetB"), "NetworkAclId": "acl-0123456789abcdef0"}),
          because="its entries are not in the template"),
    Twins(law="a table from elsewhere is not known", page=_MAIN, given=private_network(), ask=S3,
          change=unseen({"RouteTableId": "rtb-0123456789abcdef0"}, "VpcAssociationA"), other=UNKNOWN,
          because="its routes are not in the template"),
    Twins(law="the group of an endpoint from elsewhere is not known", page=_DNS, given=private_network(), ask=SSM,
          change=unseen({"SecurityGroupIds": ["sg-0123456789abcdef0"]}, "Endpoint"), other=UNKNOWN,
          because="its rules are not in the template"),
    Twins(law="accelerated buckets have addresses of the edge", page=_BUCKETS, given=private_network(),
          ask={"source": "Worker", "host": "b.s3.eu-west-1.amazonaws.com"},
          other_ask={"source": "Worker", "host": "b.s3-accelerate.amazonaws.com"},
          because="they are not in the prefix list of the region"),
)  # fmt: skip
def test_what_comes_from_elsewhere(case: Labelled) -> None:
    case.check()
