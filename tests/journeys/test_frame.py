"""The frame around every page: at a desk, on a phone, for elders, in English."""

from playwright.sync_api import Page

from tests.journeys.browser import assert_accessible


def test_all_components_are_accessible_at_a_desk(page: Page) -> None:
    page.goto("/design/")
    assert_accessible(page)


def test_all_components_are_accessible_on_a_phone(phone: Page) -> None:
    phone.goto("/design/")
    assert_accessible(phone)
