"""The to-do list: what stands in it, in which order, and what it costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import NOON, World
from tests.sites.desk.conftest import signed_in
from yuban.cases import actions as cases
from yuban.people.models import Post
from yuban.sites import worklists

HOME = "/desk/"


def numbers(answer: Any) -> list[str]:
    return [line["number"] for line in answer.context["lines"]]


def test_open_cases_stand_by_deadline_and_the_applicant_is_masked(desk: Client, world: World) -> None:
    later = factories.submitted(world, at=NOON + timedelta(days=1))
    sooner = factories.submitted(world)
    answer = desk.get(HOME)
    assert answer.status_code == 200
    assert numbers(answer) == [sooner.number, later.number]
    text = answer.content.decode()
    assert "测*****1" in text
    assert "测试居民991" not in text
    assert "超期" in text


def test_tabs_part_the_list_and_count(desk: Client, world: World) -> None:
    waiting, accepted, paused = factories.submitted(world), factories.accepted(world), factories.submitted(world)
    cases.ask_correction(
        case=paused, by=world.actor(world.officer), at=NOON, gaps=[{"code": "", "name": "甲", "problem": "乙"}]
    )
    answer = desk.get(HOME)
    assert [number for _url, _label, number, _shown in answer.context["tabs"]] == ["3", "1", "1", "1", "0"]
    assert numbers(desk.get(HOME + "?tab=reply")) == [waiting.number]
    assert numbers(desk.get(HOME + "?tab=examination")) == [accepted.number]
    assert numbers(desk.get(HOME + "?tab=paused")) == [paused.number]
    assert "计时暂停" in desk.get(HOME + "?tab=paused").content.decode()
    assert "没有符合" not in desk.get(HOME + "?tab=deliver").content.decode()
    assert "没有待办" in desk.get(HOME + "?tab=deliver").content.decode()


def test_the_list_is_narrowed_by_item_and_found_by_name_or_digits(desk: Client, world: World) -> None:
    licence, instant = factories.submitted(world), factories.submitted(world, world.instant_item)
    assert numbers(desk.get(HOME, {"item": world.instant_item.pk})) == [instant.number]
    assert numbers(desk.get(HOME, {"q": "居民991"})) == [licence.number, instant.number]
    assert licence.number
    assert numbers(desk.get(HOME, {"q": licence.number[-9:]})) == [licence.number]
    assert numbers(desk.get(HOME, {"q": "查无此人"})) == []


def test_a_scanned_number_opens_its_case(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    assert case.number
    scanned = f" {case.number[:6]} {case.number[6:]} "
    assert desk.get(HOME, {"q": scanned})["Location"] == reverse("desk:case", args=[case.number])
    assert desk.get("/desk/done/", {"q": scanned})["Location"] == reverse("desk:case", args=[case.number])


@pytest.mark.parametrize(
    "query", ["?tab=nonsense", "?item=x", "?item=99999999999999999999", "?after=zzz", "?before=20260101-x", "?q=%00"]
)
def test_an_address_that_means_nothing_shows_the_list(desk: Client, world: World, query: str) -> None:
    factories.submitted(world)
    assert desk.get(HOME + query).status_code == 200


def test_pages_are_walked_by_key_both_ways(desk: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklists, "PAGE", 2)
    known = [factories.submitted(world).number for _ in range(5)]
    first = desk.get(HOME)
    assert numbers(first) == known[:2]
    assert not first.context["previous"]
    second = desk.get(HOME + first.context["next"])
    assert numbers(second) == known[2:4]
    third = desk.get(HOME + second.context["next"])
    assert numbers(third) == known[4:]
    assert not third.context["next"]
    assert numbers(desk.get(HOME + third.context["previous"])) == known[2:4]
    back = desk.get(HOME + second.context["previous"])
    assert numbers(back) == known[:2]
    assert not back.context["previous"]


def test_somebody_of_two_organs_sees_one_list(world: World) -> None:
    other = factories.organ(7, "区另一局")
    mine = factories.submitted(world)
    theirs = factories.submitted(world, factories.item("other-item", other, "000131009000"))
    both = factories.staff("both", other, "officer")
    Post.objects.create(account=both, organ=world.organ, role="officer", valid_from=NOON.date())
    browser = signed_in(both)
    assert numbers(browser.get(HOME)) == [mine.number, theirs.number]
    assert numbers(signed_in(world.officer).get(HOME)) == [mine.number]


def test_what_is_over_stands_in_the_second_list(desk: Client, world: World) -> None:
    at = NOON + timedelta(days=1)
    case = factories.submitted(world)
    cases.refuse(case=case, by=world.actor(world.officer), at=at, reason="不符合条件")
    assert numbers(desk.get(HOME)) == []
    found = worklists.done([world.organ.pk], ["500112"], worklists.Wish(), at + timedelta(days=2))
    assert [row.number for row in found.rows] == [case.number]
    later = worklists.done([world.organ.pk], ["500112"], worklists.Wish(), at + timedelta(days=31))
    assert later.rows == []


def test_closed_cases_are_walked_by_key(desk: Client, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worklists, "PAGE", 2)
    officer, known = world.actor(world.officer), []
    for day in range(3):
        case = factories.submitted(world)
        known.append(cases.refuse(case=case, by=officer, at=NOON + timedelta(days=day), reason="不符合").number)
    asked = ([world.organ.pk], ["500112"])
    at = NOON + timedelta(days=4)
    first = worklists.done(*asked, worklists.Wish(), at)
    assert [row.number for row in first.rows] == known[:0:-1]
    second = worklists.done(*asked, worklists.Wish(after=first.next), at)
    assert [row.number for row in second.rows] == known[:1]
    back = worklists.done(*asked, worklists.Wish(before=second.previous), at)
    assert [row.number for row in back.rows] == known[:0:-1]
    assert not back.previous


def test_a_list_of_many_costs_few_queries(desk: Client, world: World, django_assert_max_num_queries: Any) -> None:
    for _ in range(12):
        factories.submitted(world)
    desk.get(HOME)
    with django_assert_max_num_queries(4):  # session, person, page, figures beside the tabs
        assert len(numbers(desk.get(HOME))) == 12


def test_the_list_is_for_officers(world: World) -> None:
    assert signed_in(world.clerk).get(HOME).status_code == 403
    assert signed_in(world.resident).get(HOME).status_code == 403
    assert Client().get(HOME).status_code == 302
