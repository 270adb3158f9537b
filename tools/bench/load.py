"""The load generator: keep-alive connections from one process, every answer checked. Knows nothing of the product."""

import selectors
import socket
import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from secrets import SystemRandom
from typing import Final

PATIENCE: Final = 30.0  # seconds without any answer after which a scenario is given up
LINES: Final = 64  # connections of an open loop; more arrivals than that wait their turn, and the wait counts
CHUNK: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as bytes, the status it must be answered with, and which bytes must stand in the answer how often."""

    request: bytes
    status: int
    marks: tuple[tuple[bytes, int], ...]


@dataclass(slots=True)
class Result:
    """What was measured after warming up: seconds from asking to the end of the answer, and what went wrong."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    answers: int = 0  # good ones, those of warming up included

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.latencies) / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """The latency that this share of the answers stayed within, in milliseconds."""
        ordered = sorted(self.latencies)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0


class Line:
    """One connection, with at most one request under way."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.socket = self._connected()
        self.received = bytearray()
        self.length: int | None = None  # of the whole answer, once its head is there
        self.ask: Ask | None = None
        self.since = 0.0

    def _connected(self) -> socket.socket:
        line = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line

    def send(self, ask: Ask, since: float) -> None:
        """Ask; the latency counts from `since`."""
        self.ask, self.since, self.length = ask, since, None
        self.received.clear()
        self.socket.sendall(ask.request)

    def receive(self) -> bool:
        """Take what has come; whether the answer is complete. Raises ConnectionError when there will be no more."""
        part = self.socket.recv(CHUNK)
        if not part:
            raise ConnectionError("closed by the server")
        self.received += part
        if self.length is None and (end := self.received.find(b"\r\n\r\n")) >= 0:
            self.length = end + 4 + content_length(bytes(self.received[:end]))
        return self.length is not None and len(self.received) >= self.length

    def verdict(self) -> str:
        """Empty if the answer is what it must be, else what is wrong with it."""
        assert self.ask is not None
        status = int(self.received[9:12])
        if status != self.ask.status:
            return f"status {status}"
        wrong = (mark for mark, times in self.ask.marks if self.received.count(mark) < times)
        return next((f"not as expected: {mark.decode()}" for mark in wrong), "")


def content_length(head: bytes) -> int:
    """The length of a body, from its answer's head. Raises ConnectionError if it says none."""
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise ConnectionError("an answer without Content-Length")


class Run:
    """Lines with requests under way, and what comes of them."""

    def __init__(self, port: int, lines: int, warm: float, seconds: float) -> None:
        self.port, self.result, self.selector = port, Result(), selectors.DefaultSelector()
        self.lines = [Line(port) for _number in range(lines)]
        for number, line in enumerate(self.lines):
            self.selector.register(line.socket, selectors.EVENT_READ, number)
        self.began = time.perf_counter()
        self.measured_from = self.last = self.began + warm
        self.until = self.measured_from + seconds
        self.given_up = self.until + PATIENCE

    def finished(self, wait: float) -> Iterator[int]:
        """Numbers of the lines whose request is over, its answer counted already."""
        for key, _events in self.selector.select(wait):
            number: int = key.data
            try:
                if self.lines[number].receive():
                    self._count(self.lines[number])
                    yield number
            except ConnectionError as error:
                self.result.errors[str(error)] += 1
                self._open_anew(number)
                yield number

    def _count(self, line: Line) -> None:
        now = time.perf_counter()
        if wrong := line.verdict():
            self.result.errors[wrong] += 1
            return
        self.result.answers += 1
        if self.measured_from <= now:
            self.result.latencies.append(now - line.since)
            self.last = now

    def _open_anew(self, number: int) -> None:
        self.selector.unregister(self.lines[number].socket)
        self.lines[number].socket.close()
        self.lines[number] = Line(self.port)
        self.selector.register(self.lines[number].socket, selectors.EVENT_READ, number)

    def close(self, unanswered: int) -> Result:
        """End all connections; gives what was measured."""
        if unanswered:
            self.result.errors["no answer"] += unanswered
        self.result.seconds = self.last - self.measured_from
        for line in self.lines:
            line.socket.close()
        self.selector.close()
        return self.result


def closed_loop(port: int, clients: Sequence[Sequence[Ask]], *, again: bool, warm: float, seconds: float) -> Result:
    """Each client asks its next request as soon as the last is answered.

    `again`: from the beginning when all are asked; else the run ends when the first client has no more.
    """
    run = Run(port, len(clients), warm, seconds)
    asked = [0] * len(clients)

    def goes_on(number: int) -> bool:
        own = clients[number]
        if time.perf_counter() >= run.until or (not again and asked[number] >= len(own)):
            run.until = 0.0  # a client without work would make the others look faster
            return False
        run.lines[number].send(own[asked[number] % len(own)], time.perf_counter())
        asked[number] += 1
        return True

    busy = sum(goes_on(number) for number in range(len(clients)))
    while busy and time.perf_counter() < run.given_up:
        busy -= sum(not goes_on(number) for number in run.finished(1.0))
    return run.close(unanswered=busy)


def open_loop(port: int, asks: Sequence[Ask], *, rate: float, warm: float, seconds: float) -> Result:
    """Requests come by chance, on average `rate` a second, whether or not earlier ones are answered.

    The latency counts from the moment a request came, so that a wait for a free connection is part of it.
    """
    run, gaps = Run(port, LINES, warm, seconds), SystemRandom()
    waiting: deque[float] = deque()
    free = list(range(LINES))
    number, due = 0, run.began
    while (now := time.perf_counter()) < run.given_up and (now < run.until or waiting or len(free) < LINES):
        while due <= now and due < run.until:
            waiting.append(due)
            due += gaps.expovariate(rate)
        while waiting and free:
            run.lines[free.pop()].send(asks[number % len(asks)], waiting.popleft())
            number += 1
        free += run.finished(min(max(due - time.perf_counter(), 0.0), 0.1))
    return run.close(unanswered=LINES - len(free) + len(waiting))
