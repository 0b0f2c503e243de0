"""What policies call a request, where the emulator has other names for it."""

from __future__ import annotations

__all__ = ["authorized_as"]

# "This operation requires permission for the bedrock:InvokeModel action":
# https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
_ACTIONS = {
    "bedrock:Converse": "bedrock:InvokeModel",
    "bedrock:ConverseStream": "bedrock:InvokeModelWithResponseStream",
}
# Of a log group's ARN that ends with its name.
_COLONS = 6


def authorized_as(action: str, resource_arn: str) -> tuple[str, str]:
    """The action and the resource by which AWS authorizes a request.

    Args:
        action: the emulator's, by the name of the request.
        resource_arn: the emulator's.
    """
    if action.startswith("logs:") and ":log-group:" in resource_arn and resource_arn.count(":") == _COLONS:
        # "not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:eu-central-1:...:log-group:/aws/
        # lambda/...:log-stream:" in https://github.com/elastic/apm-aws-lambda/issues/526; so the ARN that GetAtt gives,
        # with `:*` at its end, matches.
        resource_arn = f"{resource_arn}:log-stream:"
    return _ACTIONS.get(action, action), resource_arn
