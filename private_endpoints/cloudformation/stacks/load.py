"""What a user names, read into stacks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from private_endpoints.cloudformation.reading.document import Document, parse_document, read_document
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.stacks.assembly import MANIFEST, is_assembly, read_assembly, stack_of_template
from private_endpoints.cloudformation.stacks.folder import read_folder
from private_endpoints.cloudformation.stacks.implied_region import implied_region
from private_endpoints.cloudformation.stacks.nested import nest
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.did_you_mean import did_you_mean

__all__ = ["load", "load_bodies"]

_NOTHING: Mapping[str, str] = {}


def load(
    paths: Iterable[Path | str],
    *,
    parameters: Mapping[str, str] = _NOTHING,
    region: str | None = None,
    account: str | None = None,
) -> list[Stack]:
    """Read templates.

    Args:
        paths: cloud assemblies (`cdk.out`), folders of templates, and templates; one of an assembly is what the
            manifest beside it says.
        parameters: values by name, or by `Stack:Name` for one stack only. Default: each parameter's own default.
        region: of the stacks that do not say theirs, and of templates that are named by themselves. Default: the only
            one that a template fits, else not known.
        account: of the stacks that do not say theirs, and of templates that are named by themselves. Default: not
            known.

    Returns:
        every stack, parents before the stacks nested in them.

    Raises:
        InvalidInputError: something cannot be read; the text says what, where and what to do.
    """
    stacks: list[Stack] = []
    documents: dict[Path, Document] = {}
    folders: list[Path] = []
    for path in map(Path, paths):
        if path.name == MANIFEST and is_assembly(path.parent):
            stacks.extend(read_assembly(path.parent))
        elif path.is_dir() and is_assembly(path):
            stacks.extend(read_assembly(path))
        elif path.is_dir():
            found = list(read_folder(path))
            if not found:
                raise refusal(
                    str(path), "no-template", "the folder has no template", "give a folder with templates, or cdk.out"
                )
            folders.append(path)
            documents |= {Path(document.file).resolve(): document for document in found}
        elif (stack := stack_of_template(path)) is not None:
            # One that is named by itself is asked about as the user says.
            stack.region, stack.account = region or stack.region, account or stack.account
            stacks.append(stack)
        else:
            documents[path.resolve()] = read_document(path)
    stacks += [Stack(name=name, document=document) for name, document in _named(documents).items()]
    _distinguish(stacks)
    _give(stacks, parameters, region, account)
    return nest(stacks, documents, folders)


def load_bodies(
    bodies: Mapping[str, Mapping[str, Any] | str],
    *,
    parameters: Mapping[str, str] = _NOTHING,
    region: str | None = None,
    account: str | None = None,
) -> list[Stack]:
    """Read templates that are at hand: texts, or what they say, by the name of their stack.

    Args:
        bodies: the templates; a name that ends with .yaml or .yml says YAML.
        parameters: as for `load`.
        region: as for `load`.
        account: as for `load`.

    Raises:
        InvalidInputError: as `load`.
    """
    stacks = []
    for name, body in bodies.items():
        text = body if isinstance(body, str) else json.dumps(body, indent=1)
        stacks.append(Stack(name=name, document=parse_document(text, name)))
    _give(stacks, parameters, region, account)
    return nest(stacks, {Path(stack.document.file).resolve(): stack.document for stack in stacks})


def _named(documents: Mapping[Path, Document]) -> Mapping[str, Document]:
    """Documents by a name for their stack: the file's, with as many folders as make it unique."""
    named: dict[str, Document] = {}
    pending = dict(documents)
    length = 1
    while pending:
        names: dict[str, list[Path]] = {}
        for path in pending:
            names.setdefault("/".join((*path.parts[-length:-1], path.name.split(".")[0])), []).append(path)
        for name, paths in names.items():
            if len(paths) == 1 or length > max(len(path.parts) for path in paths):
                for path in paths:
                    named[name if name not in named else str(path)] = pending.pop(path)
        length += 1
    return named


def _distinguish(stacks: list[Stack]) -> None:
    taken: dict[str, int] = {}
    for stack in stacks:
        count = taken[stack.name] = taken.get(stack.name, 0) + 1
        if count > 1:
            stack.name = f"{stack.name}#{count}"


def _give(stacks: list[Stack], parameters: Mapping[str, str], region: str | None, account: str | None) -> None:
    unused = dict(parameters)
    for stack in stacks:
        own = {}
        for name, parameter in (stack.document.body.get("Parameters") or {}).items():
            for key in (name, f"{stack.name}:{name}"):
                if key in parameters:
                    own[name] = parameters[key]
                    unused.pop(key, None)
            # What is given for the one stack takes the place of what is given for all.
            if name in own:
                _check_allowed(stack, name, parameter, own[name])
        stack.given = {**stack.given, **own}
        # With the parameters, because loops make resources of them.
        stack.region = stack.region or region or implied_region(stack)
        stack.account = stack.account or account
    if unused:
        name = next(iter(unused))
        known = sorted({key for stack in stacks for key in stack.document.body.get("Parameters") or {}})
        fix = did_you_mean(name.rpartition(":")[2], known, f"known are {', '.join(known) or 'none'}")
        raise refusal("parameters", "unknown-parameter", f"no template has a parameter {name!r}", fix)


def _check_allowed(stack: Stack, name: str, parameter: object, value: str) -> None:
    """Refuse a value that CloudFormation would refuse: a condition takes a misspelt one for any other."""
    allowed = parameter.get("AllowedValues") if isinstance(parameter, dict) else None
    is_list = isinstance(parameter, dict) and "List" in str(parameter.get("Type"))
    if not isinstance(allowed, list) or not allowed or is_list:
        return
    texts = [str(one).lower() if isinstance(one, bool) else str(one) for one in allowed]
    if value not in texts:
        fix = did_you_mean(value, texts, f"allowed are {', '.join(texts)}")
        raise refusal(
            stack.where("Parameters", name), "not-allowed", f"{value!r} is none of the AllowedValues of {name!r}", fix
        )
