"""How long a sign-in stays without use."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests import factories
from tests.factories import World
from yuban.config.sessions import SECONDS, TOUCHED, SessionStore
from yuban.people.models import Account

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    return factories.world()


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    client.get("/")
    return client


def seconds_left(client: Client) -> float:
    row = Session.objects.get(session_key=client.session.session_key)
    return (row.expire_date - timezone.now()).total_seconds()


def test_staff_are_signed_out_sooner_than_residents(world: World) -> None:
    staff, resident = seconds_left(signed_in(world.officer)), seconds_left(signed_in(world.resident))
    assert staff == pytest.approx(settings.YUBAN_STAFF_SESSION_AGE, abs=30)
    assert resident == pytest.approx(settings.SESSION_COOKIE_AGE, abs=30)
    assert staff < resident


def test_use_keeps_the_sign_in(world: World) -> None:
    client = signed_in(world.resident)
    session = client.session
    session[TOUCHED] -= SECONDS + 1
    session.save()
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=90))
    client.get("/")
    assert seconds_left(client) > 100


def test_a_page_right_after_another_writes_nothing(world: World) -> None:
    client = signed_in(world.resident)
    before = client.session[TOUCHED]
    Session.objects.update(expire_date=timezone.now() + timedelta(seconds=90))
    client.get("/")
    assert client.session[TOUCHED] == before
    assert seconds_left(client) < 100


def test_somebody_who_is_not_signed_in_gets_no_session(db: None) -> None:
    client = Client()
    client.get("/")
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_a_session_that_has_ended_or_never_was_holds_nothing(world: World) -> None:
    key = signed_in(world.resident).session.session_key
    assert SessionStore(key).load()[SESSION_KEY] == str(world.resident.pk)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ended = SessionStore(key)
    assert ended.load() == {}
    assert ended.session_key is None
    assert SessionStore("x" * 32).load() == {}
