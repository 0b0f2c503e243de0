# ruff: noqa: INP001 - a script, in no package
"""Writes the page of error and warning codes from the source: `python docs/generate_errors.py`.

A test holds the committed page to what this would write. Texts are f-strings; what they fill in is shown as `…`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "errors.md"
COMMAND = "uv run python docs/generate_errors.py"

_CODE = r"[a-z]+(?:-[a-z]+)+"
_BRACKETED = re.compile(rf"(?:\w+: )?\[({_CODE}|conflict)\] (.*)", re.DOTALL)
_WARNING = re.compile(rf"private-endpoints:({_CODE})")
# How a code reaches its Problem: by the class itself, or by a helper that passes code, text and fix on.
_MAKERS = ("Problem", "_problem", "_refuse", "_refusal", "_warn", "refusal")
# Longest path first.
_AREAS = {
    "policy/evaluation": "Evaluating policies",
    "constructs": "Constructs",
    "policy": "Endpoint policies",
    "catalog": "Catalog",
    "cloudformation": "Reading templates",
    "errors.py": "Catalog",
    "cli": "Command line",
    "local": "Local cloud",
}


@dataclass(frozen=True, order=True)
class Code:
    """One code with its text, as the source has it."""

    area: str
    code: str
    text: str
    fix: str
    is_warning: bool


def codes() -> list[Code]:
    """All codes, each with each of its texts."""
    package = ROOT / "private_endpoints"
    found: set[Code] = set()
    for path in sorted(package.rglob("*.py")):
        relative = path.relative_to(package).as_posix()
        area = next((name for start, name in _AREAS.items() if relative.startswith(start)), "Others")
        found.update(_codes_of(ast.parse(path.read_text("utf-8")), area))
    # A text that only hands on another's is left out where the other is there.
    told = {one.code for one in found if _says_something(one.text)}
    return sorted(one for one in found if one.code not in told or _says_something(one.text))


def page() -> str:
    """The page as it should be."""
    every = codes()
    lines = [
        "<!-- Made by docs/generate_errors.py from the source; edit the messages there. -->",
        "",
        "# Codes of errors and warnings",
        "",
        "Codes are stable; texts may change. `…` stands for what a text fills in.",
        "[How errors work](../concepts/errors.md) has the exception types.",
    ]
    errors = [one for one in every if not one.is_warning]
    for area in dict.fromkeys([*_AREAS.values(), "Others"]):
        if of_area := [one for one in errors if one.area == area]:
            lines += ["", f"## {area}", "", *_table(of_area)]
    lines += ["", "## Warnings", "", "CDK annotations, acknowledged by `private-endpoints:` and the code.", ""]
    lines += _table(one for one in every if one.is_warning)
    return "\n".join(lines) + "\n"


def _table(some: Iterable[Code]) -> Iterator[str]:
    yield "| Code | What is wrong | What to do |"
    yield "| --- | --- | --- |"
    for one in some:
        yield f"| `{one.code}` | {_cell(one.text)} | {_cell(one.fix)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _codes_of(module: ast.Module, area: str) -> Iterator[Code]:
    constants = dict(_constants(module))
    # Texts that stand inside a maker's call, or continue another, are not found a second time.
    seen: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            made = _made_by(node, area, constants)
            if made is not None:
                seen |= {id(inner) for inner in ast.walk(node)}
                yield made
    for node in ast.walk(module):
        if id(node) in seen or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        if match := _BRACKETED.fullmatch(_text(node, constants)):
            seen |= {id(inner) for inner in ast.walk(node)}
            text, _, fix = match[2].partition("; ")
            yield Code(area, match[1], text, fix, is_warning=False)


def _made_by(call: ast.Call, area: str, constants: dict[str, str]) -> Code | None:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    texts = [_text(argument, constants) for argument in call.args]
    if name == "add_warning_v2" and (warning := _WARNING.fullmatch(texts[0])):
        text, _, fix = texts[1].partition(": ")
        return Code(area, warning[1], text, fix, is_warning=True)
    if name not in _MAKERS:
        return None
    literal = [argument.value if isinstance(argument, ast.Constant) else None for argument in call.args]
    at = next((index for index, one in enumerate(literal) if isinstance(one, str) and _is_code(one)), None)
    if at is None:
        return None
    text, fix = [*texts[at + 1 :], "", ""][:2]
    return Code(area, texts[at], text, fix, is_warning=name == "_warn")


def _says_something(text: str) -> bool:
    return re.search("[a-z]", text) is not None


def _is_code(text: str) -> bool:
    return text == "conflict" or re.fullmatch(_CODE, text) is not None


def _constants(module: ast.Module) -> Iterator[tuple[str, str]]:
    for statement in ast.walk(module):
        if isinstance(statement, ast.Assign) and isinstance(target := statement.targets[0], ast.Name | ast.Attribute):
            text = _text(statement.value, {})
            if _says_something(text):
                yield target.id if isinstance(target, ast.Name) else target.attr, text


def _text(node: ast.AST, constants: dict[str, str]) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, constants) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left, constants) + _text(right, constants)
        case ast.Name(id=name) | ast.FormattedValue(value=ast.Attribute(attr=name)) if name in constants:
            return constants[name]
        case ast.Call(func=ast.Name(id="did_you_mean"), args=[_, _, otherwise]):
            instead = _text(otherwise, constants)
            return f"did you mean …? Else {instead}" if instead else "did you mean …?"
    return "…"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
