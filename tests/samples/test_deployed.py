"""Every sample on the local cloud: deployed, deployed again, updated, failing, destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import aws_cdk as cdk
import pytest
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_s3 as s3

from private_endpoints import PrivateS3Access
from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud
from private_endpoints.samples import SAMPLES
from support.deployed import bootstrap, sample

pytestmark = pytest.mark.parametrize("name", SAMPLES)

# What a sample may leave behind, by the call that lists it.
LISTS = (
    ("ec2", "describe_vpcs", "Vpcs", "VpcId"),
    ("ec2", "describe_subnets", "Subnets", "SubnetId"),
    ("ec2", "describe_route_tables", "RouteTables", "RouteTableId"),
    ("ec2", "describe_security_groups", "SecurityGroups", "GroupId"),
    ("ec2", "describe_network_interfaces", "NetworkInterfaces", "NetworkInterfaceId"),
    ("ec2", "describe_vpc_endpoints", "VpcEndpoints", "VpcEndpointId"),
    ("ec2", "describe_flow_logs", "FlowLogs", "FlowLogId"),
    ("s3", "list_buckets", "Buckets", "Name"),
    ("iam", "list_roles", "Roles", "RoleName"),
    ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    ("dynamodb", "list_tables", "TableNames", None),
    ("secretsmanager", "list_secrets", "SecretList", "Name"),
    ("lambda", "list_functions", "Functions", "FunctionName"),
    ("ec2", "describe_instances", "Reservations", "ReservationId"),
    ("sqs", "list_queues", "QueueUrls", None),
    ("ecr", "describe_repositories", "repositories", "repositoryName"),
    ("ecs", "list_clusters", "clusterArns", None),
    ("ecs", "list_task_definitions", "taskDefinitionArns", None),
    ("eks", "list_clusters", "clusters", None),
    ("codebuild", "list_projects", "projects", None),
    ("sagemaker", "list_notebook_instances", "NotebookInstances", "NotebookInstanceName"),
)


@pytest.fixture(scope="module")
def land(cloud: LocalCloud) -> Iterator[LocalCloud]:
    """The cloud, bootstrapped, and wiped afterwards."""
    cloud.reset()
    bootstrap(cloud)
    yield cloud
    cloud.reset()


def what_exists(cloud: LocalCloud) -> dict[str, list[str]]:
    """The ids of everything, but instances that are terminated, which AWS shows for a while."""
    return {
        # A list of no queues is left out of the answer.
        f"{service}.{call}": sorted(
            one[key] if key else one for one in getattr(cloud.client(service), call)().get(member, [])
        )
        for service, call, member, key in LISTS
    }


def more(stack: cdk.Stack) -> None:
    """One more bucket, reached through the endpoint."""
    vpc = stack.node.find_child("Vpc")
    assert isinstance(vpc, ec2.Vpc)
    bucket = s3.Bucket(stack, "More", removal_policy=cdk.RemovalPolicy.DESTROY)
    PrivateS3Access(stack, "MoreAccess", vpc=vpc, buckets=[bucket])


def broken(stack: cdk.Stack) -> None:
    """One more bucket, and an endpoint for a service that does not exist."""
    more(stack)
    vpc = stack.node.find_child("Vpc")
    assert isinstance(vpc, ec2.Vpc)
    ec2.CfnVPCEndpoint(stack, "Nowhere", vpc_id=vpc.vpc_id, service_name="com.amazonaws.us-east-1.nowhere")


def endpoints(cloud: LocalCloud) -> dict[str, Any]:
    return {one["VpcEndpointId"]: one for one in cloud.client("ec2").describe_vpc_endpoints()["VpcEndpoints"]}


def test_a_sample_lives_its_whole_life(land: LocalCloud, name: str) -> None:
    before = what_exists(land)
    published = sample(land, name)

    deployed = published.deploy(land)
    assert {one["State"] for one in endpoints(land).values()} == {"available"}

    happened = len(land.stacks.events(name))
    published.deploy(land)
    assert len(land.stacks.events(name)) == happened, "a second deployment changes nothing"

    updated = sample(land, name, more).deploy(land)
    assert deployed.resources.items() <= updated.resources.items(), "an update keeps every physical id"
    assert any(key.startswith("More") for key in updated.resources)

    as_it_was = endpoints(land)
    with pytest.raises(LocalCloudError, match=r"nowhere"):
        sample(land, name, broken).deploy(land)
    assert land.stacks.describe(name).resources == updated.resources, "a failing update is rolled back"
    assert endpoints(land) == as_it_was

    published.deploy(land)
    land.stacks.delete(name)
    assert what_exists(land) == before, "nothing is left behind"
