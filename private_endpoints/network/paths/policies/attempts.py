"""What of a call is evaluated: which actions, on which resources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from private_endpoints.catalog import action_prefixes_of, is_about_no_resource, partition_of, perimeter_resource
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.policies.may_be_about import may_be_about
from private_endpoints.network.paths.policies.resource_policy import REST_API, arn_for, arn_of
from private_endpoints.values import Join, Reference, Value, join

__all__ = ["LEFT_OPEN", "Attempt", "attempts_of", "named_calls"]

_MOST_RESOURCES = 32
_MOST_NAMED = 16
_ALL_BUCKETS = "s3:listallmybuckets"
# What no policy names, but by patterns for everything.
_UNNAMED = "WhatNoPolicyNames5f0c2a9d41b7"
_ACTION = "the action that is called"
_RESOURCE = "the resource that is called"
LEFT_OPEN = frozenset({_ACTION, _RESOURCE})
"""What a question leaves open that does not say what is called: whatever the policies allow will do."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One action on one resource.

    Attributes:
        action: the action, of which perhaps only the prefix is known.
        resource: the ARN.
        exact: whether the question names the action.
    """

    action: Value
    resource: Value
    exact: bool


def attempts_of(call: Call, target: Resource | None, documents: Iterable[object]) -> Iterator[Attempt]:
    """What is evaluated: the action that the question names, or what callers of the service do.

    Where nobody names the resource, some resource that one of the policies names will do.

    Args:
        call: the call.
        target: the resource that is called; None: not said, or not in the network.
        documents: the policies around the call.
    """
    question = call.question
    if question.action is not None:
        for resource in _resources_of(question.action, call, target, documents):
            yield Attempt(question.action, resource, exact=True)
        return
    row = None if target is None else perimeter_resource(target.type)
    if target is not None and row is not None and question.resource is None:
        for action, pattern in row.probes:
            yield Attempt(action, _fill(pattern, arn_of(target)), exact=False)
            if target.type == REST_API:
                # Of an API nobody knows the stages and paths.
                yield Attempt(action, arn_for(target, action), exact=False)
        return
    prefixes = () if call.service is None else action_prefixes_of(call.service.row.name)
    called = question.resource if question.resource is not None or target is None else arn_of(target)
    if called is None:
        called = join([Reference(_RESOURCE)])
    some_action = Reference(_ACTION)
    for prefix in prefixes:
        yield Attempt(join([f"{prefix}:", some_action]), called, exact=False)
    if not prefixes:
        yield Attempt(join([some_action]), called, exact=False)


def _resources_of(action: str, call: Call, target: Resource | None, documents: Iterable[object]) -> list[Value]:
    """What an action is about."""
    if is_about_no_resource(action):
        # "ListAllMyBuckets" is granted on arn:aws:s3:::*, too
        # (https://docs.aws.amazon.com/AmazonS3/latest/userguide/walkthrough1.html).
        region = call.service.region if call.service is not None and isinstance(call.service.region, str) else ""
        return [f"arn:{partition_of(region)}:s3:::*" if action.lower() == _ALL_BUCKETS else "*"]
    if call.question.resource is not None:
        return [call.question.resource]
    return _resources(documents, call) if target is None else [arn_for(target, action)]


def named_calls(call: Call, documents: Iterable[object]) -> Iterator[Attempt]:
    """Calls that policies name in full, and one that none of them names: what a condition leaves open stays so."""
    prefixes = () if call.service is None else action_prefixes_of(call.service.row.name)
    unnamed: list[Value] = [f"{prefix}:{_UNNAMED}" for prefix in prefixes]
    anything: list[Value] = [f"arn:aws:{prefix}:::{_UNNAMED}" for prefix in prefixes[:1]]
    found: dict[tuple[Value, Value], None] = {}
    # A call has to be allowed by one statement, so each counts by itself: none hides the next from the limit.
    for statement in _allows(documents):
        named = [
            one
            for one in _texts(statement.get("Action"))
            if isinstance(one, str) and one.partition(":")[0].lower() in prefixes
        ]
        given = call.question.resource
        resources = [*anything, *_texts(statement.get("Resource"))] if given is None else [given]
        for action in [*unnamed, *named][:_MOST_NAMED]:
            found.update(dict.fromkeys((action, resource) for resource in resources[:_MOST_NAMED]))
    for action, resource in found:
        yield Attempt(action, resource, exact=False)


def _resources(documents: Iterable[object], call: Call) -> list[Value]:
    """Something, and all that Allow statements name and that the action may be about."""
    found: dict[Value, None] = {join([Reference(_RESOURCE)]): None, "*": None}
    found.update(dict.fromkeys(arn for arn in _in_allows(documents, "Resource") if may_be_about(call, arn)))
    return list(found)[:_MOST_RESOURCES]


def _in_allows(documents: Iterable[object], element: str) -> Iterator[Value]:
    """What Allow statements name in an element."""
    for statement in _allows(documents):
        yield from _texts(statement.get(element))


def _allows(documents: Iterable[object]) -> Iterator[Mapping[str, object]]:
    for document in documents:
        for one in document if isinstance(document, list) else [document]:
            statements = one.get("Statement") if isinstance(one, Mapping) else None
            for statement in statements if isinstance(statements, list) else [statements]:
                if isinstance(statement, Mapping) and statement.get("Effect") == "Allow":
                    yield statement


def _texts(given: object) -> Iterator[Value]:
    yield from (text for text in _several(given) if isinstance(text, str | Join))


def _several(given: object) -> list[object]:
    return given if isinstance(given, list) else [given]


def _fill(pattern: str, arn: Value) -> Value:
    parts: list[str | Join] = []
    for index, piece in enumerate(pattern.split("{arn}")):
        if index:
            parts.append(arn)
        parts.append(piece)
    return join(parts)
