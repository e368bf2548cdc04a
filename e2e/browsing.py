"""What the browser tests share: a Chromium for each process, and pages that must not complain."""

import atexit
import os
import re
import unittest
from decimal import Decimal
from pathlib import Path

import session
from playwright.sync_api import (
    Browser, BrowserContext, Locator, Page, Playwright, sync_playwright)

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# The same without windows: it takes half the time for a page.
SHELL = "/usr/bin/chromium-headless-shell"
CHROMIUM_ARGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
HEIGHT = 900
WIDTHS = (360, 768, 1440)
THEMES = ("light", "dark")

# Adds up what moves by itself while a page loads, and remembers what it was.
SHIFT_SCRIPT = """
window.layoutShifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const what = entry.sources.map(({ node }) => {
      const at = node?.nodeType === 1 ? node : node?.parentElement;
      return at ? `${at.tagName.toLowerCase()}.${at.className}#${at.id}` : "?";
    });
    window.layoutShifts.push({ value: entry.value, what });
  }
}).observe({ type: "layout-shift", buffered: true });
"""

# A chart is there when it is drawn or says why it is not.
SETTLED_SCRIPT = """() => document.readyState === "complete"
    && document.fonts.status === "loaded"
    && document.querySelector(".htmx-request") === null
    && [...document.querySelectorAll("[data-chart][data-src]")]
        .every((figure) => figure.querySelector(".chart-canvas, .chart-note"))"""

TWO_FRAMES_SCRIPT = """() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"""


def amount(text: str) -> Decimal:
    """The first figure of a text, in a locale that has a point before the decimals."""
    found = re.search(r"[-\u2212]?\s*(?:[A-Z]{3}\s*|[^\w\s.,-]\s*)?\d[\d,]*(?:\.\d+)?", text)
    if found is None:
        raise ValueError(f"There is no figure in {text!r}.")
    return Decimal(re.sub(r"[^0-9.\-]", "", found[0].replace("\u2212", "-")))


def amounts(cells: Locator) -> list[Decimal]:
    """A figure for each element; an empty one and a dash count as nothing."""
    texts = (text.strip() for text in cells.all_inner_texts())
    return [Decimal(0) if text in ("", "–", "—") else amount(text) for text in texts]


def line(text: str) -> str:
    """A text without the line breaks and runs of spaces that the page's layout makes."""
    return " ".join(text.split())


_started: tuple[Playwright, Browser] | None = None


def browser() -> Browser:
    """One for all tests of the process, which `close_browser` ends."""
    global _started
    if _started is None:
        playwright = sync_playwright().start()
        _started = playwright, launch(playwright)
    return _started[1]


def launch(playwright: Playwright, *arguments: str) -> Browser:
    program = SHELL if "CHROMIUM" not in os.environ and os.path.exists(SHELL) else CHROMIUM
    return playwright.chromium.launch(executable_path=program, args=[*CHROMIUM_ARGS, *arguments])


def another_browser(*arguments: str) -> Browser:
    """One with arguments of its own, which is to be closed by whoever asks for it."""
    browser()
    return launch(_started[0], *arguments)


@atexit.register
def close_browser() -> None:
    global _started
    if _started is not None:
        playwright, chromium = _started
        _started = None
        chromium.close()
        playwright.stop()


class BrowserCase(unittest.TestCase):
    """A fresh context for each page; no page may complain."""

    maxDiff = None

    @classmethod
    def setUpClass(cls) -> None:
        cls.url = cls.find_server()
        cls.browser = browser()

    @classmethod
    def find_server(cls) -> str:
        return session.url()

    def setUp(self) -> None:
        self.complaints: list[str] = []

    def context(
        self, width: int = 1440, theme: str = "light", as_nobody: bool = False, **options
    ) -> BrowserContext:
        if not as_nobody:
            options.setdefault("storage_state", session.state(self.browser))
        context = self.browser.new_context(
            viewport={"width": width, "height": HEIGHT}, color_scheme=theme, **options
        )
        context.set_default_timeout(session.TIMEOUT_MS)
        context.add_init_script(SHIFT_SCRIPT)
        self.addCleanup(context.close)
        return context

    def page(self, context: BrowserContext) -> Page:
        """A tab whose errors, and requests to other hosts, are collected."""
        page = context.new_page()
        page.on("pageerror", lambda error: self.complain(page, f"error: {error}"))
        page.on("console", lambda message: self.note_console(page, message))
        page.on("request", lambda request: self.note_request(page, request.url))
        return page

    def open(self, path: str, width: int = 1440, theme: str = "light", **options) -> Page:
        page = self.page(self.context(width, theme, **options))
        self.go(page, path)
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(self.url + path)
        self.settle(page)

    def settle(self, page: Page) -> None:
        """Waits until nothing of the page is still on its way."""
        page.wait_for_function(SETTLED_SCRIPT)
        page.evaluate(TWO_FRAMES_SCRIPT)

    def complain(self, page: Page, text: str) -> None:
        self.complaints.append(f"{page.url}: {text}")

    def note_console(self, page: Page, message) -> None:
        if message.type not in ("error", "warning"):
            return
        # Chromium reports the status of a page that is meant to have one, such as 404.
        if message.text.startswith("Failed to load resource") and message.location.get(
            "url"
        ) == page.url:
            return
        self.complain(page, f"{message.type}: {message.text}")

    def note_request(self, page: Page, address: str) -> None:
        if not address.startswith((self.url + "/", "data:", "blob:")):
            self.complain(page, f"asked another host: {address}")

    def assert_quiet(self) -> None:
        self.assertEqual(self.complaints, [])

    def assert_still(self, page: Page) -> None:
        """Nothing moved while the page loaded."""
        self.assertEqual(page.evaluate("window.layoutShifts"), [])

    def keep(self, page: Page, name: str) -> None:
        """Keeps a picture where COUNTINGHOUSE_SCREENSHOTS says; of a long page the upper part."""
        folder = os.environ.get("COUNTINGHOUSE_SCREENSHOTS")
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        width, height = page.evaluate(
            "[innerWidth, document.documentElement.scrollHeight]"
        )
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, 2 * HEIGHT)}
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True, clip=clip)
