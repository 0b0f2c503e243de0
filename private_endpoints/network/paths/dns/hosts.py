"""The DNS names of services, and the services of DNS names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from private_endpoints.catalog import EndpointService as Row
from private_endpoints.catalog import is_region_code, public_names, regions, service, services
from private_endpoints.network.paths.dns.names import Labels, labels_of
from private_endpoints.network.paths.services import Service, hidden
from private_endpoints.values import Reference, Value, join

__all__ = [
    "default_hosts",
    "endpoint_of",
    "is_of_aws",
    "is_of_service",
    "is_of_somebody",
    "named_service",
    "private_names",
    "service_at",
]

# A caller's own label where a service has names for everybody: a bucket, a registry, an API.
_SOMEBODY = "example"
# Services whose public addresses are told apart, because routes lead to them by prefix list.
_WITH_PREFIX_LISTS = ("s3", "s3express", "dynamodb")
# A name such as `sts.amazonaws.com`, of a service for a whole partition.
_GLOBAL = 3
_ENDPOINT = re.compile(r"vpce-[0-9a-f]+")
# Transfer Acceleration takes requests at edge locations, whose addresses are in no prefix list
# (https://docs.aws.amazon.com/AmazonS3/latest/userguide/transfer-acceleration.html).
_ACCELERATE = "s3-accelerate"
# Directory buckets are called by names of their zone, which `{zone}` stands for in the catalog
# (https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html).
_ZONE_OF_EXPRESS = re.compile(r"s3express-[a-z0-9-]+-az[0-9]+")
# Services with IPv6 addresses under their name in `amazonaws.com`, too: "The secretsmanager.{region}.amazonaws.com
# dual-stack endpoint for Secrets Manager APIs supports both IPv6 and IPv4"
# (https://docs.aws.amazon.com/secretsmanager/latest/userguide/ip-access.html, 2026-11-21).
_DUAL_STACK = ("secretsmanager",)
# Of APIs each has an IpAddressType of its own
# (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-ip-address-type.html, 2026-11-21).
_OF_EACH_API = "execute-api"
_S3_WITHOUT_REGION = ("s3", "amazonaws", "com")
# An old name of S3 in us-east-1 (https://docs.aws.amazon.com/general/latest/gr/s3.html).
_S3_EXTERNAL = ("s3-external-1", "amazonaws", "com")


def default_hosts(wanted: Service) -> tuple[Value, ...]:
    """The names that callers of a service use if nobody says otherwise; all of them have to be good.

    Buckets are called by names of their own and, to list them, by the plain name.
    """
    patterns = wanted.row.private_dns_names or _public(wanted.row)
    plain = next((one for one in patterns if not one.startswith("*.")), None)
    if plain is None:
        chosen = [patterns[0]] if patterns else [f"{wanted.row.name}.{{region}}.{{dns_suffix}}"]
    else:
        chosen = [plain] + [one for one in patterns if one == f"*.{plain}"]
    return tuple(_filled(one.replace("*", _SOMEBODY), wanted) for one in chosen)


def private_names(wanted: Service) -> tuple[Value, ...]:
    """The names that private DNS of an endpoint answers for, wildcards too."""
    return tuple(_filled(one, wanted) for one in wanted.row.private_dns_names)


def service_at(host: Labels, region: Value) -> tuple[Service | None, bool | None]:
    """The service with a prefix list whose public addresses a name resolves to, and whether to IPv6 ones too.

    Returns:
        None where it is no such service; and None where it is not known whether the name has IPv6 addresses.
    """
    host = _of_any_zone(host)
    for name in _WITH_PREFIX_LISTS:
        row = service(name)
        names = public_names(name)
        if names is None:
            continue
        for candidate in _regions_in(host, region):
            wanted = Service(row=row, region=candidate)
            for patterns, dual_stack in ((names.names, False), (names.dual_stack_names, True)):
                if any(_fits(host, labels_of(_filled(one, wanted))) for one in patterns):
                    return wanted, dual_stack
    if host == _S3_WITHOUT_REGION or host[-3:] == _S3_EXTERNAL:
        return Service(row=service("s3"), region="us-east-1"), False
    if host[-3:] == _S3_WITHOUT_REGION:
        # The addresses are those of the region that the bucket is in.
        return Service(row=service("s3"), region=join([Reference("the region of the bucket")])), False
    return None, _is_dual_stack(host)


def is_of_aws(host: Labels) -> bool:
    """Whether a name is in a domain of AWS, in which nobody else can have names."""
    return any(host[-len(domain) :] == domain for domain in _domains())


def endpoint_of(host: Labels) -> str:
    """The id of the endpoint whose own name it is; empty: of none."""
    found = next((_ENDPOINT.match(one) for one in host if isinstance(one, str) and one.startswith("vpce-")), None)
    return found[0] if found is not None and "vpce" in host else ""


def is_of_service(host: Labels, region: Value) -> bool:
    """Whether it is the name of a service, which public DNS answers with public addresses."""
    return (
        _ACCELERATE in host
        or named_service(host, region) is not None
        or service_at(host, region)[0] is not None
        or len(host) == _GLOBAL
    )


def is_of_somebody(row: Row) -> bool:
    """Whether it is an endpoint service of a customer, whose names nobody has said."""
    return "vpce-svc-" in row.service_name or ".vpce." in row.service_name


def named_service(host: Labels, region: Value) -> Service | None:
    """The service that has a name, in whichever region the name says."""
    host = _of_any_zone(host)
    for candidate in _regions_in(host, region):
        exact, wild = _names_in(candidate)
        found = exact.get(host) or next((wild[host[n:]] for n in range(1, len(host)) if host[n:] in wild), None)
        if found is not None:
            return Service(row=service(found), region=candidate)
    return None


@lru_cache(maxsize=64)
def _names_in(region: Value) -> tuple[dict[Labels, str], dict[Labels, str]]:
    """Services by their names, and by the domains of their wildcards."""
    exact: dict[Labels, str] = {}
    wild: dict[Labels, str] = {}
    for row in services():
        wanted = Service(row=row, region=region)
        public = public_names(row.name)
        patterns = row.private_dns_names if public is None else (*public.names, *public.dual_stack_names)
        for pattern in patterns or (f"{row.name}.{{region}}.{{dns_suffix}}",):
            labels = labels_of(_filled(pattern, wanted))
            if labels[0] == "*":
                wild.setdefault(labels[1:], row.name)
            else:
                exact.setdefault(labels, row.name)
    return exact, wild


@cache
def _domains() -> tuple[Labels, ...]:
    found = {suffix for one in regions() for suffix in (one.dns_suffix, one.dual_stack_dns_suffix)}
    return tuple(labels_of(suffix) for suffix in sorted({*found, "on.aws", "sagemaker.aws", "awsapprunner.com"}))


def _of_any_zone(host: Labels) -> Labels:
    return tuple(
        "s3express-{zone}" if isinstance(one, str) and _ZONE_OF_EXPRESS.fullmatch(one) else one for one in host
    )


def _is_dual_stack(host: Labels) -> bool | None:
    """Names under `amazonaws.com` have IPv4 addresses only, but for some; those under `api.aws` and `on.aws` both."""
    if host[-2:] in (("api", "aws"), ("on", "aws")) or "dualstack" in host:
        return True
    if "amazonaws" in host[-3:] and host[0] in _DUAL_STACK:
        return True
    if _OF_EACH_API in host:
        return None
    return False if "amazonaws" in host[-3:] else None


def _regions_in(host: Labels, region: Value) -> Iterator[Value]:
    yield region
    for label in host:
        if isinstance(label, str):
            text = label.removeprefix("s3-")
            if is_region_code(text) and text != region:
                yield text
        elif len(label) == 1:
            yield join(label)


def _fits(host: Labels, pattern: Labels) -> bool:
    if pattern and pattern[0] == "*":
        return len(host) >= len(pattern) and host[1 - len(pattern) :] == pattern[1:]
    return host == pattern


def _public(row: Row) -> tuple[str, ...]:
    names = public_names(row.name)
    return () if names is None else names.names


def _filled(pattern: str, wanted: Service) -> Value:
    """A pattern of the catalog with its region and its domain."""
    suffix, dual_stack_suffix = _suffixes(wanted.partition)
    text = (
        pattern.replace("{region}", wanted.text_region)
        .replace("{dns_suffix}", suffix)
        .replace("{dual_stack_dns_suffix}", dual_stack_suffix)
    )
    return hidden(text, wanted.region)


@cache
def _suffixes(partition: str) -> tuple[str, str]:
    found = next(one for one in regions() if one.partition == partition)
    return found.dns_suffix, found.dual_stack_dns_suffix
