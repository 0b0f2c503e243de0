"""CodeBuild projects."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.account.reading import Reading
from private_endpoints.account.workload import uses_of_type
from private_endpoints.network import Element, Workload

__all__ = ["read_projects"]

_KIND = "AWS::CodeBuild::Project"
# As many as one request may name.
_MOST = 100


def read_projects(reading: Reading) -> Iterator[Element]:
    """CodeBuild projects."""
    names = reading.every("codebuild", "list_projects", "projects")
    for start in range(0, len(names), _MOST):
        some = names[start : start + _MOST]
        for row in reading.calls.every("codebuild", "batch_get_projects", "projects", names=some):
            config = row.get("vpcConfig") or {}
            subnets = tuple(config.get("subnets") or ())
            yield Workload(
                **reading.common(row["arn"]),
                value=row["name"],
                kind=_KIND,
                subnets=subnets,
                groups=tuple(config.get("securityGroupIds") or ()),
                public_ip=False,
                role=row.get("serviceRole"),
                uses=uses_of_type(_KIND) if subnets else (),
            )
