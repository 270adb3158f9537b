"""Every address as every kind of person: who has no right gets no page, who has one never sees another's case."""

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories
from tests.factories import MATERIALS, NOON, World
from yuban.cases import actions as cases
from yuban.cases import queries
from yuban.cases.models import Case
from yuban.catalogue.models import Synonym
from yuban.config.load import reference
from yuban.hall.models import Hall, Window
from yuban.organs.models import Alias
from yuban.people.models import Account, Agency, Post
from yuban.people.queries import account_with_posts
from yuban.people.rights import PUBLIC, RIGHTS
from yuban.ratings import queries as ratings
from yuban.regions.models import Region

Arguments = dict[str, str | int]


def addresses(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All named addresses with their patterns."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        else:
            yield f"{namespace}{entry.name}", entry


PAGES = dict(addresses(get_resolver()))


@pytest.fixture
def world(db: None) -> World:
    reference.load()
    queries.forget_rulebook()
    return factories.world()


@pytest.fixture
def people(world: World) -> dict[str, Account | None]:
    """One of each kind; `foreign` ones have the same roles elsewhere."""
    elsewhere, other_hall = factories.organ(7, "区另一局"), factories.organ(8, "另一大厅", "service_centre")
    other_district = Region.objects.create(
        code="500113", name="巴南区", level=4, pinyin="ba nan qu", parent_id="500000"
    )
    other_office = factories.organ(9, "另一区政务办", "services_office")
    other_office.region = other_district
    other_office.save()
    return {
        "nobody": None,
        "resident": world.resident,
        "foreign resident": world.stranger,
        "clerk": world.clerk,
        "foreign clerk": factories.staff("clerk-2", other_hall, "window_staff"),
        "officer": world.officer,
        "foreign officer": factories.staff("officer-3", elsewhere, "officer"),
        "head": world.head,
        "foreign head": factories.staff("head-2", elsewhere, "chief_representative"),
        "operator": factories.staff("operator", world.organ, "operator"),
        "foreign operator": factories.staff("operator-2", other_office, "operator"),
        "city operator": factories.staff("city", world.organ, "city_operator"),
    }


def completed(world: World) -> Case:
    """A completed case of the resident, with a paper, an uploaded file and everything a case can have."""
    item = factories.item("walked", world.organ, "000131009000", materials=MATERIALS)
    case, by = factories.draft(world, item), world.actor(world.resident)
    cases.add_material(case=case, code="01", got="paper", file=None, by=by, at=NOON)
    case = cases.submit(case=case, by=by, at=NOON)
    officer = world.actor(world.officer)
    cases.accept(case=case, by=officer, at=NOON)
    cases.decide(case=case, by=officer, at=NOON, outcome="granted")
    return cases.deliver(case=case, by=officer, at=NOON, way="window", receiver="测试")


def filled(name: str, entry: URLPattern, world: World, draft: Case, case: Case) -> Arguments:
    """Arguments that lead to something real: the resident's draft and case, the world's organ, item, people."""
    hall, _new = Hall.objects.get_or_create(
        name="测试大厅", defaults={"kind": "service_centre", "organ": world.hall, "region": world.organ.region}
    )
    window, _new = Window.objects.get_or_create(
        hall=hall, number="1", defaults={"organ": world.organ, "kind": "standing", "name": "测试窗口"}
    )
    alias, _new = Alias.objects.get_or_create(name="测试别名", defaults={"organ": world.organ})
    synonym, _new = Synonym.objects.get_or_create(word="开店", means="经营")
    keys = {
        "drafts": draft.pk, "organs": world.organ.pk, "halls": hall.pk, "windows": window.pk, "synonyms": synonym.pk,
        "people": world.officer.pk, "posts": Post.objects.get(account=world.second_officer).pk,
        "authorisations": Agency.objects.order_by("pk").values_list("pk", flat=True).first() or 0,
    }  # fmt: skip
    known: Arguments = {
        "slug": "walked", "number": case.number or "", "seq": 1, "code": "01", "which": "blank", "kind": "decision",
        "token": ratings.slip_token(case), "key": "correction_days", "year": 2026, "on": "2026-10-01",
        "alias": alias.pk,
    }  # fmt: skip
    known["pk"] = next((key for part, key in keys.items() if f"{part}/" in str(entry.pattern)), 0)
    if name == "console:region":
        known["code"] = "500112"
    if name == "console:figure":
        known["key"] = "received"
    if name == "console:item_version":
        known["number"] = 1
    missing = set(entry.pattern.converters) - set(known)
    assert not missing, f"{name}: teach this test what {missing} may be"
    return {key: known[key] for key in entry.pattern.converters}


def may(account: Account | None, permission: str) -> bool:
    found = account_with_posts(account.pk, NOON.date()) if account else None
    return permission == PUBLIC or bool(found and found.actor.may(permission))


def visitors(people: dict[str, Account | None]) -> dict[str, Client]:
    """Each of them with a browser, signed in."""
    clients = {kind: Client() for kind in people}
    for kind, account in people.items():
        if account:
            clients[kind].force_login(account, "yuban.people.queries.PasswordBackend")
    return clients


def answers(client: Client, address: str) -> set[int]:
    """What the address says to a look and to an empty form; what it changes is undone."""
    cookies = deepcopy(client.cookies)  # signing out is an address too
    with transaction.atomic():
        statuses = {method(address).status_code for method in (client.get, client.post)}
        transaction.set_rollback(True)
    client.cookies = cookies
    return statuses - {405}


@pytest.mark.parametrize("door", ["portal", "window", "desk", "console", ""])
def test_rights_hold_at_every_address(door: str, world: World, people: dict[str, Account | None]) -> None:
    draft, case, clients = factories.draft(world), completed(world), visitors(people)
    for name, entry in PAGES.items():
        if name.rpartition(":")[0] != door:
            continue
        address = reverse(name, kwargs=filled(name, entry, world, draft, case))
        permission = str(getattr(entry.callback, "permission", ""))
        is_somebodys = "/cases/5" in address or "/drafts/" in address
        for kind, account in people.items():
            statuses = answers(clients[kind], address)
            assert statuses, (kind, address)
            assert max(statuses) < 500, (kind, address)
            if not may(account, permission):
                assert statuses <= ({302} if account is None else {403, 404}), (kind, address, statuses)
            elif is_somebodys and kind.startswith("foreign"):
                assert statuses <= {403, 404}, (kind, address, statuses)


def test_an_upload_is_refused_to_strangers(world: World, client: Client) -> None:
    item = factories.item("walked", world.organ, "000131009000", materials=MATERIALS)
    draft = factories.draft(world, item)
    client.force_login(world.stranger, "yuban.people.queries.PasswordBackend")
    paper = SimpleUploadedFile("a.pdf", b"%PDF-1.4", "application/pdf")
    address = reverse("portal:draft_upload", kwargs={"pk": draft.pk, "code": "01"})
    assert client.post(address, {"file": paper}).status_code == 404
    assert not draft.materials.exists()


def test_every_right_is_held_by_somebody_and_not_by_all() -> None:
    for permission, roles in RIGHTS.items():
        assert roles, permission
