"""What workloads call: buckets, queues, secrets ..., with the policies attached to them."""

from __future__ import annotations

from dataclasses import dataclass

from private_endpoints.network.model.api import Api
from private_endpoints.network.model.element import Element
from private_endpoints.values import Truth, Value

__all__ = ["Resource"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource(Element):
    """A resource behind a service.

    Attributes:
        type: its CloudFormation type, such as `AWS::S3::Bucket`.
        arn: its ARN, parts of which may be references. Default: a reference of its own.
        policy: its resource-based policy, as JSON values in which a string may be a `Join`. None: it has none.
        account: whose it is; None: the account of the stack that made it, the caller's own.
        region: where it is; None: its ARN says it, or it is where the caller is.
        complete: whether `policy` is all there is. Default: it is; unknown for an imported resource.
        api: of a REST API, what is particular about it; None: nothing is known of that, or it is none.
    """

    type: str
    arn: Value | None = None
    policy: object = None
    account: Value | None = None
    region: str | None = None
    complete: Truth = True
    api: Api | None = None
