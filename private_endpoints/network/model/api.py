"""What is particular about a REST API of API Gateway."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.element import Maybe
from private_endpoints.values import Truth

__all__ = ["Api"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """From where a REST API is called, and what its methods ask of a caller.

    Attributes:
        private: whether it answers through VPC endpoints only; a public one does not answer through them.
        authorizations: `AuthorizationType` of its methods, but of those that answer preflight requests.
        endpoints: ids of the endpoints for each of which AWS gives it one more name.
        has_default_name: whether it answers to the name that AWS gives it.
    """

    private: Truth
    authorizations: Maybe[frozenset[str]]
    endpoints: Maybe[tuple[Maybe[str], ...]] = ()
    has_default_name: Truth = True
