"""Perimeters of an organization, and their policies put around requests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from private_endpoints.policy.evaluation import Policies
from private_endpoints.policy.organization import (
    ControlPolicy,
    Exemptions,
    IdentityPerimeter,
    NetworkPerimeter,
    Organization,
    Perimeters,
    ResourcePerimeter,
    control_policies,
    promises,
)
from private_endpoints.policy.promise import Broken, Promise, broken

ORGANIZATION = Organization("o-exampleorgid", "aws")
BREAK_GLASS = "arn:aws:iam::111122223333:role/BreakGlass"
TAGGER = "arn:aws:iam::111122223333:role/ops/Tagger"
VPC, OTHER_VPC = "vpc-0123456789abcdef0", "vpc-0123456789abcdef1"
ALL: dict[str, Any] = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
ANYBODY: dict[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}],
}

EVERYTHING = Perimeters(
    identity=IdentityPerimeter(trusted_accounts=["123456789012"]),
    resource=ResourcePerimeter(trusted_accounts=["123456789012"]),
    network=NetworkPerimeter(
        corporate_cidrs=["198.51.100.0/24"],
        vpcs={"us-east-1": [VPC], "eu-west-1": [OTHER_VPC]},
        endpoint_accounts=["123456789012"],
        included_by=None,
    ),
    exempt=Exemptions(
        break_glass=[BREAK_GLASS],
        roles=["AWSControlTowerExecution", "stacksets-exec-*"],
        tag_administrators=[TAGGER],
    ),
)
CASES: dict[str, Perimeters] = {
    "identity": Perimeters(identity=IdentityPerimeter()),
    "resource": Perimeters(resource=ResourcePerimeter()),
    "resource, of tagged principals": Perimeters(resource=ResourcePerimeter(included_by="dp:include:resource")),
    "resource, of two workloads": Perimeters(
        resource=ResourcePerimeter(workloads=["session-manager", "ecs-fargate"], regions=["us-east-1", "eu-west-1"])
    ),
    "network of tagged principals": Perimeters(network=NetworkPerimeter()),
    "network of all": Perimeters(network=NetworkPerimeter(included_by=None, corporate_cidrs=["2001:db8::/32"])),
    "network with VPCs": Perimeters(
        network=NetworkPerimeter(vpcs={"eu-central-1": [VPC]}, services=["s3", "ssm", "sqs"])
    ),
    "one tag for identities and networks": Perimeters(
        identity=IdentityPerimeter(excluded_by="Team/Exempt"),
        network=NetworkPerimeter(included_by=None, excluded_by="Team/Exempt"),
    ),
    "no tags": Perimeters(
        identity=IdentityPerimeter(excluded_by=None),
        resource=ResourcePerimeter(excluded_by=None),
        network=NetworkPerimeter(included_by=None, excluded_by=None),
    ),
    "everything": EVERYTHING,
}


def policies_of(perimeters: Perimeters, organization: Organization = ORGANIZATION) -> tuple[ControlPolicy, ...]:
    """The policies of perimeters that have no problems."""
    assert list(perimeters.problems()) == []
    policies, problems = control_policies(perimeters, organization)
    assert problems == []
    return policies


def documents(policies: Sequence[ControlPolicy], kind: str) -> list[dict[str, Any]]:
    """The documents of the policies of a kind, `SERVICE` or `RESOURCE`."""
    return [dict(one.document) for one in policies if one.type == f"{kind}_CONTROL_POLICY"]


def broken_promises(
    perimeters: Perimeters, service_control: Sequence[object], resource_control: Sequence[object]
) -> list[Broken]:
    """What the documents do not keep."""
    return list(broken(_promised(perimeters, service_control, resource_control)))


def first_broken_promise(
    perimeters: Perimeters, service_control: Sequence[object], resource_control: Sequence[object]
) -> Broken | None:
    """The first thing that the documents do not keep."""
    return next(broken(_promised(perimeters, service_control, resource_control)), None)


def _promised(
    perimeters: Perimeters, service_control: Sequence[object], resource_control: Sequence[object]
) -> Iterator[Promise]:
    return promises(
        perimeters, ORGANIZATION, service_control=service_control, resource_control=resource_control, bindings={}
    )


def around(service_control: Sequence[object] = (), resource_control: Sequence[object] = ()) -> Policies:
    """Everything is granted but for what these refuse."""
    return Policies.compile(
        identity=[ALL],
        resource=ANYBODY,
        service_control=[[ALL, *service_control]],
        resource_control=[list(resource_control)],
    )


_accounts = st.lists(st.integers(0, 10**12 - 1).map("{:012}".format), max_size=3)
_cidrs = st.lists(
    st.sampled_from(["198.51.100.0/24", "203.0.113.0/25", "192.0.2.64/26", "2001:db8::/48", "8.8.8.8/32"]), max_size=4
)
_vpc_ids = st.lists(st.integers(0, 16**17 - 1).map("vpc-{:017x}".format), min_size=1, max_size=4, unique=True)
_vpcs = st.dictionaries(st.sampled_from(["us-east-1", "eu-west-1", "ap-southeast-2"]), _vpc_ids, max_size=3)
_roles = st.lists(st.sampled_from(["AWSControlTowerExecution", "stacksets-exec-*", "ops/Deploy"]), max_size=3)
_arns = st.lists(st.sampled_from([BREAK_GLASS, TAGGER, "arn:aws:iam::999988887777:user/fire"]), max_size=2)


def _tag(default: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([default, "Team/Exempt", None])


def perimeters() -> st.SearchStrategy[Perimeters]:
    """Perimeters as users may write them, contradictions among them."""
    identity = st.builds(
        IdentityPerimeter,
        services=st.none() | st.lists(st.sampled_from(["s3", "kms", "sts", "xray"]), min_size=1, max_size=3),
        trusted_accounts=_accounts,
        excluded_by=_tag("dp:exclude:identity"),
    )
    resource = st.builds(
        ResourcePerimeter,
        workloads=st.none() | st.lists(st.sampled_from(["session-manager", "eks", "lambda"]), max_size=3),
        regions=st.lists(st.sampled_from(["us-east-1", "eu-west-1"]), min_size=1, max_size=2),
        trusted_accounts=_accounts,
        called_via=st.lists(st.just("servicecatalog.amazonaws.com"), max_size=1),
        included_by=_tag("dp:include:resource"),
        excluded_by=_tag("dp:exclude:resource"),
    )
    network = st.builds(
        NetworkPerimeter,
        corporate_cidrs=_cidrs,
        vpcs=_vpcs,
        services=st.none() | st.lists(st.sampled_from(["s3", "kms", "dynamodb"]), min_size=1, max_size=3),
        endpoint_accounts=_accounts,
        included_by=_tag("dp:include:network"),
        excluded_by=_tag("dp:exclude:network"),
    )
    exempt = st.builds(Exemptions, break_glass=_arns, roles=_roles, tag_administrators=_arns)
    return st.builds(
        Perimeters,
        identity=st.none() | identity,
        resource=st.none() | resource,
        network=st.none() | network,
        exempt=exempt,
    ).filter(lambda one: (one.identity, one.resource, one.network) != (None, None, None))
