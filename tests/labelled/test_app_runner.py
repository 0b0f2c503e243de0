"""Services of App Runner call from their connector's subnets, or from none of the account's."""

from __future__ import annotations

from typing import Any

from support.labelled import PUBLIC, UNKNOWN, Labelled, Template, Twins, att, labelled, ref
from support.labelled.callers import GROUPS, HERE, SSM, caller, strangers

_EGRESS = "https://docs.aws.amazon.com/apprunner/latest/api/API_EgressConfiguration.html"


def app_runner(egress: Any = "VPC") -> Template:
    connector = {"Subnets": HERE, "SecurityGroups": GROUPS}
    given = {"EgressType": egress, "VpcConnectorArn": att("Connector", "VpcConnectorArn")}
    return caller("AWS::AppRunner::Service", NetworkConfiguration={"EgressConfiguration": given}).plus(
        "Connector", "AWS::AppRunner::VpcConnector", connector
    )


@labelled(
    Twins(law="App Runner calls through its connector", page=_EGRESS, ask=SSM, given=app_runner(),
          change=lambda _: app_runner("DEFAULT"), other=PUBLIC, because="the default is access to public networks"),
    Twins(law="App Runner's connector wears groups", page=_EGRESS, ask=SSM, given=app_runner(), change=strangers,
          because="the endpoint admits another group"),
    Twins(law="App Runner's egress is known", page=_EGRESS, ask=SSM, given=app_runner(),
          change=lambda _: app_runner(ref("Egress")).section("Parameters", Egress={"Type": "String"}), other=UNKNOWN,
          because="a parameter gives the type of egress"),
)  # fmt: skip
def test_workloads_call_from_their_subnets(case: Labelled) -> None:
    case.check()
