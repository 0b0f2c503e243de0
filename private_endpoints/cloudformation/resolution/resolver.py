"""Resolves the values of one stack in one case."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.reading.limits import MOST_DEPTH
from private_endpoints.cloudformation.reading.problems import refusal
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.cloudformation.resolution.conditions import Conditions
from private_endpoints.cloudformation.resolution.dynamic_references import OPENING, with_dynamic_references
from private_endpoints.cloudformation.resolution.functions import function_of
from private_endpoints.cloudformation.resolution.parameters import parameter_value
from private_endpoints.cloudformation.resolution.pseudo import pseudo_parameter
from private_endpoints.cloudformation.resolution.references import attribute_of, reference_to
from private_endpoints.cloudformation.resolution.return_values import return_values
from private_endpoints.cloudformation.stacks.stack import Stack
from private_endpoints.did_you_mean import did_you_mean
from private_endpoints.errors import InvalidInputError
from private_endpoints.values import Join, Opaque, Parameter, Reference, Truth, all_of, join

if TYPE_CHECKING:
    from private_endpoints.cloudformation.resolution.evaluation import Evaluation

__all__ = ["Resolver"]


class Resolver:
    """Values of one stack.

    A resolved value is what JSON has, where a string may be a `Join` and any value may be `Opaque` or `ABSENT`.

    Attributes:
        stack: the stack.
        evaluation: the case, and the other stacks.
        conditions: its conditions.
        here: where in the template the value stands that is being resolved, for messages.
    """

    def __init__(self, stack: Stack, evaluation: Evaluation) -> None:
        self.stack = stack
        self.evaluation = evaluation
        self.conditions = Conditions(self)
        self.here: tuple[str | int, ...] = ()
        self._depth = 0
        self._parameters = stack.section("Parameters")
        self._refs: dict[str, Any] = {}
        self._attributes: dict[tuple[str, str], Any] = {}
        self._properties: dict[tuple[str, str], Any] = {}
        self._plain_ids: dict[object, str | None] = {}
        self._busy: set[object] = set()

    def resolve(self, given: Any) -> Any:  # noqa: ANN401 - JSON
        """The value that a piece of template stands for."""
        kind = type(given)
        if kind is str:
            return with_dynamic_references(given) if OPENING in given else given
        if kind is not dict and kind is not list:
            return given
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self.refusal("too-deep", f"values are nested deeper than {MOST_DEPTH} levels", "nest less")
        made: Any
        if kind is list:
            made = [value for one in given if (value := self.resolve(one)) is not ABSENT]
        elif len(given) == 1 and (function := function_of(next(iter(given)))) is not None:
            made = function(self, next(iter(given.values())))
        else:
            made = {key: value for key, one in given.items() if (value := self.resolve(one)) is not ABSENT}
        self._depth -= 1
        return made

    def ref(self, name: str) -> Any:  # noqa: ANN401 - as resolve
        """What Ref returns for a resource, parameter or pseudo parameter."""
        found = self._refs.get(name)
        if found is None:
            found = self._refs[name] = self._ref(name)
        return found

    def _ref(self, name: str) -> Any:  # noqa: ANN401 - as resolve
        if name.startswith("AWS::"):
            return pseudo_parameter(self, name)
        if name in self._parameters:
            return self._guarded(("parameter", name), lambda: parameter_value(self, name))
        resource = self.stack.resources.get(name)
        if resource is None:
            return self.undefined(name)
        type_ = resource["Type"]
        if return_values(type_).is_plain:
            return Join((Reference(f"{self.stack.name}.{name}", type_),))
        return self._guarded(("ref", name), lambda: reference_to(self, name))

    def get_att(self, logical_id: str, attribute: str) -> Any:  # noqa: ANN401 - as resolve
        """What Fn::GetAtt returns."""
        key = (logical_id, attribute)
        found = self._attributes.get(key)
        if found is None:
            resource = self.stack.resources.get(logical_id)
            if resource is not None and attribute in return_values(resource["Type"]).same_as_ref:
                found = self.ref(logical_id)
            elif resource is not None:
                found = self._guarded(("attribute", *key), lambda: attribute_of(self, logical_id, attribute))
            else:
                found = self.undefined(logical_id, f".{attribute}")
            self._attributes[key] = found
        return found

    def plain_id(self, call: dict[str, Any]) -> str | None:
        """The id that a call names, if it is a reference to a resource whose id AWS makes up."""
        if len(call) != 1:
            return None
        function, argument = next(iter(call.items()))
        if type(argument) is list:
            key: Any = tuple(argument) if len(argument) == 2 else None  # noqa: PLR2004 - logical id and attribute
        else:
            key = argument
        if (key.__class__ is str and function == "Ref") or (key.__class__ is tuple and function == "Fn::GetAtt"):
            try:
                return self._plain_ids[key]
            except KeyError:
                found = self._plain_ids[key] = self._plain_id(key)
                return found
            except TypeError:
                # The name of the attribute is computed.
                return None
        return None

    def _plain_id(self, key: str | tuple[str, str]) -> str | None:
        logical_id, attribute = (key, None) if isinstance(key, str) else key
        resource = self.stack.resources.get(logical_id)
        if resource is None or (attribute is None and logical_id in self._parameters):
            return None
        row = return_values(resource["Type"])
        if not row.is_plain or (attribute is not None and attribute not in row.same_as_ref):
            return None
        return f"{self.stack.name}.{logical_id}"

    def property(self, logical_id: str, name: str) -> Any:  # noqa: ANN401 - as resolve
        """A resolved property of a resource; `ABSENT` where it has none."""
        properties = self.stack.resources[logical_id].get("Properties")
        given = properties.get(name, ABSENT) if properties else ABSENT
        if type(given) is not dict and type(given) is not list:
            return self.resolve(given)
        key = (logical_id, name)
        found = self._properties.get(key)
        if found is None:
            here, self.here = self.here, ("Resources", logical_id, "Properties", name)
            found = self._properties[key] = self.resolve(given)
            self.here = here
        return found

    def exists(self, logical_id: str) -> Truth:
        """Whether a resource is made."""
        condition = self.stack.resources[logical_id].get("Condition")
        own: Truth = True
        if condition is not None:
            here, self.here = self.here, ("Resources", logical_id, "Condition")
            own = self.conditions.named(condition)
            self.here = here
        return own if self.stack.parent is None else all_of((self.stack_exists(), own))

    def stack_exists(self) -> Truth:
        """Whether the stack itself is made: a nested one may not be."""
        parent = self.stack.parent
        return True if parent is None else self.evaluation.of(parent).exists(self.stack.parent_id)

    def opaque(self, function: str, argument: object, *, unique_in: str = "", choice: bool = False) -> Opaque:
        """A call that cannot be resolved: the same call in the same stack is the same value."""
        text = json.dumps({function: argument}, sort_keys=True, default=str)
        return Opaque(f"{self.stack.name}: {text}", unique_in, choice)

    def undefined(self, name: str, rest: str = "") -> Any:  # noqa: ANN401 - as resolve
        """What a name stands for that the template does not define; transforms define names of their own."""
        if self.stack.has_macros:
            return join([Parameter(f"{self.stack.name}.{name}{rest}")])
        known = [*self.stack.resources, *self._parameters]
        raise self.refusal(
            "undefined-reference",
            f"{name!r} is neither a resource nor a parameter of the template",
            did_you_mean(name, known, "name one that the template has"),
        )

    def refusal(self, code: str, given: str, fix: str) -> InvalidInputError:
        """The error that refuses the template, at the place that is being resolved."""
        return refusal(self.stack.where(*self.here) if self.here else self.stack.document.file, code, given, fix)

    def _guarded(self, key: object, make: Any) -> Any:  # noqa: ANN401 - as resolve
        """Make a value that may depend on others, but not on itself."""
        if key in self._busy:
            raise self.refusal(
                "cyclic-reference",
                f"{'.'.join(str(part) for part in key[1:])} depends on itself" if isinstance(key, tuple) else str(key),
                "end the circle",
            )
        self._busy.add(key)
        made = make()
        self._busy.discard(key)
        return made
