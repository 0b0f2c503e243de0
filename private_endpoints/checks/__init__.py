"""Rules over a network: what is wrong with it, why, and what to change."""

from private_endpoints.checks.acknowledgement import (
    Acknowledgement,
    acknowledgements_of,
    read_acknowledgements,
)
from private_endpoints.checks.check import check, check_cases
from private_endpoints.checks.example import Example
from private_endpoints.checks.finding import Finding, Severity
from private_endpoints.checks.rule import Rule
from private_endpoints.checks.rules import RULES

__all__ = [
    "RULES",
    "Acknowledgement",
    "Example",
    "Finding",
    "Rule",
    "Severity",
    "acknowledgements_of",
    "check",
    "check_cases",
    "read_acknowledgements",
]
