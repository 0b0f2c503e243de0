"""What the perimeter of a resource promises: who passes, who does not, and who can undo it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from private_endpoints.catalog import PerimeterResource, service
from private_endpoints.policy.evaluation import EndpointSource, Policies, Principal, Request, Unspecified, evaluate
from private_endpoints.policy.evaluation.context import Given
from private_endpoints.policy.promise import Promise
from private_endpoints.policy.through import through
from private_endpoints.values import from_template

__all__ = ["STRANGERS", "Situation", "perimeter_promises"]

# Of whom a law speaks that breaks by what the policy grants, and not by what the perimeter refuses.
STRANGERS = "credentials of a foreign account inside"

_EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
# An address for documentation, which nobody has (RFC 5737).
_OUTSIDE = "203.0.113.7"
_FOREIGN_ORGANIZATION = "o-foreign000000"
_FOREIGN_ENDPOINT = "vpce-0foreign0000000000"
_FOREIGN_VPC = "vpc-0foreign0000000000"
_ANYBODY = "SomeRole"
# Keys of which each request below has or lacks for certain what it has or lacks. Others that a policy tests are the
# caller's choice, such as how an object is encrypted, or depend on the caller, such as tags.
_KNOWN = frozenset(
    {
        "aws:calledvia",
        "aws:calledviafirst",
        "aws:calledvialast",
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalisawsservice",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "aws:requestedregion",
        "aws:resourceaccount",
        "aws:securetransport",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:viaawsservice",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
        "aws:vpcsourceip",
    }
)
_SHORT_FORM = "execute-api:/"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A resource with its finished policy, and whom its perimeter lets in.

    Attributes:
        row: the type of the resource.
        document: the policy, with CloudFormation's intrinsics.
        bindings: stand-ins for the references in it; those that are missing are unknown.
        arn: of the resource, a stand-in too.
        account: that owns it.
        region: that it is in.
        partition: that it is in.
        denied: the actions that the perimeter refuses.
        inside: the networks that are let in.
        wide: whether accounts or organizations are let in, and so endpoints that nobody named.
        exempt: principals that are never refused.
        deployer: the role with which CloudFormation deploys; None where nobody knows.
    """

    row: PerimeterResource
    document: Mapping[str, Any]
    bindings: Mapping[str, str]
    arn: str
    account: str
    region: str
    partition: str
    denied: Sequence[str]
    inside: Sequence[EndpointSource]
    wide: bool
    exempt: Sequence[str]
    deployer: str | None

    @property
    def foreign_account(self) -> str:
        """An account that is not the resource's."""
        return "999999999999" if self.account != "999999999999" else "888888888888"

    def role(self, name: str, account: str | None = None) -> str:
        """The ARN of a role that nobody named."""
        return f"arn:{self.partition}:iam::{account or self.account}:role/{name}"


def perimeter_promises(situation: Situation) -> Iterator[Promise]:
    """The promises of a perimeter, as requests.

    Raises:
        InvalidInputError: the policy is none that IAM could read.
    """
    yield from _Promises(situation).every()


class _Promises:
    def __init__(self, situation: Situation) -> None:
        self._of = situation
        self._policies = Policies.compile(
            identity=[_EVERYTHING], resource=_written_out(situation), bindings=situation.bindings
        )
        self._tested = frozenset(_tested_keys(situation.document)) - _KNOWN
        self._probes = [
            (action, resource.replace("{arn}", situation.arn))
            for action, resource in situation.row.probes
            if _covered(action, situation.denied)
        ]
        self._administration = [
            (action, situation.arn)
            for action in situation.row.administration
            if action not in situation.row.data_actions
        ]

    def every(self) -> Iterator[Promise]:
        yield from self._of_insiders()
        yield from self._of_outsiders()
        yield from self._of_strangers()
        yield from self._of_exempt()
        yield from self._of_administrators()

    def _of_insiders(self) -> Iterator[Promise]:
        name = self._of.row.name
        for source in self._of.inside:
            for action, resource in self._probes:
                requests = [self._inside(arn, action, resource, source) for arn in self._callers()]
                yield self._promise(
                    f"a caller of the account reaches the {name} through {_words(source)}",
                    next((one for one in requests if self._may(one)), requests[0]),
                    allowed=True,
                )

    def _of_outsiders(self) -> Iterator[Promise]:
        name = self._of.row.name
        for action, resource in self._probes:
            caller = self._request(self._of.role(_ANYBODY), action, resource)
            yield self._promise(
                f"the same caller without an endpoint is denied the {name}", caller.directly(source_ip=_OUTSIDE)
            )
            for source in self._wrong_endpoints():
                yield self._promise(
                    f"the same caller through another endpoint is denied the {name}",
                    through(self._service, caller, source),
                )

    def _of_strangers(self) -> Iterator[Promise]:
        if self._of.row.stranger_may_be_let_in:
            return
        for source in self._of.inside[:1]:
            for action, resource in self._probes:
                stranger = self._of.role(_ANYBODY, self._of.foreign_account)
                request = self._inside(stranger, action, resource, source, organization=_FOREIGN_ORGANIZATION)
                law = f"{STRANGERS} are denied the {self._of.row.name}"
                yield self._promise(law, request)

    def _of_exempt(self) -> Iterator[Promise]:
        for arn in self._of.exempt:
            for action, resource in self._probes:
                request = self._request(arn, action, resource).directly(source_ip=_OUTSIDE)
                yield self._promise(f"{arn} is never refused", request, allowed=True, grants_known=False)

    def _of_administrators(self) -> Iterator[Promise]:
        name = self._of.row.name
        may = {
            "break glass": self._of.exempt,
            "CloudFormation's role": [self._of.deployer] if self._of.deployer else [],
        }
        if not any(_covered(action, self._of.denied) for action, _ in self._administration):
            may["an administrator of the account"] = self._callers()[:1]
        for who, arns in may.items():
            for arn in arns:
                for action, resource in self._administration:
                    request = self._request(arn, action, resource).directly(source_ip=_OUTSIDE)
                    law = f"{who} can change and delete the policy and the {name} from anywhere"
                    yield self._promise(law, request, allowed=True, grants_known=False)

    @property
    def _service(self) -> Any:  # noqa: ANN401 - a row of the catalog
        return service(self._of.row.reached_by[0])

    def _callers(self) -> list[str]:
        """A role that nobody named; where the policy must grant, also those that it names."""
        nobody = [self._of.role(_ANYBODY)]
        return [*nobody, *_granted(self._of.document, self._of.bindings)] if self._of.row.policy_must_grant else nobody

    def _wrong_endpoints(self) -> Iterator[EndpointSource]:
        accounts = [self._of.foreign_account, *([] if self._of.wide else [self._of.account])]
        for account in accounts:
            yield EndpointSource(
                endpoint=_FOREIGN_ENDPOINT,
                vpc=_FOREIGN_VPC,
                region=self._of.region,
                account=account,
                organization=_FOREIGN_ORGANIZATION,
                partition=self._of.partition,
            )

    def _inside(
        self, arn: str, action: str, resource: str, source: EndpointSource, organization: Given = None
    ) -> Request:
        return through(self._service, self._request(arn, action, resource, organization), source)

    def _request(self, arn: str, action: str, resource: str, organization: Given = None) -> Request:
        principal = Principal.parse(arn)
        context: dict[str, Given] = {key: Unspecified(key) for key in self._tested}
        context |= {
            "aws:SecureTransport": True,
            # "AWS:SourceOwner" of SNS is the account of the caller.
            "aws:SourceOwner": principal.account,
            "aws:RequestedRegion": self._of.region,
        }
        if organization is not None:
            context["aws:PrincipalOrgID"] = organization
        return Request.of(principal, action, resource, resource_account=self._of.account, context=context)

    def _may(self, request: Request) -> bool:
        return not evaluate(request, self._policies).is_denied

    def _promise(self, law: str, request: Request, *, allowed: bool = False, grants_known: bool = True) -> Promise:
        chosen = {one.name for one in request.context.values() if isinstance(one, Unspecified)}
        # Whatever the endpoint's id, account or organization are: they are let in by another key.
        chosen |= {"aws:SourceVpce", "aws:SourceVpc", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID"}
        return Promise(
            law=law,
            request=request,
            policies=self._policies,
            allowed=allowed,
            chosen=frozenset(chosen),
            grants_known=grants_known,
        )


def _words(source: EndpointSource) -> str:
    for value, what in ((source.endpoint, "endpoint"), (source.vpc, "the VPC"), (source.account, "account")):
        if isinstance(value, str) and value:
            return f"{what} {value}"
    return f"endpoints of {source.organization}"


def _covered(action: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)


def _statements(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    raw = document.get("Statement", [])
    return [one for one in (raw if isinstance(raw, list) else [raw]) if isinstance(one, Mapping)]


def _tested_keys(document: Mapping[str, Any]) -> Iterator[str]:
    for statement in _statements(document):
        condition = statement.get("Condition") or {}
        for keys in condition.values() if isinstance(condition, Mapping) else ():
            if isinstance(keys, Mapping):
                yield from (str(key).lower() for key in keys)


def _granted(document: Mapping[str, Any], bindings: Mapping[str, str]) -> Iterator[str]:
    """The roles and users that an Allow names."""
    for statement in _statements(document):
        principal = statement.get("Principal")
        if statement.get("Effect") != "Allow" or not isinstance(principal, Mapping):
            continue
        given = principal.get("AWS", [])
        for one in given if isinstance(given, list) else [given]:
            value = from_template(one, bindings)
            if isinstance(value, str) and (":role/" in value or ":user/" in value):
                yield value


def _written_out(situation: Situation) -> Mapping[str, Any]:
    """The document with API Gateway's short form `execute-api:/` as the ARN that it stands for."""

    def expanded(given: Any) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(given, str) and given.startswith(_SHORT_FORM):
            return f"{situation.arn}/{given.removeprefix(_SHORT_FORM)}"
        return [expanded(one) for one in given] if isinstance(given, list) else given

    return {
        **situation.document,
        "Statement": [
            {key: expanded(value) if key == "Resource" else value for key, value in statement.items()}
            for statement in _statements(situation.document)
        ],
    }
