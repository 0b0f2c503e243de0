"""Runs a target under atheris, or shows what an input of it stands for.

Usage: python -m tests.fuzzing TARGET [--show INPUT] [--templates FOLDER ...] [libFuzzer's flags and corpus folders]
"""

from __future__ import annotations

import random
import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType

_TARGETS = ("policies", "proving", "reading")
# Modules that a target may come to load; those that need the CDK or a cloud are none of them.
_FLOORS = ("catalog", "checks", "cloudformation", "network", "policy", "proof", "report", "values")
# Targets that make their own input of bytes which mean nothing by themselves.
_OF_CHOICES = ("policies", "proving")
_FIRST_INPUTS, _FIRST_SIZE = 200, 160
# In bytes of input, seconds and megabytes; a flag given later wins.
_LIMITS = ("-max_len=8192", "-timeout=10", "-rss_limit_mb=1024", "-print_final_stats=1")


def main() -> None:
    """Read the arguments."""
    target, *rest = [*sys.argv[1:], ""][:-1] or [""]
    if target not in _TARGETS:
        sys.exit(f"{(__doc__ or '').strip()}\nTARGET is one of {', '.join(_TARGETS)}")
    folders = []
    while rest[:1] == ["--templates"] and len(rest) > 1:
        folders.append(Path(rest[1]))
        rest = rest[2:]
    if rest[:1] == ["--show"] and len(rest) > 1:
        sys.stdout.write(_target(target, folders).shown(Path(rest[1]).read_bytes()))
        return
    _fuzz(target, folders, rest)


def _fuzz(target: str, folders: list[Path], flags: list[str]) -> None:
    import atheris  # type: ignore[import-untyped] # noqa: PLC0415 - only who fuzzes has it

    with atheris.instrument_imports(include=["private_endpoints"]):
        _load_all()
        module = _target(target, folders)
    if target in _OF_CHOICES:
        flags = ["-len_control=0", "-max_len=512", *flags]
    corpus = next((Path(one) for one in flags if not one.startswith("-")), None)
    # A file is one input, to be run again.
    if corpus is not None and not corpus.is_file():
        corpus.mkdir(parents=True, exist_ok=True)
        if target in _OF_CHOICES and not any(corpus.iterdir()):
            _fill(corpus)
    atheris.Setup([f"{target}", *_LIMITS, *flags], module.one_input)
    atheris.Fuzz()


def _fill(corpus: Path) -> None:
    """Begin a corpus with any bytes: from none, libFuzzer takes long to get to inputs of some size."""
    source = random.Random(0)  # noqa: S311 - no secrets
    for number in range(_FIRST_INPUTS):
        (corpus / f"first-{number}").write_bytes(source.randbytes(_FIRST_SIZE))


def _load_all() -> None:
    """Load what is loaded at first use, too: branches of a module that is loaded later are not counted."""
    for floor in _FLOORS:
        package = import_module(f"private_endpoints.{floor}")
        for one in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(one.name)


def _target(target: str, folders: list[Path]) -> ModuleType:
    """Import it, and with it the library: not before its imports are instrumented."""
    import_module("tests.fuzzing.templates").FOLDERS.extend(folders)
    return import_module(f"tests.fuzzing.{target}")


main()
