"""What the commands of the proof are given: templates, values of parameters, JSON files."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from private_endpoints.did_you_mean import did_you_mean
from private_endpoints.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from private_endpoints.cloudformation import Deployment

__all__ = ["note_of_region", "read_deployment", "read_json", "read_parameters", "template_options"]

F = TypeVar("F", bound=Callable[..., Any])


def template_options(command: F) -> F:
    """The arguments and options that say what to read."""
    for decorate in (
        click.option("--account", metavar="ID", help="Account of the stacks that do not say theirs."),
        click.option("--region", metavar="CODE", help="Region of the stacks that do not say theirs."),
        click.option(
            "--parameters",
            metavar="KEY=VALUE|FILE",
            multiple=True,
            help="A value of a parameter (STACK:KEY=VALUE for one stack only), or a JSON file of them. Repeatable.",
        ),
        click.argument("paths", metavar="PATH...", nargs=-1, required=True),
    ):
        command = decorate(command)
    return command


def read_deployment(
    paths: Sequence[str], parameters: Sequence[str], region: str | None, account: str | None
) -> Deployment:
    """The templates.

    Raises:
        InvalidInputError: something cannot be read.
    """
    from private_endpoints.cloudformation import Deployment  # noqa: PLC0415 - not to show the help

    for path in paths:
        if not Path(path).exists():
            fix = "give cdk.out, a template, or a folder of templates"
            raise InvalidInputError(path, [Problem("no-such-file", "there is no such file or folder", fix)])
    deployment = Deployment.read(*paths, parameters=read_parameters(parameters), region=region, account=account)
    note_of_region(region)
    return deployment


def note_of_region(code: str | None) -> None:
    """Say of a region that the catalog does not have that it is new, or misspelt."""
    from private_endpoints.catalog import region, regions  # noqa: PLC0415 - not to show the help

    if code is None or region(code) is not None:
        return
    guess = did_you_mean(code, [one.name for one in regions()], "it may be new")
    click.echo(f"{click.style('note:', fg='cyan')} the catalog has no region {code}; {guess}", err=True)


def read_parameters(given: Sequence[str]) -> Mapping[str, str]:
    """Values of parameters by name; a later one replaces an earlier one.

    A file is an object of names and values, or what the AWS CLI takes: a list of objects with `ParameterKey` and
    `ParameterValue`.

    Raises:
        InvalidInputError: one has no value.
    """
    values: dict[str, str] = {}
    for one in given:
        key, equals, value = one.partition("=")
        if equals and key:
            values[key] = value
        else:
            values |= _in_file(one)
    return values


def _is_parameter(given: object) -> bool:
    return isinstance(given, dict) and isinstance(given.get("ParameterKey"), str)


def _in_file(file: str) -> Mapping[str, str]:
    found = read_json(file)
    if isinstance(found, dict) and isinstance(found.get("Parameters"), dict):
        found = found["Parameters"]
    if isinstance(found, list) and all(_is_parameter(one) for one in found):
        found = {one["ParameterKey"]: one.get("ParameterValue") for one in found}
    if isinstance(found, dict):
        values = {key: _text(value) for key, value in found.items()}
        if None not in values.values():
            return {key: value for key, value in values.items() if value is not None}
    fix = "give an object of names and values, or a list of objects with ParameterKey and ParameterValue"
    raise InvalidInputError(file, [Problem("bad-parameters", "it has no values of parameters", fix)])


def _text(value: object) -> str | None:
    """A value as CloudFormation takes it; None: it takes no such value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ",".join(value)
    return value if isinstance(value, str) else None


def read_json(file: str) -> Any:  # noqa: ANN401 - JSON
    """A JSON file.

    Raises:
        InvalidInputError: it cannot be read, or is no JSON.
    """
    try:
        return json.loads(Path(file).read_bytes())
    except OSError as error:
        given = f"it cannot be read: {error.strerror or error}"
    except RecursionError:
        given = "it is nested too deeply"
    except ValueError as error:
        given = f"it is no JSON: {error}"
    raise InvalidInputError(file, [Problem("bad-file", given, "give a JSON file")])
