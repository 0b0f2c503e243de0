"""Where calls through an endpoint lack the keys that a perimeter tests.

What AWS documents of the keys (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html):

- `aws:PrincipalArn` is in every signed request and in no anonymous one. `aws:PrincipalAccount` is in anonymous ones
  too, with the value `anonymous`; for federated callers of STS it is missing. So an unsigned call is told by
  `"Null": {"aws:PrincipalArn": "true"}`, and by no test on the account, IfExists or not.
- `aws:PrincipalOrgID` is missing for every account that is in no organization, so StringEqualsIfExists on it admits
  signed calls of a stranger's private account.
- `aws:ResourceAccount` is in every request but those of the actions listed here, so StringEqualsIfExists on it is the
  right operator for an Allow: it breaks none of these actions and admits no foreign resource elsewhere.
- `aws:ResourceOrgID` is missing also where the resource's account is in no organization, so StringEqualsIfExists on it
  admits resources of a stranger's private account. Ask for StringEquals, and let the actions listed here pass by a
  statement of their own with `"Null": {"aws:ResourceAccount": "true"}`. For an account the two forms are one.

Actions that take no resource (those of ssmmessages and ec2messages, ecr:GetAuthorizationToken) are not in AWS's list of
actions without the key. Whether they have it, with the caller's account, or lack it is not documented; both forms let
them pass either way.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from private_endpoints.catalog._data import Source, read_rows

__all__ = ["PerimeterException", "perimeter_exceptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PerimeterException:
    """What a perimeter must know of one endpoint service.

    Attributes:
        service: short name of the endpoint service, such as `execute-api`.
        unsigned_actions: IAM actions that may come without the keys of the caller; `*` if all may.
        no_resource_account_actions: IAM actions without the keys of the resource. Those that have them, with an
            account of AWS for a value, are in the rows of `owned_resources`.
        why: how such calls come about, and what the row leaves open.
        source: where the row comes from.
        as_of: ISO date on which the row was compared with its source.
        confidence: `documented` by the source, or `memory` where the source does not say all of it.
    """

    service: str
    unsigned_actions: tuple[str, ...]
    no_resource_account_actions: tuple[str, ...]
    why: str
    source: str
    as_of: str
    confidence: Literal["documented", "memory"]


def perimeter_exceptions(service_name: str) -> PerimeterException | None:
    """What is special about calls through this service's endpoint; None where no exception is known.

    A FIPS endpoint takes the same calls as its service, so it has the same row.

    Args:
        service_name: short name of the endpoint service, such as `sts`.
    """
    return _by_service().get(service_name.removesuffix("-fips"))


@cache
def _by_service() -> dict[str, PerimeterException]:
    return {row["service"]: _perimeter_exception(row) for row in read_rows("perimeter_exceptions.jsonl")}


def _perimeter_exception(row: dict[str, Any]) -> PerimeterException:
    source = Source(**row["source"])
    return PerimeterException(
        **{
            **row,
            "unsigned_actions": tuple(row["unsigned_actions"]),
            "no_resource_account_actions": tuple(row["no_resource_account_actions"]),
            "source": str(source),
            "as_of": source.as_of,
        }
    )
