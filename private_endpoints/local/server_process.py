"""The process of a local cloud: started, watched and ended."""

from __future__ import annotations

import atexit
import contextlib
import http.client
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from private_endpoints.errors import LocalCloudError
from private_endpoints.local.environment import server_environment

__all__ = ["ServerProcess"]

_START_SECONDS = 60.0
_STOP_SECONDS = 10.0
_LOG_LINES = 15


class ServerProcess:
    """One emulator process and the temporary folder that holds all its files.

    The process lives as long as its standard input is open. When this process ends, in whatever way, the system closes
    that pipe; the server then stops and removes the folder itself. Nothing has to be caught here for that.

    Args:
        region: region of requests that name none.
        account: account of the root credentials.
        authorization: whether policies are evaluated.
        path: folders of programs, put before those of `PATH`.
    """

    def __init__(self, *, region: str, account: str, authorization: bool, path: tuple[Path, ...]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="private-endpoints-"))
        self.log = self.folder / "server.log"
        (self.folder / "server").mkdir()
        environment = server_environment(region, account, self.folder, authorization=authorization)
        environment["PATH"] = os.pathsep.join([*map(str, path), environment.get("PATH", os.defpath)])
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, run by our own interpreter
                [sys.executable, "-m", "private_endpoints.local.server", str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=environment,
                start_new_session=True,
            )
        atexit.register(self.stop)
        try:
            self.port = self._await_port()
            self._await_health()
        except BaseException:
            self.stop()
            raise

    @property
    def pid(self) -> int:
        """Process id of the server."""
        return self._process.pid

    def stop(self) -> None:
        """End the process and all its children, and remove the folder. Doing it twice does nothing more."""
        atexit.unregister(self.stop)
        pipes = (self._process.stdin, self._process.stdout)
        for pipe in pipes:
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._kill()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _await_port(self) -> int:
        # The port comes from the server, which has bound it: asking the system for a free one first would be a race.
        timer = threading.Timer(_START_SECONDS, self._kill)
        timer.daemon = True
        timer.start()
        try:
            assert self._process.stdout is not None  # noqa: S101 - it was asked for as a pipe
            line = self._process.stdout.readline().strip()
        finally:
            timer.cancel()
        if not line.isdigit():
            raise self._failure("it ended before it listened")
        return int(line)

    def _await_health(self) -> None:
        # It listens already: the connection waits in the backlog until the server is ready.
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_START_SECONDS)
        try:
            connection.request("GET", "/_ministack/health")
            connection.getresponse().read()
        except OSError as error:
            raise self._failure(f"it does not answer: {error}") from error
        finally:
            connection.close()

    def _failure(self, what: str) -> LocalCloudError:
        tail = "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:])
        return LocalCloudError(f"[local-cloud-start] the local cloud did not start: {what}\n{tail}".rstrip())
