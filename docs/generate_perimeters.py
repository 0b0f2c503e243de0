# A script beside the page that it writes, not a module.
# ruff: noqa: INP001
"""Writes the reference page of perimeters from the catalog's data: `python docs/generate_perimeters.py`.

A test holds the committed page to what this would write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from private_endpoints.catalog import PerimeterResource, perimeter_resources, service, service_roles

PAGE = Path(__file__).parent / "reference" / "perimeters.md"
MADE = "<!-- Made by docs/generate_perimeters.py from the catalog's data; edit the data. -->"
_KEYS = ("aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID")


def page() -> str:
    """The page."""
    return "\n".join((MADE, "", *_resources(), "", *_roles())) + "\n"


def _resources() -> Iterator[str]:
    yield "# Perimeters of resources"
    yield ""
    yield "What [`SourceVpceBucketPolicy` and `SourceVpceResourcePolicy`](../guides/only-through-my-endpoint.md) know"
    yield "of each type. A row that AWS's documentation does not confirm in full is marked *from memory*."
    for row in perimeter_resources():
        yield from ("", f"## `{row.type}`", "", *_resource(row))


def _resource(row: PerimeterResource) -> Iterator[str]:
    carried = [key for key in _KEYS if all(key in (service(name).perimeter_keys or ()) for name in row.reached_by)]
    memory = ", *from memory*" if row.confidence == "memory" else ""
    yield from _table(
        ("", ""),
        (
            ("Reached by", _code(row.reached_by)),
            ("Keys beside `aws:SourceVpce` and `aws:SourceVpc`", _code(carried) or "none"),
            ("Refused outside", _code(row.data_actions)),
            ("Not refused", _code(row.administration) or "its administration is not subject to its policy"),
            ("Never refused, whatever is asked for", _code(row.never_denied) or "none"),
            ("Exempt roles of AWS", _code(row.exempt_roles) or "none"),
            ("Longest policy", f"{row.max_characters:,} characters"),
            ("Most actions in a statement", str(row.max_actions_per_statement or "no limit known")),
            ("Source", f"{row.source} ({row.as_of}){memory}"),
        ),
    )
    yield ""
    yield f"{row.note}."


def _roles() -> Iterator[str]:
    yield "## Service roles"
    yield ""
    yield "Services that call with a role of yours. Synth warns of such roles where they may use a resource whose"
    yield "perimeter refuses them. From memory: no page of AWS lists them."
    yield ""
    yield from _table(
        ("Trusted service", "Who", "Calls from outside the VPC"),
        (
            (
                f"`{row.service_principal}`",
                row.who,
                "always" if row.calls_from_outside == "always" else "unless put into it",
            )
            for row in service_roles()
        ),
    )


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    titles = list(headings)
    yield _line(titles)
    yield _line("---" for _ in titles)
    yield from map(_line, rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _code(texts: Iterable[str]) -> str:
    return "<br>".join(f"`{text}`" for text in texts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
