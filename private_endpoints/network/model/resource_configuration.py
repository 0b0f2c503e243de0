"""Resources that VPC Lattice shares, and the gateways that lead to them."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth, Unknown, Value

__all__ = ["ResourceConfiguration", "ResourceGateway"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceGateway(Element):
    """Interfaces in the VPC of a resource, from whose addresses its callers come.

    https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-gateway.html

    Attributes:
        subnets: where its interfaces are.
        groups: its security groups, which say what it reaches; empty: the default group of the VPC.
        ip_address_type: `IPV4`, `IPV6` or `DUALSTACK`. Default: IPv4.
        resolves_publicly: whether public resolvers answer for domain names of resources, and not the VPC's.
            Default: they do.
    """

    subnets: Maybe[tuple[Maybe[str], ...]] = ()
    groups: Maybe[tuple[Maybe[str], ...]] = ()
    ip_address_type: Maybe[str] = "IPV4"
    resolves_publicly: Truth = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceConfiguration(Element):
    """What a resource endpoint leads to: an address, or something of the network.

    https://docs.aws.amazon.com/vpc-lattice/latest/ug/resource-configuration.html

    Attributes:
        gateway: the resource gateway that leads there; None: not said.
        ports: first and last ports of the ranges that clients may call; None: all that the resource answers on.
        address: its private address; None: not known by that.
        element: id of the workload or interface that it is; None: none of the network, or not known.
        by_name: whether a domain name says which it is, whose addresses public DNS tells.
    """

    gateway: Maybe[str] | None = None
    ports: Maybe[tuple[tuple[int, int], ...]] | None = None
    address: Value | Unknown | None = None
    element: str | None = None
    by_name: bool = False
