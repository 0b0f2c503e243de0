"""The errors that this library raises.

```
PrivateEndpointsError            exit code 2 on the command line
├── InvalidInputError            a call got something it cannot use; lists every problem of that call
├── EndpointConflictError        two askers want one endpoint in two ways that contradict each other
├── UnknownServiceError          a name that is no endpoint service (also a LookupError)
├── CatalogDataError             a row given by a user is no valid catalog row
└── LocalCloudError              the local cloud, or the CDK CLI that deploys to it, failed
```

Every text says what was given, what is allowed and what to do, and carries a stable code in brackets, because
exceptions that cross from Python to JavaScript and back reach the user as text only.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CatalogDataError",
    "EndpointConflictError",
    "InvalidInputError",
    "LocalCloudError",
    "PrivateEndpointsError",
    "Problem",
    "UnknownServiceError",
]


class PrivateEndpointsError(Exception):
    """Base of all errors of this library.

    Attributes:
        exit_code: what the command line exits with when this error ends it.
        hint: what to do, printed as `hint:` by the command line; empty where the text says it all.
    """

    exit_code = 2

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with the input of a call.

    Attributes:
        code: stable identifier in kebab case, such as `private-dns-unsupported`.
        given: what was given, and why it cannot be used.
        fix: what is allowed and what to change.
    """

    code: str
    given: str
    fix: str

    def __str__(self) -> str:
        return f"[{self.code}] {self.given}; {self.fix}"


class InvalidInputError(PrivateEndpointsError, ValueError):
    """A call got something it cannot use.

    All problems of the call are in one error, so that a user mends them in one go.

    Attributes:
        where: construct path, or file and line, of the call.
        problems: what is wrong, in the order of the arguments.
    """

    def __init__(self, where: str, problems: list[Problem] | tuple[Problem, ...]) -> None:
        self.where = where
        self.problems = tuple(problems)
        if len(self.problems) == 1:
            text = f"{where}: {self.problems[0]}"
        else:
            lines = "".join(f"\n  - {problem}" for problem in self.problems)
            text = f"{where}: {len(self.problems)} problems{lines}"
        super().__init__(text)


class EndpointConflictError(InvalidInputError):
    """Two askers want one endpoint in two ways that contradict each other; the text names both."""


class UnknownServiceError(PrivateEndpointsError, LookupError):
    """A name that is no endpoint service.

    Attributes:
        name: what was given.
        suggestions: the nearest names of the catalog, best first.
        given: the text without its code.
    """

    def __init__(self, name: str, suggestions: tuple[str, ...]) -> None:
        self.name = name
        self.suggestions = suggestions
        guess = f"; did you mean {' or '.join(repr(s) for s in suggestions)}?" if suggestions else ""
        self.given = f"{name!r} is no endpoint service of the catalog{guess}"
        super().__init__(
            f"[unknown-service] {self.given}",
            hint="`private-endpoints catalog` lists every name; a full service name such as "
            '"com.amazonaws.us-east-1.ssm" or an EndpointService row of your own is accepted too',
        )


class CatalogDataError(PrivateEndpointsError, ValueError):
    """A catalog row given by a user is no valid row."""


class LocalCloudError(PrivateEndpointsError, RuntimeError):
    """The local cloud, or the CDK CLI that deploys to it, failed."""

    exit_code = 1
