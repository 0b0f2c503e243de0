"""What the workloads of the samples reach, judged by the emulator's own evaluator of policies.

Each call is made with the credentials of the workload's own role and through the endpoint of its service, so that both
the role and the endpoint's policy have to allow it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from private_endpoints.local import Credentials, LocalCloud, Stack
from support.deployed import bootstrap, sample

EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
FOREIGN = "somebody-elses"
LAYERS = "prod-us-east-1-starport-layer-bucket"
MODEL = "amazon.nova-micro-v1:0"
MESSAGES = [{"role": "user", "content": [{"text": "hello"}]}]


@dataclass(frozen=True)
class Site:
    """A deployed sample.

    Attributes:
        cloud: where it is.
        stack: the sample.
        roles: credentials of its roles by the start of their logical id.
    """

    cloud: LocalCloud
    stack: Stack
    roles: dict[str, Credentials]

    def named(self, start: str) -> str:
        """The physical id of the resource whose logical id is the start and a hash, or no hash."""
        (found,) = (value for key, value in self.stack.resources.items() if start in {key, key[:-8]})
        return found

    def through(self, service: str, role: str | None = None, endpoint: str | None = None) -> Any:
        """A service as a role sees it through its endpoint. Default: as somebody who may do everything."""
        name = (endpoint or service).replace(".", "").replace("-", "")
        credentials = self.roles[role] if role else self.cloud.identities.user(EVERYTHING)
        return self.cloud.client(service, credentials=credentials, through=self.named(f"VpcPrivateEndpoints{name}"))


@pytest.fixture(scope="module")
def land(auth_cloud: LocalCloud) -> Iterator[LocalCloud]:
    auth_cloud.reset()
    bootstrap(auth_cloud)
    s3 = auth_cloud.client("s3")
    for bucket in (FOREIGN, LAYERS):
        s3.create_bucket(Bucket=bucket)
        s3.put_object(Bucket=bucket, Key="key", Body=b"-")
    yield auth_cloud
    auth_cloud.reset()


@pytest.fixture(scope="module")
def sites(land: LocalCloud) -> Callable[[str], Site]:
    """Samples by name, deployed at the first use."""
    deployed: dict[str, Site] = {}

    def site(name: str) -> Site:
        if name not in deployed:
            stack = sample(land, name).deploy(land)
            deployed[name] = Site(land, stack, dict(roles(land, stack)))
        return deployed[name]

    return site


def roles(cloud: LocalCloud, stack: Stack) -> Iterator[tuple[str, Credentials]]:
    """Sessions of the workload's roles. Services assume them in AWS; here the account may."""
    trust = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{cloud.account}:root"},
        "Action": "sts:AssumeRole",
    }
    iam = cloud.client("iam")
    for start in ("FunctionRole", "AppRole", "AgentRole", "NodeRole", "Role"):
        for key, role in stack.resources.items():
            if key[:-8] == start:
                iam.update_assume_role_policy(
                    RoleName=role, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]})
                )
                yield start, cloud.identities.session(f"arn:aws:iam::{cloud.account}:role/{role}")


def denied(call: Callable[[], object]) -> str:
    """The error of a call that is refused."""
    with pytest.raises(ClientError) as caught:
        call()
    # EC2 has a code of its own.
    assert caught.value.response["Error"]["Code"] in {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"}
    return str(caught.value)


Sites = Callable[[str], Site]


def test_the_function_runs_with_its_role(sites: Sites) -> None:
    site = sites("PrivateLambda")
    answer = site.cloud.client("lambda").invoke(FunctionName=site.named("Function"), Payload=json.dumps({"id": "one"}))
    assert "receipt" in json.loads(answer["Payload"].read())
    item = site.cloud.client("dynamodb").get_item(TableName=site.named("Orders"), Key={"id": {"S": "one"}})["Item"]
    (message,) = site.cloud.client("sqs").receive_message(QueueUrl=site.named("Queue"))["Messages"]
    assert item["receipt"]["S"]
    assert json.loads(message["Body"]) == {"id": "one"}


def test_the_function_reaches_its_queue_its_table_and_its_secret(sites: Sites) -> None:
    site = sites("PrivateLambda")
    role = "FunctionRole"
    site.through("dynamodb", role).put_item(TableName=site.named("Orders"), Item={"id": {"S": "two"}})
    site.through("sqs", role).send_message(QueueUrl=site.named("Queue"), MessageBody="two")
    assert site.through("secretsmanager", role).get_secret_value(SecretId=site.named("Secret"))["SecretString"]


def test_the_function_reads_neither_the_table_nor_the_queue(sites: Sites) -> None:
    site = sites("PrivateLambda")
    denied(lambda: site.through("dynamodb", "FunctionRole").scan(TableName=site.named("Orders")))
    denied(lambda: site.through("sqs", "FunctionRole").receive_message(QueueUrl=site.named("Queue")))


def test_a_foreign_table_is_not_reached_through_the_endpoint_of_the_function(sites: Sites) -> None:
    site = sites("PrivateLambda")
    table = {
        "TableName": FOREIGN,
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    site.cloud.client("dynamodb").create_table(**table)
    item = {"id": {"S": "stolen"}}
    text = denied(lambda: site.through("dynamodb").put_item(TableName=FOREIGN, Item=item))
    assert "VPC endpoint policy" in text


def test_the_application_asks_its_model_and_no_other(sites: Sites) -> None:
    site = sites("PrivateBedrock")
    client = site.through("bedrock-runtime", "AppRole")
    assert client.converse(modelId=MODEL, messages=MESSAGES)["output"]["message"]["content"]
    denied(lambda: client.converse(modelId="amazon.nova-pro-v1:0", messages=MESSAGES))


def test_the_agent_of_a_task_pulls_logs_and_reads_the_secret(sites: Sites) -> None:
    site = sites("PrivateEcs")
    role = "AgentRole"
    ecr = site.through("ecr", role, "ecr.api")
    assert ecr.get_authorization_token()["authorizationData"]
    assert ecr.batch_get_image(repositoryName=site.named("Images"), imageIds=[{"imageTag": "latest"}])["failures"]
    site.through("logs", role).create_log_stream(logGroupName=site.named("Log"), logStreamName="app/one")
    assert site.through("secretsmanager", role).get_secret_value(SecretId=site.named("Secret"))["SecretString"]


@pytest.mark.parametrize("name", ["PrivateEcs", "PrivateEks", "PrivateCodeBuild"])
def test_image_layers_pass_the_gateway_and_a_foreign_bucket_does_not(sites: Sites, name: str) -> None:
    s3 = sites(name).through("s3")
    assert s3.get_object(Bucket=LAYERS, Key="key")["Body"].read() == b"-"
    denied(lambda: s3.put_object(Bucket=LAYERS, Key="smuggled", Body=b"-"))
    denied(lambda: s3.get_object(Bucket=FOREIGN, Key="key"))
    denied(lambda: s3.put_object(Bucket=FOREIGN, Key="smuggled", Body=b"-"))


def test_nodes_describe_the_network_that_they_are_in(sites: Sites) -> None:
    site = sites("PrivateEks")
    reservations = site.through("ec2", "NodeRole").describe_instances()["Reservations"]
    assert len(reservations) == 2
    denied(lambda: site.through("ec2", "NodeRole").create_vpc(CidrBlock="10.9.0.0/16"))


def test_a_build_reads_its_source_and_writes_artifacts_and_nothing_else(sites: Sites) -> None:
    site = sites("PrivateCodeBuild")
    files = site.named("Files")
    site.through("s3").put_object(Bucket=files, Key="source.zip", Body=b"source")
    build = site.through("s3", "Role")
    assert build.get_object(Bucket=files, Key="source.zip")["Body"].read() == b"source"
    build.put_object(Bucket=files, Key="artifacts/one", Body=b"built")
    denied(lambda: build.put_object(Bucket=files, Key="source.zip", Body=b"changed"))
    denied(lambda: build.get_object(Bucket=files, Key="artifacts/one"))
    site.through("logs", "Role").create_log_stream(logGroupName=site.named("Log"), logStreamName="one")
    assert site.through("ecr", "Role", "ecr.api").get_authorization_token()["authorizationData"]


def test_a_notebook_works_on_its_bucket_only(sites: Sites) -> None:
    site = sites("PrivateSageMaker")
    data = site.named("Data")
    notebook = site.through("s3", "Role")
    notebook.put_object(Bucket=data, Key="features", Body=b"1")
    assert notebook.get_object(Bucket=data, Key="features")["Body"].read() == b"1"
    denied(lambda: notebook.delete_object(Bucket=data, Key="features"))
    text = denied(lambda: site.through("s3").put_object(Bucket=FOREIGN, Key="smuggled", Body=b"-"))
    assert "VPC endpoint policy" in text
