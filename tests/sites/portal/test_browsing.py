"""What anybody may read, signed in or not."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import MATERIALS, NOON, World
from tests.sites.portal.conftest import As
from yuban.catalogue import actions as catalogue
from yuban.catalogue.models import Item
from yuban.hall.models import Hall, Window, WindowItem
from yuban.kernel import files
from yuban.kernel.actions import store_file


@pytest.fixture
def hall(world: World) -> Hall:
    hall = Hall.objects.create(
        name="测试大厅",
        kind="service_centre",
        organ=world.hall,
        region=world.organ.region,
        address="测试路8号",
        phone="023-67800008",
        hours="周一至周五 9:00–17:00",
    )
    window = Window.objects.create(hall=hall, number="A01", organ=world.organ, kind="standing", name="测试窗口")
    WindowItem.objects.create(window=window, item=world.item)
    return hall


def test_home_leads_to_items_and_topics(client: Client, world: World) -> None:
    page = client.get("/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "测试经营许可" in text
    assert 'href="/items/test-licence/"' in text
    assert 'href="/items/?audience=firm&amp;topic=010"' in text


def test_home_shows_ones_own_progress(world: World, signed_in: As) -> None:
    case = factories.submitted(world)
    text = signed_in(world.resident).get("/").content.decode()
    assert f"/cases/{case.number}/" in text
    assert "已提交" in text
    assert f"/cases/{case.number}/" not in signed_in(world.stranger).get("/").content.decode()


@pytest.mark.parametrize("words", ["测试经营", "开店", "测是经营许可"])
def test_search_finds_by_everyday_words_and_sounds(client: Client, world: World, words: str) -> None:
    page = client.get("/items/", {"q": words})
    assert page.status_code == 200
    assert "/items/test-licence/" in page.content.decode()


def test_search_says_by_which_keyword(client: Client, world: World) -> None:
    assert "因“开店”找到" in client.get("/items/", {"q": "开店"}).content.decode()


def test_search_without_result_says_what_to_do(client: Client, world: World) -> None:
    text = client.get("/items/", {"q": "xyzzy"}).content.decode()
    assert "没有找到对应的事项" in text


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ({"audience": "person"}, True),
        ({"audience": "firm", "topic": "010"}, True),
        ({"audience": "person", "topic": "010"}, True),  # no topic of persons: narrows nothing
        ({"level": "4"}, True),
        ({"level": "nonsense", "organ": "999999", "page": "-7"}, True),
        ({"q": "", "topic": "040"}, True),
        ({"audience": "firm", "q": "离婚"}, False),
    ],
)
def test_browsing_narrows_and_bears_nonsense(
    client: Client, world: World, query: dict[str, Any], is_there: bool
) -> None:
    page = client.get("/items/", query)
    assert page.status_code == 200
    assert ("/items/test-licence/" in page.content.decode()) is is_there


def test_filter_by_organ(client: Client, world: World) -> None:
    other = factories.organ(7, "区另一局")
    factories.item("other-item", other, "000131009000", name="另一事项")
    text = client.get("/items/", {"organ": other.pk}).content.decode()
    assert "/items/other-item/" in text
    assert "/items/test-licence/" not in text


def test_guide_answers_first(client: Client, world: World, hall: Hall) -> None:
    text = client.get("/items/test-licence/").content.decode()
    places = [text.index(f'id="{part}"') for part in ("conditions", "materials", "time", "fees", "places", "law")]
    assert places == sorted(places)
    for said in ("有固定的测试场所", "承诺 5 个工作日", "法定时限 20 个工作日", "测试路8号", "不收费", "不用跑"):
        assert said in text
    assert 'href="/apply/test-licence/"' in text


def test_guide_of_unknown_item_is_404(client: Client, world: World) -> None:
    assert client.get("/items/nothing-here/").status_code == 404


def test_guide_of_suspended_item_cannot_be_started(client: Client, world: World) -> None:
    Item.objects.filter(pk=world.item.pk).update(status="suspended")
    text = client.get("/items/test-licence/").content.decode()
    assert "暂停或已取消" in text
    assert 'href="/apply/test-licence/"' not in text


def test_guide_of_window_item_leads_to_the_window(client: Client, world: World) -> None:
    factories.item("window-only", world.organ, "000131008000", online_depth=["1"], visits=1, visits_reason="核验原件")
    text = client.get("/items/window-only/").content.decode()
    assert "须到窗口办理" in text
    assert 'href="/apply/window-only/"' not in text


def test_illustrative_guides_are_marked(client: Client, world: World) -> None:
    factories.item("example", world.organ, "000131007000", is_illustrative=True)
    assert "示例指南" in client.get("/items/example/").content.decode()
    assert "示例指南" not in client.get("/items/test-licence/").content.decode()


def test_blank_forms_of_every_version_are_public(client: Client, world: World) -> None:
    def stored(content: bytes, name: str) -> Any:
        digest = files.keep(content)
        return store_file(digest=digest, size=len(content), kind="docx", name=name, at=NOON)

    old = [MATERIALS[0] | {"blank_form": stored(b"old form", "表.docx")}]
    new = [MATERIALS[0] | {"blank_form": stored(b"new form", "表.docx")}]
    item = factories.item("forms", world.organ, "000131006000", materials=old)
    catalogue.publish_version(item=item, content=factories.CONTENT, materials=new, results=[], at=timezone.now())
    page = client.get("/files/forms/01/blank/")
    assert page.getvalue() == b"new form"
    assert page.headers["Content-Disposition"].startswith("attachment")
    assert client.get("/files/forms/01/blank/?version=1").getvalue() == b"old form"
    for missing in ("/files/forms/01/sample/", "/files/forms/99/blank/", "/files/forms/01/other/"):
        assert client.get(missing).status_code == 404


def test_halls_and_help_say_where_and_whom(client: Client, world: World, hall: Hall) -> None:
    factories.operator()
    assert "周一至周五 9:00–17:00" in client.get("/halls/").content.decode()
    assert "测试区政务办" in client.get("/help/").content.decode()


def test_lists_cost_few_queries(client: Client, world: World, django_assert_max_num_queries: Any) -> None:
    for serial in range(15):
        factories.item(f"many-{serial}", world.organ, f"0001310{50 + serial}000")
    with django_assert_max_num_queries(9):
        client.get("/items/")
    with django_assert_max_num_queries(8):
        client.get("/items/test-licence/")


@pytest.mark.parametrize("path", ["/", "/items/", "/items/test-licence/", "/halls/", "/help/", "/query/", "/sign-in/"])
def test_pages_speak_english_and_elder_too(client: Client, world: World, path: str) -> None:
    client.cookies["elder"] = "1"
    page = client.get(path, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert 'class="elder"' in page.content.decode()
