"""Who reaches the archive of the AirGapped sample, judged by the emulator's own evaluator of policies."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_iam as iam
from aws_cdk import aws_s3 as s3
from botocore.exceptions import ClientError

from private_endpoints.local import Credentials, LocalCloud, Stack
from support.deployed import bootstrap, sample


@dataclass(frozen=True)
class Site:
    """The deployed sample.

    Attributes:
        cloud: where it is.
        stack: the sample.
        archive: name of its bucket.
        endpoint: id of its S3 endpoint.
        worker: credentials of its instance's role.
    """

    cloud: LocalCloud
    stack: Stack
    archive: str
    endpoint: str
    worker: Credentials

    def s3(self, through: str | None = None, credentials: Credentials | None = None) -> Any:
        """S3 as somebody sees it from somewhere. Default: the worker, from the internet."""
        return self.cloud.client("s3", credentials=credentials or self.worker, through=through)


@pytest.fixture(scope="module")
def site(auth_cloud: LocalCloud) -> Iterator[Site]:
    auth_cloud.reset()
    bootstrap(auth_cloud)
    stack = sample(auth_cloud, "AirGapped").deploy(auth_cloud)
    role = only(stack, "WorkerInstanceRole")
    account = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{auth_cloud.account}:root"},
        "Action": "sts:AssumeRole",
    }
    # The instance's credentials come from its metadata in AWS; here the account may ask for them.
    auth_cloud.client("iam").update_assume_role_policy(
        RoleName=role, PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [account]})
    )
    yield Site(
        cloud=auth_cloud,
        stack=stack,
        archive=only(stack, "Archive"),
        endpoint=only(stack, "VpcPrivateEndpointss3"),
        worker=auth_cloud.identities.session(f"arn:aws:iam::{auth_cloud.account}:role/{role}"),
    )
    auth_cloud.reset()


def only(stack: Stack, prefix: str) -> str:
    """The physical id of the resource whose logical id is the prefix and a hash."""
    (found,) = (value for key, value in stack.resources.items() if key[:-8] == prefix)
    return found


def denied(call: Callable[[], object]) -> str:
    """The error of a call that is refused."""
    with pytest.raises(ClientError) as caught:
        call()
    assert caught.value.response["Error"]["Code"] == "AccessDenied"
    return str(caught.value)


def test_the_worker_reads_and_writes_through_the_endpoint(site: Site) -> None:
    through = site.s3(site.endpoint)
    through.put_object(Bucket=site.archive, Key="report", Body=b"all is well")
    assert through.get_object(Bucket=site.archive, Key="report")["Body"].read() == b"all is well"


def test_the_same_credentials_without_the_endpoint_are_denied(site: Site) -> None:
    site.s3(site.endpoint).put_object(Bucket=site.archive, Key="secret", Body=b"-")
    denied(lambda: site.s3().get_object(Bucket=site.archive, Key="secret"))
    denied(lambda: site.s3().put_object(Bucket=site.archive, Key="secret", Body=b"stolen"))
    denied(lambda: site.s3().list_objects_v2(Bucket=site.archive))


def test_the_same_credentials_through_another_endpoint_are_denied(site: Site) -> None:
    other = endpoint_of_another_vpc(site.cloud)
    denied(lambda: site.s3(other).get_object(Bucket=site.archive, Key="report"))
    denied(lambda: site.s3(other).put_object(Bucket=site.archive, Key="report", Body=b"-"))


def test_a_foreign_bucket_is_not_reached_through_the_endpoint(site: Site) -> None:
    site.cloud.client("s3").create_bucket(Bucket="somebody-elses")
    everything = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
    }
    insider = site.cloud.identities.user(everything)
    site.s3(credentials=insider).put_object(Bucket="somebody-elses", Key="from-outside", Body=b"-")
    denied(lambda: site.s3(site.endpoint, insider).put_object(Bucket="somebody-elses", Key="smuggled", Body=b"-"))


def test_cloudformation_still_updates_and_deletes_the_bucket_and_its_policy(site: Site) -> None:
    sample(site.cloud, "AirGapped", change_the_archive).deploy(site.cloud)
    s3_client = site.cloud.client("s3")
    (rule,) = s3_client.get_bucket_cors(Bucket=site.archive)["CORSRules"]
    assert rule["AllowedOrigins"] == ["https://example.com"]
    assert "Changed" in s3_client.get_bucket_policy(Bucket=site.archive)["Policy"]
    empty(site)
    site.cloud.stacks.delete("AirGapped")
    assert site.archive not in {one["Name"] for one in site.cloud.client("s3").list_buckets()["Buckets"]}


def change_the_archive(stack: cdk.Stack) -> None:
    """Another setting of the bucket, and another statement of its policy."""
    archive = stack.node.find_child("Archive")
    assert isinstance(archive, s3.Bucket)
    archive.add_cors_rule(allowed_methods=[s3.HttpMethods.GET], allowed_origins=["https://example.com"])
    archive.add_to_resource_policy(
        iam.PolicyStatement(
            sid="Changed",
            effect=iam.Effect.DENY,
            principals=[iam.StarPrincipal()],
            actions=["s3:PutObjectAcl"],
            resources=[archive.arn_for_objects("*")],
        )
    )


def empty(site: Site) -> None:
    """Remove the objects, as whoever destroys the stack has to, from inside."""
    inside = site.cloud.client("s3", through=site.endpoint)
    for one in inside.list_object_versions(Bucket=site.archive).get("Versions", []):
        inside.delete_object(Bucket=site.archive, Key=one["Key"], VersionId=one["VersionId"])


def endpoint_of_another_vpc(cloud: LocalCloud) -> str:
    ec2 = cloud.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.99.0.0/16")["Vpc"]["VpcId"]
    created = ec2.create_vpc_endpoint(
        VpcId=vpc, ServiceName=f"com.amazonaws.{cloud.region}.s3", VpcEndpointType="Gateway"
    )
    return str(created["VpcEndpoint"]["VpcEndpointId"])
