"""The frame, the switches, the error pages and the gallery."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.http import HttpRequest
from django.template import Context, Template, engines
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory, override_settings
from django.urls import ResolverMatch, reverse
from django.urls import path as address
from django.views.i18n import set_language

from yuban import design
from yuban.design import marks
from yuban.design.context import frame
from yuban.design.gallery import elder_mode, gallery
from yuban.design.templatetags.yuban import register

urlpatterns = [
    address("design/", gallery, name="design_gallery"),
    address("elder/", elder_mode, name="elder_mode"),
    address("language/", set_language, name="set_language"),
]
pytestmark = pytest.mark.urls(__name__)

FLOOR = Path(design.__file__).parent
ERRORS = ("400", "403", "403_csrf", "404", "409", "422", "429", "500")


class Page(HTMLParser):
    """Collects what the content security policy forbids, and the ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.ids: list[str] = []
        self.headings = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "style" or (tag == "script" and not names.get("src")):
            self.forbidden.append(tag)
        self.forbidden += [name for name in names if name == "style" or name.startswith(("on", "hx-on"))]
        self.forbidden += [str(value) for value in names.values() if str(value).startswith("javascript:")]
        self.ids += [str(names["id"])] if "id" in names else []
        self.headings += tag == "h1"


def gallery_page(query: str = "") -> str:
    request = RequestFactory().get(f"/design/{query}")
    return str(gallery(request).content.decode())


@pytest.mark.parametrize("query", ["", "?lang=en", "?elder=1", "?lang=en&elder=1&page=2&sort=-due", "?lang=xx"])
def test_the_gallery_keeps_the_policy(query: str) -> None:
    page = Page(gallery_page(query))
    assert page.forbidden == []
    assert page.headings == 1
    assert sorted(page.ids) == sorted(set(page.ids))


def test_the_gallery_shows_the_elder_page() -> None:
    assert '<html lang="zh-Hans" class="elder">' in gallery_page("?elder=1")
    assert '<html lang="en">' in gallery_page("?lang=en")


def test_every_tag_is_in_the_gallery_and_in_the_document() -> None:
    shown = "".join(path.read_text(encoding="utf-8") for path in (FLOOR / "templates").rglob("*.html"))
    document = (FLOOR.parents[2] / "docs" / "components.md").read_text(encoding="utf-8")
    for name in register.tags:
        assert re.search(rf"\{{% {name}\b", shown), name
        assert re.search(rf"\{{% {name}\b", document), name


def test_every_icon_is_in_the_document() -> None:
    document = (FLOOR.parents[2] / "docs" / "components.md").read_text(encoding="utf-8")
    listed = set(document[document.index("## Icons") : document.index("## Class names")].replace(".", " ").split())
    assert set(marks.icon_names()) - {"brand"} <= listed


def test_every_icon_that_a_template_names_exists() -> None:
    named = set()
    for path in FLOOR.parent.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        named |= {
            (path.name, name) for name in re.findall(r'{% icon "([\w-]+)"|\bicon="([\w-]+)"', text) for name in name
        }
    assert {(file, name) for file, name in named if name and name not in marks.icon_names()} == set()


def test_sheets_and_scripts_load_nothing_from_elsewhere() -> None:
    for path in [*FLOOR.rglob("*.css"), *FLOOR.rglob("*.js"), *FLOOR.rglob("*.html"), *FLOOR.rglob("*.svg")]:
        if "vendor" not in path.parts:
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert "http:" not in text, path
            assert "https:" not in text, path
            assert "@import" not in text, path


def test_every_sheet_is_linked() -> None:
    head = (FLOOR / "templates" / "design" / "_head.html").read_text(encoding="utf-8")
    sheets = {path.name for path in (FLOOR / "static" / "design").glob("*.css")}
    assert sheets == set(re.findall(r"design/(\w+\.css)", head))


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_no_context(name: str) -> None:
    html = get_template(f"{name}.html").render()
    page = Page(html)
    assert page.forbidden == []
    assert page.headings == 1
    assert f'<p class="error-code">{name[:3]}</p>' in html


def test_a_refusal_is_told_on_the_page_and_in_the_fragment() -> None:
    for name in ("409.html", "422.html", "_refusal.html"):
        assert "已由他人受理。" in render_to_string(name, {"refusal": "已由他人受理。"})
    assert 'role="alert"' in render_to_string("_refusal.html", {"refusal": "已由他人受理。"})


def request_with(**attributes: object) -> HttpRequest:
    request = RequestFactory().get("/")
    for name, value in attributes.items():
        setattr(request, name, value)
    return request


def test_the_door_is_the_first_namespace_or_what_the_request_says() -> None:
    match = ResolverMatch(gallery, (), {}, namespaces=["desk", "cases"])
    assert frame(request_with())["door"] == ""
    assert frame(request_with(resolver_match=match))["door"] == "desk"
    assert frame(request_with(resolver_match=match, door="kiosk"))["door"] == "kiosk"


def test_the_demo_says_so() -> None:
    with override_settings(YUBAN_DEMO=True):
        assert "演示环境，数据为虚构" in gallery_page()
    with override_settings(YUBAN_DEMO=False):
        assert "演示环境" not in gallery_page()


def test_a_bare_page_of_the_frame_can_be_drawn() -> None:
    source = '{% extends "design/base.html" %}{% block title %}甲{% endblock %}{% block heading %}甲{% endblock %}'
    html = engines["django"].from_string(source).render({}, request_with())
    assert "<title>甲 · 愉办</title>" in html
    assert "<body hx-headers=" in html
    assert '<a class="skip-link" href="#main">' in html
    assert '<main id="main"' in html


def test_a_sheet_for_paper_can_be_drawn() -> None:
    source = (
        '{% extends "design/print.html" %}{% block title %}甲{% endblock %}{% block content %}<h1>甲</h1>{% endblock %}'
    )
    assert "<h1>甲</h1>" in Template(source).render(Context())


def test_the_switches_come_back_to_the_same_page() -> None:
    html = gallery_page("?page=2")
    assert html.count('<input type="hidden" name="next" value="/design/?page=2">') == 2
    assert 'action="/elder/"' in html
    assert 'action="/language/"' in html


def switch(**sent: str) -> tuple[Client, str]:
    client = Client()
    response = client.post(reverse("elder_mode"), sent)
    assert response.status_code == 302
    return client, response.headers["Location"]


def test_the_elder_page_is_switched_on_and_off() -> None:
    client, target = switch(elder="1", next="/design/?page=2")
    assert target == "/design/?page=2"
    assert client.cookies["elder"].value == "1"
    assert client.cookies["elder"]["httponly"]
    assert 'class="elder"' in client.get(reverse("design_gallery")).content.decode()
    client.post(reverse("elder_mode"), {"elder": "0"})
    assert client.cookies["elder"].value == "0"
    assert 'class="elder"' not in client.get(reverse("design_gallery")).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(target: str) -> None:
    assert switch(elder="1", next=target)[1] == "/"


def test_the_switch_is_no_link() -> None:
    assert Client().get(reverse("elder_mode")).status_code == 405
