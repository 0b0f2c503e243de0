"""Resources in VPCs that are called by their own addresses."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import database, peering, route, rule, vpc, with_nat, worker

_RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.Scenarios.html"
_GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_PEERING = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"
_LISTENERS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html"
_SCHEME = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"
_ACLS = "https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html"

DATABASE: dict[str, Any] = {"source": "Worker", "target": "Database", "port": 5432}
BOX: dict[str, Any] = {"source": "Worker", "target": "Box", "port": 22}


def box(network: str = "Vpc", cidr: str = "10.0.0.0/16") -> Template:
    made = worker("Box", network, f"{network}SubnetB")
    return made.set("BoxGroup", SecurityGroupIngress=[rule(22, CidrIp=cidr)])


ADMITTED = rule(5432, CidrIp="10.0.0.0/16")


def together() -> Template:
    return vpc() | worker() | database("Vpc", ADMITTED) | box()


def apart() -> Template:
    made = vpc() | worker() | vpc("Data", "10.1") | peering(other="Data")
    return made | database("Data", ADMITTED) | box("Data")


def balanced(**listener: Any) -> Template:
    """A Network Load Balancer without groups, with a listener."""
    given = {"LoadBalancerArn": ref("Balancer"), "Port": 8443, "Protocol": "TCP", "DefaultActions": [], **listener}
    return (
        (vpc() | worker())
        .plus(
            "Balancer",
            "AWS::ElasticLoadBalancingV2::LoadBalancer",
            {"Type": "network", "Scheme": "internal", "Subnets": [ref("VpcSubnetA"), ref("VpcSubnetB")]},
        )
        .plus("Listener", "AWS::ElasticLoadBalancingV2::Listener", given)
    )


BALANCER: dict[str, Any] = {"source": "Worker", "target": "Balancer", "port": 8443}


@labelled(
    Twins(law="a load balancer answers on the ports of its listeners", page=_LISTENERS, given=balanced(), ask=BALANCER,
          change=lambda t: t.set("Listener", Port=443), because="it listens on another port"),
    Twins(law="without a listener a load balancer answers nobody", page=_LISTENERS, given=balanced(), ask=BALANCER,
          change=lambda t: t.without("Listener"), because="it has no listener"),
    Twins(law="a listener may speak another protocol", page=_LISTENERS, given=balanced(), ask=BALANCER,
          change=lambda t: t.set("Listener", Protocol="UDP"), because="it listens for UDP only"),
    Twins(law="a load balancer that faces the internet is called at public addresses", page=_SCHEME, ask=BALANCER,
          given=balanced() | with_nat(), change=lambda t: t.set("Balancer", Scheme="internet-facing"), other=PUBLIC,
          because="the NAT gateway leads to them"),
    Twins(law="no route leads to the public addresses of a load balancer", page=_SCHEME, ask=BALANCER,
          given=balanced(), change=lambda t: t.set("Balancer", Scheme="internet-facing"),
          because="there is no way out"),
    Twins(law="a parameter may give a listener's port", page=_LISTENERS, given=balanced(), ask=BALANCER,
          change=lambda t: t.set("Listener", Port=ref("P")).section("Parameters", P={"Type": "Number"}),
          other=UNKNOWN, because="nobody gave it"),
)  # fmt: skip
def test_listeners(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="a database in the VPC is called on its port", page=_RDS, given=together(), ask=DATABASE,
          other_ask={**DATABASE, "port": 3306}, because="its group admits 5432"),
    Twins(law="a database admits the worker's group", page=_RDS,
          given=together().set("DatabaseGroup", SecurityGroupIngress=[
              rule(5432, SourceSecurityGroupId=ref("WorkerGroup"))]), ask=DATABASE,
          change=lambda t: t.set("DatabaseGroup", SecurityGroupIngress=[
              rule(5432, SourceSecurityGroupId=ref("BoxGroup"))]), because="the worker wears another group"),
    Twins(law="the worker lets the connection out", page=_GROUPS,
          given=together().set("WorkerGroup", SecurityGroupEgress=[
              rule(5432, DestinationSecurityGroupId=ref("DatabaseGroup"))]), ask=DATABASE,
          change=lambda t: t.set("WorkerGroup", SecurityGroupEgress=[rule(CidrIp="0.0.0.0/0")]),
          because="only 443 is let out"),
    Twins(law="an instance in the VPC is called on its port", page=_GROUPS, given=together(), ask=BOX,
          other_ask={**BOX, "port": 80}, because="its group admits 22"),
    Twins(law="an instance may admit nobody", page=_GROUPS, given=together(), ask=BOX,
          change=lambda t: t.set("BoxGroup", SecurityGroupIngress=None), because="a group admits nobody by itself"),
    Twins(law="an ACL stands before the target", page=_ACLS, given=together(), ask=BOX,
          change=lambda t: t.plus("Acl", "AWS::EC2::NetworkAcl", {"VpcId": ref("Vpc")}).plus(
              "AclUse", "AWS::EC2::SubnetNetworkAclAssociation",
              {"SubnetId": ref("VpcSubnetB"), "NetworkAclId": ref("Acl")}),
          because="an ACL without entries denies all"),
    Twins(law="another VPC without peering is not reached", page=_PEERING, given=apart(), ask=DATABASE,
          change=lambda t: t.without("Peering", "RouteThere", "RouteBack"), because="nothing leads there"),
    Twins(law="a peered database needs a route there", page=_PEERING, given=apart(), ask=DATABASE,
          change=lambda t: t.without("RouteThere"), because="nothing leads there"),
    Twins(law="a peered database needs a route back", page=_PEERING, given=apart(), ask=DATABASE,
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
    Twins(law="a peered instance needs a route back", page=_PEERING, given=apart(), ask=BOX,
          change=lambda t: t.without("RouteBack"), because="answers do not come back"),
    Twins(law="a narrow route back is enough", page=_PEERING,
          given=apart() | route("RouteBack", "DataTable", "10.0.0.0/24", VpcPeeringConnectionId=ref("Peering")),
          ask=BOX, change=lambda t: t.set("RouteBack", DestinationCidrBlock="10.0.1.0/24"),
          because="the worker is in 10.0.0.0/24"),
    Twins(law="both subnets of a database count", page=_RDS, given=apart(), ask=DATABASE,
          change=lambda t: t.set("RouteThere", DestinationCidrBlock="10.1.0.0/24"),
          because="the database may stand in 10.1.1.0/24, too"),
    Twins(law="an instance stands in one subnet", page=_PEERING, given=apart(), ask=BOX,
          change=lambda t: t.set("RouteThere", DestinationCidrBlock="10.1.0.0/24"),
          because="it is in 10.1.1.0/24"),
)  # fmt: skip
def test_targets(case: Labelled) -> None:
    case.check()
