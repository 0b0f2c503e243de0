"""A local cloud's process: where it listens, what it leaves behind, what its children see."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from private_endpoints.errors import LocalCloudError
from private_endpoints.local import LocalCloud, requirements

LISTEN = "0A"
LOOPBACK = {"0100007F", "00000000000000000000000001000000"}

HOLDER = """
import sys, time
from private_endpoints.local import LocalCloud
cloud = LocalCloud().start()
print(cloud.pid, cloud.folder, flush=True)
{then}
"""


def listening_addresses(group: int) -> list[str]:
    """Local addresses of all listening sockets of a process group, as the kernel writes them."""
    inodes = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(process.name)) != group:
                continue
            inodes |= {str(fd.readlink()) for fd in (process / "fd").iterdir()}
        except OSError:
            continue
    rows = [line.split() for table in ("tcp", "tcp6") for line in Path("/proc/net", table).read_text().splitlines()[1:]]
    return [row[1].split(":")[0] for row in rows if row[3] == LISTEN and f"socket:[{row[9]}]" in inodes]


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pid: int, folder: Path, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while (is_alive(pid) or folder.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_alive(pid)
    assert not folder.exists()


def hold(then: str) -> tuple[subprocess.Popen[str], int, Path]:
    """A process that has started a cloud, the cloud's process id and its folder."""
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", HOLDER.format(then=then)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    pid, folder = process.stdout.readline().split()
    return process, int(pid), Path(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_it_listens_on_loopback_only(cloud: LocalCloud) -> None:
    addresses = listening_addresses(cloud.pid)
    assert addresses
    assert set(addresses) <= LOOPBACK


def test_nothing_is_left_after_it_stops() -> None:
    with LocalCloud() as cloud:
        cloud.client("s3").create_bucket(Bucket="data")
        pid, folder = cloud.pid, cloud.folder
        assert folder.is_dir()

    assert not is_alive(pid)
    assert not folder.exists()
    assert not cloud.running


def test_nothing_is_left_after_an_error() -> None:
    seen: list[tuple[int, Path]] = []

    def fail() -> None:
        with LocalCloud() as cloud:
            seen.append((cloud.pid, cloud.folder))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    ((pid, folder),) = seen

    assert not is_alive(pid)
    assert not folder.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left_when_its_process_is_ended(number: signal.Signals) -> None:
    process, pid, folder = hold("time.sleep(60)")
    process.send_signal(number)
    process.communicate()

    wait_until_gone(pid, folder)


def test_nothing_is_left_when_it_was_never_stopped() -> None:
    process, pid, folder = hold("")
    process.communicate()

    wait_until_gone(pid, folder)


def test_two_clouds_know_nothing_of_each_other(cloud: LocalCloud) -> None:
    with LocalCloud() as other:
        other.client("s3").create_bucket(Bucket="theirs")
        assert other.url != cloud.url
        assert "theirs" not in [bucket["Name"] for bucket in cloud.client("s3").list_buckets()["Buckets"]]


def test_a_reset_forgets_everything() -> None:
    with LocalCloud() as cloud:
        cloud.client("s3").create_bucket(Bucket="data")
        cloud.reset()
        assert cloud.client("s3").list_buckets()["Buckets"] == []


def test_child_processes_see_the_cloud_and_no_other_credentials(
    cloud: LocalCloud, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "real")
    monkeypatch.setenv("CDK_DEFAULT_ACCOUNT", "999999999999")
    environment = cloud.environment()

    assert environment["AWS_ENDPOINT_URL"] == cloud.url
    assert environment["CDK_DEFAULT_ACCOUNT"] == cloud.account
    assert environment["HOME"] == os.environ["HOME"]
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN"} & set(environment)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "CDK_HOME"):
        assert Path(environment[name]).is_relative_to(cloud.folder)


def test_its_clients_take_nothing_from_the_environment(cloud: LocalCloud, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "production")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "https://example.invalid")
    monkeypatch.setenv("HTTP_PROXY", "http://example.invalid")
    identity = cloud.client("sts", region="eu-central-1").get_caller_identity()

    assert identity["Account"] == cloud.account


def test_a_stopped_cloud_says_so() -> None:
    with pytest.raises(LocalCloudError, match="local-cloud-stopped"):
        _ = LocalCloud().url


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requirements, "find_spec", lambda name: None if name == "ministack" else object())
    with pytest.raises(LocalCloudError, match="needs ministack, which is not installed") as raised:
        LocalCloud().start()

    assert raised.value.hint == 'pip install "private-endpoints[local]"'


def test_importing_it_imports_nothing_heavy() -> None:
    heavy = {"aws_cdk", "boto3", "botocore", "hypercorn", "ministack"}
    code = f"import sys, private_endpoints.local; print({heavy} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "set()"
