"""The local cloud: AWS's VPC endpoints on this machine, for tests and demonstrations.

`LocalCloud` starts an AWS emulator on the loopback interface and adds what VPC endpoints are in AWS: what they make,
what AWS refuses, and, on demand, what their policies let through. Nothing leaves the machine, and nothing stays behind.

    from private_endpoints.local import LocalCloud

    with LocalCloud() as cloud:
        stack = cloud.stacks.deploy(template)
        cloud.client("ec2").describe_vpc_endpoints()
"""

from private_endpoints.local.cdk_cli import CdkCli
from private_endpoints.local.cloud import LocalCloud
from private_endpoints.local.credentials import Credentials
from private_endpoints.local.stacks import Stack, StackDeployer

__all__ = ["CdkCli", "Credentials", "LocalCloud", "Stack", "StackDeployer"]
