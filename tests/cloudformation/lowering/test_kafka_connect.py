"""Connectors of MSK Connect."""

from __future__ import annotations

from typing import Any

import pytest

from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Workload
from support.labelled import ref


@pytest.mark.parametrize(("subnets", "known"), [(["subnet-1"], True), (ref("P"), False)])
def test_a_kafka_connector_calls_from_its_subnets(subnets: Any, known: bool) -> None:  # noqa: FBT001
    # No labelled case, as its property `Vpc` has the name of the VPC there.
    cluster = {"ApacheKafkaCluster": {"BootstrapServers": "b", "Vpc": {"Subnets": subnets, "SecurityGroups": ["sg-1"]}}}
    connector = {"Type": "AWS::KafkaConnect::Connector", "Properties": {"KafkaCluster": cluster}}
    template = {"Parameters": {"P": {"Type": "CommaDelimitedList"}}, "Resources": {"Connector": connector}}
    (made,) = Deployment.of({"T": template}, region="us-east-1").networks()
    (found,) = made.of(Workload)
    assert (found.groups, found.public_ip) == (("sg-1",), False)
    assert (found.subnets == ("subnet-1",)) is known
