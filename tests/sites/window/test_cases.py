"""A case at the window: found by its number, printed, checked, handed over, withdrawn."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import MATERIALS, World
from tests.sites.window.conftest import signed_in
from yuban.cases import actions as cases
from yuban.cases.models import Case, CaseMaterial
from yuban.catalogue.models import Item
from yuban.hall import actions as hall_actions
from yuban.hall.models import Hall, WindowItem
from yuban.kernel.refusals import NotYours
from yuban.kernel.steps import utc_now
from yuban.people.models import Disclosure


def filed(world: World, hall: Hall, item: Item | None = None, papers: tuple[str, ...] = ()) -> Case:
    """A case the clerk took from the resident."""
    clerk, at = world.actor(world.clerk, utc_now().date()), utc_now()
    assert world.resident.party is not None
    case = hall_actions.start_at_window(
        hall=hall, item=item or world.item, applicant=world.resident.party, by=clerk, at=at
    )
    cases.save_draft(case=case, by=clerk, form={"shop_name": "测试店"}, delivery="window")
    for code in papers:
        cases.add_material(case=case, code=code, got="paper", file=None, by=clerk, at=at)
    return cases.take_over_counter(case=case, by=clerk, at=utc_now())


def decided(world: World, hall: Hall) -> Case:
    """One whose result waits to be collected."""
    officer = world.actor(world.officer, utc_now().date())
    case = cases.accept(case=filed(world, hall), by=officer, at=utc_now())
    return cases.decide(case=case, by=officer, at=utc_now(), outcome="granted")


def post(browser: Client, case: Case, page: str, **fields: Any) -> Any:
    """Presses a button of the page as it was when the case had so many steps."""
    return browser.post(f"/window/cases/{case.number}/{page}/", {"seen": case.step_count, **fields}, follow=True)


def test_a_scanned_number_opens_the_case(window: Client, world: World, hall: Hall) -> None:
    case = filed(world, hall)
    assert case.number
    scanned = f"{case.number[:6]} {case.number[6:]}"
    assert window.get("/window/find/", {"number": scanned})["Location"] == f"/window/cases/{case.number}/"
    mistyped = case.number[:-1] + str((int(case.number[-1]) + 1) % 10)
    assert "不是有效的办件编号" in window.get("/window/find/", {"number": mistyped}, follow=True).content.decode()
    online = factories.submitted(world)
    assert online.number
    assert "没有找到" in window.get("/window/find/", {"number": online.number}, follow=True).content.decode()
    assert window.get("/window/find/").status_code == 302


def test_the_page_hides_who_and_prints_what_there_is(window: Client, world: World, hall: Hall) -> None:
    case = filed(world, hall)
    at = f"/window/cases/{case.number}/"
    text = window.get(at).content.decode()
    assert world.resident.party is not None
    assert world.resident.party.identity_number not in text
    assert world.resident.party.name not in text
    assert "受理通知书" not in text
    assert window.get(f"{at}papers/acceptance_slip/").status_code == 404
    cases.accept(case=case, by=world.actor(world.officer, utc_now().date()), at=utc_now())
    assert "受理通知书" in window.get(at).content.decode()
    assert window.get(f"{at}papers/acceptance_slip/").content.startswith(b"%PDF")
    shown = window.post(f"{at}disclose/", {"purpose": "核对申请人身份"}).content.decode()
    assert world.resident.party.identity_number in shown
    assert Disclosure.objects.get().purpose == "核对申请人身份"
    assert window.post(f"{at}disclose/", {"purpose": ""}).status_code == 422


def test_the_result_is_handed_over_and_the_rating_slip_printed(window: Client, world: World, hall: Hall) -> None:
    case = decided(world, hall)
    at = f"/window/cases/{case.number}/"
    assert str(case.number) in window.get("/window/cases/?tab=collect").content.decode().replace(" ", "")
    assert post(window, case, "deliver", way="post", receiver="甲", tracking="").status_code == 422
    done = post(window, case, "deliver", way="window", receiver="测试居民991", tracking="")
    assert done.redirect_chain == [(at, 302)]
    case.refresh_from_db()
    assert case.state == "completed"
    assert "评价单" in done.content.decode()
    for kind in ("rating_slip", "delivery_receipt", "decision"):
        assert window.get(f"{at}papers/{kind}/").content.startswith(b"%PDF")
    again = post(window, case, "deliver", way="window", receiver="测试居民991")
    assert again.status_code == 409
    assert "不能送达" in again.content.decode()


def test_an_instant_case_is_completed_on_the_spot_once(window: Client, world: World, hall: Hall) -> None:
    case = filed(world, hall, world.instant_item)
    assert "当场办结" in window.get(f"/window/cases/{case.number}/").content.decode()
    asked = {"outcome": "granted", "reason": "", "receiver": "测试居民991"}
    for _click in range(2):
        assert post(window, case, "on-the-spot", **asked).redirect_chain
    assert [step.verb for step in case.steps.all()] == ["take_over_counter", "accept", "decide", "deliver", "complete"]
    assert "当场办结" not in window.get(f"/window/cases/{filed(world, hall).number}/").content.decode()


def test_the_applicant_withdraws_at_the_window(window: Client, world: World, hall: Hall) -> None:
    case = filed(world, hall)
    assert window.get(f"/window/cases/{case.number}/withdraw/").status_code == 200
    assert post(window, case, "withdraw", reason="").status_code == 422
    post(window, case, "withdraw", reason="材料另行准备")
    case.refresh_from_db()
    assert case.state == "withdrawn"


def test_the_officer_was_faster(window: Client, world: World, hall: Hall) -> None:
    case = filed(world, hall)
    cases.accept(case=case, by=world.actor(world.officer, utc_now().date()), at=utc_now())
    late = post(window, case, "withdraw", reason="写好的原因")
    assert late.status_code == 409
    text = late.content.decode()
    assert f"由{world.officer.name}办理“受理”" in text
    assert "写好的原因" in text


def test_papers_are_ticked_one_by_one(window: Client, world: World, hall: Hall) -> None:
    item = factories.item("with-papers", world.organ, "000131003000", materials=MATERIALS)
    WindowItem.objects.create(window=hall.windows.get(), item=item)
    case = filed(world, hall, item, papers=("01",))
    at = f"/window/cases/{case.number}/materials/1/"
    window.post(f"{at}check/", {"is_checked": "1"})
    assert CaseMaterial.objects.get(case=case).is_checked
    assert "已核对" in window.get(f"/window/cases/{case.number}/receipt/").content.decode()
    fragment = window.post(f"{at}check/", {"is_checked": "0"}, headers={"HX-Request": "true"})
    assert "核对无误" in fragment.content.decode()
    assert window.get(at).status_code == 404


def test_the_list_of_the_hall_is_narrowed(window: Client, world: World, hall: Hall) -> None:
    case, other = filed(world, hall), decided(world, hall)
    online = factories.submitted(world)

    def numbers(query: str) -> list[str]:
        return [line["number"] for line in window.get(f"/window/cases/{query}").context["lines"]]

    assert numbers("") == [other.number, case.number]
    assert numbers("?tab=open") == [other.number, case.number]
    assert numbers("?tab=collect") == [other.number]
    assert numbers("?tab=correction") == []
    assert case.number
    assert numbers(f"?q={case.number[-9:]}") == [case.number]
    assert online.number not in numbers("")
    for nonsense in ("?tab=x", "?after=x", "?before=-1"):
        assert window.get(f"/window/cases/{nonsense}").status_code == 200


def test_other_halls_and_other_roles_get_nothing(window: Client, world: World, hall: Hall) -> None:
    case = filed(world, hall)
    other = factories.organ(8, "另一大厅", "service_centre")
    stranger = signed_in(factories.staff("other-clerk", other, "window_staff"))
    for page in ("", "receipt/", "deliver/", "withdraw/", "on-the-spot/", "correction/", "papers/acceptance_slip/"):
        assert stranger.get(f"/window/cases/{case.number}/{page}").status_code == 404, page
    for page in ("disclose", "materials/1/check", "withdraw"):
        assert post(stranger, case, page, reason="x", purpose="x").status_code == 404, page
    for account in (world.officer, world.resident):
        assert signed_in(account).get("/window/").status_code == 403
    assert Client().get("/window/").status_code == 302
    with pytest.raises(NotYours):
        cases.withdraw(case=case, by=world.actor(world.stranger), at=utc_now(), reason="x")


def test_one_may_change_between_ones_halls(window: Client, world: World, hall: Hall) -> None:
    second = Hall.objects.create(name="乙大厅", kind="subcentre", organ=world.hall, region=hall.region, address="乙路")
    assert "测试大厅</h1>" in window.get("/window/").content.decode()
    window.post("/window/hall/", {"hall": second.pk})
    assert "乙大厅</h1>" in window.get("/window/").content.decode()
    window.post("/window/hall/", {"hall": "999999"})
    assert "乙大厅</h1>" in window.get("/window/").content.decode()


def test_pages_cost_few_queries(window: Client, world: World, hall: Hall, django_assert_max_num_queries: Any) -> None:
    for _ in range(8):
        case = filed(world, hall)
    window.get("/window/")
    with django_assert_max_num_queries(8):
        window.get("/window/")
    with django_assert_max_num_queries(4):
        window.get("/window/cases/")
    with django_assert_max_num_queries(9):
        window.get(f"/window/cases/{case.number}/")
