"""What Network Load Balancers do with connections; where they are is said by a `Workload`."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Element, Maybe
from private_endpoints.values import Truth

__all__ = ["Listener", "LoadBalancer", "Registered", "TargetGroup"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadBalancer(Element):
    """A Network Load Balancer whose listeners are in the network, all of them.

    Attributes:
        balancer: id of its `Workload`.
        groups: its security groups; empty: it has none, and takes all connections.
        filters_private_link: whether their rules count for connections through PrivateLink. Default: they do.
    """

    balancer: str
    groups: Maybe[tuple[Maybe[str], ...]] = ()
    filters_private_link: Truth = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listener(Element):
    """A port on which a load balancer answers.

    Attributes:
        balancer: id of the `Workload` of the load balancer.
        port: the port.
        takes_tcp: whether it takes TCP connections. Default: it does.
        target_groups: where it sends them; None: not said, or nowhere.
    """

    balancer: Maybe[str]
    port: Maybe[int]
    takes_tcp: Truth = True
    target_groups: Maybe[tuple[Maybe[str], ...]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """A target of a load balancer.

    Attributes:
        port: the port that it is called on.
        element: id of a workload; empty: an address is registered.
        address: the address.
    """

    port: int
    element: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetGroup(Element):
    """Where listeners send connections.

    Attributes:
        targets: what the group itself registers; None: nothing, or it is not known what.
        filled_by_others: whether others register targets, such as groups of instances. Default: they do not.
    """

    targets: tuple[Registered, ...] | None = None
    filled_by_others: Truth = False
