"""The service proxy of a platform such as Glue, by which calls of some services leave from its own network.

https://docs.aws.amazon.com/glue/latest/dg/connection-VPC-disable-proxy.html
"""

from __future__ import annotations

from private_endpoints.network.model.endpoint import Endpoint
from private_endpoints.network.model.vpc import Vpc
from private_endpoints.network.model.workload import Workload
from private_endpoints.network.paths.caller import Caller, Spot
from private_endpoints.network.paths.calls.called_service import called_service
from private_endpoints.network.paths.index import Index
from private_endpoints.network.paths.outcomes import Outcomes, either
from private_endpoints.network.paths.question import Question, called_endpoint
from private_endpoints.network.paths.services import service_of
from private_endpoints.values import Unknown

__all__ = ["may_be_proxied", "or_by_proxy"]


def may_be_proxied(index: Index, question: Question, caller: Caller) -> bool:
    """Whether the platform of a workload may call for it what a question is about."""
    proxied = caller.element.proxied if isinstance(caller.element, Workload) else ()
    return bool(proxied and caller.spots) and _name_of_service(index, question, caller.spots[0]) in proxied


def or_by_proxy(question: Question, caller: Caller, found: Outcomes, outside: Outcomes) -> Outcomes:
    """Such a call leaves from the VPC, or from the platform's own network.

    Args:
        question: what is asked.
        caller: the workload.
        found: what comes of it from the VPC.
        outside: what comes of it from the platform's network.
    """
    doubt = frozenset({f"whether {caller.element} calls {question.called} by the proxy of its platform"})
    return {verdict: trail.assume(doubt) for verdict, trail in either([found, outside]).items()}


def _name_of_service(index: Index, question: Question, spot: Spot) -> str:
    """The short name of the service that is called; empty: it is not known."""
    vpc = Vpc(id="") if isinstance(spot.subnet.vpc, Unknown) else index.vpc(spot.subnet.vpc)
    service = called_service(index.network, question, vpc)
    own = index.network.find(Endpoint, called_endpoint(question.host) or "")
    if service is None and own is not None:
        service = service_of(own, vpc, index.network)
    return "" if service is None else service.row.name.removesuffix("-fips")
