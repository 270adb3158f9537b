"""The embedded server, started and killed for real."""

import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg
import pytest

from yuban.config.embedded import server
from yuban.config.embedded.owner import CannotStart, because


def line(data: Path) -> str:
    place = server.address(data)
    return f"host={place['HOST']} user={place['USER']} dbname={place['NAME']}"


def postmaster(data: Path) -> int:
    return int((data / "pg" / "postmaster.pid").read_text().splitlines()[0])


def remember(data: Path, what: str) -> None:
    with psycopg.connect(line(data)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS memory (what text)")
        connection.execute("INSERT INTO memory VALUES (%s)", [what])


def memory(data: Path) -> list[str]:
    with psycopg.connect(line(data)) as connection:
        return [row[0] for row in connection.execute("SELECT what FROM memory ORDER BY what")]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder in (tmp_path, *tmp_path.parents):
        if folder == tmp_path or folder.name.startswith(("pytest-", "popen-")):
            folder.chmod(0o755)  # pytest closes its folders to the user PostgreSQL runs as under root
    return tmp_path / "var"


def test_the_last_user_stops_the_server(data: Path) -> None:
    with server.running(data):
        with server.running(data):
            remember(data, "one")
        assert server.answers(data)
    assert not server.answers(data)
    with server.running(data):
        assert memory(data) == ["one"]


def test_text_is_utf8_in_code_point_order_and_the_role_is_no_superuser(data: Path) -> None:
    with server.running(data), psycopg.connect(line(data)) as connection:
        row = connection.execute(
            "SELECT current_setting('server_encoding'), datcollate, rolsuper FROM pg_database, pg_roles"
            " WHERE datname = current_database() AND rolname = current_user"
        ).fetchone()
    assert row == ("UTF8", "C.UTF-8", False)


def test_nothing_is_lost_when_the_server_is_killed(data: Path) -> None:
    with server.running(data):
        remember(data, "before")
        os.kill(postmaster(data), signal.SIGKILL)
        while server.answers(data):
            time.sleep(0.05)
        with server.running(data):
            assert memory(data) == ["before"]


def test_the_process_id_left_by_a_killed_server_may_belong_to_another_program(data: Path) -> None:
    with server.running(data):
        remember(data, "before")
        left = (data / "pg" / "postmaster.pid").read_text()
    with subprocess.Popen(["sleep", "60"], user=(data / "pg").stat().st_uid) as other:
        try:
            (data / "pg" / "postmaster.pid").write_text(left.replace(left.split("\n")[0], str(other.pid), 1))
            with server.running(data):
                assert memory(data) == ["before"]
        finally:
            other.kill()


def test_the_socket_of_a_deep_folder_is_put_where_its_path_is_short(data: Path) -> None:
    deep = data / ("d" * 90)
    assert len(server.address(deep)["HOST"]) < 60
    with server.running(deep):
        remember(deep, "deep")


def test_files_of_another_version_are_refused(data: Path) -> None:
    (data / "pg").mkdir(parents=True)
    (data / "pg" / "PG_VERSION").write_text("15\n")
    with (
        pytest.raises(CannotStart, match="made by PostgreSQL 15; this program brings PostgreSQL 18"),
        server.running(data),
    ):
        pass


def test_an_interrupted_first_start_leaves_nothing_in_the_way(data: Path) -> None:
    (data / "pg.new" / "base").mkdir(parents=True)
    with server.running(data):
        assert server.answers(data)
    assert not (data / "pg.new").exists()


def test_a_folder_that_cannot_be_made_is_told() -> None:
    with pytest.raises(CannotStart, match="/proc/yuban"), server.running(Path("/proc/yuban")):
        pass


@pytest.mark.parametrize(
    ("complaint", "sentence"),
    [
        ("initdb: error: could not write: No space left on device", "The disk that holds /d is full."),
        ("[Errno 30] Read-only file system: '/d/pg'", "The data folder /d is read-only."),
        ("FATAL:  something new\n", "The database in /d does not start: FATAL:  something new"),
    ],
)
def test_what_the_system_refuses_becomes_one_sentence(complaint: str, sentence: str) -> None:
    assert because(complaint, Path("/d")) == sentence
