"""The model and the path engine: what exists, and whether a path through it is private."""

from private_endpoints.network.model.api import Api
from private_endpoints.network.model.element import Cidr, Element, Maybe
from private_endpoints.network.model.endpoint import Endpoint, EndpointType
from private_endpoints.network.model.endpoint_service import EndpointService
from private_endpoints.network.model.gateways import (
    CarrierGateway,
    DirectConnectAssociation,
    EgressOnlyGateway,
    GatewayAttachment,
    InternetGateway,
    NatGateway,
    VirtualPrivateGateway,
    VpnConnection,
)
from private_endpoints.network.model.hosted_zone import HostedZone, HostedZoneAssociation, Record
from private_endpoints.network.model.interface import Interface
from private_endpoints.network.model.load_balancer import Listener, LoadBalancer, Registered, TargetGroup
from private_endpoints.network.model.network import Network
from private_endpoints.network.model.network_acl import NetworkAcl, NetworkAclAssociation, NetworkAclEntry
from private_endpoints.network.model.origin import NOWHERE, Origin
from private_endpoints.network.model.peering import PeeringConnection
from private_endpoints.network.model.ports import ANY_PROTOCOL, EVERYTHING, TCP, UDP, Protocol
from private_endpoints.network.model.prefix_list import PrefixList
from private_endpoints.network.model.profile import Profile, ProfileAssociation, ProfileResource
from private_endpoints.network.model.resolver import (
    Direction,
    ResolverEndpoint,
    ResolverRule,
    ResolverRuleAssociation,
    RuleKind,
)
from private_endpoints.network.model.resource import Resource
from private_endpoints.network.model.resource_configuration import ResourceConfiguration, ResourceGateway
from private_endpoints.network.model.role import Role
from private_endpoints.network.model.routing import (
    Route,
    RoutePropagation,
    RouteTable,
    RouteTableAssociation,
    Target,
    TargetKind,
)
from private_endpoints.network.model.security_group import SecurityGroup, SecurityGroupRule
from private_endpoints.network.model.subnet import Subnet
from private_endpoints.network.model.transit_gateway import (
    AttachmentKind,
    TransitGateway,
    TransitGatewayAssociation,
    TransitGatewayAttachment,
    TransitGatewayPropagation,
    TransitGatewayRoute,
    TransitGatewayRouteTable,
)
from private_endpoints.network.model.unknown_resource import UnknownResource
from private_endpoints.network.model.vpc import AMAZON_DNS, NO_DNS_OPTION, Vpc
from private_endpoints.network.model.workload import Requirement, Workload
from private_endpoints.network.needs import needs_of
from private_endpoints.network.paths.engine import PathEngine
from private_endpoints.network.paths.path import Blocker, Hop, Path
from private_endpoints.network.paths.perimeter import PerimeterCaller, PerimeterQuestion
from private_endpoints.network.paths.question import INTERNET, Question
from private_endpoints.network.paths.verdict import Verdict

__all__ = [
    "AMAZON_DNS",
    "ANY_PROTOCOL",
    "EVERYTHING",
    "INTERNET",
    "NOWHERE",
    "NO_DNS_OPTION",
    "TCP",
    "UDP",
    "Api",
    "AttachmentKind",
    "Blocker",
    "CarrierGateway",
    "Cidr",
    "DirectConnectAssociation",
    "Direction",
    "EgressOnlyGateway",
    "Element",
    "Endpoint",
    "EndpointService",
    "EndpointType",
    "GatewayAttachment",
    "Hop",
    "HostedZone",
    "HostedZoneAssociation",
    "Interface",
    "InternetGateway",
    "Listener",
    "LoadBalancer",
    "Maybe",
    "NatGateway",
    "Network",
    "NetworkAcl",
    "NetworkAclAssociation",
    "NetworkAclEntry",
    "Origin",
    "Path",
    "PathEngine",
    "PeeringConnection",
    "PerimeterCaller",
    "PerimeterQuestion",
    "PrefixList",
    "Profile",
    "ProfileAssociation",
    "ProfileResource",
    "Protocol",
    "Question",
    "Record",
    "Registered",
    "Requirement",
    "ResolverEndpoint",
    "ResolverRule",
    "ResolverRuleAssociation",
    "Resource",
    "ResourceConfiguration",
    "ResourceGateway",
    "Role",
    "Route",
    "RoutePropagation",
    "RouteTable",
    "RouteTableAssociation",
    "RuleKind",
    "SecurityGroup",
    "SecurityGroupRule",
    "Subnet",
    "Target",
    "TargetGroup",
    "TargetKind",
    "TransitGateway",
    "TransitGatewayAssociation",
    "TransitGatewayAttachment",
    "TransitGatewayPropagation",
    "TransitGatewayRoute",
    "TransitGatewayRouteTable",
    "UnknownResource",
    "Verdict",
    "VirtualPrivateGateway",
    "Vpc",
    "VpnConnection",
    "Workload",
    "needs_of",
]
