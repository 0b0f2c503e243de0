"""Which addresses a name has: private DNS of endpoints."""

from __future__ import annotations

from typing import Any

from support.labelled import BLOCKED, PUBLIC, UNKNOWN, Labelled, Template, Twins, labelled, ref
from support.labelled.networks import gateway, interface, private_network, service, vpc, with_nat, worker

_DNS = "https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html#interface-endpoint-private-dns"
_ATTRIBUTES = "https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#vpc-dns-support"
_CFN = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html"
_CFN_VPC = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpc.html"
_ECR = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"
_STS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_region-endpoints.html"
_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"
_KMS = "https://docs.aws.amazon.com/kms/latest/developerguide/kms-vpc-endpoint.html"
_DYNAMODB = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/privatelink-interface-endpoints.html"
_API = "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html"
_FIPS = "https://aws.amazon.com/compliance/fips/"
_SERVICES = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"
_MESSAGES = "https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html"

SSM: dict[str, Any] = {"source": "Worker", "service": "ssm"}


def of(name: str, **properties: Any) -> Template:
    """A VPC without a way out, a worker, and one interface endpoint."""
    return vpc() | worker() | interface(of=name, **properties)


def call(service_: str, host: str | None = None, port: int | None = None) -> dict[str, Any]:
    given = {"source": "Worker", "service": service_, "host": host, "port": port}
    return {key: value for key, value in given.items() if value is not None}


def host(name: str) -> dict[str, Any]:
    return {"source": "Worker", "host": name}


@labelled(
    Twins(law="an endpoint with private DNS answers the name of its service", page=_DNS, given=private_network(),
          ask=SSM, change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False),
          because="the name has the service's public addresses, and no route leads to them"),
    Twins(law="private DNS keeps traffic from the NAT gateway", page=_DNS, given=private_network() | with_nat(),
          ask=SSM, change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), other=PUBLIC,
          because="the name has the service's public addresses, and the default route leads there"),
    Twins(law="private DNS is a string in many templates", page=_CFN,
          given=private_network().set("Endpoint", PrivateDnsEnabled="true"), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled="false"), because="false in quotes is false"),
    Twins(law="private DNS is off unless a template says otherwise", page=_CFN, given=private_network(), ask=SSM,
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=None), because="the default is false"),
    Twins(law="the name of the endpoint itself needs no private DNS", page=_DNS,
          given=private_network().set("Endpoint", PrivateDnsEnabled=False),
          ask={**SSM, "host": "endpoint:Endpoint"}, other_ask=SSM,
          because="the service's own name still has public addresses"),
    Twins(law="hostnames have to be on for private DNS", page=_ATTRIBUTES, given=private_network() | with_nat(),
          ask=SSM, change=lambda t: t.set("Vpc", EnableDnsHostnames=False), other=PUBLIC,
          because="private DNS takes both attributes of the VPC"),
    Twins(law="hostnames are off unless a template says otherwise", page=_CFN_VPC, given=private_network(),
          ask=SSM, change=lambda t: t.set("Vpc", EnableDnsHostnames=None), because="the default is false in a new VPC"),
    Twins(law="DNS support is on unless a template says otherwise", page=_CFN_VPC,
          given=private_network().set("Vpc", EnableDnsSupport=None), ask=SSM,
          change=lambda t: t.set("Vpc", EnableDnsSupport=False), because="the VPC's resolver answers nothing"),
    Twins(law="without the VPC's resolver a NAT gateway does not help", page=_ATTRIBUTES,
          given=(vpc() | worker() | with_nat()).set("Vpc", EnableDnsHostnames=False), ask=SSM, verdict=PUBLIC,
          change=lambda t: t.set("Vpc", EnableDnsSupport=False), because="names do not resolve at all"),
    Twins(law="an endpoint serves its own service only", page=_DNS, given=private_network(), ask=SSM,
          other_ask=call("kms"), because="there is no endpoint for KMS"),
    Twins(law="an endpoint of another service leaves the internet path", page=_DNS,
          given=private_network() | with_nat(), ask=SSM, other_ask=call("kms"), other=PUBLIC,
          because="KMS is called through NAT"),
    Twins(law="ssmmessages has an endpoint of its own", page=_MESSAGES,
          given=private_network() | interface("Messages", "ssmmessages"), ask=call("ssmmessages"),
          change=lambda t: t.without("Messages"), because="the endpoint of ssm does not serve ssmmessages"),
    Twins(law="the service name has to be the region's own", page=_SERVICES, given=private_network(), ask=SSM,
          change=lambda t: t.set("Endpoint", ServiceName="com.amazonaws.us-east-1.ssm"),
          because="the endpoint has the names of another region"),
    Twins(law="a literal service name of the region is as good", page=_SERVICES,
          given=private_network().set("Endpoint", ServiceName="com.amazonaws.eu-west-1.ssm"), ask=SSM,
          change=lambda t: t.set("Endpoint", ServiceName="com.amazonaws.eu-west-1.ssmmessages"),
          because="it is another service"),
    Twins(law="an endpoint in another VPC answers only there", page=_DNS, given=private_network(), ask=SSM,
          change=lambda t: t.without("Endpoint") | vpc("Other", "10.1") | interface("There", network="Other"),
          because="private DNS is of the endpoint's VPC only"),
)  # fmt: skip
def test_private_dns_of_an_endpoint(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="ecr.api has a name of its own", page=_ECR, given=of("ecr.api"), ask=call("ecr.api"),
          change=lambda t: t.set("Endpoint", ServiceName=service("ecr.dkr")),
          because="ecr.dkr serves the registry, not the API"),
    Twins(law="the API of ECR is called api.ecr", page=_ECR, given=of("ecr.api"),
          ask=host("api.ecr.eu-west-1.amazonaws.com"), other_ask=host("111122223333.dkr.ecr.eu-west-1.amazonaws.com"),
          because="the registry has its own endpoint"),
    Twins(law="registries of all accounts are under the wildcard of ecr.dkr", page=_ECR, given=of("ecr.dkr"),
          ask=host("444455556666.dkr.ecr.eu-west-1.amazonaws.com"),
          other_ask=host("444455556666.dkr.ecr.us-east-1.amazonaws.com"), because="it is another region's registry"),
    Twins(law="ecr.dkr is found by its service", page=_ECR, given=of("ecr.dkr"), ask=call("ecr.dkr"),
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="private DNS is off"),
    Twins(law="sts is called in its region", page=_STS, given=of("sts"), ask=host("sts.eu-west-1.amazonaws.com"),
          other_ask=host("sts.amazonaws.com"), because="private DNS has no global name"),
    Twins(law="the global name of sts goes out by NAT", page=_STS, given=of("sts") | with_nat(),
          ask=call("sts"), other_ask=call("sts", "sts.amazonaws.com"), other=PUBLIC,
          because="private DNS has no global name"),
    Twins(law="a FIPS name has a FIPS endpoint", page=_FIPS, given=of("kms-fips"),
          ask=host("kms-fips.eu-west-1.amazonaws.com"),
          change=lambda t: t.set("Endpoint", ServiceName=service("kms")),
          because="the endpoint of kms has not the FIPS name"),
    Twins(law="a FIPS endpoint does not have the plain name", page=_KMS, given=of("kms"), ask=call("kms"),
          change=lambda t: t.set("Endpoint", ServiceName=service("kms-fips")), because="it has the FIPS name only"),
    Twins(law="DynamoDB has no private DNS of its own", page=_DYNAMODB,
          given=vpc() | worker() | gateway("DynamoDb", "dynamodb"), ask=call("dynamodb"),
          change=lambda t: t.without("DynamoDb") | interface(of="dynamodb", PrivateDnsEnabled=False),
          because="an interface endpoint of DynamoDB is called by its own name only"),
    Twins(law="DynamoDB is called by the endpoint's name", page=_DYNAMODB,
          given=of("dynamodb", PrivateDnsEnabled=False), ask=call("dynamodb", "endpoint:Endpoint"),
          other_ask=host("dynamodb.eu-west-1.amazonaws.com"), because="the plain name has public addresses"),
    Twins(law="APIs are under the wildcard of execute-api", page=_API, given=of("execute-api"),
          ask=host("a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"),
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="private DNS is off"),
    Twins(law="the wildcard of execute-api is of one region", page=_API, given=of("execute-api") | with_nat(),
          ask=host("a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com"), other=PUBLIC,
          other_ask=host("a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com"), because="it is another region's API"),
    Twins(law="the runtime of SageMaker is named the other way round", page=_SERVICES, given=of("sagemaker.runtime"),
          ask=host("runtime.sagemaker.eu-west-1.amazonaws.com"),
          other_ask=host("api.sagemaker.eu-west-1.amazonaws.com"), because="the API has its own endpoint"),
    Twins(law="Firehose is called firehose", page=_SERVICES, given=of("kinesis-firehose"),
          ask=host("firehose.eu-west-1.amazonaws.com"), other_ask=host("kinesis.eu-west-1.amazonaws.com"),
          because="Kinesis Data Streams has its own endpoint"),
    Twins(law="the agent of ECS has an irregular name", page=_SERVICES, given=of("ecs-agent"),
          ask=call("ecs-agent"), change=lambda t: t.set("Endpoint", ServiceName=service("ecs")),
          because="the endpoint of ecs does not serve its agent"),
    Twins(law="CloudWatch is called monitoring", page=_SERVICES, given=of("monitoring"),
          ask=host("monitoring.eu-west-1.amazonaws.com"), other_ask=host("logs.eu-west-1.amazonaws.com"),
          because="CloudWatch Logs has its own endpoint"),
    Twins(law="a name of nobody's endpoint is public", page=_DNS, given=private_network(), ask=SSM,
          other_ask=host("www.example.com"), because="no endpoint serves it, and there is no way out"),
)  # fmt: skip
def test_names_of_services(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="names of buckets go through the gateway endpoint", page=_S3, given=private_network(),
          ask=host("my-bucket.s3.eu-west-1.amazonaws.com"),
          other_ask=host("my-bucket.s3.us-east-1.amazonaws.com"), because="a gateway endpoint serves its region only"),
    Twins(law="the plain name of S3 goes through the gateway endpoint", page=_S3, given=private_network(),
          ask=host("s3.eu-west-1.amazonaws.com"), change=lambda t: t.without("S3Gateway"),
          because="nothing else leads to S3"),
    Twins(law="access points are addresses of S3, too", page=_S3, given=private_network(),
          ask=host("ap-111122223333.s3-accesspoint.eu-west-1.amazonaws.com"),
          change=lambda t: t.without("S3Gateway"), because="nothing else leads to S3"),
    Twins(law="the dual-stack name of S3 has IPv4 addresses, too", page=_S3, given=private_network(),
          ask=host("my-bucket.s3.dualstack.eu-west-1.amazonaws.com"), change=lambda t: t.without("S3Gateway"),
          because="nothing else leads to S3"),
    Twins(law="private DNS of an S3 interface endpoint answers for buckets", page=_S3,
          given=of("s3", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": "NotSpecified"})
          .set("Endpoint", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": False}),
          ask=host("my-bucket.s3.eu-west-1.amazonaws.com"),
          change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False), because="private DNS is off"),
    Twins(law="inbound-only private DNS leaves the VPC to the gateway endpoint", page=_S3,
          given=of("s3", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": True}) | gateway(),
          ask=call("s3"), change=lambda t: t.set("S3Gateway", RouteTableIds=None),
          because="inside the VPC the name has public addresses, and no route leads to them"),
    Twins(law="an S3 interface endpoint does not answer dual-stack names", page=_S3,
          given=of("s3", DnsOptions={"PrivateDnsOnlyForInboundResolverEndpoint": False}) | with_nat(),
          ask=host("my-bucket.s3.eu-west-1.amazonaws.com"), other=PUBLIC,
          other_ask=host("my-bucket.s3.dualstack.eu-west-1.amazonaws.com"),
          because="its private DNS covers the plain names"),
    Twins(law="SMTP has ports of its own", page=_SERVICES,
          given=of("email-smtp").set("EndpointGroup", SecurityGroupIngress=[
              {"IpProtocol": "tcp", "FromPort": 587, "ToPort": 587, "CidrIp": "10.0.0.0/16"}]),
          ask=call("email-smtp", port=587), other_ask=call("email-smtp", port=465), because="only 587 is open"),
    Twins(law="an endpoint listens on the ports of its service", page=_SERVICES,
          given=private_network().set("EndpointGroup", SecurityGroupIngress=[
              {"IpProtocol": "-1", "CidrIp": "10.0.0.0/16"}]),
          ask=SSM, other_ask=call("ssm", port=8443), because="Systems Manager answers on 443"),
)  # fmt: skip
def test_names_of_buckets_and_ports(case: Labelled) -> None:
    case.check()


@labelled(
    Twins(law="without a region the endpoint is still of the template's region", page=_SERVICES,
          given=private_network(), ask=SSM, change=lambda t: t.set("Endpoint", PrivateDnsEnabled=False),
          because="private DNS is off", more={"region": None, "account": None}),
    Twins(law="a region that is a parameter leaves the service open", page=_SERVICES, ask=SSM,
          given=private_network().set("Endpoint", ServiceName={"Fn::Sub": "com.amazonaws.${Where}.ssm"})
          .section("Parameters", Where={"Type": "String", "Default": "eu-west-1"}),
          change=lambda t: t.section("Parameters", Where={"Type": "String"}), other=UNKNOWN,
          because="nobody gave the region of the service"),
    Twins(law="private DNS that is a parameter leaves the answer open", page=_CFN, ask=SSM,
          given=private_network().set("Endpoint", PrivateDnsEnabled=ref("Private"))
          .section("Parameters", Private={"Type": "String", "Default": "true"}),
          change=lambda t: t.section("Parameters", Private={"Type": "String"}), other=UNKNOWN,
          because="nobody gave it"),
    Twins(law="a parameter may give the family of the records", page=_CFN, ask=SSM,
          given=private_network().set("Endpoint", DnsOptions={"DnsRecordIpType": "ipv4"}),
          change=lambda t: t.set("Endpoint", DnsOptions={"DnsRecordIpType": ref("P")})
          .section("Parameters", P={"Type": "String"}), other=UNKNOWN, because="nobody gave it"),
    Twins(law="a given parameter decides", page=_CFN, ask=SSM,
          given=private_network().set("Endpoint", PrivateDnsEnabled=ref("Private"))
          .section("Parameters", Private={"Type": "String"}), other=BLOCKED, because="it is given as false",
          more={"parameters": {"Private": "true"}}, other_more={"parameters": {"Private": "false"}}),
)  # fmt: skip
def test_what_nobody_gave(case: Labelled) -> None:
    case.check()
