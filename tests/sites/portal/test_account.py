"""One's own data, authorisations, notices."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import factories
from tests.factories import World
from tests.sites.portal.conftest import As
from yuban.kernel.steps import utc_now
from yuban.notices import actions as notices
from yuban.notices.models import Notice
from yuban.people.models import Agency, Party


def firm(world: World) -> Party:
    """A firm the resident represents."""
    return Party.objects.create(
        kind="firm",
        name="测试餐饮有限公司",
        identity_kind="credit_code",
        identity_number=factories.credit_code(60),
        representative=world.resident.party,
    )


def authorisation(principal: Party, **changed: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "principal": principal.pk,
        "agent_name": "测试居民992",
        "agent_number": factories.identity_number(992),
        "scope": "代办许可",
        "valid_from": today,
        "valid_to": today + timedelta(days=30),
        **changed,
    }


def test_ones_own_numbers_are_masked(world: World, signed_in: As) -> None:
    text = signed_in(world.resident).get("/account/").content.decode()
    assert "测试居民991" in text
    assert factories.identity_number(991) not in text
    assert "13800000000" not in text
    assert "138******00" in text


def test_a_representative_authorises_and_withdraws(world: World, signed_in: As) -> None:
    company = firm(world)
    client, agent = signed_in(world.resident), signed_in(world.stranger)
    assert "测试餐饮有限公司" in client.get("/account/").content.decode()
    assert client.post("/account/authorise/", authorisation(company)).status_code == 302
    assert "测试餐饮有限公司" in agent.get("/apply/test-licence/").content.decode()
    agency = Agency.objects.get()
    assert agent.post(f"/account/authorisations/{agency.pk}/withdraw/").status_code == 404
    assert client.post(f"/account/authorisations/{agency.pk}/withdraw/").status_code == 302
    assert "测试餐饮有限公司" not in agent.get("/apply/test-licence/").content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"agent_name": "别人"}, "没有找到姓名与证件号码相符的人"),
        ({"agent_number": "500112199001019920"}, "校验"),
        ({"agent_name": "测试居民991", "agent_number": factories.identity_number(991)}, "不能委托自己"),
        ({"valid_to": "2020-01-01"}, "不能早于今天"),
        ({"valid_from": "2099-01-02", "valid_to": "2099-01-01"}, "不能早于有效期起"),
    ],
)
def test_wrong_authorisations_are_refused(world: World, signed_in: As, changed: dict[str, Any], sentence: str) -> None:
    assert world.resident.party is not None
    page = signed_in(world.resident).post("/account/authorise/", authorisation(world.resident.party, **changed))
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not Agency.objects.exists()


def test_nobody_authorises_in_anothers_name(world: World, signed_in: As) -> None:
    company = firm(world)
    page = signed_in(world.stranger).post("/account/authorise/", authorisation(company))
    assert page.status_code == 422
    assert not Agency.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_notices_are_read_one_by_one_or_all(world: World, signed_in: As) -> None:
    case = factories.accepted(world)
    notices.deliver_new(at=utc_now())
    client = signed_in(world.resident)
    text = client.get("/notices/").content.decode()
    assert f"/cases/{case.number}/" in text
    assert "未读" in text
    one = Notice.objects.filter(account=world.resident).first()
    assert one is not None
    signed_in(world.stranger).post("/notices/read/", {"notice": one.pk})
    assert Notice.objects.get(pk=one.pk).read_at is None
    client.post("/notices/read/", {"notice": one.pk})
    assert Notice.objects.get(pk=one.pk).read_at is not None
    assert Notice.objects.filter(read_at=None).exists()
    client.post("/notices/read/")
    assert not Notice.objects.filter(account=world.resident, read_at=None).exists()
