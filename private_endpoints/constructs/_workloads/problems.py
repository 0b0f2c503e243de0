"""Arguments that do not fit what the workloads need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from private_endpoints.catalog import EndpointKind
from private_endpoints.constructs._planning.ask import Ask
from private_endpoints.constructs._workloads.asks import Terms
from private_endpoints.constructs._workloads.wish import Wish
from private_endpoints.errors import Problem

__all__ = ["ask_problems"]


def ask_problems(wish: Wish, terms: Terms, asks: Sequence[Ask], prefix_list_id: str | None) -> Iterator[Problem]:
    """Arguments that speak of an endpoint which nobody asks for, or of one where there are several."""
    gateways = [ask.service.name for ask in asks if ask.kind is EndpointKind.GATEWAY]
    if wish.workloads and terms.buckets is not None and "s3" not in gateways:
        yield Problem(
            "buckets-without-s3",
            f"buckets= is given, and {', '.join(wish.workloads)} asks for no S3 gateway",
            "give include=['s3'] where one of them can use it, or ask with PrivateS3Access(buckets=...)",
        )
    if prefix_list_id is not None and len(gateways) > 1:
        yield Problem(
            "one-prefix-list-for-several",
            f"prefix_list_id= is one, and the workloads need gateways for {', '.join(gateways)}",
            "ask for them with an access construct each",
        )
