"""The names that services are called by, and the endpoints that have them."""

from __future__ import annotations

import pytest

from support.labelled import BLOCKED, PRIVATE, PUBLIC, Labelled
from support.labelled.networks import gateway, interface, rule, vpc, with_nat, worker

_PAGE = "https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html"

# The endpoint's service, a name that its private DNS has, and one that it has not.
_NAMES = [
    ("lambda", "lambda.eu-west-1.amazonaws.com", "lambda.eu-central-1.amazonaws.com"),
    ("lambda", "lambda.eu-west-1.api.aws", "lambda.eu-central-1.amazonaws.com"),
    (
        "codeartifact.repositories",
        "d-111122223333.d.codeartifact.eu-west-1.amazonaws.com",
        "ssm.eu-west-1.amazonaws.com",
    ),
    ("codeartifact.api", "codeartifact.eu-west-1.amazonaws.com", "kms.eu-west-1.amazonaws.com"),
    ("kinesis-streams", "kinesis.eu-west-1.amazonaws.com", "firehose.eu-west-1.amazonaws.com"),
    ("kinesis-streams", "111122223333.data-kinesis.eu-west-1.amazonaws.com", "firehose.eu-west-1.amazonaws.com"),
    ("appsync-api", "abc.appsync-api.eu-west-1.amazonaws.com", "abc.appsync-api.eu-west-2.amazonaws.com"),
    ("git-codecommit", "git-codecommit.eu-west-1.amazonaws.com", "codecommit.eu-west-1.amazonaws.com"),
    ("codecommit", "codecommit.eu-west-1.amazonaws.com", "git-codecommit.eu-west-1.amazonaws.com"),
    ("states", "states.eu-west-1.amazonaws.com", "sync-states.eu-west-1.amazonaws.com"),
    ("sync-states", "sync-states.eu-west-1.amazonaws.com", "states.eu-west-1.amazonaws.com"),
    ("ecs-telemetry", "ecs-t.eu-west-1.amazonaws.com", "ecs-a.eu-west-1.amazonaws.com"),
    ("ecs-agent", "ecs-a.eu-west-1.amazonaws.com", "ecs.eu-west-1.amazonaws.com"),
    ("sagemaker.api", "api.sagemaker.eu-west-1.amazonaws.com", "runtime.sagemaker.eu-west-1.amazonaws.com"),
    ("airflow.api", "api.airflow.eu-west-1.amazonaws.com", "env.airflow.eu-west-1.amazonaws.com"),
    ("events", "events.eu-west-1.amazonaws.com", "monitoring.eu-west-1.amazonaws.com"),
    ("elasticloadbalancing", "elasticloadbalancing.eu-west-1.amazonaws.com", "ec2.eu-west-1.amazonaws.com"),
    ("bedrock-runtime", "bedrock-runtime.eu-west-1.amazonaws.com", "bedrock.eu-west-1.amazonaws.com"),
    ("cloudtrail", "cloudtrail.eu-west-1.amazonaws.com", "config.eu-west-1.amazonaws.com"),
    ("servicediscovery", "servicediscovery.eu-west-1.amazonaws.com", "servicecatalog.eu-west-1.amazonaws.com"),
]


@pytest.mark.parametrize(("service", "name", "other"), _NAMES)
@pytest.mark.parametrize("nat", [False, True], ids=["no way out", "NAT"])
def test_an_endpoint_has_its_own_names_and_no_others(service: str, name: str, other: str, *, nat: bool) -> None:
    given = vpc() | worker() | interface(of=service)
    given = given | with_nat() if nat else given
    for host, verdict in ((name, PRIVATE), (other, PUBLIC if nat else BLOCKED)):
        Labelled(
            name=f"{service} {host}",
            page=_PAGE,
            given=given,
            ask={"source": "Worker", "host": host},
            verdict=verdict,
            because=f"the endpoint of {service} has the name {name}",
        ).check()


@pytest.mark.parametrize(
    ("service", "port", "open_port", "verdict"),
    [
        ("cassandra", 9142, 9142, PRIVATE),
        ("cassandra", 9142, 443, BLOCKED),
        ("athena", 444, 444, PRIVATE),
        ("athena", 444, 443, BLOCKED),
        ("email-smtp", 2587, 2587, PRIVATE),
        ("email-smtp", 25, 587, BLOCKED),
        ("kms", 443, 443, PRIVATE),
        ("kms", 9142, 9142, BLOCKED),
    ],
)
def test_services_listen_on_their_ports(service: str, port: int, open_port: int, verdict: str) -> None:
    given = vpc() | worker() | interface(of=service)
    given = given.set("EndpointGroup", SecurityGroupIngress=[rule(open_port, CidrIp="10.0.0.0/16")])
    answered = Labelled(
        name=service,
        page=_PAGE,
        given=given,
        ask={"source": "Worker", "service": service, "port": port},
        verdict=PRIVATE if verdict == PRIVATE else BLOCKED,
        because="the port is open and the service listens on it, or not",
    )
    answered.check()


@pytest.mark.parametrize(
    ("region", "service_name", "service"),
    [
        ("cn-north-1", "cn.com.amazonaws.cn-north-1.sqs", "sqs"),
        ("us-gov-west-1", "com.amazonaws.us-gov-west-1.ssm", "ssm"),
        ("ca-west-1", "com.amazonaws.ca-west-1.ecs", "ecs"),
    ],
)
def test_partitions_have_their_own_names(region: str, service_name: str, service: str) -> None:
    Labelled(
        name=region,
        page=_PAGE,
        given=vpc() | worker() | interface(ServiceName=service_name),
        ask={"source": "Worker", "service": service},
        verdict=PRIVATE,
        because="it is the region's name of the service",
        region=region,
    ).check()


@pytest.mark.parametrize(
    ("host", "verdict"),
    [("b.s3.cn-north-1.amazonaws.com.cn", PRIVATE), ("b.s3.eu-west-1.amazonaws.com", BLOCKED)],
)
def test_gateway_endpoints_of_china(host: str, verdict: str) -> None:
    Labelled(
        name=host,
        page=_PAGE,
        given=vpc() | worker() | gateway(),
        ask={"source": "Worker", "host": host},
        verdict=PRIVATE if verdict == PRIVATE else BLOCKED,
        because="the prefix list is of the region's own addresses",
        region="cn-north-1",
    ).check()
