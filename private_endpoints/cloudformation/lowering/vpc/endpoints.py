"""VPC endpoints and endpoint services."""

from __future__ import annotations

from collections.abc import Iterator

from private_endpoints.cloudformation.lowering.facts import Facts
from private_endpoints.cloudformation.lowering.fields import Fields
from private_endpoints.cloudformation.lowering.policies.documents import policy_document
from private_endpoints.cloudformation.lowering.vpc.lattice import of_lattice
from private_endpoints.network import Element, Endpoint, EndpointService, EndpointType, Maybe
from private_endpoints.values import Reference, Truth, Unknown, Value, join, literal_pattern, references

__all__ = ["lower_endpoint", "lower_endpoint_service"]

_SERVICE = "AWS::EC2::VPCEndpointService"
_PERMISSIONS = "AWS::EC2::VPCEndpointServicePermissions"
# The labels of a name such as `com.amazonaws.eu-west-1.ssm`.
_WITH_REGION = 4
_TYPES = {kind.value: kind for kind in EndpointType}


def lower_endpoint(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPCEndpoint`."""
    options = facts.one("DnsOptions")
    inbound: Truth | None = None
    record_type: Maybe[str] | None = None
    if isinstance(options, Unknown):
        inbound, record_type = options, options
    elif options is not None:
        inbound = _only_inbound(options)
        record_type = options.known("DnsRecordIpType")
    name = facts.text("ServiceName")
    yield Endpoint(
        **facts.common,
        value=facts.value,
        vpc=facts.required_id("VpcId"),
        type=_type(facts),
        service_name="" if name is None else name,
        service=_own_service(facts, name),
        service_region=facts.text("ServiceRegion"),
        subnets=facts.ids("SubnetIds"),
        groups=facts.ids("SecurityGroupIds"),
        route_tables=facts.ids("RouteTableIds"),
        policy=policy_document(facts, "PolicyDocument"),
        private_dns=facts.truth("PrivateDnsEnabled", default=False),
        private_dns_only_inbound=inbound,
        ip_address_type=facts.known("IpAddressType"),
        dns_record_ip_type=record_type,
        resource=_resource(facts),
        accepted=_accepted(facts, name),
    )


def _only_inbound(options: Fields) -> Truth | None:
    """`PrivateDnsOnlyForInboundResolverEndpoint`: a word in CloudFormation, a boolean in the API; None: not said.

    https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-vpcendpoint-dnsoptionsspecification.html
    """
    name = "PrivateDnsOnlyForInboundResolverEndpoint"
    value = options.known(name)
    if value in ("OnlyInboundResolver", "AllResolvers"):
        return value == "OnlyInboundResolver"
    if value in (None, "NotSpecified"):
        return None
    return options.truth(name, default=False)


def _type(facts: Facts) -> Maybe[EndpointType]:
    value = facts.known("VpcEndpointType")
    if value is None:
        return EndpointType.GATEWAY
    if isinstance(value, Unknown):
        return value
    if value not in _TYPES:
        raise facts.refusal("VpcEndpointType", value, f"give {', '.join(_TYPES)}")
    return _TYPES[value]


def _own_service(facts: Facts, name: Value | Unknown | None) -> str | None:
    """The endpoint service of the templates whose name the endpoint asks for."""
    if name is None or isinstance(name, str | Unknown):
        return None
    named = references(name)
    owners = {reference.removesuffix(".ServiceName") for reference in named}
    return next((one for one in sorted(owners) if facts.context.get(one, _SERVICE) is not None), None)


def _resource(facts: Facts) -> Maybe[str] | None:
    for name in ("ResourceConfigurationArn", "ServiceNetworkArn"):
        found = facts.one_id(name)
        if found is not None:
            return of_lattice(facts, found)
    return None


def _accepted(facts: Facts, name: Value | Unknown | None) -> Truth:
    """AWS accepts endpoints to its own services; the owner of another service may have to."""
    own = _own_service(facts, name)
    if own is not None:
        service = facts.context.get(own, _SERVICE)
        required: Truth = True if service is None else service.truth("AcceptanceRequired", default=True)
        return True if required is False else Unknown(frozenset({f"{own}.AcceptanceRequired"}))
    if isinstance(name, str):
        return Unknown(frozenset({name})) if "vpce-svc-" in name else True
    return True if name is None or _is_of_aws(name) else Unknown(frozenset({f"who accepts {facts.id}"}))


def _is_of_aws(name: Value | Unknown) -> bool:
    """Whether a name that is known in part can only be one of AWS's: others are under `vpce` and end in an id."""
    if isinstance(name, Unknown):
        return False
    labels = "".join(one if isinstance(one, str) else "?" for one in literal_pattern(name)).split(".")
    if "vpce" in labels:
        return False
    return "?" not in labels[-1] or (labels[:2] == ["com", "amazonaws"] and len(labels) >= _WITH_REGION)


def lower_endpoint_service(facts: Facts) -> Iterator[Element]:
    """`AWS::EC2::VPCEndpointService`, with who may use it."""
    balancers: list[str | Unknown] = []
    for name in ("NetworkLoadBalancerArns", "GatewayLoadBalancerArns"):
        found = facts.ids(name)
        balancers += [found] if isinstance(found, Unknown) else found
    principals: Maybe[tuple[Value, ...]] | None = None
    for permission in facts.context.grouped(_PERMISSIONS, "ServiceId").get(facts.id, ()):
        principals = permission.texts("AllowedPrincipals")
    yield EndpointService(
        **facts.common,
        service_name=join(
            ["com.amazonaws.vpce.", facts.resolver.ref("AWS::Region"), ".", Reference(facts.id, facts.type)]
        ),
        acceptance_required=facts.truth("AcceptanceRequired", default=True),
        load_balancers=tuple(balancers),
        principals=principals,
    )
