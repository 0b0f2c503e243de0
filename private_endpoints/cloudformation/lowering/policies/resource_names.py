"""What policies may call the resource that they are for: by its name, its ARN or its URL."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.resolution.return_values import return_values
from private_endpoints.values import Join, Unknown, Value, equal, join

__all__ = ["comparable", "may_mean", "names_of"]

_QUEUE = "AWS::SQS::Queue"
_SECRET = "AWS::SecretsManager::Secret"  # noqa: S105 - a type
# The account and the name of a queue, at the end of its URL.
_OF_A_URL = 2


def comparable(type_: str, given: Value) -> Value:
    """What names of a type are compared by: of a queue's URL the account and the name, as hosts differ.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html
    """
    first = given.parts[0] if isinstance(given, Join) else given
    if type_ != _QUEUE or not isinstance(first, str) or not first.startswith("http"):
        return given
    found = _end_of_path(given, _OF_A_URL)
    return given if found is None else found


def names_of(facts: Facts) -> frozenset[Value]:
    """All that a resource is called by, as `comparable` has it."""
    return frozenset(one for one in (facts.value, facts.arn, *_of_secret(facts), *_of_queue(facts)) if one is not None)


def may_mean(given: Value | Unknown, facts: Facts, *, near: Facts) -> bool:
    """Whether a name that nothing is found for may turn out to be that of a resource.

    Args:
        given: the name, ARN or URL, made comparable.
        facts: the resource.
        near: who says it.
    """
    named = return_values(facts.type).name in facts.given or (facts.type == _SECRET and facts.has("Name"))
    if not named and (isinstance(given, str) or not facts.context.may_mean(given, facts, near=near)):
        # Nobody can write, and no parameter gives, a name that CloudFormation makes up.
        return False
    return isinstance(given, Unknown) or any(equal(one, given) is not False for one in names_of(facts))


def _of_secret(facts: Facts) -> Iterator[Value]:
    """The name of a secret, and its ARN without the six characters that nobody knows.

    "You can specify a partial ARN too—for example, if you don't include the final hyphen and six random characters"
    (https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutResourcePolicy.html).
    """
    name = facts.text("Name") if facts.type == _SECRET else None
    if isinstance(name, str | Join):
        yield name
        partition, region, account = map(facts.resolver.ref, ("AWS::Partition", "AWS::Region", "AWS::AccountId"))
        yield join(["arn:", partition, ":secretsmanager:", region, ":", account, ":secret:", name])


def _of_queue(facts: Facts) -> Iterator[Value]:
    if facts.type == _QUEUE and facts.value is not None:
        yield join([facts.resolver.ref("AWS::AccountId"), "/", facts.value])


def _end_of_path(url: Value, pieces: int) -> Value | None:
    """What follows the last but so many slashes; None where there are not so many."""
    kept: list[str | Join] = []
    for part in reversed(url.parts if isinstance(url, Join) else (url,)):
        if not isinstance(part, str):
            kept.insert(0, Join((part,)))
            continue
        cut = part.split("/")
        if len(cut) > pieces:
            return join(["/".join(cut[-pieces:]), *kept])
        pieces -= len(cut) - 1
        kept.insert(0, part)
    return None
