"""The Principal and NotPrincipal elements: whom a statement is about, and how directly it names them.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from private_endpoints.policy.evaluation.principal import Principal, PrincipalKind
from private_endpoints.values import (
    Join,
    Parameter,
    Pattern,
    Reference,
    Truth,
    Unknown,
    Value,
    Wildcard,
    all_of,
    any_of,
    equal,
    join,
    literal_pattern,
    matches,
    negate,
    references,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Grades", "PrincipalElement"]


class Grades(NamedTuple):
    """How a Principal element matches whoever makes the request.

    In a resource-based policy this decides which implicit denials of other policies count
    (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html).

    Attributes:
        directly: it names the very user, session, service or identity provider, or everybody.
        by_entity: it names the role of the session, or the user who federated.
        by_account: it names the account, which may then grant to its own by identity-based policies.
    """

    directly: Truth
    by_entity: Truth
    by_account: Truth

    def at_all(self) -> Truth:
        """Whether the principal is meant at all."""
        return any_of(self)


_NOBODY = Grades(directly=False, by_entity=False, by_account=False)
_EVERYBODY = Grades(directly=True, by_entity=False, by_account=False)
_ROOT = re.compile(r"arn:([^:]+):iam::(\d{12}):root")
_ROLE = re.compile(r"arn:([^:]+):iam::(\d{12}):role/(.*)", re.DOTALL)
_USER = re.compile(r"arn:([^:]+):iam::(\d{12}):user/(.*)", re.DOTALL)
_SESSION = re.compile(r"arn:([^:]+):sts::(\d{12}):assumed-role/([^/]+)/.*", re.DOTALL)
_ACCOUNT = re.compile(r"\d{12}")
# What comes before the name of a role in its ARN, with the path.
_BEFORE_ROLE = re.compile(r":iam:(.*):role/(?:.*/)?")
# The element's key for each kind of principal that has a key of its own.
_KEYS = {
    PrincipalKind.SERVICE: "Service",
    PrincipalKind.FEDERATED: "Federated",
    PrincipalKind.CANONICAL_USER: "CanonicalUser",
}


# Who is of an account without being it.
_OF_ACCOUNTS = (
    PrincipalKind.USER,
    PrincipalKind.ROLE,
    PrincipalKind.ROLE_SESSION,
    PrincipalKind.FEDERATED_USER,
)
_MIGHT_SPARE = Unknown(frozenset({"whether NotPrincipal spares whom it does not name together with the account"}))


# Compared by identity, so that it is a cheap key of the cache below.
@dataclass(frozen=True, slots=True, eq=False)
class PrincipalElement:
    """One Principal or NotPrincipal element, compiled.

    Attributes:
        excluding: whether it is NotPrincipal.
        everybody: whether it holds `*`.
        names: ARNs of users, roles and sessions.
        roles: (partition, account, name without path, in lower case) of the roles among them.
        users: the same of the users among them.
        sessions: the same of the roles that have the sessions among them.
        accounts: (partition, account); the partition is empty where only the id is given.
        services: names of services.
        providers: names and ARNs of identity providers.
        canonical_users: S3 canonical ids.
        partial: values known only in part, as (key of the element, value).
    """

    excluding: bool
    everybody: bool
    names: frozenset[str]
    roles: frozenset[tuple[str, str, str]]
    users: frozenset[tuple[str, str, str]]
    sessions: frozenset[tuple[str, str, str]]
    accounts: frozenset[tuple[str, str]]
    services: frozenset[str]
    providers: frozenset[str]
    canonical_users: frozenset[str]
    partial: tuple[tuple[str, Value], ...]

    @classmethod
    def of(cls, given: Mapping[str, Iterable[Value]], *, excluding: bool) -> PrincipalElement:
        """Compile an element.

        Args:
            given: values by `AWS`, `Service`, `Federated` and `CanonicalUser`; `{"AWS": ["*"]}` for everybody.
            excluding: whether it is NotPrincipal.
        """
        known: dict[str, set[str]] = {}
        partial: list[tuple[str, Value]] = []
        for key, values in given.items():
            for value in values:
                if isinstance(value, str):
                    known.setdefault(key, set()).add(value)
                else:
                    partial.append((key, value))
        aws = known.get("AWS", set())
        roots = {(found[1], found[2]) for name in aws if (found := _ROOT.fullmatch(name))}
        return cls(
            excluding=excluding,
            everybody="*" in aws,
            names=frozenset(aws),
            roles=frozenset((one, two, name.lower()) for one, two, name in _named(_ROLE, aws)),
            users=frozenset(_named(_USER, aws)),
            sessions=frozenset((one, two, name.lower()) for one, two, name in _named(_SESSION, aws)),
            accounts=frozenset(roots | {("", name) for name in aws if _ACCOUNT.fullmatch(name)}),
            services=frozenset(known.get("Service", ())),
            providers=frozenset(known.get("Federated", ())),
            canonical_users=frozenset(known.get("CanonicalUser", ())),
            partial=tuple(partial),
        )

    def match(self, principal: Principal) -> Grades:
        """How the element covers a principal.

        NotPrincipal covers everybody whom it does not name, directly; a role is covered as a role, whose sessions stay
        within their limits.
        """
        named = _match(self, principal)
        if not self.excluding:
            return named
        covered = negate(self._spares(principal, named))
        role = principal.kind is PrincipalKind.ROLE
        return Grades(directly=not role and covered, by_entity=role and covered, by_account=False)

    def _spares(self, principal: Principal, named: Grades) -> Truth:
        """Whether NotPrincipal leaves a principal out, who has to be named together with the account.

        "When you use NotPrincipal with Deny, you must also specify the account ARN of the not-denied principal.
        Otherwise, the policy might deny access to the entire account containing the principal", and the account beside
        somebody else spares nobody but that one
        (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
        """
        if self.everybody or principal.kind not in _OF_ACCOUNTS:
            return named.at_all()
        entity = any_of((named.directly, named.by_entity))
        if named.by_account is False:
            return entity if entity is False else _MIGHT_SPARE
        if entity is not False:
            return all_of((entity, named.by_account))
        others = any(one.startswith(f"arn:{principal.partition}:") for one in self.names if not _ROOT.fullmatch(one))
        return False if others else _MIGHT_SPARE

    def known(self, principal: Principal) -> Grades:
        """The grades by the values that are fully known."""
        name, kind = principal.name, principal.kind
        if self.everybody or (kind in _KEYS and self._by_key(principal)):
            return _EVERYBODY
        if kind in _KEYS or kind is PrincipalKind.ANONYMOUS:
            return _NOBODY
        if kind is PrincipalKind.UNRESOLVED:
            doubt: Truth = Unknown(references(name)) if self.names else False
            return Grades(doubt, doubt, doubt)
        who = (principal.partition, principal.account or "", principal.role)
        named: Truth = name in self.names if isinstance(name, str) else any_of(equal(name, one) for one in self.names)
        if principal.kind is PrincipalKind.ROLE:
            # Whoever calls is a session of the role, and may be the very one that is named.
            session: Truth = (*who[:2], who[2].lower()) in self.sessions and _session_name(principal)
            return Grades(directly=session, by_entity=named, by_account=self._has_account(principal))
        return Grades(
            directly=named,
            # "Names are not distinguished by case" (https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html),
            # and a session's ARN has the name as the role's does.
            by_entity=(principal.kind is PrincipalKind.ROLE_SESSION and (*who[:2], who[2].lower()) in self.roles)
            or (principal.kind is PrincipalKind.FEDERATED_USER and who in self.users),
            by_account=self._has_account(principal),
        )

    def _has_account(self, principal: Principal) -> Truth:
        """Whether the account of a principal is named, or the canonical user that it is.

        "Amazon S3 also supports a canonical user ID, which is an obfuscated form of the AWS account ID"
        (https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-bucket-user-policy-specifying-principal-intro.html).
        """
        account = principal.account or ""
        if (principal.partition, account) in self.accounts or ("", account) in self.accounts:
            return True
        if principal.canonical_user or not self.canonical_users:
            return principal.canonical_user in self.canonical_users
        return Unknown(frozenset({f"whose canonical user ids are {', '.join(sorted(self.canonical_users))}"}))

    def _by_key(self, principal: Principal) -> bool:
        """Whether a principal that is no ARN of an account is named under the key for its kind."""
        names = {
            PrincipalKind.SERVICE: self.services,
            PrincipalKind.FEDERATED: self.providers,
            PrincipalKind.CANONICAL_USER: self.canonical_users,
        }
        return principal.name in names[principal.kind]


def _named(form: re.Pattern[str], names: Iterable[str]) -> set[tuple[str, str, str]]:
    """Names are unique in their account whatever their path, and a session's ARN does not show the path."""
    return {(found[1], found[2], found[3].rpartition("/")[2]) for name in names if (found := form.fullmatch(name))}


@lru_cache(maxsize=16384)
def _match(element: PrincipalElement, principal: Principal) -> Grades:
    known = element.known(principal)
    if not element.partial or known is _EVERYBODY:
        return known
    grades = [known, *(_partly(key, value, principal) for key, value in element.partial)]
    return Grades(
        directly=any_of(grade.directly for grade in grades),
        by_entity=any_of(grade.by_entity for grade in grades),
        by_account=any_of(grade.by_account for grade in grades),
    )


def _partly(key: str, value: Value, principal: Principal) -> Grades:
    """The grades by a value that is known only in part."""
    everybody: Truth = key == "AWS" and equal(value, "*")
    if principal.kind in _KEYS:
        named: Truth = key == _KEYS[principal.kind] and equal(value, principal.name)
        return Grades(any_of([named, everybody]), by_entity=False, by_account=False)
    if principal.kind is PrincipalKind.ANONYMOUS:
        return Grades(everybody, by_entity=False, by_account=False)
    if key == "CanonicalUser" and isinstance(value, Join) and any(isinstance(one, Parameter) for one in value.parts):
        # It may be that of any account; that of an origin access identity is nobody's who calls for himself.
        return Grades(directly=False, by_entity=False, by_account=Unknown(references(value)))
    if key != "AWS":
        return Grades(everybody, by_entity=False, by_account=False)
    if principal.kind is PrincipalKind.UNRESOLVED:
        doubt = Unknown(references(value) | references(principal.name))
        return Grades(doubt, doubt, doubt)
    exactly = equal(value, principal.name)
    root = f"arn:{principal.partition}:iam::{principal.account}:"
    by_account = any_of([equal(value, root + "root"), equal(value, principal.account or "")])
    by_entity: Truth = False
    if principal.kind is PrincipalKind.ROLE:
        exactly, by_entity = _names_session_of(value, principal), exactly
    elif principal.kind is PrincipalKind.ROLE_SESSION:
        by_entity = any_of(_shaped(value, form) for form in _with_and_without_path(root + "role/", principal.role))
    elif principal.kind is PrincipalKind.FEDERATED_USER:
        by_entity = any_of(_shaped(value, form) for form in _with_and_without_path(root + "user/", principal.role))
    return Grades(any_of([exactly, everybody]), by_entity, by_account)


def _session_name(role: Principal) -> Unknown:
    return Unknown(frozenset({f"the session name of {role.role or 'the role'}"}))


def _names_session_of(value: Value, role: Principal) -> Truth:
    """Whether a value that is known only in part names the very session of a role that calls."""
    *before, last = literal_pattern(value)
    of_role = join(
        _BEFORE_ROLE.sub(r":sts:\1:assumed-role/", one) if isinstance(one, str) else one
        for one in literal_pattern(role.name)
        if isinstance(one, str | Reference)
    )
    if isinstance(last, str) and "/" in last:
        pieces = (one for one in (*before, last.rpartition("/")[0]) if isinstance(one, str | Reference))
        same = equal(join(pieces), of_role)
    else:
        same = matches((*literal_pattern(of_role), "/", Wildcard.MANY), value)
    return all_of((same, _session_name(role)))


def _with_and_without_path(prefix: str, name: str) -> tuple[Pattern, Pattern]:
    return (prefix + name,), (prefix, Wildcard.MANY, "/" + name)


def _shaped(value: Value, form: Pattern) -> Truth:
    return matches(form, value)
