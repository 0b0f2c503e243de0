"""Labelled cases: a template, a question, the verdict that AWS's pages lead to, and why."""

from support.labelled.case import BLOCKED, PRIVATE, PUBLIC, UNKNOWN, Labelled, Twins, labelled
from support.labelled.template import Template, att, ref, sub

__all__ = [
    "BLOCKED",
    "PRIVATE",
    "PUBLIC",
    "UNKNOWN",
    "Labelled",
    "Template",
    "Twins",
    "att",
    "labelled",
    "ref",
    "sub",
]
