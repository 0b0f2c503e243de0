"""A home folder for CDK apps, so that they write nothing into the user's."""

from __future__ import annotations

import os
import site
import sys
from pathlib import Path

__all__ = ["home_variables"]

_CACHE_VARIABLE = "JSII_RUNTIME_PACKAGE_CACHE_ROOT"


def home_variables(folder: Path) -> dict[str, str]:
    """Environment variables of a process whose home is a folder.

    `aws-cdk-lib` keeps fingerprints of assets in `~/.cdk`, wherever `CDK_HOME` is. What a process needs of the user's
    home it is told by name: packages that the user installed for Python, and those that jsii has unpacked already,
    which takes half a minute.

    Args:
        folder: the folder to be home.
    """
    folder.mkdir(exist_ok=True)
    return {
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "PYTHONUSERBASE": site.getuserbase(),
        _CACHE_VARIABLE: os.environ.get(_CACHE_VARIABLE) or str(_jsii_cache()),
    }


def _jsii_cache() -> Path:
    # Where jsii's runtime keeps it without that variable.
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA")
        return Path(local or Path.home() / "AppData" / "Local", "AWS", "jsii", "package-cache")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "com.amazonaws.jsii" / "package-cache"
    return Path.home() / ".cache" / "aws" / "jsii" / "package-cache"
