"""Parts that templates are made of, as somebody writes them by hand."""

from __future__ import annotations

from typing import Any

from support.labelled.template import Template, att, ref, sub

__all__ = [
    "OBJECTS",
    "alias",
    "bucket",
    "database",
    "gateway",
    "group",
    "identity",
    "interface",
    "peering",
    "policy",
    "private_network",
    "record",
    "role",
    "route",
    "rule",
    "says",
    "service",
    "statement",
    "to_internet",
    "vpc",
    "with_nat",
    "worker",
    "worker_with_role",
    "zone",
]

# A bucket that is called `Files`, and what is in it.
OBJECTS = [att("Files", "Arn"), sub("${Files.Arn}/*")]


def service(name: str) -> dict[str, Any]:
    """The endpoint service of the template's own region."""
    return sub(f"com.amazonaws.${{AWS::Region}}.{name}")


def rule(port: int = 443, *, protocol: str = "tcp", **other: Any) -> dict[str, Any]:
    """A rule of a security group."""
    return {"IpProtocol": protocol, "FromPort": port, "ToPort": port, **other}


def group(name: str, network: str, *ingress: dict[str, Any]) -> Template:
    """A security group that admits what these rules say."""
    given: dict[str, Any] = {"GroupDescription": "x", "VpcId": ref(network)}
    return Template().plus(
        name, "AWS::EC2::SecurityGroup", {**given, "SecurityGroupIngress": list(ingress)} if ingress else given
    )


def vpc(name: str = "Vpc", network: str = "10.0") -> Template:
    """A VPC with DNS on and two subnets in two zones, on one route table that leads nowhere."""
    made = Template().plus(
        name, "AWS::EC2::VPC", {"CidrBlock": f"{network}.0.0/16", "EnableDnsHostnames": True, "EnableDnsSupport": True}
    )
    made = made.plus(f"{name}Table", "AWS::EC2::RouteTable", {"VpcId": ref(name)})
    for number, zone in enumerate("AB"):
        place = {"Fn::Select": [number, {"Fn::GetAZs": ""}]}
        cidr = f"{network}.{number}.0/24"
        made = made.plus(
            f"{name}Subnet{zone}",
            "AWS::EC2::Subnet",
            {"VpcId": ref(name), "CidrBlock": cidr, "AvailabilityZone": place, "MapPublicIpOnLaunch": False},
        ).plus(
            f"{name}Association{zone}",
            "AWS::EC2::SubnetRouteTableAssociation",
            {"SubnetId": ref(f"{name}Subnet{zone}"), "RouteTableId": ref(f"{name}Table")},
        )
    return made


def worker(name: str = "Worker", network: str = "Vpc", subnet: str = "VpcSubnetA", **properties: Any) -> Template:
    """An instance with a group of its own, that lets everything out as long as no rule is declared."""
    return (
        Template()
        .plus(
            f"{name}Group",
            "AWS::EC2::SecurityGroup",
            {"GroupDescription": "of the worker", "VpcId": ref(network)},
        )
        .plus(
            name,
            "AWS::EC2::Instance",
            {
                "ImageId": "ami-0abcdef1234567890",
                "InstanceType": "t3.micro",
                "SubnetId": ref(subnet),
                "SecurityGroupIds": [ref(f"{name}Group")],
                **properties,
            },
        )
    )


def database(network: str = "Vpc", *ingress: dict[str, Any]) -> Template:
    """A database in both subnets, with a group of its own that admits what these rules say."""
    places = {"DBSubnetGroupDescription": "x", "SubnetIds": [ref(f"{network}SubnetA"), ref(f"{network}SubnetB")]}
    made = group("DatabaseGroup", network, *ingress).plus("Places", "AWS::RDS::DBSubnetGroup", places)
    return made.plus(
        "Database",
        "AWS::RDS::DBInstance",
        {
            "Engine": "postgres",
            "DBInstanceClass": "db.t3.micro",
            "AllocatedStorage": "20",
            "DBSubnetGroupName": ref("Places"),
            "VPCSecurityGroups": [att("DatabaseGroup", "GroupId")],
            "PubliclyAccessible": False,
        },
    )


def interface(name: str = "Endpoint", of: str = "ssm", network: str = "Vpc", **properties: Any) -> Template:
    """An interface endpoint in both subnets, that admits the VPC's addresses."""
    return (
        Template()
        .plus(
            f"{name}Group",
            "AWS::EC2::SecurityGroup",
            {
                "GroupDescription": "of the endpoint",
                "VpcId": ref(network),
                "SecurityGroupIngress": [rule(CidrIp=att(network, "CidrBlock"))],
            },
        )
        .plus(
            name,
            "AWS::EC2::VPCEndpoint",
            {
                "VpcEndpointType": "Interface",
                "ServiceName": service(of),
                "VpcId": ref(network),
                "SubnetIds": [ref(f"{network}SubnetA"), ref(f"{network}SubnetB")],
                "SecurityGroupIds": [ref(f"{name}Group")],
                "PrivateDnsEnabled": True,
                **properties,
            },
        )
    )


def gateway(name: str = "S3Gateway", of: str = "s3", network: str = "Vpc", **properties: Any) -> Template:
    """A gateway endpoint on the VPC's route table."""
    return Template().plus(
        name,
        "AWS::EC2::VPCEndpoint",
        {
            "VpcEndpointType": "Gateway",
            "ServiceName": service(of),
            "VpcId": ref(network),
            "RouteTableIds": [ref(f"{network}Table")],
            **properties,
        },
    )


def route(name: str, table: str, destination: str = "0.0.0.0/0", **target: Any) -> Template:
    key = "DestinationIpv6CidrBlock" if ":" in destination else "DestinationCidrBlock"
    return Template().plus(name, "AWS::EC2::Route", {"RouteTableId": ref(table), key: destination, **target})


def to_internet(network: str = "Vpc", *, table: str | None = None) -> Template:
    """An internet gateway, and a default route to it; `table` says another route table than the VPC's own."""
    gateway_ = f"{network}InternetGateway"
    way = route(f"{network}InternetRoute", table or f"{network}Table", GatewayId=ref(gateway_))
    return (
        Template()
        .plus(gateway_, "AWS::EC2::InternetGateway")
        .plus(
            f"{network}Attachment",
            "AWS::EC2::VPCGatewayAttachment",
            {"VpcId": ref(network), "InternetGatewayId": ref(gateway_)},
        )
    ) | way.attribute(f"{network}InternetRoute", DependsOn=f"{network}Attachment")


def with_nat(network: str = "Vpc", cidr: str = "10.0.100.0/24") -> Template:
    """A public subnet with a NAT gateway, which the VPC's own table leads to."""
    public = f"{network}Public"
    return (
        Template()
        .plus(f"{public}Table", "AWS::EC2::RouteTable", {"VpcId": ref(network)})
        .plus(f"{public}Subnet", "AWS::EC2::Subnet", {"VpcId": ref(network), "CidrBlock": cidr})
        .plus(
            f"{public}Association",
            "AWS::EC2::SubnetRouteTableAssociation",
            {"SubnetId": ref(f"{public}Subnet"), "RouteTableId": ref(f"{public}Table")},
        )
        .plus(f"{network}Address", "AWS::EC2::EIP", {"Domain": "vpc"})
        .plus(
            f"{network}Nat",
            "AWS::EC2::NatGateway",
            {"SubnetId": ref(f"{public}Subnet"), "AllocationId": att(f"{network}Address", "AllocationId")},
        )
        | to_internet(network, table=f"{public}Table")
        | route(f"{network}NatRoute", f"{network}Table", NatGatewayId=ref(f"{network}Nat"))
    )


def private_network() -> Template:
    """A VPC without a way out, a worker, an endpoint of Systems Manager, a gateway endpoint of S3."""
    return vpc() | worker() | interface() | gateway()


def statement(effect: str = "Allow", action: Any = "*", resource: Any = "*", **fields: Any) -> dict[str, Any]:
    """A statement of a policy of an endpoint or a resource."""
    who = {} if "Principal" in fields or "NotPrincipal" in fields else {"Principal": "*"}
    return {"Effect": effect, "Action": action, "Resource": resource, **who, **fields}


def policy(*statements: dict[str, Any]) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def identity(effect: str = "Allow", action: Any = "*", resource: Any = "*", **fields: Any) -> dict[str, Any]:
    """A statement of a policy of a role."""
    return {"Effect": effect, "Action": action, "Resource": resource, **fields}


def role(name: str, *statements: dict[str, Any], trusted: str = "ec2.amazonaws.com", **properties: Any) -> Template:
    """A role with an inline policy; without statements it has none."""
    trust = policy({"Effect": "Allow", "Principal": {"Service": trusted}, "Action": "sts:AssumeRole"})
    inline = [{"PolicyName": "own", "PolicyDocument": policy(*statements)}] if statements else None
    given = {"AssumeRolePolicyDocument": trust, "Policies": inline, **properties}
    return Template().plus(name, "AWS::IAM::Role", {k: v for k, v in given.items() if v is not None})


def worker_with_role(*statements: dict[str, Any], **properties: Any) -> Template:
    """A VPC with a worker, whose role has these statements, or these properties."""
    made = vpc() | worker(IamInstanceProfile=ref("WorkerProfile")) | role("WorkerRole", *statements, **properties)
    return made.plus("WorkerProfile", "AWS::IAM::InstanceProfile", {"Roles": [ref("WorkerRole")]})


def bucket(name: str = "Files", *statements: dict[str, Any], **properties: Any) -> Template:
    """A bucket, with a policy where there are statements."""
    made = Template().plus(name, "AWS::S3::Bucket", properties)
    if not statements:
        return made
    return made.plus(
        f"{name}Policy", "AWS::S3::BucketPolicy", {"Bucket": ref(name), "PolicyDocument": policy(*statements)}
    )


def says(*statements: dict[str, Any]) -> Any:
    """Another policy of the bucket."""
    return lambda t: t | bucket("Files", *statements)


def alias(endpoint: str = "Endpoint") -> dict[str, Any]:
    """The first DNS name of an endpoint, as target of an alias record."""
    entry = {"Fn::Split": [":", {"Fn::Select": [0, att(endpoint, "DnsEntries")]}]}
    return {"HostedZoneId": {"Fn::Select": [0, entry]}, "DNSName": {"Fn::Select": [1, entry]}}


def zone(domain: str, *vpcs: str, name: str = "Zone") -> Template:
    """A private hosted zone for VPCs, without records."""
    associated = [{"VPCId": ref(one), "VPCRegion": ref("AWS::Region")} for one in vpcs]
    return Template().plus(name, "AWS::Route53::HostedZone", {"Name": domain, "VPCs": associated})


def record(domain: str, name: str = "Record", of: str = "Zone", **properties: Any) -> Template:
    """A record of a zone; an alias to the endpoint unless it has a `TTL` of its own."""
    what = properties if "ResourceRecords" in properties else {"AliasTarget": alias(), **properties}
    return Template().plus(
        name, "AWS::Route53::RecordSet", {"HostedZoneId": ref(of), "Name": domain, "Type": "A", **what}
    )


def peering(one: str = "Vpc", other: str = "Hub", other_network: str = "10.1", network: str = "10.0") -> Template:
    """Two VPCs peered, with routes both ways."""
    return (
        Template().plus("Peering", "AWS::EC2::VPCPeeringConnection", {"VpcId": ref(one), "PeerVpcId": ref(other)})
        | route("RouteThere", f"{one}Table", f"{other_network}.0.0/16", VpcPeeringConnectionId=ref("Peering"))
        | route("RouteBack", f"{other}Table", f"{network}.0.0/16", VpcPeeringConnectionId=ref("Peering"))
    )
