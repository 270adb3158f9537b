"""Taking an application over the counter: identity, one page, nothing lost, nothing twice."""

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import factories
from tests.factories import MATERIALS, World
from tests.sites.window.conftest import signed_in
from yuban.cases import actions as cases
from yuban.cases.actions.intake import Gap
from yuban.cases.models import Case, CaseMaterial
from yuban.catalogue.models import Item
from yuban.hall.models import Hall, WindowItem
from yuban.kernel.steps import utc_now
from yuban.people.models import Party

TAKE = "/window/take/test-licence/"
GAP_ALLOWED = MATERIALS[0] | {"code": "02", "name": "场地证明", "necessity": "gap_allowed"}
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def visitor(**changed: str) -> dict[str, str]:
    """Somebody with an identity card."""
    return {
        "identity_kind": "identity_number",
        "identity_number": factories.identity_number(555),
        "name": "测试访客",
        "phone": "13900000000",
        "address": "测试路9号",
        "client_key": str(uuid4()),
        **changed,
    }


def firm(**changed: str) -> dict[str, str]:
    """A firm with the agent who stands there."""
    return visitor(
        identity_kind="credit_code",
        identity_number=factories.credit_code(77),
        name="测试有限公司",
        agent_identity_number=factories.identity_number(556),
        agent_name="测试经办",
        agent_phone="13900000001",
        **changed,
    )


def answers(**changed: Any) -> dict[str, Any]:
    """The page of the test licence, complete."""
    return {"form-shop_name": "测试店", "contact_phone": "13900000000", "delivery": "window", **changed}


def started(window: Client, page: str = TAKE, **changed: str) -> Case:
    """A draft for the visitor."""
    answer = window.post(page, visitor(**changed))
    assert answer.status_code == 302, answer.content.decode()
    return Case.objects.get(pk=int(answer["Location"].split("/")[-2]))


@pytest.fixture
def with_papers(world: World, hall: Hall) -> Item:
    """An item with a required paper and one that may follow, taken in the hall."""
    item = factories.item("with-papers", world.organ, "000131003000", materials=[*MATERIALS, GAP_ALLOWED])
    WindowItem.objects.create(window=hall.windows.get(), item=item)
    return item


def test_home_shows_and_finds_what_the_hall_takes(window: Client, world: World) -> None:
    factories.item("elsewhere", world.organ, "000131008000", name="别处才办的事")
    assert "测试经营许可" in window.get("/window/").content.decode()
    found = window.get("/window/", {"q": "开测试店"}).content.decode()
    assert "测试经营许可" in found
    assert "没有受理这样的事项" in window.get("/window/", {"q": "别处才办"}).content.decode()


def test_a_person_is_met_and_the_case_filed_in_two_pages(window: Client, world: World) -> None:
    case = started(window)
    assert (case.channel, case.hall_organ, case.applicant.assurance) == ("window", world.hall, "seen")
    answer = window.post(f"/window/drafts/{case.pk}/", answers(file_it="1"), follow=True)
    case.refresh_from_db()
    assert answer.redirect_chain == [(f"/window/cases/{case.number}/", 302)]
    assert (case.state, case.form) == ("received", {"shop_name": "测试店", "opened_on": ""})
    receipt = window.get(f"/window/cases/{case.number}/receipt/").content.decode()
    assert case.query_code in receipt
    assert "测试访客" in receipt


def test_a_firm_comes_by_its_agent(window: Client) -> None:
    without = window.post(TAKE, firm() | {"agent_name": "", "agent_identity_number": ""})
    assert without.status_code == 422
    assert "法人由经办人到场办理" in without.content.decode()
    case = Case.objects.get(pk=int(window.post(TAKE, firm())["Location"].split("/")[-2]))
    assert (case.applicant.kind, case.applicant.name) == ("firm", "测试有限公司")
    assert case.agent is not None
    assert case.agent.name == "测试经办"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"identity_number": "500112199001015550"}, "身份证号"),
        ({"identity_number": "12345"}, "身份证号"),
        (
            {"identity_kind": "credit_code", "agent_name": "甲", "agent_identity_number": factories.identity_number(1)},
            "信用代码",
        ),
        ({"agent_name": "甲", "agent_identity_number": "123"}, "身份证号"),
        ({"agent_phone": "13900000009"}, "有人代办时请填写"),
        ({"identity_kind": "tax_number"}, "tax_number"),
        ({"phone": ""}, "联系电话"),
    ],
)
def test_wrong_papers_are_told_at_their_field(
    window: Client, world: World, changed: dict[str, str], sentence: str
) -> None:
    answer = window.post(TAKE, visitor(**changed))
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "has-error" in text
    assert sentence in text
    assert "测试访客" in text  # what was typed is still there
    assert not Case.objects.exists()
    assert not Party.objects.filter(name="测试访客").exists()


def test_a_number_on_record_with_another_name_is_told(window: Client, world: World) -> None:
    party = world.resident.party
    assert party is not None
    answer = window.post(TAKE, visitor(identity_number=party.identity_number))
    assert answer.status_code == 422
    assert "不一致" in answer.content.decode()
    assert party.name not in answer.content.decode()


def test_a_second_click_opens_the_same_draft_and_files_once(window: Client) -> None:
    key = str(uuid4())
    first, second = started(window, client_key=key), started(window, client_key=key)
    assert first.pk == second.pk
    places = {window.post(f"/window/drafts/{first.pk}/", answers(file_it="1"))["Location"] for _ in range(2)}
    assert len(places) == 1
    assert [step.verb for step in first.steps.all()] == ["take_over_counter"]


def test_what_was_typed_survives_what_was_wrong(window: Client) -> None:
    case = started(window)
    page = f"/window/drafts/{case.pk}/"
    answer = window.post(page, answers(**{"form-shop_name": "", "form-opened_on": "2026-05-01", "file_it": "1"}))
    assert answer.status_code == 422
    assert "请填写“店名”" in answer.content.decode()
    case.refresh_from_db()
    assert case.form["opened_on"] == "2026-05-01"
    assert case.number is None
    assert "2026-05-01" in window.get(page).content.decode()
    assert "测试经营许可" in window.get("/window/cases/?tab=draft").content.decode()


def test_a_draft_saves_itself(window: Client) -> None:
    case = started(window)
    saved = window.post(f"/window/drafts/{case.pk}/save/", answers(**{"form-shop_name": "半个名"}))
    assert saved.status_code == 204
    case.refresh_from_db()
    assert case.form["shop_name"] == "半个名"


def test_papers_come_on_paper_as_a_scan_or_later(window: Client, with_papers: Item) -> None:
    case = started(window, "/window/take/with-papers/")
    page = f"/window/drafts/{case.pk}/"
    missing = window.post(page, answers(file_it="1"))
    assert missing.status_code == 409
    assert "还缺必要材料：申请书" in missing.content.decode()
    owed = window.post(page, answers(**{"m01-got": "owed", "file_it": "1"}))
    assert owed.status_code == 422
    scan = SimpleUploadedFile("申请书.pdf", PDF, "application/pdf")
    sent = {"m01-got": "paper", "m01-is_checked": "on", "m01-file": scan, "m02-got": "owed"}
    assert window.post(page, answers(**sent)).status_code == 302
    rows = CaseMaterial.objects.filter(case=case).order_by("code", "got")
    assert [(row.code, row.got, row.is_checked) for row in rows] == [
        ("01", "paper", True),
        ("01", "scanned", True),
        ("02", "owed", False),
    ]
    scanned = rows.get(got="scanned")
    window.post(f"{page}papers/{scanned.seq}/remove/")
    again = {"m01-got": "paper", "m02-got": ""}
    window.post(page, answers(**again))
    assert [(row.code, row.got, row.is_checked) for row in rows.all()] == [("01", "paper", False)]
    assert window.post(page, answers(**again, file_it="1")).status_code == 302
    case.refresh_from_db()
    assert case.state == "received"


def test_a_file_that_is_no_document_is_told_and_the_rest_is_kept(window: Client, with_papers: Item) -> None:
    case = started(window, "/window/take/with-papers/")
    wrong = SimpleUploadedFile("申请书.pdf", b"MZ\x90 not a document", "application/pdf")
    answer = window.post(f"/window/drafts/{case.pk}/", answers(**{"m01-got": "paper", "m01-file": wrong}))
    assert answer.status_code == 422
    assert "有材料没有收下" in answer.content.decode()
    assert [row.got for row in CaseMaterial.objects.filter(case=case)] == ["paper"]


def test_somebody_comes_back_with_what_was_asked_for(window: Client, world: World, with_papers: Item) -> None:
    case = started(window, "/window/take/with-papers/")
    page = f"/window/drafts/{case.pk}/"
    window.post(page, answers(**{"m01-got": "paper", "file_it": "1"}))
    case.refresh_from_db()
    first = CaseMaterial.objects.get(case=case)
    gap = Gap(code="01", name="申请书", problem="缺少签名")
    cases.ask_correction(case=case, by=world.actor(world.officer), at=utc_now(), gaps=[gap])
    shown = window.get(f"/window/cases/{case.number}/").content.decode()
    assert "缺少签名" in shown
    there = window.get(f"/window/cases/{case.number}/correction/", follow=True).content.decode()
    assert "收取补正材料" in there
    done = window.post(page, answers(**{"m01-got": "paper", "m01-is_checked": "on", "file_it": "1"}), follow=True)
    assert done.redirect_chain == [(f"/window/cases/{case.number}/", 302)]
    case.refresh_from_db()
    assert case.state == "received"
    assert case.correction.answered_at
    assert CaseMaterial.objects.filter(case=case).count() == 2
    assert CaseMaterial.objects.filter(pk=first.pk).exists()


def test_a_draft_nobody_wants_is_deleted_after_one_question(window: Client) -> None:
    case = started(window)
    assert "不能恢复" in window.get(f"/window/drafts/{case.pk}/discard/").content.decode()
    window.post(f"/window/drafts/{case.pk}/discard/")
    assert not Case.objects.filter(pk=case.pk).exists()


def test_an_item_this_hall_does_not_take_is_refused(window: Client, world: World) -> None:
    factories.item("elsewhere", world.organ, "000131008000")
    answer = window.post("/window/take/elsewhere/", visitor())
    assert answer.status_code == 409
    assert "没有受理该事项的窗口" in answer.content.decode()
    assert not Party.objects.filter(name="测试访客").exists()
    assert window.get("/window/take/no-such-item/").status_code == 404


def test_drafts_belong_to_their_hall(window: Client, world: World) -> None:
    case = started(window)
    stranger = signed_in(
        factories.staff("other-clerk", factories.organ(8, "另一大厅", "service_centre"), "window_staff")
    )
    page = f"/window/drafts/{case.pk}/"
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, answers(file_it="1")).status_code == 404
    assert stranger.post(f"{page}save/", answers()).status_code == 404
    assert stranger.post(f"{page}discard/").status_code == 404
    assert stranger.post(f"{page}papers/1/remove/").status_code == 404
    assert window.get(f"/window/drafts/{factories.draft(world).pk}/").status_code == 404
    assert "没有登记办事大厅" in stranger.get("/window/").content.decode()
