"""CloudFormation's intrinsic functions as values.

What names a thing becomes a reference; what joins strings becomes a join; every other function (Fn::If, Fn::Select,
Fn::ImportValue ...) is one opaque reference, named by its own text, so that the same call is the same string
(https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from private_endpoints.values.opaque import Opaque
from private_endpoints.values.value import Join, Reference, Value, join

__all__ = ["from_template", "is_intrinsic"]

_SUB = re.compile(r"\$\{(!?)([^}]*)\}")
# Strings of the CDK hold such markers until the template is resolved.
_TOKEN = re.compile(r"(\$\{Token\[[^\]]*\]\})")
_NOTHING: Mapping[str, str] = {}


def is_intrinsic(given: object) -> bool:
    """Whether something is a call of an intrinsic function, or what one has been resolved to."""
    if isinstance(given, Join | Opaque):
        return True
    if not isinstance(given, Mapping) or len(given) != 1:
        return False
    name = next(iter(given))
    return isinstance(name, str) and (name in ("Ref", "Condition") or name.startswith("Fn::"))


def from_template(given: object, bindings: Mapping[str, str] = _NOTHING) -> Value | None:
    """A JSON string or intrinsic call as a value; None where it is neither, and for `AWS::NoValue`.

    Args:
        given: what stands in the template, or what it has been resolved to.
        bindings: strings already known, by the name of the reference: `AWS::Partition`, `Bucket`, `Bucket.Arn`.
    """
    if isinstance(given, str):
        if "${Token[" not in given:
            return given
        return join(_named(piece, bindings) if index % 2 else piece for index, piece in enumerate(_TOKEN.split(given)))
    if isinstance(given, Join | Opaque):
        return given if isinstance(given, Join) else given.text
    if not isinstance(given, Mapping) or not is_intrinsic(given):
        return None
    return _called(given, bindings)


def _called(given: Mapping[str, Any], bindings: Mapping[str, str]) -> Value | None:
    function, argument = next(iter(given.items()))
    if function == "Ref" and isinstance(argument, str):
        return None if argument == "AWS::NoValue" else join([_named(argument, bindings)])
    if function == "Fn::GetAtt":
        return join([_get_att(argument, bindings)])
    if function == "Fn::Join":
        joined = _join(argument, bindings)
    elif function == "Fn::Sub":
        joined = _sub(argument, bindings)
    else:
        joined = None
    return joined if joined is not None else join([_opaque(given, bindings)])


def _named(name: str, bindings: Mapping[str, str]) -> str | Reference:
    known = bindings.get(name)
    return Reference(name) if known is None else known


def _opaque(given: object, bindings: Mapping[str, str]) -> str | Reference:
    return _named(json.dumps(given, sort_keys=True, default=str), bindings)


def _get_att(argument: object, bindings: Mapping[str, str]) -> str | Reference:
    if isinstance(argument, str):
        return _named(argument, bindings)
    if isinstance(argument, list) and argument and all(isinstance(part, str) for part in argument):
        return _named(".".join(argument), bindings)
    return _opaque({"Fn::GetAtt": argument}, bindings)


def _join(argument: object, bindings: Mapping[str, str]) -> Value | None:
    match argument:
        case [str(delimiter), list(items)]:
            parts: list[str | Reference | Join] = []
            for index, item in enumerate(items):
                part = from_template(item, bindings)
                if part is None:
                    return None
                parts += [delimiter, part] if index else [part]
            return join(parts)
        case _:
            return None


def _sub(argument: object, bindings: Mapping[str, str]) -> Value | None:
    match argument:
        case str(text):
            given: Mapping[str, Any] = {}
        case [str(text), dict(given)]:
            pass
        case _:
            return None
    parts: list[str | Reference | Join] = []
    position = 0
    for found in _SUB.finditer(text):
        parts.append(text[position : found.start()])
        position = found.end()
        literal, name = found.groups()
        if literal:
            # ${!Literal} is how a template writes ${Literal}, an IAM policy variable for instance.
            parts.append("${" + name + "}")
        elif name in given:
            part = from_template(given[name], bindings)
            parts.append(part if part is not None else _opaque(given[name], bindings))
        else:
            parts.append(_named(name.strip(), bindings))
    parts.append(text[position:])
    return join(parts)
