"""Requests through endpoints, as the emulator's evaluator decides them with what the network knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from private_endpoints.local import Credentials, LocalCloud, Stack

Deploy = Callable[[dict[str, Any]], Stack]

VPC = {"Ref": "Vpc"}
ANYTHING = {"Effect": "Allow", "Action": "*", "Resource": "*"}
BUCKET_ARN = {"Fn::GetAtt": ["Bucket", "Arn"]}
OBJECTS_ARN = {"Fn::Sub": "${Bucket.Arn}/*"}


def statement(**members: Any) -> dict[str, Any]:
    return {"Version": "2012-10-17", "Statement": [members]}


def gateway(table: str, **properties: Any) -> dict[str, Any]:
    usual = {"VpcId": VPC, "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": [{"Ref": table}]}
    return {"Type": "AWS::EC2::VPCEndpoint", "Properties": {**usual, **properties}}


def perimeter(*conditions: dict[str, Any]) -> dict[str, Any]:
    """A template's resources: a bucket that only one endpoint leads to, and another endpoint."""
    only_bucket = statement(Effect="Allow", Principal="*", Action="s3:*", Resource=[BUCKET_ARN, OBJECTS_ARN])
    deny = [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": OBJECTS_ARN, "Condition": condition}
        for condition in conditions or [{"StringNotEquals": {"aws:SourceVpce": {"Ref": "Endpoint"}}}]
    ]
    return {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": VPC}},
        "Table2": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": VPC}},
        "Endpoint": gateway("Table", PolicyDocument=only_bucket),
        "Another": gateway("Table2"),
        "Bucket": {"Type": "AWS::S3::Bucket"},
        "BucketPolicy": {
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {"Bucket": {"Ref": "Bucket"}, "PolicyDocument": {"Version": "2012-10-17", "Statement": deny}},
        },
    }


@dataclass
class Deployed:
    cloud: LocalCloud
    stack: Stack
    worker: Credentials

    def put(self, through: str | None = "Endpoint", *, bucket: str | None = None, **client: Any) -> str:
        """Put an object: `allowed`, or the code of the refusal."""
        endpoint = self.stack.resources.get(through, through) if through else None
        s3 = self.cloud.client("s3", credentials=self.worker, through=endpoint, **client)
        try:
            s3.put_object(Bucket=bucket or self.stack.resources["Bucket"], Key="key", Body=b"")
        except ClientError as error:
            return str(error.response["Error"]["Code"])
        return "allowed"

    def empty(self) -> None:
        self.cloud.client("s3").delete_object(Bucket=self.stack.resources["Bucket"], Key="key")


@pytest.fixture(params=["user", "role"])
def deployed(
    auth_cloud: LocalCloud, deploy_with_policies: Deploy, request: pytest.FixtureRequest
) -> Iterator[Deployed]:
    stack = deploy_with_policies(perimeter())
    found = Deployed(auth_cloud, stack, getattr(auth_cloud.identities, request.param)(statement(**ANYTHING)))
    yield found
    found.empty()


def test_through_the_endpoint_it_is_allowed(deployed: Deployed) -> None:
    assert deployed.put() == "allowed"


def test_without_the_endpoint_the_same_credentials_are_denied(deployed: Deployed) -> None:
    assert deployed.put(through=None) == "AccessDenied"


def test_through_another_endpoint_they_are_denied(deployed: Deployed) -> None:
    assert deployed.put("Another") == "AccessDenied"


def test_through_an_endpoint_that_does_not_exist_they_are_denied(deployed: Deployed) -> None:
    assert deployed.put("vpce-0123456789abcdef0") == "AccessDenied"


def test_a_foreign_bucket_is_out_of_reach_through_the_endpoint_and_not_through_another(deployed: Deployed) -> None:
    s3 = deployed.cloud.client("s3")
    s3.create_bucket(Bucket="foreign")
    try:
        assert deployed.put(bucket="foreign") == "AccessDenied"
        assert deployed.put("Another", bucket="foreign") == "allowed"
    finally:
        s3.delete_object(Bucket="foreign", Key="key")
        s3.delete_bucket(Bucket="foreign")


def test_the_refusal_names_the_endpoint_policy(deployed: Deployed) -> None:
    s3 = deployed.cloud.client("s3", credentials=deployed.worker, through=deployed.stack.resources["Endpoint"])
    with pytest.raises(ClientError, match="no VPC endpoint policy allows the s3:ListAllMyBuckets action"):
        s3.list_buckets()


def test_cloudformation_updates_and_deletes_the_bucket_and_its_policy(deployed: Deployed) -> None:
    cloud, name = deployed.cloud, deployed.stack.name
    changed = perimeter({"StringNotEquals": {"aws:SourceVpc": VPC}})
    changed["Bucket"]["Properties"] = {"VersioningConfiguration": {"Status": "Enabled"}}

    cloud.stacks.deploy({"Resources": changed}, name)
    assert deployed.put("Another") == "allowed"
    assert deployed.put(through=None) == "AccessDenied"

    del changed["BucketPolicy"]
    cloud.stacks.deploy({"Resources": changed}, name)
    assert deployed.put(through=None) == "allowed"
    deployed.empty()


@pytest.mark.parametrize(
    ("condition", "client", "answer"),
    [
        ({"StringNotEquals": {"aws:SourceVpc": VPC}}, {}, "allowed"),
        ({"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/24"}}, {}, "allowed"),
        ({"NotIpAddress": {"aws:VpcSourceIp": "10.0.0.0/24"}}, {"source_ip": "10.0.1.5"}, "AccessDenied"),
        # The address of the internet is no key of a request through an endpoint, so a negated test of it denies.
        ({"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, {}, "AccessDenied"),
        ({"NotIpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, {"through": None}, "allowed"),
        ({"Null": {"aws:SourceIp": "true"}}, {"through": None}, "allowed"),
        ({"Bool": {"aws:SecureTransport": "false"}}, {}, "allowed"),
        ({"Bool": {"aws:SecureTransport": "false"}}, {"tls": False}, "AccessDenied"),
        ({"Bool": {"aws:PrincipalIsAWSService": "false"}}, {}, "AccessDenied"),
        ({"Bool": {"aws:ViaAWSService": "true"}}, {}, "allowed"),
    ],
    ids=str,
)
def test_the_keys_of_the_network(
    auth_cloud: LocalCloud,
    deploy_with_policies: Deploy,
    condition: dict[str, Any],
    client: dict[str, Any],
    answer: str,
) -> None:
    stack = deploy_with_policies(perimeter(condition))
    deployed = Deployed(auth_cloud, stack, auth_cloud.identities.user(statement(**ANYTHING)))

    assert deployed.put(**client) == answer
    deployed.empty()


def test_an_endpoint_leads_to_its_own_service_only(deployed: Deployed) -> None:
    through = deployed.stack.resources["Another"]
    client = deployed.cloud.client("dynamodb", credentials=deployed.worker, through=through)
    with pytest.raises(ClientError, match="AccessDenied"):
        client.list_tables()


def test_an_identity_policy_may_ask_for_the_endpoint(deployed: Deployed) -> None:
    only_through = {**ANYTHING, "Condition": {"StringEquals": {"aws:SourceVpce": deployed.stack.resources["Another"]}}}
    deployed.worker = deployed.cloud.identities.user(statement(**only_through))

    assert deployed.put("Another") == "AccessDenied"
    assert deployed.put() == "AccessDenied"
    deployed.cloud.client("s3").delete_bucket_policy(Bucket=deployed.stack.resources["Bucket"])
    assert deployed.put("Another") == "allowed"
    assert deployed.put(through=None) == "AccessDenied"


def test_without_permission_the_endpoint_grants_nothing(deployed: Deployed) -> None:
    deployed.worker = deployed.cloud.identities.user(statement(Effect="Allow", Action="sqs:*", Resource="*"))
    assert deployed.put() == "AccessDenied"
