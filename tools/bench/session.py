"""One run of the benchmark: database, world, web server, scenarios, and what became of the cases."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import psycopg
from django.conf import settings

from tools.bench import bare
from tools.bench.filing import Drawer, Registry
from tools.bench.load import Result
from tools.bench.people import Town, found
from tools.bench.processor import seconds_used
from tools.bench.scenarios import Scenario, scenarios, sign_in
from yuban.cases import queries
from yuban.cases.models import Case, CaseStep
from yuban.config.embedded import server
from yuban.config.serving import run, supervise
from yuban.kernel.steps import utc_now

CLIENTS: Final = 8
DRAFTS_A_SECOND: Final = 1500  # more than will be submitted, so that nobody runs out
BARE_DRAFTS: Final = 4000
READY_SECONDS: Final = 30
SAMPLE: Final = 500  # cases whose history is verified in the end


@dataclass(frozen=True)
class Scale:
    """How many open cases there are, and how long each scenario warms up and is measured, in seconds."""

    cases: int
    warm: float
    seconds: float


@dataclass(frozen=True)
class Figure:
    """One line of the table; latencies in milliseconds, so is the processor time of server and database an answer."""

    name: str
    title: str
    rate: float
    p50: float | None = None
    p99: float | None = None
    answers: int = 0
    errors: dict[str, int] | None = None
    processor: float | None = None
    aim: str = ""


@dataclass(frozen=True)
class World:
    """What the scenarios work on."""

    town: Town
    drawers: Sequence[Drawer]
    bare: range


def measure(scale: Scale, wanted: Sequence[str]) -> Iterator[Figure]:
    """Runs the wanted scenarios, all if none is named; gives each figure as soon as it is known."""
    with server.running(settings.YUBAN_DATA):
        run.make_ready(with_demo=False)
        with run.step(f"{scale.cases} open cases"):
            world = _world(scale)
        with _serving() as working, ProcessPoolExecutor(1, mp_context=get_context("spawn")) as generator:
            for scenario in _scenarios(world):
                if not wanted or scenario.name in wanted:
                    yield _figure(scenario, scale, generator, working)
            yield _verified()
            if not wanted or "bare" in wanted:
                yield _bare(world, scale)


def _world(scale: Scale) -> World:
    at = utc_now()
    town = found(CLIENTS, at)
    registry = Registry(town, at)
    registry.write_open(scale.cases)
    registry.write_drafts(round((scale.warm + scale.seconds) * DRAFTS_A_SECOND))
    drawers = [Drawer(list(drawer.drafts), drawer.own, drawer.submitted) for drawer in registry.drawers]
    world = World(town, drawers, registry.write_drafts(BARE_DRAFTS))
    place = server.address(settings.YUBAN_DATA)
    with psycopg.connect(host=place["HOST"], dbname=place["NAME"], user=server.SUPERUSER, autocommit=True) as line:
        line.execute("VACUUM ANALYZE")
        line.execute("CHECKPOINT")
    return world


@contextmanager
def _serving() -> Iterator[list[int]]:
    """The web server; gives the processes that do the work, its own and the database's."""
    web = subprocess.Popen([sys.executable, "-m", "yuban.config.cli", "serve"])
    try:
        until = time.monotonic() + READY_SECONDS
        while not run.site_answers():
            if web.poll() is not None or time.monotonic() > until:
                raise run.CannotServe("The web server does not answer.")
            time.sleep(0.1)
        postmaster = (server.Cluster(settings.YUBAN_DATA).files / "postmaster.pid").read_text().splitlines()[0]
        yield [web.pid, int(postmaster)]
    finally:
        web.terminate()
        web.wait(supervise.STOP_SECONDS)


def _scenarios(world: World) -> Iterator[Scenario]:
    port, town = settings.YUBAN_PORT, world.town
    residents = [sign_in(port, account, town.password) for account in town.residents]
    officers = [sign_in(port, account, town.password) for account in town.officers]
    return scenarios(residents, officers, world.drawers)


def _figure(scenario: Scenario, scale: Scale, generator: ProcessPoolExecutor, working: Sequence[int]) -> Figure:
    before, used = CaseStep.objects.count(), sum(map(seconds_used, working))
    function, arguments = scenario.measure(settings.YUBAN_PORT, scale.warm, scale.seconds)
    result: Result = generator.submit(function, **arguments).result()
    used = sum(map(seconds_used, working)) - used
    written = CaseStep.objects.count() - before
    if written != (0 if scenario.is_read else result.answers):
        result.errors[f"{written} steps written for {result.answers} answers"] += 1
    return Figure(
        name=scenario.name,
        title=scenario.title,
        rate=result.rate,
        p50=result.percentile(0.50),
        p99=result.percentile(0.99),
        answers=result.answers,
        errors=dict(result.errors),
        processor=1000 * used / max(result.answers, 1),
        aim=scenario.aim,
    )


def _bare(world: World, scale: Scale) -> Figure:
    place = server.address(settings.YUBAN_DATA)
    rate = bare.transactions_a_second(
        Path(place["HOST"]),
        world.bare,
        by=world.town.residents[0].pk,
        clients=CLIENTS,
        seconds=scale.seconds,
        folder=settings.YUBAN_DATA,
    )
    return Figure("bare", "bare SQL of submitting (pgbench)", rate)


def _verified() -> Figure:
    """Whether the histories of some cases written last hold."""
    newest = CaseStep.objects.order_by("-txid").values_list("case__number", flat=True)[:SAMPLE]
    numbers = {str(number) for number in newest}
    findings = list(queries.verify_chains(list(numbers)))
    open_cases = Case.objects.open().count()
    return Figure(
        "verified",
        f"histories verified of {open_cases} open cases",
        len(numbers),
        errors={finding.kind: finding.seq for finding in findings},
    )
