"""The pages with the keyboard alone."""

import books
import people
import session
from browsing import BrowserCase, amounts, line
from playwright.sync_api import Page

# What has the focus: how to name it, whether it can be seen and how it is marked.
FOCUS_SCRIPT = """() => {
    const at = document.activeElement;
    const box = at.getBoundingClientRect();
    const x = Math.min(Math.max((box.left + box.right) / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max((box.top + box.bottom) / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    const style = getComputedStyle(at);
    const before = (element) => element && (element === at || at.contains(element)
        || element.contains(at) || element.closest("label")?.control === at);
    return {
        name: at === document.body ? "" : `${at.tagName.toLowerCase()}#${at.id}.${at.className}`
            + ` ${(at.innerText || at.getAttribute("aria-label") || "").trim().slice(0, 40)}`,
        // A part of a date field that has the focus draws its own mark.
        isMarked: !at.matches(":focus-visible")
            || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || style.outlineStyle === "auto",
        isInView: box.width > 0 && box.bottom > 0 && box.top < innerHeight
            && box.right > 0 && box.left < innerWidth,
        isOnTop: Boolean(before(top)),
    };
}"""
TABS_MAX = 80


class KeyboardTest(BrowserCase):
    def focused(self, page: Page) -> str:
        return page.evaluate(
            "document.activeElement.id || document.activeElement.innerText.trim()"
        )

    def tab_until(self, page: Page, selector: str) -> None:
        """Presses Tab as often as it takes to get there."""
        for _ in range(TABS_MAX):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        self.fail(f"Tab does not lead to {selector}.")

    def test_the_first_tab_skips_to_the_content(self) -> None:
        page = self.open("/ar/report/")
        page.keyboard.press("Tab")
        self.assertEqual(line(self.focused(page)), "Skip to content")
        box = page.locator("a.skip").bounding_box()
        self.assertGreaterEqual(box["y"], 0)
        page.keyboard.press("Enter")
        self.assertEqual(self.focused(page), "main")
        page.keyboard.press("Tab")
        self.assertTrue(page.evaluate("document.activeElement.closest('main') !== null"))

    def test_every_stop_is_marked_and_in_view(self) -> None:
        for path in ("/", "/ar/report/", "/ar/customers/", "/import/"):
            for width in (360, 1440):
                page = self.open(path, width=width)
                stops = 0
                for _ in range(TABS_MAX):
                    page.keyboard.press("Tab")
                    stop = page.evaluate(FOCUS_SCRIPT)
                    if not stop["name"]:
                        break
                    stops += 1
                    with self.subTest(path=path, width=width, stop=stop["name"]):
                        self.assertTrue(stop["isMarked"], "has no visible mark")
                        self.assertTrue(stop["isInView"], "is out of view")
                        self.assertTrue(stop["isOnTop"], "lies under something else")
                self.assertGreater(stops, 5)

    def test_slash_searches_and_arrows_open_what_is_found(self) -> None:
        rows = session.json(self.browser, "/api/v1/reports/aging", limit="1")["rows"]
        name = rows[0]["customer"]
        page = self.open("/")
        page.keyboard.press("/")
        self.assertEqual(self.focused(page), "site-search")
        page.keyboard.type(name)
        self.assertEqual(page.input_value("#site-search"), name)
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/search?q=**")
        self.settle(page)
        self.tab_until(page, "main table a, main li a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/customers/*/")
        self.assertEqual(line(page.inner_text("h1")), line(name))
        self.assert_quiet()

    def test_the_list_of_keys_opens_and_gives_the_focus_back(self) -> None:
        page = self.open("/ar/report/")
        self.tab_until(page, "main a, main button")
        before = page.evaluate_handle("document.activeElement")
        page.keyboard.press("?")
        self.assertTrue(page.locator("dialog#help").is_visible())
        self.assertTrue(page.evaluate("document.activeElement.closest('dialog') !== null"))
        # The focus stays inside while it is open.
        for _ in range(6):
            page.keyboard.press("Tab")
            self.assertTrue(
                page.evaluate(
                    "document.activeElement === document.body"
                    " || document.activeElement.closest('dialog') !== null"
                )
            )
        page.keyboard.press("Escape")
        self.assertFalse(page.locator("dialog#help").is_visible())
        self.assertTrue(page.evaluate("(before) => document.activeElement === before", before))

    def test_two_keys_go_somewhere(self) -> None:
        page = self.open("/")
        for key, path in (("r", "/ar/report/"), ("c", "/ar/customers/"), ("i", "/import/")):
            page.keyboard.press("g")
            page.keyboard.press(key)
            page.wait_for_url(f"**{path}")
            self.settle(page)

    def test_arrows_walk_through_the_rows_and_enter_opens_one(self) -> None:
        page = self.open("/ar/report/")
        names = [
            line(text) for text in page.locator("table[data-keys] tbody th bdi").all_inner_texts()
        ]
        self.tab_until(page, "table[data-keys] tbody a")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowUp")
        self.assertEqual(line(self.focused(page)), names[1])
        page.keyboard.press("End")
        self.assertEqual(line(self.focused(page)), names[-1])
        page.keyboard.press("Home")
        self.assertEqual(line(self.focused(page)), names[0])
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/customers/**")
        self.assertEqual(line(page.inner_text("h1")), names[0])

    def test_the_form_of_the_report_is_used_without_a_mouse(self) -> None:
        page = self.open("/ar/report/")
        self.tab_until(page, "#report-options")
        page.keyboard.press("Enter")
        self.tab_until(page, "#buckets")
        page.keyboard.press("Control+A")
        page.keyboard.type("10, 20")
        page.keyboard.press("Enter")
        page.wait_for_url("**buckets=10**")
        page.locator("thead th", has_text="11–20").wait_for()
        self.assert_quiet()

    def test_a_file_is_imported_without_a_mouse(self) -> None:
        invoices = books.invoices(5)
        page = self.open("/", storage_state=people.company(self.browser))
        self.tab_until(page, ".start-step.next a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/import/")
        self.settle(page)
        self.tab_until(page, "#file")
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(
            {
                "name": "invoices.csv", "mimeType": "text/csv",
                "buffer": books.invoice_list(invoices).encode(),
            }
        )
        page.wait_for_url("**/import/file/*/")
        page.locator("#check .figures").wait_for()
        self.settle(page)
        self.tab_until(page, "button[value=import]")
        page.keyboard.press("Enter")
        report = page.get_by_role("link", name="Aging as of")
        report.wait_for()
        self.settle(page)
        self.tab_until(page, ".page-head a.button.primary")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/report/**")
        self.settle(page)
        self.assertEqual(
            amounts(page.locator("tr.totals td.num"))[-1],
            sum(invoice.amount for invoice in invoices),
        )
        self.assert_quiet()

    def test_the_account_menu_opens_and_closes(self) -> None:
        page = self.open("/")
        self.tab_until(page, "details.account summary")
        page.keyboard.press("Enter")
        self.assertTrue(page.get_by_role("button", name="Log out").is_visible())
        page.keyboard.press("Tab")
        self.assertTrue(
            page.evaluate("document.activeElement.closest('details.account') !== null")
        )
        page.keyboard.press("Escape")
        self.assertFalse(page.get_by_role("button", name="Log out").is_visible())
        self.assertTrue(
            page.evaluate("document.activeElement.matches('details.account summary')")
        )

    def test_the_folded_navigation_of_a_phone_unfolds(self) -> None:
        page = self.open("/", width=360)
        report = page.locator("#site-nav").get_by_role("link", name="Report")
        self.assertFalse(report.is_visible())
        self.tab_until(page, "[data-action=nav]")
        page.keyboard.press("Enter")
        self.assertTrue(report.is_visible())
        self.assertEqual(
            page.get_attribute("[data-action=nav]", "aria-expanded"), "true"
        )
        for _ in range(TABS_MAX):
            page.keyboard.press("Shift+Tab")
            if "report" in page.evaluate("document.activeElement.href || ''"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/ar/report/")
        self.assert_quiet()
