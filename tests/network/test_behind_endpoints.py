"""What is behind an endpoint, as the model has it: resource gateways and load balancers."""

from __future__ import annotations

from typing import Any

from private_endpoints.network import (
    EndpointService,
    EndpointType,
    Interface,
    Listener,
    LoadBalancer,
    Registered,
    ResourceConfiguration,
    ResourceGateway,
    SecurityGroup,
    Subnet,
    TargetGroup,
    UnknownResource,
    Verdict,
    Vpc,
    Workload,
)
from private_endpoints.values import Unknown
from support.networks import Scenario, base, https, zone
from support.twins import Twins, judged

_GATEWAY = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html"
_RESOURCE = "https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html"
_BALANCER = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html"
_TARGETS = "https://repost.aws/knowledge-center/security-network-acl-vpc-endpoint"

_SOMETHING = Unknown(frozenset({"something"}))
CALLED: dict[str, Any] = {"service": "", "host": "endpoint:ssm"}

# Another VPC, which nothing but the endpoint leads to, with a server in it.
APART = base().plus(
    Vpc(id="Data", cidrs=("10.1.0.0/16",), ipv6_cidrs=("2001:db8:1::/56",)),
    Subnet(id="DataA", vpc="Data", zone=zone("a"), cidr="10.1.1.0/24", ipv6_cidr="2001:db8:1::/64", assign_ipv6=True),
    Subnet(id="DataB", vpc="Data", zone=zone("b"), cidr="10.1.2.0/24", ipv6_cidr="2001:db8:1:1::/64"),
    SecurityGroup(id="SenderGroup", vpc="Data"),
    SecurityGroup(id="ServerGroup", vpc="Data"),
    https("ServerGroup", cidr="10.1.0.0/16"),
    Workload(id="Server", kind="x", subnets=("DataA",), groups=("ServerGroup",), public_ip=False),
)
SHARED = APART.plus(
    ResourceGateway(id="Gateway", subnets=("DataA", "DataB"), groups=("SenderGroup",)),
    ResourceConfiguration(id="Shared", gateway="Gateway", ports=((443, 443),), element="Server"),
).change("ssm", type=EndpointType.RESOURCE, service_name="", resource="Shared", private_dns=False)
OFFERED = APART.plus(
    Workload(id="Balancer", kind="x", subnets=("DataA", "DataB"), groups=("SenderGroup",), public_ip=False),
    LoadBalancer(id="Balancer#connections", balancer="Balancer", groups=("SenderGroup",)),
    https("SenderGroup", cidr="10.0.0.0/16"),
    Listener(id="Listener", balancer="Balancer", port=443, target_groups=("Targets",)),
    TargetGroup(id="Targets", targets=(Registered(port=443, element="Server"),)),
    EndpointService(id="Offer", acceptance_required=False, load_balancers=("Balancer",)),
).change("ssm", service_name="com.amazonaws.vpce.us-east-1.vpce-svc-0", service="Offer", private_dns=False)


@judged(
    Twins(law="a gateway of IPv4 calls IPv4 addresses", page=_GATEWAY, given=SHARED, ask=CALLED,
          change=lambda one: one.change("Gateway", ip_address_type="IPV6"), code="ingress-refused"),
    Twins(law="a gateway of both may call either", page=_GATEWAY, ask=CALLED,
          given=SHARED.change("Gateway", ip_address_type="DUALSTACK").plus(
              https("ServerGroup", id="Over6", ipv6_cidr="2001:db8:1::/56")),
          change=lambda one: one.without("Over6"), other=Verdict.UNKNOWN),
    Twins(law="a gateway of both calls what has one by it", page=_GATEWAY, ask=CALLED,
          given=SHARED.change("Gateway", ip_address_type="DUALSTACK").change("Server", ipv6=False),
          change=lambda one: one.without("ServerGroupIngress"), code="ingress-refused"),
    Twins(law="an address is of one family", page=_RESOURCE, ask=CALLED,
          given=SHARED.change("Gateway", ip_address_type="DUALSTACK").change(
              "Shared", element=None, address="10.1.1.5").plus(
                  Interface(id="Card", subnet="DataA", groups=("ServerGroup",), private_ip="10.1.1.5")),
          change=lambda one: one.without("ServerGroupIngress"), code="ingress-refused"),
    Twins(law="an address of the other family is none for the gateway", page=_GATEWAY, ask=CALLED,
          given=SHARED.change("Shared", element=None, address="10.1.1.5").plus(
              Interface(id="Card", subnet="DataA", groups=("ServerGroup",), private_ip="10.1.1.5")),
          change=lambda one: one.change("Gateway", ip_address_type="IPV6"), code="address-of-another-family"),
    Twins(law="subnets of a gateway in which it would fail count as long as any may be used", page=_GATEWAY, ask=CALLED,
          given=SHARED, change=lambda one: one.change("ServerGroupIngress", cidr="10.1.1.0/24"),
          other=Verdict.UNKNOWN),
    Twins(law="ports that nobody said may be closed", page=_RESOURCE, ask=CALLED, given=SHARED,
          change=lambda one: one.change("Shared", ports=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="a configuration that may not be there leads nowhere", page=_RESOURCE, ask=CALLED, given=SHARED,
          change=lambda one: one.change("Shared", exists=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="a name of what may be public says no address", page=_RESOURCE, ask=CALLED,
          given=SHARED.change("Shared", by_name=True),
          change=lambda one: one.change("Server", public_ip=_SOMETHING), other=Verdict.UNKNOWN),
)  # fmt: skip
def test_resources(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(law="the load balancer has to let the client in", page=_BALANCER, ask=CALLED, given=OFFERED,
          change=lambda one: one.without("SenderGroupIngress"), code="ingress-refused"),
    Twins(law="whether rules count for PrivateLink may be unknown", page=_BALANCER, ask=CALLED,
          given=OFFERED.without("SenderGroupIngress").change("Balancer#connections", filters_private_link=False),
          change=lambda one: one.change("Balancer#connections", filters_private_link=_SOMETHING),
          other=Verdict.UNKNOWN),
    Twins(law="a load balancer without groups takes what comes", page=_BALANCER, ask=CALLED,
          given=OFFERED.without("SenderGroupIngress").change("Balancer#connections", groups=()),
          change=lambda one: one.without("Listener"), code="port-not-served"),
    Twins(law="nobody knows the listeners of a load balancer that is not read", page=_BALANCER, ask=CALLED,
          given=OFFERED.without("Listener", "Balancer#connections"),
          change=lambda one: one.plus(OFFERED.elements["Balancer#connections"]), code="port-not-served"),
    Twins(law="a listener that may not be there may not answer", page=_BALANCER, ask=CALLED, given=OFFERED,
          change=lambda one: one.change("Listener", exists=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="a listener may be of any load balancer", page=_BALANCER, ask=CALLED, given=OFFERED,
          change=lambda one: one.change("Listener", balancer=_SOMETHING), other=Verdict.UNKNOWN),
    Twins(law="targets have to let the load balancer in", page=_TARGETS, ask=CALLED, given=OFFERED,
          change=lambda one: one.without("ServerGroupIngress"), code="ingress-refused"),
    Twins(law="targets that somebody may register are perhaps others", page=_TARGETS, ask=CALLED,
          given=OFFERED.change("Targets", filled_by_others=_SOMETHING),
          change=lambda one: one.without("ServerGroupIngress"), other=Verdict.UNKNOWN),
    Twins(law="one target that answers is not all of them", page=_TARGETS, ask=CALLED,
          given=OFFERED.change("Targets", targets=(Registered(port=443, element="Server"),) * 2),
          change=lambda one: one.change("Targets", targets=(
              Registered(port=443, element="Server"), Registered(port=80, element="Server"))),
          other=Verdict.UNKNOWN),
    Twins(law="a custom resource may do anything to a load balancer", page=_BALANCER, ask=CALLED, given=OFFERED,
          change=lambda one: one.plus(UnknownResource(id="Custom", type="Custom::X", touches=frozenset({"Balancer"}))),
          other=Verdict.UNKNOWN),
)  # fmt: skip
def test_services(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}
