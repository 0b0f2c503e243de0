"""boto3 clients of a local cloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import boto3.session
import botocore.session
from botocore.config import Config

from private_endpoints.local.headers import INSECURE_HEADER, SOURCE_IP_HEADER, THROUGH_HEADER

if TYPE_CHECKING:
    from private_endpoints.local.credentials import Credentials

__all__ = ["make_client"]

# No environment variable and no file of the user may choose credentials, a profile or an endpoint.
_NOWHERE = (None, None, None, None)
_UNREAD = dict.fromkeys(("profile", "config_file", "credentials_file", "endpoint_url", "ca_bundle"), _NOWHERE)


def make_client(
    url: str,
    service: str,
    *,
    region: str,
    credentials: Credentials,
    through: str | None,
    source_ip: str | None,
    tls: bool,
) -> Any:  # noqa: ANN401 - the class of a boto3 client is made at run time
    """A client that sends its requests to the local cloud, with the headers that say where they come from."""
    session = boto3.session.Session(
        botocore_session=botocore.session.Session(session_vars=_UNREAD),
        aws_access_key_id=credentials.access_key_id,
        aws_secret_access_key=credentials.secret_access_key,
        aws_session_token=credentials.session_token,
        region_name=region,
    )
    config = Config(
        retries={"total_max_attempts": 1},
        connect_timeout=5,
        read_timeout=120,
        s3={"addressing_style": "path"},
        # A proxy of the user's environment would never reach the loopback interface of this machine.
        proxies={},
    )
    make: Any = session.client
    client = make(service, endpoint_url=url, config=config)
    headers = {
        name: value
        for name, value in (
            (THROUGH_HEADER, through),
            (SOURCE_IP_HEADER, source_ip),
            (INSECURE_HEADER, None if tls else "1"),
        )
        if value
    }

    def add(params: dict[str, Any], **_: object) -> None:
        params["headers"].update(headers)

    if headers:
        client.meta.events.register("before-call", add)
    return client
