"""The role with which CloudFormation deploys a stack."""

from __future__ import annotations

import aws_cdk as cdk

__all__ = ["deployer_of"]


def deployer_of(stack: cdk.Stack) -> str | None:
    """The exact ARN of the role; None where CloudFormation uses the credentials of whoever deploys.

    For the CDK's own synthesizer it is the role `cfn-exec-role` of the bootstrap stack.
    https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html
    """
    arn = getattr(stack.synthesizer, "cloud_formation_execution_role_arn", None)
    if not isinstance(arn, str):
        return None
    # The synthesizer writes ${AWS::Partition} and the like, for the CDK CLI to fill in.
    return cdk.Fn.sub(arn) if "${AWS::" in arn else arn
