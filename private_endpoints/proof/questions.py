"""Questions as users give them: JSON objects with names of templates in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from private_endpoints.did_you_mean import did_you_mean
from private_endpoints.errors import InvalidInputError, Problem

__all__ = ["Asked", "PathAsked", "PerimeterAsked", "read_question"]

_PATH_KEYS = ("source", "service", "host", "port", "action", "resource", "target", "groups")
_PERIMETER_KEYS = ("protect", "action", "resource", "caller")
_CALLER_KEYS = ("principal_arn", "source_ip", "source_vpce", "source_vpc", "via_aws_service")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathAsked:
    """Whether the path from a source to a service is private.

    Attributes:
        source: logical id or construct path of a workload, an interface or a subnet.
        service: name of the service; empty where `host` or `target` says what is called.
        host: DNS name that is called, or `endpoint:LOGICAL_ID`. Default: the service's own name.
        port: TCP port. Default: 443.
        action: IAM action of the call.
        resource: ARN of what is called; `logical:X` in it stands for the resource X.
        target: logical id or construct path of what is called.
        groups: logical ids of the security groups that a subnet's caller wears.
    """

    source: str
    service: str = ""
    host: str = ""
    port: int | None = None
    action: str | None = None
    resource: str | None = None
    target: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterAsked:
    """Whether a caller is refused.

    Attributes:
        protect: logical id or construct path of the resource.
        action: IAM action of the call.
        resource: ARN of what is called; `logical:X` in it stands for the resource X. Default: that of the resource.
        caller: what is known of the caller.
    """

    protect: str
    action: str
    resource: str | None = None
    caller: Mapping[str, str | bool] = field(default_factory=dict)


Asked: TypeAlias = PathAsked | PerimeterAsked


def read_question(given: object, where: str) -> Asked:
    """Read a question.

    Args:
        given: the JSON value.
        where: its file and place, for messages.

    Raises:
        InvalidInputError: it is no question; all that is wrong with it.
    """
    if not isinstance(given, dict):
        problem = Problem("bad-question", f"{given!r} is no object", "give one with `source` or with `protect`")
        raise InvalidInputError(where, [problem])
    reader = _Reader(given)
    made: Asked
    if "protect" in given and "source" not in given:
        made = PerimeterAsked(
            protect=reader.text("protect", required=True),
            action=reader.text("action", required=True),
            resource=reader.text("resource") or None,
            caller=reader.caller(),
        )
        reader.only(_PERIMETER_KEYS)
    else:
        made = PathAsked(
            source=reader.text("source", required=True),
            service=reader.text("service"),
            host=reader.text("host"),
            port=reader.port(),
            action=reader.text("action") or None,
            resource=reader.text("resource") or None,
            target=reader.text("target") or None,
            groups=reader.groups(),
        )
        reader.only(_PATH_KEYS)
        if not (made.service or made.host or made.target):
            reader.add("the question says not what is called", "give `service`, `host` or `target`")
    if reader.problems:
        raise InvalidInputError(where, reader.problems)
    return made


class _Reader:
    """Values of an object, and what is wrong with them."""

    def __init__(self, given: Mapping[str, Any]) -> None:
        # A key that is null is as good as absent.
        self._given = {key: value for key, value in given.items() if value is not None}
        self.problems: list[Problem] = []

    def add(self, given: str, fix: str) -> None:
        self.problems.append(Problem("bad-question", given, fix))

    def text(self, key: str, *, required: bool = False) -> str:
        value = self._given.get(key, "")
        if not isinstance(value, str):
            self.add(f"{key} is {value!r}", "give a string")
            return ""
        text: str = value
        if required and not text:
            self.add(f"it has no {key}", "give one")
        return text

    def port(self) -> int | None:
        value = self._given.get("port")
        if isinstance(value, str) and value.isdecimal():
            value = int(value)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 < value < 65536):  # noqa: PLR2004 - TCP
            return value
        self.add(f"port is {value!r}", "give one from 1 to 65535")
        return None

    def groups(self) -> tuple[str, ...]:
        value = self._given.get("groups", [])
        value = [value] if isinstance(value, str) else value
        if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
            return tuple(value)
        self.add(f"groups is {value!r}", "give a list of logical ids of security groups")
        return ()

    def caller(self) -> Mapping[str, str | bool]:
        value = self._given.get("caller", {})
        if not isinstance(value, dict):
            self.add(f"caller is {value!r}", f"give an object with {', '.join(_CALLER_KEYS)}")
            return {}
        for key in value:
            if key not in _CALLER_KEYS:
                fix = did_you_mean(str(key), _CALLER_KEYS, f"give {', '.join(_CALLER_KEYS)}")
                self.add(f"caller has a {key!r}", fix)
        found: dict[str, str | bool] = {}
        for key, one in value.items():
            wanted = bool if key == "via_aws_service" else str
            if one is None:
                continue
            if not isinstance(one, wanted):
                self.add(f"{key} of caller is {one!r}", "give true or false" if wanted is bool else "give a string")
                continue
            found[key] = one
        return found

    def only(self, known: tuple[str, ...]) -> None:
        for key in self._given:
            if key not in known:
                fix = did_you_mean(str(key), known, f"give {', '.join(known)}")
                self.add(f"it has a {key!r}, which no such question has", fix)
