"""IAM roles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from private_endpoints.network.model.element import Element
from private_endpoints.values import Join, Truth, Value

__all__ = ["Role"]

_OF_ACCOUNT = re.compile(r"arn:[^:]+:iam::(\d{12}):")


@dataclass(frozen=True, slots=True, kw_only=True)
class Role(Element):
    """An IAM role, or a user.

    Attributes:
        arn: its ARN. Default: a reference of its own.
        policies: identity-based policy documents, inline ones and those of managed policies in the network, as JSON
            values in which a string may be a `Join`.
        managed_policies: ARNs of managed policies whose document is not in the network, such as those of AWS.
        boundary: document of its permissions boundary; None: it has none.
        perhaps: documents of policies of which it is not known whether they are attached: a parameter names the role.
        complete: whether no other policy can be there. Default: that is so.
    """

    arn: Value | None = None
    policies: tuple[object, ...] = ()
    managed_policies: tuple[Value, ...] = ()
    boundary: object = None
    perhaps: tuple[object, ...] = ()
    complete: Truth = True

    @property
    def account(self) -> str | None:
        """Its account, where its ARN has it: stacks that are read together may be of several."""
        beginning = self.arn.parts[0] if isinstance(self.arn, Join) else self.arn
        found = _OF_ACCOUNT.match(beginning) if isinstance(beginning, str) else None
        return None if found is None else found[1]
