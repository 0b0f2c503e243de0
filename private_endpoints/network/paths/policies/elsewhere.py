"""What is called by its ARN and is not in the network: whom its policy lets in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from private_endpoints.network.model.network import Network
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.role import Role
from private_endpoints.network.paths.policies.bindings import bound_value
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.policies.call_request import bindings_of
from private_endpoints.network.paths.policies.generated_names import Generated, with_names_apart
from private_endpoints.network.paths.policies.resource_policy import arn_of, region_in
from private_endpoints.network.paths.services import shown
from private_endpoints.values import Value, equal

__all__ = ["Elsewhere", "arns_around"]

_UNREAD: Mapping[str, Any] = {"Version": "2012-10-17", "Statement": [{"Ref": "the policy of what is called"}]}
_FIELDS = 6
_ARN = "arn:"
_NO_NAMES: frozenset[Generated] = frozenset()


def arns_around(arn: str) -> tuple[str, ...]:
    """An ARN, and those of what it may be in: objects in a bucket, methods in an API, indexes in a table."""
    return arn, arn.partition("/")[0], arn.partition("/index/")[0]


class Elsewhere:
    """What the network does not show of what is called.

    Args:
        network: what exists.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._own: dict[tuple[tuple[str, str], ...], tuple[frozenset[str], tuple[Value, ...]]] = {}

    def policy(self, call: Call, account: str) -> Mapping[str, Any] | None:
        """The policy of what the network does not show, which leaves it to the caller's own policies.

        Nothing is known of it where the ARN may be that of something in the network whose policy is not read: roles,
        whom they trust; and where nobody says account and region of the network, what has the ARN in those that the ARN
        names.

        Args:
            call: the call.
            account: of the caller.

        Returns:
            the policy; None: the question names no resource.
        """
        called = call.question.resource
        if call.question.target is not None or called is None:
            return None
        return _UNREAD if self._may_be_own(call, called) else _trusting(account)

    def _may_be_own(self, call: Call, called: Value) -> bool:
        fields = shown(called).split(":", _FIELDS - 1)
        account = self._network.account or (fields[4] if len(fields) == _FIELDS else "")
        bindings = {"AWS::Region": region_in(called), **bindings_of(call, self._network, account)}
        asked = bound_value(called, bindings)
        if not shown(asked).startswith(_ARN):
            return False
        around = arns_around(asked) if isinstance(asked, str) else (asked,)
        written, others = self._arns(bindings)
        if not written.isdisjoint(around):
            return True
        # Texts that differ from a text are not it.
        among = others if isinstance(asked, str) else (*written, *others)
        return any(equal(one, other) is not False for one in among for other in around)

    def _arns(self, bindings: Mapping[str, str]) -> tuple[frozenset[str], tuple[Value, ...]]:
        """The ARNs of what is in the network: those that are texts, and the others."""
        key = tuple(sorted(bindings.items()))
        found = self._own.get(key)
        if found is None:
            roles = (one.arn for one in self._network.of(Role) if one.arn is not None)
            own = (bound_value(one, bindings) for one in (*roles, *map(arn_of, self._network.of(Resource))))
            # A parameter may give any name; one that CloudFormation makes up nobody could write.
            every = {with_names_apart(one, _NO_NAMES) for one in own if shown(one).startswith(_ARN)}
            written = frozenset(one for one in every if isinstance(one, str))
            found = self._own[key] = written, tuple(one for one in every if not isinstance(one, str))
        return found


@cache
def _trusting(account: str) -> Mapping[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"AWS": account}, "Action": "*", "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [statement]}
