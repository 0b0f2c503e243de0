"""Reading the warnings of a stack."""

from __future__ import annotations

import aws_cdk as cdk

from support.templates import template_of


def warnings(stack: cdk.Stack) -> list[str]:
    """What the constructs of a stack warn of at synth, each with its id in brackets."""
    template_of(stack)
    return [
        str(entry.data)
        for one in stack.node.find_all()
        for entry in one.node.metadata
        if entry.type == "aws:cdk:warning"
    ]


def warned_of(stack: cdk.Stack, id: str) -> list[str]:
    """The warnings of this id, without its prefix."""
    return [text for text in warnings(stack) if f"private-endpoints:{id}]" in text]
