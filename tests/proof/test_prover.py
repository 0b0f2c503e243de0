"""Questions about templates."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network.paths.verdict import Verdict
from private_endpoints.proof import Answered, Prover
from support.small_app import small_app


def _prover(template: dict[str, Any] | None = None, **parameters: str) -> Prover:
    body = small_app() if template is None else template
    return Prover.of(Deployment.of({"App": body}, parameters=parameters, region="eu-west-1"))


def _ask(question: dict[str, Any], prover: Prover | None = None) -> Answered:
    answer = (prover or _prover()).answer(question, "here")
    assert answer.question == question
    return answer


def _asked_from(**caller: str) -> dict[str, Any]:
    return {"protect": "Bucket", "action": "s3:GetObject", "caller": caller}


@pytest.mark.parametrize("name", ["Worker", "App.Worker", "App/Worker", "App/Worker/Resource", "Worker/Resource"])
def test_a_source_is_named_by_logical_id_construct_path_or_id(name: str) -> None:
    answer = _ask({"source": name, "service": "ssm"})
    assert answer.error == ""
    assert answer.path.verdict is Verdict.PRIVATE
    assert answer.path.origin.logical_id == "Worker"
    assert answer.path.service == "ssm"


def test_a_construct_around_one_workload_is_that_workload() -> None:
    template = small_app()
    template["Resources"]["Worker"]["Metadata"]["aws:cdk:path"] = "App/Service/Function/Resource"
    answer = _ask({"source": "App/Service", "service": "ssm"}, _prover(template))
    assert answer.path.verdict is Verdict.PRIVATE


def test_the_end_of_a_construct_path_is_enough_where_nothing_else_ends_with_it() -> None:
    template = small_app()
    template["Resources"]["Worker0DDBA115"] = template["Resources"].pop("Worker")
    prover = _prover(template)
    assert _ask({"source": "Worker", "service": "ssm"}, prover).path.origin.logical_id == "Worker0DDBA115"
    assert _ask({"source": "orker", "service": "ssm"}, prover).error
    template["Resources"]["Worker12345678"] = template["Resources"]["Worker0DDBA115"] | {
        "Metadata": {"aws:cdk:path": "App/Other/Worker/Resource"}
    }
    assert "[ambiguous-name]" in _ask({"source": "Worker", "service": "ssm"}, _prover(template)).error


def test_a_name_of_two_workloads_is_an_error_that_names_both() -> None:
    template = small_app()
    template["Resources"]["Other"] = template["Resources"]["Worker"] | {
        "Metadata": {"aws:cdk:path": "App/Worker/Second"}
    }
    template["Resources"]["Worker"]["Metadata"]["aws:cdk:path"] = "App/Worker/First"
    answer = _ask({"source": "App/Worker", "service": "ssm"}, _prover(template))
    assert "[ambiguous-name]" in answer.error
    assert "App.Worker" in answer.error
    assert "App.Other" in answer.error


def test_one_logical_id_in_two_stacks_is_an_error_unless_the_stack_is_named() -> None:
    prover = Prover.of(Deployment.of({"A": small_app(), "B": small_app()}, region="eu-west-1"))
    assert "A.Worker, B.Worker" in _ask({"source": "Worker", "service": "ssm"}, prover).error
    assert _ask({"source": "B.Worker", "service": "ssm"}, prover).path.verdict is Verdict.PRIVATE


@pytest.mark.parametrize(
    ("question", "code", "guess"),
    [
        ({"source": "Wroker", "service": "ssm"}, "unknown-name", "did you mean 'App/Worker'"),
        ({"source": "App/Wroker", "service": "ssm"}, "unknown-name", "did you mean 'App/Worker'"),
        ({"source": "Group", "service": "ssm"}, "wrong-kind", "a workload or an interface or a subnet"),
        ({"source": "Worker", "service": "smm"}, "unknown-service", "did you mean 'ssm'"),
        ({"source": "Worker", "service": "s3", "target": "Bukcet"}, "unknown-name", "did you mean 'Bucket'"),
        ({"source": "Subnet", "service": "ssm", "groups": ["Gruop"]}, "unknown-name", "did you mean 'Group'"),
        ({"source": "Worker", "service": "ssm", "host": "endpoint:Smm"}, "unknown-name", "did you mean 'Ssm'"),
        ({"protect": "Bukcet", "action": "s3:GetObject"}, "unknown-name", "did you mean 'Bucket'"),
        (
            {"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_vpce": "logical:Smm"}},
            "unknown-name",
            "did you mean 'Ssm'",
        ),
        ({"protect": "Bucket", "action": "s3:GetObject", "resource": "logical:Bukcet/x"}, "unknown-name", "Bucket"),
        ({"protect": "Bucket", "action": "GetObject"}, "bad-action", "s3:GetObject"),
        ({"protect": "Bucket", "action": "s3:*"}, "bad-action", "s3:GetObject"),
        ({"protect": "Bucket", "action": "sqs:SendMessage"}, "bad-action", "give one such as s3:"),
        (_asked_from(source_ip="203.0.113"), "bad-address", "203.0.113.7"),
        (_asked_from(source_ip="203.0.113.0/24"), "bad-address", "203.0.113.7"),
        (_asked_from(source_vpce="Ssm"), "bad-id", "logical:Ssm"),
        (_asked_from(source_vpc="Vpc"), "bad-id", "logical:Vpc"),
        (_asked_from(source_vpc=""), "bad-id", "vpc-"),
        ({"source": "Worker", "service": "ssm", "action": "getparameter"}, "bad-action", "s3:GetObject"),
        ({"source": "Worker", "service": "ssm", "action": "ssm:Get*"}, "bad-action", "is not one action"),
        ({"source": "Worker"}, "bad-question", "give `service`"),
    ],
)
def test_what_cannot_be_asked_is_unknown_with_the_error(question: dict[str, Any], code: str, guess: str) -> None:
    answer = _ask(question)
    assert answer.path.verdict is Verdict.UNKNOWN
    assert answer.path.unknowns == (answer.error,)
    assert answer.error.startswith(f"here: [{code}]")
    assert guess in answer.error
    assert answer.fails


def test_what_the_model_does_not_know_is_unknown_and_no_error() -> None:
    template = small_app()
    template["Resources"]["Odd"] = {"Type": "AWS::QuickSight::Dashboard"}
    answer = _ask({"source": "Odd", "service": "s3"}, _prover(template))
    assert answer.error == ""
    assert answer.path.verdict is Verdict.UNKNOWN
    assert "AWS::QuickSight::Dashboard" in answer.path.unknowns[0]
    assert answer.path.origin.logical_id == "Odd"
    assert answer.path.origin.line is not None


def test_a_fleet_is_as_good_as_the_worst_of_its_launches() -> None:
    template = small_app()
    launches = [{"ImageId": "ami-1", "SubnetId": {"Ref": "Subnet"}, "SecurityGroups": [{"GroupId": {"Ref": "Group"}}]}]
    config = {
        "IamFleetRole": "arn:aws:iam::111111111111:role/fleet",
        "TargetCapacity": 1,
        "LaunchSpecifications": launches,
    }
    template["Resources"]["Fleet"] = {
        "Type": "AWS::EC2::SpotFleet",
        "Properties": {"SpotFleetRequestConfigData": config},
    }
    question = {"source": "Fleet", "service": "ssm"}
    assert _ask(question, _prover(template)).path.verdict is Verdict.PRIVATE
    template["Resources"]["Lone"] = {
        "Type": "AWS::EC2::Subnet",
        "Properties": {"VpcId": {"Ref": "Lonely"}, "CidrBlock": "10.1.0.0/24", "AvailabilityZone": "eu-west-1a"},
    }
    template["Resources"]["Lonely"] = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}}
    launches.append({"ImageId": "ami-1", "SubnetId": {"Ref": "Lone"}})
    assert _ask(question, _prover(template)).path.verdict is Verdict.BLOCKED


def test_a_question_about_one_service_is_answered_for_that_service() -> None:
    assert _ask({"source": "Worker", "service": "kms"}).path.verdict is Verdict.BLOCKED


def test_a_subnet_asks_with_the_groups_that_are_worn() -> None:
    template = small_app()
    template["Resources"]["Shut"] = {
        "Type": "AWS::EC2::SecurityGroup",
        "Properties": {
            "VpcId": {"Ref": "Vpc"},
            "GroupDescription": "lets nothing out",
            "SecurityGroupEgress": [{"IpProtocol": "icmp", "CidrIp": "127.0.0.1/32"}],
        },
    }
    prover = _prover(template)
    assert _ask({"source": "Subnet", "service": "ssm", "groups": ["Group"]}, prover).path.verdict is Verdict.PRIVATE
    assert _ask({"source": "Subnet", "service": "ssm", "groups": ["Shut"]}, prover).path.verdict is Verdict.BLOCKED


def test_an_endpoint_can_be_called_by_its_own_name() -> None:
    template = small_app()
    template["Resources"]["Ssm"]["Properties"]["PrivateDnsEnabled"] = False
    prover = _prover(template)
    assert _ask({"source": "Worker", "service": "ssm"}, prover).path.verdict is Verdict.BLOCKED
    own = {"source": "Worker", "service": "ssm", "host": "endpoint:Ssm"}
    assert _ask(own, prover).path.verdict is Verdict.PRIVATE


def test_a_port_is_asked_for() -> None:
    assert _ask({"source": "Worker", "service": "ssm", "port": 8443}).path.verdict is Verdict.BLOCKED


def test_an_undecided_condition_makes_it_unknown_only_where_it_matters() -> None:
    template = small_app()
    template["Resources"]["Ssm"]["Condition"] = "IsProd"
    prover = _prover(template)
    answer = _ask({"source": "Worker", "service": "ssm"}, prover)
    assert answer.path.verdict is Verdict.UNKNOWN
    assert any("prod" in one for one in answer.path.unknowns)
    assert _ask({"source": "Worker", "service": "kms"}, prover).path.verdict is Verdict.BLOCKED
    for stage, verdict in (("prod", Verdict.PRIVATE), ("dev", Verdict.BLOCKED)):
        assert _ask({"source": "Worker", "service": "ssm"}, _prover(template, Stage=stage)).path.verdict is verdict


def test_a_source_that_is_made_in_some_cases_only_is_asked_in_those() -> None:
    template = small_app()
    template["Resources"]["Worker"]["Condition"] = "IsProd"
    assert _ask({"source": "Worker", "service": "ssm"}, _prover(template)).path.verdict is Verdict.PRIVATE
    gone = _ask({"source": "Worker", "service": "ssm"}, _prover(template, Stage="dev"))
    assert gone.error == ""
    assert gone.path.verdict is Verdict.UNKNOWN
    assert "not made" in gone.path.unknowns[0]


def test_an_endpoint_that_is_made_in_some_cases_only_decides_there() -> None:
    template = small_app()
    template["Resources"]["Second"] = {
        "Type": "AWS::EC2::VPCEndpoint",
        "Condition": "IsProd",
        "Properties": template["Resources"]["Ssm"]["Properties"] | {"PrivateDnsEnabled": False},
    }
    own = {"source": "Worker", "service": "ssm", "host": "endpoint:Second"}
    assert _ask(own, _prover(template, Stage="prod")).path.verdict is Verdict.PRIVATE
    answer = _ask(own, _prover(template))
    assert answer.error == ""
    assert answer.path.verdict is Verdict.UNKNOWN
    through = {"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_vpce": "logical:Second"}}
    refused = _ask(through, _prover(template))
    assert refused.error == ""
    assert refused.path.verdict is Verdict.PUBLIC


def test_a_perimeter_is_private_when_the_caller_is_refused() -> None:
    ask = {"protect": "Bucket", "action": "s3:GetObject", "resource": "logical:Bucket/key"}
    outside = _ask({**ask, "caller": {"source_ip": "203.0.113.7"}})
    assert outside.path.verdict is Verdict.PRIVATE
    assert outside.path.origin.logical_id == "Bucket"
    assert outside.path.service == "s3"
    inside = _ask({**ask, "caller": {"source_vpce": "logical:Ssm"}})
    assert inside.path.verdict is Verdict.PUBLIC


def test_logical_names_in_a_resource_are_its_arn_at_the_beginning_and_its_name_elsewhere() -> None:
    ask = {"protect": "Bucket", "action": "s3:GetObject", "caller": {"source_ip": "203.0.113.7"}}
    literal = "arn:aws:s3:::files-of-the-small-app/key"
    for resource in ("logical:Bucket/key", "arn:aws:s3:::logical:Bucket/key", literal):
        assert _ask({**ask, "resource": resource}).path.verdict is Verdict.PRIVATE
    assert _ask({**ask, "resource": "arn:aws:s3:::another/key"}).path.verdict is Verdict.PUBLIC


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("s3", {"service": "s3"}),
        ("internet", {"service": "internet"}),
        ("com.amazonaws.eu-west-1.ssm", {"service": "com.amazonaws.eu-west-1.ssm"}),
        ("Bucket", {"target": "Bucket"}),
        ("Ssm", {"host": "endpoint:Ssm"}),
        ("api.example.com", {"host": "api.example.com"}),
        ("smm", {"service": "smm"}),
    ],
)
def test_what_explain_is_asked_for_is_seen_from_its_name(name: str, asked: dict[str, str]) -> None:
    assert _prover().called(name) == asked


def test_needs_are_what_the_role_allows_with_the_reason() -> None:
    found = {answer.path.service: answer for answer in _prover().needs()}
    assert {name: answer.path.verdict for name, answer in found.items()} == {
        "kms": Verdict.BLOCKED,
        "s3": Verdict.BLOCKED,
        "ssm": Verdict.PRIVATE,
    }
    assert "kms:*" in found["kms"].reason
    assert found["kms"].question is None
    assert found["kms"].path.origin.logical_id == "Worker"


def test_a_workload_in_no_vpc_is_told_and_asked_only_on_demand() -> None:
    template = small_app()
    del template["Resources"]["Worker"]["Properties"]["VpcConfig"]
    prover = _prover(template)
    assert list(prover.needs()) == []
    assert [one.logical_id for one in prover.outside()] == ["Worker"]
    assert _ask({"source": "Worker", "service": "ssm"}, prover).path.verdict is Verdict.PUBLIC
    assert _prover().outside() == ()


def test_needs_of_a_workload_that_is_made_in_some_cases_only_are_asked_in_those() -> None:
    template = small_app()
    template["Resources"]["Worker"]["Condition"] = "IsProd"
    assert {answer.path.service: answer.path.verdict for answer in _prover(template).needs()}["ssm"] is Verdict.PRIVATE
    assert list(_prover(template, Stage="dev").needs()) == []


def test_a_need_is_judged_only_in_the_cases_that_have_it() -> None:
    template = small_app()
    role = template["Resources"]["Role"]["Properties"]
    policies = role["Policies"]
    template["Resources"]["Ssm"]["Condition"] = "IsProd"
    assert {one.path.service: one.path.verdict for one in _prover(template).needs()}["ssm"] is Verdict.UNKNOWN
    role["Policies"] = [{"Fn::If": ["IsProd", policies[0], {"Ref": "AWS::NoValue"}]}]
    assert {one.path.service: one.path.verdict for one in _prover(template).needs()}["ssm"] is Verdict.PRIVATE


def test_a_name_of_two_things_is_said_to_be_so_and_is_not_taken_for_a_service() -> None:
    template = small_app()
    for name in ("One", "Two"):
        template["Resources"][name] = {"Type": "AWS::S3::Bucket", "Metadata": {"aws:cdk:path": f"App/Store/{name}"}}
    prover = _prover(template)
    asked = prover.called("App/Store")
    assert asked == {"target": "App/Store"}
    assert "[ambiguous-name]" in _ask({"source": "Worker", **asked}, prover).error


def test_a_name_of_what_nobody_calls_is_said_to_be_so() -> None:
    asked = _prover().called("Routes")
    assert asked == {"target": "Routes"}
    assert "[wrong-kind]" in _ask({"source": "Worker", **asked}).error
