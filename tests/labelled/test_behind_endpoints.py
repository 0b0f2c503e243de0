"""What is behind an endpoint: shared resources, and endpoint services of one's own."""

from __future__ import annotations

from typing import Any

from support.labelled import UNKNOWN, Labelled, Template, Twins, att, labelled, ref, sub
from support.labelled.networks import database, group, interface, peering, route, rule, vpc, worker

_RESOURCE = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html"
_GATEWAY = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html"
_LISTENERS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html"
_BALANCER = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html"
_TARGETS = "https://repost.aws/knowledge-center/security-network-acl-vpc-endpoint"
_OWNERS = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-saas.html"
_ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html"

OF_DATABASE = {"source": "Worker", "host": "endpoint:Door", "port": 5432}
OF_BOX = {"source": "Worker", "host": "endpoint:Door", "port": 22}
OF_SERVICE = {"source": "Worker", "host": "endpoint:Door", "port": 8443}
NOWHERE = [rule(80, CidrIp="127.0.0.1/32")]
ALL_PORTS = [{"IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "CidrIp": "10.0.0.0/16"}]
RESOURCE = {"VpcEndpointType": "Resource", "ServiceName": None, "PrivateDnsEnabled": None}
ELSEWHERE = "arn:aws:vpc-lattice:eu-west-1:444455556666:resourceconfiguration/rcfg-0123456789abcdef0"


def shared(definition: dict[str, Any], *, kind: str = "SINGLE", ports: list[str] | None = None) -> Template:
    """A worker that calls a resource of another VPC, which nothing else leads to."""
    given = {
        "Name": "shared",
        "ResourceConfigurationType": kind,
        "ResourceGatewayId": ref("Gateway"),
        "ResourceConfigurationDefinition": definition,
        "PortRanges": ports,
    }
    made = vpc() | worker() | interface("Door") | vpc("Data", "10.1") | group("GatewayGroup", "Data")
    made = made.plus("Shared", "AWS::VpcLattice::ResourceConfiguration", {k: v for k, v in given.items() if v})
    made = made.plus(
        "Gateway",
        "AWS::VpcLattice::ResourceGateway",
        {
            "Name": "gateway",
            "VpcIdentifier": ref("Data"),
            "SubnetIds": [ref("DataSubnetA"), ref("DataSubnetB")],
            "SecurityGroupIds": [ref("GatewayGroup")],
        },
    )
    endpoint = {**RESOURCE, "ResourceConfigurationArn": att("Shared", "Arn")}
    return made.set("Door", **endpoint).set("DoorGroup", SecurityGroupIngress=ALL_PORTS)


def listener(port: int = 8443, protocol: str = "TCP", balancer: str = "Balancer") -> dict[str, Any]:
    forward = {"Type": "forward", "TargetGroupArn": ref("Goods")}
    return {"LoadBalancerArn": ref(balancer), "Port": port, "Protocol": protocol, "DefaultActions": [forward]}


def named(name: Any) -> dict[str, Any]:
    return {"DnsResource": {"DomainName": name, "IpAddressType": "IPV4"}}


def with_database(made: Template) -> Template:
    """A database that admits the gateway's group on its port."""
    return made | database("Data", rule(5432, SourceSecurityGroupId=ref("GatewayGroup")))


def by_arn() -> Template:
    return with_database(shared({"ArnResource": att("Database", "DBInstanceArn")}, kind="ARN"))


def by_name(name: Any = None) -> Template:
    name = att("Database", "Endpoint.Address") if name is None else name
    return with_database(shared({"DnsResource": {"DomainName": name, "IpAddressType": "IPV4"}}, ports=["5432"]))


def by_address(network: str = "Data", address: str = "10.1.1.9") -> Template:
    """An instance that admits the VPC of the gateway."""
    box = worker("Box", network, f"{network}SubnetB", PrivateIpAddress=address)
    made = shared({"IpResource": address}, ports=["22", "8000-8080"])
    other = vpc(network, "10.2") if network != "Data" else Template()
    return made | other | box.set("BoxGroup", SecurityGroupIngress=[rule(22, CidrIp="10.1.0.0/16")])


def beyond() -> Template:
    """The instance is in a third VPC, which the gateway's is peered with."""
    return by_address("Far", "10.2.1.9") | peering("Data", "Far", "10.2", "10.1")


def by_balancer() -> Template:
    """The resource is the name of a load balancer."""
    front = {"Type": "network", "Scheme": "internal", "Subnets": [ref("DataSubnetA"), ref("DataSubnetB")]}
    made = shared(named(att("Front", "DNSName")), ports=["8443"])
    goods = {"Port": 80, "Protocol": "TCP", "VpcId": ref("Data")}
    made = made.plus("Goods", "AWS::ElasticLoadBalancingV2::TargetGroup", goods)
    made = made.plus("Listener", "AWS::ElasticLoadBalancingV2::Listener", listener(balancer="Front"))
    return made.plus("Front", "AWS::ElasticLoadBalancingV2::LoadBalancer", front)


def another(made: Template) -> Template:
    """The database admits another group than the gateway's."""
    return (made | group("Other", "Data")).set(
        "DatabaseGroup", SecurityGroupIngress=[rule(5432, SourceSecurityGroupId=ref("Other"))]
    )


def with_acl(made: Template) -> Template:
    """An ACL without entries around the subnet of the resource."""
    return made.plus("Acl", "AWS::EC2::NetworkAcl", {"VpcId": ref("Data")}).plus(
        "AclUse",
        "AWS::EC2::SubnetNetworkAclAssociation",
        {"SubnetId": ref("DataSubnetB"), "NetworkAclId": ref("Acl")},
    )


def in_zone_a(made: Template) -> Template:
    return made.set("Gateway", SubnetIds=[ref("DataSubnetA")]).set("Door", SubnetIds=[ref("VpcSubnetA")])


@labelled(
    Twins(law="a database is reached through its resource gateway", page=_RESOURCE, given=by_arn(), ask=OF_DATABASE,
          change=lambda t: t.set("GatewayGroup", SecurityGroupEgress=NOWHERE),
          because="the gateway's group lets nothing out to it"),
    Twins(law="a database sees the resource gateway and not the client", page=_GATEWAY, given=by_arn(),
          ask=OF_DATABASE, change=another, because="it admits another group than the gateway's"),
    Twins(law="the client's addresses are not what a resource sees", page=_GATEWAY, given=by_arn(), ask=OF_DATABASE,
          change=lambda t: t.set("DatabaseGroup", SecurityGroupIngress=[rule(5432, CidrIp="10.0.0.0/16")]),
          because="the gateway is in 10.1.0.0/16"),
    Twins(law="what an ARN names answers on its own port", page=_RESOURCE, given=by_arn(), ask=OF_DATABASE,
          other_ask={**OF_DATABASE, "port": 3306}, because="PostgreSQL answers on 5432"),
    Twins(law="without a port the database's is called", page=_RESOURCE, given=by_arn(),
          ask={"source": "Worker", "host": "endpoint:Door"}, change=another, because="the gateway is not admitted"),
    Twins(law="an ARN may be put together", page=_RESOURCE,
          given=by_arn().set("Shared", ResourceConfigurationDefinition={"ArnResource": sub(
              "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:${Database}")}), ask=OF_DATABASE,
          change=another, because="the gateway is not admitted"),
    Twins(law="a gateway without groups wears the default group of its VPC", page=_GATEWAY,
          given=by_arn().set("Gateway", SecurityGroupIds=None).set("DatabaseGroup", SecurityGroupIngress=[
              rule(5432, SourceSecurityGroupId=att("Data", "DefaultSecurityGroup"))]), ask=OF_DATABASE,
          change=lambda t: t.set("DatabaseGroup", SecurityGroupIngress=[
              rule(5432, SourceSecurityGroupId=ref("GatewayGroup"))]), because="it does not wear this group"),
    Twins(law="the name of a database without public address leads to it", page=_RESOURCE, given=by_name(),
          ask=OF_DATABASE, change=another, because="the gateway is not admitted"),
    Twins(law="the name of an internal load balancer leads to it", page=_RESOURCE, given=by_balancer(),
          ask=OF_SERVICE, change=lambda t: t.set("Listener", Port=443), because="8443 is not answered"),
    Twins(law="the name of an internet-facing load balancer has public addresses", page=_RESOURCE,
          given=by_balancer(), ask=OF_SERVICE, change=lambda t: t.set("Front", Scheme="internet-facing"),
          other=UNKNOWN, because="callers come to them over a NAT gateway, if at all"),
    Twins(law="what else a domain name stands for is not said", page=_RESOURCE, given=by_name(), ask=OF_DATABASE,
          change=lambda t: t.set("Shared", ResourceConfigurationDefinition=named("db.example")), other=UNKNOWN,
          because="it may have public addresses, which a NAT gateway leads to"),
    Twins(law="a gateway that lets nothing out leads nowhere whatever the name", page=_GATEWAY,
          given=by_name("db.example"), ask=OF_DATABASE, verdict=UNKNOWN,
          change=lambda t: t.set("GatewayGroup", SecurityGroupEgress=NOWHERE), because="5432 is let out to nobody"),
    Twins(law="the name of a public database stands for public addresses", page=_RESOURCE, given=by_name(),
          ask=OF_DATABASE, change=lambda t: t.set("Database", PubliclyAccessible=True), other=UNKNOWN,
          because="public resolvers answer with them"),
    Twins(law="resolvers of the VPC may answer anything", page=_GATEWAY, given=by_name(), ask=OF_DATABASE,
          change=lambda t: t.set("Gateway", ResourceConfigDnsResolution="IN_VPC"), other=UNKNOWN,
          because="private zones and DNS servers of the VPC come first"),
)  # fmt: skip
def test_databases(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="an address is reached on the ports of its configuration", page=_RESOURCE, given=by_address(),
          ask=OF_BOX, other_ask={**OF_BOX, "port": 5432}, because="it is in no range"),
    Twins(law="a range of ports is one", page=_RESOURCE,
          given=by_address().set("BoxGroup", SecurityGroupIngress=[rule(8040, CidrIp="10.1.0.0/16")]),
          ask={**OF_BOX, "port": 8040}, change=lambda t: t.set("Shared", PortRanges=["22,8000-8039"]),
          because="8040 is in no range"),
    Twins(law="an instance may admit nobody", page=_GATEWAY, given=by_address(), ask=OF_BOX,
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None), because="a group admits nobody by itself"),
    Twins(law="whoever has an address is asked", page=_RESOURCE, given=by_address(), ask=OF_BOX,
          change=lambda t: t.set("Box", PrivateIpAddress="10.1.1.10"), other=UNKNOWN,
          because="nothing is given this address"),
    Twins(law="an attribute says the address", page=_RESOURCE,
          given=by_address().set("Shared", ResourceConfigurationDefinition={"IpResource": att("Box", "PrivateIp")}),
          ask=OF_BOX, change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None),
          because="a group admits nobody by itself"),
    Twins(law="ACLs stand between the gateway and the resource", page=_ACLS, ask=OF_BOX,
          given=in_zone_a(by_address()),
          change=with_acl, because="an ACL without entries denies all"),
    Twins(law="a gateway has interfaces in the zones of the endpoint", page=_GATEWAY, given=in_zone_a(by_address()),
          ask=OF_BOX, change=lambda t: t.set("Door", SubnetIds=[ref("VpcSubnetA"), ref("VpcSubnetB")]), other=UNKNOWN,
          because="whether connections cross from the other zone is not said"),
    Twins(law="a resource may be in another VPC than its gateway", page=_RESOURCE, given=beyond(), ask=OF_BOX,
          change=lambda t: t.without("RouteThere"), because="nothing leads there"),
    Twins(law="answers have to come back to the gateway", page=_RESOURCE, given=beyond(), ask=OF_BOX,
          change=lambda t: t.without("RouteBack"), because="nothing leads back"),
    Twins(law="a route of the gateway's VPC is none of the client's", page=_RESOURCE, given=by_address(), ask=OF_BOX,
          change=lambda t: t.without("Gateway").set("Shared", ResourceGatewayId="rgw-0123456789abcdef0") | route(
              "Way", "VpcTable", "10.1.0.0/16", VpcPeeringConnectionId="pcx-0123456789abcdef0"), other=UNKNOWN,
          because="the gateway was made elsewhere"),
    Twins(law="what a service network has is not asked", page=_RESOURCE, ask=OF_BOX, verdict=UNKNOWN,
          given=by_address().plus("Net", "AWS::VpcLattice::ServiceNetwork", {"Name": "net"}).set(
              "Door", VpcEndpointType="ServiceNetwork", ResourceConfigurationArn=None,
              ServiceNetworkArn=att("Net", "Arn")),
          change=lambda t: t.set("DoorGroup", SecurityGroupIngress=NOWHERE), because="the endpoint does not admit 22"),
    Twins(law="what a configuration of elsewhere stands for is not said", page=_RESOURCE, given=by_address(),
          ask=OF_BOX, change=lambda t: t.set("Door", ResourceConfigurationArn=ELSEWHERE), other=UNKNOWN,
          because="it may be any name"),
    Twins(law="Ref of a configuration is its ARN", page=_RESOURCE,
          given=by_address().set("Door", ResourceConfigurationArn=ref("Shared")), ask=OF_BOX,
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None), because="a group admits nobody by itself"),
    Twins(law="a group of configurations has no address of its own", page=_RESOURCE, given=by_address(), ask=OF_BOX,
          change=lambda t: t.set("Shared", ResourceConfigurationType="GROUP", ResourceConfigurationDefinition=None),
          other=UNKNOWN, because="its children have"),
    Twins(law="a custom resource may do anything to a gateway", page=_GATEWAY, given=by_address(), ask=OF_BOX,
          change=lambda t: t.plus("Mine", "Custom::Thing", {"ServiceToken": "arn:aws:lambda:eu-west-1:1:function:f",
                                                            "Gateway": ref("Gateway")}), other=UNKNOWN,
          because="nobody knows what it does"),
)  # fmt: skip
def test_addresses(case: Labelled) -> None:
    case.check()


def offered() -> Template:
    """A service of another VPC behind a load balancer without groups, whose targets others register."""
    made = (
        (vpc() | worker() | interface("Door") | vpc("Data", "10.1"))
        .plus(
            "Balancer",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            {"Type": "network", "Scheme": "internal", "Subnets": [ref("DataSubnetA"), ref("DataSubnetB")]},
        )
        .plus(
            "Goods", "AWS::ElasticLoadBalancingV2::TargetGroup", {"Port": 80, "Protocol": "TCP", "VpcId": ref("Data")}
        )
        .plus("Listener", "AWS::ElasticLoadBalancingV2::Listener", listener())
        .plus(
            "Offer",
            "AWS::EC2::VPCEndpointService",
            {"NetworkLoadBalancerArns": [ref("Balancer")], "AcceptanceRequired": False},
        )
    )
    name = sub("com.amazonaws.vpce.${AWS::Region}.${Offer}")
    return made.set("Door", PrivateDnsEnabled=False, ServiceName=name).set("DoorGroup", SecurityGroupIngress=ALL_PORTS)


def guarded(*ingress: dict[str, Any]) -> Template:
    """The load balancer has a group."""
    return (offered() | group("BalancerGroup", "Data", *ingress)).set("Balancer", SecurityGroups=[ref("BalancerGroup")])


def filled(*ingress: dict[str, Any]) -> Template:
    """A load balancer with a group, and an instance as its only target."""
    box = worker("Box", "Data", "DataSubnetA").set("BoxGroup", SecurityGroupIngress=list(ingress))
    return (guarded(rule(8443, CidrIp="10.0.0.0/16")) | box).set("Goods", Targets=[{"Id": ref("Box")}])


def two_balancers() -> Template:
    made = offered()
    second = made.resources["Balancer"]["Properties"]
    return (
        made.plus("Second", "AWS::ElasticLoadBalancingV2::LoadBalancer", second)
        .plus("SecondListener", "AWS::ElasticLoadBalancingV2::Listener", listener(balancer="Second"))
        .set("Offer", NetworkLoadBalancerArns=[ref("Balancer"), ref("Second")])
    )


BY_BALANCER = [rule(80, SourceSecurityGroupId=ref("BalancerGroup"))]
FROM_CLIENT = [rule(80, CidrIp="10.0.0.0/16")]


def scaled(*ingress: dict[str, Any]) -> Template:
    """A group of instances registers more targets."""
    return (
        filled(*ingress)
        .plus("Launch", "AWS::AutoScaling::LaunchConfiguration", {"ImageId": "ami-1", "InstanceType": "t3.micro"})
        .plus(
            "Fleet",
            "AWS::AutoScaling::AutoScalingGroup",
            {
                "MinSize": "1",
                "MaxSize": "1",
                "VPCZoneIdentifier": [ref("DataSubnetA")],
                "LaunchConfigurationName": ref("Launch"),
                "TargetGroupARNs": [ref("Goods")],
            },
        )
    )


def fleet_of_parameter() -> Template:
    """A group of instances of another stack, in a target group that nobody has said."""
    made = scaled().resources
    fleet = {name: made[name] for name in ("Launch", "Fleet")}
    other = Template(resources=fleet) | vpc("Data", "10.8")
    return other.set("Fleet", TargetGroupARNs=[ref("Goal")]).section("Parameters", Goal={"Type": "String"})


def of_two_stacks() -> dict[str, Template]:
    """The service is offered by another stack than that of the load balancer, which a parameter names."""
    made = offered()
    service = Template(resources={name: made.resources[name] for name in ("Offer", "Door", "DoorGroup")})
    inside = vpc() | worker() | service
    inside = inside.set("Offer", NetworkLoadBalancerArns=[ref("Given")]).section("Parameters", Given={"Type": "String"})
    return {"App": inside, "Other": made.without("Offer", "Door", "DoorGroup", "Worker", "WorkerGroup")}


def given_by_parameter(**change: Any) -> Any:
    return lambda t: t.set("Goods", **change).section("Parameters", P={"Type": "String"})


@labelled(
    Twins(law="a service answers on the ports of its listeners", page=_LISTENERS, given=offered(), ask=OF_SERVICE,
          other_ask={**OF_SERVICE, "port": 443}, because="no listener has 443"),
    Twins(law="a load balancer without listeners answers nobody", page=_LISTENERS, given=offered(), ask=OF_SERVICE,
          change=lambda t: t.without("Listener"), because="there is none"),
    Twins(law="without a port the listener's is called", page=_LISTENERS, given=offered(),
          ask={"source": "Worker", "host": "endpoint:Door"}, change=lambda t: t.without("Listener"),
          because="there is none"),
    Twins(law="a listener of datagrams takes no connections", page=_LISTENERS, given=offered(), ask=OF_SERVICE,
          change=lambda t: t.set("Listener", Protocol="UDP"), because="the worker calls over TCP"),
    Twins(law="TLS is ended over TCP", page=_LISTENERS, ask=OF_SERVICE,
          given=offered().set("Listener", Protocol="TLS", Certificates=[{"CertificateArn": "arn:aws:acm:::c"}]),
          change=lambda t: t.set("Listener", Port=443), because="8443 is not answered"),
    Twins(law="the port of a listener may be a parameter", page=_LISTENERS, given=offered(), ask=OF_SERVICE,
          change=lambda t: t.set("Listener", Port=ref("Port")).section("Parameters", Port={"Type": "Number"}),
          other=UNKNOWN, because="nobody gave it"),
    Twins(law="on which ports a load balancer of elsewhere listens is not asked", page=_LISTENERS,
          given=offered().without("Listener", "Balancer").set("Offer", NetworkLoadBalancerArns=[
              "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/net/b/0123456789abcdef"]),
          ask=OF_SERVICE, change=lambda t: t.set("DoorGroup", SecurityGroupIngress=NOWHERE),
          because="the endpoint does not admit 8443"),
    Twins(law="a parameter may be the load balancer of another stack", page=_LISTENERS, given=of_two_stacks(),
          ask=OF_SERVICE, other_ask={**OF_SERVICE, "port": 443}, other=UNKNOWN,
          because="if it is this one, it does not listen there"),
    Twins(law="any of several load balancers may be the one", page=_LISTENERS, given=two_balancers(), ask=OF_SERVICE,
          change=lambda t: t.without("SecondListener"), other=UNKNOWN, because="one of them does not listen"),
)  # fmt: skip
def test_listeners(case: Labelled) -> None:
    case.check()


def of_somebody(name: Any) -> Template:
    made = vpc() | worker() | interface("Door", PrivateDnsEnabled=False)
    return made.set("Door", ServiceName=name).section("Parameters", Name={"Type": "String"})


@labelled(
    Twins(law="AWS accepts endpoints to its own services", page=_OWNERS,
          given=of_somebody(sub("com.amazonaws.${AWS::Region}.${Name}")),
          ask={"source": "Worker", "host": "endpoint:Door"},
          change=lambda t: t.set("Door", ServiceName=sub("com.amazonaws.vpce.${AWS::Region}.${Name}")), other=UNKNOWN,
          because="whether the owner accepts it is not in the template"),
    Twins(law="a name that nobody gave may be of anybody's service", page=_OWNERS,
          given=of_somebody(sub("com.amazonaws.${Name}.ssm")), ask={"source": "Worker", "host": "endpoint:Door"},
          change=lambda t: t.set("Door", ServiceName=ref("Name")), other=UNKNOWN,
          because="whether its owner accepts it is not known"),
)  # fmt: skip
def test_owners(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="the groups of a load balancer see the client's address", page=_BALANCER,
          given=guarded(rule(8443, CidrIp="10.0.0.0/24")), ask=OF_SERVICE,
          change=lambda t: t.set("BalancerGroup", SecurityGroupIngress=[rule(8443, CidrIp="10.1.0.0/16")]),
          because="the worker is in 10.0.0.0/24"),
    Twins(law="the groups of a load balancer may be left out for PrivateLink", page=_BALANCER,
          given=guarded().set("Balancer", EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic="off"),
          ask=OF_SERVICE,
          change=lambda t: t.set("Balancer", EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic=None),
          because="the default is on, and the group admits nobody"),
    Twins(law="whether rules can name groups through PrivateLink is not said", page=_BALANCER,
          given=guarded(rule(8443, SourceSecurityGroupId=ref("WorkerGroup"))), ask=OF_SERVICE, verdict=UNKNOWN,
          change=lambda t: t.set("BalancerGroup", SecurityGroupIngress=[
              rule(8443, SourceSecurityGroupId=ref("DoorGroup"))]), because="the worker does not wear this one"),
    Twins(law="the targets see the load balancer", page=_TARGETS, given=filled(*BY_BALANCER), ask=OF_SERVICE,
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=FROM_CLIENT),
          because="the client's address is not what they see"),
    Twins(law="the targets see addresses of the load balancer's subnets", page=_TARGETS,
          given=filled(rule(80, CidrIp="10.1.0.0/16")), ask=OF_SERVICE,
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None), because="the only target admits nobody"),
    Twins(law="a target may be called on a port of its own", page=_TARGETS, given=filled(*BY_BALANCER),
          ask=OF_SERVICE, change=lambda t: t.set("Goods", Targets=[{"Id": ref("Box"), "Port": 81}]),
          because="81 is not admitted"),
    *(
        Twins(law=f"a parameter may give the {name} of targets", page=_TARGETS, given=filled(*BY_BALANCER),
              ask=OF_SERVICE, change=given_by_parameter(**change), other=UNKNOWN, because="nobody gave it")
        for name, change in (("kind", {"TargetType": ref("P")}), ("port", {"Port": ref("P")}),
                             ("id", {"Targets": [{"Id": ref("P")}]}))
    ),
    Twins(law="a target may be an address", page=_TARGETS,
          given=filled(*BY_BALANCER).set("Box", PrivateIpAddress="10.1.0.9").set(
              "Goods", TargetType="ip", Targets=[{"Id": "10.1.0.9"}]), ask=OF_SERVICE,
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None), because="the only target admits nobody"),
    Twins(law="a load balancer's group has to let it out to the targets", page=_BALANCER, given=filled(*BY_BALANCER),
          ask=OF_SERVICE, change=lambda t: t.set("BalancerGroup", SecurityGroupEgress=NOWHERE),
          because="it lets nothing out to them"),
    Twins(law="who registers targets may be a parameter of another stack", page=_TARGETS,
          given={"App": filled(), "Other": fleet_of_parameter()}, ask=OF_SERVICE, verdict=UNKNOWN,
          change=lambda t: {**t, "Other": t["Other"].without("Fleet")}, because="the only target admits nobody"),
    Twins(law="targets that others register are not asked", page=_TARGETS, given=scaled(), ask=OF_SERVICE,
          change=lambda t: t.without("Fleet"), because="the only target admits nobody"),
)  # fmt: skip
def test_load_balancers(case: Labelled) -> None:
    case.check()
