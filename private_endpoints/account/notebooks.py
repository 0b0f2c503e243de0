"""SageMaker notebook instances and domains."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.reading import Reading
from private_endpoints.account.workload import uses_of_type
from private_endpoints.network import Element, Workload
from private_endpoints.values import Unknown

__all__ = ["read_domains", "read_notebooks"]

_DOMAIN = "AWS::SageMaker::Domain"


def read_notebooks(reading: Reading) -> Iterator[Element]:
    """Notebook instances; one with direct internet access has a way of its own beside the VPC."""
    for one in reading.every("sagemaker", "list_notebook_instances", "NotebookInstances"):
        name = one["NotebookInstanceName"]
        row = reading.calls.one("sagemaker", "describe_notebook_instance", NotebookInstanceName=name)
        if row is None or isinstance(row, Unknown):
            continue
        inside = row.get("SubnetId") and row.get("DirectInternetAccess") == "Disabled"
        subnets = (row["SubnetId"],) if inside else ()
        yield Workload(
            **reading.common(row["NotebookInstanceArn"]),
            kind="AWS::SageMaker::NotebookInstance",
            subnets=subnets,
            groups=tuple(row.get("SecurityGroups") or ()),
            public_ip=False,
            role=row.get("RoleArn"),
        )


def read_domains(reading: Reading) -> Iterator[Element]:
    """Domains; one that is not `VpcOnly` has a way of its own beside the VPC."""
    for one in reading.every("sagemaker", "list_domains", "Domains"):
        row = reading.calls.one("sagemaker", "describe_domain", DomainId=one["DomainId"])
        if row is None or isinstance(row, Unknown):
            continue
        settings = row.get("DefaultUserSettings") or {}
        subnets = tuple(row.get("SubnetIds") or ()) if row.get("AppNetworkAccessType") == "VpcOnly" else ()
        yield Workload(
            **reading.common(row["DomainArn"]),
            value=row["DomainId"],
            kind=_DOMAIN,
            subnets=subnets,
            groups=tuple(settings.get("SecurityGroups") or ()),
            public_ip=False,
            role=settings.get("ExecutionRole"),
            uses=uses_of_type(_DOMAIN) if subnets else (),
        )
