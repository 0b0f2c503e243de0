"""Records and profiles of Route 53."""

from __future__ import annotations

from private_endpoints.network import ProfileResource, Record
from support.lowered import INTERFACE_ENDPOINT, REF, element


def test_a_record_leads_to_the_endpoint_whose_name_it_has() -> None:
    entry = {"Fn::Select": [0, {"Fn::GetAtt": ["Endpoint", "DnsEntries"]}]}
    alias = {
        "DNSName": {"Fn::Select": [1, {"Fn::Split": [":", entry]}]},
        "HostedZoneId": {"Fn::Select": [0, {"Fn::Split": [":", entry]}]},
    }
    resources = {
        "Endpoint": ("AWS::EC2::VPCEndpoint", INTERFACE_ENDPOINT),
        "Zone": ("AWS::Route53::HostedZone", {"Name": "x.com", "VPCs": [{"VPCId": REF["Vpc"]}]}),
        "X": (
            "AWS::Route53::RecordSet",
            {"HostedZoneId": {"Ref": "Zone"}, "Name": "x.com", "Type": "A", "AliasTarget": alias},
        ),
    }
    record = element(Record, resources)
    assert (record.zone, record.endpoint, record.type) == ("T.Zone", "T.Endpoint", "A")
    resources["X"] = (
        "AWS::Route53::RecordSet",
        {"HostedZoneName": "x.com.", "Name": "a.x.com", "Type": "A", "ResourceRecords": ["10.0.0.1"]},
    )
    record = element(Record, resources)
    assert (record.zone, record.endpoint, record.values) == ("T.Zone", None, ("10.0.0.1",))


def test_a_profile_carries_the_endpoint_whose_arn_it_has() -> None:
    arn = {"Fn::Sub": "arn:aws:ec2:us-east-1:111111111111:vpc-endpoint/${Endpoint}"}
    resources = {
        "Endpoint": ("AWS::EC2::VPCEndpoint", INTERFACE_ENDPOINT),
        "X": (
            "AWS::Route53Profiles::ProfileResourceAssociation",
            {"ProfileId": "rp-1", "ResourceArn": arn, "Name": "x"},
        ),
    }
    assert element(ProfileResource, resources).resource == "T.Endpoint"
