"""Regions, organs with their names, halls with their windows: browsed within one's district, changed with a reason."""

from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import World
from tests.sites.console.conftest import signed_in
from yuban.hall.models import Hall, Window
from yuban.kernel.models import ReferenceChange
from yuban.organs.models import Alias, Organ
from yuban.regions.models import Region


@pytest.fixture
def town(world: World) -> Region:
    return Region.objects.create(
        code="500112016", name="龙溪街道", level=5, pinyin="long xi jie dao", parent_id="500112"
    )


def text(console: Client, address: str, **wish: str) -> str:
    response = console.get(address, wish)
    assert response.status_code == 200
    return response.content.decode()


def test_regions_are_walked_down(town: Region, console: Client) -> None:
    assert "渝北区" in text(console, "/console/regions/")
    assert "/console/regions/500112016/" in text(console, "/console/regions/500112/")
    page = text(console, "/console/regions/500112016/")
    assert "/console/regions/500112/" in page
    assert "/console/regions/500000/" not in page  # above the operator's own district


@pytest.mark.parametrize("q", ["龙溪", "longxi", "long xi", "LongXi", "500112016"])
def test_regions_are_found(town: Region, console: Client, q: str) -> None:
    assert "/console/regions/500112016/" in text(console, "/console/regions/", q=q)


def test_children_come_in_pinyin_order(town: Region, console: Client) -> None:
    Region.objects.create(code="500112001", name="两路街道", level=5, pinyin="liang lu jie dao", parent_id="500112")
    page = text(console, "/console/regions/500112/")
    assert page.index("两路街道") < page.index("龙溪街道")


def test_the_city_sees_its_districts(world: World) -> None:
    factories.organ_elsewhere()
    city = signed_in(factories.city_operator())
    assert "江北区" in text(city, "/console/regions/500000/")


def test_other_districts_are_not_found(world: World, console: Client, hall: Hall) -> None:
    far = factories.organ_elsewhere()
    far_hall = Hall.objects.create(name="邻区大厅", kind="town_hall", organ=far, region=far.region, address="别处")
    far_window = Window.objects.create(hall=far_hall, number="9", organ=far, kind="standing", name="邻区窗口")
    for address in (
        "regions/500105/", "regions/500000/", f"organs/{far.pk}/", f"organs/{far.pk}/change/", f"halls/{far_hall.pk}/",
        f"halls/{far_hall.pk}/change/", f"windows/{far_window.pk}/change/",
    ):  # fmt: skip
        assert console.get(f"/console/{address}").status_code == 404, address
    assert console.post(f"/console/organs/{far.pk}/aliases/", {"name": "邻区别名"}).status_code == 404
    assert "邻区测试局" not in text(console, "/console/organs/")
    assert "邻区大厅" not in text(console, "/console/halls/")


def test_organs_are_found_by_any_name(world: World, console: Client) -> None:
    Alias.objects.create(organ=world.organ, name="区试验局")
    assert "区测试局" in text(console, "/console/organs/", q="试验")
    assert "区测试局" not in text(console, "/console/organs/", q="没有")
    assert "区测试局" not in text(console, "/console/organs/", kind="town")
    page = text(console, f"/console/organs/{world.organ.pk}/")
    assert "区试验局" in page
    assert world.item.current is not None
    assert world.item.current.name in page


def filled(console: Client, address: str, **changed: str) -> dict[str, Any]:
    """What a form shows, with some answers changed."""
    form = console.get(address).context["form"]
    return {name: str(form[name].value() or "") for name in form.fields} | changed


def test_a_phone_is_changed_and_recorded(world: World, console: Client) -> None:
    address = f"/console/organs/{world.organ.pk}/change/"
    answers = filled(console, address, phone="023-67800099", reason="号码变更")
    assert console.post(address, answers).status_code == 302
    world.organ.refresh_from_db()
    assert world.organ.phone == "023-67800099"
    change = ReferenceChange.objects.values("what", "before__phone", "after__phone", "reason").get()
    assert list(change.values()) == ["organ", "023-67800001", "023-67800099", "号码变更"]
    assert console.post(address, answers).status_code == 302  # a second click
    assert ReferenceChange.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"phone": "打这个"}, {"phone": ""}, {"address": ""}, {"reason": " "}])
def test_a_wrong_change_is_told_and_nothing_written(world: World, console: Client, wrong: dict[str, str]) -> None:
    address = f"/console/organs/{world.organ.pk}/change/"
    response = console.post(address, filled(console, address, reason="号码变更") | {"phone": "023-1"} | wrong)
    assert response.status_code == 422
    assert Organ.objects.get(pk=world.organ.pk).phone == "023-67800001"
    assert not ReferenceChange.objects.exists()


def test_a_stale_form_overwrites_nothing(world: World, console: Client) -> None:
    address = f"/console/organs/{world.organ.pk}/change/"
    stale = filled(console, address, phone="023-67800011", reason="甲")
    assert console.post(address, filled(console, address, phone="023-67800022", reason="乙")).status_code == 302
    response = console.post(address, stale)
    assert response.status_code == 409
    assert "刚刚被别人修改过" in response.content.decode()
    assert Organ.objects.get(pk=world.organ.pk).phone == "023-67800022"


def test_halls_and_windows_are_changed(world: World, console: Client, hall: Hall) -> None:
    assert "测试窗口" in text(console, f"/console/halls/{hall.pk}/")
    address = f"/console/halls/{hall.pk}/change/"
    assert console.post(address, filled(console, address, hours="每天9:00—21:00", reason="延时服务")).status_code == 302
    hall.refresh_from_db()
    assert hall.hours == "每天9:00—21:00"
    window = hall.windows.get()
    address = f"/console/windows/{window.pk}/change/"
    assert console.post(address, filled(console, address, opens_note="周六开放", reason="延时")).status_code == 302
    window.refresh_from_db()
    assert window.opens_note == "周六开放"
    assert set(ReferenceChange.objects.values_list("what", flat=True)) == {"hall", "window"}


def test_an_alias_is_added_once_and_removed(world: World, console: Client) -> None:
    address = f"/console/organs/{world.organ.pk}/aliases/"
    for _click in range(2):
        assert console.post(address, {"name": "区试验局"}).status_code == 302
    alias = Alias.objects.get(organ=world.organ)
    for _click in range(2):
        assert console.post(f"{address}{alias.pk}/remove/").status_code == 302
    assert not Alias.objects.exists()
    assert ReferenceChange.objects.filter(what="organ").count() == 2


@pytest.mark.parametrize("name", ["测试行政服务中心", "重庆市渝北区测试行政服务中心", "中心别名", "x", ""])
def test_an_alias_must_be_free(world: World, console: Client, name: str) -> None:
    Alias.objects.create(organ=world.hall, name="中心别名")
    response = console.post(f"/console/organs/{world.organ.pk}/aliases/", {"name": name})
    assert response.status_code == 422
    assert not Alias.objects.filter(organ=world.organ).exists()


def test_the_alias_of_another_organ_is_not_removed(world: World, console: Client) -> None:
    alias = Alias.objects.create(organ=world.hall, name="中心别名")
    console.post(f"/console/organs/{world.organ.pk}/aliases/{alias.pk}/remove/")
    assert Alias.objects.filter(pk=alias.pk).exists()
