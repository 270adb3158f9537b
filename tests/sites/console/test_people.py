"""Staff accounts and posts: who may appoint whom, a password seen once, nobody cut off by a slip of the hand."""

from datetime import date, timedelta
from re import search

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import factories
from tests.factories import World
from tests.sites.console.conftest import signed_in
from yuban.cases.clock import local_day
from yuban.kernel.models import ReferenceChange
from yuban.kernel.steps import utc_now
from yuban.people.models import Account, Post

BORN: dict[str, str] = {"username": "new-officer", "name": "测试新人", "role": "officer", "valid_from": "2026-03-04"}


def text(console: Client, address: str, **wish: str) -> str:
    response = console.get(address, wish)
    assert response.status_code == 200
    return response.content.decode()


def test_staff_are_listed_and_residents_never(
    world: World, console: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    far = factories.staff("far-officer", factories.organ_elsewhere(), "officer")
    with django_assert_max_num_queries(11):
        page = text(console, "/console/people/")
    assert "测试officer" in page
    for absent in (world.resident.username, "测试居民991", far.username):
        assert f">{absent}<" not in page
    for account in (world.resident, far):
        assert console.get(f"/console/people/{account.pk}/").status_code == 404
        assert console.post(f"/console/people/{account.pk}/off/", {"reason": "x"}).status_code == 404
    far_post = Post.objects.get(account=far)
    assert console.post(f"/console/posts/{far_post.pk}/end/", {"on": "2026-03-04"}).status_code == 404


def test_staff_are_narrowed(world: World, console: Client) -> None:
    def names(**wish: str) -> set[str]:
        response = console.get("/console/people/", wish)
        return {account.username for account in response.context["sheet"].rows}

    assert names(role="officer") == {"officer", "officer-2"}
    assert names(organ=str(world.hall.pk)) == {"clerk"}
    assert names(q="head") == {"head"}
    assert names(active="off") == set()


def test_a_member_of_staff_gets_an_account(world: World, console: Client) -> None:
    response = console.post("/console/people/new/", BORN | {"organ": world.organ.pk})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    shown = search(r"[0-9a-z]{4}(-[0-9a-z]{4}){3}", response.content.decode())
    assert shown
    account = Account.objects.get(username="new-officer")
    assert account.check_password(shown.group())
    assert shown.group() not in text(console, f"/console/people/{account.pk}/")
    assert shown.group() not in str(list(ReferenceChange.objects.values()))
    assert signed_in(account).get("/desk/").status_code == 200


def test_a_taken_or_impossible_name_is_told(world: World, console: Client) -> None:
    for username in ("officer", "OFFICER", "ab", "测试", "500112199001019910", "a b c"):
        response = console.post("/console/people/new/", BORN | {"organ": world.organ.pk, "username": username})
        assert response.status_code == 422, username
    assert "该用户名已被使用" in console.post(
        "/console/people/new/", BORN | {"organ": world.organ.pk, "username": "officer"}
    ).content.decode()  # fmt: skip
    assert not Account.objects.filter(name="测试新人").exists()


def test_nothing_is_half_made(world: World, console: Client) -> None:
    response = console.post("/console/people/new/", BORN | {"organ": world.organ.pk, "role": "city_operator"})
    assert response.status_code == 403
    assert "市级管理员只能由市级管理员任免" in response.content.decode()
    assert not Account.objects.filter(username="new-officer").exists()


def test_only_organs_of_the_district_are_offered(world: World, console: Client) -> None:
    far = factories.organ_elsewhere()
    assert console.post("/console/people/new/", BORN | {"organ": far.pk}).status_code == 422


def test_an_appointment_works_at_once(world: World, console: Client) -> None:
    desk = signed_in(world.clerk)
    assert desk.get("/desk/").status_code == 403
    answers = {"organ": str(world.organ.pk), "role": "officer", "valid_from": local_day(utc_now()).isoformat()}
    address = f"/console/people/{world.clerk.pk}/posts/"
    assert console.post(address, answers).status_code == 302
    assert desk.get("/desk/").status_code == 200
    response = console.post(address, answers)
    assert response.status_code == 409
    assert "该人员已担任此岗位" in response.content.decode()


def test_a_post_ends(world: World, console: Client) -> None:
    post = Post.objects.get(account=world.officer)
    yesterday = local_day(utc_now()) - timedelta(days=1)
    address = f"/console/posts/{post.pk}/end/"
    assert console.post(address, {"on": yesterday.isoformat()}).status_code == 302
    assert signed_in(world.officer).get("/desk/").status_code == 403
    assert console.post(address, {"on": yesterday.isoformat()}).status_code == 409
    assert "已免去" in text(console, f"/console/people/{world.officer.pk}/")


def test_a_post_does_not_end_before_it_began(world: World, console: Client) -> None:
    post = Post.objects.get(account=world.officer)
    response = console.post(f"/console/posts/{post.pk}/end/", {"on": "2019-12-31"})
    assert response.status_code == 422
    post.refresh_from_db()
    assert post.valid_to is None


def test_nobody_ends_their_own_operator_post(operator: Account, console: Client) -> None:
    post = Post.objects.get(account=operator)
    assert "不能免去自己的管理员岗位" in text(console, f"/console/people/{operator.pk}/")
    response = console.post(f"/console/posts/{post.pk}/end/", {"on": "2026-03-04"})
    assert response.status_code == 409
    assert "不能免去自己的管理员岗位" in response.content.decode()
    assert console.post(f"/console/people/{operator.pk}/off/", {"reason": "试试"}).status_code == 409
    operator.refresh_from_db()
    assert operator.is_active


def test_an_account_is_switched_off_and_on(world: World, console: Client) -> None:
    desk = signed_in(world.officer)
    assert desk.get("/desk/").status_code == 200
    for _click in range(2):
        assert console.post(f"/console/people/{world.officer.pk}/off/", {"reason": "离职"}).status_code == 302
    assert desk.get("/desk/").status_code == 302
    denied = console.post(
        f"/console/people/{world.officer.pk}/posts/",
        {"organ": str(world.hall.pk), "role": "window_staff", "valid_from": "2026-03-04"},
    )
    assert denied.status_code == 409
    assert "已停用" in denied.content.decode()
    assert console.post(f"/console/people/{world.officer.pk}/on/", {"reason": "返聘"}).status_code == 302
    assert desk.get("/desk/").status_code == 200
    assert ReferenceChange.objects.filter(what="account").count() == 2


def test_a_lost_password_is_replaced(world: World, console: Client) -> None:
    desk = signed_in(world.officer)
    response = console.post(f"/console/people/{world.officer.pk}/password/", {"reason": "忘记密码"})
    shown = search(r"[0-9a-z]{4}(-[0-9a-z]{4}){3}", response.content.decode())
    assert shown
    world.officer.refresh_from_db()
    assert world.officer.check_password(shown.group())
    assert desk.get("/desk/").status_code == 302  # whoever was signed in with the old one is out
    assert console.post(f"/console/people/{world.officer.pk}/password/", {"reason": ""}).status_code == 422


def test_the_city_operator_is_out_of_the_districts_reach(world: World, console: Client) -> None:
    city = factories.city_operator()
    Post.objects.create(account=city, organ=world.organ, role="officer", valid_from=date(2020, 1, 1))
    assert "不在您管辖的范围" in text(console, f"/console/people/{city.pk}/")
    assert console.post(f"/console/people/{city.pk}/off/", {"reason": "试试"}).status_code == 403
    assert console.post(f"/console/people/{city.pk}/password/", {"reason": "试试"}).status_code == 403
    city.refresh_from_db()
    assert city.is_active
    assert city.check_password("correct horse 9")


def test_a_resident_who_also_serves_keeps_their_account(world: World, console: Client) -> None:
    Post.objects.create(account=world.resident, organ=world.organ, role="officer", valid_from=date(2020, 1, 1))
    response = console.post(f"/console/people/{world.resident.pk}/off/", {"reason": "离职"})
    assert response.status_code == 409
    assert "同时是其本人的办事账号" in response.content.decode()


def test_a_city_operator_appoints_another_in_the_citys_organ(world: World) -> None:
    city = factories.city_operator()
    console = signed_in(city)
    organ = Post.objects.get(account=city).organ
    assert console.post("/console/people/new/", BORN | {"organ": organ.pk, "role": "city_operator"}).status_code == 200
    second = BORN | {"organ": world.organ.pk, "role": "city_operator", "username": "second"}
    response = console.post("/console/people/new/", second)
    assert response.status_code == 409
    assert "应在市级机构任职" in response.content.decode()


@pytest.mark.parametrize("path", ["people/new/", "synonyms/", "changes/", "calendar/", "limits/"])
def test_officers_stay_outside(world: World, path: str) -> None:
    assert signed_in(world.officer).get(f"/console/{path}").status_code == 403
