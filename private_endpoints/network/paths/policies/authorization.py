"""Whether the policies around a call let it through: those of endpoint, resource and caller."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any, NamedTuple

from private_endpoints.catalog import is_about_no_resource
from private_endpoints.errors import InvalidInputError
from private_endpoints.network.model.element import Element
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.role import Role
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.path import Blocker
from private_endpoints.network.paths.policies.apis import admitted, is_api, reached
from private_endpoints.network.paths.policies.assigned_ids import written_ids
from private_endpoints.network.paths.policies.attempts import LEFT_OPEN, Attempt, attempts_of, named_calls
from private_endpoints.network.paths.policies.bindings import accounts, bound, bound_value
from private_endpoints.network.paths.policies.call import Call
from private_endpoints.network.paths.policies.call_request import bindings_of, request_of
from private_endpoints.network.paths.policies.elsewhere import Elsewhere, arns_around
from private_endpoints.network.paths.policies.gateway_policies import policy_of_endpoint
from private_endpoints.network.paths.policies.generated_names import Generated, generated_in
from private_endpoints.network.paths.policies.managed_policies import read_policies, with_perhaps, with_unread
from private_endpoints.network.paths.policies.resource_policy import arn_of, policy_of
from private_endpoints.network.paths.policies.source_addresses import source_addresses
from private_endpoints.network.paths.policies.truths import agreed, truth_of
from private_endpoints.network.paths.policies.unread import is_unread
from private_endpoints.network.paths.policies.who import Who
from private_endpoints.network.paths.services import shown
from private_endpoints.network.paths.trail import Trail, blocker
from private_endpoints.policy.evaluation import Document, Outcome, Policies, PolicyKind, Request, evaluate
from private_endpoints.values import Truth, Unknown, any_of

__all__ = ["Authorization"]

# A condition key; `AWS::StackName`, `Fn::ImportValue ...` and `{{resolve:...}}` are none.
_KEY = re.compile(r"[A-Za-z0-9-]+:[^:\s]")
_ALLOW_ALL: Mapping[str, Any] = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}],
}


class _Asked(NamedTuple):
    """What policies are read for.

    Attributes:
        account: of the caller.
        names: generated names that the request names.
    """

    account: str
    names: frozenset[Generated]


class Authorization:
    """Policies, evaluated for calls.

    Args:
        index: the network.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._compiled: dict[tuple[int, int, int, int, _Asked, bool], Policies] = {}
        self._by_arn: dict[str, Resource] | None = None
        self._elsewhere = Elsewhere(index.network)

    def check(self, call: Call, trail: Trail) -> Trail:
        """What the policies do to a call."""
        target = self._target(call)
        of_api = target is not None and is_api(target)
        if target is not None and of_api:
            trail = reached(call, target, self._index.network, trail)
        role = call.role if call.question.action is not None else None
        documents = [
            policy_of_endpoint(call.endpoint),
            policy_of(target),
            None if role is None else [*read_policies(role), *role.perhaps, role.boundary],
        ]
        if not of_api and all(one is None for one in documents) and not (call.unread and call.question.action):
            return trail
        attempts = list(attempts_of(call, target, documents))
        own = None if call.role is None else call.role.account
        numbers = accounts(own or self._index.network.account, [*documents, call.question.resource])
        addresses = source_addresses(call.source, documents)
        everybody = [Who(number, address) for number in numbers for address in addresses]
        truths = [self._let(call, target, attempts, who) for who in everybody]
        return trail.require(agreed(truths), lambda: _refusal(call, target, documents))

    def _target(self, call: Call) -> Resource | None:
        """The resource that is called, also where only its ARN is given; whose policy is asked."""
        if is_about_no_resource(call.question.action):
            return None
        if call.question.target is not None:
            return self._index.network.find(Resource, call.question.target)
        if call.question.resource is None:
            return None
        bindings = bindings_of(call, self._index.network, self._index.network.account or "")
        if self._by_arn is None:
            found = self._index.network.of(Resource)
            self._by_arn = {shown(bound_value(arn_of(one), bindings)): one for one in found}
        arn = shown(bound_value(call.question.resource, bindings))
        return next((self._by_arn[one] for one in arns_around(arn) if one in self._by_arn), None)

    def _let(self, call: Call, target: Resource | None, attempts: list[Attempt], who: Who) -> Truth:
        """Whether a call is let through."""
        results = [self._attempt(call, target, attempt, who) for attempt in attempts]
        truths = [truth for truth, _ in results]
        if attempts[0].exact:
            return any_of(truths)
        # Any call of the service would do: blocked is who may make none.
        if all(one is False for one in truths):
            return False
        if is_unread(policy_of_endpoint(call.endpoint)) and not any(one is True for one in truths):
            return agreed(truths)
        # What is refused outright, and not just left out, may be what the caller is there for.
        if target is not None and any(truth is False and explicitly for truth, explicitly in results):
            return Unknown(frozenset({"which action is called"}))
        if any(one is True for one in truths):
            return True
        if target is None and any(isinstance(one, Unknown) and one.depends_on & LEFT_OPEN for one in truths):
            # Another action or resource does not help where a parameter decides.
            named = named_calls(call, [policy_of_endpoint(call.endpoint)])
            truths = [self._attempt(call, target, attempt, who)[0] for attempt in named] or truths
        return True if any(one is True or _is_of_call(one) for one in truths) and target is None else agreed(truths)

    def _attempt(self, call: Call, target: Resource | None, attempt: Attempt, who: Who) -> tuple[Truth, bool]:
        """Whether an attempt is let through, and whether it is refused explicitly."""
        request = request_of(call, target, attempt, self._index.network, who)
        asked = _Asked(who.account, generated_in(request.resource, request.principal.name))
        if target is not None and is_api(target):
            policies = self._policies(call, target, None, asked)
            by_iam = partial(self._by_principal, call, target, attempt, request, asked)
            return admitted(target, request, policies, exact=attempt.exact, by_iam=by_iam)
        return self._by_principal(call, target, attempt, request, asked)

    def _by_principal(
        self, call: Call, target: Resource | None, attempt: Attempt, request: Request, asked: _Asked
    ) -> tuple[Truth, bool]:
        """The same where the caller signs with the credentials of its role."""
        with_all = evaluate(request, self._policies(call, target, None, asked))
        if with_all.is_denied:
            return False, Outcome.EXPLICITLY_DENIED in with_all.possible
        if attempt.exact and call.unread:
            return Unknown(frozenset({call.unread})), False
        if call.role is None or not attempt.exact:
            return truth_of(with_all), False
        action = call.question.action or ""
        known = evaluate(request, self._policies(call, target, call.role, asked))
        truth, explicitly = with_unread(known, call.role, action), Outcome.EXPLICITLY_DENIED in known.possible
        if not call.role.perhaps or (truth is False and explicitly):
            return truth, explicitly
        more = evaluate(request, self._policies(call, target, call.role, asked, perhaps=True))
        truth = with_perhaps(truth, more, with_unread(more, call.role, action), call.role)
        return truth, explicitly

    def _policies(
        self, call: Call, target: Resource | None, role: Role | None, asked: _Asked, *, perhaps: bool = False
    ) -> Policies:
        network = self._index.network
        resource = self._elsewhere.policy(call, asked.account) if target is None else policy_of(target)
        key = (id(call.endpoint), id(target), id(resource), id(role), asked, perhaps)
        found = self._compiled.get(key)
        if found is None:
            bindings = bindings_of(call, network, asked.account)
            names = asked.names
            identity = (_ALLOW_ALL,) if role is None else read_policies(role)
            if role is not None and perhaps:
                identity = (*identity, *role.perhaps)
            endpoint = policy_of_endpoint(call.endpoint)
            boundary = None if role is None else role.boundary
            found = Policies(
                identity=tuple(_read(one, PolicyKind.IDENTITY, bindings, names) for one in identity),
                resource=_read_one(resource, PolicyKind.RESOURCE, bindings, names),
                endpoint=_read_one(endpoint, PolicyKind.ENDPOINT, bindings, names),
                permissions_boundary=None
                if boundary is None
                else (_read(boundary, PolicyKind.PERMISSIONS_BOUNDARY, bindings, names),),
            )
            self._compiled[key] = found
        return found


def _is_of_call(truth: Truth) -> bool:
    """Whether what is called decides, or keys of the call, and nothing that the templates leave open."""
    return isinstance(truth, Unknown) and all(one in LEFT_OPEN or _KEY.match(one) for one in truth.depends_on)


def _read_one(
    given: object, kind: PolicyKind, bindings: Mapping[str, str], names: frozenset[Generated]
) -> Document | None:
    return None if given is None else _read(given, kind, bindings, names)


def _read(given: object, kind: PolicyKind, bindings: Mapping[str, str], names: frozenset[Generated]) -> Document:
    """A document; of one that AWS would refuse nothing is known. A check says what is wrong with it."""
    try:
        return Document.parse(bound(given, bindings, names), kind, bindings=bindings)
    except InvalidInputError:
        return Document.parse({"Statement": [{"Ref": f"the {kind} policy, which is malformed"}]}, kind)


def _refusal(call: Call, target: Resource | None, documents: list[object]) -> Blocker:
    element: Element = call.caller if call.endpoint is None else call.endpoint
    way = "from outside any VPC endpoint" if call.endpoint is None else f"through {call.endpoint}"
    if target is not None and target.policy is not None:
        element = target
    what = f"the policies refuse {call.question.action or 'every call'} of {call.caller} {way}"
    fix = "let the caller through in the policy of the endpoint, of the resource or of its role"
    written = () if call.endpoint is None else written_ids(documents)
    if written:
        what += f"; they write out {', '.join(written)}, which is no id of what is yet to be made"
        fix += "; refer to the endpoint or VPC instead of an id, also of one pasted back after a first deployment"
    return blocker("policy-refuses", element, what, fix)
