"""What a private hosted zone answers.

The record of the very name, else a wildcard; an alias or CNAME leads on; nothing else is asked.
https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html#domain-name-format-asterisk
"""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.hosted_zone import HostedZone, Record
from private_endpoints.network.paths.decide import first_of_rank
from private_endpoints.network.paths.dns.answer import Answer, AnswerKind
from private_endpoints.network.paths.dns.names import Labels, ends_with, labels_of, same_name
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.trail import blocker, hop
from private_endpoints.values import Truth, Unknown, all_of

__all__ = ["answer_of_zone"]

_TYPES = {4: ("A", "CNAME"), 6: ("AAAA", "CNAME")}


def answer_of_zone(index: Index, zone: HostedZone, name: Labels, family: int) -> Iterator[Answer]:
    """All answers that a zone may give for a name in its domain."""
    doubt = index.doubt(HostedZone, zone.id)
    if doubt is not None:
        yield Answer(kind=AnswerKind.ANY, depends_on=doubt.depends_on)
    rows = [(record, truth, _fits(record, name)) for record, truth in index.records.at(zone.id)]
    # A name that is there, under whatever type, keeps wildcards from answering.
    is_there = any(all_of((truth, fits)) is True for _, truth, (fits, wildcard) in rows if not wildcard)
    fitting = [
        # Several records of one name, weighted or by location, are of one rank: any of them may answer.
        ((wildcard, -_labels(record)), all_of((truth, fits, _is_of(record, family))), record)
        for record, truth, (fits, wildcard) in rows
        if not (wildcard and is_there)
    ]
    possible, why = first_of_rank(sorted(fitting, key=lambda row: row[0]))
    for record in possible:
        answers = [Answer(kind=AnswerKind.NONE, blocker=_missing(zone, family))]
        for answer in answers if record is None else _lead(index, zone, record):
            yield answer.one_of(len(possible), why)


def _lead(index: Index, zone: HostedZone, record: Record) -> Iterator[Answer]:
    step = hop(zone, f"answers by {record}")
    if record.endpoint is not None:
        if isinstance(record.endpoint, Unknown):
            yield Answer(kind=AnswerKind.ANY, depends_on=record.endpoint.depends_on)
            return
        endpoint = index.network.find(Endpoint, record.endpoint)
        if endpoint is None:
            yield Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"the endpoint {record.endpoint}"}))
        else:
            yield Answer(kind=AnswerKind.ENDPOINT, endpoint=endpoint, hop=step)
        return
    if record.target is not None:
        if isinstance(record.target, Unknown):
            yield Answer(kind=AnswerKind.ANY, depends_on=record.target.depends_on)
        else:
            yield Answer(kind=AnswerKind.ELEMENT, element=record.target, hop=step)
        return
    if isinstance(record.values, Unknown):
        yield Answer(kind=AnswerKind.ANY, depends_on=record.values.depends_on)
        return
    if not record.values:
        yield Answer(kind=AnswerKind.ANY, depends_on=frozenset({f"what {record} holds"}))
    for value in record.values:
        yield Answer(kind=AnswerKind.ADDRESS, address=value, hop=step)


def _fits(record: Record, name: Labels) -> tuple[Truth, bool]:
    """Whether a record is about a name, and whether it is a wildcard."""
    if isinstance(record.name, Unknown):
        return record.name, False
    labels = labels_of(record.name)
    if labels and labels[0] == "*":
        return all_of((ends_with(name, labels[1:]), len(name) >= len(labels))), True
    return same_name(labels, name), False


def _labels(record: Record) -> int:
    return 0 if isinstance(record.name, Unknown) else len(labels_of(record.name))


def _is_of(record: Record, family: int) -> Truth:
    return record.type if isinstance(record.type, Unknown) else record.type in _TYPES[family]


def _missing(zone: HostedZone, family: int) -> Blocker:
    kind = _TYPES[family][0]
    return blocker(
        "no-record",
        zone,
        f"the private zone {zone} has no {kind} record for the name, and nothing else answers for its domain",
        "add a record for the name, or a wildcard",
    )
