"""How the local cloud refuses what AWS refuses."""

from __future__ import annotations

__all__ = ["RefusedError"]


class RefusedError(ValueError):
    """A request that AWS refuses.

    CloudFormation writes the text into the event of the resource, the EC2 API answers with code and message.

    Attributes:
        code: AWS's error code, such as `InvalidParameter`.
        message: AWS's message, or one in its manner.
    """

    def __init__(self, code: str, message: str, *, service: str = "Ec2") -> None:
        self.code = code
        self.message = message
        super().__init__(f"{message} (Service: {service}, Status Code: 400, Error Code: {code})")
