"""A program that imports one module: `import_once MODULE [--list]`, which prints what that loaded."""

import sys

_BEFORE = set(sys.modules)
__import__(sys.argv[1])
if sys.argv[2:]:
    print(*sorted(set(sys.modules) - _BEFORE))  # noqa: T201 - the output of this program
