"""What the statements of each perimeter say."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from private_endpoints.catalog import organization_endpoint_prefixes, resource_control_services
from private_endpoints.policy.evaluation import EndpointSource, Request, evaluate
from private_endpoints.policy.organization import (
    Exemptions,
    IdentityPerimeter,
    NetworkPerimeter,
    Organization,
    Perimeters,
    ResourcePerimeter,
)
from private_endpoints.policy.organization.split import size
from support.organizations import (
    BREAK_GLASS,
    CASES,
    EVERYTHING,
    ORGANIZATION,
    TAGGER,
    VPC,
    around,
    documents,
    perimeters,
    policies_of,
)

LONG = Organization("o-" + 32 * "x", "aws-us-gov")


def statement(chosen: Perimeters, policy: str, sid: str) -> dict[str, Any]:
    (found,) = (
        one
        for each in policies_of(chosen)
        if each.name == policy
        for one in each.document["Statement"]
        if one["Sid"] == sid
    )
    return dict(found)


def test_strangers_are_kept_from_resources() -> None:
    assert statement(CASES["identity"], "IdentityRcp", "OnlyOurIdentities") == {
        "Sid": "OnlyOurIdentities",
        "Effect": "Deny",
        "Principal": "*",
        "Action": [
            "aoss:*",
            "dynamodb:*",
            "ecr:*",
            "kms:*",
            "logs:*",
            "s3:*",
            "secretsmanager:*",
            "sqs:*",
            "sts:AssumeRole",
            "sts:DecodeAuthorizationMessage",
            "sts:GetAccessKeyInfo",
            "sts:GetFederationToken",
            "sts:GetServiceBearerToken",
            "sts:GetSessionToken",
            "sts:SetContext",
        ],
        "Resource": "*",
        "Condition": {
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            "StringNotEquals": {
                "aws:PrincipalOrgID": "o-exampleorgid",
                "aws:ResourceTag/dp:exclude:identity": "true",
            },
        },
    }


def test_identities_are_kept_from_resources_of_strangers() -> None:
    found = statement(
        Perimeters(resource=ResourcePerimeter(workloads=["session-manager"], regions=["eu-west-1"])),
        "ResourceScp",
        "OnlyOurResources",
    )
    assert found["NotAction"] == ["organizations:*"]
    assert found["Condition"]["Null"] == {"aws:ResourceAccount": "false"}
    assert found["Condition"]["StringNotEquals"] == {
        "aws:PrincipalTag/dp:exclude:resource": "true",
        "aws:ResourceOrgID": "o-exampleorgid",
        "ec2:Owner": "amazon",
    }
    assert "arn:aws:ssm:eu-west-1::document/*" in found["NotResource"]
    assert "arn:aws:iam::aws:policy/*" in found["NotResource"]


@pytest.mark.parametrize("name", CASES)
def test_no_name_of_a_bucket_is_a_pattern(name: str) -> None:
    # A pattern would spare the bucket that a stranger gives a fitting name.
    for document in documents(policies_of(CASES[name]), "SERVICE"):
        for one in document["Statement"]:
            for arn in one.get("NotResource", []):
                service, bucket = arn.split(":")[2], arn.split(":")[5].partition("/")[0]
                assert service != "s3" or not {"*", "?"} & set(bucket)


def test_a_network_perimeter_without_vpcs_covers_what_carries_the_organization() -> None:
    chosen = CASES["network of tagged principals"]
    covered = statement(chosen, "NetworkScp", "OnlyOurEndpoints")["Action"]
    assert covered == [f"{prefix}:*" for prefix in organization_endpoint_prefixes()]
    controlled = statement(chosen, "NetworkRcp", "OnlyOurEndpoints")
    assert controlled["Action"] == ["dynamodb:*", "ecr:*", "kms:*", "s3:*", "sqs:*"]
    assert controlled["Condition"]["StringEquals"] == {"aws:PrincipalTag/dp:include:network": "true"}


def test_a_network_perimeter_with_vpcs_covers_the_rest_by_them() -> None:
    found = statement(EVERYTHING, "NetworkScp", "OnlyOurVpcs")
    assert {"organizations:*", "s3:*", "rds-db:connect"} <= set(found["NotAction"])
    regional = statement(EVERYTHING, "NetworkScp", "OnlyOurVpcsInUsEast1")["Condition"]
    assert regional["StringEquals"] == {"aws:SourceVpc": VPC}
    assert regional["StringNotEquals"]["aws:RequestedRegion"] == "us-east-1"


def test_an_endpoint_of_a_trusted_account_is_expected_where_the_key_is_carried() -> None:
    network = NetworkPerimeter(included_by=None, endpoint_accounts=["123456789012"])
    policies = around(documents(policies_of(Perimeters(network=network)), "SERVICE"))
    request = Request.of("arn:aws:iam::111122223333:role/Worker", "s3:GetObject", "arn:aws:s3:::bucket/key")
    for account, allowed in (("123456789012", True), ("999999999999", False)):
        source = EndpointSource(endpoint="vpce-1", vpc="vpc-1", account=account)
        sent = request.through_endpoint(source, carried_keys=["aws:VpceAccount", "aws:VpceOrgID"])
        assert evaluate(sent, policies).is_allowed is allowed


@pytest.mark.parametrize("name", CASES)
def test_only_rcps_name_a_principal_and_all_is_denied(name: str) -> None:
    for policy in policies_of(CASES[name]):
        for one in policy.document["Statement"]:
            assert one["Effect"] == "Deny"
            assert one.get("Principal") == ("*" if policy.type == "RESOURCE_CONTROL_POLICY" else None)


@pytest.mark.parametrize("name", CASES)
def test_the_length_of_an_id_changes_no_policy_into_two(name: str) -> None:
    short, long = policies_of(CASES[name]), policies_of(CASES[name], LONG)
    assert [one.name for one in short] == [one.name for one in long]
    for policy in long:
        assert size(policy.document) <= (5_120 if policy.type == "RESOURCE_CONTROL_POLICY" else 10_240)


@pytest.mark.parametrize("name", CASES)
def test_policies_are_the_same_each_time(name: str) -> None:
    assert policies_of(CASES[name]) == policies_of(CASES[name])


def test_the_order_of_what_is_given_changes_nothing() -> None:
    network, exempt = EVERYTHING.network, EVERYTHING.exempt
    assert network is not None
    turned = replace(
        EVERYTHING,
        network=replace(network, vpcs=dict(list(network.vpcs.items())[::-1])),
        exempt=replace(exempt, roles=tuple(exempt.roles)[::-1]),
    )
    assert policies_of(turned) == policies_of(EVERYTHING)


def test_a_generator_is_taken_once() -> None:
    exempt = Exemptions(break_glass=(arn for arn in [BREAK_GLASS]), roles=iter(["AWSControlTowerExecution"]))  # type: ignore[arg-type]
    identity = IdentityPerimeter(services=(one for one in ["s3"]))  # type: ignore[arg-type]
    assert policies_of(Perimeters(identity=identity, exempt=exempt))[0].document["Statement"][0]["Action"] == "s3:*"


def test_every_service_that_rcps_support_can_be_chosen() -> None:
    chosen = Perimeters(identity=IdentityPerimeter(services=list(resource_control_services())))
    assert {policy.type for policy in policies_of(chosen)} == {"RESOURCE_CONTROL_POLICY", "SERVICE_CONTROL_POLICY"}


CALLERS: tuple[dict[str, str | None], ...] = (
    {},
    {"aws:PrincipalArn": BREAK_GLASS},
    {"aws:PrincipalArn": TAGGER},
    {"aws:PrincipalTag/dp:exclude:network": "true"},
    {"aws:PrincipalTag/dp:exclude:resource": "true"},
    {"aws:ResourceTag/dp:exclude:identity": "true"},
    {"aws:ResourceAccount": "123456789012", "aws:ResourceOrgID": None},
    {"aws:VpceAccount": "123456789012", "aws:SourceIp": None, "aws:VpceOrgID": "o-anotherorg99"},
)


@settings(deadline=None, max_examples=25)
@given(chosen=perimeters())
def test_exemptions_only_ever_widen(chosen: Perimeters) -> None:
    if list(chosen.problems()):
        return
    identity, resource, network = chosen.identity, chosen.resource, chosen.network
    wider = Perimeters(
        identity=None if identity is None else replace(identity, trusted_accounts=["123456789012"], services=["s3"]),
        resource=None if resource is None else replace(resource, trusted_accounts=["123456789012"]),
        network=None
        if network is None
        else replace(network, endpoint_accounts=["123456789012"], corporate_cidrs=["203.0.113.0/24"]),
        exempt=Exemptions(break_glass=[BREAK_GLASS, TAGGER]),
    )
    narrower = Perimeters(
        identity=None
        if identity is None
        else replace(identity, trusted_accounts=[], excluded_by=None, services=["s3"]),
        resource=None if resource is None else replace(resource, trusted_accounts=[], excluded_by=None, called_via=[]),
        network=None
        if network is None
        else replace(network, endpoint_accounts=[], corporate_cidrs=[], excluded_by=None),
    )
    for keys in CALLERS:
        for action in ("s3:GetObject", "ssm:SendCommand", "kms:Decrypt"):
            request = Request.of(
                "arn:aws:iam::111122223333:role/Worker",
                action,
                f"arn:aws:{action.partition(':')[0]}:us-east-1:444455556666:key/example",
                organization=ORGANIZATION.id,
                context={
                    "aws:ResourceOrgID": ORGANIZATION.id,
                    "aws:SourceIp": "203.0.113.7",
                    "aws:RequestedRegion": "us-east-1",
                    **keys,
                },
            )
            decisions = []
            for one in (narrower, wider):
                policies = policies_of(one)
                found = evaluate(request, around(documents(policies, "SERVICE"), documents(policies, "RESOURCE")))
                decisions.append(found.is_allowed)
            assert decisions != [True, False]
