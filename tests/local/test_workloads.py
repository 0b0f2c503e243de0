"""What services put into a VPC for a workload, and what stays of it: nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud, Stack

REGION = "us-east-1"
Resources = dict[str, Any]


def ref(name: str) -> dict[str, str]:
    return {"Ref": name}


def attribute(name: str, of: str) -> dict[str, list[str]]:
    return {"Fn::GetAtt": [of, name]}


def resource(kind: str, **properties: Any) -> dict[str, Any]:
    return {"Type": f"AWS::{kind}", "Properties": properties}


def role(service: str, *actions: str) -> dict[str, Any]:
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}],
    }
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": list(actions) or ["sts:GetCallerIdentity"], "Resource": "*"}],
    }
    return resource(
        "IAM::Role",
        AssumeRolePolicyDocument=trust,
        Policies=[{"PolicyName": "Allowed", "PolicyDocument": document}],
    )


NETWORK: Resources = {
    "Vpc": resource("EC2::VPC", CidrBlock="10.0.0.0/16", EnableDnsHostnames=True),
    "A": resource("EC2::Subnet", VpcId=ref("Vpc"), CidrBlock="10.0.1.0/24", AvailabilityZone=f"{REGION}a"),
    "B": resource("EC2::Subnet", VpcId=ref("Vpc"), CidrBlock="10.0.2.0/24", AvailabilityZone=f"{REGION}b"),
    "Group": resource("EC2::SecurityGroup", VpcId=ref("Vpc"), GroupDescription="workload"),
}


def function(*subnets: str) -> Resources:
    return {
        "Role": role("lambda.amazonaws.com", "ec2:CreateNetworkInterface"),
        "Workload": resource(
            "Lambda::Function",
            Role=attribute("Arn", "Role"),
            Code={"ZipFile": "def handler(event, context): return 'here'"},
            Handler="index.handler",
            Runtime="python3.14",
            VpcConfig={"SubnetIds": list(map(ref, subnets)), "SecurityGroupIds": [ref("Group")] if subnets else []},
        ),
    }


def tasks(*subnets: str, count: int = 2) -> Resources:
    network = {"Subnets": list(map(ref, subnets)), "SecurityGroups": [ref("Group")]}
    return {
        "Cluster": resource("ECS::Cluster"),
        "Task": resource(
            "ECS::TaskDefinition",
            RequiresCompatibilities=["FARGATE"],
            NetworkMode="awsvpc",
            Cpu="256",
            Memory="512",
            ContainerDefinitions=[{"Name": "app", "Image": "own/image"}],
        ),
        "Workload": resource(
            "ECS::Service",
            Cluster=ref("Cluster"),
            TaskDefinition=ref("Task"),
            DesiredCount=count,
            LaunchType="FARGATE",
            NetworkConfiguration={"AwsvpcConfiguration": network},
        ),
    }


def kubernetes(count: int = 2) -> Resources:
    return {
        "ClusterRole": role("eks.amazonaws.com"),
        "NodeRole": role("ec2.amazonaws.com"),
        "Cluster": resource(
            "EKS::Cluster",
            RoleArn=attribute("Arn", "ClusterRole"),
            ResourcesVpcConfig={
                "SubnetIds": [ref("A"), ref("B")],
                "EndpointPrivateAccess": True,
                "EndpointPublicAccess": False,
            },
        ),
        "Workload": resource(
            "EKS::Nodegroup",
            ClusterName=ref("Cluster"),
            NodeRole=attribute("Arn", "NodeRole"),
            Subnets=[ref("A"), ref("B")],
            ScalingConfig={"MinSize": 1, "DesiredSize": count, "MaxSize": 4},
        ),
    }


def notebook(**properties: Any) -> Resources:
    return {
        "Role": role("sagemaker.amazonaws.com"),
        "Workload": resource(
            "SageMaker::NotebookInstance",
            InstanceType="ml.t3.medium",
            RoleArn=attribute("Arn", "Role"),
            DirectInternetAccess="Disabled",
            SecurityGroupIds=[ref("Group")],
            **{"SubnetId": ref("A"), **properties},
        ),
    }


def build() -> Resources:
    return {
        "Role": role("codebuild.amazonaws.com", "ec2:DescribeSecurityGroups"),
        "Workload": resource(
            "CodeBuild::Project",
            ServiceRole=attribute("Arn", "Role"),
            Source={"Type": "NO_SOURCE", "BuildSpec": "{}"},
            Artifacts={"Type": "NO_ARTIFACTS"},
            Environment={"Type": "LINUX_CONTAINER", "ComputeType": "BUILD_GENERAL1_SMALL", "Image": "own/image"},
            VpcConfig={"VpcId": ref("Vpc"), "Subnets": [ref("A")], "SecurityGroupIds": [ref("Group")]},
        ),
    }


WORKLOADS = {
    "function": function("A", "B"),
    "tasks": tasks("A", "B"),
    "kubernetes": kubernetes(),
    "notebook": notebook(),
    "build": build(),
}


def deploy(cloud: LocalCloud, *parts: Resources) -> Stack:
    resources = {key: value for part in (NETWORK, *parts) for key, value in part.items()}
    return cloud.stacks.deploy({"Resources": resources}, "workload")


def places(cloud: LocalCloud) -> list[tuple[str, str]]:
    """Subnet and group of each network interface."""
    interfaces = cloud.client("ec2").describe_network_interfaces()["NetworkInterfaces"]
    return sorted((one["SubnetId"], one["Groups"][0]["GroupId"]) for one in interfaces)


def instances(cloud: LocalCloud) -> list[dict[str, Any]]:
    reservations = cloud.client("ec2").describe_instances()["Reservations"]
    return [one for reservation in reservations for one in reservation["Instances"]]


@pytest.fixture(autouse=True)
def cleaned(cloud: LocalCloud) -> Iterator[None]:
    yield
    cloud.stacks.delete_all()


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_workload_leaves_nothing_in_the_network(cloud: LocalCloud, name: str) -> None:
    groups = cloud.client("ec2").describe_security_groups()["SecurityGroups"]
    deploy(cloud, WORKLOADS[name])
    cloud.stacks.delete("workload")
    assert places(cloud) == []
    assert instances(cloud) == []
    assert cloud.client("ec2").describe_security_groups()["SecurityGroups"] == groups


@pytest.mark.parametrize("name", ["function", "tasks", "notebook"])
def test_the_group_of_a_workload_is_in_use_as_long_as_it_lives(cloud: LocalCloud, name: str) -> None:
    stack = deploy(cloud, WORKLOADS[name])
    assert {group for _, group in places(cloud)} == {stack.resources["Group"]}


def test_a_function_has_an_interface_in_each_subnet_and_follows_updates(cloud: LocalCloud) -> None:
    first = deploy(cloud, function("A", "B"))
    assert [subnet for subnet, _ in places(cloud)] == sorted((first.resources["A"], first.resources["B"]))
    second = deploy(cloud, function("B"))
    assert second.resources["Workload"] == first.resources["Workload"]
    assert [subnet for subnet, _ in places(cloud)] == [first.resources["B"]]
    configuration = cloud.client("lambda").get_function_configuration(FunctionName=second.resources["Workload"])
    assert configuration["VpcConfig"]["VpcId"] == second.resources["Vpc"]
    deploy(cloud, function())
    assert places(cloud) == []


def test_each_task_that_is_wanted_has_an_interface_spread_over_the_subnets(cloud: LocalCloud) -> None:
    stack = deploy(cloud, tasks("A", "B", count=3))
    found = [subnet for subnet, _ in places(cloud)]
    assert sorted(map(found.count, (stack.resources["A"], stack.resources["B"]))) == [1, 2]
    deploy(cloud, tasks("A", "B", count=0))
    assert places(cloud) == []


def test_a_cluster_brings_its_own_group_and_nodes_wear_it(cloud: LocalCloud) -> None:
    rule = resource(
        "EC2::SecurityGroupIngress",
        GroupId=ref("Group"),
        IpProtocol="tcp",
        FromPort=443,
        ToPort=443,
        SourceSecurityGroupId=attribute("ClusterSecurityGroupId", "Cluster"),
    )
    stack = deploy(cloud, kubernetes(), {"Rule": rule})
    cluster = cloud.client("eks").describe_cluster(name=stack.resources["Cluster"])["cluster"]
    group = cluster["resourcesVpcConfig"]["clusterSecurityGroupId"]
    assert cluster["resourcesVpcConfig"]["vpcId"] == stack.resources["Vpc"]
    assert cluster["endpoint"].endswith(f".{REGION}.eks.amazonaws.com")
    assert {worn for _, worn in places(cloud)} == {group}
    assert [one["SecurityGroups"][0]["GroupId"] for one in instances(cloud)] == [group, group]
    assert {one["SubnetId"] for one in instances(cloud)} == {stack.resources["A"], stack.resources["B"]}
    assert {one.get("PublicIpAddress", "") for one in instances(cloud)} == {""}
    (found,) = cloud.client("ec2").describe_security_groups(GroupIds=[group])["SecurityGroups"]
    assert [pair["GroupId"] for rule in found["IpPermissions"] for pair in rule["UserIdGroupPairs"]] == [group]


def test_the_id_of_a_node_group_names_its_cluster(cloud: LocalCloud) -> None:
    stack = deploy(cloud, kubernetes())
    cluster, _, name = stack.resources["Workload"].partition("/")
    assert cluster == stack.resources["Cluster"]
    assert cloud.client("eks").list_nodegroups(clusterName=cluster)["nodegroups"] == [name]


def test_a_cluster_with_nodes_that_somebody_else_made_is_not_deleted(cloud: LocalCloud) -> None:
    only_cluster = {key: value for key, value in kubernetes().items() if key != "Workload"}
    stack = deploy(cloud, only_cluster)
    nodes = {"clusterName": stack.resources["Cluster"], "nodegroupName": "theirs"}
    eks = cloud.client("eks")
    eks.create_nodegroup(**nodes, nodeRole=f"arn:aws:iam::{cloud.account}:role/any", subnets=[stack.resources["A"]])
    with pytest.raises(LocalCloudError, match="Cluster has nodegroups attached"):
        cloud.stacks.delete("workload")
    eks.delete_nodegroup(**nodes)
    cloud.stacks.delete("workload")
    assert places(cloud) == []


def test_more_nodes_are_launched_in_the_same_node_group(cloud: LocalCloud) -> None:
    first = deploy(cloud, kubernetes(count=1))
    assert len(instances(cloud)) == 1
    second = deploy(cloud, kubernetes(count=3))
    assert second.resources["Workload"] == first.resources["Workload"]
    assert len(instances(cloud)) == 3


def test_a_notebook_in_another_subnet_is_another_notebook(cloud: LocalCloud) -> None:
    first = deploy(cloud, notebook())
    second = deploy(cloud, notebook(SubnetId=ref("B")))
    assert first.resources["Workload"] != second.resources["Workload"]
    assert [subnet for subnet, _ in places(cloud)] == [second.resources["B"]]


def test_a_notebook_is_told_by_the_api(cloud: LocalCloud) -> None:
    stack = deploy(cloud, notebook(VolumeSizeInGB=20))
    sagemaker = cloud.client("sagemaker")
    (listed,) = sagemaker.list_notebook_instances()["NotebookInstances"]
    assert listed["NotebookInstanceArn"] == stack.resources["Workload"]
    found = sagemaker.describe_notebook_instance(NotebookInstanceName=listed["NotebookInstanceName"])
    assert found["DirectInternetAccess"] == "Disabled"
    assert found["VolumeSizeInGB"] == 20
    assert found["SubnetId"] == stack.resources["A"]
    with pytest.raises(sagemaker.exceptions.ClientError, match="RecordNotFound"):
        sagemaker.describe_notebook_instance(NotebookInstanceName="none")
    with pytest.raises(sagemaker.exceptions.ClientError, match="does not know SageMaker's ListDomains"):
        sagemaker.list_domains()


def test_a_project_is_told_with_its_network(cloud: LocalCloud) -> None:
    stack = deploy(cloud, build())
    (project,) = cloud.client("codebuild").batch_get_projects(names=[stack.resources["Workload"]])["projects"]
    assert project["vpcConfig"] == {
        "vpcId": stack.resources["Vpc"],
        "subnets": [stack.resources["A"]],
        "securityGroupIds": [stack.resources["Group"]],
    }


@pytest.mark.parametrize("name", ["function", "tasks", "notebook"])
def test_a_failing_update_leaves_the_interfaces_as_they_were(cloud: LocalCloud, name: str) -> None:
    deploy(cloud, WORKLOADS[name])
    before = places(cloud)
    changed = {"function": function("B"), "tasks": tasks("B", count=1), "notebook": notebook(SubnetId=ref("B"))}
    broken = {
        "Nowhere": {
            **resource("EC2::VPCEndpoint", VpcId=ref("Vpc"), ServiceName=f"com.amazonaws.{REGION}.nowhere"),
            "DependsOn": "Workload",
        }
    }
    with pytest.raises(LocalCloudError, match="nowhere"):
        deploy(cloud, changed[name], broken)
    assert places(cloud) == before


def test_a_secret_is_referred_to_by_its_arn_and_gets_a_password(cloud: LocalCloud) -> None:
    secret = resource("SecretsManager::Secret", GenerateSecretString={})
    other = resource("SecretsManager::Secret", SecretString="given")
    stack = deploy(cloud, {"Secret": secret, "Other": other})
    client = cloud.client("secretsmanager")
    arn = stack.resources["Secret"]
    assert arn.startswith(f"arn:aws:secretsmanager:{REGION}:{cloud.account}:secret:workload-Secret-")
    password = client.get_secret_value(SecretId=arn)["SecretString"]
    assert len(password) == 32
    described = deploy(cloud, {"Secret": {**secret, "Properties": {**secret["Properties"], "Description": "new"}}})
    assert described.resources["Secret"] == arn
    assert client.get_secret_value(SecretId=arn)["SecretString"] == password
    assert client.describe_secret(SecretId=arn)["Description"] == "new"
    assert [one["ARN"] for one in client.list_secrets()["SecretList"]] == [arn]


def test_a_function_in_a_vpc_still_runs(cloud: LocalCloud) -> None:
    stack = deploy(cloud, function("A"))
    answer = cloud.client("lambda").invoke(FunctionName=stack.resources["Workload"])
    assert json.loads(answer["Payload"].read()) == "here"
