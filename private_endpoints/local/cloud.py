"""A local cloud."""

from __future__ import annotations

import http.client
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from private_endpoints.errors import LocalCloudError
from private_endpoints.local.credentials import ROOT, Credentials
from private_endpoints.local.environment import client_environment
from private_endpoints.local.identities import Identities
from private_endpoints.local.node import node_folder
from private_endpoints.local.requirements import require_local
from private_endpoints.local.server_process import ServerProcess
from private_endpoints.local.stacks import StackDeployer

__all__ = ["LocalCloud"]


class LocalCloud:
    """AWS on this machine, with the semantics of VPC endpoints: a context manager.

    It is an emulator in a process of its own, on a free port of the loopback interface. Its state is in memory and
    its files are in a temporary folder; both are gone when it stops, however this process ends.

    Args:
        region: region of requests that name none.
        account: account of the default credentials.
        authorization: whether identity, resource and endpoint policies are evaluated. Default: every request is
            allowed.
    """

    def __init__(
        self, *, region: str = "us-east-1", account: str = "123456789012", authorization: bool = False
    ) -> None:
        self.region = region
        self.account = account
        self.authorization = authorization
        self._process: ServerProcess | None = None
        self._clients: dict[object, Any] = {}

    def start(self) -> Self:
        """Start the process and wait until it answers. Done already: nothing happens.

        Raises:
            LocalCloudError: what it needs is not installed, or it did not start; the text has the end of its log.
        """
        require_local()
        if self._process is None:
            self._process = ServerProcess(
                region=self.region,
                account=self.account,
                authorization=self.authorization,
                # Functions written for Node run on the Node that came with the package manager.
                path=(node_folder(),),
            )
        return self

    def stop(self) -> None:
        """End the process and remove every file. Done already: nothing happens."""
        for client in self._clients.values():
            client.close()
        self._clients.clear()
        if self._process is not None:
            self._process.stop()
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def running(self) -> bool:
        """Whether the process was started and not stopped."""
        return self._process is not None

    @property
    def url(self) -> str:
        """Endpoint URL of every service."""
        return f"http://127.0.0.1:{self._running().port}"

    @property
    def folder(self) -> Path:
        """Temporary folder of the cloud, there while it runs."""
        return self._running().folder

    @property
    def log(self) -> Path:
        """What the process wrote, there while it runs."""
        return self._running().log

    @property
    def pid(self) -> int:
        """Id of the process."""
        return self._running().pid

    def environment(self) -> dict[str, str]:
        """Environment variables for a child process that works on this cloud and on nothing else."""
        return client_environment(self.url, self.region, self.account, self.folder)

    def client(  # the class of a boto3 client is made at run time, so there is no type to name
        self,
        service: str,
        *,
        region: str | None = None,
        credentials: Credentials | None = None,
        through: str | None = None,
        source_ip: str | None = None,
        tls: bool = True,
    ) -> Any:  # noqa: ANN401
        """A boto3 client of the local cloud. It is closed when the cloud stops; asking again gives the same one.

        Args:
            service: name of the service in boto3, such as `ec2`.
            region: where to send requests. Default: the region of the cloud.
            credentials: whose requests they are. Default: the root user of the cloud's account.
            through: id of the VPC endpoint that the requests come through. Default: they come from the internet.
            source_ip: private address that the requests come from. Default: the eleventh address of the VPC.
            tls: whether the requests count as encrypted (`aws:SecureTransport`). Default: they do.
        """
        from private_endpoints.local.clients import make_client  # noqa: PLC0415 - boto3 is heavy and optional

        key = (service, region or self.region, credentials or ROOT, through, source_ip, tls)
        if key not in self._clients:
            self._clients[key] = make_client(
                self.url,
                service,
                region=region or self.region,
                credentials=credentials or ROOT,
                through=through,
                source_ip=source_ip,
                tls=tls,
            )
        return self._clients[key]

    @cached_property
    def stacks(self) -> StackDeployer:
        """Deploys templates through the CloudFormation API."""
        return StackDeployer(self)

    @cached_property
    def identities(self) -> Identities:
        """Makes IAM users and roles, with credentials."""
        return Identities(self)

    def reset(self) -> None:
        """Forget everything that was made, in all accounts and regions."""
        connection = http.client.HTTPConnection("127.0.0.1", self._running().port, timeout=30)
        try:
            connection.request("POST", "/_ministack/reset")
            status = connection.getresponse().status
        finally:
            connection.close()
        if status != http.HTTPStatus.OK:
            raise LocalCloudError(f"[local-cloud-reset] the local cloud answered its reset with {status}")

    def _running(self) -> ServerProcess:
        if self._process is None:
            raise LocalCloudError("[local-cloud-stopped] the local cloud does not run; use it in a `with` statement")
        return self._process
