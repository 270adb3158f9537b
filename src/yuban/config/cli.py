"""The program `yuban`: reads the command line, says in one sentence what is wrong, and ends with a known exit code."""

import argparse
import errno
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from yuban.config import embedded, env, supervise

OK, FAILED, USAGE, CANNOT_START = 0, 1, 2, 3
OLDEST_POSTGRESQL = 150000
READY_SECONDS = 30
EXIT_CODES = """\
exit codes:
  0  all is well
  1  something was found or failed (verify: a broken chain; demo, run: a part ended unexpectedly)
  2  the command line, a setting or an input file is wrong
  3  cannot start: port taken, disk full, folder read-only, database unreachable, already running
"""


class CannotServe(Exception):
    """The web server cannot be started; the text is one sentence for the person at the keyboard."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)  # so that what was opened is closed in order
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuban.config.settings")
    try:
        if given[:1] == ["manage"]:
            return manage(given[1:])
        chosen = parser().parse_args(given)
        return int(chosen.run())
    except env.BadSetting as error:
        return refuse(error, USAGE)
    except (embedded.CannotStart, supervise.Busy, CannotServe) as error:
        return refuse(error, CANNOT_START)
    except supervise.Broken as error:
        return refuse(error, FAILED)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EROFS, errno.EACCES}:
            raise
        return refuse(f"{error.filename or 'The data folder'}: {error.strerror}.", CANNOT_START)
    except KeyboardInterrupt:
        return OK if given[:1] in (["demo"], ["run"]) else FAILED


def refuse(sentence: object, code: int) -> int:
    """Tell why on standard error; gives the exit code back."""
    print(f"yuban: {sentence}", file=sys.stderr)
    return code


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="yuban",
        description="Yuban 愉办, an integrated government-services platform. Settings: docs/generated/settings.md.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(required=True, metavar="command")
    for name, run, sentence in (
        ("demo", demo, "serve the demo city: fictitious people, one-click sign-ins; only for trying out"),
        ("run", run_all, "serve for real: database, migrations, web server and worker together"),
        ("serve", serve, "only the web server"),
        ("work", work, "only the background worker"),
        ("verify", verify, "check that no step of any case was altered, removed or inserted"),
    ):
        command = commands.add_parser(name, help=sentence, description=sentence)
        command.set_defaults(run=run)
    commands.add_parser("manage", help="Django's own commands: migrate, shell, createsuperuser …", add_help=False)
    return top


@contextmanager
def database() -> Iterator[None]:
    """The database for the length of the block: the embedded one is started if need be, another one is only tried."""
    from django.conf import settings

    if is_embedded():
        with embedded.running(settings.YUBAN_DATA):
            yield
    else:
        try_database()
        yield


def is_embedded() -> bool:
    """Whether the settings lead to the embedded server."""
    from django.conf import settings

    return bool(settings.DATABASES["default"]["HOST"] == embedded.address(settings.YUBAN_DATA)["HOST"])


def try_database() -> None:
    """Raise CannotServe unless a PostgreSQL of a supported version answers."""
    from django.db import OperationalError, connection

    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            version = int(cursor.fetchone()[0])
    except OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise CannotServe(f"The database of YUBAN_DATABASE_URL cannot be reached: {reason}") from error
    finally:
        connection.close()
    if version < OLDEST_POSTGRESQL:
        raise CannotServe(f"The database is PostgreSQL {version // 10000}; 15 or later is needed.")


def manage(arguments: list[str]) -> int:
    """Django's own commands, on the same database."""
    from django.core.management import execute_from_command_line

    with database():
        execute_from_command_line(["yuban manage", *arguments])
    return OK


def demo() -> int:
    """Serve the demo city."""
    os.environ["YUBAN_DEMO"] = "1"
    return together(with_demo=True)


def run_all() -> int:
    """Serve for real, everything in one."""
    os.environ["YUBAN_DEMO"] = "0"
    return together(with_demo=False)


def together(*, with_demo: bool) -> int:
    """Prepare, start web server and worker, and keep both until asked to stop."""
    from django.conf import settings

    begin = time.monotonic()
    data: Path = settings.YUBAN_DATA
    with embedded.explained(data):
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
            household.watch({}, until=site_answers, seconds=READY_SECONDS)
        announce(time.monotonic() - begin, with_demo=with_demo)
        household.watch(well_being())
    return OK


def make_ready(*, with_demo: bool) -> None:
    """Migrations, static files, translations and, if wanted, the demo city."""
    import django

    django.setup()
    from django.core.management import call_command

    from yuban.config import prepare

    with step("migrations"):
        call_command("migrate", verbosity=0, interactive=False)
    with step("static files and translations"):
        prepare.everything()
    if with_demo:
        from yuban.config import demo as city

        with step("demo city"):
            city.load(say)


def well_being() -> dict[str, Callable[[], bool]]:
    """What must stay well beside the children: the embedded database, if it is ours."""
    from django.conf import settings

    if not is_embedded():
        return {}
    return {"The database": lambda: embedded.answers(settings.YUBAN_DATA)}


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
    from django.conf import settings

    print(f"\nYuban 愉办 is ready after {seconds:.1f} s:  http://{reachable()}:{settings.YUBAN_PORT}/", flush=True)
    if with_demo:
        from yuban.config import demo as city

        city.announce(f"http://{reachable()}:{settings.YUBAN_PORT}")
    print("Ctrl-C stops everything.", flush=True)


def reachable() -> str:
    """An address at which this machine reaches its own web server."""
    from django.conf import settings

    listening = str(settings.YUBAN_ADDRESS)
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(listening, listening)


def site_answers() -> bool:
    """Whether the web server gives any answer."""
    from django.conf import settings

    line = HTTPConnection(reachable(), settings.YUBAN_PORT, timeout=5)
    try:
        line.request("HEAD", "/")
        line.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
    return True


def check_port() -> None:
    """Raise CannotServe when the port cannot be had."""
    from django.conf import settings

    address, port = settings.YUBAN_ADDRESS, settings.YUBAN_PORT
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CannotServe(f"Port {port} is taken by another program; choose another, like PORT={port + 1}.") from error
            raise CannotServe(f"Cannot listen on {address} port {port}: {error.strerror}.") from error


def serve() -> int:
    """Only the web server."""
    from django.conf import settings
    from granian.constants import Interfaces, Loops
    from granian.log import LogLevels
    from granian.server import Server

    supervise.follow_supervisor()
    check_port()
    with database():
        import django

        django.setup()
        from yuban.config import prepare

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
    return OK


def work() -> int:
    """Only the background worker."""
    from django.conf import settings

    supervise.follow_supervisor()
    with database():
        import django

        django.setup()
        from procrastinate.contrib.django import app

        with app.replace_connector(app.connector.get_worker_connector()):
            app.run_worker(concurrency=settings.YUBAN_JOBS, shutdown_graceful_timeout=10, delete_jobs="successful")
    return OK


def verify() -> int:
    """Check the hash chains of all cases."""
    with database():
        import django

        django.setup()
        from yuban.cases import queries

        broken = 0
        for finding in queries.verify_chains():
            broken += 1
            print(finding)
    print("No chain is broken." if not broken else f"{broken} broken.")
    return FAILED if broken else OK


if __name__ == "__main__":
    sys.exit(main())
