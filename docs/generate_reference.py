# ruff: noqa: INP001 - a script, in no package
"""Writes the reference of the public names from their docstrings: `python docs/generate_reference.py`.

A test holds the committed page to what this would write. The package is read, not imported.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

import griffe

PAGE = Path(__file__).parent / "reference" / "constructs.md"
COMMAND = "uv run python docs/generate_reference.py"
_PACKAGE = "private_endpoints"
_ROOT = Path(__file__).parents[1]
_SECTIONS = ("Constructs", "Base of the constructs", "Proof", "Values", "Errors")
_PROOF = ("plugin", "testing")
_LINE = 100


def page() -> str:
    """The page as it should be."""
    package = griffe.load(_PACKAGE, docstring_parser="google", search_paths=[_ROOT])
    names = [str(name) for name in package.exports or ()]
    classes = {name: _class(package[name]) for name in names}
    lines = [
        f"<!-- Made by docs/{Path(__file__).name} from the docstrings; edit those. -->",
        "",
        "# Public names",
        "",
        f"Import them from `{_PACKAGE}`. Each name loads when it is first used.",
    ]
    for section in _SECTIONS:
        of_section = [name for name, one in classes.items() if _section_of(one, classes) == section]
        lines += ["", f"**{section}:** " + ", ".join(f"[{name}](#{name.lower()})" for name in of_section)]
    for name, one in classes.items():
        lines += ["", *_lines_of_class(name, one, classes)]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip() + "\n"


def _class(found: griffe.Object | griffe.Alias) -> griffe.Class:
    target = found.final_target if isinstance(found, griffe.Alias) else found
    if not isinstance(target, griffe.Class):
        msg = f"{found.path} is no class; teach {COMMAND.rpartition(' ')[2]} to describe it"
        raise TypeError(msg)
    return target


def _bases(one: griffe.Class) -> list[str]:
    return [str(base) for base in one.bases]


def _section_of(one: griffe.Class, classes: dict[str, griffe.Class]) -> str:
    bases = set(_bases(one))
    if one.name.endswith("Error"):
        return "Errors"
    if one.module.name in _PROOF:
        return "Proof"
    if "Construct" in bases and any(one.name in _bases(other) for other in classes.values()):
        return "Base of the constructs"
    return "Constructs" if bases & {"Construct", "EndpointAccess", "ec2.Vpc"} else "Values"


def _lines_of_class(name: str, one: griffe.Class, classes: dict[str, griffe.Class]) -> Iterator[str]:
    yield f"## {name}"
    yield ""
    bases = [f"[{base}](#{base.lower()})" if base in classes else f"`{base}`" for base in _bases(one)]
    if bases:
        yield f"Extends {', '.join(bases)}."
        yield ""
    init = one.members.get("__init__")
    # A registry and errors are not made by users, and the fields of a dataclass are its attributes.
    shows_init = isinstance(init, griffe.Function) and init.docstring is not None
    if isinstance(init, griffe.Function) and (shows_init or "dataclass" in one.labels):
        yield from _signature(name, init)
    yield from _sections(one.docstring, fields_of=one)
    if shows_init and isinstance(init, griffe.Function):
        yield from _sections(init.docstring, text=False)
    for member in one.members.values():
        if member.is_alias or member.name.startswith("_") or member.docstring is None:
            continue
        if isinstance(member, griffe.Function) or (isinstance(member, griffe.Attribute) and _is_property(member)):
            yield from _member(name, member)
    if "StrEnum" in _bases(one):
        values = [f"`{key}` = `{value.value}`" for key, value in one.attributes.items()]
        yield ", ".join(values)


def _is_property(member: griffe.Attribute) -> bool:
    return "property" in member.labels


def _member(owner: str, member: griffe.Function | griffe.Attribute) -> Iterator[str]:
    yield f"### {owner}.{member.name}"
    yield ""
    if isinstance(member, griffe.Function):
        yield from _signature(f"{owner}.{member.name}" if _is_on_class(member) else member.name, member)
    else:
        yield f"Property: `{member.annotation}`"
        yield ""
    yield from _sections(member.docstring)


def _is_on_class(member: griffe.Function) -> bool:
    return bool(member.labels & {"staticmethod", "classmethod"})


def _signature(name: str, function: griffe.Function) -> Iterator[str]:
    parameters = list(_parameters(function))
    returns = f" -> {function.returns}" if function.returns is not None and function.name != "__init__" else ""
    line = f"{name}({', '.join(parameters)}){returns}"
    yield "```text"
    if len(line) <= _LINE:
        yield line
    else:
        yield f"{name}("
        yield from (f"    {parameter}," for parameter in parameters)
        yield f"){returns}"
    yield "```"
    yield ""


def _parameters(function: griffe.Function) -> Iterator[str]:
    starred = False
    for parameter in function.parameters:
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is griffe.ParameterKind.keyword_only and not starred:
            starred = True
            yield "*"
        stars = "*" if parameter.kind is griffe.ParameterKind.var_positional else ""
        annotation = f": {parameter.annotation}" if parameter.annotation is not None else ""
        has_default = parameter.default is not None and not stars
        yield f"{stars}{parameter.name}{annotation}{f' = {parameter.default}' if has_default else ''}"


def _sections(
    docstring: griffe.Docstring | None, *, text: bool = True, fields_of: griffe.Class | None = None
) -> Iterator[str]:
    for section in docstring.parsed if docstring else ():
        match section:
            case griffe.DocstringSectionText() if text:
                yield from (_prose(section.value), "")
            case griffe.DocstringSectionParameters():
                yield from _table("Argument", ((one.name, one.description) for one in section.value))
            case griffe.DocstringSectionAttributes():
                rows = ((one.name, one.description) for one in section.value)
                is_data = fields_of is not None and "dataclass" in fields_of.labels
                yield from _table("Field" if is_data else "Attribute", rows)
            case griffe.DocstringSectionRaises():
                yield from _table("Raises", ((str(one.annotation), one.description) for one in section.value))


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"| {heading} | Meaning |"
    yield "| --- | --- |"
    for name, description in rows:
        yield f"| `{name}` | {' '.join(description.split()).replace('|', chr(92) + '|')} |"
    yield ""


def _prose(text: str) -> str:
    # A bare address is a link on every page; code is left alone.
    return re.sub(r"(?<![(<`])(https://[^\s)]+)", r"<\1>", textwrap.dedent(text))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
