"""Names that CloudFormation generates: a name that a policy writes out is not that of what is yet to get one.

What holds of ids (`assigned_ids`) holds of the names of buckets, roles and queues that the template does not say.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from private_endpoints.values import Choice, Join, Parameter, Reference, Value, join

__all__ = ["Generated", "generated_in", "with_names_apart"]

_KIND = "AWS::"
_ARN = "arn:"
_BEFORE_ROLE = re.compile(r":iam:(.*):role/(?:.*/)?$")
# A name in full, with what follows it; none with wildcards or variables.
_NAME = re.compile(r"([^/:*?$]+)((?:[/:].*)?)", re.DOTALL)


class Generated(NamedTuple):
    """A generated name in an ARN.

    Attributes:
        before: the text of the ARN before the name.
        kind: the type of the resource that has it.
    """

    before: str
    kind: str


def generated_in(*arns: Value) -> frozenset[Generated]:
    """The generated names in ARNs that a request names."""
    found = (_split(arn) for arn in arns if isinstance(arn, Join))
    names = {Generated(before, name.unique_in) for before, name, _ in filter(None, found)}
    # The sessions of a role have its name, too.
    return frozenset(names | {Generated(_of_sessions(one.before), one.kind) for one in names})


def _of_sessions(before: str) -> str:
    return _BEFORE_ROLE.sub(r":sts:\1:assumed-role/", before)


def with_names_apart(value: Value, asked: frozenset[Generated]) -> Value:
    """A value of a policy in which names that differ are known to differ from those that a request names.

    Args:
        value: text, or an ARN.
        asked: the generated names of the request. A generated name where the request has a written one is none of
            those that somebody could write.
    """
    if isinstance(value, str):
        for before, kind in asked if value.startswith(_ARN) else ():
            found = _NAME.fullmatch(value, len(before)) if value.startswith(before) else None
            if found is not None:
                return join([before, Reference(found[1], unique_in=kind), found[2]])
        return value
    split = _split(value)
    if split is None or Generated(split[0], split[1].unique_in) in asked:
        return value
    before, name, rest = split
    return join([before, f"the-generated-name-of-{name.name}", *rest])


def _split(arn: Join) -> tuple[str, Reference, tuple[str | Reference, ...]] | None:
    """The text before a generated name, the name and the rest; None where the ARN has no such name."""
    before, name = arn.parts[0], arn.parts[1] if len(arn.parts) > 1 else ""
    if not isinstance(before, str) or not before.startswith(_ARN) or isinstance(name, str | Parameter | Choice):
        return None
    return (before, name, arn.parts[2:]) if name.unique_in.startswith(_KIND) else None
