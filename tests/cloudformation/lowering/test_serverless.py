"""Functions of SAM."""

from __future__ import annotations

from private_endpoints.network import Workload
from support.lowered import REF, element


def test_a_function_of_sam_is_a_function() -> None:
    vpc = {"SubnetIds": [REF["Subnet"]], "SecurityGroupIds": [REF["Group"]]}
    transform = "AWS::Serverless-2016-10-31"
    own = element(Workload, {"X": ("AWS::Serverless::Function", {"VpcConfig": vpc})}, Transform=transform)
    shared = {"Globals": {"Function": {"VpcConfig": vpc}}, "Transform": transform}
    of_all = element(Workload, {"X": ("AWS::Serverless::Function", {})}, **shared)
    assert own.subnets == of_all.subnets == ("T.Subnet",)
    assert own.role == "T.XRole"


def test_globals_of_sam_are_merged_with_what_a_function_says() -> None:
    shared = {"Globals": {"Function": {"VpcConfig": {"SubnetIds": [REF["Subnet"]], "SecurityGroupIds": ["sg-1"]}}}}
    own = {"X": ("AWS::Serverless::Function", {"VpcConfig": {"SecurityGroupIds": [REF["Group"]]}})}
    function = element(Workload, own, **shared, Transform="AWS::Serverless-2016-10-31")
    assert (function.subnets, function.groups) == (("T.Subnet",), ("sg-1", "T.Group"))
