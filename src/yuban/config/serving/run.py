"""Getting ready and serving: the database, what is made from the source, the web server, the worker, all together."""

import asyncio
import errno
import logging
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import django
import procrastinate
import psycopg
from django.conf import settings
from django.core.management import call_command
from psycopg.conninfo import make_conninfo

from yuban.config.embedded import server
from yuban.config.embedded.owner import explained
from yuban.config.serving import prepare, supervise

OLDEST_POSTGRESQL = 150000
READY_SECONDS = 30
RETRY_SECONDS = 3

logger = logging.getLogger(__name__)


class CannotServe(Exception):
    """The site cannot be served; the text is one sentence for the person at the keyboard."""


def together(*, with_demo: bool) -> None:
    """Prepare, start web server and worker, and keep both until interrupted."""
    begin = time.monotonic()
    all_well = well_being()
    data: Path = settings.YUBAN_DATA
    with explained(data):
        data.mkdir(parents=True, exist_ok=True)
    busy = f"yuban already runs on {data} (process {{pid}}); stop it first, or set YUBAN_DATA."
    with supervise.alone(data / "yuban.lock", busy), ExitStack() as house:
        check_port()
        with step("database"):
            house.enter_context(database())
        make_ready(with_demo=with_demo)
        household = supervise.Household()
        house.callback(household.close)
        with step("web server and worker"):
            household.launch("The web server", "serve")
            household.launch("The worker", "work")
            household.watch(all_well, until=site_answers, seconds=READY_SECONDS)
        announce(time.monotonic() - begin, with_demo=with_demo)
        household.watch(all_well)


def make_ready(*, with_demo: bool) -> None:
    """Migrations, reference rows, static files, translations and, if wanted, the demo city."""
    django.setup()
    from yuban.config.load import reference

    with step("migrations"):
        call_command("migrate", verbosity=0, interactive=False)
        reference.load()
    with step("static files and translations"):
        prepare.everything()
    if with_demo:
        from yuban.config import demo

        with step("demo city"):
            demo.load(say)


def say(text: str) -> None:
    """One line of progress."""
    print(f"    {text}", flush=True)


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell when a step begins and how long it took."""
    print(f"  {name} …", flush=True)
    begin = time.monotonic()
    yield
    print(f"  {name}: {time.monotonic() - begin:.1f} s", flush=True)


def announce(seconds: float, *, with_demo: bool) -> None:
    """Print where the site is and, in the demo, who can sign in."""
    site = f"http://{reachable()}:{settings.YUBAN_PORT}"
    print(f"\nYuban 愉办 is ready after {seconds:.1f} s:  {site}/", flush=True)
    if with_demo:
        from yuban.config import demo

        demo.announce(site)
    print("Ctrl-C stops everything.", flush=True)


def well_being() -> dict[str, Callable[[], bool]]:
    """What must stay well beside the children: the embedded database and, if it started us, make."""
    all_well: dict[str, Callable[[], bool]] = {}
    if is_embedded():
        all_well["The database"] = lambda: server.answers(settings.YUBAN_DATA)
    if os.environ.get("YUBAN_FOLLOW_PARENT") == "1":
        parent = os.getppid()
        all_well["make"] = lambda: os.getppid() == parent
    return all_well


def reachable() -> str:
    """An address at which this machine reaches its own web server."""
    listening = str(settings.YUBAN_ADDRESS)
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(listening, listening)


def site_answers() -> bool:
    """Whether the web server gives any answer."""
    line = HTTPConnection(reachable(), settings.YUBAN_PORT, timeout=5)
    try:
        line.request("GET", "/healthz")
        line.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
    return True


def check_port() -> None:
    """Raise CannotServe when the port cannot be had; a web server left by a run that was killed has time to end."""
    address, port = settings.YUBAN_ADDRESS, settings.YUBAN_PORT
    begin = time.monotonic()
    while error := refusal_to_listen(address, port):
        if error.errno != errno.EADDRINUSE:
            raise CannotServe(f"Cannot listen on {address} port {port}: {error.strerror}.")
        is_ours = supervise.goes_on(settings.YUBAN_DATA / "web.mark")
        if not is_ours or time.monotonic() - begin > supervise.STOP_SECONDS:
            raise CannotServe(f"Port {port} is taken by another program; choose another, like PORT={port + 1}.")
        time.sleep(0.2)


def refusal_to_listen(address: str, port: int) -> OSError | None:
    """What the system answers when asked for the port; None when it is free."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            return error
    return None


def is_embedded() -> bool:
    """Whether the settings lead to the embedded server."""
    return bool(settings.DATABASES["default"]["HOST"] == server.address(settings.YUBAN_DATA)["HOST"])


@contextmanager
def database() -> Iterator[None]:
    """The database for the length of the block: the embedded one is started if need be, another one is only tried."""
    if is_embedded():
        with server.running(settings.YUBAN_DATA):
            yield
    else:
        try_database()
        yield


def try_database() -> None:
    """Raise CannotServe unless a PostgreSQL of a supported version answers."""
    place = settings.DATABASES["default"]
    parts = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    line = make_conninfo("", connect_timeout=10, **{part: str(place[key]) for part, key in parts.items() if place[key]})
    try:
        with psycopg.connect(line) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotServe(f"The database of YUBAN_DATABASE_URL cannot be reached: {reason}") from error
    if version < OLDEST_POSTGRESQL:
        raise CannotServe(f"The database is PostgreSQL {version // 10000}; 15 or later is needed.")


def serve() -> None:
    """The web server, until asked to stop."""
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    supervise.follow_supervisor()
    check_port()
    with database(), supervise.seen_by(settings.YUBAN_DATA / "web.mark"):
        django.setup()
        prepare.everything()
        Server(
            "yuban.config.wsgi:application",
            address=settings.YUBAN_ADDRESS,
            port=settings.YUBAN_PORT,
            interface=Interfaces.WSGI,
            workers=settings.YUBAN_WORKERS,
            blocking_threads=settings.YUBAN_THREADS,
            loop=Loops.asyncio,
            websockets=False,
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
        ).serve()


def work() -> None:
    """The background worker, until asked to stop."""
    supervise.follow_supervisor()
    with database():
        django.setup()
        asyncio.run(keep_working())


async def keep_working() -> None:
    """Work until told to stop; a database that is being restarted is waited for, since it keeps the jobs."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.utils import connector_params
    from procrastinate.exceptions import ConnectorException
    from procrastinate.psycopg_connector import PsycopgConnector

    asked_to_stop = asyncio.Event()
    for number in supervise.ENDINGS:
        asyncio.get_running_loop().add_signal_handler(number, asked_to_stop.set)
    while not asked_to_stop.is_set():
        try:
            with app.replace_connector(PsycopgConnector(kwargs=connector_params(), timeout=RETRY_SECONDS)):
                await one_worker(app, asked_to_stop)
        except ConnectorException as error:
            logger.warning("the worker cannot reach the database: %s", error.__cause__ or error)
        with suppress(TimeoutError):
            await asyncio.wait_for(asked_to_stop.wait(), RETRY_SECONDS)


async def one_worker(app: procrastinate.App, asked_to_stop: asyncio.Event) -> None:
    """Work until told to stop, or until the database is gone."""
    async with app.open_async():
        worker = asyncio.create_task(
            app.run_worker_async(
                concurrency=settings.YUBAN_JOBS,
                install_signal_handlers=False,
                shutdown_graceful_timeout=10,
                delete_jobs="successful",
            )
        )
        stop = asyncio.create_task(asked_to_stop.wait())
        await asyncio.wait({worker, stop}, return_when=asyncio.FIRST_COMPLETED)
        worker.cancel()
        stop.cancel()
        with suppress(asyncio.CancelledError):
            await worker
