"""Signing in and out, opening an account, the password."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests import factories
from tests.factories import World
from tests.sites.portal.conftest import As
from yuban.people.models import Account, Party, Post

PASSWORD = "correct horse 9"


def sign_in(client: Client, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/sign-in/", {"username": username, "password": password, **more})


@pytest.mark.parametrize(
    ("username", "home"),
    [("resident", "/"), ("RESIDENT ", "/"), ("clerk", "/window/"), ("officer", "/desk/"), ("head", "/desk/")],
)
def test_everybody_lands_at_their_own_door(client: Client, world: World, username: str, home: str) -> None:
    page = sign_in(client, username)
    assert page.status_code == 302
    assert page.headers["Location"] == home


def test_who_has_left_every_post_lands_on_the_portal(client: Client, world: World) -> None:
    Post.objects.filter(account=world.officer).update(valid_to=date(2020, 6, 30))
    assert sign_in(client, "officer").headers["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.get("/desk/").status_code == 403


def test_signing_in_begins_a_new_session(client: Client, world: World) -> None:
    client.get("/sign-in/")
    session = client.session
    session["before"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key or ""
    sign_in(client, "resident")
    assert client.session.session_key != session.session_key


def test_one_is_led_where_one_wanted_to_go(client: Client, world: World) -> None:
    page = client.get("/cases/")
    assert page.headers["Location"] == "/sign-in/?next=/cases/"
    page = sign_in(client, "resident", next="/cases/?page=2")
    assert page.headers["Location"] == "/cases/?page=2"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_led_elsewhere(client: Client, world: World, elsewhere: str) -> None:
    assert sign_in(client, "resident", next=elsewhere).headers["Location"] == "/"


def test_wrong_name_and_wrong_password_are_told_alike(client: Client, world: World) -> None:
    wrong = sign_in(client, "resident", "wrong password")
    unknown = Client().post("/sign-in/", {"username": "nobody", "password": "wrong password"})
    assert wrong.status_code == unknown.status_code == 422
    sentence = "用户名或密码不对"
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()
    assert "wrong password" not in wrong.content.decode()


def test_too_many_wrong_passwords_are_slowed_down(client: Client, world: World) -> None:
    answers = [sign_in(client, "resident", f"wrong {attempt}").status_code for attempt in range(6)]
    assert answers[0] == 422
    assert answers[-1] == 429
    assert sign_in(client, "resident").status_code == 429, "also with the right one"
    assert sign_in(Client(), "stranger").status_code == 302, "others are not concerned"


def test_signing_out_needs_a_post(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/cases/").status_code == 302


def test_demo_accounts_exist_in_the_demo_only(client: Client, world: World, settings: Any) -> None:
    factories.resident(995, "resident-1")
    settings.YUBAN_DEMO = False
    assert "演示账号" not in client.get("/sign-in/").content.decode()
    assert client.post("/sign-in/demo/", {"username": "resident-1"}).status_code == 404
    settings.YUBAN_DEMO = True
    text = client.get("/sign-in/").content.decode()
    assert "演示账号" in text
    assert "测试officer" in text
    assert client.post("/sign-in/demo/", {"username": "no-such"}).status_code == 404
    assert client.post("/sign-in/demo/", {"username": "officer"}).headers["Location"] == "/desk/"
    assert client.get("/sign-in/").headers["Location"] == "/desk/"


NEW = {
    "name": "测试新居民",
    "identity_number": factories.identity_number(777),
    "phone": "13800000077",
    "username": "New.Resident",
    "password": "four words of mine",
    "again": "four words of mine",
}


def test_a_resident_opens_an_account_and_is_signed_in(client: Client, world: World) -> None:
    page = client.post("/register/", NEW)
    assert page.status_code == 302
    account = Account.objects.get(username="new.resident")
    assert account.party is not None
    assert account.party.assurance == "declared"
    assert client.get("/cases/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("identity_number", "500112199001017770", "校验"),
        ("identity_number", factories.identity_number(991), "已登记"),
        ("username", "resident", "已被使用"),
        ("username", "有 空格", "用户名应为"),
        ("password", "12345678901", "两次输入的密码不一样"),
        ("phone", "", ""),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    client: Client, world: World, field: str, value: str, sentence: str
) -> None:
    before = Party.objects.count()
    page = client.post("/register/", NEW | {field: value})
    assert page.status_code == 422
    text = page.content.decode()
    assert sentence in text
    assert f'href="#id_{field}"' in text or field == "password"
    assert NEW["password"] not in text
    assert Party.objects.count() == before


def test_weak_passwords_are_refused(client: Client, world: World) -> None:
    page = client.post("/register/", NEW | {"password": "password12", "again": "password12"})
    assert page.status_code == 422
    assert not Account.objects.filter(username="new.resident").exists()


def test_changing_the_password_ends_other_sessions(world: World, signed_in: As) -> None:
    here, elsewhere = signed_in(world.resident), signed_in(world.resident)
    wrong = here.post("/password/", {"old_password": "x", "new_password1": "y", "new_password2": "y"})
    assert wrong.status_code == 422
    new = "another four words"
    page = here.post("/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert page.headers["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert sign_in(Client(), "resident", new).status_code == 302


def test_staff_change_their_password_here_too(world: World, signed_in: As) -> None:
    client = signed_in(world.officer)
    assert client.get("/password/").status_code == 200
    assert client.get("/notices/").status_code == 200
    assert client.get("/account/").status_code == 403
