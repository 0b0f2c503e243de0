"""DHCP options: the set that AWS makes in every region."""

from __future__ import annotations

from private_endpoints.local.aws import ministack

__all__ = ["describe_options"]

# The emulator gives its id to every new VPC, and has no such set.
_DEFAULT = "dopt-00000001"


def describe_options(request: object) -> ministack.Response:
    """`DescribeDhcpOptions` of the EC2 API."""
    if _DEFAULT not in ministack.dhcp_options:
        region = ministack.region()
        # https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html
        domain = "ec2.internal" if region == "us-east-1" else f"{region}.compute.internal"
        ministack.dhcp_options[_DEFAULT] = {
            "DhcpOptionsId": _DEFAULT,
            "DhcpConfigurations": [
                {"Key": "domain-name", "Values": [domain]},
                {"Key": "domain-name-servers", "Values": ["AmazonProvidedDNS"]},
            ],
            "OwnerId": ministack.account(),
            "Tags": [],
        }
    return ministack.describe_dhcp_options(request)
