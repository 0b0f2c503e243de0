"""What keeps those who are judged from exempting themselves."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.policy.organization.cast import Cast
from private_endpoints.policy.organization.promised.around import Around
from private_endpoints.policy.organization.promised.outcome import allowed, denied
from private_endpoints.policy.promise import Promise

__all__ = ["protection"]


def protection(cast: Cast, around: Around) -> Iterator[Promise]:
    """Nobody exempts himself."""
    way = cast.expected("iam")[0]
    for tag in cast.perimeters.tags:
        for spelling in (tag, tag.swapcase()):
            yield denied(
                f"a principal of the organization does not give itself the tag {spelling}",
                way.send(cast.tagging(spelling)),
                around.both,
            )
        for arn in cast.tag_administrators():
            yield allowed(f"{arn} sets the tag {tag}", way.send(cast.tagging(tag, by=arn)), around.both)
    if around.judges_resources and cast.perimeters.tags:
        tags = cast.perimeters.tags[:1]
        yield denied(
            f"a stranger does not bring the session tag {tags[0]}",
            cast.session_tags(by_stranger=True, tags=tags),
            around.ours,
        )
        yield allowed(
            "a stranger brings other session tags",
            cast.session_tags(by_stranger=True, tags=["example"]),
            around.ours,
        )
        yield allowed(
            f"the management account brings the session tag {tags[0]}",
            cast.session_tags(by_stranger=False, tags=tags),
            around.ours,
        )
        yield allowed(
            f"a SAML provider brings the session tag {tags[0]}",
            cast.session_tags(by_stranger=True, tags=tags).with_keys(
                {"saml:aud": "https://signin.aws.amazon.com/saml"}
            ),
            around.ours,
        )
    for arn in cast.tag_administrators():
        for role in cast.perimeters.exempt.protected(cast.organization.partition):
            yield allowed(f"{arn} changes {role}", way.send(cast.changing(role, by=arn)), around.both)
    for role in cast.perimeters.exempt.protected(cast.organization.partition):
        yield denied(
            f"a principal of the organization does not make or change {role}",
            way.send(cast.changing(role)),
            around.both,
        )
