"""The server of a data folder: started by whoever needs it first, stopped by the last.

Who uses it holds a shared file lock, so that a program killed at any moment leaves nothing to clean up.
"""

import fcntl
import hashlib
import os
import re
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from yuban.config.embedded.owner import CannotStart, Owner, because, binaries, explained

NAME = "yuban"
SUPERUSER = "postgres"
SOCKET = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # bytes of sockaddr_un.sun_path on Linux, less the closing zero
PATIENCE = 60  # seconds; a server that was killed first replays its log

# For two to four cores and a few gigabytes; a larger site brings its own server by YUBAN_DATABASE_URL.
TUNING: Mapping[str, str] = {
    "max_connections": "80",
    "shared_buffers": "256MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "min_wal_size": "256MB",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "synchronous_commit": "on",
    "jit": "off",  # costs more than it gains on queries of milliseconds
    "random_page_cost": "1.1",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",  # statements hold personal data
    "log_error_verbosity": "terse",  # so do the rows a refused constraint quotes
    "log_checkpoints": "off",
    "listen_addresses": "",
}


@dataclass(frozen=True)
class Cluster:
    """The places of one embedded server, all following from the data folder."""

    data: Path

    @property
    def files(self) -> Path:
        return self.data / "pg"

    @property
    def log(self) -> Path:
        return self.data / "postgres.log"

    @property
    def sockets(self) -> Path:
        """The folder of the socket: in the data folder, or a short one in /tmp where its path would be too long."""
        near = self.data / "run"
        if len(os.fsencode(near / SOCKET)) <= LONGEST_SOCKET_PATH:
            return near
        return Path("/tmp") / f"yuban-{hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]}"


def address(data: Path) -> dict[str, str]:
    """Where the embedded server of this data folder is, in the words of Django's DATABASES."""
    return {"NAME": NAME, "USER": NAME, "PASSWORD": "", "HOST": str(Cluster(data).sockets), "PORT": ""}


@contextmanager
def running(data: Path) -> Iterator[None]:
    """Keep the server of this data folder running for as long as the block lasts; raises CannotStart."""
    cluster = Cluster(data)
    with ExitStack() as held:
        with explained(data):
            data.mkdir(parents=True, exist_ok=True)
            turn = held.enter_context(open(data / "pg.turn", "w"))
            users = held.enter_context(open(data / "pg.users", "w"))
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not answers(data):
            start(cluster)
        fcntl.flock(users, fcntl.LOCK_SH)
        fcntl.flock(turn, fcntl.LOCK_UN)
        try:
            yield
        finally:
            fcntl.flock(turn, fcntl.LOCK_EX)
            with suppress(BlockingIOError):  # raised while others use it
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                stop(cluster)


def answers(data: Path) -> bool:
    """Whether a server listens; a socket left behind by a killed one refuses."""
    with socket.socket(socket.AF_UNIX) as line:
        try:
            line.connect(str(Cluster(data).sockets / SOCKET))
        except PermissionError:
            raise CannotStart(f"The database in {data} was started by another user.") from None
        except OSError:
            return False
    return True


def start(cluster: Cluster) -> None:
    """Start the server, making its cluster first where there is none; returns when it answers."""
    with explained(cluster.data):
        owner = Owner.of(cluster.files)
        if not (cluster.files / "PG_VERSION").exists():
            initialise(cluster, owner)
        if cluster.files.stat().st_uid == 0:  # copied by root
            owner.take(cluster.files, *cluster.files.rglob("*"))
        check_version(cluster)
        make_socket_folder(cluster, owner)
        forget_dead_server(cluster)
        cluster.log.touch(mode=0o600)
        owner.take(cluster.log)
        begin = cluster.log.stat().st_size
    options = {**TUNING, "unix_socket_directories": str(cluster.sockets)}
    arguments = " ".join(f"-c {name}='{value}'" for name, value in options.items())
    waiting = ("-w", "-t", str(PATIENCE))
    done = owner.run("pg_ctl", "start", *waiting, "-D", cluster.files, "-l", cluster.log, "-o", arguments)
    if done.returncode:
        with open(cluster.log, "rb") as log:
            log.seek(begin)
            complaint = log.read().decode(errors="replace")
        raise CannotStart(because(complaint or done.stdout, cluster.data))
    try:
        make_database(cluster)
    except psycopg.Error as error:
        stop(cluster)
        raise CannotStart(because(str(error), cluster.data)) from error


def stop(cluster: Cluster) -> None:
    """Stop the server, ending what its clients were doing; returns when it has ended."""
    if answers(cluster.data):
        owner = Owner.of(cluster.files)
        owner.run("pg_ctl", "stop", "-m", "fast", "-w", "-t", str(PATIENCE), "-D", cluster.files)


def initialise(cluster: Cluster, owner: Owner) -> None:
    """Make the cluster aside and move it into place, so that an interrupted start leaves no half of one."""
    draft = cluster.data / "pg.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    owner.take(draft)
    done = owner.run(
        "initdb", "-D", draft, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"
    )
    if done.returncode:
        shutil.rmtree(draft, ignore_errors=True)
        raise CannotStart(because(done.stdout, cluster.data))
    draft.rename(cluster.files)


def check_version(cluster: Cluster) -> None:
    """Refuse files of another major version, which PostgreSQL cannot read."""
    found = (cluster.files / "PG_VERSION").read_text().strip()
    brought = binaries().name.removeprefix("pginstall") or found
    if found != brought:
        raise CannotStart(f"{cluster.files} was made by PostgreSQL {found}; this program brings PostgreSQL {brought}.")


def make_socket_folder(cluster: Cluster, owner: Owner) -> None:
    """Only the owner may reach the socket, for whoever reaches it is trusted."""
    cluster.sockets.mkdir(mode=0o700, exist_ok=True)
    found = cluster.sockets.lstat()
    if cluster.sockets.is_symlink() or found.st_uid not in {owner.uid, os.getuid()}:
        raise CannotStart(f"{cluster.sockets} belongs to another user; remove it.")
    owner.take(cluster.sockets)
    cluster.sockets.chmod(0o700)


def forget_dead_server(cluster: Cluster) -> None:
    """Put our own process id into the lock file left by a killed server.

    The old id may by now belong to some other program, and PostgreSQL would take that for a running server. It knows
    that its own starter is none, and still checks by the rest of the file that no old process writes to the tables.
    The lock of the socket guards nothing beyond that.
    """
    for left in (SOCKET, f"{SOCKET}.lock"):
        (cluster.sockets / left).unlink(missing_ok=True)
    file = cluster.files / "postmaster.pid"
    if file.exists():
        file.write_text(re.sub(r"\A-?\d+", str(os.getpid()), file.read_text()))


def make_database(cluster: Cluster) -> None:
    """The product's role and database: a role that owns its database and is no superuser."""
    line = f"host={cluster.sockets} user={SUPERUSER} dbname=postgres connect_timeout=10"
    with psycopg.connect(line, autocommit=True) as connection:
        name = sql.Identifier(NAME)
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME]).rowcount:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB").format(name))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
