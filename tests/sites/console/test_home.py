"""Today's figures: right, explained, and each with the rows it counts."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.factories import NOON, World
from tests.sites.console.conftest import completed, rated, signed_in
from yuban.cases import actions as cases
from yuban.cases import figures
from yuban.cases.actions.intake import Gap
from yuban.cases.figures import Figure
from yuban.kernel.steps import utc_now
from yuban.people.models import Account
from yuban.ratings import queries as ratings

ON = NOON.date()


def counted(world: World, operator: Account) -> dict[str, Figure]:
    actor = world.actor(operator)
    scope = figures.scope(actor)
    found = figures.today(actor, NOON, figures.fortnight(actor, ON), scope)
    return {figure.definition.key: figure for figure in [*found, *ratings.today(actor, NOON, scope)]}


def test_a_day_is_counted(world: World, operator: Account) -> None:
    factories.submitted(world)
    factories.accepted(world)
    case = completed(world, NOON)
    rated(case, world.actor(world.resident), NOON)
    late = factories.submitted(world, at=NOON - timedelta(days=30))
    found = counted(world, operator)
    numbers = {key: (figure.numerator, figure.denominator) for key, figure in found.items()}
    assert numbers == {
        "received": (3, None),
        "accepted": (2, None),
        "completed": (1, None),
        "overdue": (1, 3),
        "rated": (1, None),
        "bad": (1, 1),
    }
    assert figures.rows("overdue", world.actor(operator), ON).get() == late
    assert {(figure.scope, figure.cut_off) for figure in found.values()} == {("渝北区", NOON)}


@pytest.mark.parametrize("key", figures.DEFINITIONS)
def test_each_figure_counts_the_rows_it_shows(world: World, operator: Account, key: str) -> None:
    completed(world, NOON)
    factories.accepted(world)
    factories.submitted(world, at=NOON - timedelta(days=30))
    assert figures.rows(key, world.actor(operator), ON).count() == counted(world, operator)[key].numerator


def test_waiting_for_the_applicant_is_not_overdue(world: World, operator: Account) -> None:
    case = factories.submitted(world, at=NOON - timedelta(days=60))
    gap: Gap = {"code": "01", "name": "申请书", "problem": "缺少签名"}
    cases.ask_correction(case=case, by=world.actor(world.officer), at=NOON - timedelta(days=59), gaps=[gap])
    assert counted(world, operator)["overdue"].numerator == 0


def test_midnight_is_in_china(world: World, operator: Account) -> None:
    factories.submitted(world, at=NOON.replace(hour=16))  # midnight of the next day in China
    days = {day.on: day.received for day in figures.fortnight(world.actor(operator), ON + timedelta(days=1))}
    assert (days[ON], days[ON + timedelta(days=1)]) == (0, 1)
    assert len(days) == figures.CHART_DAYS


def test_a_figure_without_rows_has_no_percentage(world: World, operator: Account) -> None:
    found = counted(world, operator)
    assert found["bad"].percent is None
    assert found["received"].percent is None


def test_the_neighbour_is_not_counted(world: World, operator: Account) -> None:
    far = factories.organ_elsewhere()
    item = factories.item("far-item", far, "000131009000")
    factories.submitted(world, item)
    assert counted(world, operator)["received"].numerator == 0
    city = factories.city_operator()
    assert figures.overseen(world.actor(city)).count() == 1
    assert figures.scope(world.actor(city)) == "重庆市"


def test_drafts_are_not_counted(world: World, operator: Account) -> None:
    factories.draft(world)
    assert figures.overseen(world.actor(operator)).count() == 0


def test_the_home_page_shows_the_day_in_few_statements(
    world: World, console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = completed(world, utc_now())
    rated(case, world.actor(world.resident), utc_now())
    with django_assert_max_num_queries(16):
        page = console.get("/console/").content.decode()
    assert "今日 · 渝北区" in page
    assert "等了很久" in page
    assert "测试居民" not in page
    assert "/console/figures/received/?on=" in page
    assert world.item.current is not None
    assert world.item.current.name in page


def test_a_figure_opens_its_rows(world: World, console: Client) -> None:
    case = factories.submitted(world)
    page = console.get("/console/figures/received/", {"on": "2026-03-04"}).content.decode()
    assert f"/console/cases/{case.number}/" in page
    assert "测试居民991" not in page
    assert "测" in page
    nothing = console.get("/console/figures/received/", {"on": "2026-03-05"}).content.decode()
    assert "这一天没有这样的办件" in nothing


def test_unknown_figures_and_impossible_days(console: Client) -> None:
    assert console.get("/console/figures/nonsense/").status_code == 404
    for on in ("yesterday", "9999-12-31", "0001-01-01"):
        assert console.get("/console/figures/received/", {"on": on}).status_code == 200


def test_a_changed_day_says_how_many_deadlines_move(world: World) -> None:
    """The number the page names is what replaying every clock then finds, for each kind of state."""
    officer = world.actor(world.officer)
    factories.submitted(world)
    factories.accepted(world)
    factories.accepted(world, NOON - timedelta(days=1))
    paused = factories.accepted(world)
    cases.start_special_procedure(
        case=paused, by=officer, at=NOON, procedure="inspection", reason="检验", expected_days=3
    )
    resumed = factories.accepted(world, NOON - timedelta(days=8))
    resumed = cases.start_special_procedure(
        case=resumed, by=officer, at=NOON - timedelta(days=7), procedure="test", reason="检测", expected_days=20
    )
    cases.resume(case=resumed, by=officer, at=NOON + timedelta(days=2), result="合格")
    decided = cases.decide(case=factories.accepted(world), by=officer, at=NOON, outcome="granted")
    assert decided.state == "decided"
    completed(world, NOON)
    for on in (date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 25), date(2026, 3, 4)):
        told = figures.deadlines_moved_by(on)
        by = world.actor(factories.operator() if on.day == 5 else Account.objects.get(username="operator"))
        cases.change_calendar_day(on=on, is_working=False, name="测试假日", by=by, at=NOON, reason="测试")
        assert cases.recompute_deadlines(at=NOON + timedelta(days=2)) == told, on


def test_only_operators_come_in(world: World) -> None:
    for account in (world.resident, world.officer, world.head, world.clerk):
        assert signed_in(account).get("/console/").status_code == 403
    assert Client().get("/console/").status_code == 302
