"""`private-endpoints explain`: one path, hop by hop."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from private_endpoints.cli.faults import without_traceback
from private_endpoints.cli.inputs import read_deployment, template_options

__all__ = ["explain"]


@click.command()
@template_options
@click.option("--from", "source", metavar="NAME", required=True, help="A workload, interface or subnet.")
@click.option(
    "--to",
    "called",
    metavar="NAME",
    required=True,
    help="A service such as s3, a DNS name, a resource or an endpoint of the templates, or internet.",
)
@click.option("--port", metavar="NUMBER", type=click.IntRange(1, 65535), help="TCP port. Default: 443.")
@click.option("--action", metavar="ACTION", help="IAM action of the call. Default: any of the service.")
@click.option("--resource", metavar="ARN", help="What is called; logical:X in it is resource X. Default: anything.")
@click.option(
    "--group", "groups", metavar="NAME", multiple=True, help="Security group worn by a caller in a subnet. Repeatable."
)
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for people, JSON for programs: the path as `check --format json` has it.",
)
@without_traceback
def explain(  # noqa: PLR0917 - click gives them by name
    paths: tuple[str, ...],
    parameters: tuple[str, ...],
    region: str | None,
    account: str | None,
    source: str,
    called: str,
    output: str,
    groups: tuple[str, ...],
    **details: int | str | None,
) -> None:
    """Explain the path from a workload to a service: every hop, what is wrong, and what to change.

    PATH is as for `check`; names are logical ids or construct paths. The exit code is 0 whatever the answer is, and 2
    for bad input.
    """
    deployment = read_deployment(paths, parameters, region, account)
    from private_endpoints.cli.printing import print_errors, print_lines  # noqa: PLC0415 - not to show the help
    from private_endpoints.proof import Prover  # noqa: PLC0415

    prover = Prover.of(deployment)
    question: dict[str, Any] = {"source": source, **prover.called(called)}
    question |= {key: value for key, value in details.items() if value is not None}
    if groups:
        question["groups"] = list(groups)
    answer = prover.answer(question, "explain")
    if answer.error:
        print_errors([answer.error])
        sys.exit(2)
    if output == "json":
        from private_endpoints.report.as_json import answer_to_json  # noqa: PLC0415 - only the format that is asked for

        click.echo(json.dumps(answer_to_json(answer), indent=2))
        return
    from private_endpoints.report.as_text import explanation  # noqa: PLC0415

    print_lines(explanation(answer))
