"""`private-endpoints check`: are the paths private?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from private_endpoints.cli.faults import without_traceback
from private_endpoints.cli.inputs import read_deployment, read_json, template_options
from private_endpoints.errors import InvalidInputError, Problem

if TYPE_CHECKING:
    from private_endpoints.cloudformation import Deployment
    from private_endpoints.proof import Acknowledgements, Baseline, Proof

__all__ = ["check"]


@click.command()
@template_options
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json", "sarif", "junit", "github", "markdown"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs, the others for CI.",
)
@click.option(
    "--require",
    "required",
    metavar="WORKER=SERVICE[,...]",
    multiple=True,
    help="A workload, by logical id or construct path, and services to which its paths must be private. Repeatable.",
)
@click.option("--requirements", "file", metavar="FILE", help="A JSON list of questions.")
@click.option("--acknowledge", "acknowledged", metavar="FILE", help="A JSON list of what is accepted, with reasons.")
@click.option("--baseline", "known", metavar="FILE", help="Paths and findings known before, which do not count.")
@click.option("--write-baseline", is_flag=True, help="Write what fails now to the --baseline FILE, and exit 0.")
@without_traceback
def check(  # noqa: PLR0917 - click gives them by name
    paths: tuple[str, ...],
    parameters: tuple[str, ...],
    region: str | None,
    account: str | None,
    output: str,
    required: tuple[str, ...],
    file: str | None,
    acknowledged: str | None,
    known: str | None,
    *,
    write_baseline: bool,
) -> None:
    """Check whether the paths from workloads to AWS services are private, before anything is deployed.

    PATH is a cloud assembly (cdk.out), a CloudFormation template in JSON or YAML, or a folder of templates. Several are
    read together, so that one may import what another exports. Without --require and --requirements the paths are
    those that the workloads are found to need.

    \b
    Exit code: 0  all paths are private, and no finding is an error
               1  some path is not, or some finding is
               2  bad input
    """  # noqa: D301 - click knows \b as one character
    if write_baseline and known is None:
        raise click.UsageError("--write-baseline needs --baseline FILE to write to")
    asks = bool(required) or file is not None
    questions = [*_required(required), *([] if file is None else _in_file(file))] if asks else None
    deployment = read_deployment(paths, parameters, region, account)
    from private_endpoints.proof import Prover, prove  # noqa: PLC0415 - not to show the help

    accepted = _acknowledgements(acknowledged, deployment)
    baseline = None if known is None else _baseline(known, may_be_missing=write_baseline)
    proof = prove(Prover.of(deployment), questions, acknowledgements=accepted, baseline=baseline)
    if write_baseline and known is not None:
        _write(proof, known)
        return
    _print(proof, output, asked=questions)
    sys.exit(proof.exit_code)


def _required(given: Sequence[str]) -> Iterator[tuple[str, object]]:
    for one in given:
        worker, equals, services = one.rpartition("=")
        names = [name.strip() for name in services.split(",") if name.strip()]
        if not (equals and worker and names):
            raise click.BadParameter(f"{one!r} is no WORKER=SERVICE[,...]", param_hint="--require")
        for name in names:
            yield f"--require {one}", {"source": worker, "service": name}


def _in_file(file: str) -> list[tuple[str, object]]:
    found = read_json(file)
    if not isinstance(found, list):
        fix = 'give a list of objects such as {"source": "Worker", "service": "s3"}'
        raise InvalidInputError(file, [Problem("bad-requirements", "it is no list of questions", fix)])
    return [(f"{file}, question {number}", one) for number, one in enumerate(found, 1)]


def _acknowledgements(file: str | None, deployment: Deployment) -> Acknowledgements:
    from private_endpoints.checks import read_acknowledgements  # noqa: PLC0415 - not to show the help
    from private_endpoints.proof import Acknowledgements  # noqa: PLC0415

    given = () if file is None else read_acknowledgements(read_json(file), where=file)
    return Acknowledgements(given, deployment)


def _baseline(file: str, *, may_be_missing: bool) -> Baseline | None:
    from private_endpoints.proof import Baseline  # noqa: PLC0415 - not to show the help

    if may_be_missing and not Path(file).exists():
        return None
    return Baseline(read_json(file), file)


def _write(proof: Proof, file: str) -> None:
    from private_endpoints.cli.printing import print_errors  # noqa: PLC0415 - not to show the help
    from private_endpoints.proof import baseline_of  # noqa: PLC0415

    if proof.errors:
        print_errors(proof.errors)
        sys.exit(proof.exit_code)
    entries = baseline_of(proof)
    try:
        Path(file).write_text(f"{json.dumps(entries, indent=2)}\n", encoding="utf-8")
    except OSError as error:
        given = f"it cannot be written: {error.strerror or error}"
        raise InvalidInputError(file, [Problem("bad-file", given, "give a file that can")]) from error
    click.echo(f"{file}: {len(entries['paths'])} paths and {len(entries['findings'])} findings are known now")


def _print(proof: Proof, output: str, *, asked: object) -> None:
    from private_endpoints.cli.printing import print_errors, print_lines  # noqa: PLC0415 - not to show the help

    if output == "text":
        from private_endpoints.report.as_text import text_lines  # noqa: PLC0415 - only the format that is asked for

        print_lines(text_lines(proof))
    else:
        from private_endpoints.report import render  # noqa: PLC0415

        # For programs, in the encoding that these formats have, whatever the console's is.
        click.echo(render(proof, output).encode(errors="replace"))
    print_errors(proof.errors)
    notes = list(proof.stale)
    if proof.outside:
        count = len(proof.outside)
        notes.append(f"{count} workload{'s are' if count > 1 else ' is'} in no VPC and not asked for; --require asks")
    if not proof.answers and asked is None:
        notes.append("no workload in a VPC is found to need a service; --require says what is needed")
    for one in notes:
        click.echo(f"{click.style('note:', fg='cyan')} {one}", err=True)
