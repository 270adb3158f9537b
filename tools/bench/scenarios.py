"""What is asked of the site, by whom, what a right answer is, and how much is aimed at."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from tools.bench.filing import Drawer
from tools.bench.load import Ask, Result, closed_loop, open_loop
from yuban.kernel.numbering import spaced
from yuban.people.models import Account
from yuban.sites.worklists import PAGE

STEADY: Final = 100.0  # requests a second at which the latency of the pages is looked at


class CannotSignIn(Exception):
    """A client was not let in; nothing can be measured."""


@dataclass(frozen=True)
class Visitor:
    """A signed-in client: its cookies, and the token its forms carry."""

    cookies: Mapping[str, str]

    def request(self, method: str, path: str, **fields: str | int) -> bytes:
        """A request as a browser sends it."""
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}) if method == "POST" else ""
        head = [
            f"{method} {path} HTTP/1.1",
            "Host: 127.0.0.1",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0",
            "Accept: text/html",
            "Accept-Language: zh-CN",
            "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        ]
        if body:
            head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return "\r\n".join([*head, "", body]).encode()


def sign_in(port: int, account: Account, password: str) -> Visitor:
    """Sign in through the page, as people do."""
    cookies: SimpleCookie = SimpleCookie()
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    address = reverse("portal:sign_in")
    fields: dict[str, str] = {}
    for method in ("GET", "POST"):
        sent = {"Cookie": "; ".join(f"{name}={one.value}" for name, one in cookies.items())}
        sent["Content-Type"] = "application/x-www-form-urlencoded"
        line.request(method, address, urlencode(fields), sent)
        answer = line.getresponse()
        page = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie", []):
            cookies.load(header)
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        fields = {"username": account.username, "password": password, "csrfmiddlewaretoken": found[1] if found else ""}
    line.close()
    if answer.status != 302 or "sessionid" not in cookies:
        raise CannotSignIn(f"{account.username} got status {answer.status} at {address}")
    return Visitor({name: one.value for name, one in cookies.items()})


@dataclass(frozen=True)
class Scenario:
    """One line of the table: what is asked, one list of requests for each client, and the aim."""

    name: str
    title: str
    clients: Sequence[Sequence[Ask]]
    aim: str
    is_read: bool = True
    is_steady: bool = False

    def measure(self, port: int, warm: float, seconds: float) -> tuple[Callable[..., Result], Mapping[str, object]]:
        """The function of the load generator that measures this, and what to call it with."""
        shared = {"port": port, "warm": warm, "seconds": seconds}
        if self.is_steady:
            return open_loop, {
                "asks": [ask for own in zip(*self.clients, strict=False) for ask in own],
                "rate": STEADY,
                **shared,
            }
        return closed_loop, {"clients": self.clients, "again": self.is_read, **shared}


def scenarios(
    residents: Sequence[Visitor], officers: Sequence[Visitor], drawers: Sequence[Drawer]
) -> Iterator[Scenario]:
    """All scenarios, those that write first."""
    yield Scenario("submit", "submit a case", _each(residents, drawers, _submits), "690/s", is_read=False)
    yield Scenario("accept", "accept a case", _each(officers, drawers, _accepts), "290/s", is_read=False)
    own, seen = _each(residents, drawers, _own_pages), _each(officers, drawers, _desk_pages)
    to_do = _each(officers, drawers, _to_do)
    yield Scenario("own", "read a case (applicant)", own, "680/s")
    yield Scenario("case", "read a case (officer)", seen, "680/s")
    yield Scenario("list", f"list {PAGE} of the open cases", to_do, "150/s")
    yield Scenario("steady-own", f"applicant's case page, {STEADY:.0f}/s", own, "p99 < 50 ms", is_steady=True)
    yield Scenario("steady-list", f"officer's to-do page, {STEADY:.0f}/s", to_do, "p99 < 50 ms", is_steady=True)


def _each(
    visitors: Sequence[Visitor], drawers: Sequence[Drawer], asks: Callable[[Visitor, Drawer], Iterator[Ask]]
) -> list[list[Ask]]:
    return [list(asks(visitor, drawer)) for visitor, drawer in zip(visitors, drawers, strict=True)]


def _submits(resident: Visitor, drawer: Drawer) -> Iterator[Ask]:
    """Each draft once; the answer leads to a case, which has a number only then."""
    numbered = f": {reverse('portal:case', args=['N'])}".replace("N/", "5").encode()
    for key in drawer.drafts:
        yield Ask(resident.request("POST", reverse("portal:draft_check", args=[key])), 302, ((numbered, 1),))


def _accepts(officer: Visitor, drawer: Drawer) -> Iterator[Ask]:
    """Each submitted case once, as it was seen after its first step."""
    for number in drawer.submitted:
        back = f": {reverse('desk:case', args=[number])}\r\n".encode()
        yield Ask(officer.request("POST", reverse("desk:accept", args=[number]), seen=1), 302, ((back, 1),))


def _own_pages(resident: Visitor, drawer: Drawer) -> Iterator[Ask]:
    for number in drawer.own:
        yield Ask(resident.request("GET", reverse("portal:case", args=[number])), 200, _about(number))


def _desk_pages(officer: Visitor, drawer: Drawer) -> Iterator[Ask]:
    for number in drawer.submitted:
        yield Ask(officer.request("GET", reverse("desk:case", args=[number])), 200, _about(number))


def _about(number: str) -> tuple[tuple[bytes, int], ...]:
    return ((spaced(number).encode(), 1), (b"</html>", 1))


def _to_do(officer: Visitor, drawer: Drawer) -> Iterator[Ask]:
    yield Ask(officer.request("GET", reverse("desk:home")), 200, ((b'<th scope="row">', PAGE), (b"</html>", 1)))
