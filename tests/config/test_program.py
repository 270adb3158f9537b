"""The program `yuban`, run as people run it: started, asked, interrupted, killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from yuban.config.embedded import server

COMMAND = [sys.executable, "-m", "yuban.config.cli"]
SECONDS = 40


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One data folder for this file: what one test leaves, the next must be able to start from."""
    return tmp_path_factory.mktemp("program") / "var"


@pytest.fixture
def port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def environment(data: Path, port: int, **more: str) -> dict[str, str]:
    own = {key: value for key, value in os.environ.items() if not key.startswith(("YUBAN_", "DJANGO_"))}
    return {**own, "YUBAN_DATA": str(data), "PORT": str(port), "PYTHONPATH": "src", **more}


def ask(*arguments: str, data: Path, port: int, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        env=environment(data, port, **more),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@contextmanager
def running(data: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """`yuban run` until the block ends, given over when it says that it is ready."""
    with subprocess.Popen(
        [*COMMAND, "run"],
        env=environment(data, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as program:
        try:
            assert program.stdout
            said: list[str] = []
            while "Ctrl-C stops everything" not in "".join(said):
                said.append(line := program.stdout.readline())
                assert line, f"yuban ended: {''.join(said)}"
            yield program
        finally:
            with suppress(ProcessLookupError):
                program.terminate()


def status(port: int) -> int:
    line = HTTPConnection("127.0.0.1", port, timeout=10)
    line.request("GET", "/")
    try:
        return line.getresponse().status
    finally:
        line.close()


def children(pid: int) -> dict[str, int]:
    """The direct children of a process by their last argument."""
    numbers = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    lines = {number: Path(f"/proc/{number}/cmdline").read_text().rstrip("\0").split("\0") for number in numbers}
    return {line[-1]: int(number) for number, line in lines.items()}


def is_soon(true: Callable[[], bool]) -> bool:
    begin = time.monotonic()
    while not true():
        if time.monotonic() - begin > SECONDS:
            return False
        time.sleep(0.1)
    return True


def is_free(port: int) -> bool:
    with socket.socket() as trial:
        return trial.connect_ex(("127.0.0.1", port)) != 0


def test_help_names_the_commands_and_exit_codes(data: Path, port: int) -> None:
    told = ask("--help", data=data, port=port)
    assert told.returncode == 0
    for word in ("demo", "run", "serve", "work", "verify", "manage", "exit codes", "cannot start"):
        assert word in told.stdout


@pytest.mark.parametrize(
    ("arguments", "more", "sentence"),
    [
        (["dance"], {}, "invalid choice: 'dance'"),
        (["run"], {"PORT": "many"}, "yuban: PORT must be a whole number, not 'many'."),
        (["run"], {"YUBAN_DATABASE_URL": "mysql://x/y"}, "must start with postgresql://"),
        (["demo"], {"YUBAN_PRODUCTION": "1"}, "exclude each other"),
    ],
)
def test_a_wrong_command_or_setting_is_exit_code_2(
    arguments: list[str], more: dict[str, str], sentence: str, data: Path
) -> None:
    told = ask(*arguments, data=data, port=1, **more)
    assert (told.returncode, sentence in told.stderr) == (2, True)
    assert "Traceback" not in told.stderr


def test_a_taken_port_is_exit_code_3(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        told = ask("run", data=data, port=port)
    assert told.returncode == 3
    assert told.stderr == f"yuban: Port {port} is taken by another program; choose another, like PORT={port + 1}.\n"


def test_a_database_that_does_not_answer_is_exit_code_3(data: Path, port: int) -> None:
    told = ask("run", data=data, port=port, YUBAN_DATABASE_URL="postgresql://yuban@127.0.0.1:1/yuban")
    assert told.returncode == 3
    assert "yuban: The database of YUBAN_DATABASE_URL cannot be reached" in told.stderr


def test_it_serves_until_asked_to_stop_and_leaves_nothing_running(data: Path, port: int) -> None:
    with running(data, port) as program:
        assert status(port) < 500
        second = ask("run", data=data, port=port + 1)
        assert second.returncode == 3
        assert f"already runs on {data} (process {program.pid})" in second.stderr
        assert ask("manage", "migrate", "--check", data=data, port=port).returncode == 0
        program.send_signal(signal.SIGINT)
        program.send_signal(signal.SIGTERM)
        assert program.wait(SECONDS) == 0
    assert is_free(port)
    assert not server.answers(data)


def test_when_it_is_killed_its_parts_end_and_it_can_be_started_again(data: Path, port: int) -> None:
    with running(data, port) as program:
        program.kill()
        program.wait(SECONDS)
    with running(data, port) as program:
        assert status(port) < 500
        program.kill()
        program.wait(SECONDS)
    assert is_soon(lambda: is_free(port))
    assert is_soon(lambda: not server.answers(data))


@pytest.mark.parametrize(("part", "name"), [("work", "The worker"), ("serve", "The web server")])
def test_when_a_part_ends_everything_is_stopped(data: Path, port: int, part: str, name: str) -> None:
    with running(data, port) as program:
        os.kill(children(program.pid)[part], signal.SIGKILL)
        assert program.wait(SECONDS) == 1
        assert program.stdout
        assert f"yuban: {name} ended unexpectedly (killed by SIGKILL); everything is stopped." in program.stdout.read()
    assert is_soon(lambda: is_free(port))
    assert not server.answers(data)


def test_when_the_database_ends_everything_is_stopped(data: Path, port: int) -> None:
    with running(data, port) as program:
        os.kill(int((data / "pg" / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)
        assert program.wait(SECONDS) == 1
        assert program.stdout
        assert "yuban: The database ended unexpectedly; everything is stopped." in program.stdout.read()
