"""What every journey does: a world behind the site, signing in, and looking whether a page is fit for everybody."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.factories import MATERIALS, World
from tests.journeys.browser import assert_accessible
from yuban.cases import queries
from yuban.catalogue.models import Item
from yuban.config.load import reference
from yuban.hall.models import Hall, Window, WindowItem
from yuban.people.models import Account

PASSWORD = "correct horse 9"


def city() -> World:
    """A district with an item that needs a paper, an instant one, a hall that takes both, and an operator."""
    reference.load()
    queries.forget_rulebook()
    world = factories.world()
    world.item = factories.item("with-paper", world.organ, "000131009000", name="开店许可", materials=MATERIALS)
    hall = Hall.objects.create(
        name="测试行政服务中心", kind="service_centre", organ=world.hall, region=world.organ.region, address="测试路2号"
    )
    window = Window.objects.create(hall=hall, number="A01", organ=world.organ, kind="standing", name="测试窗口")
    for item in (world.item, world.instant_item):
        WindowItem.objects.create(window=window, item=item)
    factories.staff("operator", world.organ, "operator")
    Item.objects.filter(slug="test-licence").update(status="suspended")
    return world


def sign_in(page: Page, account: Account | str) -> None:
    """Signs in by password and waits for the page behind it."""
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill(account if isinstance(account, str) else account.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("button", name="退出")).to_be_attached()


def see(page: Page, text: str) -> None:
    """The page shows this, and is accessible as it is."""
    expect(page.get_by_role("main").get_by_text(text).first).to_be_visible()
    assert_accessible(page)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A real PDF to upload."""
    from yuban.catalogue.documents import Field, PrintedForm, filled_sample

    form = PrintedForm(title="申请书", item_name="开店许可", organ_name="区测试局", fields=(Field("店名", "测试店"),))
    path = tmp_path / "申请书.pdf"
    path.write_bytes(filled_sample(form))
    return path
