"""What nobody said is left open where it could matter, and assumed where AWS or sense leaves one answer."""

from __future__ import annotations

from typing import Any

from private_endpoints.network import (
    EgressOnlyGateway,
    Endpoint,
    EndpointType,
    Interface,
    Protocol,
    Resource,
    SecurityGroup,
    TargetKind,
    Verdict,
    Workload,
)
from private_endpoints.values import Parameter, Reference, Unknown, join
from support.hubs import PEERED
from support.networks import Scenario, base, https, interface_endpoint, route, with_nat
from support.twins import Twins, judged

_SERVICES = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"
_RANGES = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html"
_GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html"
_BALANCERS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html"
_S3_HOSTS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html"
_ACCELERATION = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration.html"
_SHARING = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-saas.html"
_GWLB = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-load-balancer-endpoints.html"

_EXPRESS = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html"
_OF_EXPRESS = "com.amazonaws.us-east-1.s3express"
_BUCKET = "data--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com"

_SOMETHING = Unknown(frozenset({"something"}))
NATTED = with_nat(base())
GIVEN = join([Parameter("Given")])
V6 = (
    base()
    .change("Vpc", ipv6_cidrs=("2001:db8::/56",))
    .change("SubnetA", ipv6_cidr="2001:db8::/64", assign_ipv6=True)
    .plus(
        EgressOnlyGateway(id="Eigw", vpc="Vpc"),
        route("V6Default", "TableA", None, TargetKind.EGRESS_ONLY_GATEWAY, "Eigw", ipv6_cidr="::/0"),
    )
)
BALANCED = base().plus(Workload(id="Balancer", kind="x", subnets=("SubnetB",), filtered=False))
TO_BALANCER: dict[str, Any] = {"service": "", "target": "Balancer", "port": 80}
INSPECTED = NATTED.plus(
    Endpoint(id="Gwlbe", vpc="Vpc", type=EndpointType.GATEWAY_LOAD_BALANCER, subnets=("SubnetB",)),
    route("TableADefault", "TableA", "0.0.0.0/0", TargetKind.VPC_ENDPOINT, "Gwlbe"),
)


def named(*parts: Any) -> Any:
    return join(["com.amazonaws.", *parts])


@judged(
    Twins(law="a region that a parameter gives may be any", page=_SERVICES,
          given=base().change("ssm", service_name=named(Parameter("AWS::Region"), ".ssm")),
          change=lambda one: one.change("ssm", service_name=named(Parameter("Where"), ".ssm")),
          other=Verdict.UNKNOWN),
    Twins(law="a service that a parameter gives may be any", page=_SERVICES, given=base(),
          change=lambda one: one.change("ssm", service_name=named("us-east-1.", Parameter("Service"))),
          other=Verdict.UNKNOWN),
    Twins(law="a whole name that a parameter gives may be that of any service", page=_SERVICES, given=base(),
          change=lambda one: one.change("ssm", service_name=GIVEN), other=Verdict.UNKNOWN),
    Twins(law="a gateway endpoint may be for the service that is called", page=_SERVICES, ask={"service": "s3"},
          given=NATTED, change=lambda one: one.change("S3Gateway", service_name=GIVEN), other=Verdict.UNKNOWN),
)  # fmt: skip
def test_services(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}
    assert verdict is not Verdict.UNKNOWN or path.unknowns


@judged(
    Twins(law="a range that a parameter gives has no public addresses of others", page=_RANGES,
          ask={"service": "s3"}, given=base().change("Vpc", cidrs=(GIVEN,)),
          change=lambda one: one.without("S3Gateway"), code="no-endpoint"),
    Twins(law="nor has it those of the internet", page=_RANGES, ask={"service": "internet"},
          given=NATTED.change("Vpc", cidrs=(GIVEN,)), verdict=Verdict.PUBLIC,
          change=lambda one: one.without("TableADefault")),
    Twins(law="a range that is written as one has them", page=_RANGES, ask={"service": "", "host": "8.8.8.8"},
          given=NATTED, verdict=Verdict.PUBLIC,
          change=lambda one: one.change("Vpc", cidrs=("10.0.0.0/16", "8.8.0.0/16")), code="address-not-there"),
    Twins(law="an IPv6 range of Amazon's is the VPC's own", page=_RANGES, ask={"service": "internet"},
          given=V6.change("Vpc", ipv6_cidrs=(join([Reference("Vpc.Ipv6CidrBlocks[0]")]),)), verdict=Verdict.PUBLIC,
          change=lambda one: one.without("V6Default")),
)  # fmt: skip
def test_ranges(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(law="a group that a parameter gives may be the caller's", page=_GROUPS, given=base(),
          change=lambda one: one.change("EndpointGroupIngress", peer="GroupParameter"), other=Verdict.UNKNOWN),
    Twins(law="a group by its id is not one that is yet to be made", page=_GROUPS, given=base(),
          change=lambda one: one.change("EndpointGroupIngress", peer="sg-0123456789abcdef0"),
          code="ingress-refused"),
    Twins(law="two parameters may give one group", page=_GROUPS,
          given=base().change("EndpointGroupIngress", peer="One").change("Worker", groups=("One",))
          .plus(SecurityGroup(id="One", vpc="Vpc", imported=True), https("One", egress=True, cidr="0.0.0.0/0")),
          change=lambda one: one.change("EndpointGroupIngress", peer="Two"), other=Verdict.UNKNOWN),
    Twins(law="a load balancer without groups filters nothing", page=_BALANCERS, ask=TO_BALANCER, given=BALANCED,
          change=lambda one: one.change("Balancer", filtered=True), code="ingress-refused"),
    Twins(law="it answers on the ports of its listeners", page=_BALANCERS, ask=TO_BALANCER,
          given=BALANCED.change("Balancer", serves=(80, 443)),
          change=lambda one: one.change("Balancer", serves=(443,)), code="port-not-served"),
    Twins(law="whether it has groups may be open", page=_BALANCERS, ask=TO_BALANCER, given=BALANCED,
          change=lambda one: one.change("Balancer", filtered=_SOMETHING), other=Verdict.UNKNOWN),
)  # fmt: skip
def test_groups(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


@judged(
    Twins(law="the name of S3 without a region is that of us-east-1", page=_S3_HOSTS,
          ask={"service": "", "host": "s3.amazonaws.com"}, given=base(),
          change=lambda one: one.change("S3Gateway", service_name="com.amazonaws.eu-west-1.s3"), code="no-route"),
    Twins(law="a name with a region is that of the region", page=_S3_HOSTS,
          ask={"service": "", "host": "data.s3.us-east-1.amazonaws.com"}, given=base(),
          change=lambda one: one.change("S3Gateway", service_name="com.amazonaws.eu-west-1.s3"), code="no-route"),
    Twins(law="Transfer Acceleration is in no prefix list", page=_ACCELERATION,
          ask={"service": "", "host": "data.s3-accelerate.amazonaws.com"}, given=NATTED, verdict=Verdict.PUBLIC,
          change=lambda one: one.without("TableADefault"), code="no-route"),
)  # fmt: skip
def test_names_of_s3(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}


def test_a_bucket_without_a_region_in_its_name_may_be_in_any() -> None:
    assert base().ask("", host="data.s3.amazonaws.com").verdict is Verdict.UNKNOWN


QUEUED = NATTED.plus(interface_endpoint("sqs"), Resource(
    id="Queue", type="AWS::SQS::Queue", arn="arn:aws:sqs:us-east-1:111122223333:queue"))  # fmt: skip


@judged(
    Twins(law="callers of a resource call the service where the resource is", page=_SERVICES, given=QUEUED,
          ask={"service": "sqs", "target": "Queue"}, other=Verdict.PUBLIC,
          change=lambda one: one.change("Queue", arn="arn:aws:sqs:eu-west-1:111122223333:queue")),
    Twins(law="a bucket is where its stack is", page=_SERVICES, ask={"service": "s3", "target": "Bucket"},
          given=NATTED.plus(Resource(id="Bucket", type="AWS::S3::Bucket", arn="arn:aws:s3:::bucket")),
          change=lambda one: one.change("Bucket", region="eu-west-1"), other=Verdict.PUBLIC),
    Twins(law="a gateway endpoint of S3 Express takes calls of directory buckets", page=_EXPRESS,
          ask={"service": "s3express"}, given=base().change("S3Gateway", service_name=_OF_EXPRESS),
          change=lambda one: one.change("S3Gateway", route_tables=("TableB",))),
    Twins(law="a directory bucket has a name of its zone", page=_EXPRESS, ask={"service": "s3express", "host": _BUCKET},
          given=base().change("S3Gateway", service_name=_OF_EXPRESS),
          change=lambda one: one.change("S3Gateway", service_name="com.amazonaws.us-east-1.s3")),
    Twins(law="one in another region is not behind the endpoint", page=_EXPRESS,
          ask={"service": "s3express", "host": _BUCKET.replace("us-east-1", "eu-west-1")},
          given=NATTED.change("S3Gateway", service_name=_OF_EXPRESS), verdict=Verdict.PUBLIC,
          change=lambda one: one.without("TableADefault")),
    Twins(law="S3's own names are not behind it", page=_EXPRESS, ask={"service": "s3"},
          given=base(), change=lambda one: one.change("S3Gateway", service_name=_OF_EXPRESS)),
    Twins(law="a record leads to an endpoint of the service", page=_SERVICES, given=PEERED,
          change=lambda one: one.change("ssm", service_name="com.amazonaws.us-east-1.kms"),
          code="endpoint-of-another-service"),
    Twins(law="an endpoint is called by its own name for its own service", page=_SERVICES,
          ask={"host": "endpoint:ssm"}, given=base(),
          change=lambda one: one.change("ssm", service_name="com.amazonaws.us-east-1.kms"),
          code="endpoint-of-another-service"),
    Twins(law="an endpoint with FIPS is one of the service", page=_SERVICES,
          ask={"service": "kms", "host": "endpoint:ssm"},
          given=base().change("ssm", service_name="com.amazonaws.us-east-1.kms-fips"),
          change=lambda one: one.change("ssm", service_name=GIVEN), other=Verdict.UNKNOWN),
    Twins(law="on which ports somebody else listens is no matter of the network", page=_SHARING,
          ask={"service": "", "host": "endpoint:ssm", "port": 5432},
          given=base().change("ssm", private_dns=False,
                              service_name="com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0")
          .change("EndpointGroupIngress", protocol=Protocol(number=6, first=5432, last=5432)),
          change=lambda one: one.without("EndpointGroupIngress"), code="ingress-refused"),
    Twins(law="appliances that nobody accepted take nothing", page=_GWLB, ask={"service": "logs"}, given=INSPECTED,
          verdict=Verdict.PUBLIC, change=lambda one: one.change("Gwlbe", accepted=False),
          code="endpoint-not-accepted"),
    Twins(law="peering with a VPC whose ranges nobody said may lead anywhere in it", page=_RANGES,
          ask={"service": "", "host": "10.1.1.5"}, given=PEERED.plus(
              Interface(id="Server", subnet="HubA", groups=("EndpointGroup",), private_ip="10.1.1.5")),
          change=lambda one: one.change("Hub", cidrs=(), imported=True), other=Verdict.UNKNOWN),
)  # fmt: skip
def test_others(scenario: Scenario, question: dict[str, Any], verdict: Verdict, code: str) -> None:
    path = scenario.ask(**question)
    assert path.verdict is verdict, path
    assert not code or code in {one.code for one in path.blockers}
