"""Items with their versions and status; the everyday words of the search."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.factories import MATERIALS, NOON, World
from yuban.cases import actions as cases
from yuban.catalogue import actions, queries
from yuban.catalogue.models import Item, Synonym
from yuban.catalogue.queries import Filters
from yuban.kernel.models import ReferenceChange
from yuban.kernel.refusals import Refusal


def text(console: Client, address: str, **wish: str) -> str:
    response = console.get(address, wish)
    assert response.status_code == 200
    return response.content.decode()


def test_items_are_listed_and_narrowed(
    world: World, console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    factories.item("far", factories.organ_elsewhere(), "000131009000", name="邻区许可")
    with django_assert_max_num_queries(8):
        page = text(console, "/console/items/")
    assert "测试经营许可" in page
    assert "测试即办" in page
    assert "邻区许可" not in page
    assert "测试即办" not in text(console, "/console/items/", q="经营")
    assert "没有符合条件的事项" in text(console, "/console/items/", status="suspended")
    assert "没有符合条件的事项" in text(console, "/console/items/", type="20")
    assert "测试经营许可" in text(console, "/console/items/", organ=str(world.organ.pk), type="01")
    assert console.get("/console/items/far/").status_code == 404


def test_every_version_of_an_item_can_be_read(world: World, console: Client) -> None:
    content = factories.CONTENT | {"promised_days": 3, "conditions": ["第二版的条件"]}
    actions.publish_version(item=world.item, content=content, materials=MATERIALS, results=[], at=NOON)
    page = text(console, "/console/items/test-licence/")
    assert "第二版的条件" in page
    assert "申请书" in page
    first = text(console, "/console/items/test-licence/versions/1/")
    assert "有固定的测试场所" in first
    assert "第二版的条件" not in first
    assert console.get("/console/items/test-licence/versions/3/").status_code == 404


def test_an_item_is_suspended_and_resumed(world: World, console: Client) -> None:
    running = factories.submitted(world)
    address = "/console/items/test-licence/status/"
    for _click in range(2):
        assert console.post(address, {"status": "suspended", "reason": "系统升级"}).status_code == 302
    assert Item.objects.get(slug="test-licence").status == "suspended"
    with pytest.raises(Refusal):
        factories.draft(world, Item.objects.get(slug="test-licence"))
    cases.accept(case=running, by=world.actor(world.officer), at=NOON)
    assert "系统升级" in text(console, "/console/items/test-licence/")
    assert console.post(address, {"status": "in_use", "reason": "升级完成"}).status_code == 302
    assert ReferenceChange.objects.filter(what="item").count() == 2


def test_a_status_needs_a_reason(world: World, console: Client) -> None:
    address = "/console/items/test-licence/status/"
    for answers in ({"status": "suspended", "reason": " "}, {"status": "nonsense", "reason": "因为"}, {"reason": "x"}):
        assert console.post(address, answers).status_code == 422
    assert Item.objects.get(slug="test-licence").status == "in_use"


def test_a_cancelled_item_stays_cancelled(world: World, console: Client) -> None:
    address = "/console/items/test-licence/status/"
    console.post(address, {"status": "cancelled", "reason": "法律修改"})
    response = console.post(address, {"status": "in_use", "reason": "恢复"})
    assert response.status_code == 409
    assert "该事项已取消" in response.content.decode()
    assert "该事项已取消，不能再调整状态" in text(console, "/console/items/test-licence/")


def test_a_word_is_taught_and_forgotten(world: World, console: Client) -> None:
    def found() -> list[str]:
        return [item.slug for item in queries.search("整个铺子", Filters())]

    assert "test-instant" not in found()
    for _click in range(2):
        answers = {"word": "整个铺子", "means": "测试即办"}
        assert console.post("/console/synonyms/", answers).status_code == 302
    assert found()[0] == "test-instant"
    assert "整个铺子" in text(console, "/console/synonyms/")
    synonym = Synonym.objects.get(word="整个铺子")
    for _click in range(2):
        assert console.post(f"/console/synonyms/{synonym.pk}/remove/").status_code == 302
    assert not Synonym.objects.exists()
    assert ReferenceChange.objects.filter(what="synonym").count() == 2


@pytest.mark.parametrize(
    "answers", [{"word": "店", "means": "测试"}, {"word": "开店", "means": "开店"}, {"word": "开店"}]
)
def test_a_word_that_teaches_nothing_is_refused(console: Client, answers: dict[str, str]) -> None:
    assert console.post("/console/synonyms/", answers).status_code == 422
    assert not Synonym.objects.exists()
