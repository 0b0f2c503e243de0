"""Large networks: what is far away costs nothing and changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from private_endpoints.network import (
    Element,
    Network,
    PathEngine,
    Question,
    Target,
    TargetKind,
    TransitGateway,
    TransitGatewayAttachment,
    Verdict,
    Workload,
)
from private_endpoints.network.paths.grouped import Grouped
from support.networks import REGION, Scenario, base, route, with_nat

COPIES = 60


def copied(scenario: Scenario, prefix: str) -> list[Element]:
    """The elements with a prefix before every id."""

    def rename(value: Any) -> Any:
        if isinstance(value, str) and value.split(".")[0] in scenario.elements:
            return prefix + value
        if isinstance(value, tuple):
            return tuple(rename(one) for one in value)
        return replace(value, id=rename(value.id)) if isinstance(value, Target) else value

    found = []
    for one in scenario.elements.values():
        names = [name for kind in type(one).__mro__ for name in getattr(kind, "__slots__", ())]
        found.append(replace(one, **{name: rename(getattr(one, name)) for name in names}))
    return found


def test_networks_beside_each_other_have_the_verdicts_that_each_has_alone() -> None:
    alone = with_nat(base())
    network = Network([one for n in range(COPIES) for one in copied(alone, f"N{n}.")], region=REGION)
    engine = PathEngine(network)
    for n in range(COPIES):
        for name in ("ssm", "s3", "logs", "internet"):
            assert engine.path(Question(source=f"N{n}.Worker", service=name)).verdict is alone.ask(name).verdict


def test_a_path_looks_at_no_more_in_a_large_network(monkeypatch: Any) -> None:
    looked: list[int] = []
    at = Grouped.at

    def counted(self: Grouped[Any], key: str) -> Any:
        found = list(at(self, key))
        looked.append(len(found))
        return iter(found)

    monkeypatch.setattr(Grouped, "at", counted)
    sums = []
    for copies in (1, COPIES):
        elements = [one for n in range(copies) for one in copied(with_nat(base()), f"N{n}.")]
        looked.clear()
        path = PathEngine(Network(elements, region=REGION)).path(Question(source="N0.Worker", service="logs"))
        assert path.verdict is Verdict.PUBLIC
        sums.append(sum(looked))
    assert sums[0] == sums[1]


def test_a_circle_is_walked_once_however_many_routes_lead_into_it() -> None:
    gateway = TargetKind.TRANSIT_GATEWAY
    given = base().plus(
        TransitGateway(id="Transit"),
        TransitGatewayAttachment(id="Link", gateway="Transit", vpc="Vpc", subnets=("SubnetA",)),
        Workload(id="Far", kind="AWS::EC2::Instance", subnets=("SubnetOfOthers",)),
        *(route(f"To{n}", "TableA", f"10.{n}.0.0/16", gateway, "Transit") for n in range(100, 108)),
    )
    # Eight ways at each of a dozen hops would take years.
    assert given.ask("", target="Far").verdict is Verdict.UNKNOWN
