"""A request, and the context keys that follow from what is known about it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation.context import Context, ContextValue, Given, normalized
from private_endpoints.policy.evaluation.derived import derived_keys
from private_endpoints.policy.evaluation.principal import Principal
from private_endpoints.values import Reference, Value, join, literal_pattern, references

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["EndpointSource", "Request"]

_NOTHING: Mapping[str, Given] = {}
_ARN_FIELDS = 6
# Keys on every request through an endpoint; the others are carried by some services only.
_ENDPOINT_KEYS = ("aws:SourceVpce", "aws:SourceVpc", "aws:VpcSourceIp")
_NETWORK_KEYS = (*_ENDPOINT_KEYS, "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointSource:
    """The endpoint that a request goes through, and the VPC that hosts it: through a hub, the hub's.

    Attributes:
        endpoint: its id.
        vpc: the id of its VPC.
        source_ip: the caller's address in the VPC. Default: not known, so a condition on it is unknown.
        region: of the VPC.
        account: the account of the VPC.
        organization: the organization of that account.
        organization_paths: the path of that account in the organization.
        partition: such as `aws`.
    """

    endpoint: Given
    vpc: Given
    source_ip: Given = field(default_factory=lambda: {"unknown": "aws:VpcSourceIp"})
    region: str = ""
    account: str = ""
    organization: Given = None
    organization_paths: Given = None
    partition: str = "aws"

    def keys(self, carried: Collection[str]) -> dict[str, Given]:
        """The context keys of a request through the endpoint.

        Args:
            carried: the keys that the service adds to the three that every service has, such as `aws:VpceAccount`.
        """
        vpc_arn: Given = None
        if isinstance(self.vpc, str) and self.region and self.account:
            vpc_arn = f"arn:{self.partition}:ec2:{self.region}:{self.account}:vpc/{self.vpc}"
        values: dict[str, Given] = {
            "aws:SourceVpce": self.endpoint,
            "aws:SourceVpc": self.vpc,
            "aws:VpcSourceIp": self.source_ip,
            "aws:SourceVpcArn": vpc_arn,
            "aws:VpceAccount": self.account or None,
            "aws:VpceOrgID": self.organization,
            "aws:VpceOrgPaths": self.organization_paths,
        }
        lower = {key.lower() for key in (*_ENDPOINT_KEYS, *carried)}
        keys = {key: value for key, value in values.items() if key.lower() in lower}
        # "aws:SourceIp ... is not present" on requests through an endpoint.
        return {**keys, "aws:SourceIp": None}


@dataclass(frozen=True, slots=True)
class Request:
    """Who wants to do what to which resource, from where. Make it with one of the class methods.

    Attributes:
        principal: who.
        action: such as `s3:GetObject`.
        resource: its ARN, or `*` for an action on no resource in particular.
        resource_account: the account that owns the resource; None where its ARN does not say so.
        context: the condition keys, in lower case.
    """

    principal: Principal
    action: Value
    resource: Value
    resource_account: Value | None
    context: Context

    @classmethod
    def of(
        cls,
        principal: Principal | Value,
        action: str,
        resource: Value,
        *,
        resource_account: Value | None = None,
        context: Mapping[str, Given] = _NOTHING,
        organization: Given = None,
    ) -> Request:
        """A request with the context keys that follow from its principal and resource.

        Args:
            principal: who; an ARN is read with `Principal.parse`.
            action: such as `s3:GetObject`.
            resource: the ARN of the resource, or `*`.
            resource_account: the account that owns the resource. Default: the account in its ARN, else that of the
                principal, as in SimulateCustomPolicy.
            context: further condition keys; they win over derived ones, and None makes a derived one absent.
            organization: the id of the principal's organization. Default: it is in none.

        Raises:
            ValueError: not a principal.
            TypeError: not a context value.
        """
        if not isinstance(principal, Principal):
            principal = Principal.parse(principal)
        owner = resource_account if resource_account is not None else _account_of(resource)
        derived = derived_keys(principal, resource, owner)
        if organization is not None:
            derived["aws:principalorgid"] = organization
        derived.update((key.lower(), value) for key, value in context.items())
        keys: dict[str, ContextValue] = {}
        for key, value in derived.items():
            known = normalized(key, value)
            if known is not None:
                keys[key] = known
        return cls(principal, action, resource, owner, keys)

    def with_keys(self, keys: Mapping[str, Given]) -> Request:
        """The same request with further condition keys; None makes a key absent."""
        context = dict(self.context)
        for key, value in keys.items():
            known = normalized(key, value)
            if known is None:
                context.pop(key.lower(), None)
            else:
                context[key.lower()] = known
        return replace(self, context=context)

    def directly(self, *, source_ip: Given) -> Request:
        """The same request over the internet: it carries the caller's public address and no key of a VPC."""
        absent: dict[str, Given] = dict.fromkeys(_NETWORK_KEYS)
        return self.with_keys({**absent, "aws:SourceIp": source_ip})

    def through_endpoint(self, source: EndpointSource, *, carried_keys: Collection[str] = ()) -> Request:
        """The same request through a VPC endpoint.

        Args:
            source: the endpoint.
            carried_keys: those of `aws:SourceVpcArn`, `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths` that
                the service carries; the catalog knows. Default: none.
        """
        absent: dict[str, Given] = dict.fromkeys(_NETWORK_KEYS)
        return self.with_keys({**absent, **source.keys(carried_keys)})

    def on_behalf(self, *services: str) -> Request:
        """The same request made by AWS services with the caller's credentials (forward access sessions).

        Args:
            services: the services that passed the request on, the first one first.
        """
        absent: dict[str, Given] = dict.fromkeys(_NETWORK_KEYS)
        return self.with_keys(
            {
                **absent,
                # "[T]he target service sees the IP address of the calling service", which nobody else knows.
                "aws:SourceIp": {"unknown": "aws:SourceIp"},
                "aws:ViaAWSService": True,
                "aws:CalledVia": services,
                "aws:CalledViaFirst": services[0] if services else None,
                "aws:CalledViaLast": services[-1] if services else None,
            }
        )

    @property
    def service(self) -> str:
        """The prefix of the action, in lower case; empty where it is not known."""
        return self.action.partition(":")[0].lower() if isinstance(self.action, str) else ""


def _account_of(resource: Value) -> Value | None:
    """The account in an ARN, if it is fully known; what stands there may be a reference.

    `aws` stands there for what AWS owns and everybody has, such as `arn:aws:iam::aws:policy/ReadOnlyAccess`.
    """
    fields: list[list[str | Reference]] = [[]]
    for part in literal_pattern(resource):
        if isinstance(part, str):
            first, *rest = part.split(":")
            fields[-1].append(first)
            fields.extend([one] for one in rest)
        elif isinstance(part, Reference):
            fields[-1].append(part)
    if len(fields) >= _ARN_FIELDS and fields[0] == ["arn"]:
        return None if fields[4] == ["aws"] else join(fields[4]) or None
    # A whole ARN that is yet to be known may name any account.
    return (
        None if isinstance(resource, str) else join([Reference(f"account of {'+'.join(sorted(references(resource)))}")])
    )
