"""One resource as the lowering of its type sees it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.resolution.absent import ABSENT
from private_endpoints.network import Origin
from private_endpoints.values import Join, Truth, Value

if TYPE_CHECKING:
    from private_endpoints.cloudformation.lowering.context import Context
    from private_endpoints.cloudformation.resolution.resolver import Resolver

__all__ = ["Facts"]

_NOTHING: dict[str, Any] = {}


class Facts(Fields):
    """The properties of a resource, what it is, and where it comes from.

    Attributes:
        context: the other resources.
        logical_id: in its template.
        id: of the element that it becomes.
        type: its resource type.
        exists: whether it is made.
    """

    __slots__ = ("_origin", "context", "exists", "id", "logical_id", "type")

    def __init__(self, context: Context, resolver: Resolver, logical_id: str, type_: str, exists: Truth) -> None:
        properties = resolver.stack.resources[logical_id].get("Properties")
        super().__init__(resolver, ("Resources", logical_id, "Properties"), properties or _NOTHING)
        self.context = context
        self.logical_id = logical_id
        self.id = f"{resolver.stack.name}.{logical_id}"
        self.type = type_
        self.exists = exists
        self._origin: Origin | None = None

    def get(self, name: str) -> Any:  # noqa: ANN401 - a resolved value
        """A resolved value; `ABSENT` where there is none."""
        given = self.given.get(name, ABSENT)
        if given is ABSENT or type(given) is bool or type(given) is int:
            return given
        return self.resolver.property(self.logical_id, name)

    @property
    def origin(self) -> Origin:
        """Where the resource comes from."""
        if self._origin is None:
            stack = self.resolver.stack
            self._origin = Origin(
                template=stack.document.file,
                logical_id=self.logical_id,
                construct_path=stack.construct_path(self.logical_id),
                locate=partial(stack.document.lines.at, self.path[:2]),
            )
        return self._origin

    def origin_of(self, *path: str | int) -> Origin:
        """Where a value in the resource comes from: the same resource, another line."""
        found = self.origin
        lines = self.resolver.stack.document.lines
        return Origin(
            template=found.template,
            logical_id=found.logical_id,
            construct_path=found.construct_path,
            locate=partial(lines.at, (*self.path, *path)),
        )

    @property
    def common(self) -> dict[str, Any]:
        """What every element says of itself."""
        if self.exists is True:
            return {"id": self.id, "origin": self.origin}
        return {"id": self.id, "origin": self.origin, "exists": self.exists}

    def part(self, name: str) -> dict[str, Any]:
        """As `common`, of a second element of one resource."""
        return {**self.common, "id": f"{self.id}#{name}"}

    @property
    def value(self) -> Value | None:
        """What policies call the resource: what Ref returns."""
        found = self.resolver.ref(self.logical_id)
        return found if isinstance(found, str | Join) else None

    @property
    def arn(self) -> Value | None:
        """Its ARN: what Ref returns for some types, an attribute for others."""
        value = self.value
        first = value.parts[0] if isinstance(value, Join) else value
        if isinstance(first, str) and first.startswith("arn:"):
            return value
        found = self.resolver.get_att(self.logical_id, "Arn")
        return found if isinstance(found, str | Join) else None

    def region(self) -> Value | None:
        """The region of its stack; None: that of all which do not say theirs."""
        return self.resolver.stack.region

    def account(self) -> Value | None:
        """The account of its stack; None: that of all which do not say theirs."""
        return self.resolver.stack.account
