# ruff: noqa: INP001 - a script, in no package
"""Writes the page of rules from their metadata: `python docs/generate_rules.py`.

A test holds the committed page to what this would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from private_endpoints.checks import RULES, Rule, Severity

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "reference" / "rules.md"
COMMAND = "uv run python docs/generate_rules.py"

# Of a longer example the middle says nothing new.
_MOST_LINES = 80
_SHOWN = 12
_MEANINGS = {
    Severity.ERROR: "wrong for certain: the check fails",
    Severity.WARNING: "likely to be wrong, or right for now and easily wrong",
    Severity.INFO: "worth knowing",
}


def page() -> str:
    """The page as it should be."""
    lines = [
        "<!-- Made by docs/generate_rules.py from private_endpoints/checks/rules; edit the rules there. -->",
        "",
        "# Rules",
        "",
        "What `private-endpoints check` looks for in a network besides the paths of its workloads. A rule says",
        "something only where it is certain; what depends on a value that is not known is at most a warning.",
        "",
        *(f"- **{severity}**: {meaning}." for severity, meaning in _MEANINGS.items()),
        "",
        "In the examples a line with `-` breaks the rule, and the line with `+` in its place does not. Both twins are",
        "tests of the rule. To live with a finding, [acknowledge](#acknowledge) it.",
        "",
        "| Rule | Severity | What is wrong |",
        "| --- | --- | --- |",
        *(f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {rule.title} |" for rule in RULES),
    ]
    for rule in RULES:
        lines += ["", *_section(rule)]
    return "\n".join([*lines, "", *_ACKNOWLEDGE]) + "\n"


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield f"{rule.title} ({rule.severity})."
    yield ""
    yield f"{rule.rationale}."
    yield ""
    yield f"Source: <{rule.source_url}>"
    yield ""
    yield "```diff"
    yield from _shortened(rule.example.difference().splitlines())
    yield "```"


def _shortened(lines: list[str]) -> list[str]:
    if len(lines) <= _MOST_LINES:
        return lines
    left_out = len(lines) - 2 * _SHOWN
    return [*lines[:_SHOWN], f" # ... {left_out} more lines of the same", *lines[-_SHOWN:]]


_ACKNOWLEDGE = """\
## Acknowledge

A finding that is all right as it is gets a reason, by the id of its rule. In the metadata of a resource it is about
this resource, in that of the template about all of it:

```yaml
Metadata:
  private-endpoints:
    acknowledge:
    - {id: endpoint-policy-full-access, reason: Only build machines are in this VPC}
Resources:
  Apis:
    Type: AWS::EC2::VPCEndpoint
    Metadata:
      private-endpoints:
        acknowledge:
        - {id: execute-api-private-dns, reason: All APIs that we call are private}
```

An acknowledgement for which nothing is found is reported, so that none is left over.""".splitlines()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
