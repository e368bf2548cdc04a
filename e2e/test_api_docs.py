"""The two pages that show the API's description: all of it, within the rules for our pages."""

import json
import re
import unittest
import urllib.request

import session
from browsing import BrowserCase
from playwright.sync_api import Page, expect

WIDE, PHONE = 1440, 360
TRY = "/api/docs/"
READ = "/api/redoc/"
# What the library that makes examples says of a value that may be a list or something else.
SAMPLER = "OpenAPI Sampler"


class DescriptionPagesTest(BrowserCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        with urllib.request.urlopen(f"{cls.url}/api/schema/", timeout=60) as answer:
            cls.description = json.loads(answer.read())
        # What is called and what calls: both stand on the pages alike.
        cls.count = sum(
            len(item) for part in ("paths", "webhooks") for item in cls.description[part].values())

    def note_console(self, page: Page, message) -> None:
        if not message.text.startswith(SAMPLER):
            super().note_console(page, message)

    def look(self, path: str, width: int = WIDE) -> Page:
        """One of the pages, with all operations on it, to somebody who is not logged in."""
        page = self.open(path, width, as_nobody=True)
        shown = ".opblock" if path == TRY else "div[id^='operation/']"
        expect(page.locator(shown)).to_have_count(self.count, timeout=session.TIMEOUT_MS)
        return page

    def test_both_show_every_operation(self) -> None:
        for path, name in ((TRY, "docs"), (READ, "redoc")):
            for width in (WIDE, PHONE):
                page = self.look(path, width)
                # Nothing makes the page wider than the window.
                self.assertLessEqual(
                    page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0)
                self.keep(page, f"api-{name}-{width}")
        self.assert_quiet()

    def test_an_operation_is_tried_with_a_key(self) -> None:
        tenant = session.command("tenant", "list").splitlines()[2].split()[0]
        printed = session.command(
            "key", "create", "tried", "--may", "readReceivables", "--tenant", tenant)
        key = re.search(r"ch_[\w-]{43}", printed)[0]
        for width in (WIDE, PHONE):
            page = self.look(TRY, width)
            page.get_by_role("button", name="Authorize").first.click()
            page.locator(".auth-container input").fill(key)
            page.locator(".auth-container button[type=submit]").click()
            page.locator(".btn-done").click()
            block = page.locator(".opblock").filter(has_text="Lists invoices").first
            block.locator(".opblock-summary-control").click()
            block.get_by_role("button", name="Try it out").click()
            block.locator("tr[data-param-name=limit] input").fill("2")
            block.get_by_role("button", name="Execute").click()
            answer = block.locator(".live-responses-table")
            expect(answer.locator(".response-col_status").last).to_have_text(re.compile("^200"))
            self.keep(page, f"api-tried-{width}")
            shown = json.loads(answer.locator("pre code").first.inner_text())
            self.assertEqual(len(shown["items"]), 2)
        self.assert_quiet()


if __name__ == "__main__":
    unittest.main(verbosity=2)
