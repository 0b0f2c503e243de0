"""Statements as JSON has them, checked and compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from private_endpoints.errors import Problem
from private_endpoints.policy.evaluation.conditions import ConditionTest, qualified
from private_endpoints.policy.evaluation.kinds import Effect, PolicyKind
from private_endpoints.policy.evaluation.patterns import Mode, PolicyString
from private_endpoints.policy.evaluation.principal_element import PrincipalElement
from private_endpoints.policy.evaluation.statement import PatternElement, Statement
from private_endpoints.values import Join, Unknown, Value, from_template, is_intrinsic, references

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["StatementReader", "known_version"]

_ELEMENTS = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)
_PRINCIPALS = ("AWS", "Service", "Federated", "CanonicalUser")
_COLONS = 5
_VERSIONS = {"2012-10-17": True, "2008-10-17": False}


def known_version(given: object, problems: list[Problem]) -> bool:
    """Whether a document of this Version knows policy variables; without one it is of 2008.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    """
    if given is None:
        return False
    if isinstance(given, str) and given in _VERSIONS:
        return _VERSIONS[given]
    shown = "known at deployment only" if isinstance(given, Join) else repr(given)
    problems.append(Problem("unknown-version", f"Version is {shown}", f"give {' or '.join(_VERSIONS)}"))
    return False


class StatementReader:
    """Reads the statements of one document.

    Attributes:
        problems: what was wrong so far.
    """

    def __init__(self, kind: PolicyKind, bindings: Mapping[str, str], *, variables: bool) -> None:
        self.problems: list[Problem] = []
        self._kind = kind
        self._bindings = bindings
        self._variables = variables
        self._place = ""

    def read(self, given: object, index: int) -> Statement:
        """Read one statement; what is wrong with it goes to `problems`."""
        label = str(index)
        self._place = f"statement {index}"
        if is_intrinsic(given):
            return self._opaque(label, given)
        if not isinstance(given, Mapping):
            self._problem("statement-not-object", f"is a {type(given).__name__}", "give a JSON object")
            return self._opaque(label, None)
        sid = given.get("Sid")
        if isinstance(sid, str) and sid:
            label = sid
            self._place += f" (Sid {sid!r})"
        elif sid not in (None, "") and not is_intrinsic(sid):
            self._problem("sid-not-string", f"has Sid {sid!r}", "give a string")
        for name in given:
            if name not in _ELEMENTS:
                self._problem(
                    "unknown-element", f"has an element {name!r}", f"allowed are {', '.join(sorted(_ELEMENTS))}"
                )
        tests, opaque = self._tests(given.get("Condition"))
        effect = given.get("Effect")
        if is_intrinsic(effect):
            doubt = self._doubt(effect)
            opaque = doubt if opaque is None else Unknown(opaque.depends_on | doubt.depends_on)
        elif effect not in tuple(Effect):
            self._problem("no-effect", f"has Effect {effect!r}", 'give "Allow" or "Deny"')
        return Statement(
            label=label,
            effect=Effect(effect) if effect in tuple(Effect) else None,
            actions=self._patterns(given, "Action", Mode.LIKE_IGNORING_CASE, required=True, variables=False),
            resources=self._patterns(
                given, "Resource", Mode.RESOURCE, required=self._kind.needs_resource, variables=self._variables
            ),
            principals=self._principals(given),
            tests=tests,
            opaque=opaque,
        )

    def _opaque(self, label: str, given: object) -> Statement:
        return Statement(label, None, None, None, None, (), self._doubt(given))

    def _doubt(self, given: object) -> Unknown:
        value = from_template(given, self._bindings)
        return Unknown(references(value) if value is not None else frozenset())

    def _problem(self, code: str, given: str, fix: str) -> None:
        self.problems.append(Problem(code, f"{self._place} {given}", fix))

    def _values(self, given: object, name: str) -> tuple[Value, ...]:
        """A string or a list of them, as values."""
        values: list[Value] = []
        for one in given if isinstance(given, list) else [given]:
            value = from_template(one, self._bindings)
            if value is not None:
                values.append(value)
            elif one != {"Ref": "AWS::NoValue"}:
                self._problem("not-a-string", f"has {one!r} in {name}", "give a string or a list of strings")
        return tuple(values)

    def _either(self, given: Mapping[str, object], name: str, *, required: bool) -> str | None:
        """Which of an element and its negation a statement has."""
        names = [one for one in (name, f"Not{name}") if one in given]
        if len(names) == 2:  # noqa: PLR2004 - both of the two
            self._problem("both-elements", f"has {name} and Not{name}", "give one of them")
        if not names and required:
            self._problem("no-element", f"has neither {name} nor Not{name}", "give one of them")
        return names[0] if names else None

    def _patterns(
        self, given: Mapping[str, object], name: str, mode: Mode, *, required: bool, variables: bool
    ) -> PatternElement | None:
        found = self._either(given, name, required=required)
        if found is None:
            return None
        values = self._values(given[found], found)
        if not values and not isinstance(given[found], list | Mapping):
            return None
        if mode is Mode.RESOURCE and self._kind.completes_arns:
            values = tuple(_completed(value) for value in values)
        return PatternElement(
            excluding=found != name,
            patterns=tuple(PolicyString(value, mode, variables=variables, negated=found != name) for value in values),
        )

    def _principals(self, given: Mapping[str, object]) -> PrincipalElement | None:
        if not self._kind.names_principals:
            for name in ("Principal", "NotPrincipal"):
                if name in given:
                    self._problem(
                        "principal-not-allowed",
                        f"has {name}",
                        f"a {self._kind} policy has none: who it is attached to is the principal",
                    )
            return None
        element = self._either(given, "Principal", required=self._kind.needs_principal)
        return None if element is None else self._principal(element, given[element])

    def _principal(self, name: str, found: object) -> PrincipalElement | None:
        if found == "*":
            found = {"AWS": "*"}
        elif is_intrinsic(found):
            found = {"AWS": found}
        if not isinstance(found, Mapping):
            self._problem("not-a-principal", f"has {name} {found!r}", 'give "*" or an object such as {"AWS": ARN}')
            return None
        for key in found:
            if key not in _PRINCIPALS:
                self._problem("not-a-principal", f"has {key!r} in {name}", f"allowed are {', '.join(_PRINCIPALS)}")
        return PrincipalElement.of(
            {key: self._values(values, f"{name}.{key}") for key, values in found.items()}, excluding=name != "Principal"
        )

    def _tests(self, given: object) -> tuple[tuple[ConditionTest, ...], Unknown | None]:
        if given is None or given == {"Ref": "AWS::NoValue"}:
            return (), None
        if is_intrinsic(given):
            return (), self._doubt(given)
        if not isinstance(given, Mapping):
            self._problem("not-a-condition", f"has Condition {given!r}", "give an object {operator: {key: values}}")
            return (), None
        tests: list[ConditionTest] = []
        opaque: Unknown | None = None
        for operator, keys in given.items():
            if is_intrinsic(keys):
                doubt = self._doubt(keys)
                opaque = doubt if opaque is None else Unknown(opaque.depends_on | doubt.depends_on)
            else:
                tests.extend(self._operator_tests(operator, keys))
        return tuple(tests), opaque

    def _operator_tests(self, name: str, keys: object) -> Iterable[ConditionTest]:
        operator = qualified(name)
        if operator is None:
            self._problem(
                "unknown-operator",
                f"has a condition operator {name!r}",
                "give one of IAM's operators, such as StringEquals, ArnLikeIfExists or ForAnyValue:StringLike",
            )
            return []
        if not isinstance(keys, Mapping):
            self._problem("not-a-condition", f"has {keys!r} under {name}", "give an object {key: values}")
            return []
        return [
            ConditionTest(name, operator, key, self._scalars(values, f"{name} {key}"), variables=self._variables)
            for key, values in keys.items()
        ]

    def _scalars(self, given: object, name: str) -> tuple[Value, ...]:
        """As `_values`, for condition values: JSON's booleans and numbers are allowed."""
        items = given if isinstance(given, list) else [given]
        return self._values([_as_text(item) for item in items], name)


def _completed(value: Value) -> Value:
    """An ARN that ends before its sixth part, and has no wildcard that would say more, with `*` for what lacks."""
    short = isinstance(value, str) and value.startswith("arn:") and value.count(":") < _COLONS
    return f"{value}:*" if short and isinstance(value, str) and "*" not in value else value


def _as_text(given: object) -> object:
    if isinstance(given, bool):
        return "true" if given else "false"
    return str(given) if isinstance(given, int | float) else given
