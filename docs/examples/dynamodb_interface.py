# ruff: noqa: INP001 - a script, in no package
"""DynamoDB for callers in the VPC through the gateway, and for callers on premises through an interface endpoint."""

import aws_cdk as cdk
from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from private_endpoints import PrivateDynamoDbAccess, PrivateVpc, VpcEndpoints


class Tables(cdk.Stack):
    """Both endpoints of DynamoDB on one VPC."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        vpc = PrivateVpc(self, "Vpc")
        PrivateDynamoDbAccess(self, "DynamoDb", vpc=vpc)

        on_premises = VpcEndpoints.of(vpc).add_interface("dynamodb")
        on_premises.connections.allow_default_port_from(ec2.Peer.ipv4("192.168.0.0/16"))


app = cdk.App()
Tables(app, "Tables")
app.synth()
