"""Deploying templates without the CDK CLI."""

from __future__ import annotations

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud

BUCKET = {"Resources": {"Bucket": {"Type": "AWS::S3::Bucket"}}}


def test_outputs_resources_and_parameters(cloud: LocalCloud) -> None:
    template = {
        "Parameters": {"Name": {"Type": "String"}},
        "Resources": {"Bucket": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": {"Ref": "Name"}}}},
        "Outputs": {"Bucket": {"Value": {"Ref": "Bucket"}}},
    }
    stack = cloud.stacks.deploy(template, "named", parameters={"Name": "given"})

    assert stack.name == "named"
    assert stack.outputs == {"Bucket": "given"}
    assert stack.resources == {"Bucket": "given"}
    cloud.stacks.delete("named")


def test_deploying_again_changes_nothing(cloud: LocalCloud) -> None:
    stack = cloud.stacks.deploy(BUCKET)
    assert cloud.stacks.deploy(BUCKET, stack.name) == stack
    cloud.stacks.delete(stack.name)


def test_a_failed_stack_says_why_and_goes(cloud: LocalCloud) -> None:
    subnet = {"Type": "AWS::EC2::FlowLog", "Properties": {"ResourceId": "vpc-0", "ResourceType": "VPC"}}
    with pytest.raises(LocalCloudError, match=r"(?s)stack-failed.*Flow \(AWS::EC2::FlowLog\): The resource 'vpc-0'"):
        cloud.stacks.deploy({"Resources": {"Flow": subnet}}, "failing")

    cloud.stacks.deploy(BUCKET, "failing")
    cloud.stacks.delete("failing")


def test_a_type_that_nothing_here_makes_is_refused(cloud: LocalCloud) -> None:
    with pytest.raises(LocalCloudError, match="Unrecognized resource types"):
        cloud.stacks.deploy({"Resources": {"X": {"Type": "AWS::No::Such"}}})


def test_a_template_too_long_for_a_request_is_deployed_from_a_bucket(cloud: LocalCloud) -> None:
    stack = cloud.stacks.deploy({**BUCKET, "Metadata": {"Padding": "x" * 60_000}})
    assert stack.resources["Bucket"]
    cloud.stacks.delete(stack.name)


def test_deleting_a_stack_that_does_not_exist_is_no_error(cloud: LocalCloud) -> None:
    cloud.stacks.delete("nothing")
