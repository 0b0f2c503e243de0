"""Entries of network ACLs."""

from __future__ import annotations

import pytest

from private_endpoints.network import NetworkAclEntry
from support.lowered import element


@pytest.mark.parametrize(("action", "allows"), [("allow", True), ("deny", False), ("ALLOW", True)])
def test_an_entry_allows_or_denies(action: str, allows: bool) -> None:  # noqa: FBT001 - what is expected
    properties = {
        "NetworkAclId": "acl-1",
        "RuleNumber": "100",
        "RuleAction": action,
        "Protocol": "6",
        "Egress": "true",
        "CidrBlock": "0.0.0.0/0",
        "PortRange": {"From": "1024", "To": 65535},
    }
    entry = element(NetworkAclEntry, {"X": ("AWS::EC2::NetworkAclEntry", properties)})
    assert (entry.allow, entry.number, entry.egress) == (allows, 100, True)
    assert (entry.protocol.number, entry.protocol.first, entry.protocol.last) == (6, 1024, 65535)
