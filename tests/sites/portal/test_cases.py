"""One's own cases: the list, the page, papers, taking back, rating."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import NOON, World
from tests.sites.portal.conftest import As
from yuban.cases import actions as cases
from yuban.cases.models import Case
from yuban.kernel.numbering import spaced
from yuban.ratings import queries as ratings
from yuban.ratings.models import Option, Rating


def completed(world: World) -> Case:
    """A case that was granted and handed over."""
    officer = world.actor(world.officer)
    case = cases.decide(case=factories.accepted(world), by=officer, at=NOON, outcome="granted")
    return cases.deliver(case=case, by=officer, at=NOON, way="window", receiver="测试居民991")


def codes(level: int) -> list[str]:
    """Options of a level."""
    found = list(Option.objects.filter(level=level, is_active=True).values_list("code", flat=True))
    if not found:
        Option.objects.create(code=f"{level}99", level=level, text=f"指标{level}")
        found = [f"{level}99"]
    return found


def test_the_list_shows_state_and_days(world: World, signed_in: As) -> None:
    case = factories.accepted(world, timezone.now())
    text = signed_in(world.resident).get("/cases/").content.decode()
    assert spaced(case.number or "") in text
    assert "已受理" in text
    assert "剩 5 个工作日" in text
    assert spaced(case.number or "") not in signed_in(world.stranger).get("/cases/").content.decode()


def test_long_lists_cost_the_same(world: World, signed_in: As, django_assert_max_num_queries: Any) -> None:
    for _time in range(25):
        factories.submitted(world)
    client = signed_in(world.resident)
    with django_assert_max_num_queries(10):
        page = client.get("/cases/")
    assert "第 1 / 2 页" in page.content.decode()


def test_the_page_tells_what_happened_who_has_it_and_why_that_day(world: World, signed_in: As) -> None:
    case = factories.accepted(world, timezone.now())
    text = signed_in(world.resident).get(f"/cases/{case.number}/").content.decode()
    assert text.index("受理") < text.rindex("提交申请")
    assert "现在在：区测试局 测试officer" in text
    assert "为什么是这一天" in text
    assert "起算当日不计" in text
    assert f"/cases/{case.number}/papers/acceptance_slip/" in text
    assert f"/cases/{case.number}/papers/decision/" not in text


def test_the_page_costs_few_queries(world: World, signed_in: As, django_assert_max_num_queries: Any) -> None:
    case = completed(world)
    client = signed_in(world.resident)
    with django_assert_max_num_queries(16):
        client.get(f"/cases/{case.number}/")


@pytest.mark.parametrize("path", ["", "withdraw/", "papers/acceptance_slip/", "materials/1/"])
def test_a_strangers_case_does_not_exist(world: World, signed_in: As, path: str) -> None:
    case = factories.accepted(world)
    at = f"/cases/{case.number}/{path}"
    assert signed_in(world.stranger).get(at).status_code == 404
    assert signed_in(world.officer).get(at).status_code == 403
    assert Client().get(at).headers["Location"].startswith("/sign-in/")
    assert signed_in(world.stranger).get("/cases/50011220260304000000010/").status_code == 404


def test_papers_are_pdfs(world: World, signed_in: As) -> None:
    case = completed(world)
    client = signed_in(world.resident)
    for kind in ("acceptance_slip", "decision", "delivery_receipt"):
        page = client.get(f"/cases/{case.number}/papers/{kind}/")
        assert page.headers["Content-Type"] == "application/pdf"
        assert page.content.startswith(b"%PDF-")
    for kind in ("refusal_notice", "no_such_paper"):
        assert client.get(f"/cases/{case.number}/papers/{kind}/").status_code == 404


def test_the_result_can_be_downloaded(world: World, signed_in: As) -> None:
    case = completed(world)
    text = signed_in(world.resident).get(f"/cases/{case.number}/").content.decode()
    assert "办理结果" in text
    assert case.decision.document_number in text
    assert "撤回申请" not in text


def test_a_denial_gives_its_reasons(world: World, signed_in: As) -> None:
    case, by = factories.accepted(world), world.actor(world.officer)
    cases.decide(case=case, by=by, at=NOON, outcome="denied", reason="场所不符合要求")
    assert "场所不符合要求" in signed_in(world.resident).get(f"/cases/{case.number}/").content.decode()


def test_taking_back_asks_first_and_is_refused_after_the_decision(world: World, signed_in: As) -> None:
    client, case = signed_in(world.resident), factories.accepted(world)
    at = f"/cases/{case.number}/withdraw/"
    assert "确定撤回" in client.get(at).content.decode()
    assert client.post(at, {"reason": "不办了", "seen": case.step_count}).status_code == 302
    case.refresh_from_db()
    assert case.state == "withdrawn"
    again = client.post(at, {"reason": "不办了", "seen": case.step_count})
    assert again.status_code == 409
    assert "不能撤回申请" in again.content.decode()
    done = completed(world)
    assert client.post(f"/cases/{done.number}/withdraw/", {"reason": "", "seen": done.step_count}).status_code == 409
    done.refresh_from_db()
    assert done.state == "completed"


def test_taking_back_a_case_that_has_moved_on_says_so(world: World, signed_in: As) -> None:
    client, case = signed_in(world.resident), factories.accepted(world)
    page = client.post(f"/cases/{case.number}/withdraw/", {"reason": "", "seen": case.step_count - 1})
    assert page.status_code == 409
    assert "测试officer" in page.content.decode()
    case.refresh_from_db()
    assert case.state == "accepted"


def test_a_completed_case_is_rated_once(world: World, signed_in: As) -> None:
    client, case, chosen = signed_in(world.resident), completed(world), codes(5)
    at = f"/cases/{case.number}/"
    assert "您对这次服务满意吗" in client.get(at).content.decode()
    assert client.get(f"{at}rate/").headers["Location"] == at, "after a language switch, say"
    sent = {"level": "5", "options_5": chosen[:1], "text": "很快"}
    assert client.post(f"{at}rate/", sent).status_code == 302
    assert client.post(f"{at}rate/", sent).status_code == 302, "a double click"
    rating = Rating.objects.get()
    assert (rating.level, rating.options, rating.channel) == (5, chosen[:1], "pc")
    other = client.post(f"{at}rate/", {"level": "1"})
    assert other.status_code == 409
    assert "一件只评一次" in other.content.decode()
    text = client.get(at).content.decode()
    assert "我的评价" in text
    assert "很快" in text
    assert Rating.objects.count() == 1


def test_ratings_that_contradict_themselves_are_refused(world: World, signed_in: As) -> None:
    client, case = signed_in(world.resident), completed(world)
    good, bad = codes(5)[0], codes(1)[0]
    at = f"/cases/{case.number}/rate/"
    assert client.post(at, {}).status_code == 422
    assert client.post(at, {"level": "9"}).status_code == 422
    assert client.post(at, {"level": "5", "options_5": "000"}).status_code == 422
    page = client.post(at, {"level": "5", "options_5": good, "options_1": bad})
    assert page.status_code == 409
    text = page.content.decode()
    assert "与评价等级不符" in text
    assert text.count("checked") == 2, "the level and its own reason stay, the other one is taken off"
    assert not Rating.objects.exists()


def test_an_open_case_cannot_be_rated(world: World, signed_in: As) -> None:
    case = factories.accepted(world)
    client = signed_in(world.resident)
    assert "您对这次服务满意吗" not in client.get(f"/cases/{case.number}/").content.decode()
    assert client.post(f"/cases/{case.number}/rate/", {"level": "5"}).status_code == 409
    assert signed_in(world.stranger).post(f"/cases/{case.number}/rate/", {"level": "5"}).status_code == 404
    assert not Rating.objects.exists()


def test_the_printed_code_rates_without_signing_in(client: Client, world: World) -> None:
    case = completed(world)
    at = f"/rate/{ratings.slip_token(case)}/"
    text = client.get(at).content.decode()
    assert "测试经营许可" in text
    assert "测试居民991" not in text
    assert client.post(at, {"level": "2", "options_2": codes(2)[:1], "text": ""}).status_code == 200
    rating = Rating.objects.get()
    assert (rating.level, rating.channel, rating.rated_by) == (2, "qr", None)
    assert "已评价过" in client.get(at).content.decode()
    assert client.post(at, {"level": "5"}).status_code == 409
    assert client.get(f"{at[:-3]}x/").status_code == 404
    assert client.get("/rate/nonsense/").status_code == 404


def test_the_printed_code_of_an_open_case_waits(client: Client, world: World) -> None:
    case = factories.accepted(world)
    at = f"/rate/{ratings.slip_token(case)}/"
    assert "尚未办结" in client.get(at).content.decode()
    assert client.post(at, {"level": "5"}).status_code == 409
    assert not Rating.objects.exists()
