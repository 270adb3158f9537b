"""Calendar and limits, changed by whoever oversees every organ; the logs of changes and disclosures."""

from datetime import timedelta

from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.factories import World
from tests.sites.console.conftest import signed_in
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.clock import local_day
from yuban.cases.models import LegalLimit
from yuban.kernel.models import CalendarDay, CalendarYear, ReferenceChange
from yuban.kernel.steps import utc_now
from yuban.people import actions as people
from yuban.people.models import Account


def text(console: Client, address: str, **wish: str) -> str:
    response = console.get(address, wish)
    assert response.status_code == 200
    return response.content.decode()


def test_years_say_whether_they_are_provisional(console: Client) -> None:
    page = text(console, "/console/calendar/")
    assert page.count("暂定") == 1  # 2027: no notice yet
    assert "2026年部分节假日" in page
    assert "放假通知尚未公布" in text(console, "/console/calendar/2027/")
    assert console.get("/console/calendar/1999/").status_code == 404


def test_a_year_is_drawn(console: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(10):
        page = text(console, "/console/calendar/2026/")
    assert page.count('class="calendar-month"') == 12
    assert page.count("/change/") == 365
    assert "国庆节" in page
    assert "calendar-make-up" in page


def test_a_day_becomes_a_holiday(world: World, console: Client) -> None:
    case = factories.accepted(world, utc_now())
    assert case.promised_due_on
    address = f"/console/calendar/{case.promised_due_on}/change/"
    assert "会移动 1 件在办办件的期限" in text(console, address)
    answers = {"is_working": "0", "name": "测试假日", "reason": "市政府通知"}
    assert console.post(address, answers).status_code == 302
    assert cases.recompute_deadlines(at=utc_now()) == 1
    case.refresh_from_db()
    assert case.promised_due_on > CalendarDay.objects.get(name="测试假日").on
    assert ProcrastinateJob.objects.filter(task_name="replay_clocks").count() == 1
    assert "现在是测试假日" in text(console, address)
    assert console.post(address, answers | {"is_working": "1", "name": "改回"}).status_code == 302
    assert ProcrastinateJob.objects.filter(task_name="replay_clocks").count() == 1  # one replay for both
    assert ReferenceChange.objects.filter(what="calendar_day").count() == 2


def test_wrong_days_are_told(console: Client) -> None:
    assert console.get("/console/calendar/2026-02-30/change/").status_code == 404
    assert console.get("/console/calendar/1999-01-04/change/").status_code == 404
    assert console.post("/console/calendar/2026-03-10/change/", {"is_working": "0", "name": "x"}).status_code == 422
    assert not CalendarDay.objects.filter(on="2026-03-10").exists()


def test_what_binds_all_needs_who_oversees_all(world: World, console: Client) -> None:
    factories.organ_elsewhere()
    sentence = "只有管理全部机构的管理员可以调整"
    assert sentence in text(console, "/console/calendar/2026-03-10/change/")
    answers = {"is_working": "0", "name": "测试假日", "reason": "试试"}
    response = console.post("/console/calendar/2026-03-10/change/", answers)
    assert response.status_code == 403
    assert sentence in response.content.decode()
    limit = {"days": "20", "valid_from": local_day(utc_now()).isoformat(), "basis": "x", "reason": "x"}
    assert console.post("/console/limits/correction_days/", limit).status_code == 403
    assert console.post("/console/calendar/2027/publish/", {"source": "通知"}).status_code == 403
    assert not ReferenceChange.objects.exists()
    city = signed_in(factories.city_operator())
    assert city.post("/console/calendar/2026-03-10/change/", answers).status_code == 302


def test_a_notice_is_registered(console: Client) -> None:
    for _click in range(2):
        assert console.post("/console/calendar/2027/publish/", {"source": "测试通知"}).status_code == 302
    assert not CalendarYear.objects.get(pk=2027).is_provisional
    assert "暂定" not in text(console, "/console/calendar/")


def test_limits_of_the_law_are_only_shown(console: Client) -> None:
    page = text(console, "/console/limits/")
    assert "行政许可法 第四十二条第一款" in page
    for key, is_set in (
        ("correction_days", True),
        ("yellow_days", True),
        ("yellow_percent", True),
        ("reply_days", False),
    ):
        assert (f"/console/limits/{key}/" in page) is is_set
    assert console.get("/console/limits/reply_days/").status_code == 404
    assert console.post("/console/limits/reply_days/", {"days": "9"}).status_code == 404


def test_a_local_limit_is_set_from_a_day_on(console: Client) -> None:
    today = local_day(utc_now())
    answers = {"days": "20", "valid_from": today.isoformat(), "basis": "本级规定", "reason": "试点"}
    for _click in range(2):
        assert console.post("/console/limits/correction_days/", answers).status_code == 302
    assert queries.rulebook(utc_now())[0].correction_days == 20
    assert LegalLimit.objects.filter(key="correction_days").count() == 2
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert console.post("/console/limits/correction_days/", answers | {"days": "25", "valid_from": tomorrow})
    assert queries.rulebook(utc_now())[0].correction_days == 20
    assert "将生效" in text(console, "/console/limits/")


def test_limits_stay_within_reason(console: Client) -> None:
    today = local_day(utc_now())
    answers = {"days": "20", "valid_from": today.isoformat(), "basis": "本级规定", "reason": "试点"}
    yesterday = (today - timedelta(days=1)).isoformat()
    console.post("/console/limits/correction_days/", answers)
    for wrong in ({"days": "0"}, {"days": "61"}, {"valid_from": yesterday}, {"reason": ""}, {"days": "21"}):
        assert console.post("/console/limits/correction_days/", answers | wrong).status_code == 422, wrong
    assert LegalLimit.objects.filter(key="correction_days").count() == 2


def test_changes_are_listed_within_the_district(world: World, console: Client) -> None:
    at = utc_now()
    for organ, username in ((world.organ, "near-one"), (factories.organ_elsewhere(), "far-one")):
        city = world.actor(Account.objects.filter(username="city-operator").first() or factories.city_operator())
        people.create_staff(
            username=username, name="测试新人", organ=organ, role="officer", valid_from=local_day(at), by=city, at=at
        )
    page = text(console, "/console/changes/")
    assert "near-one" in page
    assert "far-one" not in page
    assert "near-one" not in text(console, "/console/changes/", what="item")
    assert "near-one" in text(console, "/console/changes/", q="near-one", since=local_day(at).isoformat())
    assert "far-one" in text(signed_in(Account.objects.get(username="city-operator")), "/console/changes/")


def test_disclosures_are_listed_without_names(world: World, console: Client) -> None:
    assert world.resident.party is not None
    people.disclose(party=world.resident.party, purpose="核对身份", by=world.actor(world.officer), at=utc_now())
    far = factories.staff("far-officer", factories.organ_elsewhere(), "officer")
    people.disclose(party=world.resident.party, purpose="别处的目的", by=world.actor(far), at=utc_now())
    page = text(console, "/console/disclosures/")
    assert "核对身份" in page
    assert "测试officer" in page
    assert "测试居民991" not in page
    assert "别处的目的" not in page
