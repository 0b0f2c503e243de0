"""Which load balancers face the internet."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.callers import GROUPS, HERE, KMS, caller
from support.labelled.networks import to_internet

_SCHEME = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html"


def balancer(generation: str = "V2", **properties: Any) -> Template:
    given = {k: v for k, v in {"Subnets": HERE, "SecurityGroups": GROUPS, **properties}.items() if v is not None}
    return caller(f"AWS::ElasticLoadBalancing{generation}::LoadBalancer", **given) | to_internet()


@labelled(
    Twins(law="a load balancer faces the internet unless it is internal", page=_SCHEME, ask=KMS, given=balancer(),
          verdict=PUBLIC, change=lambda _: balancer(Scheme="internal"),
          because="the nodes of an internal load balancer have only private IP addresses"),
    Twins(law="a network load balancer, too", page=_SCHEME, ask=KMS, given=balancer(Type="network"), verdict=PUBLIC,
          change=lambda _: balancer(Type="network", Scheme="internal"),
          because="the nodes of an internal load balancer have only private IP addresses"),
    Twins(law="a classic one, too", page=_SCHEME.replace("APIReference", "2012-06-01"), ask=KMS,
          given=balancer("", Listeners=[]), verdict=PUBLIC,
          change=lambda _: balancer("", Listeners=[], Scheme="internal"),
          because="the name of an internal one resolves to private addresses"),
    Twins(law="a Gateway Load Balancer has no scheme", page=_SCHEME, ask=KMS,
          given=balancer(Type="network", SecurityGroups=None), verdict=PUBLIC,
          change=lambda _: balancer(Type="gateway", SecurityGroups=None),
          because="endpoints lead to its private addresses"),
    Twins(law="what a subnet gives is not for the nodes of load balancers", page=_SCHEME, ask=KMS,
          given=balancer().set("VpcSubnetA", MapPublicIpOnLaunch=True), verdict=PUBLIC,
          change=lambda _: balancer(Scheme="internal").set("VpcSubnetA", MapPublicIpOnLaunch=True),
          because="an internal one has only private addresses in any subnet"),
    Twins(law="a scheme that is given is known", page=_SCHEME, ask=KMS, given=balancer(Scheme="internet-facing"),
          verdict=PUBLIC, other=UNKNOWN, because="a parameter gives the scheme",
          change=lambda _: balancer(Scheme=ref("Scheme")).section("Parameters", Scheme={"Type": "String"})),
)  # fmt: skip
def test_schemes_of_load_balancers(case: Labelled) -> None:
    case.check()
