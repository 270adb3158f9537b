"""Over the counter: somebody stands there, an instant item is done on the spot, and the printed code rates it badly."""

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import World, identity_number
from tests.journeys import browser as browsers
from tests.journeys import people
from tests.journeys.people import see, sign_in
from yuban.cases.models import Case
from yuban.ratings.queries import slip_token

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def world(live_server: LiveServer) -> World:
    return people.city()


def test_an_instant_item_is_completed_at_the_window_and_rated_by_its_code(
    world: World, browser: Browser, live_server: LiveServer
) -> None:
    with browsers.visitor(browser, live_server.url) as clerk:
        sign_in(clerk, world.clerk)
        see(clerk, "测试行政服务中心")
        clerk.goto("/window/take/test-instant/")
        browsers.assert_accessible(clerk)
        clerk.get_by_label("证件号码或信用代码").fill("500112199001019910")
        clerk.get_by_label("姓名或名称").fill("测试居民991")
        clerk.get_by_label("联系电话").fill("13800000000")
        clerk.get_by_role("button", name="证件无误，开始收件").click()
        see(clerk, "最后一位校验不符")
        clerk.get_by_label("证件号码或信用代码").fill(identity_number(991))
        clerk.get_by_role("button", name="证件无误，开始收件").click()
        expect(clerk.get_by_label("店名")).to_be_visible()
        browsers.assert_accessible(clerk)
        clerk.get_by_label("店名").fill("窗口小店")
        clerk.get_by_role("button", name="收件", exact=True).click()
        see(clerk, "已收件")
        clerk.get_by_role("link", name="当场办结").click()
        clerk.get_by_label("准予").check()
        browsers.assert_accessible(clerk)
        clerk.get_by_role("button", name="当场办结").click()
        see(clerk, "已办结")
    case = Case.objects.get(state="completed")
    assert case.channel == "window"
    with browsers.visitor(browser, live_server.url, is_phone=True) as anybody:
        anybody.goto(f"/rate/{slip_token(case)}/")
        browsers.assert_accessible(anybody)
        anybody.get_by_label("非常不满意", exact=True).check()
        anybody.get_by_role("button", name="提交评价").click()
        see(anybody, "感谢您的评价")
        anybody.goto(f"/rate/{slip_token(case)}/")
        see(anybody, "已评价过")
    with browsers.visitor(browser, live_server.url) as operator:
        sign_in(operator, "operator")
        operator.goto("/console/ratings/?bad=on")
        see(operator, "1 星，满分 5 星")
