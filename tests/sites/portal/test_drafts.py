"""Applying step by step, as a browser does it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import NOON, World
from tests.sites.portal.conftest import As
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.actions.intake import Gap
from yuban.cases.models import Case, CaseMaterial, CaseStep
from yuban.catalogue import actions as catalogue
from yuban.catalogue.models import Item
from yuban.kernel.models import StoredFile
from yuban.people import actions as people
from yuban.people.models import Agency

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
GAP: Gap = {"code": "01", "name": "申请书", "problem": "缺少签名"}


def pdf(name: str = "申请书.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def begin(client: Client, world: World, item: str = "test-licence", key: str = "") -> Case:
    """Starts a draft for oneself on the apply page."""
    assert world.resident.party is not None
    sent = {"applicant": world.resident.party.pk, "client_key": key or str(uuid4())}
    page = client.post(f"/apply/{item}/", sent)
    assert page.status_code == 302, page.content.decode()
    pk = int(page.headers["Location"].split("/")[2])
    return Case.objects.get(pk=pk)


def test_a_person_applies_from_guide_to_number(world: World, with_papers: Item, signed_in: As) -> None:
    client = signed_in(world.resident)
    assert "申请书" in client.get("/apply/with-papers/").content.decode()
    case = begin(client, world, "with-papers")
    at = f"/drafts/{case.pk}/"
    assert "店名" in client.get(f"{at}form/").content.decode()
    page = client.post(f"{at}form/", {"shop_name": "测试店", "opened_on": ""})
    assert page.headers["Location"] == f"{at}materials/"
    assert "PDF、JPG、PNG，单个不超过20 MB" in client.get(f"{at}materials/").content.decode()
    page = client.post(f"{at}materials/01/", {"file": pdf()})
    assert page.headers["Location"] == f"{at}materials/?at=01"
    text = client.get(f"{at}materials/?at=01").content.decode()
    assert "申请书.pdf" in text
    assert "autofocus" in text
    sent = {"delivery": "window", "contact_phone": "13800000001", "delivery_address": ""}
    assert client.post(f"{at}delivery/", sent).headers["Location"] == f"{at}check/"
    text = client.get(f"{at}check/").content.decode()
    assert "测试店" in text
    assert "13800000001" in text
    page = client.post(f"{at}check/", follow=True)
    case.refresh_from_db()
    assert page.redirect_chain == [(f"/cases/{case.number}/?done=1", 302)]
    assert case.query_code in page.content.decode()
    assert (case.state, case.channel, case.form["shop_name"]) == ("submitted", "pc", "测试店")


def test_a_phone_is_recorded_as_channel(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 15) Mobile Safari"
    assert begin(client, world).channel == "mobile"


def test_starting_and_submitting_twice_is_once(world: World, signed_in: As) -> None:
    client, key = signed_in(world.resident), str(uuid4())
    case = begin(client, world, key=key)
    assert begin(client, world, key=key).pk == case.pk
    client.post(f"/drafts/{case.pk}/form/", {"shop_name": "测试店"})
    first = client.post(f"/drafts/{case.pk}/check/")
    second = client.post(f"/drafts/{case.pk}/check/")
    number = Case.objects.get(pk=case.pk).number
    assert first.headers["Location"] == f"/cases/{number}/?done=1"
    assert second.headers["Location"] == f"/cases/{number}/"
    assert CaseStep.objects.filter(case=case).count() == 1
    assert client.get(f"/drafts/{case.pk}/form/").headers["Location"] == f"/cases/{number}/"
    assert client.post(f"/drafts/{case.pk}/form/", {"shop_name": "改"}).status_code == 302
    assert Case.objects.get(pk=case.pk).form["shop_name"] == "测试店"


def test_wrong_answers_are_named_and_kept(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world)
    page = client.post(f"/drafts/{case.pk}/form/", {"shop_name": "", "opened_on": "2026-02-30"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "请填写“店名”" in text
    assert "确有这一天" in text
    assert Case.objects.get(pk=case.pk).form["opened_on"] == "2026-02-30"


def test_drafts_survive_leaving(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world)
    page = client.post(f"/drafts/{case.pk}/form/", {"shop_name": "写到一半", "leave": "1"})
    assert page.headers["Location"] == "/cases/"
    again = signed_in(world.resident)
    assert f"/drafts/{case.pk}/form/" in again.get("/cases/").content.decode()
    assert "写到一半" in again.get(f"/drafts/{case.pk}/form/").content.decode()
    assert f"/drafts/{case.pk}/form/" in again.get("/apply/test-licence/").content.decode()


def test_pages_save_themselves(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world)
    save = f"/drafts/{case.pk}/save/"
    assert client.post(save, {"shop_name": "半", "opened_on": "20"}).status_code == 204
    assert client.post(save, {"contact_phone": "1380", "delivery": "post", "delivery_address": "某"}).status_code == 204
    assert client.post(save, {"delivery": "pigeon", "unknown": "x"}).status_code == 204
    case.refresh_from_db()
    assert case.form == {"shop_name": "半", "opened_on": "20"}
    assert (case.contact_phone, case.delivery, case.delivery_address) == ("1380", "post", "某")
    assert client.get(save).status_code == 405


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "请先选择要上传的文件"),
        (pdf("空.pdf", b""), "文件是空的"),
        (pdf("假.pdf", b"MZ\x90 not a document at all"), "不能上传这种文件"),
        (pdf("照片.jpg"), "内容是PDF"),
        (pdf("程序.exe"), "不能上传这种文件"),
        (pdf("大.pdf", PDF + b" " * 20 * 1024 * 1024), "超过20 MB"),
    ],
)
def test_wrong_files_are_refused_beside_their_field(
    world: World, with_papers: Item, signed_in: As, file: SimpleUploadedFile | None, sentence: str
) -> None:
    client = signed_in(world.resident)
    case = begin(client, world, "with-papers")
    if file is not None:
        file.seek(0)
    page = client.post(f"/drafts/{case.pk}/materials/01/", {"file": file} if file else {})
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert not CaseMaterial.objects.exists()
    assert not StoredFile.objects.exists()


def test_unknown_materials_and_files_are_refused(world: World, with_papers: Item, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world, "with-papers")
    page = client.post(f"/drafts/{case.pk}/materials/77/", {"file": pdf()})
    assert page.status_code == 422
    assert "没有这项材料" in page.content.decode()
    assert client.get(f"/drafts/{case.pk}/materials/77/").status_code == 302
    assert client.get(f"/drafts/{case.pk}/papers/1/").status_code == 404
    assert not CaseMaterial.objects.exists()


def test_files_are_looked_at_and_taken_back(world: World, with_papers: Item, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world, "with-papers")
    for _time in range(2):
        client.post(f"/drafts/{case.pk}/materials/01/", {"file": pdf()})
    assert CaseMaterial.objects.get().name == "申请书"
    shown = client.get(f"/drafts/{case.pk}/papers/1/")
    assert shown.getvalue() == PDF
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert client.post(f"/drafts/{case.pk}/papers/1/remove/").status_code == 302
    assert not CaseMaterial.objects.exists()


def test_what_is_missing_is_listed_and_nothing_is_filed(world: World, with_papers: Item, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world, "with-papers")
    cases.save_draft(case=case, by=world.actor(world.resident), delivery="post", delivery_address="")
    text = client.get(f"/drafts/{case.pk}/check/").content.decode()
    for sentence in ("请填写“店名”", "缺必要材料：申请书", "请填写收件地址"):
        assert sentence in text
    assert "disabled" in text
    page = client.post(f"/drafts/{case.pk}/check/")
    assert page.status_code == 422
    client.post(f"/drafts/{case.pk}/form/", {"shop_name": "测试店"})
    client.post(f"/drafts/{case.pk}/delivery/", {"delivery": "window", "contact_phone": "13800000001"})
    page = client.post(f"/drafts/{case.pk}/check/")
    assert page.status_code == 409
    assert "还缺必要材料：申请书" in page.content.decode()
    assert Case.objects.get(pk=case.pk).number is None


def test_posting_needs_an_address(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world)
    page = client.post(f"/drafts/{case.pk}/delivery/", {"delivery": "post", "contact_phone": "13800000001"})
    assert page.status_code == 422
    assert "请填写收件地址" in page.content.decode()


def test_discarding_asks_first(world: World, with_papers: Item, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world, "with-papers")
    client.post(f"/drafts/{case.pk}/materials/01/", {"file": pdf()})
    assert "确定删除" in client.get(f"/drafts/{case.pk}/discard/").content.decode()
    assert Case.objects.filter(pk=case.pk).exists()
    assert client.post(f"/drafts/{case.pk}/discard/").headers["Location"] == "/cases/"
    assert not Case.objects.filter(pk=case.pk).exists()


@pytest.mark.parametrize("page", ["form", "materials", "delivery", "check", "discard"])
def test_a_strangers_draft_does_not_exist(world: World, signed_in: As, page: str) -> None:
    case = factories.draft(world)
    path = f"/drafts/{case.pk}/{page}/"
    assert signed_in(world.stranger).get(path).status_code == 404
    assert signed_in(world.officer).get(path).status_code == 403
    assert Client().get(path).status_code == 302
    assert signed_in(world.stranger).post(f"/drafts/{case.pk}/save/", {"shop_name": "x"}).status_code == 404


def test_nobody_starts_for_a_stranger(world: World, signed_in: As) -> None:
    assert world.resident.party is not None
    sent = {"applicant": world.resident.party.pk, "client_key": str(uuid4())}
    assert signed_in(world.stranger).post("/apply/test-licence/", sent).status_code == 422
    assert not Case.objects.exists()


def test_an_agent_applies_until_the_authorisation_ends(world: World, signed_in: As) -> None:
    principal, agent = world.resident.party, world.stranger.party
    assert principal is not None
    assert agent is not None
    today = timezone.localdate()
    people.give_agency(
        principal=principal,
        agent=agent,
        scope="代办",
        valid_from=today,
        valid_to=today + timedelta(days=3),
        by=world.actor(world.resident, today),
    )
    client = signed_in(world.stranger)
    page = client.post("/apply/test-licence/", {"applicant": principal.pk, "client_key": str(uuid4())})
    form = page.headers["Location"]
    assert client.get(form).status_code == 200
    assert Case.objects.get().agent == agent
    Agency.objects.update(valid_to=today - timedelta(days=1), valid_from=today - timedelta(days=2))
    assert client.get(form).status_code == 404


def test_items_out_of_use_cannot_be_started(world: World, signed_in: As) -> None:
    Item.objects.filter(pk=world.item.pk).update(status="suspended")
    client = signed_in(world.resident)
    assert client.get("/apply/test-licence/").status_code == 409
    assert world.resident.party is not None
    sent = {"applicant": world.resident.party.pk, "client_key": str(uuid4())}
    assert client.post("/apply/test-licence/", sent).status_code == 409
    assert client.get("/apply/unheard-of/").status_code == 404
    assert not Case.objects.exists()


def test_a_new_version_leaves_a_draft_as_it_was(world: World, signed_in: As) -> None:
    client = signed_in(world.resident)
    case = begin(client, world)
    changed = factories.CONTENT | {"form_fields": []}
    catalogue.publish_version(item=world.item, content=changed, materials=[], results=[], at=timezone.now())
    assert "店名" in client.get(f"/drafts/{case.pk}/form/").content.decode()


def test_a_notice_to_correct_is_answered_on_the_same_pages(world: World, with_papers: Item, signed_in: As) -> None:
    client, by = signed_in(world.resident), world.actor(world.resident)
    case = factories.draft(world, with_papers)
    client.post(f"/drafts/{case.pk}/materials/01/", {"file": pdf("旧.pdf")})
    case = cases.submit(case=case, by=by, at=NOON)
    case = cases.ask_correction(case=case, by=world.actor(world.officer), at=timezone.now(), gaps=[GAP])
    text = client.get(f"/cases/{case.number}/").content.decode()
    assert "缺少签名" in text
    assert f"/drafts/{case.pk}/materials/" in text
    text = client.get(f"/drafts/{case.pk}/materials/").content.decode()
    assert "需要补正" in text
    assert "上次提交的" in text
    client.post(f"/drafts/{case.pk}/form/", {"shop_name": "改过的店"})
    assert list(queries.verify_chains()) == [], "an answer being corrected is no tampering"
    client.post(f"/drafts/{case.pk}/materials/01/", {"file": pdf("新.pdf", PDF + b"\n%%EOF\n")})
    client.post(f"/drafts/{case.pk}/papers/1/remove/")
    assert CaseMaterial.objects.filter(case=case).count() == 2, "what was handed in before stays"
    assert client.post(f"/drafts/{case.pk}/check/").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.form["shop_name"]) == ("received", "改过的店")
    assert list(queries.verify_chains()) == []
    Case.objects.filter(pk=case.pk).update(form={"shop_name": "偷换"})
    assert [found.kind for found in queries.verify_chains()] == ["form"]
