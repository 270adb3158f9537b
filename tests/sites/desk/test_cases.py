"""One case on the desk: what the page tells and hides, what each verb asks, does and refuses."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.factories import MATERIALS, NOON, World
from tests.sites.desk.conftest import signed_in
from yuban.cases import actions as cases
from yuban.cases.actions.intake import Gap
from yuban.cases.models import Case, CaseMaterial, CaseStep
from yuban.people.models import Disclosure, Post


def url(case: Case, page: str = "case", *more: Any) -> str:
    return reverse(f"desk:{page}", args=[case.number, *more])


def post(browser: Client, case: Case, page: str, **fields: Any) -> Any:
    """Presses a button of the page as it was when the case had so many steps."""
    return browser.post(url(case, page), {"seen": case.step_count, **fields}, follow=True)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_the_page_tells_all_and_hides_who(desk: Client, world: World) -> None:
    text = desk.get(url(factories.submitted(world))).content.decode()
    for told in ("测试经营许可", "测试店", "提交申请", "答复期限", "为什么是这一天", "一次性告知补正"):
        assert told in text
    party = world.resident.party
    assert party is not None
    for hidden in (party.name, party.identity_number, party.phone, party.address):
        assert hidden not in text


def test_personal_data_is_shown_once_for_a_purpose(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    assert world.resident.party is not None
    without = desk.post(url(case, "disclose"), {"purpose": " "})
    assert without.status_code == 422
    assert "请填写查看目的" in without.content.decode()
    shown = desk.post(url(case, "disclose"), {"purpose": "电话联系申请人"})
    assert world.resident.party.identity_number in shown.content.decode()
    assert world.resident.party.identity_number not in desk.get(url(case)).content.decode()
    kept = Disclosure.objects.get()
    assert (kept.account, kept.party, kept.purpose) == (world.officer, world.resident.party, "电话联系申请人")


def test_a_case_goes_all_the_way_from_the_desk(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    for page, answers in [
        ("receive", {}),
        ("accept", {}),
        ("examine", {}),
        ("start_special_procedure", {"procedure": "inspection", "expected_days": "3", "reason": "送检"}),
        ("resume", {"result": "合格"}),
        ("decide", {"outcome": "granted", "reason": ""}),
        ("deliver", {"way": "window", "receiver": "测试居民991", "tracking": ""}),
    ]:
        answer = post(desk, fresh(case), page, **answers)
        assert answer.redirect_chain == [(url(case), 302)], page
        assert "已完成" in answer.content.decode()
    assert fresh(case).state == "completed"
    text = desk.get(url(case)).content.decode()
    for paper in ("受理通知书", "特别程序告知书", "决定书", "送达回证"):
        assert paper in text
    for kind in ("acceptance_slip", "special_procedure_notice", "decision", "delivery_receipt"):
        assert desk.get(url(case, "paper", kind)).content.startswith(b"%PDF")
    assert desk.get(url(case, "paper", "refusal_notice")).status_code == 404


@pytest.mark.parametrize(
    ("page", "state"), [("refuse", "refused"), ("redirect", "not_ours"), ("tell_not_needed", "not_needed")]
)
def test_turning_away_needs_a_reason(desk: Client, world: World, page: str, state: str) -> None:
    case = factories.submitted(world)
    assert desk.get(url(case, page)).status_code == 200
    assert post(desk, case, page, reason=" ").status_code == 422
    assert fresh(case).state == "submitted"
    assert post(desk, case, page, reason="不符合第三条").status_code == 200
    assert fresh(case).state == state
    assert "不符合第三条" in desk.get(url(case)).content.decode()


def test_the_notice_is_read_before_it_goes_out_and_only_once(desk: Client, world: World) -> None:
    item = factories.item("with-papers", world.organ, "000131003000", materials=MATERIALS)
    case = factories.draft(world, item)
    cases.add_material(case=case, code="01", got="paper", file=None, by=world.actor(world.resident), at=NOON)
    case = cases.submit(case=case, by=world.actor(world.resident), at=NOON)
    unexplained = post(desk, case, "ask_correction", **{"tick-m-01": "on"})
    assert unexplained.status_code == 422
    assert "请写明需要怎样补正" in unexplained.content.decode()
    lines = {"tick-m-01": "on", "problem-m-01": "缺少签名", "problem-f-shop_name": "与执照不符"}
    lines |= {"name-1": "场地照片", "problem-1": "请补一张"}
    preview = post(desk, case, "ask_correction", **lines).content.decode()
    assert "申请人将读到" in preview
    assert fresh(case).state == "submitted"
    sent = post(desk, case, "ask_correction", sure="1", **lines)
    assert sent.redirect_chain == [(url(case), 302)]
    found = fresh(case)
    assert [(gap["code"], gap["problem"]) for gap in found.correction.items] == [
        ("01", "缺少签名"),
        ("shop_name", "与执照不符"),
        ("", "请补一张"),
    ]
    again = cases.resubmit(case=found, by=world.actor(world.resident), at=NOON)
    text = desk.get(url(again, "ask_correction")).content.decode()
    assert "补正只能一次性告知" in text


def test_an_empty_notice_is_refused_with_a_sentence(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    answer = post(desk, case, "ask_correction")
    assert answer.status_code == 422
    assert "请至少列出一项" in answer.content.decode()


def test_a_decision_against_needs_reasons_and_is_seen_before(desk: Client, world: World) -> None:
    case = factories.accepted(world)
    without = post(desk, case, "decide", outcome="denied", reason="")
    assert without.status_code == 409
    assert "应当说明理由" in without.content.decode()
    preview = desk.post(url(case, "preview"), {"outcome": "denied", "reason": "场地不符合条件"})
    assert preview.content.startswith(b"%PDF")
    assert desk.post(url(case, "preview"), {"outcome": "perhaps"}).status_code == 409
    assert fresh(case).state == "accepted"
    post(desk, case, "decide", outcome="denied", reason="场地不符合条件")
    assert fresh(case).decision.reason == "场地不符合条件"


def test_only_the_head_extends(desk: Client, world: World) -> None:
    case = factories.accepted(world)
    assert "须经本机关负责人" in desk.get(url(case)).content.decode()
    assert desk.get(url(case, "extend")).status_code == 403
    head = signed_in(world.head)
    too_long = post(head, case, "extend", days="11", reason="案情复杂")
    assert "1到10个工作日之间" in too_long.content.decode() or "法定期限已过" in too_long.content.decode()
    assert not hasattr(fresh(case), "extension")


def test_an_instant_case_is_completed_on_the_spot(desk: Client, world: World) -> None:
    case = factories.submitted(world, world.instant_item)
    assert "当场办结" in desk.get(url(case)).content.decode()
    post(desk, case, "complete_on_the_spot", outcome="granted", reason="", receiver="测试居民991")
    assert fresh(case).state == "completed"


def test_the_second_officer_is_told_who_was_faster(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    cases.accept(case=case, by=world.actor(world.second_officer), at=NOON)
    answer = post(desk, case, "accept")
    assert answer.status_code == 409
    assert f"由{world.second_officer.name}办理“受理”" in answer.content.decode()
    late = post(desk, case, "refuse", reason="写了很久的理由")
    assert late.status_code == 409
    assert "写了很久的理由" in late.content.decode()
    assert CaseStep.objects.filter(case=case).count() == 2


def test_a_double_click_is_one_step_and_good_news(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    for _click in range(2):
        assert "已完成" in post(desk, case, "accept").content.decode()
    accepted = fresh(case)
    for _click in range(2):
        assert "已完成" in post(desk, accepted, "decide", outcome="granted").content.decode()
    assert post(desk, accepted, "decide", outcome="denied", reason="改主意").status_code == 409
    assert [step.verb for step in accepted.steps.all()] == ["submit", "accept", "decide"]


def test_a_form_without_what_was_seen_is_refused(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    for seen in ("", "x", "-1"):
        answer = desk.post(url(case, "accept"), {"seen": seen})
        assert answer.status_code == 422
    assert fresh(case).state == "submitted"


def test_the_next_case_of_the_same_list_is_one_click_away(desk: Client, world: World) -> None:
    first, second = factories.submitted(world), factories.submitted(world)
    factories.accepted(world)
    assert url(second) in post(desk, first, "accept").content.decode()
    assert "此类待办已清空" in post(desk, second, "accept").content.decode()


def test_papers_are_ticked_and_opened(desk: Client, world: World) -> None:
    item = factories.item("with-papers", world.organ, "000131003000", materials=MATERIALS)
    case = factories.draft(world, item)
    cases.add_material(case=case, code="01", got="paper", file=None, by=world.actor(world.resident), at=NOON)
    case = cases.submit(case=case, by=world.actor(world.resident), at=NOON)
    desk.post(url(case, "check", 1), {"is_checked": "1"})
    assert CaseMaterial.objects.get(case=case).is_checked
    fragment = desk.post(url(case, "check", 1), {"is_checked": "0"}, headers={"HX-Request": "true"})
    assert "核对无误" in fragment.content.decode()
    assert not CaseMaterial.objects.get(case=case).is_checked
    assert desk.get(url(case, "material", 1)).status_code == 404
    assert desk.post(url(case, "check", 9), {"is_checked": "1"}, headers={"HX-Request": "true"}).status_code == 404


def test_what_waits_for_the_applicant_is_told_and_not_ticked(desk: Client, world: World) -> None:
    item = factories.item("with-papers", world.organ, "000131003000", materials=MATERIALS)
    case = factories.draft(world, item)
    cases.add_material(case=case, code="01", got="paper", file=None, by=world.actor(world.resident), at=NOON)
    case = cases.submit(case=case, by=world.actor(world.resident), at=NOON)
    assert "核对无误" in desk.get(url(case)).content.decode()
    gaps = [Gap(code="01", name="申请书", problem="缺少签名")]
    cases.ask_correction(case=case, by=world.actor(world.officer), at=NOON, gaps=gaps)
    text = desk.get(url(case)).content.decode()
    assert "等待申请人补正" in text
    assert "不能受理" in text
    assert "核对无误" not in text
    assert desk.post(url(case, "check", 1), {"is_checked": "1"}).status_code == 409


def test_foreign_and_unknown_cases_are_told_alike(desk: Client, world: World) -> None:
    other = factories.organ(7, "区另一局")
    case = factories.submitted(world)
    stranger = signed_in(factories.staff("elsewhere", other, "officer"))
    for page in ("case", "refuse", "decide", "ask_correction", "deliver"):
        assert stranger.get(url(case, page)).status_code == 404
    for page in ("accept", "receive", "disclose", "preview"):
        assert stranger.post(url(case, page), {"seen": "1", "purpose": "好奇", "outcome": "granted"}).status_code == 404
    assert desk.get("/desk/cases/5001122026030400000001/").status_code == 404
    assert signed_in(world.clerk).get(url(case)).status_code == 403
    assert signed_in(world.resident).get(url(case)).status_code == 403
    assert fresh(case).state == "submitted"


def test_an_officers_own_application_is_not_on_the_desk(world: World) -> None:
    other = factories.organ(7, "区另一局")
    Post.objects.create(account=world.resident, organ=other, role="officer", valid_from=NOON.date())
    assert signed_in(world.resident).get(url(factories.submitted(world))).status_code == 404


def test_a_lost_post_is_told_to_who_had_the_case(desk: Client, world: World) -> None:
    case = factories.submitted(world)
    case = cases.receive(case=case, by=world.actor(world.officer), at=NOON)
    Post.objects.filter(account=world.officer).update(organ=factories.organ(7, "区另一局"))
    answer = post(desk, case, "accept")
    assert answer.status_code == 403
    assert "已不在本件的办理机构任职" in answer.content.decode()
    assert fresh(case).state == "received"


def test_a_page_costs_few_queries(desk: Client, world: World, django_assert_max_num_queries: Any) -> None:
    case = factories.accepted(world)
    desk.get(url(case))
    with django_assert_max_num_queries(9):
        desk.get(url(case))
