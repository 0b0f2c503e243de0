"""The default endpoint policy: inside to inside, and what the service cannot work without."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from private_endpoints.catalog import (
    EndpointService,
    PerimeterForm,
    owned_resources,
    perimeter_exceptions,
    perimeter_forms,
)
from private_endpoints.policy.boundary import Boundary
from private_endpoints.policy.place import Place
from private_endpoints.policy.statement import Statement, all_of, allow

__all__ = ["perimeter"]

# In the catalog the word for what a service is of little use without.
_ALWAYS = "always"


def perimeter(
    service: EndpointService, boundary: Boundary, place: Place, *, workloads: Collection[str] | None = None
) -> list[Statement]:
    """What passes an endpoint of `service` when nobody named resources.

    Principals of the boundary reach resources of the boundary, and the resources of AWS that the service needs; AWS
    services themselves pass; so do calls that carry no principal keys, where the service takes such calls. A service
    that takes a few forms of policy only gets these.

    Args:
        service: row of the catalog.
        boundary: whose principals and resources are inside.
        place: where the endpoint lives.
        workloads: who needs resources of AWS. Default: anybody, so all that the catalog has for the service, but for
            those that carry data to anybody's resources and so must be declared.
    """
    if forms := perimeter_forms(service.name):
        return [_in_form(form, boundary) for form in forms]
    return [
        allow(
            f"{boundary.name}PrincipalsTo{boundary.name}Resources{boundary.suffix}",
            actions=["*"],
            resources=["*"],
            condition=all_of(boundary.by_insiders, boundary.to_insiders),
        ),
        # Bool, never BoolIfExists: an anonymous call lacks the key and must not pass for an AWS service.
        allow(
            "AwsServicePrincipals",
            actions=["*"],
            resources=["*"],
            condition={"Bool": {"aws:PrincipalIsAWSService": "true"}},
        ),
        *_resources_of_aws(service, boundary, place, workloads),
        *_calls_without_keys(service, boundary),
    ]


def _in_form(form: PerimeterForm, boundary: Boundary) -> Statement:
    # Strict, where others have IfExists: the documented forms have StringEquals, and the key is always there.
    inside = {"caller": boundary.principal_key, "resource": boundary.resource_key}[form.tested]
    return allow(
        f"{boundary.name}{form.sid}{boundary.suffix}",
        actions=form.actions,
        resources=["*"],
        condition={"StringEquals": {inside: boundary.owner}},
    )


def _resources_of_aws(
    service: EndpointService, boundary: Boundary, place: Place, workloads: Collection[str] | None
) -> Iterator[Statement]:
    for owned in owned_resources(service.name):
        declared = (
            not owned.only_declared if workloads is None else {_ALWAYS, *workloads}.intersection(owned.needed_for)
        )
        if not declared:
            continue
        arns = [place.fill(pattern) for pattern in owned.resources_in(place.known_region)]
        caller = boundary.by_insiders if owned.signed_by == "account" else {}
        further = {"StringEquals": dict(owned.condition)} if owned.condition else {}
        if arns:
            yield allow(
                f"{owned.sid}{boundary.suffix}",
                actions=owned.actions,
                resources=arns,
                condition=all_of(caller, further),
            )


def _calls_without_keys(service: EndpointService, boundary: Boundary) -> Iterator[Statement]:
    exception = perimeter_exceptions(service.name)
    if exception is not None and exception.unsigned_actions:
        yield allow(
            f"CallsWithoutPrincipal{boundary.suffix}",
            actions=exception.unsigned_actions,
            resources=["*"],
            # Every signed call has aws:PrincipalArn, also a stranger's: those stay out.
            condition=all_of({"Null": {"aws:PrincipalArn": "true"}}, boundary.to_insiders),
        )
    if not boundary.missing_key_passes:
        # Which actions have no owner of the resource in their context is known in part only, so for all of them the
        # key that every other request carries is asked for.
        yield allow(
            f"CallsWithoutResourceOwner{boundary.suffix}",
            actions=["*"],
            resources=["*"],
            condition=all_of(boundary.by_insiders, {"Null": {"aws:ResourceAccount": "true"}}),
        )
