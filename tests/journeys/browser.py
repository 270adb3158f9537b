"""A real browser for journeys: Debian's Chromium, which must be there, with a Chinese font."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, ViewportSize, sync_playwright

NEEDED = "browser journeys need a browser and a Chinese font: apt-get install chromium fonts-noto-cjk libatomic1"
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def chromium() -> str:
    """The browser's program; fails the test with what to install when it or a Chinese font is missing."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    fonts = shutil.which("fc-list")
    if program is None or fonts is None:
        pytest.fail(NEEDED, pytrace=False)
    listing = subprocess.run([fonts, ":lang=zh", "family"], stdout=subprocess.PIPE, text=True, check=True)
    if not listing.stdout.strip():
        pytest.fail(NEEDED, pytrace=False)
    try:
        ctypes.CDLL("libatomic.so.1")  # the browser's driver is linked to it
    except OSError:
        pytest.fail(NEEDED, pytrace=False)
    return program


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser, without a window."""
    arguments = ["--disable-background-networking", "--disable-dev-shm-usage"]
    if os.getuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its sandbox to root
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Browser, address: str, *, is_phone: bool = False, scripts: bool = True) -> Iterator[Page]:
    """A page of somebody who has never been here; fails when the browser complained about any page on the way."""
    context: BrowserContext = browser.new_context(
        base_url=address,
        locale="zh-CN",
        viewport=PHONE if is_phone else DESKTOP,
        is_mobile=is_phone,
        has_touch=is_phone,
        java_script_enabled=scripts,
    )
    context.set_default_timeout(10_000)
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A refused form answers 4xx on purpose; the browser notes that as an error of its own.
        if message.type == "error" and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    context.on("console", listen)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert not complaints, complaints


def assert_accessible(page: Page) -> None:
    """Fail on any violation axe finds on the page as it is now, and on text that runs out of the window sideways."""
    found = Axe().run(page).response["violations"]
    told = [f"{one['id']}: {one['help']} ({', '.join(str(node['target']) for node in one['nodes'])})" for one in found]
    assert not told, f"{page.url}: {told}"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url
