"""The main job in a real browser: find, apply, accept, decide, collect, rate, and see it on the console."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import World
from tests.journeys import browser as browsers
from tests.journeys import people
from tests.journeys.people import see, sign_in
from yuban.cases.models import Case
from yuban.kernel.steps import utc_now
from yuban.notices import actions as notices

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
paper = people.paper


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return people.city()


def apply_online(page: Page, paper: Path) -> str:
    """From the home page to a submitted case; gives its number."""
    page.goto("/")
    see(page, "您想办什么事")
    page.get_by_role("searchbox").fill("开店")
    page.get_by_role("button", name="搜索").click()
    see(page, "开店许可")
    page.get_by_role("link", name="开店许可").first.click()
    see(page, "要什么材料")
    page.get_by_role("link", name="开始办理").first.click()
    page.get_by_label("用户名").fill("resident")
    page.get_by_label("密码").fill(people.PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    see(page, "开店许可")
    page.get_by_role("button", name="开始填写").click()
    page.get_by_role("button", name="保存，下一步").click()
    see(page, "请填写“店名”")
    page.get_by_label("店名").fill("测试小店")
    page.get_by_role("button", name="保存，下一步").click()
    see(page, "申请书")
    page.locator("input[type=file]").first.set_input_files(paper)
    if page.get_by_role("button", name="上传").first.is_visible():
        page.get_by_role("button", name="上传").first.click()
    expect(page.get_by_text("申请书.pdf").first).to_be_visible()
    page.get_by_role("link", name="下一步").click()
    see(page, "送达方式")
    page.get_by_label("窗口领取").check()
    page.get_by_role("button", name="保存，下一步").click()
    see(page, "测试小店")
    page.get_by_role("button", name="提交申请").click()
    expect(page.get_by_text("查询码").first).to_be_visible()
    browsers.assert_accessible(page)
    return str(Case.objects.get(state="submitted").number)


def test_a_resident_applies_an_officer_decides_and_the_console_sees_it(
    world: World, browser: Browser, live_server: LiveServer, paper: Path
) -> None:
    with browsers.visitor(browser, live_server.url, is_phone=True) as resident:
        number = apply_online(resident, paper)
        with browsers.visitor(browser, live_server.url) as officer:
            sign_in(officer, world.officer)
            browsers.assert_accessible(officer)
            officer.get_by_role("link", name="开店许可").first.click()
            see(officer, "办理经过")
            officer.get_by_role("button", name="受理", exact=True).click()
            see(officer, "已受理")
            officer.get_by_role("link", name="作出决定").click()
            officer.get_by_label("准予").check()
            browsers.assert_accessible(officer)
            officer.get_by_role("button", name="作出决定").click()
            see(officer, "已决定")
            officer.get_by_role("link", name="送达", exact=True).click()
            officer.get_by_label("收件人").fill("测试居民991")
            officer.get_by_role("button", name="送达").click()
            see(officer, "已办结")
        notices.deliver_new(at=utc_now())
        resident.goto("/notices/")
        see(resident, "已办结，请评价")
        resident.goto(f"/cases/{number}/")
        see(resident, "受理通知书")
        resident.get_by_label("非常满意").check()
        resident.get_by_role("button", name="提交评价").click()
        expect(resident.get_by_role("button", name="提交评价")).not_to_be_attached()
        see(resident, "非常满意")
        with browsers.visitor(browser, live_server.url) as operator:
            sign_in(operator, "operator")
            see(operator, "今日")
            operator.goto(f"/console/cases/{number}/")
            see(operator, "开店许可")
            operator.goto("/console/ratings/")
            see(operator, "5 星，满分 5 星")


def test_a_correction_is_told_once_and_answered(
    world: World, browser: Browser, live_server: LiveServer, paper: Path
) -> None:
    with browsers.visitor(browser, live_server.url, is_phone=True) as resident:
        number = apply_online(resident, paper)
        with browsers.visitor(browser, live_server.url) as officer:
            sign_in(officer, world.officer)
            officer.goto(f"/desk/cases/{number}/")
            officer.get_by_role("link", name="一次性告知补正").click()
            browsers.assert_accessible(officer)
            officer.get_by_role("checkbox").first.check()
            officer.locator("#id_problem-m-01").fill("第一页缺少签名")
            officer.get_by_role("button", name="预览告知内容").click()
            see(officer, "第一页缺少签名")
            officer.get_by_role("button", name="确认，一次性告知").click()
            see(officer, "待补正")
            resident.goto(f"/cases/{number}/")
            see(resident, "第一页缺少签名")
            resident.get_by_role("link", name="核对并提交补正").click()
            browsers.assert_accessible(resident)
            resident.get_by_role("button", name="提交补正").click()
            expect(resident.get_by_text("已收件").first).to_be_visible()
            officer.goto(f"/desk/cases/{number}/")
            see(officer, "本件已告知过")


def test_two_officers_at_once_one_wins_and_the_other_is_told(
    world: World, browser: Browser, live_server: LiveServer, paper: Path
) -> None:
    with browsers.visitor(browser, live_server.url, is_phone=True) as resident:
        number = apply_online(resident, paper)
    with (
        browsers.visitor(browser, live_server.url) as first,
        browsers.visitor(browser, live_server.url) as second,
    ):
        sign_in(first, world.officer)
        sign_in(second, world.second_officer)
        first.goto(f"/desk/cases/{number}/")
        second.goto(f"/desk/cases/{number}/")
        first.get_by_role("button", name="受理", exact=True).click()
        see(first, "已受理")
        second.get_by_role("button", name="受理", exact=True).click()
        see(second, "您的操作没有执行")


def test_without_script_somebody_applies_and_follows_by_number(
    world: World, browser: Browser, live_server: LiveServer, paper: Path
) -> None:
    with browsers.visitor(browser, live_server.url, scripts=False) as resident:
        page = resident
        sign_in(page, world.resident)
        page.goto("/apply/with-paper/")
        page.get_by_role("button", name="开始填写").click()
        page.get_by_label("店名").fill("无脚本小店")
        page.get_by_role("button", name="保存，下一步").click()
        page.locator("input[type=file]").first.set_input_files(paper)
        page.get_by_role("button", name="上传").first.click()
        page.get_by_role("link", name="下一步").click()
        page.get_by_role("button", name="保存，下一步").click()
        page.get_by_role("button", name="提交申请").click()
        expect(page.get_by_text("查询码").first).to_be_visible()
    case = Case.objects.get(state="submitted")
    with browsers.visitor(browser, live_server.url, scripts=False) as anybody:
        anybody.goto("/query/")
        anybody.get_by_label("办件编号").fill(str(case.number))
        anybody.get_by_label("查询码").fill(case.query_code.lower())
        anybody.get_by_role("button", name="查询").click()
        expect(anybody.get_by_text("已提交").first).to_be_visible()
        assert world.resident.name not in anybody.content()
