"""Route 53: private hosted zones and their records."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.account.calls import Row
from private_endpoints.account.reading import Reading
from private_endpoints.network import Element, HostedZone, Record
from private_endpoints.values import Unknown

__all__ = ["read_zones"]

_ENDPOINT = re.compile(r"\b(vpce-[0-9a-f]{8,17})\b")
_TYPES = ("A", "AAAA", "CNAME", "NS")


def read_zones(reading: Reading) -> Iterator[Element]:
    """Private hosted zones; of those that other accounts share only the name is known."""
    own: set[str] = set()
    balancers = {
        row["DNSName"].lower(): row["LoadBalancerArn"]
        for row in reading.every("elbv2", "describe_load_balancers", "LoadBalancers")
        if row.get("DNSName")
    }
    for zone in reading.every("route53", "list_hosted_zones", "HostedZones"):
        if not (zone.get("Config") or {}).get("PrivateZone"):
            continue
        id_ = zone["Id"].rpartition("/")[2]
        own.add(id_)
        answer = reading.calls.one("route53", "get_hosted_zone", Id=id_)
        unread = answer if isinstance(answer, Unknown) else Unknown(frozenset({f"the VPCs of {id_}"}))
        vpcs = None if answer is None or isinstance(answer, Unknown) else answer.get("VPCs") or ()
        yield HostedZone(
            **reading.common(id_),
            name=zone["Name"],
            private=True,
            vpcs=unread if vpcs is None else tuple(one["VPCId"] for one in vpcs),
        )
        operation = "list_resource_record_sets"
        for row in reading.calls.every("route53", operation, "ResourceRecordSets", HostedZoneId=id_):
            if row["Type"] in _TYPES:
                yield _record(reading, id_, row, balancers)
    yield from _shared(reading, own)


def _record(reading: Reading, zone: str, row: Row, balancers: dict[str, str]) -> Record:
    values = [one["Value"] for one in row.get("ResourceRecords") or ()]
    alias = (row.get("AliasTarget") or {}).get("DNSName")
    values += [alias] if alias else []
    endpoints = [found[1] for value in values if (found := _ENDPOINT.search(value))]
    names = [value.rstrip(".").lower().removeprefix("dualstack.") for value in values]
    # The API writes a wildcard as an octal escape.
    name = row["Name"].replace("\\052", "*")
    return Record(
        **reading.part(zone, f"{name} {row['Type']} {row.get('SetIdentifier', '')}".strip()),
        zone=zone,
        name=name,
        type=row["Type"],
        endpoint=endpoints[0] if endpoints else None,
        target=next((balancers[one] for one in names if one in balancers), None),
        values=tuple(values),
    )


def _shared(reading: Reading, own: set[str]) -> Iterator[Element]:
    """Zones of other accounts; those that services put on a VPC are the private DNS of its endpoints."""
    shared: dict[str, tuple[str, list[str]]] = {}
    for vpc in reading.every("ec2", "describe_vpcs", "Vpcs"):
        for row in reading.calls.every(
            "route53",
            "list_hosted_zones_by_vpc",
            "HostedZoneSummaries",
            VPCId=vpc["VpcId"],
            VPCRegion=reading.region,
        ):
            if row["HostedZoneId"] not in own and (row.get("Owner") or {}).get("OwningAccount"):
                shared.setdefault(row["HostedZoneId"], (row["Name"], []))[1].append(vpc["VpcId"])
    for id_, (name, vpcs) in shared.items():
        yield HostedZone(**reading.common(id_), name=name, private=True, vpcs=tuple(vpcs), imported=True)
