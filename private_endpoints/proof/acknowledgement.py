"""Acknowledgements of findings and of paths, and which of them were needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from private_endpoints.checks import Acknowledgement, acknowledgements_of
from private_endpoints.cloudformation import Deployment
from private_endpoints.network import Origin
from private_endpoints.proof.accepted import Accepted, AcceptedBy

__all__ = ["Acknowledgements"]

# What `Validations.of(construct).acknowledge(...)` leaves in a cloud assembly: reasons by the ids of rules.
_CDK_ENTRY = "aws:cdk:acknowledged-rules"
_CDK_PREFIX = "private-endpoints::"


class Acknowledgements:
    """All that is acknowledged, and what of it was needed.

    Args:
        given: by a user, in a file.
        deployment: whose templates and constructs acknowledge more. Default: there is none.

    Raises:
        InvalidInputError: a template has a malformed one.
    """

    def __init__(self, given: Iterable[Acknowledgement] = (), deployment: Deployment | None = None) -> None:
        self._every = [(one, AcceptedBy.FILE) for one in given]
        if deployment is not None:
            self._every += [(one, AcceptedBy.TEMPLATE) for one in acknowledgements_of(deployment)]
            self._every += [(one, AcceptedBy.TEMPLATE) for one in _of_constructs(deployment)]
        self._by_id: dict[str, list[int]] = {}
        for index, (one, _) in enumerate(self._every):
            self._by_id.setdefault(one.id, []).append(index)
        self._needed: set[int] = set()

    def accept(self, rule: str, origin: Origin, service: str = "") -> Accepted | None:
        """Why a finding, or a path to a service, does not count; None: it does."""
        for index in self._by_id.get(rule, ()):
            one, by = self._every[index]
            if one.covers(rule, origin, service):
                self._needed.add(index)
                return Accepted(by=by, reason=one.reason)
        return None

    @property
    def unneeded(self) -> Iterator[str]:
        """Those that nothing was found for, in words."""
        for index, (one, _) in enumerate(self._every):
            if index not in self._needed:
                about = one.construct_path or one.logical_id or one.template
                yield f"nothing is found that the acknowledgement of {one.id}{about and f' on {about}'} is about"


def _of_constructs(deployment: Deployment) -> Iterator[Acknowledgement]:
    """What `Validations.of(construct).acknowledge(...)` accepts, on a construct and below it."""
    seen: set[int] = set()
    for stack in deployment.stacks:
        metadata = stack.find_metadata()
        if id(metadata) in seen:
            continue
        seen.add(id(metadata))
        for path, entries in metadata.items():
            for entry in entries if isinstance(entries, list) else ():
                rules = entry.get("data") if isinstance(entry, dict) and entry.get("type") == _CDK_ENTRY else None
                for rule, reason in rules.items() if isinstance(rules, dict) else ():
                    if rule.startswith(_CDK_PREFIX):
                        yield Acknowledgement(
                            id=rule.removeprefix(_CDK_PREFIX), reason=str(reason), construct_path=path.lstrip("/")
                        )
