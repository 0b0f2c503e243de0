"""What the network perimeter promises."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.exempt import exempt
from private_endpoints.policy.organization.promised.outcome import allowed, denied
from private_endpoints.policy.organization.way import Way
from private_endpoints.policy.promise import Promise

__all__ = ["networks"]


def networks(cast: Cast, around: Around) -> Iterator[Promise]:
    """Only from networks that we expect."""
    network = cast.perimeters.network
    assert network is not None  # noqa: S101 - the caller asked
    for prefix in cast.prefixes:
        request = cast.insider(prefix)
        for way in cast.unexpected(prefix):
            law = f"a principal of the organization does not reach {prefix} {way.name}"
            sent = way.send(request)
            yield denied(law, sent, around.theirs)
            if prefix in network.controlled_prefixes:
                yield denied(f"{law}, even from an account that is no target", sent, around.ours)
            if prefix in cast.examples:
                yield from exempt(cast, sent, around.both, f"{prefix} {way.name}", network.excluded_by)
                yield from _network_of_strangers(cast, around, prefix, way)
            if network.included_by is not None:
                yield allowed(
                    f"a principal without the tag {network.included_by} reaches {prefix} {way.name}",
                    sent.with_keys({f"aws:PrincipalTag/{network.included_by}": None}),
                    around.both,
                )
        if cast.unexpected(prefix):
            yield allowed(
                f"an AWS service reaches {prefix} with the caller's credentials",
                # From an address of AWS, which nobody can have given as his own.
                request.on_behalf("athena.amazonaws.com").with_keys({"aws:SourceIp": cast.unexpected_address}),
                around.both,
            )
            yield allowed(
                f"an AWS service reaches {prefix} from its own network",
                cast.service(prefix, cast.organization.id, cast.account),
                around.ours,
            )


def _network_of_strangers(cast: Cast, around: Around, prefix: str, way: Way) -> Iterator[Promise]:
    """Where strangers are let in at all, they are so from expected networks, whatever they call themselves."""
    network, identity = cast.perimeters.network, cast.perimeters.identity
    assert network is not None  # noqa: S101 - the caller asked
    if prefix not in network.controlled_prefixes:
        return
    if network.excluded_by is not None:
        yield allowed(
            f"{prefix} with the tag {network.excluded_by} is reached {way.name}",
            way.send(cast.insider(prefix)).with_keys({f"aws:ResourceTag/{network.excluded_by}": "true"}),
            around.ours,
        )
    if identity is not None and prefix in identity.prefixes:
        for account in identity.trusted_accounts:
            yield allowed(
                f"trusted account {account} reaches {prefix} {way.name}",
                way.send(cast.trusted(prefix, account)),
                around.ours,
            )
    stranger = cast.let_in(prefix)
    if stranger is None or network.included_by is not None:
        return
    for expected in cast.expected(prefix):
        yield allowed(
            f"a stranger who is let in reaches {prefix} {expected.name}", expected.send(stranger), around.ours
        )
    if network.excluded_by is not None:
        pretender = way.send(stranger).with_keys({f"aws:PrincipalTag/{network.excluded_by}": "true"})
        yield allowed(
            f"{prefix} with the tag {network.excluded_by} is reached by strangers {way.name}",
            pretender.with_keys({f"aws:ResourceTag/{network.excluded_by}": "true"}),
            around.ours,
        )
        if identity is not None and prefix in identity.prefixes and _are_one(identity.excluded_by, network.excluded_by):
            # The tag that lets strangers in lets them come from everywhere.
            return
        yield denied(
            f"a stranger with the tag {network.excluded_by} does not reach {prefix} {way.name}", pretender, around.ours
        )
    for role in cast.perimeters.exempt.role_arns(cast.organization.partition):
        arn = role.replace("::*:", f"::{cast.other_account}:").replace("*", "0a1b")
        yield denied(
            f"a stranger's role {arn} does not reach {prefix} {way.name}",
            way.send(stranger).with_keys({"aws:PrincipalArn": arn}),
            around.ours,
        )


def _are_one(tag: str | None, other: str | None) -> bool:
    """Whether keys of tags are one for conditions, in which their case does not count."""
    return tag is not None and other is not None and tag.lower() == other.lower()
