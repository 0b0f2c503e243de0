"""`AWS::SageMaker::NotebookInstance`: what is known of a notebook and its network interface; nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from private_endpoints.local.aws import ministack
from private_endpoints.local.aws.placement import check_placement, displace, place
from private_endpoints.local.aws.refused import RefusedError
from private_endpoints.local.aws.resource_type import ResourceType, as_list, new_id
from private_endpoints.local.aws.stores import notebook_instances, service_interfaces

if TYPE_CHECKING:
    from private_endpoints.local.aws.resource_type import Attributes, Properties

__all__ = ["NOTEBOOK_INSTANCE"]

_SERVICE = "AmazonSageMaker"
_CODE = "ValidationException"


def _create(properties: Properties) -> str:
    name = str(properties.get("NotebookInstanceName") or new_id("NotebookInstance"))
    arn = f"arn:aws:sagemaker:{ministack.region()}:{ministack.account()}:notebook-instance/{name.lower()}"
    if arn in notebook_instances:
        # Text from memory.
        raise _refused(f"Cannot create a duplicate notebook instance name: {name}")
    _check(properties)
    _set(arn, name, properties)
    return arn


def _update(arn: str, old: Properties, new: Properties) -> None:
    del old
    _check(new)
    _set(arn, str(notebook_instances[arn]["NotebookInstanceName"]), new)


def _delete(arn: str, properties: Properties) -> None:
    del properties
    notebook_instances.pop(arn, None)
    displace(arn)


def _check(properties: Properties) -> None:
    role = str(properties["RoleArn"])
    if role.rpartition("/")[2] not in ministack.roles:
        # Text from memory.
        raise _refused(f"Could not assume role {role}. Please ensure that the role exists")
    subnet_id = properties.get("SubnetId")
    group_ids = as_list(properties.get("SecurityGroupIds"))
    if not subnet_id:
        if properties.get("DirectInternetAccess") == "Disabled" or group_ids:
            # https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateNotebookInstance.html: Disabled "only
            # if you set a value for the SubnetId parameter"; the same of groups, and the text, are from memory.
            raise _refused("DirectInternetAccess Disabled and SecurityGroupIds need a SubnetId")
        return
    check_placement([subnet_id], group_ids, service=_SERVICE, code=_CODE)
    key = properties.get("KmsKeyId")
    if key and str(key).rpartition("/")[2] not in ministack.keys and "alias/" not in str(key):
        # Text from memory.
        raise _refused(f"The KMS key {key} does not exist")


def _set(arn: str, name: str, properties: Properties) -> None:
    subnet_id = properties.get("SubnetId")
    group_ids = as_list(properties.get("SecurityGroupIds"))
    if subnet_id and arn not in service_interfaces:
        vpc = ministack.vpcs[ministack.subnets[subnet_id]["VpcId"]]
        place(
            arn,
            [subnet_id],
            group_ids or [vpc["DefaultSecurityGroupId"]],
            description=f"[Do not delete] Network interface created to access resources in your VPC for {arn}",
            kind="interface",
        )
    notebook_instances[arn] = {
        "NotebookInstanceName": name,
        "NotebookInstanceArn": arn,
        "NotebookInstanceStatus": "InService",
        # https://docs.aws.amazon.com/sagemaker/latest/dg/nbi-access.html, from memory
        "Url": f"{name.lower()}.notebook.{ministack.region()}.sagemaker.aws",
        "InstanceType": properties["InstanceType"],
        "SubnetId": subnet_id,
        "SecurityGroups": group_ids,
        "RoleArn": properties["RoleArn"],
        "KmsKeyId": properties.get("KmsKeyId"),
        "NetworkInterfaceId": next(iter(service_interfaces.get(arn, [])), None),
        "DirectInternetAccess": properties.get("DirectInternetAccess", "Enabled"),
        "VolumeSizeInGB": int(properties.get("VolumeSizeInGB", 5)),
        "RootAccess": properties.get("RootAccess", "Enabled"),
        "PlatformIdentifier": properties.get("PlatformIdentifier"),
    }


def _attributes(arn: str) -> Attributes:
    return {"NotebookInstanceArn": arn, "NotebookInstanceName": notebook_instances[arn]["NotebookInstanceName"]}


def _drift(arn: str, properties: Properties) -> Attributes | None:
    del properties
    return {} if arn in notebook_instances else None


def _refused(text: str) -> RefusedError:
    return RefusedError(_CODE, text, service=_SERVICE)


NOTEBOOK_INSTANCE = ResourceType(
    name="AWS::SageMaker::NotebookInstance",
    create=_create,
    delete=_delete,
    update=_update,
    attributes=_attributes,
    # createOnlyProperties of the type's schema in the CloudFormation registry
    replaced_by=(
        "DirectInternetAccess",
        "KmsKeyId",
        "NotebookInstanceName",
        "PlatformIdentifier",
        "SecurityGroupIds",
        "SubnetId",
    ),
    drift=_drift,
)
