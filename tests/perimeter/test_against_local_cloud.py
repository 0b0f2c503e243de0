"""The local cloud, whose evaluator is not ours, gives the same answers for the perimeters of the templates.

Its evaluator reads the policies of buckets, keys, queues, topics, secrets and repositories. Each policy is that of a
template, put on a resource through the service's own API; each request is made of the service.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from private_endpoints import PrivateServiceAccess, SourceVpceResourcePolicy
from private_endpoints.catalog import service
from private_endpoints.local import Credentials, LocalCloud
from private_endpoints.policy.evaluation import EndpointSource, Policies, Request, evaluate
from private_endpoints.policy.through import through
from support.perimeters import KINDS, Kind, policy_of, written_out
from support.vpcs import owned

EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}


@dataclass(frozen=True)
class Network:
    """A VPC of the cloud and its endpoint for a service."""

    vpc: str
    endpoint: str


@dataclass(frozen=True)
class Made:
    """A resource of the cloud.

    Attributes:
        arn: of it.
        put: gives it a policy.
        use: uses what is in it.
        action: what `use` is.
        on: the ARN that `use` is about.
        administer: changes or reads its policy, as whoever administers it.
        administration: what `administer` is.
    """

    arn: str
    put: Callable[[str], object]
    use: Callable[[Any], object]
    action: str
    on: str
    administer: Callable[[Any], object]
    administration: str


def bucket(cloud: LocalCloud) -> Made:
    api = cloud.client("s3")
    api.create_bucket(Bucket="data")
    return Made(
        "arn:aws:s3:::data",
        lambda policy: api.put_bucket_policy(Bucket="data", Policy=policy),
        lambda client: client.put_object(Bucket="data", Key="key", Body=b"-"),
        "s3:PutObject",
        "arn:aws:s3:::data/key",
        lambda client: client.get_bucket_policy(Bucket="data"),
        "s3:GetBucketPolicy",
    )


def key(cloud: LocalCloud) -> Made:
    api = cloud.client("kms")
    metadata = api.create_key()["KeyMetadata"]
    return Made(
        metadata["Arn"],
        lambda policy: api.put_key_policy(KeyId=metadata["KeyId"], PolicyName="default", Policy=policy),
        lambda client: client.encrypt(KeyId=metadata["KeyId"], Plaintext=b"-"),
        "kms:Encrypt",
        metadata["Arn"],
        lambda client: client.get_key_policy(KeyId=metadata["KeyId"], PolicyName="default"),
        "kms:GetKeyPolicy",
    )


def queue(cloud: LocalCloud) -> Made:
    api = cloud.client("sqs")
    url = api.create_queue(QueueName="queue")["QueueUrl"]
    arn = f"arn:aws:sqs:{cloud.region}:{cloud.account}:queue"
    return Made(
        arn,
        lambda policy: api.set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy}),
        lambda client: client.send_message(QueueUrl=url, MessageBody="-"),
        "sqs:SendMessage",
        arn,
        lambda client: client.get_queue_attributes(QueueUrl=url, AttributeNames=["Policy"]),
        "sqs:GetQueueAttributes",
    )


def topic(cloud: LocalCloud) -> Made:
    api = cloud.client("sns")
    arn = api.create_topic(Name="topic")["TopicArn"]
    return Made(
        arn,
        lambda policy: api.set_topic_attributes(TopicArn=arn, AttributeName="Policy", AttributeValue=policy),
        lambda client: client.publish(TopicArn=arn, Message="-"),
        "sns:Publish",
        arn,
        lambda client: client.get_topic_attributes(TopicArn=arn),
        "sns:GetTopicAttributes",
    )


def secret(cloud: LocalCloud) -> Made:
    api = cloud.client("secretsmanager")
    arn = api.create_secret(Name="secret", SecretString="-")["ARN"]
    return Made(
        arn,
        lambda policy: api.put_resource_policy(SecretId=arn, ResourcePolicy=policy),
        lambda client: client.get_secret_value(SecretId=arn),
        "secretsmanager:GetSecretValue",
        arn,
        lambda client: client.get_resource_policy(SecretId=arn),
        "secretsmanager:GetResourcePolicy",
    )


def repository(cloud: LocalCloud) -> Made:
    api = cloud.client("ecr")
    arn = api.create_repository(repositoryName="repository")["repository"]["repositoryArn"]
    return Made(
        arn,
        lambda policy: api.set_repository_policy(repositoryName="repository", policyText=policy),
        lambda client: client.initiate_layer_upload(repositoryName="repository"),
        "ecr:InitiateLayerUpload",
        arn,
        lambda client: client.get_repository_policy(repositoryName="repository"),
        "ecr:GetRepositoryPolicy",
    )


MAKE: dict[str, Callable[[LocalCloud], Made]] = {
    "bucket": bucket,
    "key": key,
    "queue": queue,
    "topic": topic,
    "secret": secret,
    "repository": repository,
}


@dataclass(frozen=True)
class Site:
    """The cloud with one VPC that is let in and one that is not, and who makes requests."""

    cloud: LocalCloud
    worker: Credentials
    worker_arn: str
    exempt: Credentials
    exempt_arn: str

    def network(self, service_name: str) -> Network:
        ec2 = self.cloud.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
        kind: dict[str, Any] = (
            {"VpcEndpointType": "Gateway"}
            if service_name == "s3"
            else {"VpcEndpointType": "Interface", "SubnetIds": [subnet], "PrivateDnsEnabled": False}
        )
        made = ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName=f"com.amazonaws.{self.cloud.region}.{service_name}", **kind
        )
        return Network(vpc, made["VpcEndpoint"]["VpcEndpointId"])


@pytest.fixture
def site(auth_cloud: LocalCloud) -> Iterator[Site]:
    auth_cloud.reset()
    worker = auth_cloud.identities.role(EVERYTHING, name="Worker")
    # A user: for a role the emulator gives aws:PrincipalArn as that of the session, where AWS gives the role's.
    exempt = auth_cloud.identities.user(EVERYTHING, name="Operator")
    prefix = f"arn:aws:iam::{auth_cloud.account}"
    yield Site(auth_cloud, worker, f"{prefix}:role/Worker", exempt, f"{prefix}:user/Operator")
    auth_cloud.reset()


def policy(kind: Kind, site: Site, made: Made, inside: Network, form: str) -> dict[str, Any]:
    """The policy of the template, for the resource and the network of the cloud."""
    case = owned()
    access = PrivateServiceAccess(case.stack, "Access", vpc=case.vpc, services=kind.services)
    resource = kind.make(case.stack)
    networks: dict[str, dict[str, Any]] = {
        "endpoint": {"access": [access]},
        "vpc": {"vpcs": [case.vpc]},
        "account": {"accounts": [site.cloud.account]},
    }
    SourceVpceResourcePolicy(case.stack, "Only", resource=resource, break_glass=[site.exempt_arn], **networks[form])
    stack = case.stack
    logical = str(stack.resolve(resource.node.default_child.logical_id))
    known = {
        stack.resolve(access.endpoints[kind.services[0]].vpc_endpoint_id)["Ref"]: inside.endpoint,
        stack.resolve(case.vpc.vpc_id)["Ref"]: inside.vpc,
        logical: made.arn,
        f"{logical}.Arn": made.arn,
    }
    # The template is for another account than the cloud is.
    text = json.dumps(written_out(policy_of(stack, kind), known)).replace("111111111111", site.cloud.account)
    return dict(json.loads(text))


FORMS = [
    (name, form)
    for name in MAKE
    for form in ("endpoint", "vpc", "account")
    if form != "account" or name in {"bucket", "key", "repository"}
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_the_same_answers(site: Site, name: str, form: str) -> None:
    kind = KINDS[name]
    made = MAKE[name](site.cloud)
    inside, elsewhere = (site.network(kind.services[0]) for _ in range(2))
    document = policy(kind, site, made, inside, form)
    made.put(json.dumps(document))
    policies = Policies.compile(identity=[EVERYTHING], resource=document)
    answers: dict[str, tuple[bool, bool]] = {}
    for who, credentials, arn in (
        ("worker", site.worker, site.worker_arn),
        ("exempt", site.exempt, site.exempt_arn),
    ):
        for where, network in (("inside", inside), ("elsewhere", elsewhere), ("outside", None)):
            client = site.cloud.client(
                kind.services[0].partition(".")[0],
                credentials=credentials,
                through=None if network is None else network.endpoint,
            )
            for what, use, action, on in (
                ("use", made.use, made.action, made.on),
                ("administer", made.administer, made.administration, made.arn),
            ):
                request = Request.of(arn, action, on, resource_account=site.cloud.account)
                sent = (
                    request.directly(source_ip="127.0.0.1")
                    if network is None
                    else through(service(kind.services[0]), request, source(site, network))
                )
                answers[f"{who} {where} {what}"] = (allowed(use, client), evaluate(sent, policies).is_allowed)
    assert {key: theirs for key, (theirs, _) in answers.items()} == {key: ours for key, (_, ours) in answers.items()}
    assert answers["worker inside use"][0]
    assert not answers["worker outside use"][0]
    assert answers["worker elsewhere use"][0] is (form == "account")
    assert answers["worker outside administer"][0]
    assert answers["exempt outside use"][0]


def source(site: Site, network: Network) -> EndpointSource:
    return EndpointSource(
        endpoint=network.endpoint, vpc=network.vpc, region=site.cloud.region, account=site.cloud.account
    )


def allowed(use: Callable[[Any], object], client: Any) -> bool:
    try:
        use(client)
    except ClientError as error:
        assert error.response["Error"]["Code"].startswith(("AccessDenied", "AuthorizationError"))  # noqa: PT017 - else another error is meant
        return False
    return True
