"""The program `yuban`: reads the command line, says in one sentence what is wrong, and ends with a known exit code."""

import argparse
import os
import sys
from collections.abc import Sequence

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import OperationalError

from yuban.config import env
from yuban.config.embedded.owner import CannotStart, because, is_known
from yuban.config.serving import run, supervise

OK, FAILED, USAGE, CANNOT_START = 0, 1, 2, 3
EXIT_CODES = """\
exit codes:
  0  all is well
  1  something was found or failed (verify: a broken chain; demo, run: a part ended unexpectedly)
  2  the command line, a setting or an input file is wrong
  3  cannot start: port taken, disk full, folder read-only, database unreachable, already running
"""

WRONG = {
    "altered": "the step was altered",
    "missing": "the step is missing",
    "inserted": "the step was inserted",
    "head": "the last steps were cut off or the case's own count was changed",
    "state": "the state does not follow from the step before, or the case is not in the state its last step says",
    "form": "the answers of the application were changed after they were filed",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuban.config.settings")
    is_household = given[:1] in (["demo"], ["run"])
    supervise.end_in_order(once=is_household)
    try:
        if given[:1] == ["manage"]:
            return manage(given[1:])
        return int(parser().parse_args(given).verb())
    except env.BadSetting as error:
        return refuse(error, USAGE)
    except (CannotStart, supervise.Busy, run.CannotServe) as error:
        return refuse(error, CANNOT_START)
    except supervise.Broken as error:
        return refuse(error, FAILED)
    except (OSError, OperationalError) as error:
        if not is_known(str(error)):
            raise
        return refuse(because(str(error), settings.YUBAN_DATA), CANNOT_START)
    except KeyboardInterrupt:
        return OK if is_household else FAILED


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
    for name, verb, sentence in (
        ("demo", demo, "serve the demo city: fictitious people, one-click sign-ins; only for trying out"),
        ("run", run_all, "serve for real: database, migrations, web server and worker together"),
        ("serve", serve, "only the web server"),
        ("work", work, "only the background worker"),
        ("verify", verify, "check that no step of any case was altered, removed or inserted"),
    ):
        command = commands.add_parser(name, help=sentence, description=sentence)
        command.set_defaults(verb=verb)
    commands.add_parser("manage", help="Django's own commands: migrate, shell, createsuperuser …", add_help=False)
    return top


def manage(arguments: list[str]) -> int:
    """Django's own commands, on the same database."""
    with run.database():
        execute_from_command_line(["yuban manage", *arguments])
    return OK


def demo() -> int:
    """Serve the demo city."""
    os.environ["YUBAN_DEMO"] = "1"
    run.together(with_demo=True)
    return OK


def run_all() -> int:
    """Serve for real, everything in one."""
    os.environ["YUBAN_DEMO"] = "0"
    run.together(with_demo=False)
    return OK


def serve() -> int:
    """Only the web server."""
    run.serve()
    return OK


def work() -> int:
    """Only the background worker."""
    run.work()
    return OK


def verify() -> int:
    """Check the hash chains of all cases."""
    with run.database():
        django.setup()
        from yuban.cases import queries

        findings = 0
        for finding in queries.verify_chains():
            findings += 1
            print(f"case {finding.number}, step {finding.seq}: {WRONG[finding.kind]}")
    print(f"{findings} found." if findings else "The history of every case holds.")
    return FAILED if findings else OK


if __name__ == "__main__":
    sys.exit(main())
