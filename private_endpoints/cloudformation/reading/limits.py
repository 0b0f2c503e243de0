"""How much a template may ask for before it is refused; documented in docs/concepts/templates.md.

CloudFormation itself takes templates of at most 1 MB with 500 resources
(https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html); the limits here are far
above, and keep memory and time bounded.
"""

from __future__ import annotations

__all__ = [
    "MOST_ALIASED_NODES",
    "MOST_BYTES",
    "MOST_DEPTH",
    "MOST_FILES",
    "MOST_LOOP_NODES",
    "MOST_NESTED_STACKS",
    "MOST_NODES",
    "MOST_PIECES",
    "MOST_TEXT",
]

# One file. A hundred thousand resources take about eighty megabytes.
MOST_BYTES = 128 * 1024 * 1024
# Values of one file, which take up to a hundred bytes each.
MOST_NODES = 20_000_000
# Objects in objects. The deepest of the templates that we know has 25 levels.
MOST_DEPTH = 100
# Values that YAML aliases repeat: an alias bomb repeats billions.
MOST_ALIASED_NODES = 1_000_000
# Characters of a string that functions make: names made of names double at each step.
MOST_TEXT = 1_000_000
# Pieces of one that are not known, each of which takes memory in every string that has it.
MOST_PIECES = 2_000
# Values that Fn::ForEach makes.
MOST_LOOP_NODES = 1_000_000
# Templates of one folder, and files looked at for them.
MOST_FILES = 20_000
# Stacks made by stacks made by stacks.
MOST_NESTED_STACKS = 2_000
