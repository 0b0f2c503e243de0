"""The process of a local cloud: `python -m private_endpoints.local.server FOLDER`.

It binds a free port of the loopback interface, writes the port to standard output, serves until its standard input
closes, and then removes FOLDER and ends with all processes of its group.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import socket
import sys
import threading
import time
from typing import cast

from hypercorn.asyncio import serve
from hypercorn.config import Config
from hypercorn.typing import ASGIFramework

__all__ = ["main"]

_GRACE_SECONDS = 0.2
_LAST_SECONDS = 3.0
_KEEP_ALIVE_SECONDS = 75.0
_BACKLOG = 128
_CHUNK = 4096


def _bind() -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.bind(("127.0.0.1", 0))
    listener.listen(_BACKLOG)
    return listener


def _configuration(listener: socket.socket) -> Config:
    config = Config()
    config.bind = [f"fd://{listener.detach()}"]
    config.keep_alive_timeout = _KEEP_ALIVE_SECONDS
    config.graceful_timeout = _GRACE_SECONDS
    config.loglevel = "WARNING"
    return config


def _end(folder: str) -> None:
    """Remove the folder and end this process and every function that it started: all are of one process group."""
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


async def _serve(config: Config, folder: str) -> None:
    from private_endpoints.local.aws.application import application  # noqa: PLC0415 - it reads the port when imported

    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def watch() -> None:
        with contextlib.suppress(OSError):
            while os.read(sys.stdin.fileno(), _CHUNK):
                pass
        loop.call_soon_threadsafe(ended.set)
        # A request that waits for a function must not keep the process alive.
        time.sleep(_LAST_SECONDS)
        _end(folder)

    threading.Thread(target=watch, name="watch-parent", daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)

    async def shutdown() -> None:
        await ended.wait()

    await serve(cast("ASGIFramework", application()), config, shutdown_trigger=shutdown)
    # Here and not after the loop: closing it waits for threads, and those may wait for functions.
    _end(folder)


def main() -> None:
    """Serve until the parent process lets go."""
    folder = sys.argv[1]
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    listener = _bind()
    port = listener.getsockname()[1]
    os.environ["GATEWAY_PORT"] = str(port)
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    asyncio.run(_serve(_configuration(listener), folder))


if __name__ == "__main__":
    main()
