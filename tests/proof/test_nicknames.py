"""A name as people say it means one element, or is refused."""

from __future__ import annotations

import pytest

from private_endpoints.errors import InvalidInputError
from private_endpoints.network import Network, Origin, Subnet, Workload
from private_endpoints.proof.nicknames import Nicknames


def workload(logical_id: str, path: str = "", *, stack: str = "App") -> Workload:
    origin = Origin(template=f"{stack}.template.json", logical_id=logical_id, construct_path=path)
    return Workload(id=f"{stack}.{logical_id}", kind="AWS::EC2::Instance", origin=origin)


def subnet(logical_id: str, path: str = "") -> Subnet:
    return Subnet(id=f"App.{logical_id}", vpc="App.Vpc", origin=Origin(logical_id=logical_id, construct_path=path))


ELEMENTS = [
    workload("Worker0DDBA115", "App/Worker/Resource"),
    workload("Worker2C0FFEE12", "App/Worker2/Resource"),
    workload("FleetASG12345678", "App/Fleet/ASG"),
    workload("Plain"),
    workload("OrdersService89ABCDEF"),
    subnet("WorkerSubnet5A5A5A5A", "App/Worker/Subnet"),
]


@pytest.mark.parametrize(
    ("name", "logical_id"),
    [
        ("App.Worker0DDBA115", "Worker0DDBA115"),
        ("Worker0DDBA115", "Worker0DDBA115"),
        ("App/Worker/Resource", "Worker0DDBA115"),
        ("App/Worker", "Worker0DDBA115"),
        ("Worker", "Worker0DDBA115"),
        ("Worker2", "Worker2C0FFEE12"),
        ("Fleet", "FleetASG12345678"),
        ("Fleet/ASG", "FleetASG12345678"),
        ("Plain", "Plain"),
        ("Pla", "Plain"),
        ("OrdersService", "OrdersService89ABCDEF"),
        ("Orders", "OrdersService89ABCDEF"),
        ("Service", "OrdersService89ABCDEF"),
    ],
)
def test_a_name_means_the_nearest_element(name: str, logical_id: str) -> None:
    assert Nicknames([Network(ELEMENTS)]).find(name, "source", Workload, Subnet) == f"App.{logical_id}"


@pytest.mark.parametrize("name", ["Pla", "Service", "Orders"])
def test_a_part_of_a_logical_id_does_only_where_it_may(name: str) -> None:
    assert Nicknames([Network(ELEMENTS)]).candidates(name, Workload, in_part=False) == []
    assert len(Nicknames([Network(ELEMENTS)]).candidates(name, Workload)) == 1


def test_a_name_that_several_have_is_refused_with_all_of_them() -> None:
    several = [workload("WorkerA"), workload("WorkerB")]
    with pytest.raises(InvalidInputError, match=r"\[ambiguous-source\] .* may be App.WorkerA, App.WorkerB"):
        Nicknames([Network(several)]).find("Worker", "source", Workload)


def test_the_stack_that_is_meant_decides_between_several() -> None:
    several = [workload("Worker", stack="One"), workload("Worker", stack="Two")]
    assert Nicknames([Network(several)], "Two").find("Worker", "source", Workload) == "Two.Worker"


def test_an_element_of_one_case_only_is_found() -> None:
    networks = [Network([]), Network([workload("Worker")])]
    assert Nicknames(networks).find("Worker", "source", Workload) == "App.Worker"


def test_what_is_of_another_kind_is_not_found() -> None:
    with pytest.raises(InvalidInputError, match=r"\[unknown-source\]"):
        Nicknames([Network(ELEMENTS)]).find("Plain", "source", Subnet)


def test_a_misspelt_name_comes_with_a_guess() -> None:
    with pytest.raises(InvalidInputError, match="did you mean 'Worker'"):
        Nicknames([Network(ELEMENTS)]).find("Wroker", "source", Workload)


def test_the_guess_may_be_a_construct_path() -> None:
    with pytest.raises(InvalidInputError, match="did you mean 'App/Fleet/ASG'"):
        Nicknames([Network(ELEMENTS)]).find("App/Flete/ASG", "source", Workload)


def test_what_may_be_named_is_said_in_words() -> None:
    with pytest.raises(InvalidInputError, match="construct path of a workload or a subnet"):
        Nicknames([Network(ELEMENTS)]).find("Xyz", "source", Workload, Subnet)
