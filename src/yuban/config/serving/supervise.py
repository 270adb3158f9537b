"""Keeping several programs running together: all of them, or none."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TextIO

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LIFELINE = "YUBAN_LIFELINE"
STOP_SECONDS = 20
PATIENCE = 3  # seconds that an earlier run may take to end


class Busy(Exception):
    """Another program already does this; the text is one sentence for the person at the keyboard."""


class Broken(Exception):
    """Something that must keep running has ended; the text is one sentence for the person at the keyboard."""


@contextmanager
def alone(file: Path, sentence: str) -> Iterator[None]:
    """Hold `file` as a lock, or raise Busy; the lock goes with the process, however it ends."""
    begin = time.monotonic()
    with open(file, "a+", encoding="ascii") as lock:
        while not gets(lock):
            if time.monotonic() - begin > PATIENCE:
                lock.seek(0)
                raise Busy(sentence.format(pid=lock.read().strip()))
            time.sleep(0.2)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def gets(lock: TextIO) -> bool:
    """Try to hold a lock file."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def seen_by(file: Path) -> Iterator[None]:
    """Let others see by `file` that this goes on; any number of programs may."""
    with open(file, "a") as mark:
        fcntl.flock(mark, fcntl.LOCK_SH)
        yield


def goes_on(file: Path) -> bool:
    """Whether some program, even one whose supervisor was killed, is in `seen_by` this file."""
    with open(file, "a") as mark:
        return not gets(mark)


@contextmanager
def in_turn(file: Path) -> Iterator[None]:
    """Wait until nobody else holds `file`, then hold it for the block."""
    with open(file, "a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def follow_supervisor() -> None:
    """In a child: end as soon as the supervisor is gone, even if it was killed without a word.

    Its end closes the pipe that is this program's standard input.
    """
    if os.environ.pop(LIFELINE, None) != "1":
        return

    def wait() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True, name="lifeline").start()


def end_in_order(*, once: bool) -> None:
    """Let SIGTERM and a closed terminal act like Ctrl-C, so that what was opened is closed; `once` ignores a second."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        if once:
            for each in ENDINGS:
                signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in ENDINGS if once else ENDINGS[1:]:
        signal.signal(each, interrupt)


class Household:
    """The children of a supervisor, by the name people know them by."""

    def __init__(self) -> None:
        self._children: dict[str, subprocess.Popen[bytes]] = {}

    def launch(self, name: str, *arguments: str) -> None:
        """Start `yuban` with these arguments, out of reach of the keyboard's Ctrl-C, so that we decide the order."""
        self._children[name] = subprocess.Popen(
            [sys.executable, "-m", "yuban.config.cli", *arguments],
            stdin=subprocess.PIPE,
            start_new_session=True,
            env={**os.environ, LIFELINE: "1"},
        )

    def watch(
        self,
        well_being: Mapping[str, Callable[[], bool]],
        *,
        until: Callable[[], bool] = lambda: False,
        seconds: float | None = None,
    ) -> None:
        """Return when `until` holds; raise Broken when a child or part of `well_being` has ended, or time is up."""
        begin = time.monotonic()
        while not until():
            time.sleep(0.1 if seconds else 0.5)
            for name, child in self._children.items():
                if child.poll() is not None:
                    raise Broken(f"{name} ended unexpectedly ({ending(child.returncode)}); everything is stopped.")
            for name, is_well in well_being.items():
                if not is_well():
                    raise Broken(f"{name} ended unexpectedly; everything is stopped.")
            if seconds is not None and time.monotonic() - begin > seconds:
                raise Broken(f"The site does not answer after {seconds:.0f} s; everything is stopped.")

    def close(self) -> None:
        """Stop the children one after another, in the order they were started."""
        for child in self._children.values():
            child.terminate()
            with suppress(subprocess.TimeoutExpired):
                child.wait(STOP_SECONDS)
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)  # what it may have left behind, and itself if it would not end
            child.wait()
            if child.stdin:
                child.stdin.close()
        self._children.clear()


def ending(code: int) -> str:
    """How a process ended, for people."""
    return f"killed by {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
