"""A live account, read into a network: the same questions answered of what is deployed.

`read` asks the AWS APIs, changes nothing, and gives the network that templates give too.

    import boto3
    from private_endpoints.account import read
    from private_endpoints.network import PathEngine, Question

    network = read(boto3.Session(), region="eu-central-1")
    path = PathEngine(network).path(Question(source="i-0a1b2c3d4e5f67890", service="ssm"))

It needs boto3, which is in the extra `account`.
"""

from private_endpoints.account.read import read

__all__ = ["read"]
