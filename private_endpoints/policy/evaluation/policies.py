"""The policies around a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from private_endpoints.policy.evaluation.document import Document
from private_endpoints.policy.evaluation.kinds import PolicyKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Policies"]

_NOTHING: Mapping[str, str] = {}
_NONE: tuple[object, ...] = (None, [], ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Policies:
    """All policies that AWS evaluates for one request. Make it with `compile`, evaluate it often.

    Attributes:
        identity: those of the principal and its groups.
        resource: that of the resource: a bucket policy, key policy, role trust policy ...; None: it has none.
        endpoint: that of the VPC endpoint; None: the request goes through none, or the policy is full access.
        service_control: the SCPs of each level from root to account; empty: the account is in no organization, or
            SCPs are off.
        resource_control: the RCPs of each level above the resource. RCPFullAWSAccess is at every level by itself.
        permissions_boundary: that of the user or role; None: it has none.
        session: those passed when the session was made; None: none were.
        management_account: whether the principal is in the management account, which SCPs spare.
        resource_in_management_account: whether the resource is in it, which RCPs spare.
    """

    identity: tuple[Document, ...] = ()
    resource: Document | None = None
    endpoint: Document | None = None
    service_control: tuple[tuple[Document, ...], ...] = ()
    resource_control: tuple[tuple[Document, ...], ...] = ()
    permissions_boundary: tuple[Document, ...] | None = None
    session: tuple[Document, ...] | None = None
    management_account: bool = False
    resource_in_management_account: bool = False

    @classmethod
    def compile(
        cls,
        *,
        identity: Sequence[object] = (),
        resource: object = None,
        endpoint: object = None,
        service_control: Sequence[Sequence[object]] = (),
        resource_control: Sequence[Sequence[object]] = (),
        permissions_boundary: object = None,
        session: object = None,
        management_account: bool = False,
        resource_in_management_account: bool = False,
        bindings: Mapping[str, str] = _NOTHING,
    ) -> Policies:
        """Read and compile the documents; each as JSON text or as the objects read from it.

        Args:
            identity: identity-based policies.
            resource: the resource-based policy.
            endpoint: the endpoint policy.
            service_control: the SCPs of each level.
            resource_control: the RCPs of each level.
            permissions_boundary: the boundary; an empty list is none.
            session: the session policy, or a list of them: the session has what one of them allows. An empty list is
                none.
            management_account: whether the principal is in the management account.
            resource_in_management_account: whether the resource is in it.
            bindings: what is known of the references in the documents, such as `{"AWS::Partition": "aws"}`.

        Raises:
            InvalidInputError: a document is no policy of its kind.
        """

        def read(given: object, kind: PolicyKind, where: str) -> Document:
            return Document.parse(given, kind, where=where, bindings=bindings)

        def read_all(given: object, kind: PolicyKind, where: str) -> tuple[Document, ...]:
            items = given if isinstance(given, list | tuple) else [given]
            return tuple(read(one, kind, f"{where}[{index}]") for index, one in enumerate(items))

        def levels(given: Sequence[Sequence[object]], kind: PolicyKind, where: str) -> tuple[tuple[Document, ...], ...]:
            return tuple(read_all(list(level), kind, f"{where}[{index}]") for index, level in enumerate(given))

        return cls(
            identity=read_all(list(identity), PolicyKind.IDENTITY, "identity policy"),
            resource=None if resource is None else read(resource, PolicyKind.RESOURCE, "resource policy"),
            endpoint=None if endpoint is None else read(endpoint, PolicyKind.ENDPOINT, "endpoint policy"),
            service_control=levels(service_control, PolicyKind.SERVICE_CONTROL, "service control policy"),
            resource_control=levels(resource_control, PolicyKind.RESOURCE_CONTROL, "resource control policy"),
            permissions_boundary=None
            if permissions_boundary in _NONE
            else read_all(permissions_boundary, PolicyKind.PERMISSIONS_BOUNDARY, "permissions boundary"),
            session=None if session in _NONE else read_all(session, PolicyKind.SESSION, "session policy"),
            management_account=management_account,
            resource_in_management_account=resource_in_management_account,
        )
