"""Prefix lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from private_endpoints.account.reading import Reading
from private_endpoints.network import Cidr, Element, Maybe, PrefixList

__all__ = ["read_prefix_lists"]

# Such as com.amazonaws.us-east-1.s3 and com.amazonaws.us-east-1.ipv6.s3.
_REGIONAL = re.compile(r"com\.amazonaws\.(?P<region>[a-z0-9-]+)\.(?P<ipv6>ipv6\.)?(?P<service>[a-z0-9-]+)")


def read_prefix_lists(reading: Reading) -> Iterator[Element]:
    """Prefix lists: those of AWS by the service that they are of, a customer's with their entries."""
    for row in reading.every("ec2", "describe_managed_prefix_lists", "PrefixLists"):
        own = row["PrefixListId"]
        ipv6 = row.get("AddressFamily") == "IPv6"
        entries: Maybe[tuple[Cidr, ...]]
        service = None
        if row.get("OwnerId") == "AWS":
            match = _REGIONAL.fullmatch(row.get("PrefixListName", ""))
            if match is None or match["region"] != reading.region:
                # Of no service of this region, such as CloudFront's: nothing is known of its ranges.
                yield PrefixList(**reading.common(own), ipv6=ipv6)
                continue
            service = match["service"]
            yield PrefixList(**reading.common(own), service=service, ipv6=ipv6)
            continue
        found = [
            one["Cidr"]
            for one in reading.calls.every("ec2", "get_managed_prefix_list_entries", "Entries", PrefixListId=own)
        ]
        entries = reading.calls.unless_refused(tuple(found), "ec2.get_managed_prefix_list_entries")
        yield PrefixList(**reading.common(own), entries=entries, ipv6=ipv6)
