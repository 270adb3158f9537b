"""Cases on the console: browsed, filtered, overdue, one of them with its verified history; ratings without names."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.factories import NOON, World
from tests.sites.console.conftest import completed, rated, signed_in
from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.kernel.numbering import spaced
from yuban.kernel.steps import utc_now
from yuban.sites.console.pages import ROWS


def shown(console: Client, address: str, **wish: object) -> str:
    response = console.get(f"{address}?{urlencode(wish)}")
    assert response.status_code == 200
    return response.content.decode()


def test_cases_are_listed_without_names(
    world: World, console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    mine = [factories.submitted(world) for _ in range(5)]
    with django_assert_max_num_queries(10):
        page = shown(console, "/console/cases/")
    assert all(spaced(str(case.number)) in page for case in mine)
    assert "测试居民991" not in page
    assert "测*****1" in page


NARROWED: list[tuple[dict[str, str], int]] = [
    ({"q": "5001122026"}, 2),
    ({"q": "５００１１２ 2026"}, 2),
    ({"q": "测试经营"}, 2),
    ({"q": "没有这个"}, 0),
    ({"region": "500112"}, 2),
    ({"state": "accepted"}, 1),
    ({"channel": "pc"}, 2),
    ({"channel": "window"}, 0),
    ({"since": "2026-03-04", "until": "2026-03-04"}, 2),
    ({"since": "2026-03-05"}, 0),
    ({"until": "2026-03-03"}, 0),
    # what makes no sense narrows nothing
    ({"state": "nonsense"}, 2),
    ({"since": "9999-12-31"}, 2),
    ({"organ": "0"}, 2),
    ({"page": "99999999"}, 2),
    ({"page": "-1"}, 2),
]


def test_cases_are_narrowed(world: World, console: Client) -> None:
    factories.submitted(world)
    factories.accepted(world)
    for wish, found in NARROWED:
        assert shown(console, "/console/cases/", **wish).count("mono nowrap") == found, wish


def test_long_lists_are_walked(world: World, console: Client) -> None:
    first = factories.submitted(world)
    Case.objects.filter(pk=first.pk).update(item_name="最早的一件")
    for _ in range(ROWS):
        factories.submitted(world)
    assert "最早的一件" not in shown(console, "/console/cases/", channel="pc")
    second = shown(console, "/console/cases/", channel="pc", page=2)
    assert "最早的一件" in second
    assert 'href="?channel=pc&amp;page=1"' in second
    assert "page=3" not in second


def test_drafts_and_neighbours_stay_away(world: World, console: Client) -> None:
    factories.draft(world)
    far = factories.submitted(world, factories.item("far", factories.organ_elsewhere(), "000131009000"))
    assert "没有符合条件的办件" in shown(console, "/console/cases/")
    assert console.get(f"/console/cases/{far.number}/").status_code == 404
    city = signed_in(factories.city_operator())
    assert city.get(f"/console/cases/{far.number}/").status_code == 200


def test_overdue_cases_come_worst_first(world: World, console: Client) -> None:
    late = factories.accepted(world, utc_now() - timedelta(days=40))
    later = factories.accepted(world, utc_now() - timedelta(days=80))
    on_time = factories.submitted(world, at=utc_now())
    page = shown(console, "/console/overdue/")
    assert page.index(spaced(str(later.number))) < page.index(spaced(str(late.number)))
    assert spaced(str(on_time.number)) not in page
    assert "在办超期 2 件" in page
    assert "范围：渝北区" in page
    assert "在办超期 2 件" in shown(console, "/console/overdue/", organ=world.organ.pk)
    assert "在办超期 0 件" in shown(console, "/console/overdue/", organ=world.hall.pk)


def test_a_case_is_shown_masked_and_verified(
    world: World, console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    case = completed(world, NOON)
    rated(case, world.actor(world.resident), NOON)
    with django_assert_max_num_queries(20):
        page = shown(console, f"/console/cases/{case.number}/")
    assert "办件历史校验通过" in page
    assert "测试居民991" not in page
    assert case.applicant.identity_number not in page
    assert "受理（已提交 → 已受理）" in page
    assert "测试officer" in page
    assert "等了很久" in page


def test_the_reasons_of_a_deadline_are_listed(world: World, console: Client) -> None:
    case = factories.accepted(world)
    page = shown(console, f"/console/cases/{case.number}/")
    assert "为什么是这一天" in page
    assert "起算当日不计" in page
    assert "第 1—2 日" in page


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE cases_casestep SET reason = '改过' WHERE case_id = %s AND seq = 2", "内容被改动"),
        ("UPDATE cases_casestep SET verb = 'vanish' WHERE case_id = %s AND seq = 2", "内容被改动"),
        ("DELETE FROM cases_casestep WHERE case_id = %s AND seq = 2", "环节缺失"),
        ("UPDATE cases_case SET form = '{}' WHERE id = %s", "申请表与提交时不同"),
    ],
)
def test_a_rewritten_history_is_told(world: World, console: Client, statement: str, said: str) -> None:
    case = factories.accepted(world)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE cases_casestep DISABLE TRIGGER case_step_is_final")
        cursor.execute(statement, [case.pk])
    page = shown(console, f"/console/cases/{case.number}/")
    assert "办件历史校验未通过" in page
    assert said in page


def test_unknown_numbers_are_not_found(console: Client) -> None:
    assert console.get("/console/cases/50011220260304000000019/").status_code == 404


def test_ratings_have_no_names(
    world: World, console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bad = completed(world, NOON)
    rated(bad, world.actor(world.resident), NOON)
    good = completed(world, NOON)
    rated(good, world.actor(world.resident), NOON + timedelta(days=1), level=5)
    with django_assert_max_num_queries(10):
        page = shown(console, "/console/ratings/")
    assert spaced(str(bad.number)) in page
    assert "测试居民" not in page
    assert "resident" not in page
    assert spaced(str(good.number)) not in shown(console, "/console/ratings/", bad="on")
    assert spaced(str(bad.number)) in shown(console, "/console/ratings/", bad="on", organ=world.organ.pk)
    assert spaced(str(bad.number)) not in shown(console, "/console/ratings/", level=5)
    assert spaced(str(bad.number)) not in shown(console, "/console/ratings/", since="2026-03-05", until="2026-03-05")


def test_the_options_of_a_rating_are_worded(world: World, console: Client) -> None:
    from yuban.ratings.models import Option

    option = Option.objects.filter(level=1, is_active=True)[0]
    rated(completed(world, NOON), world.actor(world.resident), NOON, options=(option.code,))
    assert option.text in shown(console, "/console/ratings/")


def test_correction_and_special_procedure_pause(world: World, console: Client) -> None:
    at = timezone.now() - timedelta(days=20)
    case = factories.accepted(world, at)
    cases.start_special_procedure(
        case=case, by=world.actor(world.officer), at=at, procedure="inspection", reason="检验", expected_days=3
    )
    assert "计时暂停" in shown(console, "/console/cases/")
    assert "在办超期 0 件" in shown(console, "/console/overdue/")
