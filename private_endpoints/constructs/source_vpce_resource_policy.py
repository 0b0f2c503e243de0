"""Keys, queues, topics, secrets, tables ... that refuse whoever does not come through the endpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_iam as iam
from constructs import Construct

from private_endpoints.constructs._perimeter.arguments import asked_of, build, perimeter_problems
from private_endpoints.constructs._perimeter.exempt import Exempt
from private_endpoints.constructs._perimeter.guarded import Guarded
from private_endpoints.constructs._perimeter.resources import checked_resource
from private_endpoints.constructs._planning.arguments import actions_of
from private_endpoints.constructs._planning.plan import raise_problems
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem

if TYPE_CHECKING:
    # Each of these modules takes a while to load, and an app needs those only that it uses.
    from aws_cdk import aws_apigateway as apigateway
    from aws_cdk import aws_dynamodb as dynamodb
    from aws_cdk import aws_ecr as ecr
    from aws_cdk import aws_kms as kms
    from aws_cdk import aws_s3 as s3
    from aws_cdk import aws_secretsmanager as secretsmanager
    from aws_cdk import aws_sns as sns
    from aws_cdk import aws_sqs as sqs

    PerimeterTarget: TypeAlias = (
        kms.IKey
        | sqs.IQueue
        | sns.ITopic
        | secretsmanager.ISecret
        | dynamodb.ITable
        | ecr.IRepository
        | apigateway.IRestApi
        | s3.IBucket
    )

__all__ = ["SourceVpceResourcePolicy"]


class SourceVpceResourcePolicy(Construct):
    """A statement in the policy of a resource: what is in it is used through the endpoints only.

    For keys, queues, topics, secrets, tables (with their stream), repositories of images, private REST APIs; and
    buckets, as `SourceVpceBucketPolicy`. Adds a Deny with `aws:SourceVpce` to the policy that the resource has; other
    statements are kept. Several of these constructs on one resource make one perimeter, which lets in the networks and
    the exempt principals of all.

    What is refused, what must never be, and who of AWS is exempt differs by type and is data:
    `private_endpoints.catalog.perimeter_resources()`. Service *roles* are not exempt: pollers of queues and streams,
    rotation functions, and all that calls from outside the VPC with a role of yours is refused unless it is named in
    `service_roles`; a warning at synth names those of the app that are forgotten.

    At synth the finished policy is put to the test: who is let in passes, the same caller elsewhere does not, and
    whoever administers the resource still can. A policy that breaks one of these promises does not synthesize.

    Attributes:
        resource: the resource.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        resource: PerimeterTarget,
        access: Sequence[EndpointAccess] = (),
        endpoints: Sequence[ec2.IVpcEndpoint] = (),
        vpcs: Sequence[ec2.IVpc] = (),
        organization_id: str | None = None,
        accounts: Sequence[str] = (),
        actions: Sequence[str] | None = None,
        break_glass: Sequence[Exempt] = (),
        service_roles: Sequence[iam.IRole | str] = (),
    ) -> None:
        """Add the statement.

        Args:
            scope: parent.
            id: id below the parent.
            resource: a resource that is made in this app: a key, queue, topic, secret, table, repository, private
                REST API or bucket. Nobody but exempt principals reads the stream of a table, unless an endpoint for
                `dynamodb-streams` is let in.
            access: access constructs whose VPCs' endpoints for the service are let in.
            endpoints: endpoints for the service that are let in, beside those of `access`.
            vpcs: VPCs that are let in by any endpoint of theirs for the service.
            organization_id: an organization of which every account's endpoints are let in, where the service carries
                `aws:VpceOrgID`. Default: none.
            accounts: accounts of which every endpoint is let in, where the service carries `aws:VpceAccount`. Default:
                none.
            actions: what is refused outside. Default: the use of what is in the resource, such as sending and
                receiving messages.
            break_glass: roles or users that are never refused, as objects or exact ARNs. Default: none.
            service_roles: roles with which AWS services call from outside the VPC, as objects or exact ARNs. Default:
                none.

        Raises:
            InvalidInputError: all that is wrong with the arguments; no policy was touched.
        """
        problems: list[Problem] = []
        asked = asked_of(
            access=access,
            endpoints=endpoints,
            vpcs=vpcs,
            organization_id=organization_id,
            accounts=accounts,
            break_glass=break_glass,
            service_roles=service_roles,
            problems=problems,
        )
        given = None if actions is None else actions_of(actions, problems)
        checked = checked_resource("resource", resource)
        denied: Sequence[str] = ()
        if isinstance(checked, Problem):
            problems.append(checked)
        else:
            denied = perimeter_problems(checked, asked, given, problems)
        raise_problems(path_of(scope, id), list(dict.fromkeys(problems)))
        assert isinstance(checked, Guarded)  # noqa: S101 - else there was a problem
        super().__init__(scope, id)
        self.resource = resource
        build(checked, asked, denied)
