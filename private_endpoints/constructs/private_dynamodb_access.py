"""Private access to DynamoDB."""

from __future__ import annotations

from collections.abc import Sequence

from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints.constructs._planning.gateway_ask import gateway_ask
from private_endpoints.constructs._planning.insiders import checked_organization
from private_endpoints.constructs._planning.named_tables import table_arns
from private_endpoints.constructs._planning.other_types import check_vpc, checked_policy
from private_endpoints.constructs.endpoint_access import EndpointAccess, path_of
from private_endpoints.errors import Problem
from private_endpoints.policy import EndpointPolicy

__all__ = ["TABLE_ACTIONS", "PrivateDynamoDbAccess"]

# What applications do with a table; administration of the table itself is not among it.
TABLE_ACTIONS = (
    "dynamodb:BatchGetItem",
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:DescribeTimeToLive",
    "dynamodb:GetItem",
    "dynamodb:PartiQL*",
    "dynamodb:PutItem",
    "dynamodb:Query",
    "dynamodb:Scan",
    "dynamodb:UpdateItem",
)


class PrivateDynamoDbAccess(EndpointAccess):
    """The DynamoDB gateway endpoint of a VPC, narrowed to some tables.

    Creates, if the VPC has none yet, a gateway endpoint in the route tables of the isolated and private subnets: free
    of charge, for callers in the VPC and tables in its region. Callers on premises need the interface endpoint
    (`VpcEndpoints.of(vpc).add_interface("dynamodb")`), which has no private DNS name.

    `tables` are grants, not limits: the endpoint's policy is the union of what all askers named.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        vpc: ec2.IVpc,
        tables: Sequence[dynamodb.ITable] | None = None,
        actions: Sequence[str] = TABLE_ACTIONS,
        policy: EndpointPolicy | None = None,
        organization_id: str | None = None,
        subnets: ec2.SubnetSelection | None = None,
        route_table_ids: Sequence[str] | None = None,
        prefix_list_id: str | None = None,
    ) -> None:
        """Ask for the endpoint.

        Args:
            scope: parent.
            id: id below the parent.
            vpc: owned, imported (with the route tables of its subnets) or looked up; of this or another stack.
            tables: tables, with their indexes, that principals of this account, or of the organization, reach. Default:
                all tables of it, unless `policy` is given.
            actions: what may be done with `tables`. Default: reading, writing and querying items.
            policy: another rule for what may pass, beside the above; not with `organization_id`. Default: none.
            organization_id: the organization whose principals reach `tables`, and all tables of which pass where
                nobody named any. Default: this account.
            subnets: subnets whose route tables get the route. Default: all isolated and private ones.
            route_table_ids: route tables that get the route, by id, beside those of `subnets`.
            prefix_list_id: AWS's prefix list for DynamoDB, for clients that are restricted. Default: the catalog's.

        Raises:
            InvalidInputError: all that is wrong with the arguments; nothing was made.
        """
        where = path_of(scope, id)
        check_vpc(where, vpc)
        problems: list[Problem] = []
        policy = checked_policy(policy, problems)
        organization = checked_organization(organization_id, policy, problems)
        rules = [policy] if policy else []
        ask = gateway_ask(
            where,
            "dynamodb",
            what="Tables",
            named=None if tables is None else table_arns(tables, vpc=vpc, asker=scope, problems=problems),
            actions=actions,
            rules=rules,
            organization_id=organization,
            subnets=subnets,
            route_table_ids=route_table_ids,
            problems=problems,
        )
        super().__init__(scope, id, vpc=vpc, asks=[ask], problems=problems, prefix_list_id=prefix_list_id)

    @property
    def endpoint(self) -> ec2.IGatewayVpcEndpoint:
        """The gateway endpoint."""
        return self.endpoints["dynamodb"]
