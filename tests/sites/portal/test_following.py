"""Progress by number and code without signing in, and the page for load balancers."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests import factories
from tests.factories import NOON, World
from yuban.cases import actions as cases
from yuban.cases.actions.intake import Gap
from yuban.kernel.check_digits import check_digit_11_10
from yuban.kernel.numbering import spaced

GAP: Gap = {"code": "01", "name": "申请书", "problem": "缺少签名"}


def ask(client: Client, number: str | None, code: str) -> Any:
    return client.post("/query/", {"number": number or "", "code": code})


def test_number_and_code_open_the_progress_without_personal_data(client: Client, world: World) -> None:
    case = factories.submitted(world)
    cases.ask_correction(case=case, by=world.actor(world.officer), at=NOON, gaps=[GAP])
    page = ask(client, spaced(case.number or ""), case.query_code.lower())
    assert page.status_code == 200
    text = page.content.decode()
    assert "一次性告知补正" in text
    assert "待补正" in text
    for hidden in ("测试居民991", "缺少签名", "测试officer", "13800000000", "测试店"):
        assert hidden not in text
    assert "no-store" in page.headers["Cache-Control"]


def test_a_mistyped_number_is_told_apart_from_an_unknown_one(client: Client, world: World) -> None:
    case = factories.submitted(world)
    assert case.number
    mistyped = case.number[:-1] + str((int(case.number[-1]) + 1) % 10)
    assert "校验位不符" in ask(client, mistyped, case.query_code).content.decode()
    sentence = "没有找到，或编号与查询码不符"
    other = factories.submitted(world)
    wrong_code = ask(client, case.number, other.query_code)
    assert wrong_code.status_code == 422
    assert sentence in wrong_code.content.decode()


@pytest.mark.parametrize(("number", "code"), [("", ""), ("编号", "查询码"), ("1" * 60, "a"), ("500112", "测试测试")])
def test_nonsense_gets_a_sentence(client: Client, world: World, number: str, code: str) -> None:
    assert ask(client, number, code).status_code == 422


def test_an_unknown_number_is_told_like_a_wrong_code(client: Client, world: World) -> None:
    body = "5001122026030499999999"
    text = ask(client, body + check_digit_11_10(body), "AAAAAAAA").content.decode()
    assert "没有找到，或编号与查询码不符" in text


def test_chinese_as_code_of_a_real_number(client: Client, world: World) -> None:
    assert ask(client, factories.submitted(world).number, "查询码").status_code == 422


def test_the_slip_leads_here_with_its_number(client: Client, world: World) -> None:
    number = factories.submitted(world).number
    assert f'value="{number}"' in client.get("/query/", {"number": number or ""}).content.decode()


@pytest.mark.django_db(transaction=True)
def test_health_asks_the_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.get("/healthz").status_code == 200
    with monkeypatch.context() as elsewhere:
        elsewhere.setitem(connection.settings_dict, "HOST", "/no/such/folder")
        connection.close()
        page = client.get("/healthz")
    assert page.status_code == 503
    assert "folder" not in page.content.decode()
